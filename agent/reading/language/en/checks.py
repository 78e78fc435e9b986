"""English: what an offer can depend on, and the words that say whether it is open or met."""

from __future__ import annotations

KINDS: dict[str, str] = {
    "background_check": r"background (?:\w+ )?(?:checks?|reports?|investigations?|verification|screening|screen)|\bdbs\b|(?:enhanced|basic|standard) disclosure|"
    r"criminal[- ](?:\w+ )?(?:records?|history|check|search|background|convictions?)|police (?:\w+ )?(?:check|clearance|verification|certificate|vetting)|"
    r"(?:driving|motor vehicle) (?:record|history|licence check)|\bmvr\b|psp report|employment (?:history|verification)|(?:previous|past|prior) employment|"
    r"barred list|prohibition (?:order|check)|credit (?:check|search|history|report)|live scan|fingerprint\w*|working with children|wwcc?\b|\bbpss\b|\bbgv\b|"
    r"consumer report|(?:pre-?employment|background|employment) (?:screening|checks?|enquiries)|your (?:screening|checks?|report)\b(?!-)|screening (?:is|has|as|was)|"
    r"\bcori\b|overseas check|identity (?:check|trace)|e-qip|garda|\bpvg\b|disclosure scotland|access ?ni|vulnerable sector|police (?:\w+ )?(?:check|certificate|report|letter)|(?:criminal|police) (?:conviction|antecedent)s?|(?:conviction|ministry of justice|moj|rcmp|fbi|sanctions|registry|registries|sex offender|motor vehicle|driving record|bond(?:ing)? company|safeguarding) (?:\S+ ){0,4}?(?:check|search|report|history|screen\w*)|blue card|working with children|children's (?:check|safety check)|safety check|bondab\w+|(?:run|do|doing|running) (?:its|their|the|a|our|my) (?:usual )?checks? on|safeguarding (?:check|screen\w*|clearance)|(?:no|clean) criminal|no criminal|county court judgment|(?:the|your|all|our) checks|\bchecks (?:are|have|were|came|come)|relieving letter|vetting form",
    "references": r"(?<!applicant )(?<!job )(?<!case )(?<!above )(?<!quote the )(?<!quote this )(?<!quoting )\breferences?\b(?! (?:[a-z]{1,5}[-/]?)?\d)(?! (?:number|no\b|code|id\b|:|ref|only|purposes|to your))|\breferees?\b|\brefs\b|(?:speak|talk|spoken) (?:to|with) (?:two|three|some|your) (?:people|former|previous|past)|"
    r"(?:former|previous|past|last|old) (?:manager|employer|boss|gaffer|supervisor|captain|colleague|head)(?:e?s)?\b|vouch for|(?:second|first|third|other|last|remaining) (?:ref(?:eree|erence)?|peer letter)\b|peer letters?|reference form|(?:ring|call|phone|contact|speak to|talk to) (?:\S+ ){0,3}?(?:old|former|previous|last|present|current) (?:boss|employer|manager|head|chef|foreman|shop)|two names|names? (?:and|\+) (?:mobile|phone|contact)",
    "drug_test": r"drug[- ](?:\w+ )?(?:screen(?:ing)?|test(?:ing|s)?|panel|check)|urine|oral[- ]fluid|(?:five|ten|nine|\d+)-panel|substance (?:screen|test)|"
    r"(?:pee|wee|piss|wee|urinate)\w* in (?:a|the) (?:cup|jar|pot)|\bthe cup\b|cup test|saliva|mouth swab|hair (?:strand|test|sample)|breathalys\w+|drug and alcohol|alcohol and drug|tested for drugs|lab (?:called|results?|says)|toxicology|you are negative|\bd&a\b|drugs? and alcohol",
    "medical": r"\bmedical (?!cent(?:er|re)|school|device|director|staffing|,? dental|sciences?|plan|plans|cover|benefits|insurance|group|practice|records|assistant|sales)|\bmedical\b(?=[.,;:)]|$| (?:is|was|has|with|check|exam|declaration|clearance|questionnaire))|"
    r"(?:dot|pre-placement|pre-employment|annual|work|army|fitness) physical|physical (?:exam|examination|assessment|for)|\bphysical(?:,| and|\.|;|$)|occ(?:upational|\.)? health|occ health|"
    r"(?:work |pre-?employment |employee )?health (?:assessment|screening|questionnaire|clearance|declaration|check|form|review|surveillance|test)|fit(?:ness)? (?:for|to) (?:the |your |that |this )?(?:role|work|duty|post|job)|"
    r"fitness for|fitness (?:from|certificate|test|report)|clean bill of health|health form|(?:the|our|company|panel|site) (?:nurse|doctor|physician)\b|lung function|hearing (?:and|test)|(?:sight|eye) test|declared fit|found fit|medically|medical (?:certificate|fitness|test|exam\w*|report)|offshore medical|doctor's (?:note|report|letter|certificate)|fit note|mmr\b|immuni\w+|vaccin\w+|titers?|\btb\b|med card|hepatitis|long form|your fitness|marine medical|eyesight|hearing test|colou?r vision|seafarer",
    "education": r"transcripts?|diploma|(?:your|doctoral|the|bachelor|master|first|final|m\.s|b\.s|qualifying) (?:\w+ )?degree|degree (?:certificate|completion|verification|conferral|award|is)|"
    r"qualification (?:check|certificates?)|qualifications? (?:are|is|have|check|verif|evidence)|registrar|conferred|education (?:check|verification)|proof of (?:graduation|qualification)|graduation|(?:highest )?education \(|mark ?sheets?|(?:provisional|convocation|degree|diploma|final) certificates?|certificates? (?:of|from) (?:your|the) (?:degree|university|college)|attested|certified (?:copy|copies) of (?:your )?(?:degree|diploma|certificates?)|marksheet|university (?:has|is)|academic record|thesis (?:submission|defen)",
    "right_to_work": r"right[- ]to[- ]work|(?:entitlement|eligib\w+|authori[sz]ation|permission|entitled|allowed|authori[sz]ed) to work|work (?:permit|authori[sz]ation|visa)|\bvisas?\b|certificate of sponsorship|defined certificate|"
    r"sponsorship|share code|\bi-9\b|e-verify|immigration|\bevisa\b|\bukvi\b|home office|residence permit|blue card|\bh-?1b\b|ead card|passport or birth certificate|(?:look at|sight of|see|copy of|scan of|photo of|bring) (?:\w+ ){0,3}?passport|(?:your|the|l or b|[bcgl]) permit\b|permit (?:is|has|from|application|granted)|work rights|vevo|(?:\b(?:a|the|your|our)|assign\w*|issu\w+) cos\b|permanent residence card|document check",
    "exam": r"\bbar (?:exam\w*|result)|(?:licen[cs](?:e|ing|ure)|board|certification|qualifying|state|civil service|entrance|final|written|professional|language|typing|agility|physical agility) (?:exam\w*|tests?)|\bsqe\d?\b|nclex|"
    r"simulator check|sim check|(?:you |your )?pass(?:ing)? (?:the|your|score|mark|of)|passing score|exam (?:results?|board)|examination|results page|resit|\bcpat\b|cpa exam|\btest (?:score|result)s?|you passed|licen[cs]e (?:test|to be issued|issued|number|check|transfer)|"
    r"(?:your )?(?:obtaining|getting|gaining|holding) (?:\S+ ){0,4}?(?:certificates?|licen[cs]e|ticket|card|tickets)|(?:theory|practical|road|driving|skills|swim|beep|bleep|fitness|agility|run|aptitude|entrance|class \d) (?:and \w+ )?(?:test|exam)|class \d licen[cs]e|(?:driving|driver'?s?|hgv|cdl|lgv|pcv) licen[cs]e|\bcdl\b|certification exam|registration (?:exam|with the)|(?:professional|state|nursing|teaching|gphc|nmc|hcpc|gmc|sra|trbwa) regist\w+|registration with",
    "clearance": r"security clearance|clearance (?:is|has|was|level|process|to)|(?:interim )?secret\b|\bsc (?:is|was|application|clearance|progress|granted|vetting)|until sc\b|\bdv\b|(?:security|national|developed|counter-terrorist|\bdv|\bsc|\bctc|ministry|defence|naval) vetting|sf-?86|sf-?312|\bdiss\b|national security|suitability|public trust|top secret|baseline personnel",
    "approval": r"works council|(?:board|committee|council|trustees|governors|governing board|directors|cfo|ceo|finance|budget|head ?office|headquarters|senate|regents|cabinet|treasury|ministry|dean|provost|compensation committee|city|county|union|parent company|leadership|executive)(?:'s|s')? (?:\S+ ){0,8}?(?:approv\w+|vote[sd]?|meets?|meeting|met|sign(?:s|ed|ature|-off|ing)?|initial|ratif\w+|agree[sd]?|acts|confirm\w*|decid\w+|consent|nod|bless\w+|green light|authori[sz]\w+)|"
    r"(?:approv\w+|confirmation|vote|sign-off|signature|consent|ratif\w+|green light|nod|go-ahead|blessing|say-so) (?:\S+ ){0,6}?(?:board|committee|council|trustees|governors|cfo|ceo|finance|budget|headquarters|regents|directors|works council|funder|leadership|parent|dean|provost|head office)|"
    r"(?:funding|funder|grant|budget|lottery|headcount|subsidy|money|contract award|bid|tender)(?: \S+){0,6}? (?:com\w+ through|came through|confirm\w*|approv\w+|decision|answer|awarded|released|signed|sign-off|secured|in place|won)|consent agenda|(?:seven|\d+) to (?:nothing|nil|one)|one signature|signed off the full|the thing hanging over",
    "contract": r"(?:fixed[- ]term|temporary|casual|agency|trial)(?: \S+){0,8}? (?:then|turns?|becomes?|made|going|goes?|into) (?:it )?permanent|(?:first|initial) (?:\S+ ){0,3}?(?:weeks|months) (?:\S+ ){0,3}?(?:temporary|on trial|fixed|through the agency)|if (?:both of us|we both|you both|we) still like|contract[- ]to[- ](?:hire|perm)|temp[- ]to[- ](?:perm|hire|permanent)|paid trial|trial (?:shifts?|days?|goes|week|period)|(?:conversion|convert) (?:to|is|after|on|approved|isn)|your conversion|working trial|try-?out|audition period",
    "other": r"conflicts?(?: of interest)? (?:check|review|clearance|search)|release from|non-?compete (?:release|waiver|agreement)|driving entitlement|entitlement \(c1\)|bond(?:ing|ability)|client (?:approval|acceptance|interview)|proof of (?:insurance|address|residen\w+)|gifts? and hospitality|outside interests",
}  # fmt: skip
"""Contingency kind to the words that name it."""

