"""The job's title, as written: after "the position of", in a labelled line, in the subject or the calendar entry."""

from __future__ import annotations

import re

from agent.reading.document import Document

_TITLE_WORD = (
    r"engineer|developer|manager|analyst|officer|assistant|associate|designer|technician|teacher|nurse|driver|coordinator|"
    r"co-ordinator|specialist|consultant|supervisor|clerk|administrator|lead|director|planner|scientist|architect|editor|"
    r"writer|librarian|receptionist|chef|baker|barista|cleaner|carer|worker|adviser|advisor|representative|rep|agent|"
    r"executive|intern|trainee|apprentice|researcher|lecturer|professor|instructor|tutor|therapist|pharmacist|dietitian|"
    r"physician|hospitalist|surgeon|dentist|paralegal|solicitor|lawyer|attorney|accountant|actuary|auditor|buyer|"
    r"merchandiser|stocker|courier|pilot|captain|guide|curator|producer|conservator|translator|interpreter|programmer|"
    r"operator|fitter|electrician|plumber|welder|joiner|carpenter|gardener|farmer|shepherd|groom|warehouse\w*|picker|"
    r"handler|inspector|investigator|adjuster|underwriter|broker|trader|banker|teller|cashier|processor|fellow|postdoc|"
    r"statistician|economist|strategist|marketer|recruiter|generalist|partner|head|chief|principal|president|secretary|"
    r"registrar|warden|ranger|guard|firefighter|paramedic|midwife|radiographer|hygienist|practitioner|aide|educator|"
    r"paraeducator|sister|winemaker|biologist|chemist|geologist|physicist|hydrologist|signaller|arranger|sales|staff|crew|"
    r"porter|host|waiter|waitress|bartender|commis|partie|dsm|qs|2ic|super|shopfitter|formworker|foreman|mechanic|machinist"
)  # fmt: skip
_IS_TITLE = re.compile(
    rf"\b(?:{_TITLE_WORD})s?\b|\((?:m/w/d|w/m/d|gn|f/m/x)\)", re.IGNORECASE
)  # bounded: one short line

_CUT = re.compile(
    r"(?:[.!?;:](?:\s|$)|,? (?:at|with|in|on|for|from|starting|beginning|based|reporting|effective|subject|conditional|which|that|who|and (?:we|i|you|would|are|have|look|look forward|the|our|wish|to)|"
    r"to (?:start|begin|join|be|discuss|you|work|answer)|is|was|are|has|have|will|would|as (?:of|you|we|from|discussed)|within|under|after|following|post|role|position|vacancy|opening|job|team|when|if|because|since|but|so|by|out of|"
    r"working|located|requisition|commencing|we|i|you|per|asked|full[- ]time|part[- ]time|tenable|along|through|on behalf|interview|opportunity|search|appointment|req)\b|, (?:[A-Z][a-z]+ )?(?:with effect|full|based|starting|at|reporting|£|\$|€)|\s[-–—|•·]\s|[\"“”]|\s\(ref|\s/\s|, \$|, £|, €)"
)

