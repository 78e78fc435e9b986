"""Portuguese, of Portugal and Brazil, beside speech acts: days, hours, what a date is the date of, what an offer depends on."""

from __future__ import annotations

MONTHS = """
janeiro
fevereiro fev
março marco
abril
maio
junho
julho
agosto
setembro
outubro
novembro
dezembro dez
"""
WEEKDAYS = """
segunda-feira segundafeira 2ª-feira
terça-feira terca-feira 3ª-feira
quarta-feira 4ª-feira
quinta-feira 5ª-feira
sexta-feira 6ª-feira
sábado
domingo
"""
SHORT_MONTHS: dict[str, int] = {"set": 9, "out": 10, "ago": 8}
SHORT_DAYS = "segunda seg 2ª\nterça ter 3ª\nquarta qua 4ª\nquinta qui 5ª\nsexta sex 6ª\nsáb\ndom"
NUMBERS: dict[str, int] = {
    "um": 1, "uma": 1, "dois": 2, "duas": 2, "três": 3, "quatro": 4, "cinco": 5, "seis": 6, "sete": 7, "oito": 8, "nove": 9,
    "dez": 10, "onze": 11, "doze": 12, "quinze": 15, "vinte": 20, "trinta": 30,
}  # fmt: skip
DAYS_AHEAD: dict[str, int] = {
    "hoje": 0,
    "esta tarde": 0,
    "hoje à tarde": 0,
    "amanhã": 1,
    "depois de amanhã": 2,
    "de hoje a oito": 7,
}
_SPOKEN = r"(?P<weekday>segunda|terça|quarta|quinta|sexta|[2-6]ª)"
_AFTER = r"(?! (?:fase|etapa|entrevista|ronda|rodada|via|opção|vez|pessoa|parte|-))"
_WITHIN = r"{number} ?(?:\(\d+\) ?)?(?:\([a-zê ]+\) ?)?(?P<unit>dias?|semanas?|mês|meses|horas?|h)(?P<work> úteis| uteis| útil| corridos)?\b"
DAY_FORMS: tuple[tuple[str, str], ...] = (
    ("day_month", r"\b(?P<d>\d{1,2})[ .](?P<month>set|out|ago)\.?(?: de)? (?P<year>20\d\d)\b"),
    ("within", r"\b(?:em|dentro de|no prazo (?:máximo )?de|prazo (?:máximo )?de|nos próximos|nas próximas|próximos|próximas|de|expira em|tem|até ao final do) " + _WITHIN),
    ("weekday", r"\b(?P<which>próxima|próximo|esta|nesta) {weekday}\b"),
    ("weekday", r"\b{weekday}(?P<after> que vem| próxima| da próxima semana| da semana que vem| agora)\b(?:,? (?:dia )?(?P<d3>\d{1,2})\b(?![:.h]\d|h))?"),
    ("weekday", r"\b{weekday},? (?:dia )(?P<d3>\d{1,2})\b(?![:.]\d)"),
    ("weekday", r"\b" + _SPOKEN + r"(?: feira)?\b(?! de páscoa)(?P<after> que vem| próxima| da próxima semana| da semana que vem| agora)?,? (?:dia )?(?P<d3>\d{1,2})\b(?![:.h]\d|h)" ),
    ("weekday", r"\b" + _SPOKEN + r" feira\b"),
    ("weekday", r"\b(?:na|nesta|até|pra|para|à|de|da|próxima|esta|começa|inicia|fica|então|então para) " + _SPOKEN + r"\b" + _AFTER + r"(?P<after> que vem| próxima| da próxima semana| da semana que vem| agora)?"),
    ("weekday", r"\b" + _SPOKEN + r"(?P<after> que vem| próxima| da próxima semana| da semana que vem)\b"),
    ("weekday", r"\b" + _SPOKEN + r"(?= (?:às|as \d|de manhã|à tarde|cedo)|$|[.!,?])"),
    ("ordinal", r"\b(?:o dia|no dia|ao dia|do dia|dia) (?P<d>\d{1,2})(?:º)?\b(?! de [a-z])"),
    ("end", r"\b(?:fim|final|finais) (?P<end>da semana|desta semana|da próxima semana|da semana que vem|do mês|deste mês|(?:de )?{month})\b"),
    ("nth", r"\b(?P<nth>primeira|segunda|terceira|última|primeiro|último) {weekday} de {month}\b"),
    ("first_work", r"\b(?P<nth>primeiro) dia útil de {month}\b"),
    ("day_month", r"\b(?P<ordinal>primeiro|1\.º|1º) de {month}\b(?: de (?P<year>20\d\d))?"),
)  # fmt: skip
SAME: dict[str, str] = {
    "dia": "days", "dias": "days", "semana": "weeks", "semanas": "weeks", "mês": "months", "meses": "months", "hora": "hours", "horas": "hours",
    " úteis": "working", " uteis": "working", " útil": "working", "próxima": "coming", "próximo": "coming", "esta": "this", "nesta": "this",
    " que vem": "coming", " próxima": "coming", " da próxima semana": " next week", " da semana que vem": " next week", " agora": "this",
    "da semana": "week", "desta semana": "week", "da próxima semana": "next week", "da semana que vem": "next week", "do mês": "month", "deste mês": "month",
    "primeira": "first", "segunda": "second", "terceira": "third", "última": "last", "primeiro": "first", "último": "last", "1.º": "first", "1º": "first",
}  # fmt: skip
CLOCKS: tuple[tuple[str, int], ...] = (
    (r"\b(?:às |pelas )?{hour}(?: horas)? e meia\b", 30), (r"\b(?:às |pelas )?{hour} e um quarto\b", 15), (r"\b(?:às |pelas ){hour} menos um quarto\b", -15),
    (r"\b(?:às|pelas|as|até às|das) {hour}(?: horas| da (?:manhã|tarde|noite))\b", 0), (r"\b(?:às|pelas) {hour}\b(?! (?:e|menos)\b)", 0),
)  # fmt: skip
NOON = r"\bmeio-dia\b"
MORNING = r"da manhã|de manhã"
AFTERNOON = r"da tarde|à tarde|da noite|à noite"
AT = r"às|as|pelas|das"
FACTS: dict[str, str] = {
    "offer file": r"proposta|carta|oferta",
    "job document": r"proposta de trabalho|contrato de trabalho|carta-proposta|carta oferta|proposta",
    "not job document": r"aluguel|fatura|orçamento|confidencialidade|arrendamento",
    "ordinary meeting": r"formação|treinamento|reunião de equipe|aniversário|consulta|exame admissional",
    "offer talk": r"proposta|contrato|oferta|aceit|assin|vaga",
    "by": r"até(?: o| ao| à| dia| ao dia| o dia| ao final| às)?|antes d[eo]|o mais tardar|no máximo|prazo(?: de| máximo| até)?|data limite|vence(?: em)?|expira(?: em)?|válida? até|validade|validade:?|dentro de|impreterivelmente",
    "answer": r"respost\w+|respond\w+|assin\w+|devolv\w+|aceit\w*|recus\w+|decisão|decid\w+|diz(?:er)?|diga\w*|confirm\w+|proposta|oferta|carta|expira|vence|sim ou não|link|documento|válida?|validade|prazo|retorno|pronunci\w+|avis\w+|pens\w+|manifest\w+",
    "not deadline": r"antecedentes|referências|exame|documentação|documentos (?:pessoais|para admissão)|entrevista|questionário|enviaremos|receberá|entro em contato|aso",
    "first day": r"iníci\w+|inici\w+|começ\w+|começo|admissão|primeiro dia|entrada|integração|a partir d[eo]|apresent\w+|efeitos|te espero|espero por|nos vemos|vemo-nos|na porta|arranc\w+|data de (?:início|admissão|ingresso)|pro|pra",
    "weak first day": r"a partir d[eo]|te espero|espero por|nos vemos|vemo-nos|na porta|entrada|pro|pra|apresent\w+",
    "not first day": r"respost\w+|assin\w+|até|antes d[eo]|entrevista|expira|vence|exame|aso|férias|aviso prévio|prazo|devolv\w+|decisão|datada|validade|válida",
    "meeting": r"entrevista\w*|conversa\w*|reunião|chamada|bate-papo|falar\w*|liga\w*|vemo-nos|nos vemos|espero|esperamos|confirm\w+|marcad\w+|marcar|agendad\w+|hora|horário|data|combinado|encontro|alterad\w+|passou|fica",
    "old": r"em vez d[eo]|ao invés d[eo]|inicialmente|anterior\w*|antes:?|cancelad\w+|não (?:no|na)|era",
    "other time": r"até|antes d[eo]|depois d[eo]|horário de|no máximo|prazo|segunda a sexta",
    "trial": r"(?:dia|turno|manhã|tarde) (?:de experiência|à experiência|de teste|de prova)|dia experimental",
    "part time": r"meio período|part-time|tempo parcial|(?:[4-9]|1\d|2[0-4]) horas (?:semanais|por semana)|estágio",
    "urges": r"pense (?:bem|melhor)|reconsider\w+|mudar de ideia|o que seria preciso|mesmo assim|por qu[eê](?=[^?]{0,80}\?)|tem a? ?certeza|ligue-me|me ligue|poderíamos (?:falar|conversar)|estaria disposto|convencê-l[oa]|gostar(?:íamos|ia) (?:\S+ ){0,3}?(?:conhecê-l[oa]|conhecer|conversar|falar)|(?:poderíamos|podemos|posso|poderia|pode) (?:\S+ ){0,8}?(?:conversar|falar|perguntar|saber|ligar)|poderia (?:\S+ ){0,3}?(?:vir|comparecer)|(?:qual|o|os) (?:\S+ ){0,3}?(?:motivos?|razão)(?=[^?]{0,80}\?)|pelo menos(?=[^?]{0,80}\?)|ao menos(?=[^?]{0,80}\?)",
    "stands": r"(?:entrevista|reunião|conversa)\b[^;!?]{0,90} (?:(?:pode|poderá) (?:\S+ ){0,3}?(?:realizar-se|acontecer|ser (?:realizada|feita)|ter lugar|ocorrer)|continua (?:livre|disponível|marcada)|mantém-se|continua de pé|está (?:de pé|mantida|confirmada)|está marcada|segue de pé|como (?:combinado|previsto))|(?:até|vemo-nos|nos vemos) (?:na )?(?:segunda|terça|quarta|quinta|sexta|amanhã)\b(?! nova)|(?:esperamos por si|esperamos (?:você|vê-l[oa]))|ansios[oa]s? (?:por|para) (?:conhecê-l[oa]|te conhecer)",
    "more time": r"(?:pode|fique|leve|use|tome) (?:\S+ ){0,5}?até|(?:tem|tens|terá|terás) (?:\S+ ){0,3}?até|(?:prorrog|estend|adi|alarg|prolong)\w*|(?:damos|dou) (?:\S+ ){0,3}?até|prazo|(?:proposta|oferta) (?:\S+ ){0,4}?(?:aberta|válida|de pé|até)|para (?:decidir|pensar)|(?:respost\w+|respond\w+|avis\w+) (?:\S+ ){0,3}?até|(?:aguard|esper)\w+ até",
    "one of several": r"um[a]? d[oa]s (?:dois|duas|três|quatro|cinco|\d)|finalistas?|pré-?selecionad\w+",
    "day suits": r"está (?:\S+ )?(?:bem|bom|ótimo|ok|óptimo)|tudo bem|pode ser|funciona",
    "assent": r"sim|claro|com certeza|de acordo|sem problemas?|tudo bem|está (?:bem|bom|ótimo|ok|certo)|perfeito|pode ser|combinado|com prazer",
    "falls": r"cancel\w+|não|pena|futuro|desmarcad[ao]",
    "kind": r"(?:em|manter|mantermos) (?:\S+ )?contac?to|se (?:\S+ ){0,2}?mudar (?:de ideia|alguma coisa|algo)|para onde|qual empresa|que empresa|reembols\w+|recibo|comprovativo|comprovante|apagar|no futuro|banco de talentos",
    "congratulates": r"parabéns|felicita\w+|feliz por (?:você|ti|si)",
    "wishes": r"boa sorte|(?:muito|muitos) sucessos?|felicidades|desejo-lhe|desejo-te|desejamos-lhe",
    "puts off": r"antes de (?:lhe |te )?(?:respond|decid|aceit|assin)\w+|tempo para (?:pensar|decidir|refletir)",
    "taken further": r"avançar|seguir|continuar|prosseguir|voltar a (?:ver|falar)|próxima fase|(?:com|algumas) datas",
    "turned down": r"não (?:\S+ ){0,2}?da(?:r|remos|mos) (?:seguimento|continuidade|sequência|prosseguimento) (?:à|com a|a) (?:sua|tua) (?:candidatura|inscrição)|não (?:\S+ ){0,2}?(?:prossegu|avanç|segui|continu)\w+ (?:\S+ )?com (?:a|o) (?:sua|tua|seu|teu) (?:candidatura|processo|inscrição|perfil)|candidatura não foi (?:selecionada|aceite|aprovada|escolhida)|vaga (?:já )?(?:foi|está) (?:preenchida|ocupada|encerrada)|por outr[oa] (?:candidat[oa]|pessoa|perfil)",
    "you": r"você|vc|te|lhe",
    "left": r"já não (?:trabalh\w+|faz parte|faço parte|est\w+ na)|não (?:trabalh\w+|faz parte|faço parte|est\w+) mais|não (?:faço|faz) mais parte|deix(?:ou|ei) (?:a (?:empresa|companhia)|(?:o meu|meu|o seu|seu) cargo)|saiu da (?:empresa|companhia)|desligad[oa] da",
    "automatic answer": r"resposta automática|fora do escritório|ausên\w+|ausente",
    "travel": r"(?:despesas|passagens?|bilhetes?|viagem|hotel|deslocação|deslocamento)\w* (?:\S+ ){0,8}?(?:reembols\w+|cobert\w+|por nossa conta|a nosso cargo|reservad\w+|pag[oa]s?)|(?:reembols\w+|cobrimos|pagamos|reservámos|reservamos|arcamos com) (?:\S+ ){0,6}?(?:despesas|passagens?|bilhetes?|viagem|hotel|voo|comboio|trem|deslocação|deslocamento)",
    "greeting": r"olá|oi|bom dia|boa (?:tarde|noite)|car[oa]|prezad[oa]|ex\.?m[oa]|estimad[oa]|querid[oa]",
    "move asked": r"poder(?:ia|íamos|ias)|seria|possível|pode|podemos|consegue",
    "move told": r"alterad\w+|passou para|adiad\w+|remarcad\w+|reagendad\w+|mudou|nova (?:data|hora)|novo horário|antecipad\w+|empurrámos|combinado para",
}  # fmt: skip
KINDS: dict[str, str] = {
    "other": r"transferência d[eo] (?:cr[oafqcm]|coren|crea|registro)|comprovante de (?:residência|transferência)",
    "background_check": r"registo criminal|antecedentes|checagem|pesquisa (?:de|criminal|cadastral)|(?:situação|consulta) d[oe] cpf|certidão de (?:antecedentes|nada consta)|nada consta|vínculos anteriores|processos judiciais|\bserasa\b|\bspc\b|antecedentes|registo criminal|certidão (?:negativa|criminal)|certidões|background check|pesquisa (?:social|cadastral)|verificação de (?:antecedentes|histórico)|consulta (?:ao|no) serasa|a pesquisa\b",
    "references": r"(?:falar|ligar|conversar|contactar|contatar) (?:\S+ ){0,3}?(?:chefia|antig[ao]|anterior|ex-)|(?:chefia|chefe) (?:atual|anterior|no |na )|ex-(?:chefe|patrão|empregador\w*)|indicação de duas pessoas|carta de recomendação|referências?\b(?! (?:da|:))|antig[ao]s? (?:chefe|coordenador\w*|gestor\w*|empregador\w*|patrão|patroa)|(?:chefe|coordenador\w*|gestor\w*|empregador\w*)s? anterior(?:es)?",
    "drug_test": r"toxicológic\w+|(?:teste|exame)s? (?:\S+ ){0,3}?(?:drogas|alcool|álcool)",
    "medical": r"exame d[eo] admissão|exames? (?:de |médico de )?(?:admissão|admissional)|medicina d[eo] trabalho|ficha de aptidão|atestado (?:médico|de saúde)|boletim de vacinas|caderneta|carteira de vacinação|vacina\w*|guia do exame|\baso\b|aptidão (?:médica|física)|robustez|(?:exame|avaliação|inspeção|consulta|ficha|atestado|aptidão)s? (?:médic\w+|admissional|admissionais|de saúde|ocupacional)|exame admissional|admissional|\baso\b|medicina do trabalho|\bapt[oa]\b|vacin\w+|aptidão",
    "education": r"diploma\b|certificado de (?:habilitações|conclusão|curso)|habilitações|certificado\b|comprovante de escolaridade|colar grau|diplomas?|certificado de (?:habilitações|conclusão)|habilitações|histórico escolar|colação de grau|reconhecimento d[eo] (?:grau|diploma)|certidão de (?:licenciatura|curso)",
    "right_to_work": r"visto (?:de|para)|emissão do visto|autorização de (?:residência|trabalho)|\baima\b|visto de|autorização de (?:residência|trabalho)|permissão de trabalho|título de residência|\baima\b|\bsef\b|\brnm\b|\bvisto\b",
    "exam": r"(?:exame|curso|prova|carteira|cartão|carta) (?:\S+ ){0,3}?(?:aplicador\w*|fitofarmacêutic\w+|condução|motorista|marítim\w+|oab|ordem)|exame de \w+ (?:de|em)|cartão de aplicador|\bnr-?\d+\b|\bcnh\b|concurso|prova (?:final|prática|da ordem)|exame da ordem|\boab\b|carta de condução|\bcnh\b|registro no (?:conselho|cr\w+)|inscrição na ordem|cédula profissional|\bcrea?\b|\bcr[oafqcm]\b|certificação|exame final|coren|carteira profissional",
    "clearance": r"credenciação|credencial de segurança|habilitação de segurança|grau de (?:confidencial|secreto)",
    "approval": r"(?:aprov\w+|homolog\w+|ratific\w+|autoriz\w+|vot\w+|deliber\w+|despach\w+|assin\w+|visto|aval|ok) (?:\S+ ){0,6}?(?:conselho|tutela|diret\w+|direç\w+|administração|don[oa]|sóci\w+|matriz|ministério|câmara|secretári\w+|reitoria|financeir\w+|faixa salarial|lista|orçament\w+)|(?:conselho|tutela|câmara|secretári\w+|ministério|don[oa]|sóci\w+|diretoria|matriz|comitê)(?: \S+){0,8}? (?:aprov\w+|homolog\w+|ratific\w+|autoriz\w+|vot\w+|deliber\w+|assin\w+)|ratificação|(?:aprovação|aval|autorização|assinatura|ratificação|homologação|deliberação|ok|luz verde|despacho|voto) (?:\S+ ){0,6}?(?:direção|diretoria|conselho|administração|comitê|matriz|presidência|financeiro|orçament\w+|câmara|ministério|sócios?|reitoria|tutela|casa-mãe|sede)|conselho (?:de administração|gestor|diretor)|(?:verba|financiamento|orçamento|subsídio|projeto|contrato com o cliente)(?: \S+){0,6}? (?:aprov\w+|sair|liberad\w+|confirm\w+|libera\w+)|(?:diretoria|conselho|câmara|matriz)(?: \S+){0,6}? (?:aprov\w+|vot\w+|ratifi\w+|homolog\w+|reún\w+|delib\w+|assin\w+)",
    "contract": r"(?:dias|meses) (?:são )?de experiência(?:,| e) (?:se|depois)|período de experiência remunerado|fica (?:fixo|efetivo)|efetivação|temporário (?:com|e depois)|trabalho temporário|dia de teste|dia de experiência|teste prático|temporário com (?:possibilidade|efetivação)|efetivação|fica fixo|(?:\d+ )?dias (?:são )?de experiência, se",
}  # fmt: skip
HOLDS_ON = r"\b(?:sujeit[oa]s? al?|sujeit[oa]s? à|sujeit[oa]|condicionad\w+|dependente|depende\w*|dependem|desde que|assim que|à espera|aguard\w+|pendente[s]? de|uma vez|só (?:falta|fica|vale)|falta (?:só|apenas|a|o)|mediante|caso|até que|após|antes d[eao]|quando (?:tiver\w*|receb\w+|cheg\w+|sair\w*)|requisito\w*|sob (?:a )?condição|na condição|condição|subordinad\w+|para que (?:seja|fique|possa))\b"
OPEN = r"\b(?:pendente[s]?|falta[m]?|aguard\w+|à espera|em (?:andamento|curso|análise)|ainda|precis\w+|deve[rm]?\w*|por favor|envi\w+|mand\w+|apresentar|entregar|agendad\w+|agendar|marcad\w+|solicit\w+|inici\w+|pedir|pedimos|pediu|será|fazer|ligar|realizar)\b"
MET = r"\b(?:recebid\w+|aprovad\w+|apt[oa]|favorável|limp[oa]s?|verificad\w+|validad\w+|confirmad\w+|concedid\w+|cheg(?:ou|aram)|cumprid\w+|complet\w+|sem (?:restrições|pendências|observações|apontamentos)|em ordem|liberad\w+|homolog\w+|negativ\w+|tudo certo|ratificad\w+|nada consta|verdinha|ok|satisfatóri\w+|saiu|voltou|assinad\w+|concluíd\w+)\b"
NOT_MET = r"(?:\bnão (?:foi|foram|está|temos|recebemos|chegou|há)|\bainda não|\bpendente|\bfalta|\bassim que|\bsujeit[oa]|\bcondicionad|\bdesde que|\bquando |\bcaso |\bse |\baguard)"
HYPOTHETICAL = r"\b(?:candidat\w+ selecionad\w+|em caso de (?:contratação|admissão)|igualdade de oportunidades|poderá (?:solicitar|exigir)\w*)\b"
HOLDS_NO_MORE = r"\b(?:sem (?:mais |quaisquer )?(?:condições|condição|pendências?)|já não (?:depende|está (?:sujeita|condicionada))|incondicional\w*|condições (?:\S+ ){0,4}?(?:cumpridas|satisfeitas|verificadas)|nada mais pendente|mais nada pendente|não falta mais nada)\b"

NOTHING_LEFT = r"\b(?:(?:já )?não (?:falta|resta)(?: mais)? nada(?: mais)?|(?:mais nada|nada mais)(?: \w+)? (?:pendente|por verificar|em falta)|condições cumpridas)\b"
"""Whatever it hung on is met."""

NEEDS_NOTHING = r"\b(?:não (?:é|são) necessári[oa]s? (?:mais )?(?:nenhum[a]?|outr[oa]s?|qualquer) (?:outr[oa] )?(?:documentos?|informaç(?:ão|ões)))\b"
"""Says that nothing is asked for, in words of what is."""
