"""English: candidacies and offers that end, by either side."""

from __future__ import annotations

from agent.reading.language import Family

FAMILIES: tuple[Family, ...] = (
    Family(
        "RESCIND",
        "the offer is taken back",
        r"""
        {us} (?:\w+ ){0,5}?(?:{away}|step(?:ping)? back from|step away from|back(?:ing)? out of|renege on|go back on|reverse) (?:\S+ ){0,5}?(?:offer|contract|agreement|letter|appointment|employment)
        (?:{offer}|offer letter|letter|contract|appointment|agreement|it)(?: \S+){0,9}? (?:has been|have been|is|are|was|were|must be|must now be|should be|should therefore be|is hereby|are hereby|stands|must accordingly be|has had to be|being|has|will be|having been) (?:\w+ ){0,3}?(?:{away}|off the table|suspended|void|regarded as suspended|of no (?:further )?effect|null|no longer (?:valid|available|open|stands?|on the table|in effect|effective|ours)|dead|off)(?! if)
        (?:has|have|had|must|need|needs|going|forced|obliged|required|instructed|decided|chosen|compelled)(?: to)? (?:\w+ )?(?:rescind|withdraw|revoke|retract|pull|cancel|take back|void) (?:\S+ ){0,3}?(?:offer|contract|letter of appointment|appointment letter)
        (?:rescinds?|revokes?|retracts?|withdraws|is (?:rescinding|withdrawing|revoking)) (?:\S+ ){0,3}?offer
        (?:not|unable to|can not|no longer) (?:\w+ ){0,6}?(?:go|move|proceed|going|moving|press|continue)(?: forward| ahead| on)? with (?:the|your|our) (?:\w+ ){0,2}?(?:offer|appointment|contract|employment|hire|start)
        (?:no longer|not|can not) (?:\w+ ){0,2}?(?:offer you|employ you|proceed with|go ahead with|keep|give you) (?:the|a|that|this|your) (?:\w+ ){0,2}?(?:job|role|position|post) (?:that |which )?(?:we|i|you) (?:have |had |were )?(?:offered|promised|accepted|signed)
        results? of (?:\S+ ){0,5}?(?:check|screening|test|report|references?) (?:\S+ ){0,3}?(?:no longer|can not|not able to|unable to) (?:\w+ )?(?:offer|employ|hire|appoint|confirm)
        (?:first day|start|start date|\w+ \d{1,2}|\d{1,2} \w+|monday|it) (?:is|are|will) (?:not going to (?:happen|take place)|not (?:happen|take place|go ahead)|off)(?=[ .,;!]|$)
        (?:treated|regarded|considered) (?:accordingly )?as (?:withdrawn|suspended|void|cancel+ed|null|rescinded|lapsed)
        (?:no longer|not able to|unable to|can not|can no longer|will not be able to|are not in a position to|not be|will not be|not going to|not be able to) (?:\w+ )?(?:honou?r(?:ing)?|proceed with (?:the|your|our|an|this) (?:\w+ )?(?:offer|appointment|employment|hire|contract)|stand by|fulfil|go ahead with (?:the|your|our) (?:\w+ )?(?:offer|appointment|contract)|make good on|uphold|take you on|employ(?:ing)? you|hire you|hiring you|bring you on|onboard you|countersign\w*|give you the job|offer you (?:the|a|this|that) (?:job|role|position|post) (?:after all|any ?more|any longer))(?: \S+){0,8}
        (?:conditional |verbal |written |job |previous )?(?:offer|contract|appointment) (?:{away})(?::|$| by| with effect| -)
        (?:withdrawal|rescission|revocation|cancellation|retraction|termination) of (?:\S+ ){0,3}?(?:offer|contract|appointment)
        offer (?:\S+ ){0,3}?(?:is )?no longer (?:available|valid|open|stands|on the table)
        (?:take|taking|have to take|took|pull|pulling) (?:back )?(?:the|our|that|your|my|this) (?:\w+ )?(?:offer|contract|letter)(?: back| off the table| away| from you)?
        adverse action(?! notice \(pre| \(pre)(?: \S+){0,6}? ?(?:final|decision|taken|is to|based)
        (?:has not been|have not been|will not be|never be|not been) countersigned
        (?:job|role|position|post|seat|vacancy|work|one) (?:you (?:accepted|were (?:offered|promised|given|due to)|signed for|had)|that (?:you|we) (?:offered|promised|signed|agreed))(?: \S+){0,6}? (?:is|has|will|was|does|no longer|not)
        (?:lapsed|expired|has lapsed|now lapsed)(?: \S+){0,4}?(?=[.,! ]|$)
        (?:start|starts|commencements?|joining|onboarding|start date|intake|cohort|class)(?: \S+){0,8}? (?:on hold|suspended|cancel+ed|postponed indefinitely|deferred indefinitely|frozen|called off|not (?:be )?going ahead)
        (?:can not|could not|cannot|unable to) (?:do|have|take|keep|afford|pay|fund|add)(?: both| you| a (?:salary|post|wage|position)| the (?:salary|post|position|role))
        (?:it will|will|has to|have to) have to be him|it will have to be (?:him|her|them)
        (?:offer|it) (?:ran|has run) out (?:as|because|since|when|on|and)
        (?:yours|(?:the|your) (?:job|offer|contract|role|place))(?: was,? so it)? (?:is|has) (?:now )?(?:gone|withdrawn by (?:the )?(?:company|employer))
        so it is gone|yours was,? so it is gone|(?:laptop|badge)(?: \w+)? (?:is|has been) (?:reassigned|shredded|cancel+ed)
        (?:closed|withdrawn),? withdrawn by (?:the )?(?:company|employer)
        (?:take|taking|took|having to take) back the (?:\w+ ){0,2}?(?:job|offer|position|role|post|letter|contract|employment)
        (?:did|has|have) decide[d]? to (?:take back|withdraw|rescind)
        (?:start|starting date)(?: \S+){0,10}? (?:will not now|not now) take place
        swallows? (?:jobs|offers|positions)
        believed the (?:money|budget|funding|grant) was there
        """,
        free="n",
    ),
    Family(
        "ENDED_ROLE",
        "the role itself is cut or frozen",
        r"""
        (?:role|position|post|job|jobs|roles|positions|posts|vacancy|vacancies|req|reqs|requisition|requisitions|opening|openings|headcount|seat|budget|funding|grant|subsidy|hiring|recruitment|search|programme|program|project|contract|team|department|office|salary|it)(?: \S+){0,6}? (?:has|have|is|are|was|were|been|being|got|gone|will be|go|goes|had)(?: \w+){0,2}? (?:eliminated|cut|axed|frozen|cancel+ed|scrapped|pulled|put on (?:hold|ice)|on (?:hold|ice)|shelved|closed|abolished|withdrawn|discontinued|suspended|paused|locked|gone|lost|dissolved|mothballed|not (?:be )?(?:there|going ahead)|no longer (?:there|available|exist\w*|funded|needed|required)|given up|deleted|removed|dropped|fallen through)
        (?:pulled|froze|frozen|cut|eliminated|cancel+ed|scrapped|axed|lost|closed|dropped|withdrew|withdrawn|turned down|give up|shelved|stopped|paused|struck|strike|abolished|axe|scrap|freeze|delete|deleted|defunded) (?:(?!by )\S+ ){0,5}?(?:role|roles|position|positions|post|posts|seats?|openings?|vacanc(?:y|ies)|job|jobs|req|reqs|requisition|headcount|budget|funding|grant|subsidy|hiring|everything|recruitment|salary|vacancy|appeal)
        (?:hiring|recruitment|headcount|salary|budget) (?:freeze|stop|ban|cut|cuts)
        (?:job|role|position|post|seat|vacancy) (?:(?:is not|is no longer|isn't) (?:there|here|available|ours|funded|happening|going ahead)|(?:does not|no longer|has ceased to|will not) exist\w*)(?: any ?more| any longer| now)?
        (?:job|role|position|post) is (?:not|no longer) any ?more
        (?:position|role|post|job) (?:eliminated|cut|cancel+ed|closed|no longer)
        (?:every|all|any) (?:unfilled )?(?:opening|vacanc(?:y|ies)|role|req|position)s?(?: \S+){0,14}? (?:comes? down|close[sd]?|frozen|on hold|cancel+ed)
        (?:restructur\w+|redundanc\w+|lay-?offs?|downsiz\w+|administration|insolven\w+|merger|takeover|acqui\w+)(?: \S+){0,12}? (?:role|position|post|job|hiring|team)
        (?:no authority|not allowed|can not|no longer able|unable) to (?:add|create|fund|fill|recruit)
        (?:that|which) (?:i have|i've|we have) had to give up
        had to pull
        """,
        strong=False,
        free="n",
    ),
    Family(
        "REJECT",
        "the candidacy ends from the employer's side",
        r"""
        (?:not|unable to|can not|cannot|no longer|won't|decided against|decision not to|chosen not to|opted not to|elected not to|declined? to|never|instead of) (?:\w+ ){0,4}?(?:mov(?:e|ing) (?:you )?(?:forward|ahead|on)|go(?:ing)? (?:forward|ahead|further|any further)|proceed(?:ing)?|progress(?:ing|ed)?|pursu(?:e|ing)|tak(?:e|ing) (?:it|you|this|things|your application|your candidacy|matters) (?:any )?(?:further|forward|on)|select(?:ed|ing)?|shortlist(?:ed)?|short-listed|advanc(?:e|ing)|continu(?:e|ing)|consider(?:ed|ing)? (?:you|your)?(?: \w+){0,3}?(?:further|for this|at this time|any further)?|offer(?:ing)? (?:you )?(?:a|an|the|this|any) (?:\w+ ){0,5}?(?:job|position|role|post|place|employment|interview|appointment|contract)|invit(?:e|ing|ed)|asked to (?:attend|interview)|hir(?:e|ing)|appoint(?:ed|ing)?|put(?:ting)? you forward|successful|chosen|picked|include you|sponsor|extend(?:ing)? (?:you )?an offer|sending an offer|be (?:making|extending|sending) (?:you )?an offer|giv(?:e|ing) you the (?:job|role|post))
        (?:not|isn't|weren't) (?:quite |exactly |really |sufficiently |the |a |an |what |who )+(?:strong |good |best |right )?(?:match|fit|the right|right|what we|closest|where we|one|strongest)
        (?:have|has|had|been|is|was|are|were|be|being|now|just|recently|already|got|also) (?:\w+ )?(?:filled|been filled)(?! in| out)
        (?:filled|fill) (?:\S+ ){0,5}?(?:position|role|post|vacancy|job|opening|requisition|req|it)(?: \S+){0,3}? ?(?:internally|with|by|already|last|back)?
        (?:filled by|gone to|went to|given to|offered to|accepted by|going to|goes to|awarded to|appointed|hired|chosen|selected|picked|decided on|opted for|going with|gone with|went with|went for|moved? forward with|moving (?:forward|ahead) with|proceed(?:ing|ed)? with|leaned|preferred|preference for|offer to|choice on|said yes to|settled on|opt for|choose|pursue|progress with|pursuing|progressing|continue with|continuing with|ahead with|advance|advancing|focus on|focusing on|select) (?:\S+ ){0,6}?(?:{person}|internal|externally|internally|candidates? (?:whose|who|with|that)|applicants? (?:whose|who|with|that)|an? (?:\w+ )?(?:candidate|applicant|person) (?:whose|who|with)|others|other profiles|elsewhere)
        (?:other|another|stronger|different|more (?:suitable|qualified|experienced|closely)|better) (?:\w+ )?(?:candidates?|applicants?|profiles?|applications?|direction|person)(?: \S+){0,8}? (?:were|was|fell|had|more|closer|better|matched?|stronger|ahead|higher|instead|whose|who|with|for|has|have)
        (?:went|gone|going|go|took|taken|decided to go|chosen to go|decided) (?:in )?(?:a |an )?(?:different|another|other) (?:direction|way|route|path)
        (?:regret|sorry|sad|afraid|unfortunately|disappoint\w+|bad news|not the news|wish i had better|hard|difficult)(?: \S+){0,12}? (?:unsuccessful|not been (?:successful|selected|shortlisted|chosen)|not (?:successful|selected|shortlisted|progress\w*|proceed\w*|be (?:asked|invited|moving|progressing|taking|offering|proceeding))|it is a no|a no|declin\w+ your application|reject\w*|turned you down|no longer (?:under consideration|being considered)|another candidate|someone else)
        (?:application|candidacy|candidature|submission|profile|you) (?:\S+ ){0,6}?(?:unsuccessful|not (?:been )?(?:successful|selected|shortlisted|chosen|progressed|taken forward|retained)|rejected|declined|no longer (?:under consideration|active|being considered|considered)|inactive|not selected|archived|closed)
        (?:current |new )?status: (?:not selected|rejected|declined|closed|unsuccessful|no longer under consideration)
        (?:you are|you were|your name was|you did|you will|your) (?:not|n't) (?:\w+ ){0,3}?(?:on it|shortlisted|selected|chosen|among|successful|one of|make|made|invited|asked|called|referred|sent)
        not (?:on (?:it|the (?:list|shortlist))|among (?:those|them|the)|make (?:it|the (?:cut|list|shortlist))|made (?:it|the (?:cut|shortlist))|this time|on this occasion|for (?:us|this one|now)|to be(?=[.,!]|$))
        (?:it is|is|was|that is|answer is|so it is|its) (?:a )?no(?: (?:for now|from us|this time|i am afraid|on this (?:one|occasion)|for this))
        (?:it is|its|is) a no(?=[ .,!]|$)
        no further (?:consideration|action on your application|progress)
        (?:search (?:has|is) (?:\w+ )?(?:complete[d]?|closed|concluded|ended|over)|(?:completed|concluded|closed) (?:its|our|the|their) search)
        no version of this
        (?:nobody|no one|no-one) is going to be hired
        (?:ahead of you|the other|she|he|the person|someone)(?: \S+){0,6}? (?:said yes|has accepted|accepted our offer|is starting|will be joining)
        (?:went|gone|going|go|opted) for the other
        (?:so )?it is gone(?=[.,]|$)
        this one stops here
        would have gone ahead with you
        stands? closed
        picked another (?:applicant|candidate)
        (?:internal colleague|another|someone|somebody)(?: \S+){0,3}? (?:having been|was|has been|been) appointed
        (?:not among|isn't among|is not among) the names
        do not sponsor
        """,
        free="n",
    ),
    Family(
        "REJECT",
        "it sounds like the end of the candidacy",
        r"""
        (?:let us|best (?:if we|to)|should|we will|i will|think we should) (?:stop|leave it|end it|call it|draw a line|part ways)(?: here| there| at that| a day)?
        (?:that|this|so that|which) (?:ends|concludes|closes) (?:it|things|the process|matters|your)
        (?:keep|hold|retain|keeping|holding|have added|add|stay|stays|put) (?:\S+ ){0,4}?(?:resume|cv|details|profile|application|information|you) (?:\S+ ){0,3}?(?:on file|in mind|in our (?:database|talent|system|files)|to (?:our|the) (?:\w+ ){0,3}?(?:talent|community|pool|circle|network)|on our books)
        (?:wish|wishing) you (?:\w+ ){0,3}?(?:luck|success|best|well)(?: \S+){0,3}? (?:job search|search|elsewhere|future|endeavou?rs|applications|career|hunt|next)
        (?:encourage|welcome|invite|free|hope|do) (?:you )?(?:to )?(?:re-?apply|apply again|apply for (?:other|future|another)|try (?:again|for something else)|keep an eye on our)
        (?:competition|calib(?:re|er)|standard|volume|quality|field|response)(?: \S+){0,6}? (?:high|strong|fierce|exceptional|overwhelming|stiff|tough|means)
        (?:closed|close|closing) (?:it out|this out|(?:the|your|this) (?:application|file|process|candidacy|search|vacancy|role|position))
        (?:will|is going to|to) join (?:the (?:faculty|team|firm|department|company)|us)(?= in| instead| on|[.,])
        (?:passed|passing|pass) (?:on|over) (?:your|you|this|for)
        (?:do not|can not|does not) (?:see|have) (?:a |an |any )?(?:\w+ )?(?:fit|match|way (?:forward|to)|role|position|opening|space|room|need)
        (?:pace|experience|level|skills?|style|background)(?: \S+){0,6}? not (?:quite )?(?:where|what|at|enough|match)
        (?:came|come|comes|boiled|went) down to (?:\S+ ){0,8}?(?:other|one|two)
        not lost out
        (?:unable|not able|can not|we can't) (?:to )?(?:accommodate|meet|match|get near|go to|sponsor|offer)(?: \S+){0,6}? (?:salary|expectations?|figure|visa|sponsorship|rate|number)
        we (?:will|shall) not be
        """,
        strong=False,
        free="n",
    ),
    Family(
        "DECLINE",
        "the user declines the offer",
        r"""
        (?:i|we) (?:\w+ ){0,6}?(?:declin(?:e|ed|ing)|turn(?:ed|ing)? (?:it |this |you )?down|pass(?:ing)? (?:on|this)|say(?:ing)? no|refuse|reject(?:ed|ing)?|forgo|give (?:it|this) a miss)
        (?:respectfully|regretfully|reluctantly|politely|formally|have to|must|need to|going to|will|decided to|regret i must|to|sadly) (?:\w+ )?(?:declin(?:e|ing)|turn (?:it |this |you )?down|pass(?: on|$|[.,])|say no|refuse|bow out)
        (?:i|we) (?:will|shall|can|could|am|would|do) not (?:\w+ ){0,4}?(?:be (?:joining|accepting|taking|signing|able to (?:accept|join|take)|starting|coming)|join(?:ing)?|sign(?:ing)?|accept(?:ing)?|tak(?:e|ing) (?:it|the|up|you|this|on)|go(?:ing)? (?:ahead|through) with|say yes|com(?:e|ing) (?:on board|to work)|feel able to accept)
        (?:decided|chosen|choosing|opted|going|concluded|resolved)(?: \w+){0,3}? (?:not to|against|to stay|to remain|to go with|to go elsewhere|to accept (?:another|a different|the other|something)|to take (?:another|a different|the other|something)|staying)(?: \S+){0,6}
        (?:going to|i will|will be|am|decided to|i am|will|would rather|have agreed to) (?:stay(?:ing)?|remain(?:ing)?) (?:where i am|put|with (?:my|the) (?:current|present)|at my|in my (?:current|present))
        (?<!not )(?<!not yet )(?<!never )(?:accept(?:ed|ing)?|taken|taking|took|signed(?: with)?|gone with|going with|said yes to|committed to|chosen) (?:\S+ ){0,3}?(?:another|something else|elsewhere|a different|the other|other|competing|an offer (?:from|with|elsewhere)|a (?:position|job|role|post|place|contract) (?:nearer|with|at|else|closer|in|that))
        (?:my|the) answer is (?:\w+ )?no
        (?:has|have|going|needs) to be a (?:\w+ )?no
        (?:not|n't) (?:going to )?be me(?=[.,!]|$)
        made up my mind not to
        (?:let|turn) (?:them|\w+(?: \w+){0,2}) down (?:gently|for me|kindly)
        thanks,? but no thanks
        no (?:nearer|closer to) (?:a )?yes
        (?:is|are) off the table (?:for (?:us|me))?
        decline to sign|unsigned
        release the offer|close the file
        signed with (?:somebody|someone|another|a different)
        (?:so )?(?:let us|i will|best to) (?:call it|leave it) (?:here|there|at that)
        (?:will not|can not|not be able to|unable to) (?:\w+ )?(?:take up|accept|join)
        it is (?:a |going to be a )?(?:\w+ )?no(?: from me| on my side| for me| i am afraid|,? thank)
        (?:thank you|thanks),? but (?:no|i |no thank)
        no,? (?:thank you|thanks)
        not (?:for me|the right (?:move|fit|time|step|role)|right for me|something i can (?:accept|take)|going to work(?: out)?|able to (?:accept|take))
        (?:my )?(?:regret|regrets) (?:on|to|at|for|about) (?:the|your) offer
        (?:give|offer) (?:it|the (?:job|role|post|place|position)|my place) to (?:\S+ ){0,4}?(?:second|else|next|other|runner)
        (?:kills|killed|rules|ruled) it (?:out )?for me
        (?:best of luck|good luck) (?:with|finding|filling) (?:it|the (?:role|post|search)|someone)
        (?:thank|please tell|please thank|pass on) (?:\S+ ){0,4}?(?:but|from me,? but) i
        (?:cancel|tear up|void|let lapse|destroy(?:ed)?) (?:the|my|that) (?:bgv|background|contract|offer|paperwork|references|check)
        (?:a|one) (?:step back|long commute|bridge too far)
        """,
        side="out",
        free="n",
    ),
    Family(
        "REGRETS_DECLINE",
        "the employer notes that the user says no",
        r"""
        (?:sorry|sad|gutted|disappointed|shame|pity|a blow|heartbroken|bummed|crushed|respect|understand|appreciate|noted|acknowledge|received|accept)(?: \S+){0,8}? (?:you(?: have| are| will|'ve)?(?: \w+){0,3}? (?:declin\w+|not (?:be )?(?:join\w*|com\w*|accept\w*|tak\w*|proceed\w*|able)|turn\w* (?:us|it) down|decided (?:not|against|to)|chosen (?:not|another|a different)|withdr\w+|going (?:with|elsewhere)|taken|accepted (?:another|something)|stay\w*|pulling out|bow\w* out|step\w* back)|your (?:decision|choice|withdrawal|email withdrawing|declin\w+|request to (?:withdraw|be removed)|no\b|answer))
        {thanks} for (?:\S+ ){0,3}?(?:letting (?:me|us) know|telling (?:me|us)|being (?:upfront|honest|straight|so (?:clear|honest))|your (?:honesty|candou?r|note|message|email)|ringing|calling|writing|the heads[- ]up|coming back)(?: \S+){0,12}? (?:declin|not|withdr|decision|decided|no\b|instead of going quiet|other|elsewhere|first and)
        you (?:have )?(?:declined|chose(?:n)? "?decline"?|selected "?decline"?|turned (?:down|us down)|said no|withdrawn|withdrew|pulled out|asked (?:us )?to (?:withdraw|be (?:withdrawn|removed|taken)))
        you chose to (?:decline|withdraw)
        you (?:have )?(?:pressed|chose|chosen|selected|picked|clicked|tapped|used) "?(?:withdraw|decline)\w*
        (?:declined|withdrawn|rejected) by (?:the )?(?:candidate|you|applicant)
        (?:response|status|answer|decision): (?:\w+,? )?(?:declined?|withdrawn)(?: by (?:candidate|you|applicant))?
        you (?:have )?taken back your (?:application|candidacy)
        (?:have )?archived you
        congrat\w+ on (?:the|your) new (?:gig|job|role|position)
        sorry to see you go
        sorry not to (?:meet|see|have|be meeting|be seeing)|(?:happiness|luck|success|joy|well|best)(?: \w+){0,3}? (?:new|next) (?:position|job|role|post|chapter|adventure)
        (?:taken|took|removed|struck) (?:\S+ ){0,4}?(?:off|out of|from) (?:her|his|the|our|everyone's) (?:calendar|diary|list|schedule)
        (?:sorry|sad|shame|pity)(?: that)? you are (?:going with|off to|joining) (?:them|another|someone|the other|somewhere|elsewhere)
        (?:have )?(?:broken|broke) the news
        you turned us down(?! (?:two|three|last year|a year|some|years|back in))
        (?:he|she|they|\w+) (?:was|were|is) (?:\w+ )?(?:disappointed|gutted|sad),?(?: \S+){0,9}? understands?
        your (?:application|candidacy|candidature) (?:\S+ ){0,6}?(?:has been|is|was|now|have been) (?:\w+ )?(?:withdrawn|removed|closed at your request|cancelled at your request)
        (?:withdrawn|removed|cancel+ed|closed|taken (?:you|your name) (?:off|out))(?: \S+){0,6}? (?:at|as per|on|following|per) your request
        (?:as|per|at) (?:you )?(?:your request|requested|asked),? (?:we|i) (?:have )?(?:withdrawn|withdrew|removed|closed|taken|cancel)
        (?:record|recorded|confirm|confirming|confirmation of|noted|processed|received|acknowledge) (?:\S+ ){0,4}?(?:your )?(?:withdrawal|decline|decision to (?:decline|withdraw)|that you (?:have )?(?:withdrawn|declined|chose))
        (?:closed|close) (?:off|out) (?:the|your) (?:paperwork|file|application|record)(?: \S+){0,3}
        (?:if|should) (?:the other (?:lot|job|place|one)|it|things|anything|circumstances|your (?:plans|situation|mind|new))(?: \S+){0,6}? (?:not work out|change|turn out|do not work|does not work|awful|fall through|changes)
        (?:door|offer) (?:is|stays|remains|will (?:always )?be) (?:\w+ )?open(?: \S+){0,3}? ?(?:if you|should you|you|for you)?
        """,
        strong=False,
        free="n",
    ),
    Family(
        "WITHDRAW",
        "the user ends the candidacy",
        r"""
        (?:withdraw(?:ing|n)?|withdrew|pull(?:ing|ed)?|remov(?:e|ing|ed)|tak(?:e|ing|en)|retract(?:ing)?|rescind(?:ing)?|scratch|strike|drop(?:ping)?|cancel+(?:ing)?) (?:\S+ ){0,4}?(?:my (?:application|candidacy|candidature|name|interest|hat|cv|resume|acceptance|submission|bid)|from (?:the|your|this|consideration|further)|me (?:off|out|from)|out of|myself)
        (?:i|we) (?:\w+ ){0,5}?(?:withdraw(?:ing|n)?|withdrew|bow(?:ing)? out|step(?:ping)? (?:back|away|aside|out)|pull(?:ing)? out|drop(?:ping)? out|opt(?:ing)? out)(?! (?:the|our|your) (?:offer|contract))
        (?:no longer|not) (?:\w+ ){0,3}?(?:available|interested|looking|seeking|pursu(?:e|ing)|wish to (?:be considered|proceed|continue)|want to (?:be considered|proceed|continue|waste)|in the (?:running|market)|a candidate|be (?:continuing|proceeding|going (?:ahead|forward|further)|pursuing|taking (?:this|it) (?:further|forward)|able to (?:continue|proceed))|continu(?:e|ing)|proceed(?:ing)?|go(?:ing)? (?:forward|ahead|further)|need(?:ing)? (?:the|my) (?:slot|interview|place)|mov(?:e|ing) forward|free to (?:interview|continue|take))
        end my (?:application|candidacy|involvement|interest)
        (?:close|closed|closing) (?:my|the|this) (?:application|process|file|candidacy)|process closed
        application (?:can|could|should|may) (?:go to the archive|be (?:closed|withdrawn|archived|removed))
        (?:step|stepping|stepped|bow|bowing|duck|drop) (?:out of|back from|away from|aside)
        (?:we|our) (?:part|paths part) ways?|part ways
        not going to do it
        (?:said|answered|say) yes (?:to (?:the|a|another|them|someone)|although|elsewhere|to somebody)
        (?:secured|found|got|landed|been given) (?:an?|something|myself)(?: \w+){0,3}? (?:elsewhere|else|closer|nearer|contract|job|position|role)
        (?:staying|stay) (?:put|where i am|with my)
        (?:take|get|strike) \S+ (?:\S+ )?(?:out of|off) (?:everyone's|your|the) (?:diary|calendar|diaries|list)
        (?:pull|withdraw|remove) my (?:cv|resume|application|name|profile)
        (?:hold|pulled|got) me? ?out
        (?:not|n't) (?:think )?i am (?:what|who|the one) you (?:need|want|are looking for)
        (?:cancel|release|give up|free up|let go(?: of)?|drop|take) (?:\S+ ){0,4}?(?:my (?:interview|slot|place|booking|application|appointment)|the (?:slot|interview|booking|time)|our (?:interview|meeting|call|chat|conversation))
        (?:give|offer|pass) (?:\S+ ){0,4}?(?:slot|place|time|spot)(?: \S+){0,3}? to (?:\S+ ){0,2}?(?:else|someone|another|other)
        (?:accepted|taken|accepting|taking|signed|said yes to|got|found|landed|started|been offered and accepted) (?:\S+ ){0,5}?(?:another|other|elsewhere|a (?:job|position|role|post|offer|place|contract)|an offer|somewhere else|something else)
        (?:close|closing) (?:my|the) (?:file|application|candidacy)
        (?:decided|chosen|opted) (?:\w+ )?(?:to (?:go in|take|accept|pursue|stay|withdraw|go with|remove|step)|not to (?:continue|proceed|go|pursue|take|attend|come|go ahead))(?: \S+){0,4}
        (?:will|shall|can) not (?:be )?(?:\w+ ){0,2}?(?:com(?:e|ing)|attend(?:ing)?|mak(?:e|ing) it|continu(?:e|ing)|apply(?:ing)?|tak(?:e|ing) part|need(?:ing)?|requir\w+|be there|interview(?:ing)?)
        not (?:the right|for me|a fit|right for me)
        (?:calling|call) it a day|change of heart|changed my mind|thought better of it
        (?:no need|please do not|don't) (?:\w+ )?(?:to )?(?:hold|keep|expect|wait)(?: \S+){0,6}
        """,
        side="out",
        free="n",
    ),
    Family(
        "STAYS_OPEN",
        "the candidacy goes on",
        r"""
        (?:still|remain(?:s)?|very|stay|stays|keep|really) (?:\w+ ){0,4}?(?:interested|keen|in the running|a candidate|under consideration|on the (?:list|shortlist)|open|active|eager|want|standing|valid|my first choice|love|like to be considered|hope)
        not out of the running|want the job
        (?:application|candidacy|candidature|place|standing|you) (?:\S+ ){0,8}?(?:not affected|unaffected|not closed|still (?:open|active|standing|a candidate|in)|remains? (?:open|active|live|unaffected)|not (?:been )?(?:turned down|rejected|let go)|conserv\w+|keep that standing)
        (?:keep|leave) my (?:application|candidacy|name)(?: \S+){0,4}? (?:open|active|on|in)
        (?:re-?schedul\w+|re-?arrang\w+|re-?book|find (?:another|a new)|as soon as (?:i|we) (?:know|have)|sit tight|hang tight|bear with)
        (?:no reflection on you|we are (?:very |still |really )?keen|nothing to do with you|not a rejection|no one is being|nobody has been)
        (?:hiring |interview )?(?:panel|committee|team) (?:meets|will|deliberates?|has all it needs)
        """,
        side="any",
        strong=False,
        free="nch",
    ),
    Family(
        "UNDECIDED",
        "the user asks, thanks or haggles, and decides nothing",
        r"""
        (?:more|some|a (?:little|bit|few)(?: more)?|extra|additional|until|enough) (?:time|days?|thinking time|breathing space)(?: \S+){0,6}? ?(?:to (?:think|decide|consider|look|read|go|review|weigh|discuss|talk))?
        (?:think|mull|sleep|chew|talk|read|go|look|digest|weigh)(?:ing)? (?:it|this|that|them|on it)? ?(?:over|through|it through|about it|with my|up)
        (?:extend|extension|push back|extended)(?: \S+){0,4}? ?(?:deadline|date|time|until)?
        (?:any|is there|would there be|some|is the|room for|open to|scope for|possib\w+)(?: \S+){0,4}? (?:flexib\w+|room|movement|negotia\w+|wiggle|leeway|scope|stretch)
        (?:could|would|can|might|is there any (?:chance|way)|any chance) (?:you|we|it|the)(?: \S+){0,8}? (?:consider|increase|raise|match|improve|move|stretch|go (?:up|to|higher)|look at|revisit|meet|do|bump|come up)
        (?:before (?:i|we) (?:say|sign|accept|decide|commit|give|answer|can (?:say|accept))|not (?:a|yet|ready to|in a position to) (?:no|decided|give you|say|sign|accept|answer))
        (?:get|come|be) back to you(?: \S+){0,6}? (?:by|on|before|with|once|after|tomorrow|soon|next)
        (?:let you know|give you (?:an|my) (?:answer|decision)|have an answer|answer you|decide)(?: \S+){0,6}? (?:by|on|before|tomorrow|soon|monday|tuesday|wednesday|thursday|friday|end)
        (?:counter|was hoping for|had (?:\w+ )?in mind|looking for (?:a|something|around)|expected|hoping (?:for|you)|closer to)
        (?:a few|some|couple of|one|two|three|quick|number of|my|last) (?:\w+ )?questions?
        """,
        side="out",
        strong=False,
        free="ncqh",
    ),
)
