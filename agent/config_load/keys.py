"""Every key of the configuration with its check, and what to write where one without a default is missing."""

from __future__ import annotations

from agent.config import (
    Approval,
    Drafts,
    GoogleAccount,
    GoogleEndpoints,
    LocalAccount,
    OutlookAccount,
    OutlookEndpoints,
    Reader,
    Rules,
    Secrets,
    User,
)
from agent.config_load import checks

_COMMON: dict[str, checks.Check] = {
    "name": checks.account_name,
    "kind": checks.one_of("local", "google", "outlook"),
    "poll_seconds": checks.number(1, 86_400, "seconds"),
    "permissions": checks.one_of("send", "read"),
}

ACCOUNTS: dict[str, tuple[type, dict[str, checks.Check]]] = {
    "local": (
        LocalAccount,
        _COMMON
        | {
            "maildir": checks.path,
            "calendars": checks.list_of(checks.path, "folders"),
            "send": checks.command,
            "sent": checks.path,
        },
    ),
    "google": (
        GoogleAccount,
        _COMMON
        | {
            "address": checks.address,
            "client_secrets": checks.client_file,
            "calendars": checks.list_of(checks.text, "calendar names"),
        },
    ),
    "outlook": (
        OutlookAccount,
        _COMMON
        | {
            "address": checks.address,
            "client_id": checks.text,
            "authority": checks.tenant,
            "calendars": checks.list_of(checks.text, "calendar names"),
        },
    ),
}

ENDPOINTS: dict[str, tuple[type, dict[str, checks.Check]]] = {
    "google": (GoogleEndpoints, {"gmail": checks.endpoint, "calendar": checks.endpoint, "token": checks.endpoint}),
    "outlook": (OutlookEndpoints, {"graph": checks.endpoint, "login": checks.endpoint}),
}

TABLES: dict[str, tuple[type, dict[str, checks.Check]]] = {
    "user": (
        User,
        {
            "name": checks.text,
            "addresses": checks.list_of(checks.address, "addresses", least=1),
            "phone": checks.lines,
            "signature": checks.lines,
            "timezone": checks.zone,
        },
    ),
    "policy": (
        Rules,
        {
            "act_on": checks.one_of("firm", "accepted"),
            "lookback_days": checks.number(1, 3650, "days"),
            "withdraw": checks.one_of("interviewing", "all", "none"),
            "after_signing": checks.one_of("hourly", "stop", "as_before"),
        },
    ),
    "approval": (
        Approval,
        {
            "hold_seconds": checks.number(0, 86_400, "seconds"),
            "quiet_hours": checks.quiet_hours,
            "notify": checks.flag,
            "card_send": checks.one_of("shown", "always"),
        },
    ),
    "secrets": (Secrets, {"token_store": checks.one_of("keyring", "file")}),
    "reader": (
        Reader,
        {
            "model_server": checks.server,
            "model": checks.model_name,
            "mail_may_leave_this_machine": checks.flag,
        },
    ),
    "drafts": (
        Drafts,
        {
            "tone": checks.one_of("warm", "plain", "brief"),
            "language": checks.language,
            "keep_in_touch": checks.flag,
            "referral": checks.flag,
            "templates": checks.existing_folder,
        },
    ),
}

MISSING_MEND = {
    "name": 'write name = "..."',
    "addresses": 'write addresses = ["sam@example.org"], all that are yours',
    "address": 'write address = "sam@example.org"',
    "client_secrets": 'write client_secrets = "FILE", the OAuth client file from Google',
}
