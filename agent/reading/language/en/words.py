"""Groups of English words that patterns are built from."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "us": r"we|i|us|they|he|she|it|us both|both of us|all of us|everyone|everybody|(?:the|our|my) (?:\w+ ){0,3}?(?:board|"
    r"panel|team|partners?|trustees|governors|committee|client|company|trust|school|council|university|firm|department|"
    r"hospital|directors?|managers?|boss|owners?|principal|head|district|office|faculty|crew|group|lab|agency|museum|"
    r"college|bank|founders?|chief|chair|dean|ceo|cto|coo|cfo|hr|people|clients|body)|\w+ (?:and|&) (?:i|\w+)",
    "glad": r"(?:(?:so|very|really|most|absolutely|truly|extremely|genuinely|more than|only too|beyond) )?(?:pleased|delighted|"
    r"happy|glad|thrilled|excited|proud|honou?red|privileged|chuffed|stoked|pumped|over the moon|in a position|keen)",
    "wish": r"(?:would|should) (?:very much |really |all |both |absolutely |dearly |also )?(?:like|love|be {glad})|wants?|wish(?:es)?|"
    r"(?:am|are|is|was|were|be) (?:\w+ ){0,2}?{glad}|(?:have |has )?(?:now )?(?:decided|agreed|voted|resolved|chosen|elected|"
    r"determined)|intends?|(?:am|are|is|be) (?:ready|prepared|able|minded|authori[sz]ed|going|about)|(?:can|may) now|"
    r"have (?:the pleasure|pleasure|been asked|been authori[sz]ed|got the green light|approval)|it is (?:my|our) (?:pleasure|privilege)",
    "job": r"jobs?|posts?|positions?|roles?|appointment|employment|seat|vacancy|vacancies|traineeship|apprenticeship|"
    r"internship|placement|fellowship|lectureship|professorship|residency|clerkship|gig|opening|assignment|studentship|"
    r"associateship|directorship|headship|contract of employment|employment contract|work",
    "letter": r"(?:offer |appointment |employment |engagement |confirmation |written )*(?:letters?|contracts?|agreements?|"
    r"paperwork|papers?|offers?|documents?|docs?|packages?|packets?|packs?|terms|loi|pdf|statement of (?:main )?terms|figures|numbers)"
    r"(?: of (?:offer|appointment|employment|engagement))?",
    "offer": r"(?:(?:formal|official|written|verbal|conditional|provisional|tentative|unconditional|final|firm|job|contract|employment|"
    r"contingent|revised|updated|original|current|accepted|signed|recent|previous|earlier|kind|generous|attached) )*(?:job |employment )?offer",
    "sent": r"follow(?:s|ing)?|sent|send|come|comes|coming|with you|reach(?:es)?|in your inbox|inbox|land|lands|arrive|arrives|go out|"
    r"goes out|going out|released|issued|emailed|e-mailed|posted|out to you|on its way|on their way|over to you|out|hit|follow on|drop|delivered",
    "person": r"(?:an?other|an alternative|a different|an internal|other|stronger|more \w+|the other|alternative|a more \w+) "
    r"(?:\w+ ){0,2}?(?:candidates?|applicants?|person|people|individuals?|finalists?|colleague|lady|gentleman|chap|bloke)|"
    r"someone|somebody|another|those",
    "meet": r"interview|conversation|chat|call|phone call|video call|meeting|meet|coffee|panel|screen|phone screen|session|visit|"
    r"on-?site|site visit|round|loop|discussion|walk-?through|selection day|assessment cent(?:re|er)|oral board|catch-?up|"
    r"sit-?down|talk|trial shift|trial day|working interview|teaching demo(?:nstration)?|demo lesson|zoom|teams call|"
    r"exploratory call|intro call|face to face|get together|shadow(?:ing)? shift|tour|audition|video meeting|first round|second round",
    "start": r"start|begin|join|commence|onboard|come on board|be on board",
    "checks": r"(?:background|reference|pre-?employment|criminal|employment|security|medical|credit|dbs|vetting|drug|compliance) "
    r"(?:\w+ )?(?:checks?|screening|clearance|screen|search|investigation|report|test)",
    "told": r"(?:to (?:let you know|tell you|inform you|confirm|advise you|share|say|report|announce|hear))(?: that)?",
    "thanks": r"thank(?:s| you)(?: (?:so|very) much| again| ever so much)?|many thanks|cheers|ta",
    "away": r"withdraw(?:n|al|ing|s)?|withdrew|rescind(?:ed|ing|s)?|revok(?:e|ed|ing)|retract(?:ed|ing)?|pull(?:ed|ing)?|"
    r"cancel(?:l?ed|l?ing)?|void(?:ed)?|nullif(?:y|ied)|suspend(?:ed)?|lapsed?|tak(?:e|en|ing) (?:it )?back|terminated?|annul(?:led)?",
}  # fmt: skip

AHEAD = (
    r"\b(?:once|when(?! you (?:signed|accepted|said))|whenever|as soon as|the moment|after|by the time|upon|assuming|look(?:ing)? forward to|awaiting|await|hop(?:e|es|ed|ing)|plan(?:s|ning)?|inclined|leaning|intend(?:s|ing)?|expect(?:s|ing)?|"
    r"tempted|likely|minded|have you (?:had|yet)|in order to|how to|need(?:s|ed)? to)\b"
)
BARGAIN = r"\b(?:(?<!know )(?<!lmk )(?<!me )(?<!see )if|provided|providing|as long as|so long as|on (?:the )?condition|once|only when|as soon as i|assuming|subject to|but (?:i|first|only|before|not))\b"
NEGATION = (
    r"\b(?:not|no|never|nobody|none|neither|nor|unable|without|cannot|isn|refuse[sd]?|declin\w+|fail\w*|hardly|"
    r"rather than|instead of|far from|anything but|regret(?:tably)?)\b"
)
CONDITION = (
    r"\b(?:if|whether|unless|in case|in the event|should (?:you|we|they|it|your|the|this|there|she|he)|were (?:we|you) to|"
    r"assuming|provided|suppos\w+|as and when|hypothetical\w*|may|might|could|eventual|any (?:offer|job|such)|depending|until|before|prior to|would have|would only ever)\b"
)
OTHER_PERSON = (
    r"\b(?:an?other|other|alternative|different|stronger|someone|somebody) (?:\w+ ){0,2}?(?:candidates?|applicants?|person|"
    r"people|individuals?|finalists?|families|family|bidder|buyer)\b|\b(?:someone|somebody|anyone|anybody) else\b|\bto others\b|"
    r"\b(?:the |our )?other (?:two|three|four|five|six|eight|nine) (?:that|were|have|of)|\b(?:they|nobody|no one|those) (?:was|were|have been|has been|had been)$|"
    r"\bthe next (?:bloke|man|person|candidate)\b|\b(?:my|our) (?:friend|sister|brother|colleague|cousin)\b"
)
THIRD_PERSON = r"\b(?:him|her|them|his|their|he|she)\b"
SECOND_PERSON = r"\b(?:you|your|yours|yourself|u)\b"
INTERVIEW_OBJECT = (
    r"\b(?:interviews?|slots?|(?:phone |video )?calls?|conversation|chat|meeting|appointment (?:for|on|at)|time to|times? (?:to|for)|"
    r"chance to (?:meet|talk|speak)|opportunity to (?:meet|talk|speak|interview|discuss)|places? (?:at|on) (?:our|the|an?) (?:\w+ )?"
    r"(?:assessment|selection|open|taster)|trial|audition|tour|visit|screening call|alternative (?:time|date)s?|new (?:time|date)s?|"
    r"dates?|feedback|advice|assistance|support|help|apolog\w+|explanation|thoughts|guidance|comments?|"
    r"(?:more|further) information|congratulations|condolences|parking|biscuits|coffee|tea|captions|adjustments|accommodations?)\b"
)
NONJOB_OBJECT = (
    r"\b(?:place (?:at|on|in) (?:\w+ ){0,3}(?:school|primary|course|programme|program|university|college|academy|msc|ma|ba|phd)|place on:?|"
    r"to study|mortgages?|loans?|credit|insurance|discounts?|% off|deals?|prices?|rates? from|propert(?:y|ies)|house|flat|tenancy|lease|"
    r"apartment|scholarship|bursary|grant|prize|reward|subscription|issues|refund|voucher|gift|"
    r"lightning talk|private treaty|free trial|trial period|a ticket|a counter|credit card|admission|"
    r"half plot|plot \d|your (?:roof|windows|kitchen|claim|car|vehicle|home|garden|garage|old \w+)|settlement|\d+ panels|your child|flight|different flight|counselling)\b"
)
JOB_OBJECT = (
    r"\b(?:jobs?|posts?|positions?|roles?|appointment|employment|seat|vacancy|traineeship|apprenticeship|internship|fellowship|lectureship|"
    r"contract|placement|gig|work|opening|assignment|associate|manager|engineer|officer|assistant|analyst|teacher|nurse|developer|"
    r"designer|technician|director|coordinator|specialist|consultant|supervisor|clerk|driver|administrator|lead|intern|trainee|"
    r"to join|on board|salary|team)\b"
)
