"""German: what an offer can depend on, and the words that say whether it is open or met."""

from __future__ import annotations

KINDS: dict[str, str] = {
    "background_check": r"führungszeugnis|polizeilich\w*|zuverlässigkeits\w+|registerauszug|strafregister\w*|betreibungs\w+|leumund\w*|führungszeugnis\w*|straf\w*registe\w*|betreibungsregister\w*|leumund\w*|background[- ]?check\w*|hintergrund(?:prüfung|überprüfung|check)\w*|zuverlässigkeits(?:über)?prüfung|schufa\w*|bonitätsauskunft|pre-?employment[- ]?\w*|straffreiheit|identitätsprüfung",
    "references": r"\breferenz(?:en|geber\w*|auskunft|auskünfte|schreiben|person\w*|check\w*)?\b|(?:früheren?|ehemaligen?|letzten?|bisherigen?) (?:vorgesetzte\w*|chef\w*|arbeitgeber\w*)",
    "drug_test": r"drogen(?:test|screening|kontrolle)\w*|urinprobe",
    "medical": r"impf\w+|masern\w*|gesundheitszeugnis|betriebsarzt|betriebsärzt\w+|amtsarzt|amtsärzt\w+|einstellungsuntersuchung|g ?\d\d\b|tauglich\w+|(?:betriebs|werks|amts|vertrauens|arbeits)(?:ä|ae)rztlich\w*|ärztliche[nrs]? (?:untersuchung|attest|bescheinigung|zeugnis|eignungsuntersuchung)|(?:einstellungs|eignungs|gesundheits|tauglichkeits|betriebsarzt)\w*untersuchung\w*|einstellungsuntersuchung|betriebsarzt\w*|werksarzt\w*|"
    r"amtsarzt\w*|gesundheits(?:zeugnis|prüfung|attest|check|bescheinigung)\w*|gesundheitliche eignung|masern\w*|impf(?:nachweis|pass|status|schutz)\w*|vorsorgeuntersuchung|belehrung nach (?:§|paragraph)|\bg ?2[56]\b|infektionsschutz\w*",
    "education": r"abschlusszeugnis\w*|(?:bachelor|master|diplom|hochschul|studien|ausbildungs|schul|universitäts)\w*(?:zeugnis|urkunde|abschluss(?:es)?|nachweis)\w*|diplomurkunde|exmatrikulation\w*|facharbeiterbrief|gesellenbrief|(?:anerkennung|nachweis)\w* (?:\S+ ){0,6}?(?:abschluss\w*|qualifikation\w*|berufsqualifikation|studium\w*)|"
    r"letzte[ns]? zeugnis|zeugniskopie\w*|beglaubigte\w* (?:kopie\w* )?(?:\S+ ){0,3}?zeugnis\w*|promotion(?:surkunde)?|abschlussarbeit|masterarbeit|bachelorarbeit",
    "right_to_work": r"arbeitserlaubnis|aufenthalts(?:titel|erlaubnis|genehmigung|bewilligung)\w*|\bvisum\w*|blaue karte|arbeitsbewilligung|arbeitsgenehmigung|arbeitsvisum|grenzgängerbewilligung|rot-weiß-rot\w*|zustimmung der (?:bundesagentur|ausländerbehörde)|bundesagentur für arbeit",
    "exam": r"staatsexamen|staatsprüfung|(?:abschluss|gesellen|meister|sprach|laufbahn|fach|steuerberater|examens)prüfung\w*|approbation\w*|führerschein\w*|fahrerlaubnis|sprachnachweis|eignungstest|b2-(?:prüfung|zertifikat)|berufserlaubnis|(?:bestehen|bestandene[nrm]?) (?:\S+ ){0,3}?(?:prüfung|test|examen)|sporttest",
    "clearance": r"sicherheitsüberprüfung\w*|sicherheitsfreigabe|\bü ?[123]\b|sicherheitsbescheid|verfassungsschutz|verschlusssachen\w*|personensicherheitsprüfung",
    "approval": r"betriebsrat\w*|personalrat\w*|mitarbeitervertretung|\bmav\b|(?:zustimmung|freigabe|genehmigung|bewilligung|beschluss|ok|okay|einverständnis|unterschrift|segen|votum) (?:\S+ ){0,4}?(?:gremi\w*|vorstand\w*|aufsichtsrat\w*|geschäftsführ\w+|geschäftsleitung|stiftungsrat\w*|gemeinderat\w*|stadtrat\w*|kirchenvorstand\w*|zentrale|konzern\w*|personalausschuss\w*|rektorat\w*|präsidium\w*|verwaltungsrat\w*|ministerium\w*|ausschuss\w*|behörde|finanz\w*|beirat\w*|träger\w*)|"
    r"(?:stellen|budget|kosten|haushalts|personal)(?:freigabe|genehmigung|bewilligung)|gremien\w*|(?:vorstand|aufsichtsrat|gemeinderat|stadtrat|geschäftsführung|geschäftsleitung|beirat|verwaltungsrat)(?: \S+){0,8}? (?:zustimm\w*|zugestimmt|genehmig\w*|beschließ\w*|abnick\w*|freigeb\w*|unterschreib\w*|tagt|entscheidet|bestätig\w*|absegn\w*)|"
    r"(?:förderung|fördermittel|drittmittel|zuwendung\w*|förderbescheid|bewilligungsbescheid|finanzierung)(?: \S+){0,6}? (?:bewilligt|zugesagt|kommt|genehmigt|gesichert|vorliegt|da)",
    "contract": r"(?:nach|erst|bestehen|erfolgreich\w*|abhängig|wenn) (?:\S+ ){0,5}?(?:probearbeit\w*|probetag\w*|schnuppertag\w*|schnupperwoche)|zeitarbeit\w*|arbeitnehmerüberlassung|übernahme nach",
    "other": r"nebentätigkeit\w*|wettbewerbsverbot\w*|konkurrenzklausel|freigabeerklärung|interessenkonflikt\w*|kundenfreigabe|freistellung durch",
}  # fmt: skip
"""Contingency kind to the words that name it."""

