"""French beside speech acts: days, hours, what a date is the date of, what an offer depends on."""

from __future__ import annotations

MONTHS = """
janvier janv
février févr fevrier
mars
avril avr
mai
juin
juillet juil
août aout
septembre
octobre
novembre
décembre déc decembre
"""
WEEKDAYS = "lundi\nmardi\nmercredi\njeudi\nvendredi\nsamedi\ndimanche"
SHORT_DAYS = "lun\nmar\nmer\njeu\nven\nsam\ndim"
NUMBERS: dict[str, int] = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10,
    "onze": 11, "douze": 12, "quatorze": 14, "quinze": 15, "vingt": 20, "trente": 30,
}  # fmt: skip
DAYS_AHEAD: dict[str, int] = {
    "aujourd'hui": 0, "ce soir": 0, "ce matin": 0, "cet après-midi": 0, "demain": 1, "après-demain": 2, "sous huitaine": 7,
    "sous quinzaine": 14, "d'aujourd'hui en huit": 7, "demain en huit": 8,
}  # fmt: skip
_WITHIN = r"{number} ?(?:\(\d+\) )?(?P<unit>jours?|semaines?|mois|heures?|h)(?P<work> ouvrés| ouvrables| ouvré| calendaires| francs)?\b"
DAY_FORMS: tuple[tuple[str, str], ...] = (
    ("within", r"\b(?:sous|dans|d'ici(?: à)?|plus que|(?:délai|durée) (?:maximum |maximal )?de|au plus tard)(?: un délai (?:maximum |maximal )?de| les| la| le)?(?: prochaine?s?)? " + _WITHIN),
    ("weekday", r"\b(?P<which>ce) {weekday}\b"),
    ("weekday", r"\b{weekday}(?P<after> prochain| de la semaine prochaine| en huit| en quinze)\b"),
    ("weekday", r"\b(?P<which>la semaine prochaine),? {weekday}\b"),
    ("ordinal", r"(?:\b(?:le|du|au)|\bjour,?) (?P<d>\d{1,2})(?:er)?(?= courant\b|[ ,;.!?)]*$|[,;.!?)](?! ?\d)| (?:à|a|au|pour|ou|et|si|dès|vers|prochain|inclus|chez|avec|dans|sur|en|après|comme|midi|soir|matin|je|nous|vous|tu)\b)"),
    ("end", r"\b(?:fin|avant la fin|la fin) (?P<end>de (?:la|cette) semaine(?: prochaine)?|de semaine(?: prochaine)?|du mois|de mois|(?:de |d'|du mois d[e'] ?)?{month})\b"),
    ("nth", r"\b(?:le )?(?P<nth>premier|deuxième|troisième|dernier) {weekday} (?:de |d'|du mois de )?{month}\b"),
)  # fmt: skip
SAME: dict[str, str] = {
    "jour": "days", "jours": "days", "semaine": "weeks", "semaines": "weeks", "mois": "months", "heure": "hours", "heures": "hours",
    " ouvrés": "working", " ouvrables": "working", " ouvré": "working", "ce": "this", " prochain": "coming", "la semaine prochaine": "next",
    " de la semaine prochaine": " next week", " en huit": " week", " en quinze": " fortnight", "de la semaine": "week", "de cette semaine": "week",
    "de semaine": "week", "de la semaine prochaine": "next week", "de semaine prochaine": "next week", "du mois": "month", "de mois": "month",
    "premier": "first", "deuxième": "second", "troisième": "third", "dernier": "last",
}  # fmt: skip
CLOCKS: tuple[tuple[str, int], ...] = (
    (r"\b{hour} ?h(?:eures?)? et demie\b", 30), (r"\b{hour} ?h(?:eures?)? et quart\b", 15), (r"\b{hour} ?h(?:eures?)? moins (?:le )?quart\b", -15),
    (r"\b(?:à|vers|dès|avant|de|jusqu'à|entre) {hour} heures?\b", 0),
)  # fmt: skip
NOON = r"\bmidi\b(?!-)"
MORNING = r"du matin"
AFTERNOON = r"de l'après-midi|du soir|après-midi"
AT = r"à|vers|dès|entre"
FACTS: dict[str, str] = {
    "offer file": r"offre|embauche|promesse|contrat",
    "job document": r"embauche|contrat de travail|offre d'emploi|promesse",
    "not job document": r"bail|devis|facture|confidentialité",
    "ordinary meeting": r"formation|visite médicale|réunion d'équipe|anniversaire|rendez-vous médical",
    "offer talk": r"offre|contrat|promesse d'embauche|accept|sign|poste",
    "by": r"avant(?: le| la fin)?|jusqu'(?:au|à)|d'ici(?: le| au| à)?|au plus tard(?: le)?|pour le|sous|dans un délai de|date limite|expire(?:ra)?(?: le)?|valable jusqu'au|échéance|plus que|le lien",
    "answer": r"répon\w+|retour\w*|renvoy\w+|sign\w+|accept\w*|accord|décision|décider|décidez|confirm\w*|dire (?:oui|si)|dis-moi|dites-moi|dites-nous|offre|proposition|promesse|valable|valide|expire\w*|oui ou non|faire savoir|lien|tenir au courant|position|engag\w+",
    "not deadline": r"extrait de casier|références|pièces justificatives|rib|carte vitale|mutuelle|questionnaire|entretien|créneau|visite médicale|nous reviendrons|vous recevrez|je vous envoie|vous aurez",
    "first day": r"début\w*|commenc\w+|prise de (?:poste|fonctions?|service)|prendr\w+ (?:vos|tes|mes|ses) fonctions|premier jour|démarr\w+|entrée en (?:fonctions?|service)|embauche|à compter du|à partir du|dès le|arrivée|arriver\w*|date d'effet|rejoindr\w+|accueill\w+|on (?:t'|vous )attend|intégration|au poste|sera là|serai là|(?:au|le) travail|on se voit|à bientôt",
    "weak first day": r"à partir du|dès le|arrivée|on se voit|à bientôt|embauche|accueill\w+|intégration",
    "not first day": r"répon\w+|signé\w*|renvoy\w+|retour|avant|entretien|expire\w*|valable|préavis|congés|vacances|visite|décision|datée?|du courrier|jusqu'au|envoyée?|reçue?|au plus tard|d'ici",
    "meeting": r"entretien\w*|rendez-vous|rencontr\w+|échang\w+|visio\w*|appel\w*|retrouv\w+|recev\w+|reçoi\w+|attend\w*|vous verr\w*|voit|confirm\w+|créneau|convoqu\w+|décal\w+|report\w+|déplac\w+|horaire|heure|date",
    "old": r"au lieu d[ue]|initialement|prévue?|ancien(?:ne)?|n'aura pas lieu|annul\w+|et non",
    "other time": r"avant|jusqu'à|jusqu'au|d'ici|au plus tard|après|ouvert|horaires d'ouverture|joignable|envoyé",
    "trial": r"(?:demi-)?journée d'essai|matinée d'essai|jour d'essai|essai professionnel|faire un essai",
    "part time": r"temps partiel|mi-temps|\d{1,2} heures (?:par|/) semaine",
    "urges": r"réfléchissez|revenir sur|changer d'avis|qu'est-ce qui vous|quand même|malgré tout|êtes-vous sûre?|(?<!comprenons )(?<!comprends )pourquoi|seriez-vous|en discuter|vous convaincre|rappelez-moi|appelez-moi|dommage(?=[^?]{0,80}\?)|tout de même|aimerions (?:\S+ ){0,3}?(?:rencontrer|échanger|parler)|(?:puis-je|pouvons-nous|pourrions-nous|peut-on|pourrait-on) (?:\S+ ){0,8}?(?:demander|savoir|parler|échanger|discuter|appeler|rencontrer|convaincre)|(?:la|les|quelles?) (?:sont (?:vos |les )?|est la )?raisons?(?=[^?]{0,80}\?)|au moins(?=[^?]{0,80}\?)",
    "stands": r"(?:entretien|rendez-vous|rencontre)\b[^;!?]{0,90} (?:peut (?:\S+ ){0,3}?(?:avoir lieu|se tenir)|est toujours (?:libre|disponible|possible|d'actualité)|est maintenue?|est confirmée?|tient toujours|aura (?:bien )?lieu|comme (?:prévu|convenu))|(?:on se voit|nous nous voyons|à) (?:lundi|mardi|mercredi|jeudi|vendredi|demain)|(?:hâte|impatience|plaisir) de vous (?:rencontrer|voir|accueillir|recevoir)|vous attend\w* (?:\S+ ){0,4}?(?:à \d|lundi|mardi|mercredi|jeudi|vendredi)",
    "more time": r"prenez|prends|(?:avez|as|aurez|auras) (?:\S+ ){0,3}?jusqu'|(?:prolong|repouss|report|décal|étend)\w*|laiss\w+ (?:\S+ ){0,3}?jusqu'|accord\w+ (?:\S+ ){0,6}?jusqu'|délai|échéance|date limite|(?:offre|proposition) (?:\S+ ){0,4}?(?:valable|ouverte|maintenue|tient|jusqu')|pour (?:vous |te )?décider|(?:répon\w+|réponse|retour|décision) (?:\S+ ){0,4}?(?:avant|jusqu'|d'ici|pour)|attendr\w+",
    "one of several": r"(?:l'une?|une?) des (?:deux|trois|quatre|cinq|\d)|finalistes?|présélectionn\w+|encore en lice",
    "day suits": r"(?:nous|me) (?:convient|va)|convient|(?:est|serait|c'est|ce serait) (?:\S+ )?(?:bon|parfait|possible|d'accord|bien)",
    "assent": r"oui|bien sûr|d'accord|pas de (?:problème|souci)|aucun (?:problème|souci)|volontiers|c'est (?:bon|parfait|possible|d'accord|entendu)|(?:cela|ça) (?:nous|me) (?:convient|va)|entendu|avec plaisir",
    "falls": r"annul\w*|pas|n'\w+ plus|regrett\w+|dommage|avenir",
    "kind": r"en contact|(?:dans|à) notre vivier|si (?:vous|les choses|la situation) (?:\S+ ){0,3}?(?:chang\w+|avis)|où (?:allez|vas|partez|irez)|quelle (?:entreprise|société)|rembours\w+|justificatifs?|supprim\w+|rib|à l'avenir|conserver",
    "congratulates": r"félicit\w+|bravo|(?:heureu\w+|ravie?s?|content\w*) pour (?:vous|toi)",
    "wishes": r"bonne (?:continuation|chance|suite)|bon (?:courage|début)|(?:plein|beaucoup) de (?:succès|réussite|bonheur)",
    "puts off": r"avant de (?:vous |te )?(?:\S+ )?(?:répondre|décider|accepter|signer|m'engager)|(?:temps|délai) de réflexion",
    "taken further": r"revoir|poursuivre|aller plus loin|continuer|prochaine étape|(?:des|quelques) dates",
    "turned down": r"(?:pas|ne) (?:\S+ ){0,2}?donn\w+ (?:pas )?(?:une )?suite (?:favorable )?à (?:votre|ta) candidature|candidature n'(?:a|est) pas (?:été )?(?:retenue|acceptée)|pas (?:\S+ )?retenir (?:votre|ta) candidature|retenu une? autre (?:candidat\w*|personne|profil)|poste (?:\S+ ){0,2}?(?:a été|est|ayant été|étant) (?:déjà )?pourvu",
    "you": r"vous|tu|te|votre",
    "left": r"ne (?:travaille|fait|fais) plus|n'(?:est|exerce) plus|n[e'] ?suis plus (?:en poste|chez|salariée?|employée?)|(?:a|ai) quitté (?!le bureau)|plus parti\w* de (?:la société|l'entreprise|nos équipes)",
    "automatic answer": r"réponse automatique|absence|absent\w* du bureau|message d'absence",
    "travel": r"(?:frais|billets?|déplacement|voyage|hôtel|trajet)\w* (?:\S+ ){0,8}?(?:remboursé\w*|pris\w* en charge|à notre charge|réservé\w*)|(?:rembours\w+|prenons en charge|prendrons en charge|avons réservé) (?:\S+ ){0,6}?(?:frais|billets?|déplacement|voyage|hôtel|train|vol|trajet)",
    "greeting": r"bonjour|bonsoir|cher|chère|salut|madame|monsieur|coucou",
    "move asked": r"pourri(?:ez|ons|ez-vous)|serait-il|possible|peut-on|pouvons-nous|est-ce que|pouvez-vous",
    "move told": r"décalé\w*|reporté\w*|déplacé\w*|avancé\w*|nouvel horaire|nouvelle date|désormais|finalement|à la place",
}  # fmt: skip
KINDS: dict[str, str] = {
    "background_check": r"casier|bulletin n|fijais|extrait (?:de casier|judiciaire|b[23])|honorabilité|enquête (?:administrative|de sécurité)|certificat de bonne vie|casier judiciaire|antécédents|enquête administrative|enquête de moralité|vérification(?:s)? (?:d'usage|préalables?)|criblage|honorabilité|\bbulletin n",
    "references": r"prise de références|deux personnes à (?:appeler|contacter)|(?:ancien|dernier|précédent)(?:ne|s|e)? (?:\w+ )?(?:employeur|responsable|chef|directeur|directrice)\w*|références?\b(?! (?:de l'offre|:|n°))|ancien(?:ne)?s? (?:employeur|responsable|manager|chef|patron)\w*|anciens? (?:\w+ )?employeurs?",
    "drug_test": r"test (?:de )?(?:dépistage|salivaire|urinaire)|dépistage|stupéfiants|analyse d'urine",
    "medical": r"visite (?:d'aptitude|préalable|à la médecine)|aptitude|médecin (?:agréé|du travail|conseil)|avis médical|carnet de vaccination|examen d'aptitude|visite médicale|médecine du travail|médecin du travail|aptitude (?:médicale|physique)|certificat médical|visite d'embauche|vaccin\w*|visite d'information|examen médical|médecin|apte",
    "education": r"(?:copie|original)\w* (?:du|de votre|de vos|des) diplômes?|attestation de (?:diplôme|réussite)|diplômes?|attestation de réussite|relevés? de notes|soutenance|équivalence",
    "right_to_work": r"titre de séjour|autorisation de travail|permis de travail|visa|carte de séjour|permis de séjour|permis [bgl]\b|préfecture|frontalier",
    "exam": r"concours|permis (?:de conduire|\w+ en cours)|habilitation électrique|caces|examen (?:final|d'entrée|professionnel)|inscription (?:à l'ordre|au barreau)|épreuves?|agrément|obtention d[ue] (?:votre |ton |l'|la )?(?:permis|agrément|carte professionnelle|certification)",
    "clearance": r"habilitation (?:secret|défense|confidentiel|de sécurité)|secret défense|habilitation\b(?! électrique)",
    "approval": r"(?:accord|validation|feu vert|aval|approbation|vote|décision|signature|avis|délibération) (?:\S+ ){0,6}?(?:direction|conseil|comité|siège|bureau|ca\b|cse|drh|daf|associés?|budget\w*|maire|préfet|président\w*|rectorat|groupe|financeur|tutelle)|conseil (?:d'administration|municipal|communal|de fondation)|comité (?:de direction|d'entreprise)|(?:financement|subvention|budget|marché)(?: \S+){0,6}? (?:accord\w*|valid\w*|obten\w*|confirm\w*|vot\w+|attribu\w+)",
    "contract": r"intérim\w*|période d'essai avant|journée d'essai|mise en situation|embauche (?:à l'issue|en cdi après)|pmsmp",
}  # fmt: skip
HOLDS_ON = r"(?:\bsous réserve|\bsous condition|\bà condition|\bconditionn\w+|\bsubordonn\w+|\bdépend\w*|\btant que|\bdès que|\bdès réception|\bune fois|\bsi et seulement si|\bà la condition|\bsous la condition|\bavant (?:de|que|la|le|votre|toute)\b|\bil (?:nous |me )?(?:faut|manque|reste)|\bne (?:sera|vaut|deviendra|vaudra)|\bcondition suspensive|\bsuspendu\w*|\ben attente|\bil ne manque|\bne manque plus|\breste plus|\bpourvu)"
OPEN = r"\b(?:en attente|en cours|attend\w*|manque\w*|reste\w*|merci d\w+|veuillez|pouvez-vous|envoy\w+|fournir|transmettre|pas encore|toujours pas|devez|devra|faut|besoin|lanc\w+|demand\w+|prendre rendez-vous|convoqu\w+|à faire|prévue?|sera|aura lieu|dès que)\b"
MET = r"\b(?:reçue?s?|validée?s?|confirmée?s?|levée?s?|apte|favorable\w*|obtenue?s?|accordée?s?|vierge|néant|conforme|bon|bonne|terminée?s?|arrivée?s?|en règle|en ordre|rien à signaler|acceptée?s?|voté|votée|satisfait\w*|remplies?|réunies?|ok|parfait\w*|excellent\w*|est là|d'accord|complète?)\b"
NOT_MET = r"(?:\bpas (?:encore |été )?|\btoujours pas |\bmanque|\ben attente|\bsous réserve|\bdès que|\bn'est pas|\bn'a pas|\bn'avons pas|\bsi )"
HYPOTHETICAL = r"\b(?:candidats? retenus?|en cas d'embauche|le cas échéant|pourra être demandé|à compétences égales|travailleurs? handicapés?)\b"
HOLDS_NO_MORE = r"\b(?:plus (?:aucune|de) (?:condition|réserve)\w*|sans (?:aucune )?(?:condition|réserve)|réserves? (?:\S+ )?levées?|inconditionnel\w*|conditions? (?:\S+ ){0,4}?(?:levées?|remplies?|réunies?))\b"

NOTHING_LEFT = r"\b(?:il ne (?:manque|reste) plus rien(?: à (?:vérifier|fournir))?|plus rien (?:à vérifier|en attente|ne manque)|toutes les vérifications (?:sont|ont été) (?:terminées|achevées|effectuées))\b"
"""Whatever it hung on is met."""

NEEDS_NOTHING = r"\b(?:aucun(?:e)? autre (?:pièce|document|information|démarche|vérification)(?: \w+){0,3} (?:nécessaire|requise?|demandée?))\b"
"""Says that nothing is asked for, in words of what is."""
