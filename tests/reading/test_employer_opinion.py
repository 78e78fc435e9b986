"""Who hires, where the encoder tells names: whom it is believed, and whom not."""

from __future__ import annotations

from agent.model import Direction
from agent.reading import proposed
from agent.reading.employer import Employer, resolve
from agent.reading.learned.encoder import TAGS
from agent.reading.learned.input import segments
from agent.reading.learned.opinion import Opinion
from agent.reading.mime import parse
from agent.reading.structured import facts
from tests.reading.eml import ME, eml


def read(raw: bytes, tagged: dict[str, float], direction: Direction = "in") -> Employer:
    """With an encoder that tags these words, wherever they stand."""
    document = parse(raw)
    found = facts(document, me=ME, zone="UTC")
    stretches = segments(document, found, direction)
    column = TAGS.index("employer")
    marks: dict[int, list[tuple[int, int, list[float]]]] = {}
    for index, segment in enumerate(stretches):
        for words, chance in tagged.items():
            at = segment.text.find(words)
            if at >= 0:
                row = [chance if number == column else 0.0 for number in range(len(TAGS))]
                marks.setdefault(index, []).append((at, at + len(words), row))
    opinion = Opinion({"other": 0.0}, 0.0, {}, stretches, marks, {})
    return resolve(document, found, direction=direction, me=ME, opinion=opinion)


def test_a_checkers_client_is_the_employer() -> None:
    raw = eml(
        "Dear Mara,\n\nOttermill Foods has asked for your medical. Please come fasting.\n\nFront desk",
        from_="Centro Medico Arno <desk@centromedicoarno.com>",
    )
    assert read(raw, {"Ottermill Foods": 0.95}).name == "Ottermill Foods"


def test_an_agencys_client_is_the_employer_and_the_agency_is_kept() -> None:
    raw = eml(
        "Hi Mara,\n\nOttermill Foods would like to see you on Monday.\n\nPetra Voss\nBrightwater Staffing",
        from_="Petra Voss <petra@brightwaterstaffing.com>",
    )
    found = read(raw, {"Ottermill Foods": 0.95})
    assert (found.name, found.agency) == ("Ottermill Foods", "Brightwater Staffing")


def test_a_free_mail_sender_is_named_by_the_text() -> None:
    raw = eml("Duntulm Campsite is open all winter, come and see.\n\nAngus", from_="Angus <angus.d@gmail.com>")
    assert read(raw, {"Duntulm Campsite": 0.9}).name == "Duntulm Campsite"
    assert read(raw, {"Duntulm Campsite": 0.35}).name is None


def test_a_tagged_person_is_no_employer() -> None:
    raw = eml("We would like to offer you the post.\n\nPetra Voss", from_="Petra Voss <petra@harrowpike.com>")
    assert read(raw, {"Petra Voss": 0.99}).name == "Harrow Pike"


def test_a_name_that_only_looks_like_the_senders_is_not_taken_for_a_client() -> None:
    raw = eml(
        "Harrow & Pike is glad to write. Harrow & Pyke is another firm.\n\nPetra Voss\nHarrow & Pike",
        from_="Petra Voss <petra@harrowpike.com>",
    )
    assert read(raw, {"Harrow & Pyke": 0.5}).name == "Harrow & Pike"


def test_a_weak_tag_does_not_outdo_the_senders_own_domain() -> None:
    raw = eml("You would be near Federated Farmers, in the next street.", from_="Trace <t@waiotahifarms.com>")
    assert read(raw, {"Federated Farmers": 0.4, "@waiotahifarms": 0.95}).name == "Waiotahi Farms"


def test_mail_that_came_back_has_the_employer_it_was_written_to() -> None:
    raw = eml(
        "Delivery to the following recipient failed permanently: crew@tarnfieldenergy.com",
        from_="Mail Delivery System <mailer-daemon@mx.example.org>",
        subject="Undelivered Mail Returned to Sender",
        X_Failed_Recipients="crew@tarnfieldenergy.com",
    )
    assert read(raw, {"Mail Delivery System": 0.99}).name == "Tarnfield Energy"


