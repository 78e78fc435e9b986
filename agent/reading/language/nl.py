"""Dutch beside speech acts: days, hours, what a date is the date of, what an offer depends on."""

from __future__ import annotations

MONTHS = """
januari
februari
maart mrt
april
mei
juni
juli
augustus
september
oktober
november
december
"""
_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
WEEKDAYS = "\n".join(" ".join(day + part for part in ("", "ochtend", "morgen", "middag", "avond")) for day in _DAYS)
SHORT_DAYS = "ma\ndi\nwo\ndo\nvr\nza\nzo"
NUMBERS: dict[str, int] = {
    "een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10, "elf": 11,
    "twaalf": 12, "veertien": 14, "twintig": 20, "dertig": 30,
}  # fmt: skip
DAYS_AHEAD: dict[str, int] = {
    "vandaag": 0, "vanavond": 0, "vanmiddag": 0, "vanochtend": 0, "morgenochtend": 1, "morgenmiddag": 1, "overmorgen": 2,
    "vandaag over een week": 7, "morgen over een week": 8, "binnen de week": 7,
}  # fmt: skip
_DAY_NUMBERS = "eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde|dertiende|veertiende|vijftiende"
DAY_FORMS: tuple[tuple[str, str], ...] = (
    ("within", r"\b(?:binnen|over|heb(?:t|je)?|hebt u|nog)(?: de komende| uiterlijk)? {number} ?(?:\(\d+\) )?(?P<work>werk)?(?P<unit>dagen|dag|weken|week|maanden|maand|uur|uren)\b"),
    ("weekday", r"\b(?P<which>komende|volgende week|aanstaande|a\.s\.|deze|volgende|afgelopen) {weekday}\b(?: (?P<d3>\d{1,2})\b(?![:.]\d))?"),
    ("weekday", r"\b{weekday}(?P<after> a\.s\.| aanstaande| volgende week| over een week| over veertien dagen)(?!\w)"),
    ("weekday", r"\b{weekday} (?:de|den) (?P<ordinal>" + _DAY_NUMBERS + r")\b"),
    ("weekday", r"\b{weekday} (?:de |den )?(?P<d>\d{1,2})(?:e|de|ste)\b"),
    ("ordinal", r"\b(?:de|den|op|per) (?P<d>\d{1,2})(?:e|de|ste)\b(?! (?:verdieping|etage|jaars?|editie|week|maand))"),
    ("end", r"\b(?:eind|einde|eind van|einde van) (?P<end>(?:van )?de(?:ze)? week|volgende week|(?:van )?de maand|{month})\b"),
    ("nth", r"\b(?P<nth>eerste|tweede|derde|laatste) {weekday} (?:van|in) {month}\b"),
    ("day_month", r"\b(?P<ordinal>eerste) {month}\b(?: (?P<year>20\d\d))?"),
)  # fmt: skip
SAME: dict[str, str] = {
    "dagen": "days", "dag": "days", "weken": "weeks", "week": "weeks", "maanden": "months", "maand": "months", "uur": "hours", "uren": "hours", "werk": "working",
    "komende": "coming", "aanstaande": "coming", "a.s.": "coming", "deze": "this", "volgende": "next", "volgende week": "next", "afgelopen": "last",
    " a.s.": "coming", " aanstaande": "coming", " volgende week": " next week", " over een week": " week", " over veertien dagen": " fortnight",
    "de week": "week", "deze week": "week", "van de week": "week", "van deze week": "week", "de maand": "month", "van de maand": "month",
    "eerste": "first", "tweede": "second", "derde": "third", "laatste": "last",
    **{word: str(number) for number, word in enumerate(_DAY_NUMBERS.split("|"), 1) if number > 3},
}  # fmt: skip
CLOCKS: tuple[tuple[str, int], ...] = (
    (r"\b(?:om |tot |rond |vanaf )?half {hour_word}\b", -30), (r"\b(?:om|tot|rond|vanaf) half {hour}\b", -30), (r"\bkwart over {hour}\b", 15), (r"\bkwart voor {hour}\b", -15),
    (r"\btien over {hour}\b", 10), (r"\btien voor {hour}\b", -10), (r"\bvijf over {hour}\b", 5), (r"\bvijf voor {hour}\b", -5),
    (r"\b(?:om|tot|rond|vanaf|van|voor) {hour} uur\b", 0), (r"\bom (?!een\b){hour_word}\b(?! uur)", 0),
)  # fmt: skip
MORNING = r"'s ochtends|'s morgens|ochtend"
AFTERNOON = r"'s middags|'s avonds|middag|avond"
AT = r"om|rond|vanaf|tot"
FACTS: dict[str, str] = {
    "offer file": r"aanbod|arbeidsovereenkomst|contract|aanbieding",
    "job document": r"arbeidsovereenkomst|arbeidscontract|aanbod|aanstelling|contractvoorstel",
    "not job document": r"huurcontract|factuur|offerte|geheimhouding|hypotheek",
    "ordinary meeting": r"training|teamoverleg|verjaardag|tandarts|functioneringsgesprek|keuring",
    "offer talk": r"aanbod|contract|aanbieding|teken|functie",
    "by": r"voor|vóór|uiterlijk(?: op)?|tot(?: en met| uiterlijk)?|t/m|binnen|niet later dan|verloopt(?: op)?|vervalt(?: op)?|geldig tot(?: en met)?|sluit(?: op)?|deadline",
    "answer": r"reactie|reager\w+|antwoord\w*|teken\w*|getekend\w*|onderteken\w*|ondertekend\w*|retour\w*|terug\w*|accept\w*|akkoord|beslis\w*|besluit|laten weten|laat (?:je |u )?(?:het )?(?:me |mij |ons )?(?:\w+ )?weten|horen|hoor|bevestig\w*|aanbod|aanbieding|voorstel|geldig|verloopt|vervalt|ja of (?:een )?nee|uitsluitsel|link|bedenktijd|document",
    "not deadline": r"\bvog\b|referenties|vragenlijst|gesprek|sollicitatie|keuring|identiteitsbewijs|uploaden|wij sturen|ik stuur|ontvangt u|ontvang je|kopie|loonheffing|proeftijd",
    "first day": r"begin\w*|start\w*|gestart|eerste (?:werk)?dag|ingangsdatum|indiensttreding|in dienst|ingaand\w*|aanvang\w*|vanaf|met ingang van|verwachten (?:we|wij) (?:je|u)|zien we (?:je|u)|tot dan|welkom|aan de slag|dienstverband|per",
    "weak first day": r"vanaf|per|zien we (?:je|u)|welkom|in dienst|verwachten (?:we|wij) (?:je|u)|dienstverband",
    "not first day": r"reactie|antwoord|getekend|ondertekend|uiterlijk|vóór|voor|gesprek|geldig|verloopt|vervalt|vakantie|opzegtermijn|keuring|gedateerd|beslissing|terug|besluit|brief van|tot",
    "meeting": r"gesprek\w*|sollicitatie\w*|kennismak\w*|afspraak|ontmoet\w*|bellen|bel|belt|videogesprek|verwacht\w*|zien|bevestig\w*|uitnodig\w*|tijd\w*|datum|verplaats\w*|verzet|verschoven|ontvang\w*|meeloop\w*|langs|koffie|terecht|staat",
    "old": r"in plaats van|oorspronkelijk\w*|eerder\w*|vervalt|niet (?:op|meer)|was|eigenlijk|i\.p\.v\.",
    "other time": r"uiterlijk|vóór|tot|pas na|openingstijden|bereikbaar|tussen",
    "trial": r"proef(?:dag|dagje|dienst|ochtend|draaien|werken)|meeloopdag\w*|meelopen|meedraai\w*",
    "part time": r"parttime|deeltijd|(?:[4-9]|1\d|2[0-4]) uur per week",
    "urges": r"denk er (?:nog )?(?:eens|even)|van gedachten|heroverweeg\w*|wat zou er nodig zijn|toch (?:nog )?(?:langs|even|komen)|waarom|weet (?:je|u) het zeker|bel (?:me|mij)|overtuigen|zou (?:je|u) (?:toch|nog)|(?:graag|willen) (?:\S+ ){0,3}?(?:ontmoeten|leren kennen|spreken)|(?:mag|mogen|kunnen|kan) (?:ik|we|wij) (?:\S+ ){0,8}?(?:vragen|weten|bellen|spreken|praten|overtuigen)|(?:wat|de) (?:\S+ ){0,2}?reden(?=[^?]{0,80}\?)|toch (?:\S+ ){0,3}?komen|op zijn minst(?=[^?]{0,80}\?)",
    "stands": r"(?:gesprek|afspraak|interview)\b[^;!?]{0,90} (?:kan (?:\S+ ){0,3}?(?:doorgaan|plaatsvinden)|is nog (?:vrij|beschikbaar)|gaat (?:gewoon )?door|staat (?:nog|vast)|blijft staan|zoals (?:gepland|afgesproken))|(?:tot|we zien (?:u|je|elkaar)) (?:\S+ )?(?:maandag|dinsdag|woensdag|donderdag|vrijdag|morgen|dan)|(?:kijken|kijk) (?:\S+ ){0,3}?uit naar (?:het|ons|uw|je) (?:gesprek|kennismaking)|verwachten (?:u|je) om",
    "more time": r"neem (?:\S+ ){0,6}?(?:tijd|tot)|(?:heb|hebt|heeft|krijgt) (?:\S+ ){0,4}?tot|(?:verleng|verschuiv|verzet|uitstel)\w*|(?:geven|geef) (?:\S+ ){0,3}?tot|(?:aanbod|aanbieding|voorstel) (?:\S+ ){0,4}?(?:open|geldig|staan|tot)|termijn|bedenktijd|om te (?:beslissen|kiezen|denken)|(?:weten|reactie|antwoord\w*|hor\w+) (?:\S+ ){0,3}?(?:vóór|uiterlijk|tot)|wachten tot",
    "one of several": r"een van de (?:twee|drie|vier|vijf|\d)|laatste (?:twee|drie|vier|vijf|\d)|shortlist",
    "day suits": r"is (?:\S+ )?(?:prima|goed|akkoord|oké|ok|orde)|komt (?:\S+ ){0,2}?uit|lukt|past|schikt",
    "assent": r"ja|natuurlijk|zeker|akkoord|geen probleem|(?:dat )?is (?:prima|goed|akkoord|oké|ok)|prima|goed|(?:dat )?(?:kan|lukt)|graag|uiteraard",
    "falls": r"geannuleerd|afgezegd|niet|jammer|toekomst",
    "kind": r"contact (?:\S+ ){0,3}?(?:hou\w+|blijven)|in contact|(?:mocht|als|indien) (?:u|je|er) (?:\S+ ){0,4}?(?:bedenk\w*|verander\w*|gedachten)|waar (?:ga|gaat)|welk bedrijf|vergoed\w*|bon(?:netje)?|declar\w+|verwijder\w*|in de toekomst|portefeuille",
    "congratulates": r"gefeliciteerd|felicitaties|proficiat|blij voor (?:u|je)",
    "wishes": r"veel (?:succes|geluk|plezier)|het allerbeste|alle goeds|goede start",
    "puts off": r"voordat ik (?:\S+ ){0,3}?(?:antwoord|beslis|besluit|teken|reageer|accepteer)\w*|bedenktijd",
    "taken further": r"(?:met wie|mee) (?:we|wij) (?:\S+ )?verder|(?:volgende|tweede) ronde|opnieuw (?:zien|spreken|ontmoeten)|(?:paar|enkele) data",
    "turned down": r"niet verder (?:te )?(?:gaan )?met (?:je|jouw|uw|u|jou)\b|(?:functie|vacature|positie) is (?:\S+ ){0,2}?(?:vervuld|ingevuld)|(?:voor|op) een andere kandidaat|(?:sollicitatie|kandidatuur) (?:\S+ ){0,3}?(?:afgewezen|niet doorgezet)",
    "you": r"u|je|jij|jou",
    "left": r"(?:werk\w*|ben|is) niet (?:meer|langer) (?:\S+ ){0,3}?(?:werkzaam|bij|voor|in dienst)|niet (?:meer|langer) (?:werkzaam|in dienst)|hee?[fb]t? (?!(?:\S+ ){0,2}?kantoor)(?:\S+ ){0,4}?verlaten|uit dienst",
    "automatic answer": r"automatisch (?:antwoord|bericht)|afwezig\w*|niet op kantoor",
    "travel": r"(?:reis|trein|hotel|verblijf|overnachting)\w*(?:kosten|tickets?|kaartje|kamer)? (?:\S+ ){0,8}?(?:vergoed\w*|voor onze rekening|geboekt|gereserveerd|betaald)|(?:vergoeden|betalen|boekten|hebben) (?:\S+ ){0,6}?(?:reiskosten|treinticket|treinkaartje|hotel|vlucht)",
    "greeting": r"beste|hallo|hoi|dag|geachte|goedemorgen|goedemiddag|goedenavond|lieve",
    "move asked": r"zou|kan|kunnen|kunt|mogelijk|lukt|schikt",
    "move told": r"verplaatst|verzet|verschoven|nieuwe (?:tijd|datum|afspraak)|voortaan|wordt nu|is nu|omgezet",
}  # fmt: skip
KINDS: dict[str, str] = {
    "background_check": r"verklaring omtrent gedrag|\bvog\b|justitiële|uittreksel|antecedentenonderzoek|pre-employment|\bvog\b|verklaring omtrent(?: het)? gedrag|uittreksel (?:uit het )?strafregister|strafregister|antecedenten\w*|screening|achtergrond(?:check|onderzoek)|betrouwbaarheidsonderzoek|justis|model 596|integriteits\w+",
    "references": r"referent\w*|referenties?|navraag (?:doen )?bij|referenties?\b(?!nummer)|referenten?|(?:vorige|oude|laatste|voormalige?) (?:werkgever|leidinggevende|baas|chef)\w*",
    "drug_test": r"speekseltest|drugstest|alcohol- en drugs\w*|blaastest|drugs?test\w*|urinetest",
    "medical": r"keuring|aanstellingskeuring|medische (?:keuring|test|verklaring)|inentingen|vaccinatie\w*|bedrijfsarts|(?:medische|aanstellings|rij)?keuring\w*|bedrijfsarts|arbodienst|medisch\w* (?:onderzoek|geschiktheid)|vaccinatie\w*|hepatitis|geschiktheidsverklaring|gezondheidsverklaring|arbeidsgeneesheer|medisch geschikt|externe dienst",
    "education": r"diploma\w*|cijferlijst|getuigschrift|afstuderen|bul\b",
    "right_to_work": r"werkvergunning|tewerkstellingsvergunning|verblijfsvergunning|\bvisum\b|\bind\b|gecombineerde vergunning|\btwv\b",
    "exam": r"marifoon\w*|vaarbewijs|rijbewijs|examen|\bvca\b|certificaat|chauffeursdiploma|big-registratie|rijbewijs|examen|toelatingstoets|staatsexamen|assessment|\bvca\b|certificaat|code 95|taaltoets|bevoegdheid|registratie in",
    "clearance": r"veiligheidsmachtiging|vgb\b|verklaring van geen bezwaar|aivd|mivd|veiligheidsonderzoek",
    "approval": r"(?:akkoord|goedkeuring|instemming|toestemming|besluit|stemming|zegen|handtekening|groen licht|fiat) (?:\S+ ){0,6}?(?:raad|bestuur|directie|or|wethouder|college|commissie|hoofdkantoor|vve)|(?:raad|bestuur|directie|college|commissie)(?: \S+){0,8}? (?:akkoord|instem\w*|goedkeur\w*|stem\w*|beslis\w*|vergader\w*)|(?:akkoord|goedkeuring|instemming|fiat|toestemming|handtekening|besluit|stem|zegen|groen licht) (?:\S+ ){0,6}?(?:raad|directie|bestuur|or\b|ondernemingsraad|college|gemeenteraad|commissie|hoofdkantoor|management|budget|directeur|medezeggenschap\w*|kerkenraad|eigenaar|subsidie\w*)|ondernemingsraad|raad van (?:bestuur|toezicht|commissarissen)|(?:subsidie|financiering|budget|gunning|opdracht|aanbesteding)(?: \S+){0,6}? (?:rond|toegekend|goedgekeurd|binnen|bevestigd|gegund)|(?:bestuur|gemeenteraad|directie|college)(?: \S+){0,6}? (?:instem\w*|akkoord|goedkeur\w*|stem\w*|vergader\w*|teken\w*)",
    "contract": r"uitzend\w*|detachering|proefdag|meeloopdag|na (?:\w+ ){0,4}?in (?:vaste )?dienst",
}  # fmt: skip
HOLDS_ON = r"\b(?:onder (?:het )?voorbehoud|onder voorwaarde|voorbehoud|op voorwaarde|mits|afhankelijk van|hangt (?:nog )?(?:af )?(?:van|op)|zodra|pas (?:als|wanneer|na|definitief|dan)|tenzij|in afwachting|wachten (?:\w+ )?op|alleen (?:nog|als)|eerst (?:nog|moet)|moet (?:\w+ )?(?:nog|eerst)|totdat|ontbindende voorwaarde|voordat|vóórdat|nodig voordat|als (?:de|het|die|je|uw)|voorwaarde)\b"
OPEN = r"\b(?:nog (?:niet|geen)|wacht\w*|ontbre\w+|lopend|loopt|aangevraagd|aanvragen|aan te vragen|graag|moet\w*|nodig|stuur\w*|aanlever\w*|inlever\w*|opgestart|gestart|afspraak|verwacht|nog|openstaand\w*|in behandeling|vraag\w*|doorgeven|bellen|gevraagd|dient)\b"
MET = r"\b(?:binnen|ontvangen|goedgekeurd|akkoord|geschikt|in orde|rond|afgegeven|verleend|voldaan|afgerond|bevestigd|gehaald|geslaagd|positief|schoon|zonder (?:bijzonderheden|beperkingen|opmerkingen)|compleet|geregeld|ingestemd|vervuld|klaar|toegekend|prima|gunstig|getekend|lovend)\b"
NOT_MET = r"(?:\bnog (?:niet|geen)|\bniet (?:\w+ ){0,2}?(?:binnen|ontvangen|compleet|akkoord)|\bzodra|\bonder voorbehoud|\bmits|\bals (?:de|het|die|je|uw)|\bwacht|\bontbre|\bpas )"
HYPOTHETICAL = r"\b(?:bij (?:aanstelling|indiensttreding) (?:wordt|vragen)|gelijke geschiktheid|kan (?:worden )?gevraagd|geschikte kandidaten)\b"
HOLDS_NO_MORE = r"\b(?:zonder (?:verder )?voorbehoud|voorbehoud (?:\S+ ){0,3}?(?:vervallen|vervalt|weg)|onvoorwaardelijk|niet meer afhankelijk|aan alle voorwaarden|geen (?:verdere )?voorwaarden)\b"

NOTHING_LEFT = r"\b(?:er (?:ontbreekt|staat|is)(?: nu)? niets meer(?: open| te controleren)?|niets meer (?:open|te controleren)|alle (?:controles|checks) zijn (?:\w+ ){0,2}(?:afgerond|voltooid))\b"
"""Whatever it hung on is met."""

NEEDS_NOTHING = r"\b(?:geen (?:verdere|aanvullende|andere) (?:gegevens|documenten|informatie|stukken)(?: \w+){0,2} (?:nodig|vereist))\b"
"""Says that nothing is asked for, in words of what is."""
