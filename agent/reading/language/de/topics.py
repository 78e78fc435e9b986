"""German: the words of the working world, and those that terms of employment are named in."""

from __future__ import annotations

JOB_WORDS = (
    r"\b(?:\w*stelle|\w*stellen|stellenangebot|position|bewerbung(?:en)?|bewerber\w*|bewerben|kennenlernen|zweitgespräch|erstgespräch|lebenslauf|dienstvertrag|anstellung|einstellung\w*|gehalt\w*|jahresgehalt|lohn|brutto\w*|probezeit|arbeitszeit\w*|wochenstunden|urlaubstage|arbeitsbeginn|dienstantritt|stellenantritt|eintrittstermin|personalabteilung|personalbüro|personalteam|personal|kandidat\w*|kandidatur|arbeitgeber\w*|unterlagen|zeugnisse|referenzen|führungszeugnis|betriebsrat\w*|probearbeiten|schnuppertag|fachabteilung|ausschreibung|vakanz|karriere|ausbildung\w*|praktikum\w*|vertrag\w*|zusage|einstellungszusage|kündig\w*|arbeitstag|kollegen|kollegin|kolleginnen|teilzeit|vollzeit|m/w/d|w/m/d|dienst|chef|chefin|werksausweis|onboarding|interviews?|job|jobs|recruiting|hr|team|termin\w*|abteilung\w*|\w*abteilungsleiter\w*|\w*kommission|profil|runde|werdegang|aufgabe|aufgaben|(?:ihre[rn]?|deine[rn]?) (?=bewerbung))\b"
    r"|vorstellungs(?=gespr)|kennenlern(?=gespr)|bewerbungs(?=gespr|verfahren|unterlagen|prozess)|auswahl(?=verfahren)|arbeits(?=vertr)|anstellungs(?=vertr)|probe(?=arbeiten)|online(?=-test)|gespräch\w*|(?<=[a-z])(?:verfahren|unterlagen|prozess|vertrag\w*)\b"
)
"""How many different ones stand in a mail; the parts of a compound count apart."""
PLAINLY_JOB = (
    r"\b(?:\w*vorstellungsgespräch\w*|\w*bewerbung\w*|bewerber\w*|kandidat\w*|\w*stelle|position|vakanz|\w*arbeitsvertrag\w*|lebenslauf|recruit\w*|personalabteilung|einstellung|job|jobs|"
    r"kennenlern\w*|probearbeit\w*|schnuppertag|\w*zweitgespräch\w*|m/w/d|auswahlverfahren|ausbildung\w*|praktikum\w*|gehalt|werdegang|\w*interview\w*)\b"
)

TERMS: dict[str, str] = {
    "pay": r"(?:[€$£]\s?\d[\d.,]*|\b\d[\d.,]*\s?€|\b\d[\d.]*(?:,\d\d|,-)? ?(?:euro|eur|chf|franken)\b|\b(?:chf|eur|fr\.) ?\d|\bentgeltgruppe\b|\blohnklasse\b|\btvöd\b|\btv-l\b|\bbesoldungsgruppe\b|\bjahres(?:brutto|gehalt)\b|\bmonatsgehalt\b|\bbruttogehalt\b)",
    "hours": r"(?:\d+(?:,\d+)? ?(?:stunden|wochenstunden|std)\b|\b\d+(?:,\d+)?-stunden-woche|\bvollzeit|\bteilzeit|\bunbefristet|\bbefristet|\b\d-tage-woche|\bpensum|\bwochenarbeitszeit|\barbeitszeit)",
    "benefits": r"\b(?:urlaub\w*|ferien|altersvorsorge|\w*probezeit|kündigungsfrist|firmenwagen|dienstwagen|weihnachtsgeld|urlaubsgeld|bonus|pensionskasse|zulagen?|erfolgsbeteiligung|jobrad|jobticket|homeoffice|mobiles arbeiten|kost und|\d\d gehälter|tarifvertrag|kollektivvertrag)\b",
    "start": r"\b(?:beginn|eintritt\w*|arbeitsbeginn|dienstantritt|stellenantritt|erster arbeitstag|startdatum|vertragsbeginn|arbeitsantritt|start am|starttermin)\b",
    "title": r"^(?:[-*> ]{0,3})(?:position|stelle|tätigkeit|funktion|einsatz als|berufsbezeichnung)\s?:",
}  # fmt: skip
"""Kind of term to the words that name it."""
