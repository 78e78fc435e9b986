"""English: somebody else's candidacy, and offers and interviews that are no jobs."""

from __future__ import annotations

from agent.reading.language import Family

FAMILIES: tuple[Family, ...] = (
    Family(
        "THEIRS",
        "it is about somebody else's candidacy",
        r"""
        (?:scorecards?|interview kit|interview feedback|your feedback|hiring panel (?:members|prep)|panelists?|interviewers?: sam|you are (?:the )?interview(?:er|ing)|hire ?/ ?no hire|no hire|debrief(?:ing)?:|candidate resume|candidate packet|interview panel for)
        (?:candidate|applicant): (?!you)(?:\w+)
        (?:has|have) (?:named|given|listed|put|cited) you as (?:\S+ ){0,3}?(?:referee|reference|line manager|manager|former)
        (?:reference request|request for (?:a )?reference|referee request|provide a reference|employment reference for)
        (?:i got (?:it|the job|an offer)|they rang|i said yes|read (?:this|it) (?:\S+ ){0,5}?(?:before i sign|suspicious eyes)|before i sign|what came|my (?:offer|contract|new job|interview)\b.*(?:\?|wish me|!!))
        (?:he|she|they) (?:said yes|accepted|signed)(?=[!., ]|$)
        (?:extend|make|send) (?:the|an|our) offer to (?!you)\w+
        (?:all staff|dear (?:all|colleagues|team)|hello \w+ colleagues|barlow colleagues|new colleague|has accepted our offer|joins us|joins on|is joining us|welcome \w+ to the team)
        (?:your (?:team|req|requisition|headcount|hiring|new hire|direct report|candidate|report))\b
        (?:hold:|stand-up|your agenda|1:1|one-to-one|year-end|performance|self-assessment|appraisal|annual review)
        (?:employees|all staff|staff) (?:who|employed|must|should|are)
        (?:referrals?|refer) (?:today|program|bonus|for every hire)
        """,
        "scorecard kit feedback panel interview hire debrief candidate applicant named given listed cited reference referee got rang said yes sign came offer he she they"
        " extend staff colleagues joins join welcome team req hold stand agenda 1:1 year performance self apprais annual employ refer my read before your",
        side="any",
        strong=False,
        free="qcnh",
    ),
    Family(
        "NONJOB",
        "it is about something other than a job",
        r"""
        (?:mortgage|conveyanc\w+|vendors?|sellers?'?|buyers?|estate agents?|tenancy|lease|landlord|letting|leasing|rent(?:al)?|memorandum of sale|subject to contract|survey|closing date|earnest money|bathroom|bedroom)
        (?:loan|apr|credit card|pre-?approved|pre-?qualified|lender|borrow\w*|overdraft|repayments?|interest rate|lending)
        (?:\d+% off|discount|coupon|voucher|subscri(?:be|ption|bers?)|promo(?:tion)?|checkout|basket|free shipping|limited[- ]time|sale ends|airtime|roaming|broadband|unlimited calls|introductory offer|per month for)
        (?:ucas|tuition|undergraduate|postgraduate|admissions? (?:tutor|office|team)|conditional offer of (?:a )?place|offer (?:to study|of (?:a )?place|of admission)|msc|mba|phd programme|course start|enrol+ment|campus tour|school place|admission|semester)
        (?:visa (?:interview|class|appointment|application centre)|consular|biometrics|ds-160|embassy|consulate)
        (?:mock|practice|practise|pretend|role-?play) interview|interview (?:practice|coach|prep|workshop|questions|tips|skills)
        (?:user research|usability|research study|our study|participants?|incentive|gift card|honorarium|prototype|focus group|survey)
        (?:journalist|reporter|on air|podcast|radio|newspaper|magazine|article|quote you|print|episode|documentary|press)
        (?:exit interview|stay interview|work coach|universal credit|jobcentre|benefits? (?:claim|payment)|unemployment)
        (?:dating|match expires|second date|spark)
        (?:flight|booking (?:ref|reference|confirmation)|itinerary change|hotel|reservation|check-in|passenger|boarding)
        (?:parcel|delivery|shipment|order number|tracking|courier attempt|invoice|receipt|statement)
        (?:clinic|doctor|patient|appointment with dr|dentist|physical exam|prescription|mychart)
        (?:insurance (?:policy|quote|offer)|premium|policy number|quote|claims? department|policyholder)
        (?:volunteer(?:s|ing)?|unpaid)
        (?:giveaway|prize|winner|lottery|claim my reward|lucky)
        (?:lot \d+|bid(?:der|s)?|auction|hammer price)
        (?:pull request|merge request|commit|repository|issue #|reply to this email directly)
        (?:proposal|talk|paper|submission) (?:#|to the conference|was not accepted)|reviewer comments|program committee|call for papers
        (?:webinar|newsletter|issue \d+|this issue|subscribers?|podcast|read online|view in browser|our sponsor)
        (?:squad|match|league|fixture|kick-?off|rehearsal|choir)
        (?:dear (?:parent|carer|bidder|customer|voter|supporter|reader|subscriber|resident|tenant)|year group|class teacher|nursery place)
        (?:chip in|donate|donation|campaign|fec|ballot|candidate for (?:senate|congress|council|mayor))
        (?:benefits enrol+ment|open enrol+ment|elections for)
        (?:job alert|new jobs|jobs? (?:for you|matching|by email|in)|recommended jobs|see all jobs|view all jobs|jobs similar)
        (?:webinar|register(?:ed)? (?:for|free)|your tickets?|job fair|career fair|hiring fair|open day)
        (?:account (?:activation|verification)|verify your|activate (?:it|the account|your account)|began an application|pick up where you|complete your application|finish your application)
        """,
        "mortgag convey vendor seller buyer estate tenan lease landlord letting leasing rent memorandum survey closing earnest bedroom loan apr credit approved lend borrow overdraft repay"
        " % discount coupon voucher subscri promo sale limited airtime roaming broadband unlimited ucas tuition graduate admission study msc mba phd course enrol campus school"
        " visa consul biometric ds-160 embassy mock practi pretend role interview research usability study participant incentive gift honorarium prototype focus journalist reporter"
        " air podcast radio news magazine article print episode press exit stay coach credit jobcentre benefit unemploy dating match spark flight booking hotel reserv passenger"
        " parcel deliver shipment order tracking invoice receipt statement clinic doctor patient dentist prescription mychart insurance premium policy quote volunteer unpaid giveaway prize"
        " winner lottery reward lucky lot bid auction pull request merge commit reposit issue proposal paper reviewer committee webinar sponsor squad league fixture choir dear"
        " donat campaign fec ballot chip jobs fair ticket register verify activat application per",
        side="any",
        strong=False,
        free="qcnh",
    ),
    Family(
        "NEWS",
        "it writes about jobs in general",
        r"""
        (?:dear (?:readers?|signers|subscribers?)|good morning,? \w+|in this issue|this week|next week|reader (?:mailbag|question)|according to|our (?:annual )?survey|of \d[\d,]* people|people (?:who|ask)|most (?:people|candidates|employers)|nearly every)
        (?:sample|template|example) (?:offer )?letter|anatomy of|how to (?:decline|accept|negotiate|write|answer|ask)|tips for|step by step|\d+ (?:ways|things|questions|mistakes|tips)
        (?:experts?|researchers?|economists?|analysts?|a study|studies|a report|comments|readers?) (?:say|says|found|find|show|suggest)
        """,
        "dear morning issue week reader according survey people most nearly sample template example anatomy how tips step expert research econom analyst study report comments ways",
        side="any",
        strong=False,
        free="qcnh",
    ),
)
