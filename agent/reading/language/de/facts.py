"""German words beside days, hours, terms and pay: what a date is the date of, and the words of the working world.

Each entry is joined to the English words of the same name: they never mean something else in English.
"""

from __future__ import annotations

FACTS: dict[str, str] = {
    # the message as a whole
    "offer file": r"angebot|offerte|anstellung|einstellung",
    "job document": r"arbeitsvertrag|anstellung|dienstvertrag|einstellung|stellenangebot|vertragsangebot|ausbildungsvertrag|zusage|praktikumsvertrag",
    "not job document": r"mietvertrag|kaufvertrag|kredit|darlehen|versicherung|wartungsvertrag|geheimhaltung|verschwiegenheit|werkvertrag|rahmenvertrag|datenschutz|einwilligung|auftrag",
    "ordinary meeting": r"mitarbeitergespräch|jour fixe|nachbesprechung|betriebsversammlung|geburtstag|zahnarzt|besichtigung|elternabend|schulung|einarbeitung|teamsitzung|wohnungsbesichtigung",
    "offer talk": r"angebot|vertrag|zusage|annehm|unterschr|stelle",
    # the answer is due
    "by": r"bis (?:zum |spätestens |spätestens zum |einschließlich |inklusive |ende |ende der woche |kommenden |nächsten |diesen |zu diesem )?|spätestens(?: am| zum| bis)?|innerhalb(?: von| der nächsten)?|binnen|gültig bis|frist(?: bis| endet am)?|vor dem|läuft (?:\w+ )?am|endet am|einsendeschluss",
    "answer": r"unterschr\w+|unterzeichn\w+|gegengezeichnet\w*|signier\w*|zusage\w*|zusagen|antwort\w*|rückmeld\w+|bescheid|entscheid\w+|annehm\w*|annimmst|annahme|angebot\w*|zurücksend\w*|zurückschick\w*|zurückzusenden|zurück|retour|melde[nt]?|meldest|hören|gültig|gilt|umschlag|frei|offen|wissen|"
    r"mitteil\w*|ja oder nein|vertrag\w*|bestätig\w+|schreib\w*|ob (?:das|es|sie|du)|exemplar",
    "not deadline": r"führungszeugnis|referenzen|fragebogen|einstellungsuntersuchung|betriebsarzt|personalbogen|hochladen|termin buchen|gespräch|interview|test|probezeit|befristet|arbeitszeit|wir melden uns|melde ich mich|melden wir uns|erhalten sie von uns|"
    r"schicke ich|schicken wir|senden wir|halten sie|bekommen sie|krankenkasse|bankverbindung|mobil",
    # the first day
    "first day": r"beginn\w*|arbeitsbeginn|eintritt\w*|(?:dienst|stellen|arbeits)?antritt|dienstbeginn|vertragsbeginn|start(?:en|est|et|termin|datum)?|erste[rnm]? (?:arbeits)?tag|anfangen|anfängst|fange ich|fängst du|trete (?:\S+ ){0,14}|arbeitsaufnahme|einsteigen|einstieg|mit wirkung (?:vom|zum)|ab dem|ab|zum|"
    r"erwarten wir (?:sie|dich)|sehen wir uns|begrüßen wir|bis zum|einstellung|eingestellt|holt dich|bei uns an|freuen uns auf (?:sie|dich)",
    "weak first day": r"ab|ab dem|zum|bis zum|sehen wir uns|einstellung|eingestellt",
    "not first day": r"unterschr\w+|rückmeld\w+|bescheid|zurück\w*|frist|spätestens|gültig|bis spätestens|befristet|vom|schreiben|sitzung|gespräch\w*|interview|termin|eingegangen|zusage vom|angebot vom|kündig\w*|urlaub\w*|probezeit|altersjahr|dienstleistungs\w*|zugestimmt|zeugnis|antwort\w*|entscheid\w+|annehm\w*|uhr",
    "first day after": r"(?:anfangen|beginnen|starten|antreten|bei (?:ihnen|euch|uns) (?:an|beginnen|anfangen|starten)|als (?:start|eintrittstermin|beginn|arbeitsbeginn)|an\b|in \w+)",
    # the hour of the interview
    "meeting": r"\w*gespräch\w*|\w*termin\w*|\w*interview\w*|kennenlern\w*|treffen|erwarten|sehen uns|rufe|rufen|telefonat|vorstellen|stattfinden|findet|statt|laden|einladung|uhr|verschoben|verlegt|besprechung|wann|zeit|raum|passt|probearbeiten|empfang|zimmer",
    "old": r"(?<!findet )(?<!gespräch )(?<!finden )statt(?! am| um| im| in| bei|:)|anstatt|anstelle(?: des| von)?|bisher\w*|ursprünglich\w*|alter termin|nicht|entfällt|zuvor|eigentlich|vom",
    "other time": r"bis|spätestens|vor(?! ort)|nach|sprechzeiten|öffnungszeiten|erreichbar|telefonisch(?! \S*(?:gespräch|gesprek|interview|kennismaking))|gesendet|freigeschaltet|zurück|frist|montags bis|schreiben vom|nachricht vom|bewerbung vom|mail vom",
    # small facts
    "trial": r"probearbeit\w*|probetag\w*|probe(?:schicht|dienst)|schnupper\w+|hospit(?:ation|ier)\w*",
    "part time": r"teilzeit\w*|minijob|geringfügig\w*|aushilfe|nebenjob|450-euro\w*|520-euro\w*|werkstudent\w*|(?:[4-9]|1\d|2[0-4]) (?:wochenstunden|stunden (?:pro|die|in der) woche)",
    "urges": r"überlegen sie (?:es sich )?(?:noch ?mal|doch)|können wir sie (?:noch )?umstimmen|umstimmen|rufen sie mich|würden sie sich|was müsste|schade(?=[^?]{0,80}\?)|doch noch|kommen sie trotzdem|noch einmal sprechen|nochmals? sprechen|gegenangebot|darf ich (?:\S+ )?fragen|dürf\w+ (?:ich|wir) (?:\S+ ){0,3}?(?:fragen|erfahren|wissen)|woran (?:es |hat es |lag)|weshalb|(?<!verstehe, )(?<!verstehen, )warum|(?:grund|gründe)(?=[^?]{0,80}\?)|(?:dennoch|trotzdem|doch|sehr) gerne? (?:\S+ ){0,3}?(?:kennen\w*|sprechen|treffen|sehen|einladen)|(?:könn\w+|woll\w+|dürf\w+) wir (?:\S+ ){0,8}?(?:telefonieren|sprechen|reden|treffen)|trotzdem (?:\S+ ){0,4}?(?:kommen|vorbei\w+|teilnehmen)|wenigstens(?=[^?]{0,80}\?)",
    "stands": r"(?:\w*termin|\w*gespräch|interview)\b[^;!?]{0,90} (?:(?:kann|wird|darf) (?:\S+ ){0,4}?stattfinden|ist (?:noch|weiterhin|nach wie vor) (?:frei|möglich|für (?:sie|dich) reserviert)|bleibt|steht|findet (?:\S+ ){0,4}?statt|wie (?:vereinbart|geplant|besprochen))|(?:wir )?sehen uns (?:\S+ ){0,2}?(?:am|um|dann|montag|dienstag|mittwoch|donnerstag|freitag|morgen)|bis (?:montag|dienstag|mittwoch|donnerstag|freitag|morgen|dann|nächste woche)|freuen? (?:uns|mich) (?:\S+ ){0,2}?auf (?:das|unser|ihr|dein) (?:\w*gespräch|kennenlernen|treffen|interview)|erwarten (?:sie|dich) (?:\S+ ){0,3}?um",
    "more time": r"(?:nehmen|nimm) (?:\S+ ){0,6}?(?:zeit|bis)|(?:haben|hast|hätten|hättest) (?:\S+ ){0,5}?(?:zeit|bis)|frist|verläng\w+|(?:halten|gilt|bleibt|lassen|steht) (?:\S+ ){0,6}?(?:offen|angebot|frei|gültig|bestehen)|zum (?:überlegen|nachdenken|entscheiden)|zu entscheiden|bedenkzeit|reicht|(?:antwort\w*|bescheid|entscheid\w+|rückmeld\w+) (?:\S+ ){0,3}?bis|bis (?:\S+ ){0,6}?(?:zeit|bescheid|entscheiden|antworten|warten)|warten (?:\S+ ){0,3}?bis",
    "one of several": r"ein\w* von (?:zwei|drei|vier|fünf|\d|mehreren)|engere\w* (?:wahl|kreis|auswahl)|(?:unter|zu) den (?:letzten|finalen|besten) (?:zwei|drei|vier|fünf|\d)",
    "day suits": r"(?:passt|geht|ist|wäre) (?:\S+ ){0,3}?(?:uns|mir|ordnung|gut|okay|ok|klar|problem|möglich|prima|recht)|passt",
    "assent": r"ja|gerne?|natürlich|selbstverständlich|klar|sicher|kein problem|(?:das )?(?:ist|geht|passt|wäre) (?:\S+ ){0,2}?(?:ordnung|okay|ok|gut|uns|mir|klar|problem)|(?:das )?(?:geht|passt)|einverstanden",
    "falls": r"storniert|abgesagt|gestrichen|nicht|keine?n?|hinfällig|entfällt|zukunft|ein andermal",
    "kind": r"(?:in|im) (?:kontakt|verbindung)|(?:sollten|falls|wenn) (?:sie|du|sich) (?:\S+ ){0,4}?(?:anders überlegen|überlegst|umentscheid\w+|ändern)|bewerber(?:pool|kartei)|wie geht es|wohin|zu welche\w+ (?:firma|unternehmen)|erstatt\w+|fahrtkosten|bankverbindung|löschen|beleg\w*|quittung|in zukunft|künftig",
    "congratulates": r"glückwunsch|glückwünsche|gratul\w+|freu\w* (?:mich|uns) (?:sehr )?für (?:sie|dich)",
    "wishes": r"alles gute|viel (?:erfolg|glück|freude|spaß)|guten (?:start|einstand)",
    "puts off": r"(?:bevor|ehe) ich (?:\S+ ){0,5}?(?:antwort\w*|entscheid\w*|zusag\w*|festleg\w*)|bedenkzeit|noch (?:\S+ ){0,4}?zu ende (?:führen|bringen)",
    "turned down": r"bewerbung (?:\S+ ){0,3}?nicht (?:weiter |mehr |länger )?(?:berücksichtig|weiterverfolg|verfolg)\w+|(?:stelle|position) (?:(?!nicht |noch |neu )\S+ ){0,3}?(?:besetzt|vergeben)\b|für (?:eine[n]? )?andere\w* (?:bewerber|kandidat|person)\w*",
    "taken further": r"weitermachen|weitergehen|(?:nächste|zweite) runde|terminvorschl\w+|(?:noch einmal|wieder|erneut) (?:treffen|sehen|sprechen)",
    "you": r"sie|ihnen|dir|dich",
    "left": r"nicht (?:mehr|länger) (?:\S+ ){0,4}?(?:tätig|beschäftigt|erreichbar unter|bei uns|im unternehmen|im haus)|(?:das|unser) (?:unternehmen|haus) (?:\S+ ){0,3}?verlassen|(?:ich habe|hat) (?!(?:\S+ ){0,3}?(?:büro|heute))(?:\S+ ){1,5}?verlassen|ausgeschieden|arbeite\w* (?:\S+ ){0,5}?nicht (?:mehr|länger) (?:hier|(?:\S+ ){0,2}?(?:bei|für) (?!sie\b|ihnen\b))|(?:bin|ist) nicht (?:mehr|länger) (?:bei (?!der arbeit)|(?:teil|angestellte\w*|mitarbeiter\w*)\b)",
    "automatic answer": r"abwesen\w*|automatische (?:antwort|abwesenheit\w*)|ich bin (?:nicht im|außer) haus",
    "travel": r"(?:reise|fahrt|anreise|hotel|übernachtungs)\w*kosten (?:\S+ ){0,6}?(?:übernehm\w+|erstatt\w+|übernommen|tragen wir)|(?:übernehmen|erstatten|tragen) (?:\S+ ){0,6}?(?:reise|fahrt|anreise|hotel|übernachtungs)\w*kosten|(?:flug|zug|hotel|fahrkarte|bahnticket|zimmer)\w* (?:\S+ ){0,6}?(?:gebucht|reserviert)",
    "move asked": r"können|könnten|könnte|kann|wäre|ginge|geht|würde|möglich|lässt sich|ließe|passt|hätten",
    "move told": r"verschoben|verlegt|neuer termin|nun am|jetzt am|stattdessen am|neue uhrzeit|vorverlegt|umgebucht|passt mir|ist notiert|eingetragen",
}  # fmt: skip

