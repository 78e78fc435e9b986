"""Italian beside speech acts: days, hours, what a date is the date of, what an offer depends on."""

from __future__ import annotations

MONTHS = """
gennaio gen
febbraio febbr
marzo
aprile
maggio magg
giugno giu
luglio lug
agosto
settembre sett
ottobre ott
novembre
dicembre dic
"""
WEEKDAYS = "lunedì lunedi\nmartedì martedi\nmercoledì mercoledi\ngiovedì giovedi\nvenerdì venerdi\nsabato\ndomenica"
SHORT_DAYS = "lun\nmar\nmer\ngio\nven\nsab\ndom"
NUMBERS: dict[str, int] = {
    "un": 1, "uno": 1, "una": 1, "un'": 1, "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "sette": 7, "otto": 8, "nove": 9,
    "dieci": 10, "undici": 11, "dodici": 12, "quindici": 15, "venti": 20, "trenta": 30,
}  # fmt: skip
DAYS_AHEAD: dict[str, int] = {"oggi": 0, "stasera": 0, "stamattina": 0, "domani": 1, "dopodomani": 2, "oggi a otto": 7}
_WITHIN = r"{number} ?(?:\(\d+\) )?(?P<unit>giorni|giorno|settimane|settimana|mesi|mese|ore|ora|gg)(?P<work> lavorativi| lavorativo| di calendario)?\b"
DAY_FORMS: tuple[tuple[str, str], ...] = (
    ("within", r"\b(?:entro|tra|fra|in|valida|termine di|nel termine di|ha|hai)(?: e non oltre)?(?: i| le| il termine di| gli)?(?: prossimi| prossime| successivi)? " + _WITHIN),
    ("weekday", r"\b(?P<which>questo|questa|prossimo|prossima|scorso) {weekday}\b"),
    ("weekday", r"\b{weekday}(?P<after> prossimo| prossima| della (?:prossima settimana|settimana prossima)| a otto)\b"),
    ("weekday", r"\b(?P<which>la prossima settimana|la settimana prossima),? {weekday}\b"),
    ("ordinal", r"(?:\b(?:il|del|dal|al|giorno)|\b(?:l'|dell'|dall'|all')(?=8|11)) ?(?P<d>\d{1,2})(?= (?:corrente|c\.m\.)|[ ,;.!?)]*$|[,;.!?)](?! ?\d)| (?:alle|per|o|e|se|in|con|a|al|come|inizi\w*|mattina|sera|poi|perché|prossimo)\b)"),
    ("end", r"\b(?:fine|entro la fine) (?P<end>della settimana|settimana|della prossima settimana|settimana prossima|mese|del mese|(?:di )?{month})\b"),
    ("nth", r"\b(?P<nth>primo|secondo|terzo|ultimo) {weekday} (?:di|del mese di) {month}\b"),
    ("day_month", r"\b(?P<ordinal>primo|1°) (?:di )?{month}\b(?: (?P<year>20\d\d))?"),
)  # fmt: skip
SAME: dict[str, str] = {
    "giorni": "days", "giorno": "days", "gg": "days", "settimane": "weeks", "settimana": "weeks", "mesi": "months", "mese": "months", "ore": "hours",
    "ora": "hours", " lavorativi": "working", " lavorativo": "working", "questo": "this", "questa": "this", "prossimo": "coming", "prossima": "coming",
    "scorso": "last", " prossimo": "coming", " prossima": "coming", " della prossima settimana": " next week", " della settimana prossima": " next week",
    " a otto": " week", "la prossima settimana": "next", "la settimana prossima": "next", "della settimana": "week", "della prossima settimana": "next week",
    "settimana prossima": "next week", "del mese": "month", "primo": "first", "secondo": "second", "terzo": "third", "ultimo": "last", "1°": "first",
}  # fmt: skip
CLOCKS: tuple[tuple[str, int], ...] = (
    (r"\b(?:alle |verso le |per le |le )?(?:ore )?{hour} e (?:mezza|mezzo|trenta)\b", 30), (r"\b(?:alle |verso le |le )?(?:ore )?{hour} e un quarto\b", 15),
    (r"\b(?:alle |le )?(?:ore )?{hour} meno un quarto\b", -15), (r"\b(?:alle|dalle|verso le|per le|ore|entro le) {hour}\b(?! (?:e|meno)\b)", 0),
)  # fmt: skip
NOON = r"\bmezzogiorno\b"
MORNING = r"del mattino|di mattina|della mattina"
AFTERNOON = r"del pomeriggio|di pomeriggio|di sera|della sera|pomeriggio"
AT = r"alle|dalle|alle ore|ore|verso le|per le|entro le"
FACTS: dict[str, str] = {
    "offer file": r"proposta|lettera|assunzione|offerta|contratto",
    "job document": r"assunzione|contratto di lavoro|proposta di (?:lavoro|assunzione)|lettera di impegno|contratto",
    "not job document": r"affitto|locazione|fattura|preventivo|riservatezza|mutuo",
    "ordinary meeting": r"formazione|riunione di team|compleanno|visita medica|dentista",
    "offer talk": r"offerta|contratto|proposta|accett|firm|posto",
    "by": r"entro(?: e non oltre)?(?: il| la| le|)?|fino al?|prima del|al più tardi(?: il)?|non oltre(?: il)?|scade(?: il)?|scadenza:?|valida (?:fino al|sino al)|sino al|termine(?: del| ultimo)?|per il|valida",
    "answer": r"rispo\w+|firm\w+|restitu\w+|rimand\w+|accett\w*|rifiut\w*|decision\w|decid\w+|dire|dirmi|dimmi|mi dica|conferm\w+|offerta|proposta|lettera|scade|sì o (?:un )?no|link|documento|valid[ao]|riscontro|comunic\w+|far\w* sapere|fammi sapere|mi faccia sapere|sottoscri\w+|pens\w+|impegn\w+",
    "not deadline": r"casellario|referenze|documentazione|certificat\w+|colloquio|questionario|le invieremo|riceverà|visita medica|modulo|iban",
    "first day": r"inizi\w+|cominc\w+|decorrenza|decorr\w+|primo giorno|assunzione|presa di servizio|prende\w* servizio|ingresso|inserimento|a partire dal|dal|a far data dal|entrata in servizio|la aspett\w+|ti aspett\w+|ci vediamo|attacch\w+|part\w+|presentarsi|si present\w+",
    "weak first day": r"dal|a partire dal|assunzione|la aspett\w+|ti aspett\w+|ci vediamo|part\w+|ingresso|si present\w+",
    "not first day": r"rispo\w+|firm\w+|entro|prima del|fino al|colloquio|scade|ferie|preavviso|visita|decision\w|restitu\w+|datata|lettera del|sino al|termine",
    "meeting": r"colloquio|colloqui|appuntamento|incontr\w+|chiacchierata|chiam\w+|videochiamata|vediamo|aspett\w+|conferm\w+|convoc\w+|ora|orario|data|spost\w+|riunione|call|conosc\w+|prova",
    "old": r"invece d\w+|anziché|inizialmente|previst\w+|precedente|annullat\w+|non (?:il|più)|era",
    "other time": r"entro|fino al?|prima d\w+|dopo l\w+|orari\w? di|al più tardi|dal lunedì",
    "trial": r"(?:giorno|giornata|turno|mattina|mattinata|pomeriggio) di prova",
    "part time": r"part[- ]time|tempo parziale|(?:[4-9]|1\d|2[0-4]) ore (?:settimanali|alla settimana)",
    "urges": r"ci ripens\w+|ripensarci|cambiare idea|cosa ci vorrebbe|come mai|è sicur[oa]|sei sicur[oa]|mi chiami|chiamami|sarebbe disposto|potremmo (?:parlar\w*|sentirci)|lo stesso\?|piacerebbe (?:\S+ ){0,3}?(?:conoscer\w*|parlar\w*|incontrar\w*)|(?:potremmo|possiamo|posso|potrei) (?:\S+ ){0,8}?(?:parlar\w*|sentirci|chieder\w*|sapere|incontrar\w*|telefonar\w*|chiamar\w*)|potrebbe (?:\S+ ){0,3}?(?:venire|passare|partecipare)|perché(?=[^?]{0,80}\?)|(?:quale|il) (?:\S+ ){0,2}?motivo(?=[^?]{0,80}\?)|almeno(?=[^?]{0,80}\?)",
    "stands": r"(?:colloquio|incontro|appuntamento)\b[^;!?]{0,90} (?:può (?:\S+ ){0,3}?(?:avere luogo|aver luogo|svolgersi|tenersi|restare)|è (?:ancora|sempre) (?:liber[oa]|disponibile|valid[oa])|è (?:sempre )?confermato|resta (?:fissato|confermato|valido)|rimane|come (?:previsto|concordato|stabilito))|ci vediamo (?:lunedì|martedì|mercoledì|giovedì|venerdì|domani|alle)|a (?:lunedì|martedì|mercoledì|giovedì|venerdì|domani)\b ?!|la aspettiamo|ti aspettiamo|non vediamo l'ora di (?:conoscer\w*|incontrar\w*)",
    "more time": r"(?:si )?(?:prenda|prendi\w*) |(?:ha|hai|avrà|avrai) (?:\S+ ){0,3}?(?:tempo|fino)|(?:prorog|estend|spost|rinvi|prolung|posticip)\w*|(?:diamo|do|lasciamo|concediamo) (?:\S+ ){0,3}?(?:fino|tempo)|termine|scadenza|(?:offerta|proposta) (?:\S+ ){0,4}?(?:valida|aperta|fino)|per (?:decidere|pensar\w+)|(?:rispost\w+|rispond\w+|riscontro|sapere) (?:\S+ ){0,3}?entro|(?:attend|aspett)\w+ fino",
    "one of several": r"un[oa]? d(?:ei|elle) (?:due|tre|quattro|cinque|\d)|finalist[aie]|preselezionat\w+|rosa (?:ristretta|finale)",
    "day suits": r"(?:ci |per noi |per me )?va (?:\S+ )?bene|è (?:\S+ )?(?:perfetto|possibile)",
    "assent": r"sì|certo|certamente|d'accordo|nessun problema|va (?:\S+ )?bene|volentieri|perfetto|senz'altro|non c'è problema",
    "falls": r"annullat[oa]|cancellat[oa]|peccato|futuro|non (?:è|ci|si|resta)",
    "kind": r"in contatto|se (?:\S+ ){0,2}?(?:cambia\w*|ripensa\w*)|dove (?:va|andrà|vai|andrai)|quale azienda|rimbors\w+|ricevut[ae]|scontrin\w+|in futuro|banca dati",
    "congratulates": r"congratulazioni|complimenti|felicitazioni|felic[ei] per (?:lei|te)",
    "wishes": r"in bocca al lupo|buona fortuna|buon (?:proseguimento|inizio|lavoro)|le auguro|ti auguro|le auguriamo|ti auguriamo",
    "puts off": r"prima di (?:\S+ )?(?:rispond|decid|accett|firm)\w+|tempo per (?:pensar|rifletter|decider)\w+",
    "taken further": r"andare avanti|proseguire|continuare|rivedere|rincontrar\w+|(?:prossima|seconda) fase|(?:alcune|delle) date",
    "turned down": r"non (?:\S+ ){0,2}?d(?:ar|iam)\w* (?:\S+ )?(?:seguito|corso) alla (?:sua|tua) candidatura|non (?:\S+ )?(?:prosegu|proced)\w+ (?:\S+ )?con la (?:sua|tua) candidatura|candidatura non è stata (?:selezionata|accolta|accettata)|(?:posizione|posto|ruolo) (?:è (?:già )?stat[oa]|è) (?:ri)?copert[oa]|scelto (?:un altro|un'altra) (?:candidat\w|persona|profilo)",
    "you": r"lei|le|ti|tu",
    "left": r"non (?:lavor\w+|collabor\w+|fa|faccio) più|h[ao] lasciato (?:l'azienda|la società|(?:il mio|il suo) (?:incarico|posto))|non (?:è|sono) più (?:in|parte|presso)",
    "automatic answer": r"risposta automatica|fuori (?:sede|ufficio)|assen\w+",
    "travel": r"(?:spese|bigliett\w+|viaggio|albergo|hotel|trasferta)\w* (?:\S+ ){0,8}?(?:rimbors\w+|a nostro carico|copert\w+|prenotat\w+|pagat\w+)|(?:rimbors\w+|copriamo|paghiamo|abbiamo prenotato|ci facciamo carico) (?:\S+ ){0,6}?(?:spese|bigliett\w+|viaggio|albergo|hotel|treno|volo|trasferta)",
    "greeting": r"buongiorno|buonasera|ciao|salve|gentile|gentilissim[oa]|car[oa]|egregi[oa]|spett\.?(?:le|abile)?",
    "move asked": r"potr(?:ebbe|emmo|esti)|sarebbe|possibile|può|possiamo|puoi|riesc\w+",
    "move told": r"spostat\w+|rinviat\w+|posticipat\w+|anticipat\w+|nuov[oa] (?:data|orario)|slitta\w*|ora è",
}  # fmt: skip
KINDS: dict[str, str] = {
    "background_check": r"casellario|carichi pendenti|ufficio esecuzioni|estratto (?:del|delle)|certificato penale|antimafia|onorabilità|verifiche? (?:di|dei) (?:background|trascorsi|precedenti)|casellario|carichi pendenti|antecedenti|precedenti penali|background check|verifiche? (?:preassuntiv\w+|sui precedenti|reputazional\w+)|estratto del casellario|fedina penale",
    "references": r"referenz\w+|(?:ex|precedent[ei]|vecchi[oa]?|ultim[oa]) (?:dator\w+|capo|responsabil\w+|titolar\w+|principale)|due nomi|referenze|referenza|(?:precedent\w|vecchi\w?|ex) (?:datore|datori|titolare|responsabil\w|capo|capi)\w*",
    "drug_test": r"drug test|tossicologic\w+|(?:test|esame) (?:\S+ ){0,3}?(?:droghe|antidroga|stupefacenti|alcol\w*)",
    "medical": r"visit[ae] (?:\S+ ){0,2}?(?:medic\w+|biennale|preassuntiva|preventiva|d'idoneità|di idoneità|dal medico|per i lavori)|sorveglianza sanitaria|medico competente|sanità marittima|idone\w+|(?:la|alla|una) visita\b(?! (?:in|a|al|di cortesia))|per il medico|certificato medico|vaccin\w+|visit[ae] (?:medic\w+|preassuntiv\w+|preventiv\w+|di idoneità)|idoneità|medico (?:competente|del lavoro)|certificato medico|vaccin\w+|epatite|antitubercolare|idone[oa]|esami (?:del sangue|clinici)|libretto sanitario",
    "education": r"titolo (?:di studio|nautico|in originale)|diplom[ai]\b|laurea\b|equipollenza|certificato di (?:laurea|diploma)|titoli in originale|specializzazione|diploma|titolo di studio|laurea|attestato di qualifica|certificato di laurea|equipollenza|attestato",
    "right_to_work": r"questura|permesso (?:di soggiorno|g|b|l)\b|permesso di lavoro|nulla osta al lavoro|visto d'ingresso|permesso di soggiorno|questura|nulla osta|permesso di lavoro|\bvisto\b|permesso g\b|frontalier\w+",
    "exam": r"(?:certificazion[ei]|abilitazion[ei]|patentin[oi]|patente|corso) (?:\S+ ){0,4}?(?:esame|superat\w+|conseguit\w+|da conseguire|stcw)|certificazione|esame di stato|patente (?:c|d|ce|b)\b|patentino|abilitazione|concorso|crowd (?:and|e)|concorso|esame (?:di stato|finale|di abilitazione)|abilitazione|patente|iscrizione all'albo|patentino|superamento (?:\S+ ){0,3}?(?:esame|prova|corso)|\bcqc\b",
    "clearance": r"nulla osta (?:di|alla) sicurezza|\bnos\b|nulla osta di sicurezza|\bnos\b|abilitazione di sicurezza",
    "approval": r"(?:giunta|comitato|consiglio|cda|direzione|casa madre|soci|fondazione|assemblea|comune|sovrintendenza|presidente|proprietà)(?: \S+){0,6}? (?:deliber\w+|approv\w+|vot\w+|ratific\w+|autorizz\w+|riunis\w+|firm\w+|benestare)|(?:approvazione|ratifica|benestare|delibera|voto|via libera|conferma|firma|assenso|nullaosta) (?:\S+ ){0,6}?(?:giunta|comitato|consiglio|cda|direzione|casa madre|soci|assemblea|comune|sede|finma|autorità)|manca (?:solo |ancora )?(?:la giunta|il comitato|il consiglio|il cda)|(?:la |sulla |alla )?(?:giunta|comitato investimenti)|(?:approvazione|autorizzazione|delibera|benestare|ok|via libera|firma|ratifica|conferma|voto|nulla osta) (?:\S+ ){0,6}?(?:direzione|consiglio|cda|comitato|sede|casa madre|presidente|fondazione|budget|giunta|ministero|soci|soprintendenza|municipio|proprietà)|consiglio (?:di amministrazione|di fondazione|comunale|direttivo)|\bcda\b|(?:finanziamento|bando|fondi|budget|appalto|commessa)(?: \S+){0,6}? (?:approvat\w+|confermat\w+|assegnat\w+|arriv\w+|sblocc\w+)|(?:assemblea|giunta|fondazione|comitato)(?: \S+){0,6}? (?:approv\w+|deliber\w+|ratific\w+|vot\w+|riun\w+)",
    "contract": r"(?:primi|tre|sei|due|\d+) mesi (?:\S+ ){0,5}?(?:e poi|poi si|in somministrazione|di prova e)|poi (?:si vede|indeterminato|assunzione)|somministrazione|staff leasing|possibilità di (?:assunzione|stabilizzazione)|prova in (?:cucina|sala|bottega)|somministrazione|(?:giornata|giorno|settimana) di prova|assunzione diretta|agenzia interinale|stabilizzazione|staff leasing|prova pratica",
}  # fmt: skip
HOLDS_ON = r"\b(?:subordinat\w+|condizionat\w+|salvo|previ[ao]|dipend\w+|a condizione|a patto|purché|sempre che|in attesa|non appena|appena|una volta|finché|fino a quando|manca (?:solo|ancora|soltanto)?|resta (?:solo|da)|prima d[ei]|quando (?:avremo|arriv\w+|riceve\w+)|soggett[ao] a|è richiest\w|perché valga|ci vogli\w+|ci vuole|serve|servono|vincolat\w+|condizione)\b"
OPEN = r"\b(?:in attesa|attes[ao]|manca\w*|ancora|in corso|deve|dovrà|devi|dovrai|serv\w+|bisogna|occorr\w+|invi\w+|mandi|manda|portare|porti|consegn\w+|prenotat\w+|prenot\w+|richiest\w+|chied\w+|avviat\w+|avvi\w+|da fare|sarà|appuntamento|pendente|verific\w+|ci vuole|ci vogli\w+)\b"
MET = r"\b(?:ricevut\w+|approvat\w+|idone[oa]|favorevole|pulit\w+|verificat\w+|confermat\w+|rilasciat\w+|arrivat\w+|superat\w+|complet\w+|senza (?:prescrizioni|limitazioni|osservazioni)|in regola|a posto|ratificat\w+|negativ\w+|ottim\w+|deliberat\w+|rinnovat\w+|acquisit\w+|soddisfatt\w+|sciolt\w+|conclus\w+|passat\w+|firmat\w+|ok|nulla)\b"
NOT_MET = r"(?:\bnon (?:è|sono|abbiamo|ho|ancora|risulta)|\bmanca|\bin attesa|\bappena\b|\bsubordinat|\bcondizionat|\bsalvo|\bprevi[ao]|\bquando |\bse |\bpurché|\bperché valga)"
HYPOTHETICAL = r"\b(?:candidat\w+ selezionat\w+|in caso di assunzione|pari opportunità|potrà essere richiest\w+)\b"
HOLDS_NO_MORE = r"\b(?:senza (?:più )?(?:alcuna )?(?:condizion[ei]|riserv[ae])|non (?:è|dipende) più|incondizionat\w+|condizion[ei] (?:\S+ ){0,4}?(?:sciolt\w|avverat\w|soddisfatt\w)|riserv[ae] (?:\S+ ){0,3}?sciolt\w)\b"

NOTHING_LEFT = r"\b(?:non (?:manca|resta|c'è)(?: più)? (?:nulla|niente|altro)(?: da (?:verificare|controllare))?|(?:tutte le )?verifiche (?:sono )?(?:tutte )?(?:concluse|completate))\b"
"""Whatever it hung on is met."""

NEEDS_NOTHING = r"\b(?:non (?:serve|servono|è necessari[oa]|sono necessari[eo]) (?:altr[oiae]|ulterior[ei]) (?:document[oi]|informazion[ei]))\b"
"""Says that nothing is asked for, in words of what is."""