HOLDS_ON = (
    r"\b(?:(?:contingent|conditional|conditioned|dependent|dependant|predicated|provisional|depends?|depending|hinges?|hanging|hangs|rests) (?:up)?on|subject to|"
    r"on (?:the )?(?:condition|footing)|as long as|so long as|provid(?:ed|ing) (?:that|you|the|your|it|all|we)|assuming|if and when|if-and-when|only if|pending|awaiting|until|unless|before(?! (?:the |this )?(?:weekend|holidays?|christmas|new year|break|week is|day is|year is|month is))|prior to|as soon as|once|"
    r"must be|must come|(?:has|have) (?:still )?(?:to|got to) (?:come|be|clear|go|pass|get|happen|arrive|ratify|approve|agree)|upon (?:the )?(?:receipt|sight|satisfactory|completion|your|production)|on (?:receipt|sight|production|completion|satisfactory)|(?:made )?conditional|conditions? (?:is|are|of|precedent)|on condition\b|hangs?|hanging|turns on|rides on|(?:is|are|what is|all that is) (?:lacking|wanting|missing)|two things|one thing|(?:the )?(?:only|last) (?:thing|bit|piece)s?|to our satisfaction|satisfactory to|not begin before|needs? to be|be adjudicated|required? (?:to|before|from|confirmation)|depends)\b"
)
"""The offer hangs on what follows."""

