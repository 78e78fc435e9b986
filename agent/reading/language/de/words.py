"""Groups of German words that patterns are built from.

Verbs stand at the end of many clauses, so the object of an act lies before its verb: "Ihnen die Stelle … anzubieten".
"""

from __future__ import annotations

WORDS: dict[str, str] = {
    "we": r"wir|ich|man|(?:die|das|der|unser|unsere|mein|meine) (?:\w+ ){0,2}?\w+",
    "you": r"ihnen|dir|sie|dich|du|euch",
    "your": r"ihr(?:e[nmrs]?)?|dein(?:e[nmrs]?)?|eu(?:er|re[nmrs]?)",
    "our": r"unser(?:e[nmrs]?)?|mein(?:e[nmrs]?)?|dies(?:e[nmrs]?)?|de[nmrs]|die|das|ein(?:e[nmrs]?)?",
    "gladly": r"sehr gerne?|gerne?|herzlich|mit (?:großer )?freude|hiermit|nun|jetzt|heute|somit|daher|auch|also|formell|offiziell",
    "job": r"[\w-]*stellen?|[\w-]*position(?:en)?|\w*posten|\w*arbeitsplatz|jobs?|\w*anstellung|einstellung|\w*tätigkeit|\w*praktikum(?:splatz)?|\w*praktikums?stelle|"
    r"ausbildungsplatz|lehrstelle|\w*ausbildung|rolle|funktion|beschäftigung|volontariat|traineeprogramm|\w*arbeitsverhältnis|\w*dienstverhältnis|"
    r"\w*leitung|planstelle|zusammenarbeit|platz|[\w-]*vertrag|dienstposten|professur|assistenz",
    "letter": r"(?:schriftliche[snr]? )?(?:[\w-]*vertrag|\w*verträge|vertrags\w+|[\w-]*vertragsentwurf|entwurf|unterlagen|papiere|[\w-]*angebot|offerte|\w*zusage|"
    r"anstellungs\w+|anschreiben|einstellungs\w+|dokumente?|das schriftliche|dienstzettel|konditionen)",
    "contract": r"[\w-]*vertrag(?:s|es)?|\w*verträge|[\w-]*angebot(?:s|es)?|offerte|\w*zusage|vertragsentwurf|vertragsunterlagen|[\w-]*vertragsexemplare?|exemplare?|ausfertigung(?:en)?|dienstzettel",
    "offer": r"[\w-]*angebot(?:s|es)?|offerte|\w*zusage|[\w-]*vertrag(?:s|es)?|vertragsentwurf|einstellungszusage|stellenzusage",
    "offered": r"anbieten|anzubieten|angeboten|unterbreiten|antragen|anzutragen|anvertrauen|anzuvertrauen|übertragen|offerieren|zusagen|zuzusagen|vorlegen|geben zu können|machen zu können",
    "meet": r"[\w-]*gespr(?:ä|ae)che?s?n?|[\w-]*interviews?|\w*kennenlernen|\w*telefonats?|[\w-]*call|probearbeiten|probearbeitstag|probetag|schnuppertag|schnuppern|hospitation|"
    r"assessment[- ]?cent(?:er|re)|\w*termine?s?|treffen|austausch|unterhaltung|auswahltag|auswahlverfahren vor ort|lehrprobe|probevortrag|besichtigung|videokonferenz|besprechung|vorstellungsrunde|gesprächsrunde",
    "candidate": r"\w*bewerber\w*|\w*bewerbung\w*|kandidat\w*|mitbewerber\w*|person|jemand\w*|profil\w*|kolleg\w+|interessent\w*",
    "other": r"ander(?:e[nrsm]?|weitig)|weitere[nr]?|intern(?:e[nrm]?)?|jemand(?:en|em)?|geeigneter\w*|passender\w*|qualifizierter\w*|erfahrener\w*",
    "start": r"anfang\w*|start\w*|beginn\w*|einstieg|dienstantritt|eintritt|antreten",
    "told": r"(?:mit(?:zu)?teilen|sagen|informieren|bescheid geben)",
    "day": r"heute|morgen|übermorgen|montag\w*|dienstag\w*|mittwoch\w*|donnerstag\w*|freitag\w*|samstag\w*|mo\.?|di\.?|mi\.?|do\.?|fr\.?|\d{1,2}\.",
    "cancelled": r"abgesagt|absagen|abzusagen|storniert|stornieren|streichen|gestrichen|entfällt|entfallen|fällt (?:\w+ ){0,5}?(?:aus|weg|ins wasser)|ausfallen|aus(?:zu)?fallen|platzen",
    "moved": r"verschoben|verschieben|zu verschieben|verlegt|verlegen|zu verlegen|umgebucht|umbuchen|vorverlegt|vorziehen|vorgezogen|nach hinten|nach vorne|geändert|ändern|getauscht|tauschen|schieben",
}  # fmt: skip