_LEADS: tuple[tuple[re.Pattern[str], float], ...] = tuple(
    (re.compile(pattern), weight)
    for pattern, weight in (
        (
            r"^(?:[>*•\- ]{0,3})(?:Job(?: [Tt]itle)?|Position(?: [Tt]itle)?|Role|Title|Post|POST|Vacancy|Requisition|Job/Role|Job name|Opening|Stelle|Poste|Puesto|Tjänst|Vaga|Functie)\s?:\s*(?P<role>.+)$",
            5.0,
        ),
        (
            r"\b(?:the )?(?:[Pp]osition|[Rr]ole|[Pp]ost|[Jj]ob|[Vv]acancy|[Oo]pening|[Tt]itle|capacity) of (?:an? |our |the )?(?P<role>[^\n]+)",
            4.0,
        ),
        (
            r"\b(?:appoint|hire|employ|engage|want|have|welcome|take|bring|get|pictured|see|asked|confirm|made|like|need|to be) (?:you )?(?:on )?(?:to be )?(?:as|our) (?:an? |our |the |my |their )?(?P<role>[^\n]+)",
            3.2,
        ),
        (
            r"\b(?:as|As) (?:an? |our |the |their )?(?P<role>(?:[A-Z][\w&/+#.'-]*[ ,-]{1,2}(?:(?:of|and|&|for|the|to|de|in) )?){1,7}[^\n]{0,20})",
            3.0,
        ),
        (
            r"\b(?:to be|become|join us as|stay as|start as|drive for them|new|be) (?:an? |our |the |a new )(?P<role>[^\n]+)",
            2.0,
        ),
        (
            r"\bfor (?:the |our |an? |your )?(?P<role>[^\n.!?]{3,70}?)(?: at [A-Z][^\n]*)? (?:[Rr]ole|[Pp]osition|[Pp]ost|[Oo]pening|[Vv]acancy|[Jj]ob|requisition|req)\b",
            4.0,
        ),
        (
            r"\b(?:the|our|your|this|their|a) (?P<role>[^\n.!?,;:]{3,60}?) (?:role|position|post|opening|vacancy|job|req|gig|seat|place|appointment|offer|search|application|contract)\b",
            3.0,
        ),
        (
            r"\b(?:applic\w+|applied|applying|interview|interviewed|interviewing|candidacy|candidature|offer|apply|considered|consider|selected|recommended|materials|resume|CV|portfolio|file|conversation|submitted|submission|naming you|sample|scheduled|you) for (?:the |our |an? )?(?:position |post |role )?(?:of )?(?P<role>[^\n]+)",
            2.5,
        ),
        (
            r"\b(?:[Oo]ffer|[Cc]ontract|[Ll]etter|[Aa]ppointment|[Ss]election|Interview|interview|Application|application|Confirmation|Update|conversation|Outcome|Regarding|Your|opening|signature on Offer Letter)(?: of \w+| letter| Letter| received| confirmation| confirmed| invitation)?(?: -|:| \||,| /| –| \|\|| //) (?P<role>[^\n]+)",
            2.2,
        ),
    )
)


def is_title(text: str) -> bool:
    """A word of it names a trade ("engineer", "nurse")."""
    return bool(_IS_TITLE.search(text))


def role(document: Document) -> str | None:
    """The title of the job that the mail is about, None if none is named."""
    best: tuple[float, str] | None = None
    for zone in document.zones:
        if zone.kind not in ("text", "subject", "quoted", "forwarded"):
            continue
        bonus = {"text": 0.4, "subject": 0.2, "forwarded": -0.5, "quoted": -1.0}[zone.kind]
        for line in zone.text[:8000].splitlines():
            for lead, weight in _LEADS:
                for match in lead.finditer(line):
                    title = _clean(match["role"])
                    if title and _IS_TITLE.search(title):
                        score = weight + bonus - (0.6 if title[0].islower() else 0) - len(title) / 90
                        if best is None or score > best[0]:
                            best = score, title
    return best[1] if best else _bare(document)


def _clean(text: str) -> str | None:
    """The title alone: cut where the sentence goes on."""
    text = text.strip().strip("\"'“”*")
    cut = _CUT.search(text)
    if cut:
        text = text[: cut.start()]
    text = text.strip(" ,;:-–—.!?\"'*|/")
    words = text.split()
    if not words or len(words) > 9 or len(text) > 70:
        return None
    return text


def _bare(document: Document) -> str | None:
    """A subject or calendar title that is nothing but a job's title."""
    subject = re.sub(r"^(?:(?:re|aw|fw|fwd|wg)\s?:\s*)+", "", document.subject, flags=re.IGNORECASE).strip()
    for piece in [subject, *re.split(r"\s[-–—|/]{1,2}\s|: |\|\|?|//", subject)]:
        title = _clean(piece)
        if (
            title
            and _IS_TITLE.search(title)
            and len(title.split()) <= 7
            and not re.search(
                r"\b(?:you|your|we|our|interview|offer|application|hi|hello|thanks|invitation|update|contract|letter|confirmed|schedule)\b",
                title.lower(),
            )
        ):
            return title
    return None