OPEN = (
    r"\b(?:pending|outstanding|awaiting|awaited|waiting|still|need(?:s|ed)?|require[sd]?|requires|requirement|must|please|kindly|provide|upload|complete the|send|submit|bring|before(?! (?:the |this )?(?:weekend|holidays?|christmas|new year|break|week is|day is|year is|month is))|until|once|subject to|"
    r"contingent|conditional|depend\w*|hinge\w*|if|initiat\w+|start(?:ed)?|requested|asked|asking|due|missing|not yet|unable to (?:confirm|verify)|could not|under ?way|in progress|on (?:its|their) way|"
    r"being (?:looked|processed|carried|done|run)|will be (?:run|carried|sent|asked|contacted|conducted|issued)|to follow|get(?:ting)? it moving|considering|hold|chas(?:e|ing)|no answer|can not (?:assign|apply|start|create|let)|"
    r"holes?|expire|no authority|as soon as|when (?:i|we)|want to|would like|process of|begin|go(?:es)? out|run(?:ning)?|filled in|booked|referee \d|any more|as the|to be)\b"
)

MET = (
    r"\b(?:complete[d]?|completion of|cleared?|passed|pass|satisfactory(?! (?:\w+ ){0,2}?(?:references?|referees?|checks?|completion|results?|medical|clearance|evidence|proof|outcome))|satisfied|satisfies|back|received|returned|arrived|done|negative|fit|granted|posted|approved|approval (?:came|is|was|has)|ratified|"
    r"wrapped up|ok(?:'?d|ayed)?|in order|checked out|clean|no (?:issues|concerns|records? found|restrictions|problem|further action|adverse)|finished|gone|lifted|closed|closes off|came through|come through|"
    r"meets?|fine|yes|spoke well|good|seen|recorded|verified|confirmed|decided|live|in place|off the list|ticked|tick|glowing|praise|answered|replied|lovely things|nothing on it|given (?:you )?(?:the )?(?:all[- ]clear|green light)|sorted|no concerns|genuine|sufficient|green|now final|ratification|in the clear|eligible|able to verify|did vote|did sign off|signed off|on file|on record|got your|in hand|over|official(?:ly)?|won|issued|in the bag|"
    r"struck out|removed|waived|dropped|nothing (?:in it )?to worry)\b"
)