HOLDS_ON = (
    r"\b(?:vorbehaltlich\w*|vorbehalt|unter der (?:voraussetzung|bedingung)|vorausgesetzt|sofern|sobald|erst wenn|erst nach|erst dann|wenn|falls|abhängig von|hängt (?:\w+ ){0,3}?(?:von|an|davon)|bedingt(?:e[nrs]?)? (?:durch|von|zusage)|"
    r"voraussetzung(?:en)?|bis (?:der|die|das|zur|zum|wir)|bevor|nur noch|solange|muss noch|müssen noch|braucht noch|brauchen noch|benötigen (?:wir )?noch)\b"
)
"""The offer hangs on what follows."""

OPEN = (
    r"\b(?:steht (?:\w+ ){0,3}?aus|stehen (?:\w+ ){0,3}?aus|ausstehend\w*|fehl(?:t|en|ende\w*)|noch nicht|nicht eingegangen|bitte|bitten|benötig\w+|brauch\w+|einreichen|reichen sie|reich|nachreichen|vorlegen|vorzulegen|vereinbaren|vereinbare|offen\w*|angefordert|"
    r"anfordern|beantrag\w+|läuft|laufen|eingeleitet|gestartet|warten|wartet|abwarten|wird noch|müssen|muss|noch|sobald|tagesordnung|zu erbringen|einzuholen|einholen|nennen sie|nenn|kontaktieren|anrufen|vorlage|zusenden|zukommen|mitbringen|in bearbeitung|angestoßen|beteiligt|angehört wird|unterwegs|tagt|zur zustimmung)\b"
)

MET = (
    r"\b(?:liegt (?:\w+ ){0,4}?vor|liegen (?:\w+ ){0,4}?vor|vorliegt|vorliegen|eingegangen|eingetroffen|angekommen|erhalten|bekommen|bestanden|zugestimmt|zustimmung (?:erteilt|liegt)|erfüllt|abgeschlossen|erledigt|ohne (?:bedenken|befund|eintr(?:ag|äge)|auffälligkeiten|beanstandung\w*|einwände)|"
    r"keine (?:einträge|bedenken|einwände|beanstandungen|auffälligkeiten)|einwandfrei|in ordnung|geprüft|grünes licht|genehmigt|bewilligt|freigegeben|abgesegnet|unauffällig|unbedenklich\w*|geeignet|tauglich|vollständig|nachgewiesen|da|durch|positiv\w*|bestätigt|fertig|lag (?:\w+ ){0,3}?(?:im briefkasten|in der post)|"
    r"gekommen|sauber|blitzsauber|top|super|erteilt|verlängert|abgehakt|zurück|unterschrieben)\b"
)

NOT_MET = r"\b(?:nicht (?:\w+ ){0,2}?(?:eingegangen|vor|eingetroffen|da|erhalten|erfüllt|abgeschlossen|bestanden|zugestimmt|erledigt|vollständig|angekommen|durch|gekommen|bestätigt)|noch nicht|noch (?:\w+ )?aus|fehl\w+|bisher (?:nicht|keine)|keine einträge aufweisen|sobald|erst wenn|sofern|wenn|bevor|vorbehaltlich\w*|vorbehalt)\b"

OFFER_WIDE = r"\b(?:alle[s]?|sämtliche|letzte[rn]?|nichts mehr|offene punkte: keine|unbedingt|ohne vorbehalt|keine vorbehalte|komplett|damit (?:ist|steht))\b"

HYPOTHETICAL = (
    r"\b(?:bei gleicher eignung|schwerbehindert\w*|im falle einer (?:einstellung|zusage)|für den fall einer (?:einstellung|zusage)|gegebenenfalls|zu einem späteren zeitpunkt|später im (?:verfahren|prozess)|bewerber\w* (?:müssen|sollten|die)|alle bewerber\w*|erfolgreiche\w* (?:bewerber|kandidat)\w*|"
    r"einstellungsvoraussetzung(?:en)? sind|nach einer zusage|bei einer einstellung|vor einer einstellung|auf (?:ihren )?wunsch nimmt|gremium gehören|vertreter\w* des (?:personal|betriebs)rats?|übernehmen wir gegen)\b"
)

HOLDS_NO_MORE = r"\b(?:vorbehalte?(?: \S+){0,4}? (?:entfällt|entfallen|aufgehoben|weggefallen|hinfällig|erledigt|ausgeräumt)|nicht mehr (?:unter vorbehalt|vorbehaltlich|abhängig|nötig|erforderlich|notwendig)|ohne (?:\w+ )?vorbehalt|entfällt|verzichten wir|nicht (?:erforderlich|notwendig|nötig))\b"

NOTHING_LEFT = r"\b(?:(?:es )?(?:fehlt|steht)(?: \w+){0,2} nichts mehr(?: aus| offen)?|nichts mehr (?:offen|ausstehend|zu prüfen)|alle (?:prüfungen|unterlagen|nachweise) (?:sind |liegen )?(?:\w+ ){0,2}(?:abgeschlossen|vollständig vor|vollständig))\b"
"""Whatever it hung on is met."""

NEEDS_NOTHING = r"\b(?:keine (?:weiteren|zusätzlichen) (?:angaben|unterlagen|nachweise|dokumente|prüfungen)(?: \w+){0,3} (?:erforderlich|nötig|notwendig|benötigt))\b"
"""Says that nothing is asked for, in words of what is."""
