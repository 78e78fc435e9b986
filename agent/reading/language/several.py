"""Words beside several times in one mail: that all are fixed, that one is to be chosen, that one stays as it was.

Not joined over the languages, as `facts` are: "o" is a choice in Spanish and an article in Portuguese.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Several:
    """One language's words, as alternatives of a regular expression over lower-case text."""

    counted: str
    """Several interviews are announced: "your two rounds"."""
    then: str
    """Leads to the second, and further, of several."""
    joined: str
    """Joins the times of a list: "and"."""
    between: str
    """Stands between times to choose from: "or"."""
    choice: str
    """The user is to choose."""
    asks: str
    """In a question: whether a time suits."""
    meets: str
    """An interview, of whatever kind."""
    aside: str
    """What else has a day and an hour: a decision, a task, a journey."""
    stays: str
    """What it says of takes place as it was."""
    may: str
    """A time could be had, or is put forward."""
    provided: str
    """It is had if the user agrees."""
    earlier: str
    """A time before the one that was agreed."""
    greets: str
    """They want to get to know somebody, in whatever form, beside `meets`."""
    job: str
    """Speaks of a job to be had."""
    yours: str
    """Several interviews, and they are the user's."""
    shifted: str
    """It has another time than before."""
    off: str
    """It does not take place."""
    nth: tuple[str, str, str, str, str]
    """Counts an interview: the first, second, third, fourth, and the last."""
    every: str
    """All of several are meant."""
    some: str
    """One of several is meant."""


