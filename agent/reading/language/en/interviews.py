"""English: interviews arranged, confirmed, moved, called off; tests asked for; applications received; cold contacts."""

from __future__ import annotations

from agent.reading.language import Family

FAMILIES: tuple[Family, ...] = (
    Family(
        "INVITE",
        "an interview is asked for, its time is open",
        r"""
        (?:invit(?:e|ed|ing) you|like you|want you|love you|ask you|asking you|invitation) (?:to|for|in for) (?:\S+ ){0,5}?(?:{meet}|see the unit|come in|speak|talk)
        {us} {wish} (?:to )?(?:\w+ ){0,2}?(?:meet|speak (?:with|to)|talk (?:with|to)|interview|see|chat (?:with|to)|hear more|get to know|have (?:you in|a (?:\w+ )?(?:chat|call|conversation))|sit down|set up|schedule|arrange|organi[sz]e|put some questions|get you in|bring you in|invite)
        (?:like|love|want|wants|wish|wishes|delighted|keen|happy) to (?:\w+ )?(?:meet|speak (?:with|to)|talk (?:with|to|through)|interview|see you|chat (?:with|to)|get to know|invite|set up|schedule|arrange|have you (?:come )?in|conduct|hear)
        (?:what|which|when)(?: \S+){0,7}? (?:suits?|works?|is (?:best|good|convenient|kinder)|would (?:suit|work|be)|are you (?:free|available|around)|can you (?:do|make|come|get|manage)|could you (?:do|make|come|manage)|do you have|days?|times?|one can you)
        (?:would|does|might|will) (?:\S+ ){1,10}?(?:suit|work for|be convenient for|be good for) (?:you|your)
        (?:are you|would you be|if you are|will you be|you would be) (?:\w+ )?(?:free|available|around|open to|able to (?:come|make|join|meet|talk)|up for)(?: \S+){0,6}
        (?:let (?:me|us) know|tell (?:me|us)|send (?:me|us|over)|share|give (?:me|us)|provide|reply|respond|email|indicate|revert|name|offer|mark|paint|suggest|pick|nominate)(?: \S+){0,8}? (?:availab\w+|times?|slots?|dates?|days?|windows?|when you|which|what (?:suits|works)|preference|convenient|hour|suit)
        (?:book|pick|choose|select|reserve|grab|find|secure|schedule|confirm|take|use)(?: \S+){0,5}? (?:slot|time|date|day|one of the (?:dates|times)|interview|your (?:interview|place|conversation|slot|next)|appointment|hour|calendar|moment|here)
        (?:self-?schedul\w+|schedul(?:e|ing) (?:link|here|below|your|now)|booking link|my calendar|calendly|pick one|book here|book:|schedule here|availability request|open times|doodle|when2meet|grid)
        (?:your availability|availability (?:for|over|next|this))
        (?:come|pop|drop|swing|stop) (?:and |in |by |over |round |down )*(?:\w+ )?(?:have (?:a )?(?:coffee|chat|look|do a shift)|for (?:a|an) (?:\w+ )?(?:{meet}|coffee|look|shift)|meet|see us|see the|do a (?:\w+ )?shift|in for|and (?:talk|meet|chat|see|do|have))
        (?:spare|give|got|have|find|manage)(?: me| us| you)? (?:\S+ ){0,3}?(?:twenty|ten|fifteen|thirty|20|30|15|45|half an hour|an hour|a few minutes|a moment)(?: \S+){0,4}? ?(?:phone|call|zoom|teams|chat|talk|video|minutes|mins)?
        (?:next|first|second|final|following) (?:step|stage|round|thing|up)(?: \S+){0,4}? (?:is|would be|will be)(?: \S+){0,6}? (?:{meet})
        (?:shortlisted|short-listed|short-listing|through to|made it (?:to|through)|progress(?:ed)? to|selected (?:for|to)|among the (?:\w+ )?(?:they|we)|moved? (?:you )?(?:on|forward|ahead) to|advance(?:d)? to|you are on it)(?: \S+){0,10}? ?(?:{meet}|stage|next|see)?
        (?:would|wishes|want|wants|like|asked me) to (?:\w+ )?(?:set up|arrange|organi[sz]e|schedule|fix|conduct|hold|line up|find)(?: \S+){0,6}? (?:{meet}|time|hour)
        (?:waiting for your answer|asked you to book|left to book|still time to book)
        (?:ring|call|phone|contact)(?: \S+){0,6}? (?:to (?:arrange|book|fix|schedule|set)|find you an hour|book a)
        (?:an hour|half an hour|\d+ min\w*)(?: \S+){0,6}? (?:be doable|work for you|suit you|possible|next week|this week)
        """,
        strong=True,
        free="q",
    ),
    Family(
        "SCHEDULE",
        "an interview at a fixed time",
        r"""
        (?:{meet}|appointment|event|slot|time|booking|loop|on-site|demonstration|itinerary|schedule|day)(?: \S+){0,8}? (?:is|has been|are|was|now|all) (?:\w+ )?(?:confirmed|booked|scheduled|set|fixed|arranged|in the (?:books|diary|calendar)|locked|all set|official|lined up|on)
        (?:confirm(?:ed|ing|ation|s)?|schedul(?:ed|ing)|book(?:ed|ing)|fix(?:ed|ing)?|arrang(?:ed|ing)|set|lock(?:ed|ing)?|reminder|details|upcoming|itinerary)(?: \S+){0,6}? (?:{meet})
        (?:interview|meeting|call) (?:confirm(?:ed|ation)|schedule(?:d)?|details|itinerary|reminder|invitation)
        (?:we are|you are|we will be|all) (?:all )?(?:set|on|confirmed|booked|fixed) for
        (?:put|putting|got|getting|have|having) you (?:down|in) (?:for|on) (?:\S+ ){0,3}?(?:\w+day|\d|interview)
        (?:like|love|want|wants|invite|inviting|need|ask|asking) you (?:to|in|at|over|here|down|up)(?: \S+){0,9}? (?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day
        (?:invite|inviting|invited) you (?:to|for) (?:\S+ ){0,4}?(?:{meet}) (?:\S+ ){0,4}?(?:on|at) (?:\S+ ){0,2}?(?:\d|mon|tue|wed|thu|fri|sat)\S*
        (?:in on|come in on|have you in) (?:\S+ ){0,2}?(?:\w+day|\d)
        (?:see|meet|seeing|meeting|speak|speaking|talk|talking|expect|expecting|welcome)(?: \w+){0,3}? (?:you|to you|with you|us|me)?(?: \S+){0,6}? (?:on|at|tomorrow|today|this|next|monday|tuesday|wednesday|thursday|friday|saturday|mon|tue|wed|thu|fri|sat)
        (?:you are|you have got|you have been|you're|you will be) (?:\w+ )?(?:down for|booked|scheduled|confirmed|all set|set|on the list|meeting|due|expected|in for|slotted|registered|interviewing|directed to appear|coming)
        (?:will|shall|going to|i will|he will|she will) (?:\w+ )?(?:ring|call|phone|dial|talk with|talk to|meet|see|interview|expect|speak to|speak with|be meeting|be calling) you(?: \S+){0,6}
        (?:your|the) (?:interview|slot|time|appointment|panel|session|conversation|on-?site|meeting|call|visit|day|campus visit|site visit|demo|talk)(?: \S+){0,8}? (?:is|will be|takes place|begins|starts|at|on|for|with|:)
        (?:original|time|date|slot|appointment|arrangement) (?:still )?stands
        (?:panel|committee|board) (?:will )?sits?|present yourself|will be seen|report to the
        (?:looking forward to|look forward to) (?:\w+ )?(?:meeting|seeing|speaking|talking|having|welcoming|our|the)
        (?:has|have) (?:accepted|you down)(?: \S+){0,4} ?(?:invitation|for)?
        as (?:agreed|discussed|promised|arranged|planned)
        (?:let us|let's|i have|we have|have) (?:\w+ )?(?:lock|locked|put|pencil|pencilled|booked|grabbed|reserved|pulled|fixed|blocked)(?: \S+){0,6}
        (?:notice to appear|joining details|join (?:here|link|:)|meeting id|dial-in|zoom link|meeting link|google meet|microsoft teams meeting)
        (?:all good for|i can confirm|confirm that i shall|i shall attend|will attend|all set for|i (?:have )?(?:grabbed|booked|picked|chose) (?:the|a)|happy to accept your invitation to interview)
        (?:suits me|works for me|i will be there|see you (?:then|there|on|at)|that works|is fine|no trouble|confirm my attendance|confirming my|happy to confirm)
        """,
        side="any",
        strong=False,
        free="h",
    ),
    Family(
        "RESCHEDULE",
        "an interview is moved, or asked to be moved",
        r"""
        re-?schedul(?:ed|ing)(?! link| button|s?:)|(?:need|have|like|want|must|going|could we|can we|possible) to reschedule|(?:could|can|may) we reschedule|reschedule (?:it|the|our|us|you|him|to|for)
        re-?arrang(?:e|ed|ing)|re-?book(?:ed|ing)?|pre-?pon(?:e|ed|ing)|postpon(?:e|ed|ing)|adjourn(?:ed)?
        (?:mov(?:e|ed|ing)|shift(?:ed|ing)|shift (?=it|the|our|us|your|to)|push(?:ed|ing)?|bump(?:ed|ing)?|nudg(?:e|ed|ing)|slid(?:e)?|slip(?:ped|s)?|bring|brought|bringing|chang(?:e|ed|ing)|switch(?:ed|ing)?|swap(?:ped|ping)?|delay(?:ed|ing)?|put(?:ting)? (?:back|off|forward)|knock(?:ed)? back)(?: \S+){0,6}? (?:interview|slot|meeting|our call|chat|conversation|appointment|session|the time|us (?:to|back|forward|on)|you (?:to|back|forward|on)|it (?:to|back|forward|on)|to (?:the )?(?:monday|tuesday|wednesday|thursday|friday|next|later|\d)|o'clock|date|visit|\w+day's|tomorrow's)
        (?:new|revised|updated|changed|different|another|alternative|fresh|later|earlier) (?:interview )?(?:time|date|slot|day|schedule|arrangements?|appointment|day and time)(?! zone)
        (?:time|date|slot|interview|meeting|event|details|appointment|it|invitation)(?: \S+){0,6}? (?:has|have|had|was|is|been|are)(?: \w+){0,2}? (?:moved|changed|updated|shifted|rescheduled|postponed|brought forward|pushed|put back|revised|different)
        (?:instead of|in place of|rather than)(?: \S+){0,3}? (?:tomorrow|today|this|\d|half|quarter|noon|ten|eleven|twelve|nine|two|three|four|monday|tuesday|wednesday|thursday|friday|the \d)
        (?:becomes|will now (?:be|take place|sit|start|begin)|now (?:on|at|sit|takes)|you are now on)(?: \S+){0,6}
        (?:^|[\s(])(?:was|old|previous|former|previously|formerly)(?: date/time| date| time)?: ?(?:\S+ ){0,3}
        (?:could|can|would|might|may|shall|any chance|is there any (?:chance|way)|possible|mind)(?: \S+){0,8}? (?:another (?:day|time|date|slot)|later (?:in|this|that|on)|earlier|a different|different (?:day|time)|next week|following week|instead|move|(?<!trial )(?<!working )(?<!paid )(?<!first )shift|push|change|see(?:ing)? me on|later this week)
        (?:can not|can no longer|not able to|unable to|will not be able to|shall not be able to|could not)(?: \w+){0,2}? (?:make (?:it|\w+day|the)|do (?:\w+day|it|that|the)|manage|be with you|attend|come|see you|give you an interviewer)(?: \S+){0,12}
        (?:swap|switch|change) (?:it )?to (?:\w+day|the)
        (?:have got|got|have) you down for(?: \S+){0,8}? instead
        (?:might|could|would)(?: \S+){0,8}? be (?:another|willing to talk|possible to)(?: \S+){0,6}
        (?:chance of|any chance of) (?:a|an) (?:place|slot|time|date|day)
        will (?:now|instead) be held on
        (?:updated|new) interview schedule
        (?:found|have) another opening
        (?:slot|time) you had (?:on|at)(?: \S+){0,4} (?:has been )?(?:released|gone)
        times (?:that )?i have put in
        (?:has|have) proposed a new time
        new time proposed
        (?:something|a conflict|a clash|an emergency) (?:has )?(?:come|came|cropped) up(?!\?)
        (?:taking|take) this (?:one )?off and (?:start|send)
        """,
        side="any",
        strong=True,
        free="qnh",
    ),
    Family(
        "CANCEL",
        "an interview is called off",
        r"""
        (?:{meet}|appointments?|event|interviews|slot|meeting|it|session|visit|wednesday|thursday|friday|monday|tuesday|tomorrow)(?: \S+){0,14}? (?:is|are|has been|have been|was|were|will be|be|being|been|hereby|falls?|gets?) (?:\w+ )?(?:cancel+ed|called off|off|away|withdrawn|not (?:be )?(?:going ahead|taking place|happening|needed|required|necessary)|no longer (?:needed|necessary|required|going ahead|taking place)|on hold|postponed|suspended|dropped)
        (?:cancel(?:l?ed|l?ing|lation)?|call(?:ed|ing)? off|drop(?:ped|ping)?|scrap(?:ped|ping)?|scrub(?:bed|bing)?|tak(?:e|en|ing) (?:it |this )?(?:off|down)|strik(?:e|ing)|streichen|remov(?:e|ed|ing)) (?:\S+ ){0,6}?(?:interview|slot|meeting|call|chat|conversation|appointment|session|event|friday|monday|tuesday|wednesday|thursday|tomorrow|all interviews|calendars?|my|our|your)
        cancel+(?:ed|ation)(?::| by| event| of| went|-)
        you cancel+ed
        (?:not|isn't|won't|no longer) (?:be )?(?:going ahead|taking place|happening|proceeding as planned)
        (?:hold|freeze|pause|stop) on (?:all )?(?:interviews|interviewing|hiring)
        (?:do not|don't|no need to|please do not|need not) (?:\w+ )?(?:travel|drive|come|attend|join|set out|make the)
        (?:waived|skip|skipping|dispens\w+ with)(?: \S+){0,5}? (?:round|interview|meeting|stage|own)
        (?:has|have|had) (?:all|everything) (?:it|they|we|he|she) needs?
        (?:need to|have to|must|going to have to|got to|had to) (?:\w+ )?(?:cancel|call off|scrap|pull)(?: \S+){0,6}
        (?:can not|cannot|won't|will not|unable to|not be able to) (?:\w+ ){0,2}?(?:make|do|attend|come|be there)(?: \S+){0,5}
        declined this invitation
        (?:kills|killed) (?:tomorrow|today|\w+day|the|our)(?:'s)?(?: \S+){0,3}
        (?:stood|standing) (?:the panel|down)|struck your name
        will not be held
        do not (?:wait in|give \w+ another thought)
        take back the (?:\S+ )?(?:slot|time|\d+ ?[ap]m|interview)
        """,
        side="any",
        strong=False,
        free="nch",
    ),
    Family(
        "ASSESS",
        "a test, a task or a questionnaire is asked for",
        r"""
        (?:complete|take|sit|do|finish|submit|return|fill(?: in| out)?|attempt|start|begin|record|tackle|work through|send back|try|have a go at)(?: \S+){0,8}? (?:assessments?|tests?|exams?|challenge|exercises?|questionnaire|questions|task|assignment|take-?home|case study|coding|quiz|survey|video (?:interview|answers?|responses?)|answers?|simulation|hackerrank|codility|codesignal|game-based|below form|details)
        (?:online|coding|technical|skills?|aptitude|psychometric|personality|numerical|verbal|situational|written|cognitive|home|pre-?screen\w*|screening|video|timed|translation|writing|sample|reasoning) (?:\w+ )?(?:assessments?|tests?|challenge|exercises?|questionnaire|task|assignment|questions|quiz|project|session)
        (?:take-?home|case study|work sample|coding challenge|hackerrank|codility|codesignal|testgorilla|test link|login window|shl)
        (?:on[- ]?demand|one-?way|asynchronous|async|pre-?recorded|self-?recorded|digital|recorded) (?:video )?(?:interview|video|answers?|questions|screening|response)
        (?:record(?:ing)?|film) (?:\S+ ){0,5}?(?:answers?|responses?|video|yourself|reply|replies)
        (?:nobody|no one|no interviewer|not a live|no live|nobody is) (?:\S+ ){0,3}?(?:on the other end|at the other end|interviewer|live|connected|person)
        (?:on your own|in your own) (?:time|schedule|, whenever|pace)
        (?:duration|time limit|time allowed|you have|allow): ?(?:\d+|about|up to)(?: \S+){0,4}? (?:minutes|min|hours|questions)
        (?:three|two|four|five|one|six|\d+) (?:short )?(?:questions|tasks|exercises|problems|parts)(?: \S+){0,6}? (?:minutes|appear|answer|record|each|complete)
        (?:open a pr|pull request|private repo|github repo|failing tests|readme says|added you to)
        (?:redesign|design|build|write|draft|sketch|prepare|solve|translate|analy[sz]e|code|plan|edit|mock up|produce)(?: \S+){0,12}? (?:and (?:send|film|record|submit|return|share|email|drop)|by (?:\w+day|the)|no more than|max|minutes at|hours max|pages?|words)
        (?:drop|upload|send|return|email|submit)(?: \S+){0,5}? (?:file|folder|solution|work|submission|result|recording|answers)
        (?:questionnaire|form) (?:duly )?(?:filled|completed|below|attached)
        (?:link|window|test|challenge|assessment|session) (?:\S+ ){0,5}?(?:expires|goes dead|stays live|closes|is valid|not been opened|hasn't been opened|remains active|deadline)
        """,
        strong=False,
        free="cqh",
    ),
    Family(
        "ACK",
        "the application has arrived or is being looked at",
        r"""
        {thanks} (?:\S+ ){0,3}?for (?:\w+ ){0,3}?(?:appl(?:ying|ication)|submi(?:tting|ssion)|your interest|considering|taking the time to apply|sending (?:\S+ ){0,4}?(?:cv|resume|application|portfolio)|the (?:letter|cv|application))
        (?:received|have|got|receipt of|in receipt of|confirm(?:ing|s)? (?:that )?(?:we have|receipt)|landed|arrived|submitted|acknowledge|has|thanks for) (?:\S+ ){0,6}?(?:your (?:\w+ )?(?:application|cv|resume|résumé|portfolio|submission|form|covering letter|details|materials|letter)|everything we need)
        (?:your )?(?:application|cv|resume|form|covering letter|portfolio|submission|letter)(?: \S+){0,10}? (?:received|arrived|landed|submitted|in|sent|safely|with us|under review|being (?:reviewed|considered|looked at|processed)|is (?:complete|in)|viewed|referred|has been (?:sent|received|submitted|forwarded|passed))
        (?:application|submission) (?:received|submitted|confirmation|viewed|complete|was viewed|was sent)
        (?:review(?:ing|s|ed)?|evaluat(?:e|ing)|consider(?:ing)?|look(?:ing|s)? (?:at|over|through)|read(?:ing|s)?|assess(?:ing)?|go(?:ing|es)? (?:through|over)) (?:\S+ ){0,5}?(?:application|applications|every (?:one|application|submission)|each (?:one|submission|application)|applicants|submissions|cv|cvs|resume|profile|it over|these|your (?:background|experience|qualifications|materials|details))
        (?:if|should) (?:\S+ ){0,8}?(?:match|fit|line up|shortlisted|selected|successful|strong(?:est)?|proceed|move forward|there is a fit|she would like|progress)(?: \S+){0,12}? (?:contact|touch|reach|call|invite|hear|arrange|path|ring)
        (?:applied|under review|in review|application received|referred|submitted)(?: ?->|$)
        (?:status|stage): (?:applied|under review|in review|received|submitted|referred)
        (?:you have been referred|been referred to|forwarded to the (?:hiring|selecting)|copy of what you sent|in the pack for)
        (?:you will|will) hear (?:\S+ ){0,6}?(?:either way|one way or|from us|within|before|in the|about|by)
        (?:details|form|file|cv|notes|take-home|submission|exercise|letter)(?: \S+){0,6}? (?:are|is) (?:now )?(?:with|being read|in the hands)
        (?:has|have) landed with|in the hands of our
        we have your (?:take-home|exercise|submission|test|task|answers)
        (?:nothing|no decision|not anything) (?:is|has been) (?:\w+ )?(?:settled|decided|fixed)
        (?:everybody|everyone|you) (?:will )?hears? (?:back )?from us
        (?:where we are|nobody has been ruled|long ?list|still (?:reviewing|reading|considering)|pushed back our reading)
        """,
        strong=False,
        free="ch",
    ),
    Family(
        "APPLY",
        "the user applies",
        r"""
        (?:i (?:am|would like|wish|want|'m)|am|like|wish|writing) (?:\w+ ){0,2}?(?:to apply|applying|apply for|put myself forward|express my interest|submit my (?:application|cv)|to be considered)
        (?:attached|enclosed|find|attach|enclose|attaching|here is) (?:\S+ ){0,5}?(?:my )?(?:cv|resume|résumé|application|cover(?:ing)? letter|portfolio)
        my (?:cv|resume|application|cover(?:ing)? letter)(?: \S+){0,4}? (?:is|are)? ?(?:attached|enclosed|below|here)
        (?:my )?(?:hat is|throw my hat|throwing my hat) in the ring
        (?:saw|seen|read|noticed|came across) (?:\S+ ){0,5}?(?:advert|ad|posting|vacancy|opening|position|card|sign)
        (?:any news|follow(?:ing)? up|checking in|wondering)(?: \S+){0,8}? (?:application|role|position|vacancy|post|interview)
        """,
        side="out",
        strong=True,
        free="q",
    ),
    Family(
        "OUTREACH",
        "a cold contact: there is no candidacy yet",
        r"""
        (?:came|come|stumbled|run|ran) across (?:\S+ ){0,3}?(?:your|you)
        (?:found|saw|read|seen|noticed|viewed|got|looked at|reviewing|reviewed) (?:\S+ ){0,3}?your (?:\S+ ){0,3}?(?:profile|background|github|linkedin|portfolio|repo\w*|resume on|talk|work on|case study|experience on|post|resume from|cv on|details on)
        your (?:\w+ )?(?:profile|background|experience|skills|talk|work|repository|judgement) (?:\S+ ){0,6}?(?:stood out|jumped|caught|impress|match|fit|looks|seems|aligns|passed round|suited|ideal|is exactly)
        (?:reaching|reach) out (?:\S+ ){0,6}?(?:about|regarding|because|as|to see|with|on behalf)
        (?:would|are|might|could|is) (?:you|this|that|it)(?: \S+){0,8}? (?:be (?:open|interested|tempted|of interest)|open to|consider(?:ing)?|interested in|move for|(?:sort|kind) of thing|tempt|worth (?:\S+ )?minutes|fancy|of interest|looking for (?:a )?(?:change|new))
        (?:if (?:that|this|it)|is (?:that|this)) (?:\S+ ){0,4}?(?:tempts|interests|sounds|of interest|worth)
        (?:you do not know me|never met|unsolicited|out of the blue|cold (?:email|message|outreach)|hope you do not mind me|forgive the)
        (?:i am|we are|i'm|am|are) (?:\w+ )?(?:looking for|recruiting|hiring|searching for|building|setting up|seeking|representing|working (?:with|on behalf))(?: \S+){0,14}
        (?:my|our|a|one of (?:my|our)|direct) client(?:s)?(?: of mine)?(?:,| is| are| has| who| needs)(?: \S+){0,8}? ?(?:looking|hiring|seeking|searching|interviewing|recruiting)?
        (?:invited|invites|invite) you to apply|apply now|how to apply|apply (?:here|today|at|by)|hope you will apply|love you to apply|consider applying|send (?:me |us )?(?:your )?(?:updated )?(?:cv|resume)
        (?:urgent (?:requirement|opening|hiring|need|vacancy)|immediate (?:joiners?|start|opening|requirement)|walk-?in|hot (?:job|requirement)|new (?:vacancy|opening|role|opportunity)|exciting (?:opportunity|role)|vacancy for you)
        (?:opportunit(?:y|ies)|opening|vacancy|role|position|mandate|search|requirement)(?: \S+){0,8}? (?:for you|with (?:my|our|a|one of)|i am (?:running|working)|that (?:might|may|could)|you might|which might|matches your|before they are advertised|may interest)
        (?:is interested in you|wants? to chat|wants to (?:connect|talk) with you|sent you a (?:new )?(?:message|inmail)|new inmail|would like to connect|accept the request)
        (?:referral bonus|refer a (?:friend|mate)|referring any|know (?:anyone|someone|somebody) who|who is the best|not (?:you|looking),? (?:who|no hard))
        (?:c2c|w2 only|visa status|expected rate|day-?1 onsite|years? (?:of )?experience (?:required|only)|must have:|salary up to|up to [£€$]\d)
        (?:no obligation|confidential (?:chat|matter|conversation|discussion)|happily settled|not a good (?:time|moment)|happy where you are|if the timing|leave you in peace|open to (?:a )?(?:chat|conversation|new|hearing))
        (?:interested|if interested|keen)\??(?: \S+){0,4}? (?:reply|let me know|drop|text|whatsapp|call|send|respond|apply)
        (?:retained by|engaged by|instructed by|asked (?:me|if any of us)) (?:\S+ ){0,8}?(?:to (?:find|look|fill|identify)|knew)
        (?:find|finding|look for|lead) (?:its|their|our|the|someone|somebody) (?:next |new |first )?(?:\w+ ){0,3}?(?:director|head|lead|manager|chief|it|engineer)
        """,
        strong=False,
        free="qcnh",
    ),
)
