"""English: somebody else's candidacy, and offers and interviews that are no jobs."""

from __future__ import annotations

from agent.reading.language import Family

FAMILIES: tuple[Family, ...] = (
    Family(
        "THEIRS",
        "it is about somebody else's candidacy",
        r"""
        you are the (?:hiring manager|interviewer|recruiter|approver)
        (?:has |have )?(?:made|offered|making) (?!you|an|a\b|the|us|me|our|it|this|everyone)\w+ (?:\w+ )?(?:a|an|the) (?:job )?(?:offer|job|position|role|post)
        (?:voted|agreed|decided) to (?:give|offer|appoint|hire) (?:each|all|every|them|him|her|\w+ (?:of them|apprentices))
        (?:put|gave|given|named|listed) (?:your name|you)(?: forward| down)? as (?:the|a|their|his|her) (?:referee|reference)
        (?:scorecards?|interview kit|interview feedback|your feedback|hiring panel (?:members|prep)|panelists?|you (?:are|will be) (?:the )?interview(?:er|ing)|hire ?/ ?no hire|no hire|debrief(?:ing)?:|candidate resume|candidate packet|interview panel for)
        (?:candidate|applicant): (?!you)(?:\w+)
        (?:has|have) (?:named|given|listed|put|cited) you as (?:\S+ ){0,3}?(?:referee|reference|line manager|manager|former)
        (?:reference request|request for (?:a )?reference|referee request|provide a reference|employment reference for)
        (?:i got (?:it|the job|an offer)|they rang|i said yes|read (?:this|it) (?:\S+ ){0,5}?(?:before i sign|suspicious eyes)|before i sign|what came|my (?:offer|contract|new job|interview)\b.*(?:\?|wish me|!!))
        (?:he|she) (?:\w+ )?(?:said yes|accepted|signed|starts|asked whether (?:he|she))
        (?:extend|make|send) (?:the|an|our) offer to (?!you)\w+
        (?:all staff|dear (?:all|colleagues|team)|hello \w+ colleagues|new colleague|has accepted our offer|joins us|joins on|is joining us|welcome \w+ to the team)
        (?:your (?:team|req|requisition|headcount|hiring|new hire|direct report|candidate|report))\b
        (?:hold:|stand-up|your agenda|1:1|one-to-one|year-end|performance|self-assessment|appraisal|annual review)
        (?:employees|all staff|staff) (?:who|employed|must|should|are)
        (?:referrals?|refer) (?:today|program|bonus|for every hire)
        """,
        side="any",
        strong=False,
        free="qcnh",
    ),
    Family(
        "NEWS",
        "it writes about jobs in general",
        r"""
        (?:dear (?:readers?|signers|subscribers?)|in this issue|this week in|next week:|reader (?:mailbag|question)|according to|our (?:annual )?survey|of \d[\d,]* people|people (?:who|ask)|most (?:people|candidates|employers)|nearly every)
        (?:sample|template|example) (?:offer )?letter|anatomy of|how to (?:decline|accept|negotiate|write|answer|ask)|tips for|step by step|\d+ (?:ways|things|questions|mistakes|tips)
        (?:experts?|researchers?|economists?|analysts?|a study|studies|a report|comments|readers?) (?:say|says|found|find|show|suggest)
        """,
        side="any",
        strong=False,
        free="qcnh",
    ),
)

