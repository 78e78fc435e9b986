"""English: offers made, promised, written, confirmed, accepted."""

from __future__ import annotations

from agent.reading.language import Family

FAMILIES: tuple[Family, ...] = (
    Family(
        "OFFER",
        "the job is offered",
        r"""
        {glad} to (?:be (?:able|in a position) to )?(?:\w+ ){0,2}?(?:offer|extend|present|confirm|make|propose|tender) ~(?:you|an? (?:\w+ )?offer|{offer})
        (?:{us} )?{wish} (?:to )?(?:\w+ ){0,2}?(?:offer|extend to|award|propose) (?:to )?(?:you|it to you|the {job} to you)
        (?:hereby|formally|officially|now|also|to|and|therefore|duly|has) (?:been )?offer(?:ed|s|ing)? you ~~{job}
        offer you (?:\S+ ){0,12}?{job}
        offering you (?:\S+ ){0,10}?{job}
        (?:have|has) offered you (?:\S+ ){0,10}?{job}
        you have been (?:formally |officially |successfully )?offered (?:\S+ ){0,8}?{job}
        (?:formal|official|formally|officially|written|firm) offer (?:of|for) (?:\S+ ){0,3}?{job}
        (?:to |formally |officially |hereby |am |are |is )(?:extend(?:ing)?|mak(?:e|ing)) (?:you |to you )?(?:an?|the|our|this|that) {offer}
        extend (?:to you )?(?:an?|the|our|this) {offer}
        (?:please (?:accept|consider|take|regard) |consider |treat )?this (?:letter|email|e-mail|note|message|mail)?~(?:as|is|confirms|constitutes|serves as) (?:\w+ ){0,2}?(?:your|our|a|an) {offer}
        (?:the |this |that )?(?:\w+ ){0,4}?(?:job|post|position|role|seat|place|spot|vacancy|gig|desk) is (?:\w+ )?yours
        it is yours(?: if you| to | should| whenever|,? \w+$|$|[.!,])
        yours (?:if|should|whenever|as soon as) you (?:want|will have|would like|still want|fancy|take|say|wish)
        you (?:have )?(?:got|landed|won|secured) (?:the|a|this) (?:\S+ ){0,6}?{job}
        {us} {wish} (?:for )?you ~~(?:as (?:our|a|an|the|my|one of)|on (?:the|our|my) (?:team|crew|book|bench|staff|payroll|squad|roster)|on board|aboard|to (?:join|become|be (?:our|the|part|a)|fill|take (?:up|on|over)|work (?:for|with)|come and work|come (?:on board|aboard|and join)|head|lead|run|start)|with us|in the team)
        (?:want|wants|love|like) you to (?:have|take|be given) (?:the|this|it|our|that)(?! (?:interview|call|chat|test|task|slot|form|survey|assessment|time))
        (?:want|wants|love|like) you (?:as|for|on|in) (?:our|a|an|the|my|their) (?!interview|call|chat|meeting|phone|panel|next|second|first|follow)
        (?:want|wants) you as ~~\w+
        {us} {wish} ~(?:to )?(?:appoint|hire|employ|engage|recruit|take on|bring on|bring in|have on board) you
        {us} {wish} (?:to )?(?:take you on|bring you (?:on|in|aboard|into|onto)|have you (?:join|on|as|with us|aboard|in|here|start|be)|get you (?:on board|started|signed))
        (?:wish|wishes|like|love|want|wants|decided|agreed|asked me|told me|voted|unanimous(?:ly)?|able|free|happy|pleased|delighted) to (?:appoint|hire|employ|engage|take on) you
        (?:asked|instructed|authori[sz]ed|told|want|wants) (?:me|us|hr) to (?:appoint|offer|hire|make you|give you|bring you)
        (?:bring|take|have) you on (?:as|board|with)
        (?:write|writing|like|love|pleased|delighted|privilege|want|happy|pleasure) to (?:formally )?(?:invite|ask) you to (?:join|become|take up|work with|come and work|be our|be part)
        (?:invitation|invite you|inviting you|ask you|asking you) to (?:join|become) (?!us for|us on|us at|the (?:call|meeting|interview|session|webinar|panel)|a (?:call|meeting|webinar))
        there is (?:\w+ ){0,3}?(?:a |an |the )?(?:seat|place|spot|desk|job|position|post|role|home|chair|locker|peg|slot) (?:\w+ )?(?:for you|with your name)
        (?:a|your) (?:seat|place|spot|desk|job|position|role|bench|chair|van|locker) (?:here )?(?:is )?(?:waiting for you|with your name on)
        you (?:would|will) be (?:very |most )?welcome (?:among|amongst|to join|here|on|in|at|as)
        (?:you are|you have been|you were) (?:\w+ )?(?:hired|appointed|engaged|taken on|recruited)
        you are (?:officially )?(?:ours|the one|our new|the new|our next)(?: if you want(?: it)?| now)?(?=[ .,:;!]|$)
        you are (?:officially |all )?in(?: if you want(?: it)?| now)?(?= ?[^a-z0-9 ]|$)
        (?:join us|come aboard|come on board|come and join us|come and work with us|join the team|join our team|work with us|come work with us|come work for us) (?:as|in the (?:role|position)|from|starting|full)
        ended up (?:making you an|with an) offer
        (?:great |much )?(?:pleasure|pleased|delighted|happy) (?:in offering|in making|to present) you
        (?:here is|this is|attached is|enclosed is) (?:the|our|your) (?:\w+ )?offer
        (?:our|the) offer (?:to you )?(?:of|is) [£$€]
        (?:have|has) chosen you (?:for|as|to)
        (?:wants|want|wanting) (?:him|her|you) (?:in|at) the \w+ (?:office|team|branch)
        (?:whole|entire) (?:\w+ )?(?:if|that) you said yes
        (?:over the moon|thrilled|delighted|happy|love|like) (?:for you )?to (?:have you|see you) (?:run|lead|join|as|be|on|with|start|manage|head)
        made you a (?:job )?offer
        would like to (?:have|see) you (?:as|in|on|run|lead|join)
        will you (?:join us|come (?:and )?(?:work|join)|take (?:it|the job)|be our|have us|say yes)
        status ~changed to:? offer(?: made| extended)?
        offer (?:made|extended|released|generated)(?=$|[.! ])
        (?:put|make|made|making|have made) (?:you|an?|to you|our) {offer}(?: to you)?
        you (?:have|have received|have got|received) an {offer} from \w+
        (?:our|this) {offer} from (?!another|a different|someone|somewhere|elsewhere)\w+
        (?:our|an|this) {offer} (?:to you|for you|for the (?:\w+ ){0,4}?(?:role|position|post|job))
        (?:that is|here is|this is|here are) (?:the|our|my|your) (?:deal|offer|final figure|terms|numbers|package|proposal)
        (?:they|the client|client|\w+) (?:picked|chose|chosen|selected|went for|want|are going with|is going with|have gone with) you(?=[ .,!]|$)
        you are (?:the one|the person|who|exactly who|the candidate) (?:{us} )?(?:{wish}|chose|picked|are going with|have chosen)
        """,
    ),
    Family(
        "WANTED",
        "they have chosen the user",
        r"""
        (?:you are|you were|you came out(?: as)?|ranked you|put you|made you|you are very much|you remain) (?:\w+ ){0,3}?(?:first choice|preferred candidate|top (?:choice|candidate|pick)|number one|ranked first|at the top|first|the one|the strongest|top of the list|our pick|unanimous choice)
        (?:ranked|placed|rated|put) you (?:first|top|number one|at the top|ahead of)
        (?:it|that|vote|decision|committee|panel|board|we|everyone) (?:was|were|is|are) (?:\w+ )?unanimous
        same name at the top
        nobody else (?:is )?(?:in the frame|in the running|we want|came close|comes close)
        (?:do not|did not|not) (?:feel the )?need to see anyone else
        (?:have|has) stopped (?:looking|searching|interviewing)
        (?:unanimous|four|three|five|strong|all|straight|solid|clear|big|resounding|definite|firm) (?:\w+ )?yes(?:es)?
        it is (?:a |an )?(?:\w+ )?yes (?:from|all round|on our)
        (?:it is|that it is|is) you(?=$|[.!, ]) ?(?:if you|!|\.|,|$)
        you have been (?:selected|chosen|picked|successful|approved|recommended|nominated)(?! (?:to (?:participate|take part|attend|interview|complete|receive|join (?:our|the) (?:study|panel|call))|for (?:an? |the |our )?(?:\w+ ){0,2}?(?:interview|assessment|study|round|screening|shortlist|call|draw|giveaway|next)))
        you (?:were|are) (?:selected|chosen|successful|recommended)(?! (?:to (?:participate|take part|attend|interview|complete)|for (?:an? |the |our )?(?:\w+ ){0,2}?(?:interview|assessment|study|round|call|next)))
        (?:selected|chosen|picked|recommended|approved|nominated) you (?:for|as|to fill|over)
        (?:recommended|recommendation) for (?:hire|appointment)
        recommendation (?:for hire|to hire|to appoint|that (?:we|you))
        (?:tentatively|provisionally) (?:selected|appointed|accepted)
        (?:trustees|board|panel|committee|governors|partners|council|team) (?:\w+ )?(?:ratified|approved|agreed|voted|endorsed|backed|said yes|signed off|confirmed)
        (?:he|she|the boss|boss|everyone|everybody|they|the team|whole team) (?:is|are|was|were) sold
        ball is in your court
        (?:start|begin) (?:sorting|thinking about|working out|to think about) (?:your|when you could hand in your) notice
        (?:hand in|give|hand) (?:in )?your notice
        (?:make|making|be able to make|able to make|go straight to) (?:you )?(?:the|an|our) offer
        (?:gone|going|go) ahead with you
        (?:you )?stand selected
        says? yes to (?!the|an?|your|our|all)\w+
        (?:voted|agreed|decided|delighted|happy|pleased|wish|want) to (?:give|appoint|hire) (?:you|\w+) (?:a|an|the|as)
        is yours(?: if| to|[.,!]|$)
        what would make you say yes
        (?:decision|choice) (?:was|is|has been) (?:\w+ )?(?:unanimous|easy|made|you)
        (?:would|will) be (?:\w+ )?(?:working together|colleagues|joining us|one of us)
        ({us}) (?:all )?(?:said|say|voted|agreed) yes
        yes it does
        """,
        strong=False,
    ),
    Family(
        "PROMISE",
        "the offer in writing is still to come",
        r"""
        (?:{letter}|details|it|these|those|everything|the rest|confirmation|copy) (?:\S+ ){0,6}?(?:will|to|should|shall|is going to|are going to|ought to|would) (?:\w+ ){0,3}?(?:{sent})
        {letter} (?:tomorrow|monday|tuesday|wednesday|thursday|friday|next week|this week|shortly|soon|by \w+day|to follow|follows|coming|is on (?:its|the) way|are on (?:their|the) way|incoming|early next week|later this week)
        you (?:will|should|shall|can expect to|are going to) (?:\w+ ){0,3}?(?:get|receive|have|see|find|hear about|be sent|be receiving|expect) (?:\S+ ){0,6}?(?:{letter}|in writing|something official|something formal|it in|it (?:tomorrow|by|before|this|next|soon|shortly|on|within|at))
        (?:expect|watch for|look out for|keep an eye out for|keep an eye on your inbox|look for) (?:\S+ ){0,5}?(?:{letter}|inbox|it in writing)
        (?:letters?|contracts?|paperwork|offer) (?:goes|go|comes|come|follows?|lands?|reaches) (?:\w+ )?(?:out|as soon|on \w+day|from|when|once|next|tomorrow|in the post)
        (?:draw(?:ing|s)? up|typ(?:ing|es?) up|prepar(?:ing|es?)|put(?:ting|s)? together|draft(?:ing|s)?|working on|writ(?:ing|es?) up|finali[sz](?:ing|es?)|process(?:ing|es)|sort(?:ing|s)? out|doing|get(?:ting)?|raising|generating) (?:\S+ ){0,4}?(?:your |the |a |an |that |it into |up )?(?:\w+ ){0,2}?{letter}
        (?:will|shall|to|going to|can) (?:\w+ ){0,2}?(?:send|mail|be mailing|be sending|forward|issue|email|e-mail|post|put|release|circulate|get|draft|prepare|share|raise|turn|see to|bring) (?:\S+ ){0,6}?(?:{letter}|in writing|into writing|over to you|it in writing|actual letter|the details)
        (?:formal|written|official|proper|full|detailed) (?:terms|details|offer|letter|paperwork|contract|confirmation|documentation) (?:\S+ ){0,3}?(?:{sent}|will|to)
        (?:nothing|none|not|this|does not|do not)(?: \S+){0,4}? counts? as (?:paper|official|formal|an offer|the offer|a contract)
        (?:hr|human resources|head office|central office|personnel|the office|payroll) (?:will |have to |has to |must |need to |needs to |still have to |are going to |is going to )(?:\w+ ){0,2}?(?:raise|issue|write|do|send|type|draw|put|produce|prepare|sort) (?:it|that|the|your|a|you|this|up)
        before (?:anything|something) (?:official|formal|in writing) (?:reaches|arrives|comes)
        (?:i )?owe you a (?:letter|contract)
        (?:money|dates|salary|figures|numbers|terms|rate|pay|package) (?:\S+ ){0,6}?will (?:\w+ ){0,2}?(?:come|follow|be spelled out|be in|be confirmed|be set out|be sent)
        paper(?:work|s)? (?:will|should|to) (?:\S+ ){0,3}?(?:be|come|follow|with)
        until (?:his|her|the|our|my|your|that) (?:formal |written |offer )?(?:letter|contract|paperwork|offer) (?:reaches|arrives|comes|lands|is)
        (?:see|have seen|got|receive|sign) (?:the|a|any) (?:letterhead|formal letter|contract|paperwork|terms|thing in writing)
        (?:once|when|until|as soon as) (?:it|the \w+|that|you) (?:lands|arrives|comes through|comes out)
        (?:more|everything|it all|formalities|the formal stuff|rest) (?:\w+ )?in writing
        (?:put|confirm|puts|have|get) (?:it|this|that|all of this|everything|all this) (?:down )?in writing
        """,
    ),
    Family(
        "LETTER",
        "the offer lies in a letter, a form or a portal",
        r"""
        (?:attached|enclosed|attaching|enclosing|find|please find|here is|here it is|see|pfa|i have attached|this is|below is|below are|behind the link|sending|sent)(?: \S+){0,8}? (?:{letter}|statement of (?:main )?terms|terms and conditions of employment|arbeitsvertrag)
        {letter} (?:\S+ ){0,5}?(?:is|are|attached|enclosed)(?: \w+){0,2}? (?:attached|enclosed|below|behind the link|in (?:your|the) (?:portal|drive|inbox|account)|ready (?:for|to)|available|waiting|here|live|now)
        {letter} (?:attached|enclosed|below)
        (?<!accepted )(?<!got )(?<!received )(?<!landed )(?<!had )(?<!has )(?:your|an?|our|the) (?:formal |official |written )?(?:offer|offer letter|offer of employment|employment offer|job offer|offer package|offer packet) (?:\S+ ){0,4}?(?:from|expires|ready|awaits|waiting|available)
        (?:review|view|open|read|see|access|download|sign|complete|return|respond to|reply to)(?:,? and (?:sign|accept|return|respond to|either \w+|complete))? (?:\S+ ){0,4}?(?:your |the |this |our |an )?(?:\w+ )?(?:offer|contract|offer letter|employment agreement|employment contract|employment offer|letter of (?:offer|appointment)|agreement)
        (?:accept|to accept|either accept|choose accept|yes, i(?: will|'ll) take it)(?:,| or| /) ?(?:or )?(?:decline|refuse|reject|no thanks)
        (?:i|we)(?: hereby)? confirm (?:in writing )?(?:\w+ )?(?:that )?(?:\S+ ){0,4}?(?:offer|wishes? to appoint|appoint|appointment|position|post)
        (?:pdf|word document) attached from
        (?:page|clause|section|paragraph) \S+ (?:is|now|of|covers|has|where)
        as promised
        (?:they|we) need (?:a )?(?:yes|yes/no|your answer|an answer|yes or no|a decision)
        letter (?:confirms|sets out|outlines|serves)
        new (?:one|version|letter|contract|copy) attached
        (?:revised|updated|amended|corrected|new) {letter}
        still need your (?:signature|answer|yes)
        waiting for you(?:r)? (?:to (?:finish )?sign(?:ing)?|signature|answer|reply|decision|response)
        (?:you have had|you have got|received|had) (?:my|our|the|his|her) (?:letter|offer|contract|paperwork)
        reply yes
        (?:is|are) (?:still )?(?:waiting|here|ready) for your (?:\w+ )?(?:signature|response|answer|reply)
        (?:what is|here is what is|everything that is) on the table
        (?:in writing|on paper)(?:,? (?:like|as) you asked|:)
        (?:you|u) (?:asked|wanted|said you wanted) (?:for )?(?:it|this|that|something) (?:to be )?(?:in writing|on paper)
        (?:terms|figures|details) (?:are|is) on the paper
        (?:landed|arrived|waiting|emailed|posted|ready|there)(?: \S+){0,5}? your (?:\w+ ){0,3}?(?:offer letter|contract|offer of employment)
        (?:hope|like|want|need) to have your signature
        (?:letter|contract|offer|version|paper) (?:\S+ ){0,4}?now (?:reads|says|shows)
        signature page
        (?:yes-or-no|accept|decline) buttons?
        (?:would|could) you (?:be able to )?(?:let (?:me|us) have your written yes|sign the (?:contract|letter|offer))
        ran? out if your answer
        offer (?:runs out|is running|is good|still open|still stands)
        (?:confirm assignment|accept (?:or decline )?offer|view offer|review offer|view and sign|review & sign|review and sign|sign offer|accept offer|respond to (?:this |your )?offer|review document)
        """,
        strong=False,
        free="hq",
    ),
    Family(
        "ANSWER_BY",
        "an answer to the offer is asked for",
        r"""
        (?:please |kindly |to |and )?(?:sign(?! off| up)|countersign|initial)(?:,| and| &)? (?:\S+ ){0,3}?(?:return|send|get|date|back|it back|by|the|this|both|below|whenever|your)
        (?:return|send back|give back|get back|post back|email back) (?:\S+ ){0,6}?(?:signed|copy|copies|letter|contract|form|page|to (?:me|us))
        (?:your signed|one signed|(?:need|return|back|with) (?:a|the|one) signed) (?:\S+ ){0,2}?(?:copy|copies|letter|contract|page|form|acceptance|agreement|offer)
        (?:let (?:me|us|\w+ and me|\w+) know|tell (?:me|us)|answer|respond|reply|get back to (?:me|us)|revert|give (?:me|us) (?:your|an|a)|need (?:your|an|a|to hear|to know)|hear (?:back )?from you|like (?:your|an|a) (?:answer|decision|response)|decide|confirm|accept|acceptance|decision|yes/no|signature|sign(?:ed)?|it back)(?:\S*(?:[ ]\S+){1,9}?)?? (?:by|before|no later than|not later than|on or before|until|within|latest|end of) (?:\S+ ){0,4}?(?:\S*day|\d{1,2}|noon|midnight|tomorrow|week|close|the|end|january|february|march|april|may|june|july|august|september|october|november|december|tonight|five|three|two|seven|ten|24|48|eod|cob)
        (?:offer|invitation|link|envelope|it|request|this|which|proposal|button|packet|document) (?:\S+ ){0,3}?(?:expires?|remains? open|stays? (?:open|live)|is (?:valid|open|good)|lapses?|stands? until|will (?:expire|lapse|close|remain open)|good until|valid (?:until|till|through|for))
        (?:keep|hold|leave|keeping|holding) (?:it|this|that|the (?:job|offer|place|seat|position|post|role))(?: open)?(?: for you)? (?:til|till|until|through|to|up to) (?:\S+ ){0,3}?(?:\S*day|\d|the|end|noon|midnight)
        (?:by|before) (?:close|end|noon|5 ?pm|midnight) (?:\S+ ){0,5}?(?:or|otherwise)
        (?:take no|no|without) (?:action|answer|response|reply) (?:\S+ ){0,6}?(?:closes|expires|lapses|withdrawn|declin|refus|as a no)
        (?:click|open|tap|press|choose|select|use|sign in|log in|reply)(?: \S+){0,10}? (?:to )?(?:accept|decline|say yes|confirm assignment|i accept|respond to this offer)
        reply yes (?:tonight|today|tomorrow|by|to)
        accept (?:or|/) decline
        (?:not answered|unanswered|not heard|have not heard|not had)(?: \S+){0,6}? (?:by|before|closed|expire)
        please accept
        """,
        strong=False,
        free="qc",
    ),
    Family(
        "FINAL",
        "the offer is final",
        r"""
        (?:final|firm|unconditional|official|formal job) (?:job )?offer(?: of (?:employment|appointment))?(?! cannot| can not)
        (?:offer|appointment|employment|position|job|place|start|post) (?!is confirmed|on|at|with)(?:\S+ ){0,5}?(?:is|are|be|now|becomes?|made|confirmed|goes|being) (?:\w+ ){0,2}?(?:unconditional(?:ly)?|final|firm|no longer (?:subject to|conditional|contingent|dependent|provisional|tentative))
        (?:confirmed|made|become|becomes|becoming) unconditional(?:ly)?
        you (?:are|may|can|are now|may now) (?:now )?(?:free to |go ahead and |safely )?(?:give|hand in|resign|give in) (?:your )?(?:notice|resignation)?
        (?:can|may|could|should|safe to) (?:now )?(?:go ahead and )?(?:hand|give) (?:in )?(?:your )?notice
        (?:cleared|good|clear|all set|set) (?:to|for) (?:you to |your |the |a )?(?:start|begin|work|join|hire|employment|duty|takeoff|go|day one)
        (?:consider|treat) (?:that|the|this|it) (?:\w+ )?(?:sentence|condition|clause|paragraph|bit|line)? ?(?:\w+ )?(?:struck out|removed|gone|deleted|satisfied|met|waived|fulfilled)
        (?:condition|caveat|asterisk|contingency|proviso|question mark|thing|cloud)(?: \S+){0,5}? (?:is|has been|are|was) (?:gone|removed|lifted|waived|satisfied|met|fulfilled|off|dropped|cleared|over)
        (?:conversion|appointment (?:as|to)|your employment) (?:\S+ ){0,5}?(?:is|has been|was|been) (?:now )?(?:\w+ )?(?:approved|confirmed|ratified)
        temp(?:orary)? (?:part|period|phase) is over
        (?:is|are) (?:now )?(?:final|firm|unconditional|safe)(?=[.,:; ]|$)
        (?:cleared|eligible) to (?:start|work|begin|join|drive)|you are cleared|marked you eligible
        in the clear|job with us in the clear
        (?:string|condition|asterisk|caveat)s? (?:is|are|comes|came) off
        tick (?:that|the|this) (?:\w+ )?(?:condition|box|one) off
        (?:formalities|joining|appointment) (?:shall|will|can) now (?:be )?proceed
        (?:has|have) (?:its|their|his|her|the board's) (?:ratification|approval|blessing)|allowed to countersign
        (?:satisfied|happy) with the (?:adjudication|result|outcome|report)
        (?<!who )(?:meets?|met|within|satisf(?:y|ies|ied)) (?:company|the company'?s?|our|all|their|the employer'?s?|hiring) (?:\w+ )?(?:standards?|criteria|requirements?)
        """,
        strong=True,
        free="h",
    ),
    Family(
        "FINAL",
        "nothing is left open",
        r"""
        (?:no|without) (?:further |more |outstanding |remaining )?(?:conditions?|contingenc(?:y|ies)|strings|asterisk|ifs)(?: (?:attached|left|remain(?:ing)?|on|any more|outstanding|or buts))?
        (?:all|every)(?: of)?(?: the| our| your)? (?:\S+ ){0,5}?(?:conditions?|contingenc(?:y|ies)|requirements?|checks?|clearances?|items?|hurdles|boxes|references) (?:\S+ ){0,7}?(?:met|satisfied|cleared|complete[d]?|returned|satisfactory|passed|done|back|fulfilled|adjudicated|ticked|in place|received|off|behind)
        (?:nothing|no more|not anything) (?:\S+ ){0,4}?(?:left|outstanding|further|stands?|standing|remains?|now|that (?:could|can)|to (?:wait|prevent|stop|hold|worry|do))(?: \S+){0,7}? ?(?:stop|prevent|way|required|outstanding|our end|in the way|wait for|start|joining|open|it|list|conditional)?
        (?:that|this|which|those|all of that) (?:\S+ ){0,5}?(?:finishes|closes off|completes|leaves an? empty|clears|wraps up|ends|ticks off|was the (?:last|final|only)|is the (?:last|final|piece|only)|were the last|is everything|was everything)
        (?:it is|all) (?:done|official|settled|signed off|sorted|confirmed|approved|through|clear|good|green)(?=[.,!; ]|$)
        all (?:back|fine|good|clear|in|done|complete|satisfactory|sorted|through)(?=[.,!;]|$)
        everything (?:\S+ ){0,3}?(?:came back|is back|has come back|checked out|is in order|is clear(?:ed)?|is complete|cleared|is in place|passed|came through|is (?:now )?in)
        (?:nothing|none)(?: \S+){0,6}? (?:falls )?outside (?:of )?(?:the |our |their |its )?(?:\w+ )?criteria
        no (?:longer|more) (?:subject to|dependent on|contingent|conditional)
        not (?:subject to|conditional|contingent|dependent)(?: \S+){0,5}? any (?:more|longer)
        no (?:further|additional|more) (?:action|checks?|steps?|paperwork|requirements?)(?: \S+){0,3}? ?(?:needed|required|necessary|on your part|outstanding)?
        """,
        strong=False,
        free="nh",
    ),
    Family(
        "CONDITION",
        "the offer depends on something",
        r"""
        (?:contingent|conditional|conditioned|dependent|dependant|predicated|provisional|depends?|depending|hinges?|hinging|hangs?|rests?|rides?) (?:up)?on
        (?:subject|pursuant) to (?:\S+ ){0,6}?(?:check|checks|clearance|satisfactory|successful|receipt|completion|reference|references|approval|screening|dbs|medical|vetting|proof|evidence|passing|verification|funding|board|results?|background|visa|eligib\w+|registration|conferral|security|council|ratification|confirmation|test|exam\w*|works)
        (?:made|offered|given|is|remains|being) (?:\w+ )?(?:conditional(?:ly)?|contingent|provisional(?:ly)?|tentative(?:ly)?)
        (?:conditional|provisional|tentative|contingent) (?:job )?(?:offer|employment|appointment|upon|letter|selection|candidate)
        (?:pending|awaiting|waiting on|waiting for|outstanding|subject to|still need(?:s|ed)?|need to (?:see|have|receive|complete)|on condition|providing|provided|as long as|so long as|assuming|if and when|if-and-when|only if|on the footing|once|until|unless|before)(?: \S+){0,14}
        """,
        strong=False,
        free="nc",
    ),
    Family(
        "ACCEPT",
        "the user accepts the offer",
        r"""
        (?:i|we) (?:\w+ ){0,4}?accept(?:ed)?(?! that| an? (?:apology|other|different|role elsewhere|position elsewhere|job elsewhere)| another| something| the other| a role| a position| a job)
        (?:{glad}|honou?red|excited|love|happy) to (?:\w+ ){0,3}?accept(?! another| a (?:different|role|position|job) (?:with|at|else)| something)
        (?:formal|my|official|written|this|an?|our) (?:\w+ )?accept(?:ance)?(?: of| is|:|,|\.|$| attached| and| form| letter)
        (?:count|lock|deal|pencil|put|sign) me (?:in|up|down)(?! for (?:the|an?) (?:interview|call|chat|slot))
        (?:consider|call) me (?:in|hired|yours|on board|sold)
        (?:like|love|happy|keen|glad|delighted|ready|want|pleased|wish|prepared) to (?:\w+ )?(?:go ahead|proceed|get started|come on board)(?: with| on| as|[.,!]|$)
        (?:i )?(?:should|would|will) (?:\w+ ){0,2}?(?:like|love|be delighted|be glad|be happy|be honou?red|be thrilled|be proud) to (?:come|join|work|take|accept|start|be)
        (?:made up my mind|decided|happy|delighted) to (?:take|accept|join) (?:the|your|it|you|up)
        (?:agree|agreed|consent) (?:to|with) (?:everything|all|every|the terms|your terms|the offer|your offer)
        (?:content|happy|good|fine|comfortable|pleased) with (?:\w+ )?(?:all of it|everything|the (?:terms|offer|contract|package|letter|figures|numbers)|every)
        (?:agreed|accepted|signed) and (?:executed|signed|returned|dated)
        (?:returned|return|sent back|completed|filled in|enclose|attached) (?:the|my|an) acceptance
        (?:convey|confirm|give|send|record|treat this as) (?:you )?my (?:\w+ )?acceptance
        (?:did|done|completed|finished|just did) (?:the )?(?:docusign|e-?sign\w*|signing|paperwork)
        e-?signed (?:all|the|everything|both|it)
        (?:with|has|bears|carries|got) my signature
        countersigned (?:agreement|contract|copy|letter|offer)
        ^(?:all |done,? |yes!? )?signed(?:,| and| &|[.!]|$)(?: (?:sealed|attached|returned|delivered|dated|scanned|sent|enclosed|back))?
        signed (?:the (?:lot|whole (?:lot|thing))|it all|and attached|& attached|below)
        (?:tell|let) (?:\S+ ){0,3}?i am (?:theirs|yours|in|coming)
        i am (?:theirs|all yours|yours)(?=[ .,!]|$)
        (?:it is|that is) (?:\w+ )?signed
        i will take it
        (?:it is|that is|this is|consider (?:this|it)|answer is|answer:|with a|definite|big|resounding) (?:\w+ ){0,3}?yes(?: from (?:me|us|my side))?(?=[ .,!;-]|$)(?! to an interview)
        (?:absolutely|hell|definitely|wholehearted(?:ly)?|emphatic|formal|of course|oh|big|resounding) yes
        (?:signed|countersigned|executed)(?: (?:and dated|by me|and scanned))? (?:\S+ ){0,3}?(?:copy|copies|letter|contract|offer|agreement|form|acceptance|pages?|document|documents|paperwork|version|pdf|scan)(?: \S+){0,6}? ?(?:attached|enclosed|in the post|back|on its way|herewith|here|below|returned|uploaded|sent)?
        (?:attached|enclosed|enclosing|attaching|returning|pfa|find|here is|here are|sending|sent|returned|uploaded) (?:\S+ ){0,6}?signed
        (?:i have|i've|have|just|it is|is|are|both copies are|all) (?:\w+ )?(?:signed|countersigned|e-signed|docusigned|put my name|inked)(?! up)
        (?:signed|sent) (?:it|everything|the (?:letter|offer|contract)|both|them)(?: \S+){0,4}
        (?:confirm|confirming) (?:my|that i) (?:\w+ ){0,2}?(?:joining|acceptance|start|will (?:be )?(?:join|start|take|accept)\w*|accept|agree)
        """,
        side="out",
        free="h",
    ),
    Family(
        "ACCEPT",
        "the user says yes, it seems to the offer",
        r"""
        (?:very |so |more than |only too |really )?(?:glad|happy|delighted|pleased|honou?red|thrilled|excited|love|like) to (?:\w+ ){0,2}?(?:take up (?:the|your)|join (?:you|the|your|as)|take (?:the|you up|it|this|on the)|come (?:on board|aboard|and)|be your|be joining|say yes|start|step into|come and work)
        (?:be|am) mad to say no
        ^(?:[\w .,!-]{0,30} )?of course(?=[.,!]|$)
        (?:so |very |really )?excited to be (?:a|an|your|the|joining|part)
        (?:can|could|will|am right to|happy to|able to|to) (?:start|kick off|begin)(?: on| from)? (?:on |the )?(?:mon|tue|wed|thu|fri|\d|the|january|february|march|april|may|june|july|august|september|october|november|december)
        (?:will|shall) be (?:with you|joining (?:you|the|as)|at the \w+ (?:site|office) for my first)
        you have got (?:yourself )?(?:a|an|your) (?:new )?\w+
        so please draw up
        ^yes(?: please|,? absolutely|,? of course|,? definitely|,? i will|[,!.]+ ?|$)
        yes(?:,)? (?:please|yes|absolutely|definitely|to (?:the|your|all|it|everything)|i (?:would|will|am|accept))
        (?:i am|i'm|count me) in(?=[ .,!]|$)(?! (?:town|touch|the (?:middle|process|area|office)|process|talks|a|my|two|london|need|receipt|discussions|final))
        (?:that|this|it|which) (?:all )?(?:suits|works for|is fine by|is perfect for|is good for|sounds (?:good|great|perfect|fair) to) me
        deal(?=[.!,]|$)
        (?:i will|i'll|will|shall) (?:\w+ )?(?:be there|see you|report|start|join you|be with you|be joining|take it|take the (?:job|role|position|post)) ?(?:on|from|as|at|in|$|[.,!])?
        (?:look(?:ing)? forward to|can not wait to|excited to|excited about|ready to) (?:\w+ )?(?:start(?:ing)?|join(?:ing)?|begin(?:ning)?|working (?:with|for)|get(?:ting)? (?:started|going)|being part|work(?:ing)? (?:with|for))
        (?:where|when) do (?:i|you want me to) (?:sign|start|want me)
        when do you want me
        (?:you have|you've) got (?:yourself )?(?:a|an|your) (?:new )?(?:\w+ ){0,3}
        i (?:would|will) (?:gladly|happily|proudly|eagerly)(?: \w+){0,3}
        (?:my )?(?:resignation|notice) (?:is|has been|was|went|goes) (?:\w+ )?(?:in|put in|handed|submitted|given)
        (?:handed|given|handing|giving|put) in my (?:notice|resignation)|gave (?:my )?notice
        """,
        side="out",
        strong=False,
        free="h",
    ),
    Family(
        "THANKS_ACCEPT",
        "the employer notes the user's acceptance",
        r"""
        you (?:have )?(?:\w+ )?accepted (?:\S+ ){0,4}?(?:offer|position|role|job|post|appointment|contract|us|it)
        {thanks} for (?:\S+ ){0,3}?(?:accept(?:ing|ance)|returning (?:\S+ ){0,4}?(?:signed|contract|letter|acceptance|offer|form|paperwork|documents)|sign(?:ing|ed)|saying yes|sending (?:\S+ ){0,4}?(?:signed|contract|back|letter|offer)|getting (?:\S+ ){0,4}?(?:signed|back)|confirming (?:your acceptance|that you)|your (?:yes|signature|signed|confirmation|prompt (?:signature|return))|choosing (?:us|to join))
        (?:received|(?<!to )have|got|receipt of|in receipt of|seen|acknowledge) (?:\S+ ){0,4}?your (?:\w+ )?(?:signed|acceptance|countersigned|signature)
        your (?:\w+ )?(?:acceptance|signed (?:copy|letter|contract|offer|agreement|form|page)|signature) (?:\S+ ){0,6}?(?:received|arrived|landed|recorded|safely|with us|noted|on file|logged|came in|is in|has been|made (?:my|our))
        (?:your )?signature (?:\S+ ){0,12}?(?:in place|complete|received|recorded)
        you (?:have |are )?(?:just )?(?:signed|countersigned)(?: \S+){0,4}? (?:offer|contract|letter|agreement)
        (?:glad|delighted|thrilled|happy|pleased|excited|great|brilliant|wonderful|fantastic|so good|over the moon|good|lovely)(?: \S+){0,5}? you(?: have| are| will|'ve|'re|'ll)?(?: \w+){0,2}? (?:accepted|said yes|signed|join(?:ing)?|decided to (?:join|accept|come)|coming (?:on board|aboard)|on board|taken|chosen us|chose us|be joining|with us)
        (?:told|informed|let|notified|passed) (?:\S+ ){0,6}?(?:of )?your (?:acceptance|decision to (?:accept|join)|yes)
        (?:is|are|was|were) (?:\w+ )?(?:thrilled|delighted|over the moon|happy|pleased|chuffed) (?:that )?you (?:said yes|accepted|are (?:coming|joining))
        have seen your signature
        you are (?:now )?(?:official(?:ly)?|on the (?:books|payroll|team)|one of us|hired|part of the team)(?! (?:invited|scheduled|registered|booked))
        (?:welcome (?:aboard|on board|to the (?:team|family|crew|firm|company|business|department|trust|school|practice|fold|club)|to (?!our|the (?:webinar|course|group|newsletter|community|portal|call)|your|this|join|apply|attend|ask|bring|any)\S+)|officially (?:one of us|part of))
        (?:signed|countersigned) (?:terms|agreement|form|paperwork|copy|copies|pages?|papers|documents?|everything)(?: \S+){0,3}? (?:received|arrived|safely|is in|are in|landed|with (?:us|thanks)|on file|here)
        (?:received|got|have) (?:the|your|all the) signed (?:terms|agreement|form|paperwork|copy|copies|pages?|papers|documents?)
        countersigned (?:copy|copies|letter|contract|version)(?: \S+){0,3}? (?:coming|on its way|attached|enclosed|to follow|follows|is back|in the post)
        (?:signed|returned|countersigned) (?:\S+ ){0,5}?(?:offer|contract|letter)(?: \S+){0,4}? (?:received|with thanks|is in|arrived|on file|in (?:your|the) file|is signed|complete)
        (?:now that|since|as) you (?:have )?(?:accepted|signed|said yes|are joining|are coming on board|will be joining)
        following your (?:acceptance|signed)
        (?:accepted|acceptance)(?: \S+){0,4}? (?:recorded|confirmed|registered|received|logged|noted|complete)
        your (?:response|answer|decision|choice) (?:\S+ ){0,4}?(?:recorded|received|was|is|has been)(?: \S+){0,3}? accept(?:ed)?
        you (?:chose|selected|picked|clicked|pressed) "?accept(?:ed)?"?
        (?:offer )?(?:accepted|signed) by (?:candidate|you)
        response: accept(?:ed)?
        offer accepted(?=$|[:.! ])
        (?:made|makes) (?:our|my) (?:\w+ ){1,2}that you said yes
        (?:have|has) said yes to us
        (?:is|are) back with your signature
        (?:delighted|glad|happy|thrilled|pleased) (?:that )?you are (?:going|coming|starting|joining) with us|you chose us
        agreed when you signed
        best thing in my (?:inbox|week|day)
        (?:now )?officially a (?:staff|member|part)
        (?:offer|contract|agreement|letter)(?: \S+){0,6}? (?:has been |was |is )(?:\w+ )?(?:accepted|signed|executed|countersigned|completed by all|fully executed)(?! by (?:another|someone|that))
        all (?:parties|signers|signatories)(?: \S+){0,3}? (?:signed|completed)
        everyone has signed
        signed and filed
        (?:closed|close|closing|taken down|take down|took down|pulled) (?:the|this|that|our) (?:posting|req|requisition|advert|ad|vacancy|search)(?: \S+){0,8}? ?(?:other finalists?|your)?
        """,
        free="h",
    ),
    Family(
        "ONBOARD",
        "mail for somebody about to start",
        r"""
        (?:new (?:hire|starter|joiner|colleague|employee|staff|team member)s?|onboarding|on-boarding|pre-?boarding|welcome pack|starter (?:pack|form|kit)|new-hire)
        (?:your|the) (?:first (?:day|morning|week|shift)|day one|start date|starting date|induction|orientation|inset|arrival|joining instructions|commencement|first payroll|onboarding)
        (?:before|ahead of|until|on|for) (?:you|your) (?:start(?:ing)?|join(?:ing)?|first (?:day|shift|morning|week)|day one|begin|induction|arrival|start date)
        you (?:will )?(?:start|begin|join us|join)(?: work)? (?:with us |with the |the |in the )?(?:\S+ ){0,4}?(?:on|monday|tuesday|wednesday|thursday|friday|next week|the)
        (?:laptop|badge|key ?card|payroll|direct deposit|bank details|tax (?:form|code)|w-4|i-9|p45|uniform|equipment|login|username|locker|id card|emergency contact|handbook|timetable|rota|roster|parking permit|buddy|swag|t-shirt size|business cards|desk)
        (?:see|meet|seeing|meeting|having|have|with) (?:you|us) (?:on (?:monday|your|the \d|day one)|monday|in the (?:office|team)|with us)
        (?:can not|cannot|could not) wait (?:to have|for) you
        induction|orientation (?:begins|day|session|is|starts|mon|tue|wed|thu|fri|packet)
        (?:join|joining) (?:us|the (?:team|company))(?: \S+){0,5}? (?:on|from|starting)
        """,
        strong=False,
        free="hnc",
    ),
    Family(
        "OFFER_CONTEXT",
        "an offer or a contract of the user's is spoken of",
        r"""
        (?:received|had|have|got) (?:our|my|the) (?:\w+ )?letter|your signature
        (?:your|our|the|my|this) (?:(?!we |i |they |to |not |please )\w+ ){0,2}?(?:{offer}|offer letter|letter of offer|contract|employment contract|employment agreement|letter of appointment|appointment letter)(?! (?:process|stage|accelerator|emails))
        (?:your|our) {offer}
        (?:we|i|have|has|had|been|were|when) (?:\w+ )?offered you|our offer
        offer (?:ref|reference|letter|dated|of (?:employment|appointment))
        (?:your|our|the|that|this|accepted|signed|recent) (?:\w+ )?(?:conditional|provisional|tentative|verbal) (?:offer|contract|letter)
        (?:sent|issued|signed|given|got|have|had)(?: \S+){0,4}? (?:letter of offer|offer letter|signed contract|contract (?:in|dated))
        (?:your|our) (?:new )?(?:job|place here|start|salary will|desk|first day)
        (?:said|written|set out|named|mentioned) in your letter
        letter (?:of|dated) (?:(?:january|february|march|april|may|june|july|august|september|october|november|december) )?\d
        (?:with|about|regarding) your (?:appointment|employment|hire|start)(?= |$|[.,])
        conditional employment|tentatively selected|recommended for hire
        (?:shook (?:hands )?on it|we shook|said (?:the )?\d+(?:st|nd|rd|th)|asked you to be our|when i asked you to (?:be|join|become))
        (?:your|the) (?:acceptance|appointment as|commencement|start(?:ing)? date|place here|employment with|induction)
        (?:before|until) (?:you|your) (?:can )?(?:start|first day|joining|commence)
        (?:hand|give|handed|given)(?: in)?(?: your)? notice|resign
        (?:new employer|new role|your new|as (?:a|our) new)
        """,
        side="any",
        strong=False,
        free="ncqh",
    ),
)
