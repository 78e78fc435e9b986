"""Swedish days and hours, and the words that say what they are the days of."""

from __future__ import annotations

MONTHS = """
januari
februari
mars
april
maj
juni
juli
augusti aug
september
oktober okt
november
december
"""
WEEKDAYS = "måndag måndagen\ntisdag tisdagen\nonsdag onsdagen\ntorsdag torsdagen\nfredag fredagen\nlördag lördagen\nsöndag söndagen"
SHORT_DAYS = "mån\ntis\nons\ntors\nfre\nlör\nsön"
NUMBERS: dict[str, int] = {
    "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9, "tio": 10, "elva": 11, "tolv": 12,
    "fjorton": 14,
}  # fmt: skip
DAYS_AHEAD: dict[str, int] = {
    "idag": 0,
    "i dag": 0,
    "ikväll": 0,
    "imorgon": 1,
    "i morgon": 1,
    "övermorgon": 2,
    "i övermorgon": 2,
}
DAY_FORMS: tuple[tuple[str, str], ...] = (
    ("within", r"\b(?:inom|om)(?: de närmaste)? {number} (?P<work>arbets|vardags)?(?P<unit>dagar|dag|dygn|timmar|veckor|vecka)\b"),
    ("weekday", r"\b(?P<which>nästa|kommande|på|nu på) {weekday}\b"),
    ("weekday", r"\b{weekday}(?P<after> nästa vecka| om en vecka)\b"),
    ("ordinal", r"\b(?:den|på|senast) (?P<d>\d{1,2})(?::e|:a)\b(?! [a-zåäö]*(?:uari|rs|ril|maj|juni|juli|usti|ember|ober)\b)"),
    ("day_month", r"\b(?P<ordinal>första) {month}\b(?: (?P<year>20\d\d))?"),
    ("end", r"\b(?:slutet av|utgången av) (?P<end>veckan|nästa vecka|månaden|{month})\b"),
)  # fmt: skip
SAME: dict[str, str] = {
    "dagar": "days", "dag": "days", "dygn": "days", "timmar": "hours", "veckor": "weeks", "vecka": "weeks", "arbets": "working", "vardags": "working",
    "nästa": "next", "kommande": "coming", "på": "coming", "nu på": "this", " nästa vecka": " next week", " om en vecka": " week", "första": "first",
    "veckan": "week", "nästa vecka": "next week", "månaden": "month",
}  # fmt: skip
CLOCKS: tuple[tuple[str, int], ...] = (
    (r"\b(?:klockan |kl\.? )?halv {hour_word}\b", -30), (r"\b(?:klockan|kl\.?) halv {hour}\b", -30), (r"\bkvart över {hour}\b", 15), (r"\bkvart i {hour}\b", -15),
    (r"\b(?:klockan|kl\.?) {hour_word}\b", 0),
)  # fmt: skip
MORNING = r"på morgonen|på förmiddagen"
AFTERNOON = r"på eftermiddagen|på kvällen"
AT = r"kl|kl\.|klockan"
FACTS: dict[str, str] = {
    "by": r"senast(?: den| på)?|före(?: den)?|innan|inom|till och med|t\.o\.m\.|giltigt till|går ut(?: den)?|svara",
    "answer": r"svar\w*|skriv\w* (?:under|på)|underteckna\w*|besked|beslut|tacka\w*|accepter\w*|erbjudande\w*|bekräft\w*|avtal\w*|giltigt|återkom\w*|höra",
    "not deadline": r"belastningsregist\w+|referenser|intervju|vi skickar|frågeformulär",
    "first day": r"börja\w*|start\w*|första (?:arbets)?dag\w*|tillträd\w*|anställning\w*|från och med|fr\.o\.m\.|välkommen|vi ses",
    "weak first day": r"anställning\w*|välkommen|vi ses",
    "not first day": r"svar\w*|senast|undertecknat|intervju|giltigt|semester|uppsägning\w*|besked|före",
    "meeting": r"intervju\w*|möte\w*|samtal\w*|träff\w*|ring\w*|tid\w*|boka\w*|bekräft\w*|välkommen|ses|kl|klockan",
    "old": r"i stället för|istället för|tidigare|ursprungligen|inställ\w+|inte",
    "other time": r"senast|före|innan|efter|öppet",
    "urges": r"tänk (?:på saken|igen|över)|ändra dig|ändå|varför|är du säker|ring mig|övertyga|(?:gärna|vill) (?:\S+ ){0,2}?(?:träffa dig|prata|höras|träffas)|(?:får|kan|skulle) (?:jag|vi) (?:\S+ ){0,8}?(?:fråga|veta|prata|ringa|träffas|övertala)|vad (?:det )?berodde|(?:vad|vilket|vilken) (?:\S+ ){0,2}?(?:skälet|anledningen|orsaken)|åtminstone(?=[^?]{0,80}\?)",
    "stands": r"(?:intervjun|mötet|samtalet|tiden)\b[^;!?]{0,90} (?:står (?:fortfarande )?fast|gäller (?:fortfarande)?|är kvar|som (?:planerat|bestämt|avtalat))|(?:vi )?ses (?:på|i|kl) ?(?:måndag|tisdag|onsdag|torsdag|fredag|morgon|\d)|ser fram emot (?:att träffa|intervjun|mötet|vårt)|välkommen (?:på|i) (?:måndag|tisdag|onsdag|torsdag|fredag|morgon)",
    "falls": r"avbokad|inställ\w+|inte|synd|framtiden",
    "kind": r"(?:hålla|i) kontakt\w*|om (?:du|ni|något) (?:\S+ ){0,3}?(?:ändrar|ändras|ångrar)|vart|vilket företag|ersätt\w+|kvitto\w*|radera\w*|i framtiden",
    "congratulates": r"grattis|gratul\w+|gratt?ul\w+|glad för din skull",
    "wishes": r"lycka till|allt gott",
    "puts off": r"innan jag (?:\S+ ){0,3}?(?:svarar|bestämmer|tackar|skriver)|betänketid",
    "turned down": r"inte (?:\S+ ){0,2}?gå vidare med din ansökan|tjänsten (?:är|har) (?:\S+ ){0,2}?tillsatt|en annan kandidat",
    "you": r"du|dig|ni|er",
    "left": r"(?:arbetar|jobbar) inte längre|har slutat|har lämnat (?!kontoret|jobbet för|ett|en|över|din|ditt)|är inte längre (?:anställd|kvar|hos)",
    "automatic answer": r"autosvar|automatiskt svar|frånvaro\w*|ej på kontoret",
    "travel": r"(?:resa|resekostnad\w*|resan|tågbiljett\w*|flyg\w*|hotell\w*) (?:\S+ ){0,8}?(?:ersätt\w+|betalar vi|bokat|bokad|står vi för)|(?:ersätter|betalar|står för|har bokat|bokade) (?:\S+ ){0,6}?(?:resa\w*|resekostnad\w*|tåg\w*|flyg\w*|hotell\w*)",
    "greeting": r"hej|hejsan|tjena|god (?:morgon|dag|kväll)|bästa|kära",
    "move asked": r"skulle|kan vi|kan du|möjligt|går det",
    "move told": r"flytta\w*|ny tid|ändra\w*|framflytta\w*",
}  # fmt: skip
KINDS: dict[str, str] = {
    "background_check": r"belastningsregist\w+|bakgrundskontroll\w*|registerutdrag\w*|kreditupplysning",
    "references": r"referens(?:er|tagning|en|erna|personer)?\b|(?:tidigare|förra) (?:chef\w*|arbetsgivare)",
    "drug_test": r"drogtest\w*|alkotest\w*",
    "medical": r"hälsoundersökning\w*|läkarundersökning\w*|läkarintyg\w*|företagshälsovård\w*|vaccin\w*",
    "education": r"examensbevis\w*|betyg\w*|examensintyg",
    "right_to_work": r"arbetstillstånd\w*|uppehållstillstånd\w*|migrationsverket",
    "exam": r"legitimation\w*|körkort\w*|prov\b|examen\b",
    "clearance": r"säkerhetsprövning\w*|säkerhetsklass\w*|säpo",
    "approval": r"(?:godkännande|beslut|klartecken) (?:\S+ ){0,5}?(?:styrelse\w*|nämnd\w*|ledning\w*|facket|kommun\w*)|styrelsen(?: \S+){0,6}? (?:godkän\w+|beslut\w+|säg\w+)|mbl|facklig\w* förhandling",
    "contract": r"bemanning\w*|provjobb\w*|provdag",
}  # fmt: skip
HOLDS_ON = r"\b(?:under förutsättning|förutsatt|villkorat|beroende på|så snart|när (?:vi|det|utdraget)|innan|förbehåll|krävs|först (?:när|efter)|väntar (?:\w+ )?på|saknas|hänger på)\b"
OPEN = r"\b(?:väntar|saknas|ännu|inte än|vänligen|behöv\w+|måste|skicka|lämna|pågår|ska|kvar)\b"
MET = r"\b(?:klar\w*|godkän\w+|mottag\w+|kommit|beviljat\w*|utan anmärkning\w*|i ordning|fått|uppfyll\w+|bra|fina)\b"
NOT_MET = r"(?:\binte (?:än|kommit|klar)|\bännu|\bså snart|\bunder förutsättning|\bväntar|\bsaknas|\bnär )"
HYPOTHETICAL = r"\b(?:aktuella kandidater|slutkandidater|vid anställning)\b"
HOLDS_NO_MORE = r"\b(?:utan (?:några )?(?:förbehåll|villkor)|ovillkorlig\w*|alla villkor (?:\w+ )?uppfyllda)\b"

NOTHING_LEFT = (
    r"\b(?:(?:inget|ingenting) (?:mer )?(?:saknas|återstår)|alla kontroller är (?:\w+ )?(?:klara|avslutade))\b"
)
"""Whatever it hung on is met."""

NEEDS_NOTHING = (
    r"\b(?:inga (?:ytterligare|fler|andra) (?:uppgifter|handlingar|dokument)(?: \w+){0,2} (?:krävs|behövs))\b"
)
"""Says that nothing is asked for, in words of what is."""
