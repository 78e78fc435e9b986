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
    "other time": r"bis|spätestens|vor|nach|sprechzeiten|öffnungszeiten|erreichbar|telefonisch|gesendet|freigeschaltet|zurück|frist|montags bis|schreiben vom|nachricht vom|bewerbung vom|mail vom",
    # small facts
    "part time": r"teilzeit\w*|minijob|geringfügig\w*|aushilfe|nebenjob|450-euro\w*|520-euro\w*|werkstudent\w*|(?:[4-9]|1\d|2[0-4]) (?:wochenstunden|stunden (?:pro|die|in der) woche)",
    "urges": r"überlegen sie (?:es sich )?(?:noch ?mal|doch)|können wir sie (?:noch )?umstimmen|umstimmen|rufen sie mich|würden sie sich|was müsste|schade.{0,60}\?|doch noch|kommen sie trotzdem|noch einmal sprechen|nochmals? sprechen|gegenangebot",
    "you": r"sie|ihnen|dir|dich",
    "move asked": r"können|könnten|könnte|kann|wäre|ginge|geht|würde|möglich|lässt sich|ließe|passt|hätten",
    "move told": r"verschoben|verlegt|neuer termin|nun am|jetzt am|stattdessen am|neue uhrzeit|vorverlegt|umgebucht|passt mir|ist notiert|eingetragen",
}  # fmt: skip

DAY_FORMS: tuple[tuple[str, str], ...] = (
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
    "nächste woche": "next", "kommende woche": "next", "nächste": "next", "nächsten": "next", "nächster": "next",
    "kommende": "coming", "kommenden": "coming", "kommender": "coming", "diese": "this", "diesen": "this", "dieser": "this",
    "vergangene": "last", "vergangenen": "last", "vergangener": "last", "letzte": "last", "letzten": "last", "letzter": "last",
    " nächster woche": " next week", " nächste woche": " next week", " nächsten woche": " next week", " kommender woche": " next week",
    " kommende woche": " next week", " kommenden woche": " next week", " in einer woche": " week", " in acht tagen": " week",
    "arbeits": "working", "werk": "working", "tage": "days", "tagen": "days", "tages": "days", "tag": "day", "woche": "weeks", "wochen": "weeks",
    "monate": "months", "monaten": "months", "monates": "months", "stunden": "hours",
}  # fmt: skip
"""The English word that a word of `DAY_FORMS` means."""
