"""What the words of a calendar entry say: an interview of the user's, one that the user holds, something else."""

from __future__ import annotations

import re

from agent.casework.names import tokens

_INTERVIEW = re.compile(
    r"\b(?:(?:job|video|phone|panel|team|working|final|first|second|on-?site)?\s?interviews?|interviewing|panel|on-?site"
    r"|(?:phone|recruiter|technical|initial|hr)\s(?:screen|screening|round|call|chat)|screening|screen"
    r"|(?:call|chat|meeting)\swith\s(?:the\s|your\s|a\s)?(?:recruiter|hiring\smanager)|hiring\smanager|intro(?:ductory)?\scall"
    r"|final\sround|super\s?day|selection\sday|assessment\scent(?:er|re)|trial\s(?:shift|day)|teaching\sdemo\w*|try-?out"
    r"|vorstellungsgespräch|bewerbungsgespräch|kennenlerngespräch|jobinterview|probearbeiten|probetag|entretien|entrevista"
    r"|colloquio|sollicitatiegesprek|sollicitatie|intervju|jobbintervju|haastattelu|rozmow\w+\skwalifikacyjn\w+)\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"interview|gespräch|entretien|entrevista|colloqui|sollicitatie|intervju|haastattelu|rozmow\w+\skwalif|recruiter",
    re.IGNORECASE,
)
_FOR_A_JOB = re.compile(
    r"\b(?:job\s?-?interview|vorstellungsgespräch|bewerbungsgespräch|entretien\sd['’]embauche|entrevista\sde\s(?:trabajo|empleo|trabalho|emprego)"
    r"|colloquio\sdi\slavoro|sollicitatiegesprek|jobb?intervju|anställningsintervju|jobsamtale|työhaastattelu|rozmow\w+\skwalifikacyjn\w+)\b",
    re.IGNORECASE,
)
"""Only who wants the job says so of their own day; whoever holds one has it in the plural, or invites the other to it."""
_ABOUT_JOB_INTERVIEWS = re.compile(
    r"\b(?:webinar|workshop|seminar|training|coach(?:ing)?|course|kurs|atelier|formation|taller|curso|corso|cursus|tips?|tipps?)\b",
    re.IGNORECASE,
)
_AT = re.compile(
    r"^[\s\-–:,|]*(?:(?:with|at|bei(?:\sder|m)?|mit|chez|avec|à|con|en|na|no|presso|da|bij|met|hos|på|w)\s)?",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s[-–|/]\s|[,;:|]")
_ASIDE = re.compile(r"\([^)]*\)|\d{1,2}[:.]\d\d(?:\s?(?:uhr|h|am|pm)\b)?", re.IGNORECASE)
_SOMEBODY = re.compile(
    r"\b(?:frau|herrn?|dr|prof|mr|mrs|ms|miss|sir|madame|mme|monsieur|m\.|señora?|sra?|signora?|sig|mevrouw|mevr|dhr|de\sheer|pani?)\b",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"\b(?:on-?boarding|orientation|induction|welcome|first\sday|new\s(?:starter|hire)|off-?boarding|kick-?off"
    r"|benefits\s(?:enrol\w*|session|overview|briefing)|open\senrol\w*|visa|consulate|embassy"
    r"|admissions?\s(?:interview|test|talk|day)|for\sadmission|school\sinterview|tenant|mortgage"
    r"|podcast|journalist|(?:press|radio|media|tv)\s(?:interview|call|conference)"
    r"|interview\s(?:with|for|on)\s(?:the\s|local\s)?(?:radio|tv|press|newspaper|magazine)"
    r"|mock|practi[cs]e\s(?:interview|run|session|call)|interview\spracti[cs]e|exit\sinterview|stay\sinterview"
    r"|user\sresearch|research\s(?:interview|session|study)|usability|study\s(?:session|participant)"
    r"|background\scheck|right\sto\swork|fingerprint\w*|drug\s(?:test|screen)|i-9"
    r"|(?:health|cancer|film|movie)\sscreening|einarbeitung|willkommen|erster\sarbeitstag|bienvenue)\b",
    re.IGNORECASE,
)
_JOB = re.compile(
    r"\b(?:positions?|roles?|candida\w+|applicants?|applications?|applied|vacanc\w+|opening|hiring|recruit\w*|r[eé]sum[eé]|cv|jobs?"
    r"|stelle|bewerb\w*)\b",
    re.IGNORECASE,
)
_ABOUT_SOMETHING = re.compile(
    r"\binterviews?\b.{0,120}\babout\s(?:the|our|your|my|his|her|their|how|what)\b", re.IGNORECASE
)
_TELLS_OF_ELSE = re.compile(
    r"\b(?:articles?|journalists?|reporters?|newspapers?|magazines?|newsroom|broadcast|on\s(?:the\srecord|air)|photographers?"
    r"|podcasts?|gift\s?cards?|(?:research|user)\s(?:study|research)|usability|consent\sform|thesis|dissertation|questionnaire"
    r"|passport|consulate|embassy|ds-160|admissions?|pupils?|tenan\w+|landlord|mortgage)\b",
    re.IGNORECASE,
)
_REHEARSES = re.compile(
    r"\b(?:prep|prepare|preparation|préparer|vorbereit\w*"
    r"|prépar\w+\s(?:de\s|à\s|pour\s)?(?:l['’]|d['’]|mon\s|un\s)?entretien"
    r"|prepar\w+\s(?:de\s|para\s|da\s|al\s|del\s|per\sil\s|il\s)?(?:la\s|a\s|una\s|un\s)?(?:entrevista|colloquio)"
    r"|voorbereid\w*\s(?:op\s|voor\s)?(?:het\s|een\s)?(?:sollicitatie\w*|gesprek)|sollicitatie\w*\svoorbereid\w*"
    r"|przygotow\w+\s(?:się\s)?(?:do\s)?rozmow\w+|förbered\w+\s(?:inför\s|för\s|till\s)?(?:jobb)?intervju\w*)\b",
    re.IGNORECASE,
)
"""Where one word alone may be part of a trade ("preparación de pedidos", "produktionsförberedelse"), the interview is named too."""
_TRAVELS = re.compile(
    r"^\s*(?:travel|commute|parking|leave|anreise|anfahrt|hinfahrt|rückfahrt|rückreise|trajet|voyage|viaje|viagem|viaggio"
    r"|reis|reistijd|terugreis|podróż|dojazd|powrót|resa|hemresa|restid|research|review)\b"
    r"|\b(?:train|bus|flight|ferry|taxi|drive|fly|travel|hotel|zug|bahn|flug|fahrt|trajet|tgv|vol|tren|vuelo|comboio|voo|treno"
    r"|volo|trein|vlucht|pociąg|tåg|flyg)\s(?:to|for|from|back|home|near|nach|zu|zum|zurück|vers|pour|a|à|al|para|per|naar|do|till)\b",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    r"\b(?:score\s?cards?|debrief\w*|interview\skit|feedback\s(?:due|form|reminder)|submit\s(?:your\s)?feedback"
    r"|hiring\scommittee|calibration|interview(?:er)?\straining|resume\sattached|cv\sattached|you(?:\sare|\swill\sbe|'re|'ll\sbe)\sinterviewing|you\sinterview|mock\sinterviews?)\b",
    re.IGNORECASE,
)
_SITS_ACROSS = re.compile(
    r"\b(?:interview|interviewing|meet)\s(?:\w+\s)?(?:candidates|applicants)\b|\b(?:candidates?|applicants?)['’]?\sinterviews\b"
    r"|\b(?:i|i['’]m|i\sam|you|you['’]re|you\sare|we|we['’]re|we\sare)\s(?:(?:sit|sitting)\s)?on\s(?:the|our|this)\s(?:\w+\s)?panel\b"
    r"|\bpanel\sduty\b|\bas\s(?:an?\s)?interviewer\b"
    r"|\b(?:bewerber|kandidat)(?:innen|en)?gespräche\b|\b(?:bewerber|kandidat)(?:innen|en)?\s(?:interviewen|kennenlernen)\b"
    r"|\bentretiens?\s(?:des|avec\s(?:les|des))\scandidats?\b|\bentrevistas?\s(?:a|con|com|de)\s(?:los\s|os\s)?candidatos\b"
    r"|\bcolloqui\s(?:con|dei|ai)\s(?:i\s)?candidati\b|\bgesprekken\smet\s(?:\w+\s)?kandidaten\b",
    re.IGNORECASE,
)
"""In a title without the user's name: they sit with those who interview."""
_ABOUT = re.compile(r"\b(?:(?:candidate|applicant|bewerber(?:in)?)\s*:|interviewing)\s*(\w+)", re.IGNORECASE)
_READ = 4000


def is_interview(summary: str) -> bool:
    """The entry calls itself an interview, a screen, a panel and the like."""
    return bool(_INTERVIEW.search(summary[:_READ]))


def is_surely_interview(summary: str) -> bool:
    """It says so with a word that means nothing else."""
    return bool(_STRONG.search(summary[:_READ]))


def is_for_a_job(summary: str) -> bool:
    """It says so with words that only mean a candidate's interview, and not how one does well in it."""
    text = summary[:_READ]
    return bool(_FOR_A_JOB.search(text)) and not _ABOUT_JOB_INTERVIEWS.search(text)


def own_employer(summary: str) -> str | None:
    """The employer in a title of the user's own that `is_for_a_job`: what is named with it, unless that is a person or a time."""
    text = " ".join(_ASIDE.sub(" ", summary[:300]).split())
    found = _FOR_A_JOB.search(text)
    if found is None:
        return None
    after = _PARTS.split(_AT.sub("", text[found.end() :]))[0].strip(" -–.!")
    before = _PARTS.split(text[: found.start()].strip(" -–:,|"))[-1].strip()
    name = after or before
    return name if name and name[0].isupper() and not _SOMEBODY.search(name) else None


def is_something_else(summary: str, *names: str) -> bool:
    """An onboarding, a visa or press interview, a rehearsal. Words that belong to the given names do not count."""
    text = without(summary[:_READ], *names)
    return bool(_ELSE.search(text) or _REHEARSES.search(text))


def without(text: str, *names: str) -> str:
    """The text with a blank in place of each of these names."""
    for name in sorted(filter(None, names), key=lambda name: (-len(name), name)):
        text = re.sub(re.escape(name), " ", text, flags=re.IGNORECASE)
    return text


def tells_of_something_else(summary: str, description: str) -> bool:
    """Nothing speaks of a job, and something of the press, a study, an office: for entries that only the calendar knows."""
    text = f"{summary[:_READ]}\n{description[:_READ]}"
    if _JOB.search(text):
        return False
    return bool(_ABOUT_SOMETHING.search(summary[:_READ]) or _TELLS_OF_ELSE.search(text))


def prepares(summary: str) -> bool:
    """The user's preparation or way there."""
    text = summary[:_READ]
    return bool(_REHEARSES.search(text) or _TRAVELS.search(text))


def tells_of_holding(text: str) -> bool:
    """It says that the reader interviews others: "you will be interviewing", a scorecard, a mock interview."""
    return bool(_HOLDS.search(text[:_READ]))


def is_held_by_user(summary: str, description: str, user: str) -> bool:
    """The user interviews somebody: a scorecard, a debrief, a candidate who is not the user."""
    text = f"{summary[:_READ]}\n{description[:_READ]}"
    if tells_of_holding(summary) or tells_of_holding(description):
        return True
    own = set(tokens(user))
    if _SITS_ACROSS.search(summary[:_READ]) and own.isdisjoint(tokens(summary[:_READ])):
        return True
    about = _ABOUT.search(text)
    return bool(about and own and not own & set(tokens(about[1])) and about[1][0].isupper())


def named_employer(summary: str, user: str) -> str | None:
    """The organisation that a summary names: "Interview with Fennimore Academy", "Hudson Ledger interview - Sam Lee"."""
    text = re.sub(re.escape(user), " ", summary[:300], flags=re.IGNORECASE) if user else summary[:300]
    if found := re.search(r"(?i:interview|screen|call|panel)\s+(?:with|at|bei)\s+([^,:;()|/\-–]+)", text):
        return found[1].strip() or None
    if found := re.search(r"^\s*([^,:;()|/\-–]+?)\s+(?i:interview|panel|phone screen)\b", text):
        return found[1].strip() or None
    if found := re.search(r"\(([^)]{3,60})\)", text):
        return found[1].strip() or None
    return None