NEGATION = (
    r"\b(?:nicht|kein(?:e[nmrs]?)?|keinerlei|nie|niemals|niemand|nichts|ohne|weder|noch nie|statt|anstatt|weit davon|"
    r"außerstande|unmöglich|bedaure|bedauern|bedauerlicherweise|verzichten|leider)\b(?! nur| zuletzt| umsonst| mehr als)"
)
NEGATION_AFTER = r"^(?:[^\s,;]+ ){0,7}?(?:nicht(?! nur| zuletzt| später)|keinesfalls|nicht mehr)\b"
"""A denial that follows the verb in the same clause: "wir bieten Ihnen die Stelle nicht an"."""

CONDITION = (
    r"\b(?:wenn|falls|ob|sofern|sollte(?:n|st)?(?! nun)|vorausgesetzt|angenommen|bevor|ehe|bis (?:wir|sie|du|der|die|das)|im falle|für den fall|eventuell\w*|etwaige\w*|"
    r"gegebenenfalls|ggf|möglicherweise|vielleicht|könnte[nt]?|hätte[nt]?(?! (?:wir|ich) (?:sie|dich) gern)|solange|je nachdem|womöglich|damit (?:wir|ich))\b"
)
CONDITION_FIRST = (
    r"(?:und |aber |also )?(?:wenn|falls|ob|sofern|sollte(?:n|st)?|im falle|für den fall|angenommen|nur wer|wer)\b"
)

OTHER_PERSON = (
    r"\b(?:eine[mnr]?|den|die|der|dem|einige|mehrere|zwei|drei) (?:\w+ ){0,1}?(?:ander\w+|weitere\w*|interne\w*) (?:\w+ ){0,2}?(?:bewerber\w*|kandidat\w*|person\w*|mitbewerber\w*|kolleg\w+)\b|"
    r"\bander(?:en|er|e|em) (?:bewerber\w*|kandidat\w*|person\w*)\b|\bjemand(?:en|em)? (?:ander(?:en|em|er|s|e)|mit|aus)\b|\bmitbewerber\w*\b|\b(?:meine[rm]?|unsere[rm]?) (?:freundin?|schwester|bruder|cousin\w*|kolleg(?:e|in|en))\b|"
    r"\bandere person\b"
)
THIRD_PERSON = r"\b(?:ihn|ihm|er|sein(?:e[nmrs]?)?|herrn? (?!direktor)\w+)\b"
SECOND_PERSON = r"\b(?:sie|ihnen|ihr(?:e[nmrs]?)?|du|dir|dich|dein(?:e[nmrs]?)?|euch)\b"
INTERVIEW_OBJECT = (
    r"\b(?:\w*gespr(?:ä|ae)ch\w*|\w*interview\w*|\w*termine?n?|\w*slots?|zeitfenster|uhrzeit\w*|möglichkeit(?:en)?|gelegenheit|chance|option|einblick\w*|feedback|rückmeldung|"
    r"hilfe|unterstützung|hilfestellung|auskunft|informationen|alternativ\w*|probetag|probearbeit\w*|schnuppertag|hospitation|führung|kaffee|telefonat|call|rückruf|talentpool|bewerberpool|kontakt|"
    r"erstattung|parkplatz|das du|das „?du|begründung|entschuldigung|glückwünsche|teilnahme|besuch)\b"
)
NONJOB_OBJECT = (
    r"\b(?:\w*studienplatz|studium|\w*kredit\w*|darlehen|\w*versicherung(?!en? (?:ag|gmbh|se))|rabatt\w*|% rabatt|preis\w*|wohnung\w*|haus|immobilie|mietvertrag|kaufvertrag|stipendium|gutschein\w*|"
    r"abo\w*|abonnement|kostenlos\w*|gratis|probeabo|upgrade|tarif(?!vertrag)|stromtarif|handyvertrag|kitaplatz|betreuungsplatz|betreuungsvertrag|schulplatz|therapieplatz|"
    r"zimmer|ticket\w*|lieferung|bausparvertrag|leasing\w*|grundstück|datenvolumen|wartungsvertrag|rahmenvertrag|werkvertrag über|versicherungsschutz)\b"
)
JOB_OBJECT = (
    r"\b(?:\w*stelle|\w*position|\w*posten|\w*arbeitsplatz|jobs?|\w*anstellung|einstellung|\w*tätigkeit|\w*praktikum\w*|ausbildung\w*|lehrstelle|rolle|beschäftigung|volontariat|trainee\w*|"
    r"\w*arbeitsverhältnis|\w*dienstverhältnis|\w*leitung|\w*leiter(?:in)?|\w*arbeitsvertrag\w*|\w*anstellungsvertrag\w*|\w*dienstvertrag\w*|\w*vertragsangebot|\w*ingenieur(?:in)?|\w*entwickler(?:in)?|\w*manager(?:in)?|"
    r"\w*berater(?:in)?|\w*techniker(?:in)?|\w*kraft|\w*assistent(?:in)?|\w*assistenz|\w*referent(?:in)?|\w*sachbearbeiter(?:in)?|\w*angestellte\w?|\w*mitarbeiter(?:in)?|\w*pfleger(?:in)?|"
    r"\w*lehrer(?:in)?|\w*erzieher(?:in)?|\w*meister(?:in)?|\w*planer(?:in)?|\w*controller(?:in)?|\w*kaufmann|\w*kauffrau|"
    r"in unserem team|unser team|zu uns|bei uns|gehalt)\b"
)
