"""German mail: what people who hire and people who apply write, in stock phrases and in their own words, and near misses."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from agent.model import Label
from connectors.base import Mailbox
from tests.reading.words import reading

BERLIN = ZoneInfo("Europe/Berlin")
THEM = Mailbox("kaya@falkenhof.example", "Derya Kaya")
SENT = datetime(2026, 11, 9, 9, 0, tzinfo=BERLIN)  # a Monday

SAID_TO_THE_USER: tuple[tuple[Label, str, str], ...] = (
    # an offer by word of mouth
    (
        "offer_verbal",
        "Gute Nachrichten",
        "Hallo Sam,\n\nwir haben uns gestern im Team für dich entschieden! Den Vertrag schicke ich dir Anfang nächster Woche zu.\n\nLG Derya",
    ),
    (
        "offer_verbal",
        "Ihre Bewerbung",
        "Guten Tag Frau Lee,\n\nich freue mich, Ihnen mitteilen zu dürfen, dass wir Ihnen die Stelle als Bilanzbuchhalterin anbieten möchten. Die Vertragsunterlagen gehen Ihnen in den nächsten Tagen per Post zu.",
    ),
    (
        "offer_verbal",
        "Kurzes Update",
        "Lieber Sam,\n\ndu hast den Job, wenn du ihn noch willst :) Unsere Personalabteilung bereitet gerade alles Schriftliche vor und meldet sich bei dir.",
    ),
    (
        "offer_verbal",
        "Rückmeldung",
        "Sehr geehrter Herr Lee,\n\ndie Wahl ist auf Sie gefallen. Sobald die Kollegin aus dem Urlaub zurück ist, setzt sie den Arbeitsvertrag auf.",
    ),
    (
        "offer_verbal",
        "Unser Telefonat",
        "Hallo Herr Lee,\n\nwie eben am Telefon gesagt: Wir würden Sie sehr gern als Werkstattleiter einstellen. Das Schriftliche folgt bis Ende der Woche.",
    ),
    # in writing
    (
        "offer_written",
        "Ihr Vertragsangebot",
        "Sehr geehrte Frau Lee,\n\nwir freuen uns, Ihnen die Position als Controllerin anzubieten. Ihr Jahresgehalt beträgt 58.000 Euro brutto, der Vertrag ist unbefristet. Bitte senden Sie uns den beiliegenden Vertrag bis zum 20. November unterschrieben zurück.",
    ),
    (
        "offer_written",
        "Arbeitsvertrag",
        "Liebe Sam,\n\nanbei findest du deinen Arbeitsvertrag. Gib uns bitte bis nächsten Freitag Bescheid, ob du annimmst. Gehalt: 3.900 Euro im Monat, 30 Tage Urlaub, Start am 1. Februar 2027.",
    ),
    (
        "offer_written",
        "Stelle Projektassistenz",
        "Hallo Herr Lee,\n\nhiermit bieten wir Ihnen die Stelle als Projektassistenz an. Beginn: 01.01.2027, 32 Stunden pro Woche, 2.800 Euro brutto. Dieses Angebot gilt bis zum 18.11.2026.",
    ),
    (
        "offer_written",
        "Erinnerung: unser Angebot",
        "Guten Tag Herr Lee,\n\nunser Vertragsangebot vom 2. November liegt Ihnen vor. Bislang haben wir noch keine Antwort. Bitte teilen Sie uns bis Mittwoch mit, ob Sie annehmen; so lange halten wir die Stelle für Sie frei.",
    ),
    (
        "offer_written",
        "Überarbeiteter Vertrag",
        "Hallo Frau Lee,\n\nwie gewünscht haben wir das Gehalt auf 54.500 Euro angepasst; im Anhang finden Sie den überarbeiteten Arbeitsvertrag. Bitte unterschrieben bis 16. November zurück an mich.",
    ),
    # what it depends on
    (
        "offer_contingency",
        "Ihre Einstellung: fehlende Unterlagen",
        "Sehr geehrter Herr Lee,\n\nbevor wir Ihren Arbeitsvertrag ausfertigen können, benötigen wir noch Ihr erweitertes Führungszeugnis. Bitte beantragen Sie es bei der Meldebehörde.",
    ),
    (
        "offer_contingency",
        "Referenzen",
        "Hallo Sam,\n\nfür deine Zusage fehlen uns nur noch zwei Referenzen. Nennst du mir bitte zwei frühere Vorgesetzte, die wir anrufen dürfen?",
    ),
    (
        "offer_contingency",
        "Sachstand Einstellung",
        "Sehr geehrte Frau Lee,\n\ndie Ihnen erteilte Zusage steht weiterhin unter dem Vorbehalt der Zustimmung des Betriebsrats. Er tagt am 19. November.",
    ),
    (
        "offer_contingency",
        "Betriebsarzt",
        "Guten Tag Herr Lee,\n\nvor Ihrem Dienstantritt steht noch die betriebsärztliche Untersuchung aus. Bitte vereinbaren Sie dafür einen Termin unter 0221 0000.",
    ),
    # met
    (
        "offer_cleared",
        "Ihr Arbeitsvertrag",
        "Hallo Frau Lee,\n\nder Betriebsrat hat zugestimmt und Ihr Führungszeugnis liegt vor. Damit sind alle Voraussetzungen erfüllt, Ihrer Einstellung steht nichts mehr im Weg.",
    ),
    (
        "offer_cleared",
        "Untersuchung",
        "Liebe Sam,\n\ndie Betriebsärztin hat uns geschrieben: geeignet, ohne Bedenken. Der Vorbehalt in deinem Vertrag ist damit hinfällig. Du kannst jetzt beruhigt kündigen.",
    ),
    # accepted, declined
    (
        "offer_accepted",
        "Re: Arbeitsvertrag",
        "Hallo Herr Lee,\n\nvielen Dank für den unterschriebenen Vertrag, er ist heute eingegangen. Herzlich willkommen im Team! Wir freuen uns auf Sie am 1. Februar.",
    ),
    (
        "offer_accepted",
        "Re: Angebot",
        "Lieber Sam,\n\nwie schön, dass du zugesagt hast! Wir freuen uns riesig auf die Zusammenarbeit.",
    ),
    (
        "offer_declined",
        "Re: Ihr Angebot",
        "Liebe Frau Lee,\n\nwir bedauern sehr, dass Sie unser Angebot nicht annehmen, und danken Ihnen für die offenen Worte. Alles Gute für Sie!",
    ),
    # taken back
    (
        "offer_rescinded",
        "Ihr Arbeitsvertrag",
        "Sehr geehrter Herr Lee,\n\nleider müssen wir unser Angebot vom 3. November zurückziehen. Die Konzernleitung hat einen Einstellungsstopp verhängt.",
    ),
    (
        "offer_rescinded",
        "Stellenzusage",
        "Guten Tag Frau Lee,\n\nmit großem Bedauern teile ich Ihnen mit, dass wir die Ihnen gegebene Zusage nicht aufrechterhalten können, weil die Stelle gestrichen wurde.",
    ),
    # interviews
    (
        "interview_invited",
        "Ihre Bewerbung als Gärtnerin",
        "Sehr geehrte Frau Lee,\n\nIhre Unterlagen haben uns gefallen, und wir möchten Sie gern persönlich kennenlernen. Wann hätten Sie in der kommenden Woche Zeit für ein Gespräch?",
    ),
    (
        "interview_invited",
        "Kennenlernen?",
        "Hi Sam,\n\ndanke für deine Bewerbung. Such dir bitte über diesen Link einen Termin für unser Kennenlerngespräch aus: https://cal.example/derya",
    ),
    (
        "interview_invited",
        "Probearbeiten",
        "Hallo Herr Lee,\n\nwir würden Sie gerne zum Probearbeiten einladen. Welcher Tag würde Ihnen passen?",
    ),
    (
        "interview_invited",
        "Zweite Runde",
        "Guten Tag Frau Lee,\n\nnach dem guten ersten Gespräch geht es für Sie in die zweite Runde. Bitte nennen Sie mir drei Termine, an denen Sie nach Kassel kommen könnten.",
    ),
    (
        "interview_scheduled",
        "Einladung zum Vorstellungsgespräch",
        "Sehr geehrter Herr Lee,\n\nwir laden Sie herzlich zum Vorstellungsgespräch am Dienstag, 24. November 2026, um 10:00 Uhr in unser Haus ein.",
    ),
    (
        "interview_scheduled",
        "Terminbestätigung",
        "Hallo Frau Lee,\n\nhiermit bestätige ich unser Bewerbungsgespräch am kommenden Donnerstag um halb drei. Bitte melden Sie sich am Empfang.",
    ),
    (
        "interview_scheduled",
        "Morgen",
        "Hi Sam,\n\nnur als kleine Erinnerung: Wir sprechen morgen um 16 Uhr über die Stelle als Grafikerin. Der Zoom-Link ist derselbe.",
    ),
    (
        "interview_rescheduled",
        "Terminverschiebung",
        "Sehr geehrter Herr Lee,\n\nleider muss ich unser Vorstellungsgespräch verschieben. Neuer Termin: Mittwoch, 25. November, 14:30 Uhr, statt am Dienstag um 10 Uhr.",
    ),
    (
        "interview_rescheduled",
        "Unser Gespräch am Freitag",
        "Liebe Sam,\n\nmir ist leider etwas dazwischengekommen. Könnten wir unser Interview auf einen anderen Tag verlegen?",
    ),
    (
        "interview_cancelled",
        "Absage des Termins",
        "Guten Tag Herr Lee,\n\ndas Vorstellungsgespräch am Donnerstag muss leider entfallen, die Abteilungsleiterin ist erkrankt. Wir melden uns mit einem neuen Vorschlag.",
    ),
    (
        "interview_cancelled",
        "Donnerstag",
        "Hallo Sam,\n\nich muss unser Gespräch am Donnerstag leider absagen. Deine Bewerbung läuft natürlich weiter, ich melde mich, sobald ich mehr weiß.",
    ),
    # ends
    (
        "rejected",
        "Ihre Bewerbung",
        "Sehr geehrte Frau Lee,\n\nvielen Dank für Ihr Interesse. Leider müssen wir Ihnen mitteilen, dass wir uns für eine andere Bewerberin entschieden haben. Für Ihre berufliche Zukunft wünschen wir Ihnen alles Gute.",
    ),
    (
        "rejected",
        "Re: Bewerbung",
        "Hallo Sam,\n\nes war richtig knapp, am Ende hat es aber leider nicht gereicht. Die Stelle geht an jemanden mit mehr Erfahrung im Vertrieb.",
    ),
    (
        "rejected",
        "Rückmeldung zu Ihrer Bewerbung",
        "Guten Tag Herr Lee,\n\nnach sorgfältiger Prüfung können wir Ihre Bewerbung im weiteren Verfahren nicht berücksichtigen.",
    ),
    (
        "rejected",
        "Ihre Unterlagen",
        "Sehr geehrter Herr Lee,\n\ndie Position wurde zwischenzeitlich intern besetzt. Ihre Unterlagen löschen wir nach sechs Monaten.",
    ),
    (
        "rejected",
        "Stelle Haustechnik",
        "Hallo Herr Lee,\n\nwir können Ihnen die Stelle leider nicht anbieten. Bitte sehen Sie das nicht als Wertung Ihrer Person.",
    ),
    (
        "rejected",
        "Entscheidung",
        "Liebe Sam,\n\nwir bieten Ihnen die Stelle nach langer Überlegung nicht an. Es tut uns leid.",
    ),
    (
        "withdrawn",
        "Ihr Rückzug",
        "Guten Tag Frau Lee,\n\nwir bestätigen, dass Sie Ihre Bewerbung zurückgezogen haben, und bedauern Ihre Entscheidung.",
    ),
    # early steps
    (
        "applied",
        "Eingangsbestätigung",
        "Sehr geehrte Frau Lee,\n\nvielen Dank für Ihre Bewerbung. Wir prüfen Ihre Unterlagen und melden uns in den nächsten zwei Wochen bei Ihnen.",
    ),
    (
        "applied",
        "Ihre Bewerbung ist bei uns eingegangen",
        "Hallo Sam,\n\ndeine Bewerbung ist da! Gib uns bitte ein wenig Zeit, wir schauen uns alles in Ruhe an.",
    ),
    (
        "assessment",
        "Nächster Schritt: Online-Test",
        "Hallo Frau Lee,\n\nbitte bearbeiten Sie bis Sonntag unseren Online-Test. Er dauert etwa 40 Minuten.",
    ),
    (
        "assessment",
        "Probeaufgabe",
        "Hi Sam,\n\nals nächsten Schritt haben wir eine kleine Programmieraufgabe für deine Bewerbung vorbereitet. Lade deine Lösung bitte innerhalb einer Woche hoch.",
    ),
    (
        "outreach",
        "Ihr Profil auf Xing",
        "Guten Tag Herr Lee,\n\nich bin auf Ihr Profil aufmerksam geworden. Für einen Mandanten suche ich einen Leiter Einkauf (m/w/d). Wären Sie grundsätzlich offen für einen Wechsel?",
    ),
    # near misses
    (
        "other",
        "Ihr Kreditangebot",
        "Sehr geehrte Frau Lee,\n\nwir freuen uns, Ihnen einen Kredit zu 3,9 % effektivem Jahreszins anbieten zu können. Bitte unterschreiben Sie den Vertrag bis zum 30. November.",
    ),
    (
        "other",
        "Wohnung Gartenstraße",
        "Hallo Frau Lee,\n\nwir haben uns für Sie als Mieterin entschieden. Der Mietvertrag für die Wohnung liegt bei, bitte unterschrieben an die Hausverwaltung zurück.",
    ),
    (
        "other",
        "Studienplatz",
        "Sehr geehrte Frau Lee,\n\nwir freuen uns, Ihnen einen Studienplatz im Masterstudiengang Informatik anbieten zu können. Die Einschreibung läuft bis 15. November.",
    ),
    (
        "other",
        "Frage zum Stand",
        "Hallo Herr Lee,\n\nich habe noch keine Neuigkeiten für Sie; falls wir Ihnen ein Angebot machen, hören Sie es von mir persönlich.",
    ),
)

SAID_BY_THE_USER: tuple[tuple[Label, str, str], ...] = (
    ("offer_accepted", "Re: Ihr Angebot", "Sehr geehrte Frau Kaya,\n\nich nehme Ihr Angebot sehr gern an. Den unterschriebenen Vertrag finden Sie im Anhang."),
    ("offer_accepted", "Re: Arbeitsvertrag", "Hallo Derya,\n\nich sage zu! Der Vertrag ist unterschrieben und geht heute noch in die Post."),
    ("offer_declined", "Re: Ihr Angebot", "Sehr geehrte Frau Kaya,\n\nvielen Dank für Ihr Angebot. Nach reiflicher Überlegung möchte ich es nicht annehmen."),
    ("offer_declined", "Re: Vertragsangebot", "Liebe Frau Kaya,\n\nich habe lange überlegt und muss Ihr Angebot leider ablehnen. Ich bleibe bei meinem jetzigen Arbeitgeber."),
    ("withdrawn", "Bewerbung als Controllerin", "Guten Tag Frau Kaya,\n\nhiermit ziehe ich meine Bewerbung zurück, da ich eine andere Stelle angenommen habe."),
    ("withdrawn", "Vorstellungsgespräch am Freitag", "Hallo Frau Kaya,\n\nich stehe für die Stelle nicht mehr zur Verfügung und sage das Vorstellungsgespräch am Freitag deshalb ab."),
    ("interview_scheduled", "Re: Einladung zum Vorstellungsgespräch", "Sehr geehrte Frau Kaya,\n\nvielen Dank für die Einladung. Den Termin am 24. November um 10 Uhr nehme ich gern wahr."),
    ("interview_rescheduled", "Re: Vorstellungsgespräch", "Hallo Frau Kaya,\n\nam Donnerstag kann ich leider nicht. Könnten wir das Vorstellungsgespräch auf Freitag verschieben?"),
    ("applied", "Bewerbung als Tischlerin", "Sehr geehrte Frau Kaya,\n\nhiermit bewerbe ich mich um die Stelle als Tischlerin. Im Anhang finden Sie meinen Lebenslauf."),
    ("other", "Re: Ihr Angebot", "Liebe Frau Kaya,\n\nherzlichen Dank für das Angebot! Bevor ich mich entscheide, habe ich noch zwei Fragen zur Probezeit. Könnten wir kurz telefonieren?"),
    ("other", "Re: Angebot", "Hallo Derya,\n\nvielen Dank! Wäre es möglich, die Frist um ein paar Tage zu verlängern? Ich brauche noch etwas Bedenkzeit."),
)  # fmt: skip


@pytest.mark.parametrize(("label", "subject", "text"), SAID_TO_THE_USER)
def test_what_is_said_to_the_user(label: Label, subject: str, text: str) -> None:
    assert reading(text, subject, sender=THEM, sent_at=SENT).label == label


@pytest.mark.parametrize(("label", "subject", "text"), SAID_BY_THE_USER)
def test_what_the_user_says(label: Label, subject: str, text: str) -> None:
    assert reading(text, subject, sender=THEM, sent_at=SENT, direction="out").label == label


def test_a_terms_letter_gives_its_dates_and_its_post() -> None:
    got = reading(
        "Sehr geehrter Herr Lee,\n\nanbei erhalten Sie den Arbeitsvertrag für die Stelle als Projektingenieur, Beginn 1. Januar 2027, "
        "61.000 Euro brutto. Bitte geben Sie uns bis zum 20. November Bescheid, ob Sie annehmen.",
        "Ihr Arbeitsvertrag",
        sender=THEM,
        sent_at=SENT,
    )
    assert (got.label, got.role) == ("offer_written", "Projektingenieur")
    assert (got.deadline, got.start_date) == (date(2026, 11, 20), date(2027, 1, 1))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("bis kommenden Freitag", date(2026, 11, 13)),
        ("bis spätestens Mittwoch, den 18.11.", date(2026, 11, 18)),
        ("innerhalb von zehn Tagen", date(2026, 11, 19)),
        ("binnen fünf Arbeitstagen", date(2026, 11, 16)),
        ("innerhalb einer Woche", date(2026, 11, 16)),
        ("bis Freitag nächster Woche", date(2026, 11, 20)),
        ("bis zum 4. Jänner", date(2027, 1, 4)),
    ],
)
def test_the_day_an_answer_is_due(words: str, day: date) -> None:
    text = f"Hallo Herr Lee,\n\nhiermit bieten wir Ihnen die Stelle als Techniker an, 3.400 Euro brutto. Bitte antworten Sie uns {words}."
    assert reading(text, "Unser Angebot", sender=THEM, sent_at=SENT).deadline == day


@pytest.mark.parametrize(
    ("words", "hour", "minute"),
    [
        ("am Donnerstag, 12. November, um 10:00 Uhr", 10, 0),
        ("am Donnerstag um halb drei", 14, 30),
        ("am Donnerstag um Viertel nach neun", 9, 15),
        ("am Donnerstag, 12.11.2026, 16.30 Uhr", 16, 30),
        ("am Donnerstagnachmittag um 3 Uhr", 15, 0),
        ("am kommenden Donnerstag gegen elf", 11, 0),
    ],
)
def test_the_hour_of_an_interview(words: str, hour: int, minute: int) -> None:
    got = reading(
        f"Hallo Herr Lee,\n\nwir freuen uns auf das Vorstellungsgespräch {words} bei uns im Haus.",
        "Ihre Bewerbung",
        sender=THEM,
        sent_at=SENT,
    )
    assert got.label == "interview_scheduled"
    assert got.interview_start == datetime(2026, 11, 12, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Ihre Bewerbung als Bauzeichnerin ist eingegangen.", "Bauzeichnerin"),
        ("Ihre Bewerbung auf die Stelle als Product Owner ist eingegangen.", "Product Owner"),
        ("vielen Dank für Ihre Bewerbung: Referent Regulierung (m/w/d).", "Referent Regulierung"),
        ("Ihre Bewerbung für die Position der Teamleitung ist eingegangen.", "Teamleitung"),
        ("Ihre Bewerbung Elektroniker Instandhaltung ist eingegangen.", "Elektroniker Instandhaltung"),
    ],
)
def test_the_post_that_is_meant(line: str, title: str) -> None:
    got = reading(f"Sehr geehrte Frau Lee,\n\n{line} Wir melden uns.", "Eingangsbestätigung", sender=THEM, sent_at=SENT)
    assert (got.label, got.role) == ("applied", title)


def test_what_an_offer_waits_for_is_listed() -> None:
    got = reading(
        "Sehr geehrte Frau Lee,\n\nwir bieten Ihnen die Stelle als Pflegefachkraft an (Entgeltgruppe P8, unbefristet). Das Angebot gilt "
        "vorbehaltlich eines Führungszeugnisses ohne Einträge und der Zustimmung des Personalrats.",
        "Ihr Vertragsangebot",
        sender=THEM,
        sent_at=SENT,
    )
    assert got.label == "offer_written"
    assert set(got.contingencies) == {"background_check", "approval"}


def test_a_promise_to_another_applicant_is_no_offer() -> None:
    text = "Hallo Sam,\n\nwir haben die Stelle einer anderen Bewerberin angeboten und warten noch auf ihre Antwort. Ich melde mich."
    assert not reading(text, "Ihre Bewerbung", sender=THEM, sent_at=SENT).label.startswith("offer_")
