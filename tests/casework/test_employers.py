"""The same employer, and which messages speak of one candidacy."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.casework.employers import Clusters, Party, same_employer
from agent.casework.names import employer_forms, same_role
from agent.domains import registrable
from agent.model import Reading
from connectors.base import Mailbox

from .build import (
    accepted,
    at,
    booked,
    event,
    firm,
    interviews_of,
    letters,
    offer_of,
    offer_said,
    reading,
    source,
    verdict,
    written,
)


def party(*names: str, domains: tuple[str, ...] = ()) -> Party:
    return Party(frozenset(f for n in names for f in employer_forms(n)), frozenset(domains))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HARROW PIKE LLP", "Harrow & Pike"),
        ("Harrow and Pike", "Harrow & Pike"),
        ("The Allotment Project", "Allotment Project"),
        ("Elbwerk Maschinenbau GmbH", "Elbwerk Maschinenbau"),
        ("Müller GmbH & Co. KG", "Mueller".replace("ue", "ü")),
        ("Tideswell Group", "Tideswell Group plc"),
        ("St. Jude's Hub", "St Judes Hub"),
        ("International Business Machines (IBM)", "IBM"),
        ("Booking.com", "Booking.com B.V."),
        ("Éditions du Grand Large", "Editions du Grand Large"),
    ],
)
def test_name_forms_are_one_employer(one: str, other: str) -> None:
    assert same_employer(party(one), party(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harrow & Pike", "Pike Robotics"),
        ("Tallis", "Tallis & Rowe"),
        ("Meridian", "Meridian Harbor Credit Union"),
        ("Summit Health", "Summit"),
        ("International Business Machines", "IBM"),
    ],
)
def test_a_part_of_a_name_is_another_employer(one: str, other: str) -> None:
    assert not same_employer(party(one), party(other))


def test_the_domain_can_say_that_two_names_are_one() -> None:
    assert same_employer(
        party("Tallis", domains=("tallisrowe.com",)), party("Tallis & Rowe", domains=("tallisrowe.com",))
    )


def test_a_domain_spells_a_name() -> None:
    assert same_employer(party("Harrow & Pike"), party(domains=("harrowpike.co.uk",)))


def test_nothing_known_is_nobody() -> None:
    assert not same_employer(Party(), Party())


def test_names_that_one_mail_equates_join_others() -> None:
    clusters = Clusters([party("Kestrel Foods", "Alder Group"), party("Alder Group", "Birch Mills")])
    assert clusters.of(party("Kestrel Foods")) == clusters.of(party("Birch Mills"))
    assert clusters.of(party("Oak")) != clusters.of(party("Birch Mills"))


def test_second_levels_are_no_organisations() -> None:
    assert registrable("mail.granbymarine.co.uk") == "granbymarine.co.uk"
    assert registrable("mailer.heatherlea.org") == "heatherlea.org"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("GIS Engineer", "gis engineer", True),
        ("Member Operations Manager", "Manager of Member Operations", True),
        ("Sr. Engineer", "Senior Engineer (m/w/d)", True),
        ("Engineer", "GIS Engineer", True),
        ("Engineer", "Senior Engineer", False),
        ("Data Analyst", "Data Engineer", False),
        (None, "Engineer", False),
    ],
)
def test_roles_are_compared_by_their_words(one: str | None, other: str, same: bool) -> None:
    assert same_role(one, other) is same


def test_a_reply_without_employer_belongs_to_its_thread() -> None:
    letter = written(8)
    reply = replace(accepted(9, in_reply_to=letter.message_id), employer=None, employer_domains=())
    assert offer_of(verdict([letter, reply])).standing == "firm"


def test_an_unread_message_between_two_still_joins_their_thread() -> None:
    letter = written(8)
    other = reading("other", None, 9, in_reply_to=letter.message_id, from_=None)
    thanks = reading("offer_accepted", None, 10, in_reply_to=other.message_id, employer_domains=())
    assert offer_of(verdict([letter, other, thanks])).standing == "firm"


def test_the_providers_conversation_binds_too() -> None:
    letter = source(written(8), thread_id="t1")
    thanks = source(reading("offer_accepted", None, 10, employer_domains=()), thread_id="t1")
    assert offer_of(verdict([letter, thanks])).standing == "firm"


def test_an_envelope_is_known_by_its_name() -> None:
    request = written(8, subject="Please DocuSign: Offer Letter - Sam Lee")
    done = reading("offer_accepted", None, 9, subject="Completed: Please DocuSign: Offer Letter - Sam Lee", signed=True)
    assert offer_of(verdict([request, done])).standing == "firm"


def test_a_completed_envelope_that_names_only_a_signer_is_the_envelopes() -> None:
    request = written(8, subject="Please DocuSign: Offer Letter Analyst - S. Lee")
    done = reading(
        "offer_accepted", "S Lee", 9, subject="Completed: Please DocuSign: Offer Letter Analyst - S. Lee",
        signed=True, employer_domains=(),
    )  # fmt: skip
    found = verdict([request, done])
    assert [(o.employer, o.standing) for o in found.offers] == [("Tidewater", "firm")]
    assert found.candidacies[0].names == ("Tidewater",)


def test_a_known_correspondent_is_known_again() -> None:
    letter = written(8)
    thanks = reading("offer_accepted", None, 10, from_=letter.from_, employer_domains=())
    assert offer_of(verdict([letter, thanks])).standing == "firm"


def test_two_roles_at_one_employer_are_two_candidacies() -> None:
    found = verdict([written(role="Analyst"), booked("Tidewater", role="Senior Analyst")])
    assert [c.role for c in found.candidacies] == ["Analyst", "Senior Analyst"]


def test_a_message_without_role_joins_the_only_candidacy() -> None:
    found = verdict([written(role="Analyst"), accepted()])
    assert len(found.candidacies) == 1


def test_a_candidacy_without_role_takes_the_first_that_it_hears_of() -> None:
    found = verdict([reading("applied", day=1), written(role="Analyst"), accepted()])
    (candidacy,) = found.candidacies
    assert candidacy.role == "Analyst"
    assert candidacy.key == "tidewater|"


def test_other_mail_founds_no_candidacy() -> None:
    assert verdict([reading("other"), reading("outreach", "Corvid")]).candidacies == ()


def test_two_clients_of_one_agency_are_two_employers() -> None:
    mail = [
        written(employer="Alpha Mills", agency="Harlow Talent", employer_domains=("harlowtalent.com",)),
        accepted(employer="Alpha Mills", agency="Harlow Talent", employer_domains=("harlowtalent.com",)),
        booked("Beta Works", agency="Harlow Talent", employer_domains=("harlowtalent.com",)),
    ]
    mail = [m if m.direction == "out" else _from_agency(m) for m in mail]
    assert letters(verdict(mail)) == [("withdrawal", "Beta Works")]


def _from_agency(message: Reading) -> Reading:
    return replace(message, from_=Mailbox("dana@harlowtalent.com", "Dana"))


def test_an_agency_that_names_its_client_later_keeps_the_candidacy() -> None:
    first = reading("applied", "Harlow Talent", 1, agency="Harlow Talent", role="GIS Engineer")
    later = booked("Beta Works", agency="Harlow Talent", role="GIS Engineer")
    found = verdict([first, later])
    (candidacy,) = found.candidacies
    assert candidacy.employer == "Beta Works"


def test_a_subsidiary_is_shown_as_its_mail_names_it() -> None:
    offer = [
        written(employer="Kestrel Foods", employer_names=("Alder Group",), role="Buyer"),
        accepted(employer="Kestrel Foods"),
    ]
    found = verdict([*offer, booked("Alder Group")])
    assert interviews_of(found, "Alder Group")
    assert found.wanted == ()
    assert [q.kind for q in found.questions] == ["same_employer"]


def test_the_offers_own_employer_under_another_name_gets_no_letter() -> None:
    mail = [
        booked("Harrow & Pike LLP", role="Knowledge Manager"),
        written(employer="Harrow and Pike", role="Knowledge Manager"),
        accepted(employer="HARROW PIKE LLP"),
        booked("Pike Robotics", 25),
    ]
    found = verdict(mail)
    assert letters(found) == [("withdrawal", "Pike Robotics")]
    assert [o.employer for o in found.offers] == ["Harrow and Pike"]
    assert found.offers[0].firm


def test_suspicious_mail_links_no_two_employers() -> None:
    forged = reading("offer_written", "Tidewater", 9, employer_names=("Corvid",), suspicious=True, key="forged")
    assert letters(verdict([*firm(), booked(), forged])) == [("withdrawal", "Corvid")]


def test_one_message_on_two_accounts_counts_once() -> None:
    letter = written()
    found = verdict([source(letter, "a"), source(letter, "b"), accepted()])
    assert len(offer_of(found).evidence) == 2
    assert offer_of(found).accounts == ("a", "b", "personal")


def test_newer_mail_leaves_the_key_as_it_is() -> None:
    before = verdict([written(role="Analyst")])
    after = verdict([written(role="Analyst"), accepted(), reading("other", day=12)])
    assert before.offers[0].id == after.offers[0].id


def test_what_was_said_under_an_earlier_key_is_still_heard() -> None:
    said = offer_said("firm", "tidewater|analyst")
    older = reading("applied", day=1)
    assert offer_of(verdict([written(role="Analyst")], answers=[said])).firm
    assert offer_of(verdict([older, written(role="Analyst")], answers=[said])).firm


def test_an_invitation_that_calls_the_employer_by_a_shorter_name_equates_the_two() -> None:
    mail = [*firm("Brackwater Instruments", role="Engineer", employer_domains=("brackwater-instruments.com",))]
    short = booked("Brackwater", role="Engineer", employer_domains=())
    invited = event("Interview with Brackwater", at(24, 14), "talent@brackwater-instruments.com")
    found = verdict([*mail, short], [invited])
    assert found.wanted == ()
    assert len(found.interviews) == 1


def test_an_invitation_of_a_longer_name_says_nothing_of_the_shorter() -> None:
    mail = [*firm("Pike", role="Engineer"), booked("Pike Robotics", role="Engineer")]
    invited = event("Interview with Pike Robotics", at(24, 14), "talent@pikerobotics.com")
    assert letters(verdict(mail, [invited])) == [("withdrawal", "Pike Robotics")]


def test_a_first_word_of_an_offer_without_role_belongs_to_the_role_that_is_then_offered() -> None:
    mail = [
        booked("Corvid", role="Coach", sent=5),
        reading("offer_verbal", "Corvid", 7),
        written(8, "Corvid", role="Teacher"),
    ]
    (offer,) = verdict(mail).offers
    assert offer.role == "Teacher"
    assert [link.label for link in offer.evidence] == ["offer_verbal", "offer_written"]
    (alone,) = verdict(mail[:2]).offers
    assert alone.role == "Coach"


def test_a_name_joined_as_in_the_domain_gives_way_to_one_that_mail_spells() -> None:
    mail = [reading("applied", "Corvanecold", 3), booked("Corvane Cold", employer_domains=("corvanecold.com",))]
    (interview,) = verdict(mail).interviews
    assert interview.employer == "Corvane Cold"


@pytest.mark.parametrize(
    ("guess", "name", "domain"),
    [
        ("Hidro Norte", "Hidronorte", "hidronorte.es"),
        ("Otwaysteam Rail", "Otway Steam Railway", "otwaysteamrail.com.au"),
    ],
)
def test_a_name_that_mail_spells_goes_before_one_read_out_of_a_domain(guess: str, name: str, domain: str) -> None:
    def called(name: str, day: int) -> Reading:
        return reading("interview_invited", name, day, employer_written=name != guess, employer_domains=(domain,))

    for pair in ((guess, name), (name, guess)):
        mail = [called(first, 9 + day) for day, first in enumerate(pair)]
        (candidacy,) = verdict(mail).candidacies
        assert candidacy.employer == name
    (candidacy,) = verdict([called(guess, 9)]).candidacies
    assert candidacy.employer == guess


def test_a_name_has_the_accents_that_any_mail_writes() -> None:
    mail = [reading("applied", "Transportes Canaveral", 3), booked("Transportes Cañaveral")]
    (interview,) = verdict(mail).interviews
    assert interview.employer == "Transportes Cañaveral"