MONTHS = """
januar jänner
februar
märz
april
mai
juni
juli
august
september
oktober okt
november
dezember dez
"""
_DAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag")
WEEKDAYS = "\n".join(
    [" ".join(day + part for part in ("", "nachmittag", "vormittag", "abend", "morgen")) for day in _DAYS]
    + ["samstag sonnabend samstagvormittag", "sonntag"]
)
SHORT_DAYS = "mo\ndi\nmi\ndo\nfr\nsa\nso"
NUMBERS: dict[str, int] = {
    "ein": 1, "eine": 1, "einem": 1, "einer": 1, "eins": 1, "einen": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7,
    "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12, "vierzehn": 14, "zwanzig": 20, "dreißig": 30,
}  # fmt: skip
DAYS_AHEAD: dict[str, int] = {
    "heute": 0, "heute abend": 0, "heute nachmittag": 0, "morgen": 1, "übermorgen": 2, "heute in einer woche": 7, "morgen in einer woche": 8,
    "heute in acht tagen": 7, "heute in vierzehn tagen": 14,
}  # fmt: skip
CLOCKS: tuple[tuple[str, int], ...] = (
    (r"\bhalb {hour}\b", -30), (r"\bdreiviertel {hour}\b", -15), (r"\bviertel nach {hour}\b", 15), (r"\bviertel vor {hour}\b", -15),
    (r"\bfünf nach {hour}\b", 5), (r"\bfünf vor {hour}\b", -5), (r"\bzehn nach {hour}\b", 10), (r"\bzehn vor {hour}\b", -10),
    (r"\bzwanzig nach {hour}\b", 20), (r"\bzwanzig vor {hour}\b", -20), (r"\b(?:punkt )?{hour_word} uhr\b(?! \w+und)", 0),
    (r"\b(?:um|gegen|ab) (?:punkt )?{hour_word}\b(?! (?:tage?n?|wochen?|monate?n?|stunden?|prozent|uhr|euro|minuten))", 0),
)  # fmt: skip
NOON = r"\b(?:12 uhr mittags|mittags um zwölf)\b"
MORNING = r"früh|vormittags?|morgens"
AFTERNOON = r"nachmittags?|abends?"
AT = r"um|gegen|ab"
DAY_FORMS: tuple[tuple[str, str], ...] = (
    (
        "ordinal",
        r"\b(?:am|vom|zum|der|den|dem|bis) (?P<d>\d{1,2})\.(?= ?(?:d\. ?m\.|dieses monats)|[ )]*$|[,;!?)]| (?:um|und|oder|an|bei|auf|zurück|wieder|gegen|ab|für|in|im|mit|nicht|noch|los|als|hier|da|weil|wenn|geht|ist|passt|früh|bitte|bescheid|unterschrieben|wissen|melden|ihre?|ich|wir|sie|du)\b)",
    ),
    ("weekday", r"\b{weekday},? (?:de[nrm] )?(?P<d3>\d{1,2})\.(?! ?\d| ?[a-zäöü]*(?:uar|rz|ril|mai|jun|jul|ugust|ember|ober)\b)"),
    ("weekday", r"\b(?P<which>heute in einer woche|in einer woche) {weekday}\b"),
    ("end", r"\b(?:ende|ablauf|mitte) (?P<end>der woche|dieser woche|nächster woche|kommender woche|der nächsten woche|der kommenden woche|des monats|diese[ns] monats|(?:des )?{month})\b"),
    ("week", r"\b(?:ende|bis|ende der|freitag der|freitag,) (?:in )?(?:kw|kalenderwoche|woche) ?(?P<number>\d{1,2})\b"),
    ("week", r"\b{weekday},? (?:in |der |in der )?(?:kw|kalenderwoche) ?(?P<number>\d{1,2})\b"),
    ("nth", r"\b(?P<nth>erste[nrm]?|zweite[nrm]?|dritte[nrm]?|letzte[nrm]?) {weekday} (?:im |des |in )?{month}\b"),
    ("day_month", r"\b(?P<ordinal>ersten?r?) {month}\b(?: (?P<year>20\d\d))?"),
    (
        "within",
        r"\b(?:innerhalb(?: von)?|binnen|in(?: spätestens)?) (?:der |den )?(?:nächsten |kommenden )?{number} (?P<work>arbeits|werk)?(?P<unit>tage[ns]?|tag|wochen?|monate[ns]?|stunden)\b",
    ),
    (
        "weekday",
        r"\b(?P<which>nächste woche|kommende woche|nächste[nr]?|kommende[nr]?|diese[nr]?|vergangene[nr]?|letzte[nr]?) {weekday}\b",
    ),
    ("weekday", r"\b{weekday}(?:,| der| in der)?(?P<after> (?:nächste[rn]?|kommende[rn]?) woche| in einer woche| in acht tagen)\b"),
)  # fmt: skip
"""Ways of naming a day that have no English pattern, by kind; `{number}` and `{weekday}` stand for the words of all languages."""

