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
    # more of each, in other words
    ("offer_verbal", "Ihr Besuch bei uns","Lieber Herr Lee,\n\nnach Ihrem Besuch waren sich alle einig: Wir möchten Sie gern als Küchenchef gewinnen. Ein schriftliches Angebot erhalten Sie bis Ende der Woche."),
    ("offer_verbal", "Zusage","Hi Sam,\n\nes ist ein Ja! Wir freuen uns total, dass du ins Team kommst, sofern du noch magst. HR schickt dir morgen den Vertrag."),
    ("offer_written", "Ausbildungsvertrag","Hallo Sam,\n\nherzlichen Glückwunsch, du hast den Ausbildungsplatz! Im Anhang findest du den Ausbildungsvertrag. Ausbildungsbeginn ist der 1. September 2027. Schick ihn uns bitte bis Ende November unterschrieben zurück."),
    ("offer_written", "Arbeitsvertrag", "Liebe Frau Lee,\n\nanbei, wie versprochen, Ihr Arbeitsvertrag als Lektorin, Beginn 4. Januar 2027. Schicken Sie mir bitte ein Exemplar unterschrieben zurück."),
    ("offer_accepted", "Re: Vertrag", "Hallo Sam,\n\nprima, der Vertrag ist unterschrieben wieder zurück bei uns. Bis zum 1. Februar!"),
    ("offer_written", "Dienstvertrag","Sehr geehrte Frau Magister Lee,\n\nbeiliegend übermitteln wir Ihnen den Dienstvertrag mit der Bitte um Unterfertigung und Retournierung bis 23. November 2026. Monatsbezug: 3.450 Euro brutto, 14-mal jährlich."),
    ("offer_written", "Bitte signieren: Ihr Arbeitsvertrag","Hallo Frau Lee,\n\nIhr Arbeitsvertrag liegt im Portal zur Unterschrift bereit. Der Link ist bis zum 17. November gültig."),
    ("offer_contingency", "Ihr Einstellungsverfahren","Sehr geehrte Frau Lee,\n\nfür Ihre geplante Einstellung zum 1. Januar fehlt uns noch die Anerkennung Ihres Abschlusses. Bitte reichen Sie den Bescheid nach, vorher können wir den Vertrag nicht unterschreiben."),
    ("offer_contingency", "Arbeitserlaubnis","Hi Sam,\n\ndein Vertrag ist vorbereitet, wir warten aber noch auf deinen Aufenthaltstitel. Hast du schon etwas von der Ausländerbehörde gehört?"),
    ("offer_cleared", "Grünes Licht","Hallo Sam,\n\ndie Referenzen sind durch, der Personalrat hat zugestimmt – deine Zusage ist jetzt verbindlich, ganz ohne Vorbehalt."),
    ("offer_accepted", "Dein Start bei uns","Hey Sam,\n\nbald geht es los! Für dein Onboarding brauchen wir noch deine Steuer-ID, die Bankverbindung und deine Krankenkasse."),
    ("offer_declined", "AW: AW: Angebot","Hallo Herr Lee,\n\nschade, dass Sie sich gegen unser Angebot entschieden haben. Wir respektieren das natürlich."),
    ("offer_rescinded", "Änderung","Sehr geehrte Frau Lee,\n\naufgrund einer Haushaltssperre können wir Sie zum 1. Januar leider doch nicht einstellen. Der Ihnen zugesandte Vertrag wird damit gegenstandslos."),
    ("interview_invited", "Schnuppertag","Grüezi Herr Lee\n\nIhr Dossier hat uns angesprochen. Gerne laden wir Sie zu einem Schnuppertag ein. Welche Tage würden Ihnen passen?"),
    ("interview_invited", "Ihre Bewerbung als Lektorin","Liebe Frau Lee,\n\nhätten Sie nächste Woche eine halbe Stunde Zeit für ein kurzes Telefonat? Montag oder Dienstag wäre mir am liebsten."),
    ("interview_scheduled", "AW: Termin","Hallo Herr Lee,\n\nprima, dann halten wir Freitag, 13. November, 9:30 Uhr fest. Fragen Sie am Empfang bitte nach mir. Das Bewerbungsgespräch dauert etwa eine Stunde."),
    ("interview_scheduled", "Einladung: Kennenlerngespräch","Hallo Sam,\n\nunser Kennenlerngespräch findet am 17.11. um 11 Uhr per Teams statt. Anbei der Link."),
    ("interview_rescheduled", "Neuer Termin","Guten Tag Frau Lee,\n\nunser Interview wurde auf Montag, 16. November, 13 Uhr verlegt. Ich bitte um Entschuldigung."),
    ("interview_rescheduled", "Gespräch morgen","Liebe Frau Lee,\n\nwäre es möglich, dass wir morgen erst um 15 Uhr statt um 13 Uhr sprechen? Unser Vorstellungsgespräch würde sonst mit einer Sitzung kollidieren."),
    ("interview_cancelled", "Vorstellungsgespräch 12.11.","Sehr geehrter Herr Lee,\n\nwegen einer Erkrankung fällt das Vorstellungsgespräch am 12. November leider aus. Einen neuen Termin nennen wir Ihnen so bald wie möglich."),
    ("rejected", "Dein Gespräch bei uns","Hallo Sam,\n\ndanke, dass du da warst. Wir haben lange überlegt und uns letztlich für einen anderen Bewerber entschieden, der schon mit SAP gearbeitet hat."),
    ("rejected", "Bewerbung Nr. 4711","Sehr geehrte Damen und Herren,\n\nIhre Bewerbung konnte leider nicht in die engere Auswahl aufgenommen werden."),
    ("rejected", "Besetzung der Stelle","Guten Tag Herr Lee,\n\ndas Projekt wurde gestoppt, deshalb wird die ausgeschriebene Stelle nun doch nicht besetzt. Wir bitten um Verständnis."),
    ("rejected", "Absage","Hallo Frau Lee,\n\nich muss Ihnen für die Stelle als Lektorin leider absagen. Ihre Texte haben uns trotzdem gefallen."),
    ("withdrawn", "Deine Bewerbung","Hi Sam,\n\nauf deinen Wunsch haben wir deine Bewerbung aus dem Verfahren genommen. Schade!"),
    ("applied", "Zwischenbescheid","Sehr geehrter Herr Lee,\n\ndas Auswahlverfahren ist noch nicht abgeschlossen. Wir bitten Sie noch um etwas Geduld und melden uns unaufgefordert bei Ihnen."),
    ("assessment", "Videofragen","Hallo Frau Lee,\n\nals nächsten Schritt im Bewerbungsprozess nehmen Sie bitte drei kurze Videoantworten auf. Ein Gesprächspartner ist nicht dabei."),
    ("assessment", "Case","Hi Sam,\n\nfür die zweite Runde erstellst du bitte eine kleine Fallstudie (max. 3 Folien) und schickst sie uns bis Donnerstag."),
    ("outreach", "Neue Herausforderung?","Hallo Herr Lee,\n\nich habe Ihren Werdegang auf LinkedIn gesehen. Für unseren Kunden, einen Maschinenbauer in Ulm, suchen wir einen Vertriebsleiter (m/w/d). Hätten Sie Interesse an einem vertraulichen Austausch?"),
    ("other", "Angebot Nr. 2026-118","Sehr geehrter Herr Lee,\n\nanbei erhalten Sie unser Angebot für die Renovierung Ihrer Küche. Es gilt bis zum 30. November; bei Auftragserteilung bitte unterschrieben zurück."),
    ("other", "Terminerinnerung","Sehr geehrte Frau Lee,\n\nwir erinnern Sie an Ihren Termin am 12.11. um 10:15 Uhr in unserer Zahnarztpraxis zur Zahnreinigung. Bitte sagen Sie 24 Stunden vorher ab."),
    ("other", "Gespräch mit Frau Otto","Hallo Sam,\n\nam Dienstag um 11 führst du mit mir das Vorstellungsgespräch mit Frau Otto, der Bewerbungsbogen liegt im Ordner. Bitte füll danach den Bewertungsbogen aus."),
    ("other", "Danke","Liebe Frau Lee,\n\nvielen Dank für das nette Gespräch gestern. Wir entscheiden nächste Woche und melden uns dann."),
)  # fmt: skip

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
    ("offer_accepted", "Re: Zusage","Liebe Frau Kaya,\n\nsehr gerne! Ich freue mich auf den Start am 1. Februar und schicke Ihnen den unterschriebenen Vertrag noch heute zurück."),
    ("offer_declined", "AW: Angebot","Guten Tag Frau Kaya,\n\nleider kann ich Ihr Angebot nicht annehmen, weil ich mich für ein anderes Unternehmen entschieden habe."),
    ("withdrawn", "Mein Interview am Mittwoch","Hallo Frau Kaya,\n\nbitte nehmen Sie mich aus dem Bewerbungsverfahren, ich habe inzwischen anderweitig zugesagt."),
    ("interview_scheduled", "Re: Gespräch","Hallo Frau Kaya,\n\nDonnerstag um 14 Uhr passt mir sehr gut, ich komme gern zum Vorstellungsgespräch."),
    ("interview_cancelled", "Gespräch morgen","Hallo Frau Kaya,\n\nich bin leider krank und muss unser Gespräch morgen absagen. An der Stelle habe ich weiterhin großes Interesse."),
    ("other", "Kündigung","Sehr geehrter Herr Roth,\n\nhiermit kündige ich mein Arbeitsverhältnis fristgerecht zum 31. Dezember 2026."),
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
        ("vielen Dank für Ihre Bewerbung: Referent Regulierung (m/w/d).", "Referent Regulierung (m/w/d)"),
        ("Ihre Bewerbung für die Position als Pflegedienstleitung ist eingegangen.", "Pflegedienstleitung"),
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