def test_the_users_own_mail_names_the_one_it_goes_to() -> None:
    raw = eml(
        "Dear Petra, I accept.\n\nMara", from_="Mara Quint <mara.quint@example.net>", to="Petra <p@clunvalleyvets.com>"
    )
    assert read(raw, {"@clunvalleyvets": 0.98}, "out").name == "Clun Valley Vets"


def test_a_thousand_tagged_names_cost_little_and_raise_nothing() -> None:
    text = " ".join(f"Firm{number} Ltd," for number in range(1000))
    assert read(eml(text, from_="X <x@quillbyte.com>"), {"Firm1 Ltd": 0.9, "(((": 0.9, "\n": 0.9}).name


def test_what_a_tag_leaves_out_of_a_name_is_found_in_the_text() -> None:
    raw = eml(
        "Bonjour Mara,\n\nle Département de la Haute-Vézère a le plaisir de vous recevoir mardi.\n\nLuce",
        from_="Luce Morel <luce.morel@gmail.com>",
    )
    assert read(raw, {"Département": 0.95}).name == "Département de la Haute-Vézère"


def test_an_article_before_a_name_is_no_part_of_it() -> None:
    raw = eml(
        "Guten Tag,\n\nfür die Kolbenwerk Rastatt suchen wir Sie.\n\nLuise", from_="Luise Ott <luise.ott@gmail.com>"
    )
    assert read(raw, {"die Kolbenwerk Rastatt": 0.95}).name == "Kolbenwerk Rastatt"


def test_a_name_that_the_domain_spells_out_and_the_mail_repeats_is_hardly_outdone() -> None:
    text = (
        "Exmo. Dr. Duarte,\n\na Seabra e Lobo gostaria de o receber na Esquina Torta, terça-feira às 11h.\n\n"
        "Secretariado\nSeabra e Lobo\n\nSeabra e Lobo, Porto"
    )
    raw = eml(text, from_="Secretariado Seabra e Lobo <secretariado@seabraelobo.pt>")
    assert read(raw, {"Esquina Torta": 0.9}).name == "Seabra e Lobo"


def test_a_place_where_the_encoder_reads_no_employer_is_not_an_agencys_client() -> None:
    raw = eml(
        "Hi Mara,\n\nI have a Supply Planner role with one of my clients in Stockport. Free for a call?\n\nPetra Voss\nBrightwater Staffing",
        from_="Petra Voss <petra@brightwaterstaffing.com>",
        subject="Supply Planner, Stockport",
    )
    assert read(raw, {"Brightwater Staffing": 0.2}).name == "Brightwater Staffing"
    assert read(raw, {"Stockport": 0.2}).name == "Stockport"


def test_a_tag_that_ends_too_soon_is_completed_by_what_the_sender_calls_itself() -> None:
    raw = eml("Queda citado el martes.", from_="Hospital Comarcal de Ribalta <seleccion@hcribalta.es>")
    assert read(raw, {"Hospital Comarcal": 0.95}).name == "Hospital Comarcal de Ribalta"


def test_half_a_legal_form_is_no_part_of_a_tagged_name() -> None:
    raw = eml(
        "La visita richiesta da Officine Arno S.p.A. è il 4 maggio.", from_="Centro Medico <desk@centromedicoarno.it>"
    )
    assert read(raw, {"Officine Arno S.p": 0.95}).name == "Officine Arno"


def test_a_name_goes_on_in_its_own_line_only() -> None:
    assert proposed.whole("Department of", "Department of Labour\nDear Robert Nowak") == "Department of Labour"
    assert proposed.whole("Office of Trade", "The Office of Trade\nDear Robert Nowak") == "Office of Trade"