SAME: dict[str, str] = {
    "der woche": "week", "dieser woche": "week", "nächster woche": "next week", "kommender woche": "next week", "der nächsten woche": "next week",
    "der kommenden woche": "next week", "des monats": "month", "dieses monats": "month", "diesen monats": "month", "in einer woche": "a week on",
    "erste": "first", "ersten": "first", "erster": "first", "erstem": "first", "zweite": "second", "zweiten": "second", "zweiter": "second",
    "dritte": "third", "dritten": "third", "dritter": "third",
    "nächste woche": "next", "kommende woche": "next", "nächste": "next", "nächsten": "next", "nächster": "next",
    "kommende": "coming", "kommenden": "coming", "kommender": "coming", "diese": "this", "diesen": "this", "dieser": "this",
    "vergangene": "last", "vergangenen": "last", "vergangener": "last", "letzte": "last", "letzten": "last", "letzter": "last",
    " nächster woche": " next week", " nächste woche": " next week", " nächsten woche": " next week", " kommender woche": " next week",
    " kommende woche": " next week", " kommenden woche": " next week", " in einer woche": " week", " in acht tagen": " week",
    "arbeits": "working", "werk": "working", "tage": "days", "tagen": "days", "tages": "days", "tag": "day", "woche": "weeks", "wochen": "weeks",
    "monate": "months", "monaten": "months", "monates": "months", "stunden": "hours",
}  # fmt: skip
"""The English word that a word of `DAY_FORMS` means."""