DOMAINS: dict[str, str] = {
    "property": r"(?:your|a|the) mortgages?|mortgage (?:offer|rate|deal|application)|conveyanc\w+|vendors? (?:would|have|are)|sellers?'?|estate agents?|tenancy|lease|landlord|lettings? (?:agent|agency)|leasing office|rental|apartments?|memorandum of sale|subject to contract and survey|"
    r"earnest money|completion date|damp report|viewing|exchange contracts|chain-free|eviction|keys can be collected|off the portals|(?:solicitor|surveyor) has|% fixed|drawing the money|as soon as you exchange|buyers?\b",
    "finance": r"loans?|\bapr\b|credit card|platinum card|joint account|current account|pre-?approved|pre-?qualified|lenders?|borrow\w*|overdraft|repayments?|credit reference agency|lending|isa\b|invest(?:ment|or)s?",
    "shop": r"\d+% off|discount|coupon|voucher|subscri(?:be|ption|bers)|checkout|free shipping|limited[- ]time|sale ends|airtime|roaming|broadband|unlimited calls|introductory offer|for \$\d+|per month for|"
    r"invoice|renewal|parcel|your delivery|shipment|order number|best and final offer|reactivate|pac code|four issues|orders?|basket|buy a copy",
    "study": r"\bucas\b|tuition|undergraduate|postgraduate|admissions?|offer (?:to study|of (?:a )?place)|\bmsc\b|\bmba\b|school place|semester|mini interviews|entry requirements|your place on|deposit holds|year group|class teacher|parent|"
    r"campus tour|graduate entry|personal statement|scholarships?|doctoral study|stipend|registration papers|enrolment",
    "consulate": r"visa (?:interview|class|appointment|application centre)|consular|\(biometrics\)|ds-160|embassy|consulate|nonimmigrant",
    "practice": r"(?:mock|practice|practise|pretend|role-?play) (?:interview|final|panel|hire)|mock\b|interview (?:practice|coach\w*|prep|workshops?|skills)|your coach|pretend hire|invented offer|rehears\w+|career studio",
    "study_subjects": r"user (?:research|interview)|usability|research study|our study|taking part in|participants?|incentive|gift card|prototype|focus group|screener|respondent|researcher|no-shows",
    "press": r"journalist|reporter|on air|podcast|radio|newspaper|your quotes|quote you|drivetime|documentary|pre-recorded, ten|the show\b|magazine|before we print|stay anonymous|interview you on|down the line",
    "benefits": r"work coach|universal credit|jobcentre|job centre|work search|unemployment|work-focused|your payment",
    "private": r"second date|match expires|\bspark\b|dating|birthday|squad|league match|fixture|kick-?off|choir|lads\b|kindergarten|dinner is on me|your mother|photography|jury has|lot \d+|commission bid|auction|your child",
    "travel": r"flights?\b|booking [a-z0-9]{5,}|passengers?|hotel room|your trip|check-in|boarding pass|double room|nights?\b for",
    "health": r"patients?|check-up|dentist|dental (?:practice|clinic|appointment|surgery)|physical exam|prescription|mychart|\bclinic,|new patient|medications|check-in.{0,20}copay|surgery",
    "sales": r"\bdemo\b|solutions engineer|account executive|free trial|our platform|time-to-offer|case studies|roi\b|your recruiting (?:ops )?team|schedule a demo|product tour",
    "volunteer": r"unpaid|volunteers?\b|beta test\w*|no pay",
    "politics": r"chip in|donat\w+|\bfec\b|ballot|senate|congress|opponent|campaign",
    "software": r"pull request|merge request|requested changes|repository|reproduced on staging|severity|view it on github|reply to this email directly|assigning to",
    "event": r"webinar|your tickets?|job fair|career fair|hiring fair|general admission|registration confirmed|doors close|register free|walk-in between",
    "conference": r"your proposal|reviewer comments|program committee|call for papers|lightning talk",
    "newsletter": r"issue \d+|in this issue|our sponsor|reader mailbag|read online|view in browser|newsletter|unsubscribe below|paid subscribers|our annual survey|mailing list because|inside:",
    "alert": r"job alert|new jobs|\d+ jobs|jobs? by email|recommended jobs|see all jobs|view all jobs|all jobs|edit or pause this alert|urgently hiring|early applicant|say congrats|viewed your profile|in your network|actively recruiting|stop these emails",
    "account": r"activate (?:it|the account|your account)|candidate account|verify your|began an application|pick up where you|press submit|complete applications|finish your application|password reset|confirm your email",
    "insurance": r"insurance (?:policy|quote)|premiums? (?:rise|of)|policy number|policyholder|cover starts|open enrol\w*|elections (?:for|start|roll)",
    "prize": r"giveaway|\bprize\b|winner|lottery|claim my reward|lucky|finalist for our",
    "staff": r"1:1|one-to-one|year-end (?:review|conversation)|self-assessment|appraisal|all staff|all colleagues|hello \w+ colleagues|referrals today|open enrollment|flexible work|dbs renewal|needs to be renewed|stand-up|jahresgespräch",
}
"""Other business, and the words that belong to it. Two of one kind outweigh a few words about jobs."""
