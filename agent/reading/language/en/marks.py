"""English: turns that settle a doubt between two labels, by the name that the rules call them."""

from __future__ import annotations

MARKS: dict[str, str] = {
    # who it is about
    "interviewer": r"scorecards?|interview kit|interview feedback|debrief|hire ?/ ?no hire|panell?ists?|you (?:are|will be) (?:the )?interview(?:er|ing)|candidate resume|feedback overdue",
    "user hires": r"you are the (?:hiring manager|interviewer|recruiter|approver)",
    "asked as referee": r"reference request|(?:named|cited|listed) you as|your name forward as the referee|employment reference for",
    "given to another": r"made|offered|voted|agreed|he|she",
    "friend": r"i got (?:it|the job)|they rang|before i sign|suspicious eyes|look what came|omg|babe|you are next",
    "hiring sender": r"recruit\w*|talent|careers?|hiring|jobs?|people",
    # ends
    "threat": r"(?:(?:do|does|did|will|would|is|are|was) not|never|no (?:intention|plans?|wish|reason)|not going) (?:(?:intend|intending|plan|planning|want|wish|mean|to|of|have|need|be|being|been) ){0,3}(?:rescind|withdr|revok|retract|pull|cancel|tak)\w*|"
    r"may (?:have to |be )?(?:withdr|rescind|revok|reconsider|decide)\w*|reserves? the right|considering (?:whether to )?(?:withdraw|adverse)|failing which|otherwise|constrained to|"
    r"could be (?:withdrawn|rescinded)|no decision has been (?:made|reached)|pre-adverse|if (?:any|these|you|we) \w+|depending",
    "at risk": r"pre-adverse|(?:adverse action|consumer report)(?:.|\n){0,900}(?:no decision has been|may decide)|(?:no decision has been|may decide)(?:.|\n){0,900}(?:adverse action|consumer report)",
    "plain no": r"declin\w*|withdr\w*|removed at|not (?:be )?join\w*|turned us down|taken back|see you go|archived|you are going with|broken the news|understands?|new (?:gig|job|position|role|post)|sorry not to \\w+|off (?:her|his|the|our) (?:calendar|diary|list)",
    "long ago": r"(?:two|three|four|five|some|a few|many) years ago|a year ago|last year|(?:in|since) (?:\w+ )?20(?:1\d|2[0-5])|years ago",
    "application withdrawn": r"withdraw\w*|application|candidacy|archived",
    "offer declined": r"offer status|offer (?:status|was|has)|docusign|offered you",
    "offer named": r"offer\w*|docusign|contract|chose \"?decline|joining us|letter",
    "unsuccessful": r"unsuccessful|not (?:been )?(?:selected|successful|shortlisted)",
    # offers
    "surely accepted": r"official\w*|you (?:have )?(?:accepted|signed)|response: accept\w*|(?:received|have) your|thank\w* (?:\w+ )?for (?:accept|sign|return)\w*",
    "thanked": r"thank\w*|accepted|signed|official\w*|said yes|chos\w+|received",
    "warm words only": r"welcome|closed?|posting|best thing",
    "interview talk": r"interview(?:s|ers?|ing)?",
    "plainly final": r"no longer (?:subject|conditional|contingent)|criteria|asterisk|unconditional|now final",
    "clear result": r"criteria|standards|no longer subject|clear(?:ed)?|eligible|meets",
    "private check": r"volunteers?|rental|tenan\w+|lease|apartments?",
    "yours if": r"yours|you are (?:in|hired)|take you on|put you on",
    "about to start": r"start(?:ing)?|notice|first day|joining|onboard\w*|conditional|confirm the start",
    "hiring check": r"as part of (?:its|their|our|the) (?:hiring|pre-?employment|recruitment|onboarding) process|for (?:your|the) (?:new )?(?:job|role|employment) (?:with|at)|requested (?:a |an? |your )*background (?:check|report)|"
    r"employment screening|pre-?employment (?:check|screening)",
    "offer condition": r"contingent|conditional\w*|subject to|depend\w*|hinge\w*|footing|provisional\w*|tentative\w*|can not (?:let|start|create)",
    "offer word": r"offer",
    "sum of pay": r"[£$€₹]\s?\d[\d,.]*|\d{2,3},\d{3}|\d{2,3}k",
    "in the running": r"(?:still|very much) (?:\w+ )?(?:in the (?:mix|running|frame)|under consideration|a candidate)",
    "depends": r"conditional|contingent|subject to|depends? on|hinges? on|pending|before you can start",
    "checks subject": r"outstanding|checks?|references?|referees?|dbs|pending documents|pre-employment|right to work|medical|screening|documents? needed|clearance",
    "new letter": r"sign (?:that|the new|this|it)|(?:new|right|corrected|own) (?:letter|envelope|version)",
    # interviews
    "hiring talk": r"interview\w*|roles?|positions?|vacanc(?:y|ies)|candidat\w+|applicants?|applications?|applied|applying|hir(?:e|es|ing)|recruit\w*|cvs?|resume|résumé|jobs?|shortlist\w*|short-list\w*|"
    r"(?:selection )?panel|openings?|posts?|careers?|loop|on-?site|audition|portfolio|screening call|the team|salary",
    "interview named": r"interview(?:s|ing)?|trial shift|(?:paid|working) trial|selection day|assessment cent(?:re|er)|selection panel|oral board|(?:teaching|lesson) demo\w*|demo lesson|phone screen|technical screen|"
    r"audition|hiring manager|onsite loop|(?:for|about|it is|this is) (?:the|our|your) (?:\S+ ){1,5}?(?:role|position|post|job|seat|vacancy|opening)|your (?:application|candidacy)|(?:job|post|role|position) (?:is|of)",
    "role interview": r"(?:for|about|confirming) (?:the|our|your) (?:[\w()-]+ ){1,5}?(?:interview|role|position|post|job)",
    "ordinary appointment": r"appointments?(?! (?:as|to (?:the|this) (?:post|role|position)|letter))|check-?ups?|viewing|booking|reservation|dentist|hygienist|clinic|\bscan|mri|x-?ray|blood test|vaccination|parents'?|carers|tutor|vet|groom\w*|"
    r"haircut|salon|table|fitting|test drive|service visit|engineer (?:visit|will call)|meter|delivery|physio\w*|surgery|optician|eye test|counsellor|sitter",
    "we cancel": r"(?<!you )(?<!you may )(?<!you might )(?:have to|has to|had to|must|need to|needs to|going to have to|forced to|obliged to) (?:\w+ )?(?:cancel|call off|scrap|pull)|(?:we|i) (?:\w+ )?(?:am|are) (?:\w+ )?(?:cancel+ing|calling off)",
    "fixed interview": r"interview\w*|panel|oral board|your slot",
    "other change": r"changed: (?!.*(?:time|date|when)).*",
    "trivial move": r"^(?:something|a conflict) (?:has )?come up$",
    "asked to cancel": r"cancel+(?:ed|ling|lation)?|called off|calling off|going ahead|taking place|hold|are off|is off|falls away|do not (?:travel|drive|come|wait)|not be held|stood|struck|take back",
    "may cancel": r"cancel (?:or|your registration|free|by)|(?:to|can|may) cancel|cancel:|cancel/|cancel \| resch\w+",
    "is cancelled": r"cancel+ed|calling off|called off|not be held|taking? back|stood the panel down",
    "move button": r"you can (?:\w+, )*(?:view|change|re-?schedul|cancel)\w*|can not (?:come|attend|make it)\?|(?:need|want|reschedule|change)[^.]{0,40}(?:https?:|button|link|\?)|may reschedule|if you need to|can not make it\?",
    "plainly moved": r"rescheduled|new time|new date|moved|prepon\w+|postpon\w+|instead of|becomes|was:|old:|previous:|former|updated|changed|slid|nudg\w+|will (?:now|instead) be held on|released|swap",
    "meeting word": r"interview|screen|call|chat|meet\w*|conversation",
    "your interview": r"your interview",
    "asks for times": r"which (?:one |hour |of |day |mornings? )?(?:of the (?:below|following)|suits?|works|would|can you|hour|is kinder|next week)|order of preference|would (?:either|any|an hour)|choose (?:one|a|your|the)|"
    r"three days to choose|pick (?:one|a)|reserve yours|select the one|any (?:half hour|hour|slot|time|\d+ minutes)|three times|let (?:us|me) know which|two dates|could you do|what days|slots convenient|"
    r"propose (?:two|some)|tell me which|book (?:a|your)|first come|which suits|self-schedule|days? to choose|any \d+ minutes",
    "or another time": r"\d ?(?:am|pm)?,? or (?:on )?(?:\w+day|\d)|either|alternatively|whichever|would (?:\S+ ){1,8}?(?:suit|work)|any of",
    "asks plainly": r"availab\w*|slots?|which|what (?:time|day)|times|grab|pick|choose|qualified|book|schedul\w*|invite you|like to (?:meet|see|speak|talk|interview|invite|conduct|put)|come (?:in|and)|free|suits?|set up|"
    r"reply (?:by|to)|ring|convenient",
    "known candidate": r"your (?:application|cv|letter|resume)|shortlisted|you applied|as discussed|your candidacy|your first interview",
    "held in person": r"interview (?:with|at)|in person|panel|selection day|assessment centre",
    # the rest
    "task received": r"(?:have|got|received) your (?:take-?home|exercise|submission|test|task|answers|assignment)",
    "test word": r"take-?home|tests?|exams?|challenge|assessments?|questionnaire|exercises?|coding|record\w*|task|assignment",
    # the user's own mail
    "writes as employer": r"your letter is attached|joining my team|our offer to you|we would like to offer you|my team on|hired? (?:her|him|them)",
    "hands out terms": r"joy to work with you|need it back|join(?:ing)? (?:us|my team)|you asked for",
    "gives notice": r"(?:weeks'?|month's|months'|my|this is|formal) (?:\w+ )?notice(?:.|\n){0,400}last (?:working )?day|last (?:working )?day(?:.|\n){0,400}(?:weeks'?|month's|months'|formal) (?:\w+ )?notice",
    "leaves present job": r"accepted a (?:job|position|role)|resign\w*",
    "tells a friend": r"(?:they|the \w+ (?:people|lot)|the \w+ in \w+) (?:said yes|have offered me|offered me|rang)",
    "not looking": r"not looking (?:at the moment|right now|to move)|happy where i am",
    "others": r"other (?:two |three )?(?:compan|search|process|interview|employer|applic|opportunit|firm|place|conversation|one)\w*|two other|three other|the others|elsewhere|awkward phone calls|\w+ one, i told",
    "left for another": r"accept\w*|taken|signed|gone with|going with|secured|said yes|got something|answered yes",
    "declines plainly": r"declin\w*|turn\w*|regret\w*|not (?:be )?(?:join|sign|accept)\w*|has to be a no|let \w+|pass|not take",
    "offer to me": r"generous with the salary|not sign|second choice|: contract|you (?:\w+ ){0,2}?offered|your (?:\w+ ){0,2}?(?:offer|letter|contract)|the (?:\w+ )?(?:offer(?! (?:with|from))|contract|letter|appointment|duplicate)|signing link|docusign|decline to sign|job was mine|"
    r"offered me|chosen me|(?:take|taking) the job|post of|turn down the",
    "offer elsewhere": r"(?:another|other|different|an) (?:\w+ )?offer (?:with|from|elsewhere)|accepted an offer",
    "you offered": r"you\b[^.\n]*\boffered|your offer",
    "in process": r"application|candidacy|process",
    "withdraws plainly": r"withdr\w+|close my application|off your list|bow out|stepping out|part ways|process closed|no other day|will not be another day",
    "something else": r"offer of (?!employment|work|a |an |the )\w+",
    "go-ahead": r"(?:good|clear|all set|set) to go",
    "not yet decided": r"before i (?:sign|say|accept|answer|decide|commit)|not (?:yet )?(?:decided|signed|accepted)|my decision (?:comes|will)|if they make me",
    "pay talk": r"[£$€]\s?\d[\d,.]*|\d{2,3}k? \+|\d{2,3}k|per (?:hour|week)|salary|in or out|are you in|deal\?",
    "meeting talk": r"interview\w*|slot|call|chat",
    "offer talk": r"offer\w*|contract|salary|terms|signed|first day|as (?:your|our|a|an) |letter|packet|interviews (?:i|elsewhere)|other (?:two )?(?:compan|interview|search)\w*|two other|withdrew from|paperwork|docusign",
    "offer paper": r"offer|contract|letter|terms|packet|figures|package|salary|my notice|first day|appointment|agreement|docusign",
    "calls off": r"cancel\w*|calling off|call off|kills|do not wait in",
    "another time": r"another (?:day|time)|reschedul\w*|following week|instead|later in",
    "interview plan": r"interview\w*|meet\w*|see|call|panel|visit|schedul\w*|chat|conversation",
    "handed in": r"(?:submitted|completed|finished|attached|sent|uploaded|done|took|taken|start|will do|hand in|push(?:ed)?|opened|got it)[^.]{0,90}(?:task|tests?|assessment|challenge|exercise|assignment|take-?home|case study|questionnaire|solution|submission|video|repo)",
    "serves checks": r"referees?|references?|dbs|background check|transcript|right to work|before you can confirm|drug screen|physical|medical|criminal record",
    "yes in one word": r"^(?:yes|yep|yeah|absolutely|of course|in|deal|i am in|done)[.! ]*$",
}

MACHINE_ANSWERS = (
    r"^(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response|svar)|autoreply|out of (?:the )?office|abwesen|réponse automatique|respuesta automática|risposta automatica|"
    r"undeliver|delivery (?:status|failure|has failed)|mail delivery|returned mail|failure notice|read(?: receipt)?:|gelesen:|not read:|unzustellbar)"
)
"""Subjects of bounces, absence notes and receipts, in any language."""