BY_CODE: dict[str, Several] = {
    "en": Several(
        counted=r"(?:two|three|four|both|several|2|3|4) (?:of )?(?:your |the )?(?:[\w-]+ ){0,2}?(?:interviews|rounds|stages|conversations|meetings|calls)"
        r"|(?:your|the) (?:[\w-]+ ){0,2}?(?:interviews|rounds|stages)",
        then=r"then|second|third|fourth|final|after that|afterwards|followed by|next round|(?:round|stage|part|interview) (?:[2-4]|two|three|four)|2nd|3rd",
        joined=r"and|&|\+|plus",
        between=r"or|alternatively|otherwise|rather than|instead of",
        choice=r"either (?:of|one|day|time|slot|on|date)|alternativ\w+|choose|choice|prefer(?!abl)\w*|whichever|which (?:of|one|date|day|time|slot|suits|works|would)|pick (?:one|a)|"
        r"select (?:one|a|the|your)|your availability|options?|slots|suits? you (?:best|better)|works? (?:best|better)|(?:also|as well) be possible|no longer suits?",
        asks=r"work|works|suit|suits|ok|okay|possible|fine|convenient|manage|make it|available|free|availability",
        meets=r"interviews?|calls?|chat|screen(?:ing)?|rounds?|stage|panel|on-?site|meeting|conversation|visit|presentation|demo\w*|session|trial",
        aside=r"decisions?|decide\w*|hear|let you know|inform|feedback|results?|outcome|start(?:ing)? date|first day|deadline|due|offices? (?:is|are|hours)|open|slides|submit\w*|send|sent|call me|reach|questions|"
        r"prepar\w+|instructions|parking|hotel|check[- ]?in|flight|train|arriv\w+|dinner|test task|assignment|other candidates?|closed|holiday|webinar|repl\w+|confirm by",
        stays=r"stands?|stays|remains?|unchanged|unaffected|as (?:planned|agreed|scheduled|before)|still (?:on|happening|going)|goes ahead|not affected|keep",
        may=r"can|could|would|might|may|how about|what about|shall we|propose|suggest|happy to|able to|possible",
        provided=r"if (?:that|this|it|the time|you) (?:\S+ ){0,2}?(?:works?|suits?|is (?:ok|okay|fine|better|convenient)|prefer|would like|can make)|let (?:me|us) know (?:if|whether) (?:that|this|it|you can)|please confirm (?:if|whether)",
        earlier=r"forward|earlier|sooner",
        greets=r"meet you|speak (?:with|to) you|get to know you|welcome you|see you",
        job=r"applications?|applied|roles?|positions?|posts?|jobs?|vacanc\w+|candida\w+|hiring|recruit\w+|talent|hr|cv|résumé|interviews",
        yours=r"your (?:\S+ ){0,3}?(?:interviews|rounds|interview stages)",
        shifted=r"re-?scheduled|moved|postponed|brought forward|pushed back",
        off=r"cancel\w*|call(?:ed|ing)? (?:\S+ ){0,4}?off|drop(?:ped|s)?|scrap\w*|falls? through|not (?:\S+ ){0,3}?(?:take place|taking place|go ahead|going ahead|happen\w*|need\w*|necessary)|no longer (?:\S+ ){0,2}?(?:need\w*|necessary|takes? place|happen\w*|possible)|is off",
        nth=(r"first|1st|initial", r"second|2nd", r"third|3rd", r"fourth|4th", r"final|last"),
        every=r"all|both|every",
        some=r"(?:one|either|some) of",
    ),
    "de": Several(
        counted=r"(?:zwei|drei|vier|beide[nr]?|2|3|4) (?:\S+ ){0,2}?(?:\w*gespräche[n]?|\w*interviews?|\w*runden|telefonate[n]?)"
        r"|(?:ihre[nr]?|deine[nr]?|die|den) (?:\S+ )?(?:\w*gespräche[n]?|\w*interviews|\w*runden)",
        then=r"dann|danach|anschließend|gefolgt von|zweite[nrs]?|dritte[nrs]?|(?:runde|gespräch|teil|interview) (?:[2-4]|zwei|drei)|[2-4]\. (?:\w*gespräch|runde|interview|teil|termin)|im anschluss|abschließend|sowie",
        joined=r"und|sowie|&|\+",
        between=r"oder|bzw\.?|alternativ\w*|beziehungsweise|statt|sonst",
        choice=r"entweder|alternativ\w*|wahlweise|auswahl|aussuchen|wählen|bevorzug\w*|lieber|welche[rsnm]?|zur wahl|anbieten|vorschlagen|vorschlag|vorschläge|zwei termine|drei termine|folgende(?:n)? termine|terminvorschl\w+|besser|wäre auch|auch möglich",
        asks=r"passt|passen|recht|ginge|geht|klappt|möglich|in ordnung|ok|okay|zeit|einrichten|zusagt",
        meets=r"\w*gespräch\w*|\w*interview\w*|telefonat|anruf|runde|kennenlern\w*|\w*termin|besuch|videocall|call|probearbeit\w*|probetag|präsentation",
        aside=r"entscheid\w*|bescheid|rückmeld\w+|ergebnis\w*|melden|erster arbeitstag|frist|büro (?:ist|hat)|geöffnet|folien|unterlagen|senden|schicken|zusenden|rückfragen|fragen|vorbereit\w*|anreise|hotel|zug|flug|essen|aufgabe|andere[nr]? bewerb\w*|bestätig\w* sie bis",
        stays=r"bleibt|bleiben|steht|unverändert|wie (?:geplant|vereinbart|besprochen|bisher)|findet (?:\S+ ){0,4}?statt|bestehen",
        may=r"können|könnten|kann|könnte|würden?|wäre|ginge|schlagen|schlage|vorschlag\w*|anbieten|möglich",
        provided=r"(?:wenn|falls|sofern|ob) (?:\S+ ){0,4}?(?:passt|recht ist|möglich ist|klappt|geht|ginge|passen würde|in ordnung)",
        earlier=r"vorzieh\w*|vorzuziehen|vorverleg\w*|vorzuverlegen|früher\w*",
        greets=r"kennenlernen|kennenzulernen|kennen lernen|kennen zu lernen|persönlich zu sprechen",
        job=r"bewerb\w*|stelle|position|vakanz|personal\w*|recruit\w+|hr|lebenslauf|vorstellungs\w*|profil|probearbeit\w*|\w*interview",
        yours=r"(?:ihre[nr]?|deine[nr]?) (?:\S+ ){0,2}?(?:\w*gespräche[n]?|\w*interviews)",
        shifted=r"verschoben|verlegt|vorverlegt|vorgezogen|umgebucht",
        off=r"absag\w*|abgesagt|abzusagen|sagen|sage|entfällt|entfallen|fällt|fallen|ausfallen|ausfällt|gestrichen|streichen|storniert?\w*|nicht (?:\S+ ){0,3}?(?:statt\w*|nötig|erforderlich|notwendig)|cancel\w*",
        nth=(r"erste[nrsm]?|erst|1\.", r"zweite[nrsm]?|zweit|2\.", r"dritte[nrsm]?|dritt|3\.", r"vierte[nrsm]?|4\.", r"letzte[nrsm]?|abschließende[nrsm]?|abschluss"),
        every=r"alle[nr]?|sämtliche[nr]?|beide[nr]?",
        some=r"ein(?:e[sr]?|em|en)? (?:der|von|ihrer|deiner|unserer)",
    ),
    "fr": Several(
        counted=r"(?:deux|trois|quatre|2|3|4) (?:\S+ )?(?:entretiens|rencontres|échanges|étapes|rendez-vous|tours)|(?:vos|tes|les) (?:\S+ )?(?:entretiens|étapes)",
        then=r"puis|ensuite|suivi\w*|second\w*|deuxième|troisième|(?:étape|tour|entretien) (?:n° ?)?[2-4]|2e|2ème|enfin|après quoi",
        joined=r"et|ainsi que|&|\+",
        between=r"ou|soit|sinon|au lieu",
        choice=r"soit|choix|choisir|choisissez|préf\w+|quel(?:le)?s?|convien\w+|disponib\w+|créneaux|options?|au mieux|également possible|possibilité",
        asks=r"convien\w*|convenir\w*|irait|va|vont|possible|disponible|arrange",
        meets=r"entretiens?|appel|rencontre|échange|visio\w*|rendez-vous|étape|tour|visite|journée|présentation",
        aside=r"décision|décider\w*|retour|réponse|résultats?|premier jour|date limite|bureaux? (?:est|sont)|ouvert\w*|documents?|envo\w+|questions?|prépar\w+|hôtel|train|vol|exercice|autres candidats",
        stays=r"maintenu\w*|inchangé\w*|reste\w*|comme (?:prévu|convenu)|a(?:ura)? bien lieu|tient",
        may=r"pouvons|pourrions|peux|peut|pouvez|pourrait|proposons|propose|possible|serait",
        provided=r"si (?:\S+ ){0,4}?(?:convient|va|possible|arrange)",
        earlier=r"avancer|plus tôt",
        greets=r"(?:vous|te) (?:rencontrer|recevoir|accueillir)|faire (?:votre |ta )?connaissance",
        job=r"candidature|poste|embauche|recrut\w+|rh|cv|profil|emploi|(?:deuxième|second|troisième|dernier) entretien|entretien (?:en visio\w*|téléphonique|vidéo)",
        yours=r"(?:vos|tes) (?:\S+ ){0,2}?entretiens",
        shifted=r"décalée?s?|reportée?s?|déplacée?s?|avancée?s?|reprogrammée?s?|(?:décaler|reporter|déplacer|avancer|reprogrammer) (?:\S+ ){1,4}?(?:au|à)",
        off=r"annul\w*|supprim\w*|n'a(?:ura)? (?:plus|pas) lieu|ne (?:\S+ ){1,3}?(?:plus|pas) (?:lieu|avoir lieu|nécessaire|se tenir|maintenu\w*)|n'est (?:plus|pas) (?:nécessaire|maintenue?)|tombe à l'eau",
        nth=(r"premi(?:er|ère)|1er|1ère|1re", r"deuxième|seconde?|2e|2ème|2nde?", r"troisième|3e|3ème", r"quatrième|4e|4ème", r"derni(?:er|ère)|finale?"),
        every=r"tous|toutes|l'ensemble|les deux",
        some=r"une? (?:de|des|d'entre)",
    ),
    "es": Several(
        counted=r"(?:dos|tres|cuatro|ambas|2|3|4) (?:\S+ )?(?:entrevistas|reuniones|rondas|fases|llamadas)|(?:sus|tus|las) (?:\S+ )?(?:entrevistas|rondas)",
        then=r"después|luego|posteriormente|seguid\w*|segund[ao]|tercer[ao]?|(?:ronda|fase|entrevista) [2-4]|2ª|finalmente|más tarde",
        joined=r"y|e|así como|&|\+",
        between=r"o|u|o bien|en lugar|en vez|si no",
        choice=r"elegir|elij\w+|eliges?|escoger|escog\w+|prefer\w*|prefier\w*|cuál\w*|opci\w+|disponib\w+|te viene|le viene|conviene|también (?:sería|es) posible|propon\w+|alternativ\w+|mejor",
        asks=r"viene|bien|parece|posible|puede[ns]?|disponible|encaja|va",
        meets=r"entrevistas?|llamada|reunión|ronda|fase|videollamada|visita|encuentro|presentación|jornada",
        aside=r"decisión|decidir\w*|respuesta|resultados?|primer día|plazo|oficina (?:está|abre)|abiert\w+|documentos?|envi\w+|envía\w*|preguntas|prepar\w+|hotel|tren|vuelo|ejercicio|otros candidatos",
        stays=r"se mantienen?|mantenemos|sigue\w*|quedan? (?:igual|como)|sin cambios|como (?:estaba )?(?:previsto|acordado|acordamos)|no cambia",
        may=r"podemos|podríamos|puedo|podría|podrías|puede|puedes|proponemos|propongo|propone|sería|posible",
        provided=r"si (?:\S+ ){0,4}?(?:viene|parece|encaja|va bien|conviene)",
        earlier=r"adelantar\w*|más temprano",
        greets=r"conocer(?:te|le|la|lo|nos)|(?:te|le|la) esperamos",
        job=r"candidatura|puesto|vacante|selección|rr\. ?hh\.?|recursos humanos|cv|currículum|perfil|empleo|(?:segunda|tercera|última) entrevista|entrevista (?:telefónica|personal|presencial|en línea|online|por \w+|de trabajo)",
        yours=r"(?:sus|tus) (?:\S+ ){0,2}?entrevistas",
        shifted=r"se cambian? (?:al|a la|para)|cambiad[oa]s?|aplazad[oa]s?|adelantad[oa]s?|se (?:adelanta|aplaza|traslada)n?|trasladad[oa]s?|reprogramad[oa]s?|(?:reprogramar|aplazar|trasladar|cambiar|mover|pasar|adelantar) (?:\S+ ){1,4}?(?:al?|para)",
        off=r"cancel\w*|anul\w*|suspend\w*|suspensión|no (?:\S+ ){0,3}?(?:lugar|necesari[ao]|celebrará|celebrar|realizará|hará)|se cae",
        nth=(r"primer[ao]?|1\.?ª", r"segund[ao]|2\.?ª", r"tercer[ao]?|3\.?ª", r"cuart[ao]|4\.?ª", r"últim[ao]|final"),
        every=r"tod[ao]s|ambas|las dos",
        some=r"un[ao]? de",
    ),
    "it": Several(
        counted=r"(?:due|tre|quattro|entrambi|2|3|4) (?:\S+ )?(?:colloqui|incontri|interviste|tappe|step|chiamate)|(?:suoi|tuoi|i) (?:\S+ )?colloqui",
        then=r"poi|dopo|quindi|successivamente|seguit\w*|second[ao]|terz[ao]|(?:colloquio|fase|step) [2-4]|2°|infine",
        joined=r"e|ed|nonché|&|\+",
        between=r"o|oppure|ovvero|anziché|invece|altrimenti",
        choice=r"scegliere|scelga|scegli|scelta|preferi\w+|quale|opzion\w+|disponib\w+|propon\w+|alternativ\w+|è possibile anche|meglio|comod\w+",
        asks=r"va|andrebbe|bene|possibile|disponibile|riesc\w+|può|puoi|comod\w+",
        meets=r"colloqui\w*|incontr\w+|chiamata|telefonata|intervista|videochiamata|fase|step|visita|presentazione|prova",
        aside=r"decisione|decider\w*|risposta|riscontro|risultat\w+|primo giorno|scadenza|ufficio è|apert\w+|documenti|invi\w+|domande|prepar\w+|hotel|treno|volo|esercizio|altri candidati",
        stays=r"conferm\w+|rest[ao]\w*|riman\w+|invariat\w*|come (?:previsto|concordato|da accordi)|mantiene|si tiene regolarmente",
        may=r"possiamo|potremmo|posso|potrei|potrebbe|può|proponiamo|propongo|sarebbe|possibile",
        provided=r"se (?:\S+ ){0,4}?(?:va bene|andrebbe|comodo|possibile)",
        earlier=r"anticipar\w*|più presto",
        greets=r"conoscer(?:la|ti|ci|lo)|(?:la|ti) aspettiamo",
        job=r"candidatura|posizione|selezione|risorse umane|cv|curriculum|profilo|posto|impiego|(?:video ?|secondo |terzo )colloquio|colloquio telefonico",
        yours=r"(?:suoi|tuoi) (?:\S+ ){0,2}?colloqui",
        shifted=r"spostat[oaie]|rinviat[oaie]|posticipat[oaie]|anticipat[oaie]|riprogrammat[oaie]|(?:spostare|rinviare|posticipare|anticipare|riprogrammare) (?:\S+ ){1,4}?(?:al?|alle)",
        off=r"annull\w*|cancell\w*|disd\w+|sospes\w*|salta|saltato|non (?:\S+ ){0,3}?(?:luogo|terrà|necessari[ao]|svolgerà|svolgersi|tenersi)",
        nth=(r"prim[oa]|1[°º]", r"second[oa]|2[°º]", r"terz[oa]|3[°º]", r"quart[oa]|4[°º]", r"ultim[oa]|finale"),
        every=r"tutt[ie]|entramb[ie]",
        some=r"un[oa]? (?:dei|delle|degli|tra)",
    ),
    "nl": Several(
        counted=r"(?:twee|drie|vier|beide|2|3|4) (?:\S+ ){0,2}?(?:\w*gesprekken|interviews|rondes|afspraken)|(?:je|jouw|uw|de) (?:\S+ )?(?:\w*gesprekken|interviews|rondes)",
        then=r"daarna|dan|vervolgens|gevolgd|tweede|derde|(?:ronde|gesprek|deel) (?:[2-4]|twee|drie)|2e|tot slot|aansluitend",
        joined=r"en|alsook|&|\+",
        between=r"of|ofwel|dan wel|in plaats|anders",
        choice=r"kies|kiezen|keuze|voorkeur|welke?|schikt|opties?|beschikb\w+|alternatie\w+|ook mogelijk|voorstel\w*|liever|beter|het beste uit",
        asks=r"schikt|lukt|past|kan|kun|komt|uit|mogelijk|goed|akkoord|beschikbaar",
        meets=r"\w*gesprek\w*|interview|kennismak\w+|afspraak|ronde|belafspraak|bezoek|meeloop\w*|presentatie|videocall",
        aside=r"beslis\w*|besluit|laten weten|horen|reactie|terugkoppeling|uitslag|eerste werkdag|deadline|kantoor is|geopend|open|stukken|sturen|stuur|vragen|voorbereid\w*|hotel|trein|vlucht|opdracht|andere kandidaten",
        stays=r"blijft|blijven|ongewijzigd|gaat (?:gewoon )?door|staat (?:nog|vast)|zoals (?:gepland|afgesproken)|doorgaan",
        may=r"kunnen|kunt|kan|zouden|zou|zullen we|stel(?:len)?|voorstel\w*|mogelijk",
        provided=r"(?:als|indien|of) (?:\S+ ){0,4}?(?:schikt|past|uitkomt|lukt|akkoord)",
        earlier=r"vervroeg\w*|eerder",
        greets=r"kennis (?:met \S+ )?(?:te )?maken|maken \S+ kennis|(?:mee te|meelopen|mee lopen) ?\w*|ontvangen (?:je|u)",
        job=r"sollicit\w*|vacature|functie|kandida\w+|hr|cv|werving|profiel|baan|videogesprek|kennismakingsgesprek|telefonisch (?:interview|gesprek)",
        yours=r"(?:je|jouw|uw) (?:\S+ ){0,2}?(?:sollicitatie|kennismakings)?gesprekken",
        shifted=r"verplaatst|verzet|verschoven|vervroegd|uitgesteld|naar (?:\S+ ){1,6}?(?:verplaatsen|verzetten|verschuiven)|(?:verplaatsen|verzetten|verschuiven) naar",
        off=r"geannuleerd|annuleren|annuleer|afgezegd|afzeggen|zeggen|vervalt|vervallen|gaat (?:\S+ ){0,3}?niet|niet (?:\S+ ){0,3}?(?:door\w*|nodig|plaats\w*)|schrappen|geschrapt|cancel\w*|afgelast",
        nth=(r"eerste|1e", r"tweede|2e", r"derde|3e", r"vierde|4e", r"laatste|afsluitende?|slot"),
        every=r"alle|beide",
        some=r"(?:een|één) van",
    ),
    "pt": Several(
        counted=r"(?:duas|dois|três|quatro|ambas|2|3|4) (?:\S+ )?(?:entrevistas|reuniões|fases|rondas|etapas|conversas)|(?:suas|tuas|as) (?:\S+ )?(?:entrevistas|etapas)",
        then=r"depois|em seguida|de seguida|posteriormente|seguid\w*|segunda (?:entrevista|fase|etapa|ronda)|terceira|(?:fase|etapa|ronda|entrevista) [2-4]|2ª (?:entrevista|fase|etapa)|por fim",
        joined=r"e|bem como|assim como|&|\+",
        between=r"ou|ou então|em vez|senão",
        choice=r"escolh\w+|prefer\w*|prefir\w*|qual|quais|opç\w+|disponib\w+|convém|também (?:seria|é) possível|propomos|propor|alternativ\w+|melhor|mais jeito",
        asks=r"serve|jeito|bem|possível|pode|consegue|disponível|convém|dá",
        meets=r"entrevistas?|chamada|reunião|fase|etapa|ronda|videochamada|visita|encontro|apresentação|conversa",
        aside=r"decisão|decidir\w*|resposta|resultados?|primeiro dia|prazo|escritório está|abert\w+|documentos|envi\w+|perguntas|dúvidas|prepar\w+|hotel|comboio|voo|exercício|outros candidatos",
        stays=r"mantém(?:-se)?|mantemos|mantêm|fica (?:igual|como)|continua|sem alterações|como (?:previsto|combinado)|não (?:muda|se altera)",
        may=r"podemos|poderíamos|posso|poderia|pode|propomos|proponho|seria|possível",
        provided=r"se (?:\S+ ){0,4}?(?:servir|jeito|convier|possível|der)",
        earlier=r"antecip\w+|mais cedo",
        greets=r"conhec(?:ê-l[ao]s?|er-te|er-nos|ermos)\w*|conhecermos|esperamos por si|contamos consigo",
        job=r"candidatura|vaga|emprego|recrutamento|recursos humanos|rh|cv|perfil|posição|(?:segunda|terceira|2\.?ª|última) entrevista|entrevista (?:telefónica|telefônica|presencial|online|profissional|por \w+|de seleção)",
        yours=r"(?:suas|tuas) (?:\S+ ){0,2}?entrevistas",
        shifted=r"(?:passou|passa|mudou|muda) para|adiad[oa]s?|remarcad[oa]s?|reagendad[oa]s?|antecipad[oa]s?|alterad[oa]s? para|(?:reagendar|remarcar|adiar|antecipar|passar|mudar|alterar) (?:\S+ ){1,4}?para",
        off=r"cancel\w*|anul\w*|desmarc\w*|suspens\w*|não (?:\S+ ){0,3}?(?:lugar|realiz\w*|necessári[ao]|acontece\w*|haverá)",
        nth=(r"primeir[ao]|1\.?ª", r"segund[ao]|2\.?ª", r"terceir[ao]|3\.?ª", r"quart[ao]|4\.?ª", r"últim[ao]|final"),
        every=r"tod[ao]s|ambas|as duas",
        some=r"uma? (?:das|dos|de)",
    ),
}  # fmt: skip