NOT_MET = r"\b(?:insufficient|amber|silence|not verif|not able to verify|unable to verify|still to (?:come|be|do|go|get|arrive|clear|follow)|yet to come|to come back|when (?:it|they|that) (?:comes?|is|are)|if (?:it|they|that) (?:comes?|is|are)|that coming|your passing|you (?:must )?pass\b|raises? nothing|remains? tentative|still (?:conditional|wants|sitting|with)|missing|will not sign|could not vote|not (?:yet |been |being )*(?:complete|cleared?|back|received|returned|arrived|done|finished|confirmed|decided|passed|enough)|isn't enough|yet to|has not|have not|unable|could not|not (?:been )?able|incomplete|no answer|nothing back|is not)\b"

OFFER_WIDE = (
    r"\b(?:all|every|everything|last|final|nothing (?:left|outstanding|further|now|more|our|that)|unconditional\w*|no (?:longer|more) (?:subject|conditional|contingent|asterisk)|no asterisk|free to (?:give|hand)|"
    r"empty list|(?:that|this|it) (?:is the piece|finishes|was the last|is the last)|no conditions?|without conditions?|firm|done)\b"
)

HYPOTHETICAL = (
    r"\b(?:any (?:job )?offers?|if (?:we|you|they|she|he) (?:get|are|were|is|make|reach|come|should)|should you (?:be|get|receive)|may be (?:given|made|asked|required|offered)|would be|(?:only )?apply only|only (?:needed|required|apply|applies)|preferred applicants?|"
    r"(?:shortlisted|successful|selected|all|qualified|tentatively selected) (?:candidates?|applicants?|persons?)|finalists? will|applicants? (?:who|with|are)|people who|anyone who gets|job offers are made|offers? (?:are|is|may be) (?:made|given)|offers? of (?:\w+ )?(?:employment|appointment) (?:are|is|will)|employment, if offered|equal opportunity|participates? in|"
    r"e-verify (?:participant|company|employer)|u\.s\. person|at some later stage|later stage|not (?:carried out|needed from)|do not need (?:to do )?any of (?:that|those|them)|none of (?:those|these|that)|who (?:is|are) tentatively|"
    r"summary of (?:your )?rights|fair credit reporting|tempted to make an offer|never asks?|does not (?:mean|carry))\b"
)
"""Checks of other people, of later, or of nobody in particular."""

HOLDS_NO_MORE = r"\b(?:(?:not|no longer|none of (?:this|it|that)|nothing|no more|never) (?:\w+ ){0,2}?(?:subject to|conditional|contingent|dependent|hangs? on|depends?|provisional|tentative)|unconditional\w*|(?:all|every|each)(?: of)?(?: the| your| our| its)? conditions? (?:\w+ ){0,5}?(?:have|has|is|are|were)(?: all)?(?: now)?(?: been)? (?:met|fulfilled|satisfied|cleared))\b"
"""A condition denied: "no longer subject to"."""

NOTHING_LEFT = r"\b(?:no strings(?: attached| at all)?|no catch(?:es)?|no ifs or buts|nothing (?:is |now )?(?:left|more|further|else|remains)(?: \w+){0,2} (?:to (?:verify|check|vet|clear|come(?: back)?|wait for|chase)|outstanding|missing|open)|nothing (?:is |now )?(?:outstanding|lacking|missing|left open)|(?:been through|passed|cleared|completed) (?:all|every one) (?:of )?(?:our|the|your) (?:\w+[- ]?){0,2}checks)\b"
"""Whatever it hung on is met."""

NEEDS_NOTHING = r"\b(?:no (?:further|other|more|additional) (?:information|documents?|action|details|paperwork|checks?|evidence|steps?)(?: (?:is|are|will be))?(?: now)? (?:required|needed|necessary|due)(?: (?:from|of|by) you)?)\b"
"""Says that nothing is asked for, in words of what is."""
