"""Whom a letter goes to, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.domains import is_machine
from agent.letters import addresses, kind_for
from agent.letters.recipients import recipients
from agent.model import Contact, Reading, Wanted
from tests.letters.build import SAM, event, interview, mailbox, offer, out, reading, source, wanted


def to(of: Wanted) -> list[str]:
    return [r.address for r in recipients(of, SAM)[0]]


def cc(of: Wanted) -> list[str]:
    return [r.address for r in recipients(of, SAM)[1]]


def test_the_last_person_who_wrote_gets_it() -> None:
    first = reading("Ann Coe <ann@abernethyglass.com>", 9)
    last = reading("Fraser Boyd <fraser.boyd@abernethyglass.com>", 11)
    (recipient,), _ = recipients(wanted(last, first), SAM)
    assert (recipient.address, recipient.because) == (
        "fraser.boyd@abernethyglass.com",
        "wrote the confirmation of 11 November",
    )


def test_who_sent_an_invitation_on_is_not_who_arranged_it() -> None:
    author = Contact("ann@abernethyglass.com", "Ann Coe", because="wrote an earlier message in the thread")
    friend = Contact("omar@friends.example", "Omar Reyes", because="wrote the message")
    sent_on = reading("Omar Reyes <omar@friends.example>", subject="Fwd: Interview", contacts=(friend, author))
    assert to(wanted(sent_on)) == ["ann@abernethyglass.com"]
    assert to(wanted(replace(sent_on, subject="Interview"))) == ["omar@friends.example"]
    assert to(wanted(replace(sent_on, contacts=(friend,)))) == ["omar@friends.example"]
    colleague = reading("Fraser Boyd <fraser.boyd@abernethyglass.com>", subject="Fwd: Interview", contacts=(author,))
    assert to(wanted(colleague)) == ["fraser.boyd@abernethyglass.com"]


def test_reply_to_is_honoured_even_where_a_machine_sent_for_a_person() -> None:
    message = reading(
        "Fraser Boyd (Abernethy Glass) <no-reply@ashbyhq.com>", reply_to="Fraser Boyd <fraser.boyd@abernethyglass.com>"
    )
    (recipient,), _ = recipients(wanted(message), SAM)
    assert recipient.address == "fraser.boyd@abernethyglass.com"
    assert recipient.because == "Reply-To of the confirmation of 11 November"
    assert recipient.warning is None


def test_reply_to_of_an_automatic_invitation_is_better_than_a_call() -> None:
    message = reading("Ashby <no-reply@ashbyhq.com>", human=False, reply_to="ann@abernethyglass.com")
    assert to(wanted(message)) == ["ann@abernethyglass.com"]


def test_reply_to_on_an_unrelated_domain_is_shown_with_a_warning() -> None:
    message = reading(reply_to="Fraser Boyd <fraser@quick-mailbox.top>")
    (recipient,), _ = recipients(wanted(message), SAM)
    assert recipient.address == "fraser@quick-mailbox.top"
    assert recipient.warning is not None
    assert "quick-mailbox.top" in recipient.warning


def test_reply_to_that_nobody_reads_makes_a_message_unanswerable() -> None:
    earlier = reading("Ann Coe <ann@abernethyglass.com>", 9)
    message = reading(reply_to="no-reply@abernethyglass.com")
    assert to(wanted(earlier, message)) == ["ann@abernethyglass.com"]
    assert to(wanted(message)) == []


def test_reply_to_that_is_the_user_leads_to_the_sender() -> None:
    """An answer must not come back to the one who sends it."""
    assert to(wanted(reading(reply_to="sam.lee@example.net"))) == ["fraser.boyd@abernethyglass.com"]


def test_the_organizer_gets_it_where_nobody_wrote() -> None:
    message = reading("Calendly <notifications@calendly.com>", human=False)
    of = wanted(message, interviews=(interview(message, events=(event(),)),))
    (recipient,), _ = recipients(of, SAM)
    assert (recipient.address, recipient.because) == (
        "fraser.boyd@abernethyglass.com",
        "organizer of the calendar event",
    )


@pytest.mark.parametrize(
    "organizer",
    [
        "no-reply@kittiwakeferries.teamtailor-mail.com",
        "sam.lee@example.net",
        "c_ab12@group.calendar.google.com",
        "abernethy@ashbyhq.com",
        "alison.craig@strathlowwater.co.uk",
        "not an address",
    ],
)
def test_some_organizers_are_not_written_to(organizer: str) -> None:
    of = wanted(interviews=(interview(events=(event(organizer=mailbox(organizer)),)),), sources=())
    assert to(of) == []
    assert kind_for(of, SAM) == "call_sheet"


def test_without_a_usable_address_there_is_a_call_to_make_and_no_fallback() -> None:
    """Never a made-up address, never example.com: no address, no letter."""
    message = reading(
        "Kittiwake Ferries <no-reply@kittiwakeferries.teamtailor-mail.com>",
        human=False,
        contacts=(Contact(None, "recruitment line", phone="01632 960114"),),
    )
    assert recipients(wanted(message), SAM) == ((), ())
    assert kind_for(wanted(message), SAM) == "call_sheet"
    assert kind_for(wanted(message)) == "call_sheet"
    assert kind_for(wanted(reading())) == "withdrawal"
    assert kind_for(wanted(reading(), kind="call_sheet")) == "call_sheet"


def test_the_recruiting_address_that_took_part_is_copied() -> None:
    message = reading(
        "Isobel Munro <i.munro@mailer.heatherlea.org>",
        12,
        reply_to="Isobel Munro <isobel.munro@heatherlea.org>",
        cc="Heatherlea Recruitment <recruitment@heatherlea.org>",
        label="interview_invited",
    )
    of = wanted(message, employer="Heatherlea Hospice", names=("Heatherlea Hospice",), domains=("heatherlea.org",))
    (first,), (copied,) = recipients(of, SAM)
    assert first.address == "isobel.munro@heatherlea.org"
    assert (copied.address, copied.because) == ("recruitment@heatherlea.org", "copied on the invitation of 12 November")


def test_a_recruiting_address_named_in_the_thread_is_copied_and_others_are_not() -> None:
    message = reading(
        contacts=(
            Contact("hr@abernethyglass.com", "HR"),
            Contact("catriona.weir@abernethyglass.com", "Catriona Weir", part="interviewer"),
            Contact("jobs@somewhere-else.com", "Jobs"),
            Contact("careers@ashbyhq.com", "Careers"),
        ),
        cc="Catriona Weir <catriona.weir@abernethyglass.com>",
    )
    assert cc(wanted(message)) == ["hr@abernethyglass.com"]


def test_a_shared_mailbox_that_wrote_is_written_to_and_not_copied_as_well() -> None:
    message = reading("Abernethy Recruitment <recruitment@abernethyglass.com>", cc="recruitment@abernethyglass.com")
    assert to(wanted(message)) == ["recruitment@abernethyglass.com"]
    assert cc(wanted(message)) == []


def test_an_interviewer_is_not_written_to_behind_the_recruiters_back() -> None:
    message = reading(
        "Ashby <no-reply@ashbyhq.com>",
        human=False,
        contacts=(Contact("catriona@abernethyglass.com", "Catriona Weir", part="interviewer"),),
    )
    assert to(wanted(message)) == []


def test_a_contact_named_for_questions_is_written_to() -> None:
    message = reading(
        "Ashby <no-reply@ashbyhq.com>",
        human=False,
        contacts=(
            Contact("no-reply@ashbyhq.com", "Ashby", usable=False),
            Contact("ann@abernethyglass.com", "Ann Coe", part="recruiter"),
        ),
    )
    (recipient,), _ = recipients(wanted(message), SAM)
    assert (recipient.address, recipient.because) == (
        "ann@abernethyglass.com",
        "named in the confirmation of 11 November",
    )


def test_an_agencys_consultant_gets_it_and_the_client_never() -> None:
    consultant = reading(
        "Priya Nair <priya@larkhillsearch.com>",
        10,
        agency="Larkhill Search",
        cc=(mailbox("hr@abernethyglass.com"), mailbox("jobs@larkhillsearch.com")),
    )
    client = reading("Catriona Weir <catriona@abernethyglass.com>", 12, subject="See you there", reply_to=())
    of = wanted(
        consultant, client, agency="Larkhill Search", interviews=(interview(consultant, client, events=(event(),)),)
    )
    assert to(of) == ["priya@larkhillsearch.com"]
    assert cc(of) == ["jobs@larkhillsearch.com"]


def test_an_agency_with_no_reachable_consultant_means_a_call_not_a_mail_to_the_client() -> None:
    client = reading("Catriona Weir <catriona@abernethyglass.com>", 12)
    assert to(wanted(client, agency="Larkhill Search")) == []


def test_nobody_of_the_offering_employer_gets_it() -> None:
    stray = reading("Alison Craig <alison.craig@strathlowwater.co.uk>", 13)
    other = reading("Boss <boss@jobs.strathlowwater.co.uk>", 14)
    named = wanted(stray, other, firm_domains=("strathlowwater.co.uk",), firm_names=("Strathlow Water",))
    assert to(wanted(stray, other)) == []
    assert to(named) == []


def test_one_consultant_may_have_brought_both_offers() -> None:
    consultant = reading("Priya Nair <priya@larkhillsearch.com>", 10, agency="Larkhill Search")
    firm = offer(contacts=(Contact("priya@larkhillsearch.com", "Priya Nair"),))
    assert to(wanted(consultant, agency="Larkhill Search", firm=firm)) == ["priya@larkhillsearch.com"]


def test_suspicious_messages_give_no_address() -> None:
    scam = reading(
        "Fraser Boyd <fraser@abernethy-glass.top>",
        13,
        suspicious=True,
        contacts=(Contact("desk@abernethy-glass.top", "Desk"),),
        cc="recruitment@abernethyglass.com",
    )
    assert to(wanted(scam)) == []
    assert to(wanted(reading(), scam)) == ["fraser.boyd@abernethyglass.com"]
    assert cc(wanted(reading(), scam)) == []
    by_scam = interview(scam, contacts=(Contact("desk@abernethy-glass.top", "Desk"),))
    assert to(wanted(scam, interviews=(by_scam,))) == []


def test_the_user_never_writes_to_the_user() -> None:
    own = out("Fraser Boyd <fraser.boyd@abernethyglass.com>", 12)
    alias = reading("Sam Lee <Sam.Lee@Example.net>", 12)
    assert to(wanted(own, alias)) == []
    by_another_address = replace(own, from_=mailbox("sam@old.example.net"))
    inbound = reading("Sam Lee <sam@old.example.net>", 13)
    assert to(wanted(by_another_address, inbound)) == []


def test_a_bounce_is_nobody() -> None:
    bounce = reading("Mail Delivery <mdaemon@abernethyglass.com>", 12, bounce_of="<x@y>")
    assert to(wanted(reading(), bounce)) == ["fraser.boyd@abernethyglass.com"]


def test_an_offer_is_declined_to_whoever_made_it() -> None:
    scheduling = reading("Ann Coe <ann@abernethyglass.com>", 14, subject="Your interview")
    made = reading("Fraser Boyd <fraser.boyd@abernethyglass.com>", 12, subject="Offer", label="offer_written")
    (recipient,), _ = recipients(wanted(scheduling, made, kind="offer_decline"), SAM)
    assert (recipient.address, recipient.because) == (
        "fraser.boyd@abernethyglass.com",
        "wrote the offer of 12 November",
    )


def test_without_an_interview_the_latest_conversation_counts() -> None:
    applied = reading("Jobs <no-reply@ashbyhq.com>", 2, human=False, label="applied", subject="Thanks for applying")
    screen = reading("Ann Coe <ann@abernethyglass.com>", 9, subject="Quick call?")
    assert to(wanted(applied, screen, interviews=())) == ["ann@abernethyglass.com"]


def test_the_interviews_thread_counts_before_other_mail_of_the_same_employer() -> None:
    invited = reading("Ann Coe <ann@abernethyglass.com>", 9, subject="Interview")
    chat = reading("Bob Ray <bob@abernethyglass.com>", 12, subject="Our newsletter team says hi", label="other")
    assert to(wanted(invited, chat, interviews=(interview(invited),))) == ["ann@abernethyglass.com"]


def test_a_later_message_in_the_thread_counts_though_the_interview_does_not_rest_on_it() -> None:
    invited = reading("Ann Coe <ann@abernethyglass.com>", 9, message_id="<1@x.y>")
    taken_over = reading("Bob Ray <bob@abernethyglass.com>", 12, references=("<1@x.y>",), label="other")
    by_provider = reading("Cleo Day <cleo@abernethyglass.com>", 13, label="other")
    assert to(wanted(invited, taken_over, interviews=(interview(invited),))) == ["bob@abernethyglass.com"]
    sources = (source(invited, thread_id="t1"), source(by_provider, thread_id="t1"))
    assert to(wanted(interviews=(interview(invited),), sources=sources)) == ["cleo@abernethyglass.com"]


@pytest.mark.parametrize(
    "address",
    ["no-reply@x.com", "noreply@x.com", "do-not-reply@x.com", "donotreply@x.com", "acme-noreply@x.com", "no_reply+3@x.com",
     "notifications@x.com", "mailer-daemon@x.com", "bounces+12@x.com", "dse@docusign.net", "automated@x.com",
     "unmonitored@x.com", "alert@x.com", "hr-noreply@x.com", "NoReply@x.com", "autoreply@x.com"],
)  # fmt: skip
def test_machines_are_told_by_their_address(address: str) -> None:
    assert is_machine(address)


@pytest.mark.parametrize("address", ["norbert.reply@x.com", "systems.lead@x.com", "alert.jones@x.com", "ann@x.com"])
def test_people_are_not_machines(address: str) -> None:
    assert not is_machine(address)


@pytest.mark.parametrize(
    "address",
    ["a b@x.com", "a@x", "a@", "@x.com", "a@x..com", '"a b"@x.com', "a\r\nBcc: v@x.com", "ä@x.com", "a@-x.com",
     "a@x.com,b@y.com", "a@" + "x" * 300 + ".com", "x" * 65 + "@x.com", "a<b@x.com", ".a@x.com", "a@straße.example"],
)  # fmt: skip
def test_what_is_no_address_is_never_written_to(address: str) -> None:
    assert not addresses.well_formed(address)


def test_hostile_senders_do_no_harm() -> None:
    for sender in ("x <a\r\nBcc: v@evil.example@abernethyglass.com>", "<>", "x <a,b@c.com>", "\0 <\0@\0>"):
        assert to(wanted(reading(sender))) == []


def test_display_names_are_cleaned() -> None:
    message = reading()
    message = replace(message, from_=mailbox("Fraser\r\n\tBoyd\u202e\x00 <fraser.boyd@abernethyglass.com>"))
    (recipient,), _ = recipients(wanted(message), SAM)
    assert recipient.name == "Fraser Boyd"


def test_ids_that_everybody_shares_do_not_make_it_slow() -> None:
    many: list[Reading] = [reading(f"P <p{n}@abernethyglass.com>", 9, references=("<all@x>",)) for n in range(1000)]
    assert len(to(wanted(*many))) == 1
