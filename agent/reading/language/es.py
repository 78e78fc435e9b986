"""Spanish beside speech acts: days, hours, what a date is the date of, what an offer depends on."""

from __future__ import annotations

MONTHS = """
enero ene
febrero
marzo
abril abr
mayo
junio
julio
agosto
septiembre setiembre
octubre
noviembre
diciembre dic
"""
WEEKDAYS = "lunes\nmartes\nmiércoles miercoles\njueves\nviernes\nsábado sabado\ndomingo"
SHORT_DAYS = "lun\nmar\nmié mie\njue\nvie\nsáb sab\ndom"
NUMBERS: dict[str, int] = {
    "un": 1, "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9,
    "diez": 10, "once": 11, "doce": 12, "catorce": 14, "quince": 15, "veinte": 20, "treinta": 30,
}  # fmt: skip
DAYS_AHEAD: dict[str, int] = {
    "hoy": 0, "esta tarde": 0, "esta noche": 0, "mañana": 1, "pasado mañana": 2, "de hoy en ocho": 7, "a una semana justa": 7,
}  # fmt: skip
_WITHIN = r"{number} ?(?:\(\d+\) )?(?P<unit>días?|dias?|semanas?|mes|meses|horas?|h)(?P<work> hábiles| habiles| laborables| hábil| laborales| naturales| corridos)?\b"
DAY_FORMS: tuple[tuple[str, str], ...] = (
    ("within", r"\b(?:en(?: un)?(?: el)?(?: plazo)?(?: máximo)?(?: de)?|dentro de|plazo (?:máximo )?de|tiene[ns]?|tienes|de aquí a|quedan)(?: los| las)?(?: próximos| próximas| siguientes)? " + _WITHIN),
    ("weekday", r"\b(?P<which>este|próximo|pasado) {weekday}\b(?: día)?(?: (?P<d3>\d{1,2})\b(?![:.]\d|h))?"),
    ("weekday", r"\b{weekday}(?P<after> que viene| próximo| de la (?:próxima semana|semana próxima|semana que viene))\b"),
    ("weekday", r"\b{weekday},? (?:el )?(?:día )(?P<d3>\d{1,2})\b(?![:.]\d)"),
    ("weekday", r"\b(?P<which>semana que viene|próxima semana),? (?:el )?{weekday}\b"),
    ("ordinal", r"\b(?:el|del|día|al) (?:día )?(?P<d>\d{1,2})(?= del (?:corriente|presente)\b|[ ,;.!?)]*$|[,;.!?)](?! ?\d)| (?:a|al|para|o|y|si|en|con|queda|próximo|por|como|te|le|nos|es|desde|inclusive|vamos)\b)"),
    ("end", r"\b(?:finales?|fin|antes de que acabe|último día|acabe) (?P<end>de (?:la|esta) semana|de semana|de la (?:próxima semana|semana que viene|semana próxima)|de(?:l| este)? mes|(?:de )?{month})\b"),
    ("nth", r"\b(?P<nth>primer|segundo|tercer|último) {weekday} (?:de|del mes de) {month}\b"),
    ("day_month", r"\b(?P<ordinal>primero|uno) de {month}\b(?: de(?:l)? (?P<year>20\d\d))?"),
)  # fmt: skip
SAME: dict[str, str] = {
    "día": "days", "días": "days", "dia": "days", "dias": "days", "semana": "weeks", "semanas": "weeks", "mes": "months", "meses": "months",
    "hora": "hours", "horas": "hours", " hábiles": "working", " habiles": "working", " hábil": "working", " laborables": "working", " laborales": "working",
    "este": "this", "próximo": "coming", "pasado": "last", " que viene": "coming", " próximo": "coming", " de la próxima semana": " next week",
    " de la semana próxima": " next week", " de la semana que viene": " next week", "semana que viene": "next", "próxima semana": "next",
    "de la semana": "week", "de esta semana": "week", "de semana": "week", "de la próxima semana": "next week", "de la semana que viene": "next week",
    "de la semana próxima": "next week", "de mes": "month", "del mes": "month", "de este mes": "month", "primer": "first", "segundo": "second",
    "tercer": "third", "último": "last", "primero": "first", "uno": "first",
}  # fmt: skip
CLOCKS: tuple[tuple[str, int], ...] = (
    (r"\b(?:a |sobre |hacia )?las? {hour} y media\b", 30), (r"\b(?:a |sobre |hacia )?las? {hour} y cuarto\b", 15),
    (r"\b(?:a |sobre |hacia )?las? {hour} menos cuarto\b", -15), (r"\b(?:a|sobre|hacia|desde|hasta) las? {hour}(?: en punto)?\b(?! (?:y|menos|semanas?|personas?|días?)\b)", 0),
)  # fmt: skip
NOON = r"\bmediodía\b"
MORNING = r"de la mañana|por la mañana"
AFTERNOON = r"de la tarde|por la tarde|de la noche"
AT = r"a las?|las|sobre las|hacia las|hora:?"
FACTS: dict[str, str] = {
    "offer file": r"oferta|carta|propuesta|precontrato|nombramiento",
    "job document": r"oferta|contrato de trabajo|contrato laboral|precontrato|nombramiento",
    "not job document": r"alquiler|factura|presupuesto|confidencialidad|arrendamiento",
    "ordinary meeting": r"formación|reunión de equipo|cumpleaños|reconocimiento médico|cita médica|médico",
    "offer talk": r"oferta|contrato|propuesta|acept|firm|puesto",
    "by": r"antes del?|hasta(?: el)?|a más tardar(?: el)?|como (?:máximo|muy tarde|tarde)(?: el)?|no más tarde del|plazo(?: de| máximo)?|fecha límite|vence\w*(?: el)?|caduca\w*(?: el)?|expira(?: el)?|vigencia|válida? hasta|dentro de|para el|vigente hasta|antes de que acabe|tope|quedan",
    "answer": r"respues\w+|respond\w+|contest\w+|firm\w+|devuelv\w+|devolv\w+|acept\w+|rechaz\w+|decisión|decid\w+|decir|dime|díme\w*|dígame|diga|confirm\w+|confírm\w+|oferta|propuesta|carta|vence|caduca|sí o (?:un )?no|enlace|documento|válida?|vigen\w+|comunicar\w*|manifest\w+|avis\w+|piens\w+|pensar\w*",
    "not deadline": r"antecedentes|referencias|documentación|cuestionario|entrevista|reconocimiento|médic\w+|le enviaremos|te enviaremos|recibirá|te llamo|subir|nómina",
    "first day": r"incorpora\w*|incorporación|empez\w+|empiez\w+|comenz\w+|comienz\w+|inici\w+|primer día|fecha de (?:inicio|ingreso|alta|incorporación)|ingres\w+|arranc\w+|toma de posesión|a partir del|desde el|con efectos|efectos del|entrada|te esper\w+|le esper\w+|nos vemos|alta|en tu puesto|a trabajar|entr(?:o|as|a)|estaré",
    "weak first day": r"a partir del|desde el|te esper\w+|le esper\w+|nos vemos|entrada|entr(?:o|as|a)|alta|estaré",
    "not first day": r"respues\w+|firm\w+|contest\w+|antes del?|hasta|entrevista|vence\w*|caduca\w*|fecha de la carta|recibid\w+|preaviso|vacaciones|reconocimiento|plazo|decisión|a más tardar|límite|cita|de fecha|fechada",
    "meeting": r"entrevista\w*|cita\w*|reunión|reuni\w+|charl\w+|llam\w+|videollamada|habl\w+|quedamos|quedó|vernos|vemos|esper\w+|confirm\w+|convoc\w+|hora|fecha|cambi\w+|pas(?:a|amos|ado)|visita|conocer\w*",
    "old": r"en (?:lugar|vez) del?|inicialmente|previst\w+|anterior\w*|cancel\w+|anul\w+|antes:?|no (?:el|podrá)|era",
    "other time": r"antes del?|hasta|después del?|horario de|a más tardar|plazo|lunes a viernes|atención",
    "trial": r"(?:día|jornada|turno|mañana|tarde) de prueba",
    "part time": r"media jornada|tiempo parcial|jornada parcial|(?:[4-9]|1\d|2[0-4]) horas (?:semanales|a la semana)",
    "urges": r"piénsalo|piénselo|reconsider\w+|cambiar de opinión|qué haría falta|de todas formas|de todos modos|(?<!entiendo )(?<!entendemos )por qué|seguro que|estarías? dispuest[oa]|llám[ae]me|podríamos hablar|aun así|convencer(?:te|le)|encantaría (?:conocer\w*|hablar|verl?[aoe])|gustaría (?:conocer\w*|hablar (?:con (?:usted|vosotros)|contigo))|(?:podemos|podríamos|puedo|podría) (?:\S+ ){0,8}?(?:hablar|llamar\w*|preguntar\w*|saber|convencer\w*)|podrías? (?:\S+ ){0,3}?(?:venir|pasarse|asistir)|(?:cuál|el|los) (?:\S+ ){0,3}?motivos?(?=[^?]{0,80}\?)|al menos(?=[^?]{0,80}\?)",
    "stands": r"(?:entrevista|reunión|cita)\b[^;!?]{0,90} (?:(?:puede|podrá|podría) (?:\S+ ){0,3}?(?:celebrarse|tener lugar|realizarse|hacerse)|sigue (?:libre|disponible|vigente)|tendrá lugar|sigue en pie|se mantiene|está confirmada|como (?:estaba previsto|acordamos|habíamos))|nos vemos (?:el|a las|mañana|entonces)|(?:le|te|la|lo) esper(?:amos|o) (?:\S+ ){0,2}?(?:el|a las|mañana)|ganas de conocer\w*|deseando conocer\w*",
    "more time": r"tóm[ae]\w*|(?:tien\w+|tendr\w+) (?:\S+ ){0,3}?hasta|(?:ampli|prorrog|extend|extiend|aplaz|alarg)\w*|(?:le|te) (?:damos|doy|dejamos|esperamos) (?:\S+ ){0,3}?hasta|plazo|oferta (?:\S+ ){0,4}?(?:abierta|vigente|válida|en pie|hasta)|para (?:decidir\w*|pensar\w*)|(?:respuesta|responda|responde|contest\w+|díganos|dinos|avís\w+) (?:\S+ ){0,3}?(?:antes|hasta)|esper\w+ hasta",
    "one of several": r"un[oa] de l[oa]s (?:dos|tres|cuatro|cinco|\d)|finalistas?|preseleccionad\w+",
    "day suits": r"(?:nos|me) (?:va|viene|parece) (?:\S+ )?bien|está (?:muy )?bien|es posible|perfecto",
    "assent": r"sí|claro|por supuesto|de acuerdo|sin problema|ningún problema|(?:nos|me) (?:parece|va|viene) (?:muy )?bien|está (?:muy )?bien|perfecto|vale|con gusto",
    "falls": r"cancel\w+|anulad[ao]|no (?:sigue|se mantiene|nos|la|le|te|habrá)|lástima|futuro",
    "kind": r"en contacto|si (?:cambia|algo cambia|cambias|las cosas)|adónde|a dónde|qué empresa|reembols\w+|factura|justificantes?|borr\w+|en el futuro|base de datos",
    "congratulates": r"enhorabuena|felici\w+|me alegro (?:mucho )?por",
    "wishes": r"(?:mucha|buena) suerte|(?:muchos|mucho) éxitos?|le deseo|te deseo|le deseamos|te deseamos",
    "puts off": r"antes de (?:responder|contestar|decidir|aceptar|firmar)\w*|(?:tiempo|plazo) para pensar\w*",
    "taken further": r"seguir adelante|continuar|avanzar|volver a (?:ver|hablar)\w*|siguiente (?:fase|ronda)|(?:unas|algunas) fechas|propon\w+ fechas",
    "turned down": r"no (?:\S+ ){0,2}?(?:continu|segui|segu|avanz|prosegu|prosig)\w+ (?:\S+ )?con (?:su|tu) (?:candidatura|solicitud|postulación|proceso)|no (?:ha|has|hemos) (?:sido )?(?:seleccionad|elegid)\w+|candidatura (?:ha sido |fue |queda )?(?:descartada|desestimada|rechazada)|(?:puesto|vacante|plaza|posición) (?:ya )?(?:se ha|ha sido|está|fue) (?:cubiert|ocupad)\w+|por otr[oa] (?:candidat[oa]|persona|perfil)",
    "you": r"usted|te|tú|le",
    "left": r"ya no (?:trabaj\w+|form\w+ parte|est\w+ en|labor\w+|pertenec\w+)|(?:ha|he) dejado (?:la empresa|la compañía|de trabajar|(?:mi|su) (?:puesto|cargo))|dejé (?:la empresa|mi (?:puesto|cargo))|dejó (?:la empresa|de trabajar)",
    "automatic answer": r"respuesta automática|fuera de (?:la )?oficina|ausen\w+",
    "travel": r"(?:gastos|billetes?|pasajes?|viaje|hotel|boletos?|desplazamiento)\w* (?:\S+ ){0,8}?(?:reembols\w+|cubiert\w+|a nuestro cargo|corren? (?:de|por) (?:nuestra )?cuenta|reservad\w+|pagad\w+)|(?:reembols\w+|cubrimos|cubriremos|pagamos|hemos reservado|reservamos) (?:\S+ ){0,6}?(?:gastos|billetes?|pasajes?|viaje|hotel|vuelo|tren|boletos?|desplazamiento)",
    "greeting": r"hola|buenos días|buenas (?:tardes|noches)|buenas|estimad[oa]s?|querid[oa]|apreciad[oa]",
    "move asked": r"podr(?:ía|íamos|ías)|sería|posible|puede[ns]?|podemos|te importa|le importa",
    "move told": r"cambia(?:do|da|mos)?|pasa al?|pasamos|aplaz\w+|movid\w+|traslad\w+|nueva (?:fecha|hora)|adelant\w+|finalmente|ahora es",
}  # fmt: skip
KINDS: dict[str, str] = {
    "other": r"matrícula (?:provincial|de \w+)|fianza|caución|carta de no adeudo",
    "background_check": r"delitos de naturaleza sexual|delitos sexuales|certificado (?:negativo|de penales)|penales|estudio (?:socioeconómico|de seguridad)|visita domiciliari?a|socioeconómico|policivos|contraloría|procuraduría|\bsimit\b|\brunt\b|buró de crédito|consulta (?:en|de) (?:listas|centrales)|comparendos?|hoja de vida del conductor|verificación (?:laboral|de datos)|antecedentes|penales|delitos sexuales|estudio socioeconómico|investigación laboral|buró de crédito|verificación (?:laboral|de (?:antecedentes|historial|datos))|poligráfic\w+|polígrafo|carta de no antecedentes",
    "references": r"(?:antiguos|anteriores|últimos|dos|tus|sus|mis) (?:\w+ )?(?:jefes|jefas|responsables|empleadores|supervisores)|(?:anterior|antigu[ao]|ex|último) ?(?:jef[ea]|patrón|empleador)|(?:hable[ns]?|hablar|llame[ns]?|llamar) (?:con|a) (?:vos|tu|su) (?:\w+ )?(?:jef[ea]|encargad[ao])|con quien (?:usted )?(?:colaboró|trabajó)|informes? (?:de|sobre) (?:tu|su) desempeño|referencias\b(?! (?:de la oferta|:))|antiguo(?:s)? (?:jefe|empleador|responsable)\w*|(?:jefe|empleador|jefa)s? anterior(?:es)?|anterior(?:es)? (?:jefe|empleador|jefa)s?",
    "drug_test": r"sustancias(?: psicoactivas)?|alcohol y drogas|antidoping|antidopaje|toxicológic\w+|\bdoping\b|antidoping|(?:test|prueba|control|examen)(?:es)? (?:\S+ ){0,4}?(?:drogas|alcohol|tóxic\w+|toxicológic\w+)|toxicológic\w+|drogas",
    "medical": r"(?:examen|exámenes|reconocimiento|chequeo|revisión|visita|certificado|prueba)s? (?:\S+ )?(?:médic\w+|ocupacional\w*|preocupacional\w*|de salud|de ingreso|de altura|preempleo|psicofísic\w+)|psicofísic\w+|preocupacional|vigilancia de la salud|aptitud médica|mutua (?:para|el)|carn[ée]t? (?:sanitario|de manipulador)|vacun\w+|reconocimiento médico|(?:examen|exámenes|revisión|certificado|chequeo|apto|aptitud|estudios?|análisis) (?:médic\w+|ocupacional\w*|preocupacional\w*|psicofísic\w+|físic\w+|clínic\w+|de altura)|preocupacional\w*|psicofísico|vigilancia de la salud|médico de empresa|vacun\w+|\bapt[oa]\b|mutua|aptitud|altura geográfica|examen (?:pre)?ocupacional",
    "education": r"homologación del título|títulos? (?:original|compuls\w+|legaliz\w+|apostill\w+)|copia (?:compulsada|legalizada|autenticada)|(?:el|tu|su) título\b|acta de grado|tarjeta profesional|certificado de (?:estudios|notas|especialista)|cédula profesional|kardex|apostilla\w*|títulos?\b(?! de la)|titulación|certificado de (?:estudios|notas)|diploma|homologación|expediente académico|cédula profesional|analítico|apostill\w+",
    "right_to_work": r"permiso de (?:trabajo|residencia)|autorización de (?:trabajo|residencia)|visado|\bvisa\b|\bnie\b|\btie\b|extranjería|forma migratoria|residencia",
    "exam": r"oposición|examen (?:final|de (?:grado|ingreso|oposición|idioma|licencia))|colegiación|colegiarte|matrícula (?:profesional|de)|carn[eé] de conducir|licencia de|prueba (?:física|de idioma|psicotécnica)|psicotécnic\w+|habilitación profesional|examen de conducir|cap\b",
    "clearance": r"habilitación (?:personal )?de seguridad|acreditación de seguridad|credencial de seguridad|\bhps\b",
    "approval": r"(?:aprobar|apruebe|aprueba|ratifi\w+|autoric\w+|autorizar|autorizad\w+|visto bueno|luz verde|vot\w+|valid\w+|ok|firma\w*) (?:\S+ ){0,6}?(?:comité|consejo|junta|patronato|claustro|directorio|dueñ[oa]|soci[oa]s?|matriz|corporativo|central|dirección|gerencia|presupuest\w+|ayuntamiento|ministerio|rector\w*|alcald\w+|casa matriz|finanzas)|(?:comité|consejo|junta|patronato|directorio|pleno|asamblea)(?: \S+){0,8}? (?:aprob\w+|apruebe|aprueba|vot\w+|ratifi\w+|reún\w+|autoric\w+|dé|firme|visto)|pendiente de presupuesto|(?:aprobación|visto bueno|autorización|firma|ratificación|confirmación|acuerdo|ok|luz verde|voto) (?:\S+ ){0,6}?(?:dirección|consejo|comité|junta|central|directorio|gerencia|patronato|pleno|rectorado|presidencia|casa matriz|finanzas|intervención|presupuesto|socios?|ministerio)|consejo de administración|(?:junta|patronato|directorio|comité|pleno)(?: \S+){0,6}? (?:apr\w+|vot\w+|ratifi\w+|reún\w+|decid\w+|firm\w+|autori\w+)|(?:financiación|subvención|presupuesto|partida|licitación)(?: \S+){0,6}? (?:apr\w+|conced\w+|confirm\w+|adjudic\w+)",
    "contract": r"(?:tres|seis|\d+|los primeros|primeros) meses (?:\S+ ){0,6}?(?:a prueba|y luego|y después|y si)|pasar a (?:fijo|fija|indefinid\w+|planta)|si (?:va|todo va|anda) bien (?:\S+ ){0,3}?(?:fij[oa]|planta|indefinid\w+)|jornada de prueba|por (?:la )?ett\b|empresa de trabajo temporal|\bett\b|día de prueba|jornada de prueba|contrato temporal con posibilidad|eventual con posibilidad|pasa[rs]?\w* a planta|incorporación a plantilla tras",
}  # fmt: skip
HOLDS_ON = r"\b(?:sujet[oa]s? al?|condicionad\w+|supeditad\w+|siempre (?:que|y cuando)|depende\w*|a (?:la )?espera de|a falta de|pendiente[s]? de|en cuanto|hasta que|una vez|solo (?:falta|queda)|sólo (?:falta|queda)|únicamente falta|previ[oa]|con la condición|a condición|antes de (?:que|firmar|la firma|incorpor\w+|empezar)|cuando (?:tengamos|recib\w+|lleg\w+)|falta (?:que|el|la)|requisito\w*|subordinad\w+|para que (?:sea|quede) (?:firme|efectiv\w+)|condición)\b"
OPEN = r"\b(?:pendiente[s]?|falta[n]?|espera\w*|en trámite|en curso|todavía|aún|necesit\w+|tiene[s]? que|debe[rs]?\w*|por favor|envi\w+|envíe\w*|mand\w+|aportar|presentar|adjuntar|cita|solicit\w+|iniciad\w+|iniciar\w*|inici\w+|pedir|pedimos|queda[n]?|será|someter\w*|realizar\w*|acud\w+)\b"
MET = r"\b(?:recibid\w+|aprobad\w+|superad\w+|apt[oa]|favorable\w*|limpi\w+|verificad\w+|validad\w+|confirmad\w+|concedid\w+|lleg(?:ó|aron)|cumplid\w+|complet\w+|sin (?:observaciones|incidencias|novedades)|en regla|en orden|correct\w+|satisfactori\w+|negativ\w+|listo|todo bien|ratificad\w+|firmad\w+|conforme|perfect\w+|acreditad\w+)\b"
NOT_MET = r"(?:\bno (?:ha[ns]?|hemos|está|tenemos|consta)|\baún no|\btodavía no|\bpendiente|\bfalta|\ben cuanto|\bsujet[oa]|\bcondicionad|\bsupeditad|\bsiempre que|\bcuando |\buna vez|\bsi )"
HYPOTHETICAL = r"\b(?:candidat\w+ seleccionad\w+|en caso de (?:ser )?(?:contrata\w+|seleccionad\w+)|igualdad de oportunidades|podrá (?:solicitar|requerir)\w*)\b"
HOLDS_NO_MORE = r"\b(?:sin (?:ninguna )?condici(?:ón|ones)|ya no (?:depende|está (?:sujeta|condicionada))|en firme|condici(?:ón|ones) (?:\S+ ){0,4}?(?:cumplidas?|levantadas?|superadas?)|incondicional)\b"

NOTHING_LEFT = r"\b(?:(?:ya )?no (?:falta|queda)(?: ya)? (?:nada(?: más)?)(?: (?:por|que) (?:verificar|comprobar))?|nada (?:más )?pendiente|con eso se acaban los requisitos)\b"
"""Whatever it hung on is met."""

NEEDS_NOTHING = r"\b(?:no (?:se requiere|se necesita|hace falta|es necesari[oa]) (?:ningún|ninguna|más) (?:otr[oa] )?(?:documento|información|trámite|documentación))\b"
"""Says that nothing is asked for, in words of what is."""
