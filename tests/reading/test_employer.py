"""Who hires: names, domains, agencies."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from agent.model import Direction
from agent.reading import names
from agent.reading import read as whole
from agent.reading.employer import Employer, resolve
from agent.reading.mime import parse
from agent.reading.structured import facts
from tests.reading.eml import ME, eml


def read(raw: bytes, direction: Direction = "in", role: str | None = None) -> Employer:
    document = parse(raw)
    return resolve(document, facts(document, me=ME, zone="UTC"), direction=direction, me=ME, role=role)


@pytest.mark.parametrize(
    ("phrase", "label"),
    [
        ("Harrow & Pike", "harrowpike"), ("Harrow and Pike", "harrowandpike"), ("Brevik Polar Institute", "brevik-polar"),
        ("Pendle Aerostructures", "pendleaero"), ("Juniper Flats Unified School District", "juniperflatsusd"),
        ("Whitcombe Laurier Stagg", "wlslaw"), ("Möbel Brandt", "moebel-brandt"), ("Quillbyte", "joinquillbyte"),
    ],
)  # fmt: skip
def test_a_name_spells_its_domain(phrase: str, label: str) -> None:
    assert names.spells(phrase, label) >= 0.75


@pytest.mark.parametrize(
    ("phrase", "label"),
    [("Petra Voss", "harrowpike"), ("Harrow", "harrowpikefoods"), ("Pike", "harrowpike"), ("", "x"), ("x", "")],
)
def test_another_name_does_not(phrase: str, label: str) -> None:
    assert names.spells(phrase, label) < 0.75


@pytest.mark.parametrize(
    ("display", "name"),
    [
        ("Harrow & Pike Ltd.", "Harrow & Pike"), ("Harrow & Pike Talent Acquisition Team", "Harrow & Pike"), ("Harrow via Ashby", "Harrow"),
        ("Hollin & Co", "Hollin & Co"), ("Hollin & Co. KG", "Hollin & Co"), ("Hollin GmbH & Co. KG", "Hollin"), ("Hollin Co.", "Hollin"),
        ("BambooHR for Harrow", "Harrow"), ("Human Resources", ""), ("Nordlicht GmbH", "Nordlicht"), ("Ashdown Verity LLP", "Ashdown Verity LLP"),
    ],
)  # fmt: skip
def test_a_display_name_is_cleaned(display: str, name: str) -> None:
    assert names.organisation(display) == name


@pytest.mark.parametrize(
    ("text", "display", "name", "spelled"),
    [
        (
            "See you at Hidronorte on Tuesday 24 November at 10:00 for your interview.\n\nLucía Pérez",
            "Lucía Pérez",
            "Hidronorte",
            True,
        ),
        (
            "See you on Tuesday 24 November at 10:00 for your interview.\n\nLucía Pérez\nSelección, Hidronorte S.A.",
            "Lucía Pérez",
            "Hidronorte",
            True,
        ),
        (
            "See you on Tuesday 24 November at 10:00 for your interview.\n\nLucía Pérez",
            "Hidronorte Selección",
            "Hidronorte",
            True,
        ),
        (
            "See you on Tuesday 24 November at 10:00 for your interview.\n\nLucía Pérez",
            "Lucía Pérez",
            "Hidro Norte",
            False,
        ),
    ],
)
def test_a_reading_tells_a_name_that_is_written_from_one_read_out_of_a_domain(
    text: str, display: str, name: str, *, spelled: bool
) -> None:
    raw = eml(text, subject="Your interview", from_=f"{display} <lucia@hidronorte.es>")
    found = whole(raw, me=ME)
    assert (found.employer, found.employer_written) == (name, spelled)


def test_the_text_spells_the_senders_domain() -> None:
    found = read(eml("We at Harrow & Pike are glad.\n\nPetra Voss\nHarrow & Pike Ltd, Leeds"))
    assert (found.name, found.domains, found.agency) == ("Harrow & Pike", ("harrowpike.com",), None)


def test_without_a_name_the_domain_is_read_naturally() -> None:
    assert read(eml("Glad you liked it.", from_="Petra Voss <p@voltmead.energy>")).name == "Voltmead Energy"
    assert read(eml("Glad you liked it.", from_="Petra Voss <p@northmerefreight.com>")).name == "Northmere Freight"


def test_a_person_is_never_the_employer() -> None:
    found = read(eml("Hi Mara, see you then. Petra Voss", from_="Petra Voss <petra.voss@gmail.com>"))
    assert found.name is None


def test_a_vendor_is_never_the_employer() -> None:
    raw = eml(
        "Harrow & Pike ordered a report on you. Checkr takes no part in it.\n\nThe Checkr Team",
        from_="Checkr <no-reply@checkr.com>",
    )
    assert read(raw).name == "Harrow & Pike"


def test_an_agencys_client_is_the_employer() -> None:
    raw = eml(
        "Hi Mara,\n\nGood news: my client, Ottermill Foods, would like to offer you the Planner role.\n\nPetra Voss\nBrightwater Staffing",
        from_="Petra Voss <petra@brightwaterstaffing.com>",
    )
    found = read(raw)
    assert (found.name, found.agency, found.domains) == ("Ottermill Foods", "Brightwater Staffing", ())


def test_an_agency_that_names_no_client_is_itself_named() -> None:
    raw = eml(
        "Are you open to something new?\n\nPetra\nBrightwater Staffing",
        from_="Petra Voss <petra@brightwaterstaffing.com>",
    )
    assert read(raw).name == "Brightwater Staffing"


def test_a_tenant_is_spelled_as_the_text_spells_it() -> None:
    raw = eml("Your offer at Harrow & Pike is here.", from_="Workday <harrowpike@myworkday.com>")
    assert read(raw).name == "Harrow & Pike"


def test_a_signed_letters_title_names_the_employer() -> None:
    raw = eml(
        "Your document has been completed\n\nSigned by: Dana Holt (Ferrous Robotics), 8/7/2026",
        subject="Completed: Ferrous Robotics Offer Letter.pdf", from_="DocuSign NA4 System <dse_na4@docusign.net>",
    )  # fmt: skip
    assert read(raw).name == "Ferrous Robotics"


def test_in_the_users_own_mail_the_employer_is_on_the_other_side() -> None:
    raw = eml(
        "Dear Petra, I accept. Mara\n\nOn Monday Petra Voss wrote:\n> Harrow & Pike offers you the post.\n",
        from_="Mara Quint <mara.quint@example.net>", to="Petra Voss <petra.voss@harrowpike.com>",
    )  # fmt: skip
    assert read(raw, "out").name == "Harrow & Pike"


def test_a_university_keeps_its_first_words() -> None:
    raw = eml("The University of Wexmoor is glad.", from_="H. Bantock <h.bantock@wexmoor.ac.uk>")
    assert read(raw).name in ("University of Wexmoor", "The University of Wexmoor")


def test_what_a_friend_passes_on_names_the_employer() -> None:
    text = "See below.\n\n---------- Forwarded message ---------\nFrom: Dana Holt <dana@ottermill.org>\nSubject: Planner\n\nOttermill would take her."
    assert read(eml(text, from_="Petra <petra@somewhere-else.com>", subject="Fwd: Planner")).name == "Ottermill"


@pytest.mark.parametrize(
    ("domain", "name"),
    [
        ("otterbankarchitects.co.uk", "Otterbank Architects"), ("stillwaterlibraries.org", "Stillwater Libraries"),
        ("ampersandpress.com", "Ampersand Press"), ("quillislandpress.com", "Quill Island Press"),
    ],
)  # fmt: skip
def test_a_domain_is_cut_between_words_only(domain: str, name: str) -> None:
    assert names.natural(domain) == name


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("The City of Alder Falls", "City of Alder Falls"), ("The Hollow Inn", "The Hollow Inn"),
        ("KESTREL LANE STUDIO", "Kestrel Lane Studio"), ("BFG SYSTEMS", "BFG Systems"), ("IKEA", "IKEA"),
    ],
)  # fmt: skip
def test_a_name_is_told_as_a_person_says_it(name: str, spoken: str) -> None:
    assert names.said(name) == spoken


def test_who_returns_a_message_is_no_employer() -> None:
    raw = eml(
        "Delivery to the following recipient failed permanently: crew@tarnfieldenergy.com\n\n"
        "Subject: Tarnfield Energy - formal offer",
        from_="Mail Delivery System <mailer-daemon@mx.example.org>",
        subject="Undelivered Mail Returned to Sender",
        X_Failed_Recipients="crew@tarnfieldenergy.com",
    )
    assert read(raw).name == "Tarnfield Energy"


def test_one_who_speaks_of_the_employer_as_them_hires_for_others() -> None:
    found = read(
        eml(
            "Lismara came back within the hour. QC Analyst, permanent, and they'd have you from Monday.\n"
            "They'd like word by Friday.\n\nPetra",
            subject="Lismara Pharma - contract!",
            from_="Petra Voss <petra@harbourgate.ie>",
        )
    )
    assert (found.name, found.agency) == ("Lismara Pharma", "Harbourgate")


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ("Sandy at Village Vet <villagevetsandy@gmail.com>", "Village Vet"),
        ("Loam Animal Rescue <loamanimalrescue@gmail.com>", "Loam Animal Rescue"),
        ("Angus & Peigi <staffincampsite@gmail.com>", "Staffin Campsite"),
        ("Christine Baker <christinebaker@gmail.com>", None),
        ("Petra Voss <petra.voss81@gmail.com>", None),
    ],
)  # fmt: skip
def test_a_mailbox_that_anybody_can_have_may_be_called_like_an_organisation(sender: str, name: str | None) -> None:
    assert read(eml("Could you start on Monday?", from_=sender)).name == name


@pytest.mark.parametrize(
    ("display", "name"),
    [
        ("Equipo de Talento Nubarrón", "Nubarrón"), ("Contrataciones Andinox", "Andinox"), ("RH Hotel Mayab", "Hotel Mayab"),
        ("Departamento de Pessoal - Fundação Saúde Contagem", "Fundação Saúde Contagem"), ("Calendário do Google", ""),
    ],
)  # fmt: skip
def test_a_department_is_no_part_of_a_name_whatever_the_order_of_the_departments(display: str, name: str) -> None:
    assert names.organisation(display) == name


def test_the_order_of_a_set_changes_no_name() -> None:
    code = "from agent.reading import names as n; print([n.organisation(d) for d in ('Equipo de Talento Nubarrón', 'Sandrine du service RH')])"
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1


def test_a_domain_may_turn_a_name_round() -> None:
    assert names.spells("Hotel Mayab", "mayabhotel") >= 0.9


@pytest.mark.parametrize(
    ("written", "domain", "name"),
    [
        ("Aguas del Norte, S.A. de C.V.", "aguas.mx", "Aguas del Norte"),
        ("Molinos Reyes, S. de R.L. de C.V.", "molinos.mx", "Molinos Reyes"),
        ("Officina Verdi S.p.A.", "verdi.it", "Officina Verdi"),
        ("Mulino Bruno S.r.l.", "mulinobruno.it", "Mulino Bruno"),
        ("Van Dael Techniek B.V.", "vandaeltechniek.nl", "Van Dael Techniek"),
        ("Moinhos do Sul, Lda.", "moinhos.pt", "Moinhos do Sul"),
        ("Banco Azul S/A", "bancoazul.com.br", "Banco Azul"),
        ("Kranbau Ost GmbH & Co. KG", "kranost.de", "Kranbau Ost"),
        ("Kinderhilfe Nord e.V.", "kinderhilfe-nord.de", "Kinderhilfe Nord"),
        ("Dubois Frères S.A.S.", "dubois-freres.fr", "Dubois Frères"),
        ("Otway Steam Pty Ltd", "otwaysteam.com.au", "Otway Steam"),
        ("Andinox Chile SpA", "andinox.cl", "Andinox"),
        ("Harrow Freight, L.L.C.", "harrow.com", "Harrow Freight"),
        ("Cooperativa Sole Soc. Coop.", "sole.it", "Cooperativa Sole"),
    ],
)
def test_a_legal_form_ends_a_name_and_is_no_part_of_it(written: str, domain: str, name: str) -> None:
    text = f"We are pleased to offer you the position of Analyst at {written}, starting on 11 January.\n\nPetra Voss\n{written}\nHR"
    assert read(eml(text, subject="Your offer", from_=f"Petra Voss <petra.voss@{domain}>")).name == name


def test_a_domain_leaves_an_elided_article_out() -> None:
    text = "Votre entretien au CHRS L'Embellie est déplacé à mardi.\n\nLuce Morel\nCHRS L'Embellie"
    assert read(eml(text, from_="Luce Morel <luce.morel@chrs-embellie.fr>")).name == "CHRS L'Embellie"


def test_the_accents_of_a_name_are_those_that_the_text_writes() -> None:
    text = "Você foi aprovada para a vaga de Auxiliar na empresa Amazônia Log."
    found = read(eml(text, from_="Contratacao Amazonia Log <contratacao@amazonialog.com.br>"))
    assert found.name == "Amazônia Log"


def test_what_is_hung_on_a_domain_with_a_hyphen_is_no_part_of_the_name() -> None:
    text = "Thanks for accepting your offer with Craftsbury Community Library. Before your first day please fill in the form."
    found = read(eml(text, from_="Onboarding Team <onboarding@craftsbury-library-payroll.com>"))
    assert found.name == "Craftsbury Community Library"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Por cuenta y orden de Astilleros Ensenada se le asignó turno para el examen.", "Astilleros Ensenada"),
        ("A entidade Nortágua Metais solicitou para si um exame médico.", "Nortágua Metais"),
    ],
)
def test_who_has_somebody_examined_hires_not_who_examines(text: str, name: str) -> None:
    assert read(eml(text, subject="Turno", from_="Turnos <turnos@checkmed-screening.com>")).name == name


@pytest.mark.parametrize(
    "subject", ["Vorstellungsgespräch", "Einladung", "Entretien", "Colloquio", "Entrevista", "Sollicitatiegesprek"]
)
def test_what_a_subject_is_about_is_no_part_of_the_name_behind_it(subject: str) -> None:
    message = eml(
        "See you on Thursday.\n\nUte Sander",
        from_="Ute Sander <ute@lichtwerk.com>",
        subject=f"{subject} Lichtwerk GmbH",
    )
    assert read(message).name == "Lichtwerk"


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ("Municipalidad de Las Lomas <concursos@laslomas.cl>", "Municipalidad de Las Lomas"),
        ("Servicio de Salud Ribera <concursos@ssribera.cl>", "Servicio de Salud Ribera"),
        ("Comune di Pietrarossa <personale@pietrarossa.it>", "Comune di Pietrarossa"),
        ("Brayford Fire & Rescue <station@brayfordfr.org>", "Brayford Fire & Rescue"),
        ("Kanzlei Dr. Harms <kanzlei@harms-notare.de>", "Kanzlei Dr. Harms"),
        ("Companhia de Ferros do Tejo <rh@ferrostejo.pt>", "Companhia de Ferros do Tejo"),
        ("Consorzio Artigiani Riuniti <selezioni@car-onlus.it>", "Consorzio Artigiani Riuniti"),
        ("Morag Tait <office@taitjoinery.co.uk>", "Tait Joinery"),
        ("School Office <office@millfordmiddleschool.org>", "Millford Middle School"),
        ("Redaktion Wochenlicht <jobs@wochenlicht.de>", "Wochenlicht"),
    ],
)
def test_an_organisation_is_called_as_it_calls_itself_in_full(sender: str, name: str) -> None:
    assert read(eml("We would like to meet you on Tuesday.", from_=sender)).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bart Olsen\nAitlow County Garage", "Aitlow County Garage"),
        ("It is yours if you want it. Bart, Aitlow County Garage", "Aitlow County Garage"),
        ("Bart Olsen\nCounty Garage", "County Garage"),
        ("Bart Olsen, County Garage", "County Garage"),
    ],
)
def test_a_name_that_stands_alone_in_its_line_is_whole(text: str, name: str) -> None:
    raw = eml(f"We would like to meet you.\n\n{text}", from_="Bart Olsen <bart@countygarage.com>")
    assert read(raw).name == name


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ("Ostrey Clinical Vetting <vetting@ostreyclinical.com>", "Ostrey Clinical"),
        ("Silver Ballet Administration <admin@silverballet.org>", "Silver Ballet"),
        ("Lakeside Hospital <hospital@lakeside.org>", "Lakeside Hospital"),
    ],
)
def test_what_a_mailbox_is_called_is_no_part_of_the_name(sender: str, name: str) -> None:
    assert read(eml("Please send the form back.", from_=sender)).name == name


@pytest.mark.parametrize(
    ("text", "sender", "name"),
    [
        ("We have a bed and a badge for you at St. Ida Medical Center.", "b.king@stidamedical.org", "St. Ida Medical Center"),
        ("I work at Rook Creative and I found your page.", "b.king@rookcreative.com", "Rook Creative"),
        ("Danke für dein Interesse an Ostwerk IT. Deine Unterlagen sind da.", "b.king@ostwerk-it.de", "Ostwerk IT"),
    ],
)  # fmt: skip
def test_a_name_ends_where_its_noun_or_the_sentence_ends(text: str, sender: str, name: str) -> None:
    assert read(eml(text, from_=f"B. King <{sender}>")).name == name


def test_what_a_subject_is_about_is_no_part_of_the_name_after_it() -> None:
    raw = eml("Groet, Anna", subject="Aanbod Havenlicht", from_="Anna <anna@havenlicht.nl>")
    assert read(raw).name == "Havenlicht"


@pytest.mark.parametrize(
    ("domain", "name"),
    [
        ("zimmerei-huettmann.de", "Zimmerei Hüttmann"), ("bauer-stahlbau.de", "Bauer Stahlbau"),
        ("feuerquelle-neuhaus.de", "Feuerquelle Neuhaus"), ("goertz-gaerten.de", "Görtz Gärten"),
    ],
)  # fmt: skip
def test_a_german_domain_writes_umlauts_as_two_letters(domain: str, name: str) -> None:
    assert names.natural(domain, {}, "de") == name


def test_a_surname_in_the_mail_tells_the_umlaut_in_the_domain() -> None:
    raw = eml("See you on Tuesday.\n\nUwe Hüttmann", from_="Uwe Hüttmann <info@zimmerei-huettmann.de>")
    assert read(raw).name == "Zimmerei Hüttmann"


def test_the_longer_name_under_which_it_writes_goes_before_the_short_one_in_the_text() -> None:
    raw = eml("Come on Tuesday.\n\nMoss & Vane", from_="Moss & Vane Heritage <hello@mossandvane.com>")
    assert read(raw).name == "Moss & Vane Heritage"


def test_an_agency_is_called_as_its_domain_says() -> None:
    raw = eml("Are you open to a new post?\n\nKatie Pell, Pellow Talent", from_="Katie Pell <k.pell@pellow-talent.com>")
    assert read(raw).name == "Pellow Talent"
    raw = eml(
        "Are you free on Tuesday?\n\nKatie Pell, Pellow Vets", from_="Katie Pell <k.pell@pellow-vets-careers.com>"
    )
    assert read(raw).name == "Pellow Vets"
