"""How Microsoft's sign-in says no.

The codes are those of https://learn.microsoft.com/entra/identity-platform/reference-error-codes.
"""

from __future__ import annotations

from tests.simulators.outlook.calls import Json


class LoginError(Exception):
    """An answer of the token endpoint that is no token."""

    def __init__(self, error: str, number: int, text: str, suberror: str = "", status: int = 400) -> None:
        super().__init__(error)
        self.error = error
        self.number = number
        self.description = f"AADSTS{number}: {text} Trace ID: 0 Correlation ID: 0 Timestamp: 2026-11-20 09:00:00Z"
        self.suberror = suberror
        self.status = status

    def body(self) -> Json:
        """As the token endpoint writes it."""
        found: Json = {
            "error": self.error,
            "error_description": self.description,
            "error_codes": [self.number],
            "timestamp": "2026-11-20 09:00:00Z",
            "trace_id": "0",
            "correlation_id": "0",
            "error_uri": f"https://login.microsoftonline.com/error?code={self.number}",
        }
        return found | ({"suberror": self.suberror} if self.suberror else {})


DECLINED = LoginError("access_denied", 65004, "User declined to consent to access the app.")

TROUBLES = {
    "interaction_required": LoginError(
        "interaction_required",
        50076,
        "Due to a configuration change made by your administrator, or because you moved to a new location, you must use "
        "multi-factor authentication to access '00000003-0000-0000-c000-000000000000'.",
        "basic_action",
    ),
    "consent": LoginError(
        "invalid_grant",
        65001,
        "The user or administrator has not consented to use the application with ID 'simulated-client'.",
        "consent_required",
    ),
    "admin_consent": LoginError(
        "access_denied",
        90094,
        "The grant requires administrator permission: an admin must consent before anyone can use this application.",
    ),
    "conditional_access": LoginError(
        "invalid_grant",
        53003,
        "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
        "message_only",
    ),
    "expired": LoginError(
        "invalid_grant",
        700082,
        "The refresh token has expired due to inactivity. The token was inactive for 90.00:00:00.",
        "bad_token",
    ),
    "revoked": LoginError(
        "invalid_grant",
        50173,
        "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have "
        "changed or reset their password.",
        "bad_token",
    ),
    "device_blocked": LoginError(
        "invalid_grant",
        53003,
        "Access has been blocked by Conditional Access policies: device code flow.",
        "message_only",
    ),
    "unknown_client": LoginError(
        "unauthorized_client", 700016, "Application with identifier 'simulated-client' was not found in the directory."
    ),
    "unavailable": LoginError(
        "temporarily_unavailable", 90033, "A transient error has occurred. Please try again.", status=503
    ),
}
"""The ways in which a request for tokens ends without any."""
