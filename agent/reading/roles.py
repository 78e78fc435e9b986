"""The job's title as written: the phrase around a word for a trade that the message treats as the post in question."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from agent.reading.document import Document, Zone
from agent.reading.language.facts import led_titles
from agent.reading.learned.opinion import Opinion
from agent.reading.proposed import AGAIN, titles

_TRADES_WORDS = """
engineer developer manager analyst officer assistant associate designer technician teacher nurse driver coordinator
co-ordinator specialist consultant supervisor clerk administrator lead director planner scientist architect editor
writer librarian receptionist chef baker barista cleaner carer worker adviser advisor representative rep agent
executive intern trainee apprentice researcher lecturer professor instructor tutor therapist pharmacist dietitian
dietician physician hospitalist surgeon dentist paralegal solicitor lawyer attorney accountant actuary auditor buyer
merchandiser stocker courier pilot captain guide curator producer conservator translator interpreter programmer
operator fitter electrician plumber welder joiner carpenter gardener farmer shepherd groom picker handler inspector
investigator adjuster underwriter broker trader banker teller cashier processor fellow fellowship lectureship
professorship postdoc statistician economist strategist marketer recruiter generalist partner head chief principal
president secretary registrar warden ranger guard firefighter firefighter/emt paramedic midwife radiographer hygienist
practitioner aide educator paraeducator sister winemaker biologist chemist geologist physicist hydrologist signaller
arranger sales crew porter host hostess waiter waitress bartender commis partie dsm qs 2ic super shopfitter formworker
foreman mechanic machinist doctor estimator patroller aquarist optician negotiator assessor artist brewer shotfirer
bookseller cadet caretaker technologist controller stylist hairdresser physiotherapist psychologist counsellor
counselor veterinarian vet nanny housekeeper sommelier butcher florist tailor photographer videographer animator
illustrator copywriter journalist reporter modeller tester owner pm archivist cartographer typesetter rigger surveyor
geographer auctioneer valuer fundraiser bookkeeper dispatcher minister chaplain merchandising hand labourer laborer
roofer painter decorator plasterer landscaper janitor custodian concierge attendant steward stewardess cook dishwasher
server packer loader stevedore miner driller toolmaker tuner upholsterer videoeditor webmaster mentor coach trainer
facilitator leader organizer organiser liaison ombudsman counsel clerkship internship traineeship apprenticeship sre
devops graduate programme
"""
_TRADES = frozenset(_TRADES_WORDS.split())
"""Words that a job's title ends in, or is built around."""
_VAGUE_WORDS = """
manager director lead partner head chief team staff guard host guide agent fellow officer assistant associate
specialist principal president secretary sales crew porter super trainee executive worker hand owner coach trainer
server operator representative rep graduate programme doctor professor captain sister consultant coordinator
administrator minister intern apprentice pm mentor editor writer leader supervisor adviser advisor recruiter planner
"""
_VAGUE = frozenset(_VAGUE_WORDS.split())
"""Trades that need a word before them to be a title."""
_NEVER = re.compile(
    r"^(?:hiring|line|your|my|our|the|new|this|that|recruiting|talent|current|former|present|automated|virtual) ?"
    r"(?:manager|team|lead|partner|director|coordinator|head|recruiter|consultant|officer|assistant)$|^(?:head|chief|team|account) ?of$|^(?:hr|human resources|talent) |recruit|resourcing|^team lead(?:er)?$|"
    r"^(?:vice[- ])?president|^managing|^senior (?:partner|recruiter)|^executive (?:assistant to|team)|^principal consultant|^virtual assistant assistant",
    re.IGNORECASE,
)
_JOINERS = frozenset({"of", "in", "for", "and", "&", "to", "the", "de", "du", "on"})
_BEFORE_STOP_WORDS = """
dear hi hello hey re fw fwd the a an our your my this that and or for as at with from to in on of is are was be we i
you they it its offer interview application confirmed confirmation invitation updated reminder letter contract role
position post job vacancy opening regarding about subject appointment selection assessment
thank thanks please congratulations conditional unconditional official final tentative good great new their his her
two three canceled cancelled declined accepted completed voided employment recommended permanent feedback schedule ref
reference requisition notice results referral type status meet meeting phone screen panel technical formal signed
revised amended acceptance declining both name       welcome join joining update urgent
requirement open roles hiring task self-schedule upcoming coffee partner's
stelle bewerbung arbeitsvertrag anstellungsvertrag dienstvertrag vertrag angebot vorstellungsgespräch gespräch einladung als die der das den dem ihre ihr dein deine unser unsere für zur zum bei herr frau
"""
_BEFORE_STOP = frozenset(_BEFORE_STOP_WORDS.split())
_LOW_LEAD = re.compile(
    r"(?:\bas (?:an? |our |the |my |your )?|\b(?:an?|the|our|your|this|their|new|for|of|be|that|another|i'm|her|his) )$",
    re.IGNORECASE,
)
_LOW_AFTER = re.compile(
    r"^,? ?(?:jobs?|posts?|positions?|roles?|vacanc|opening|gig|seat|place|appointment|here|at\b|in our|on our|interview|application|contract|offer|req|ad\b|advert|thing|search|team|for (?:us|the)|and\b|\.|,|$|\?|!|-)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^[>*•\- ]{0,3}(?:job(?: title)?|position(?: title)?|role|title|post|vacancy|requisition|opening|job name|stelle|position sought|what)\s?:\s*(?P<rest>.+)$",
    re.IGNORECASE,
)
_CODE = re.compile(r"^(?:[A-Z]{1,4}[-/]?)?(?=(?:\D*\d){3})[\w/-]+$")
_AFTER_JOB = re.compile(
    r"^\)?,? (?:role|position|post|job|vacancy|opening|traineeship|requisition|req|seat|search|interview|offer|application|panel|opportunit|gig|seat|place)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:\b(?:position|role|post|job|vacancy|title|capacity|appointment) (?:of|as|is)(?: an?| our| the)?|\bas (?:an?|our|the|my|their|your)?|\b(?:for|to|of) (?:the |our |an? |your )?|\b(?:new|become|be) (?:an? )?|[:|(\"“-])\s?$",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(
    r"(?:[A-Z][\w'-]+ [A-Z][\w'-]+(?: [A-Z][\w'-]+)?,? \(?|\bwith [^,]{0,40}, |\bMr\.? |\bMs\.? |\bDr\.? )$"
)


_CAPITALS = r"(?P<title>[A-Z][\w&/'-]*(?: (?:(?:of|and|&|for|in) )?[A-Z][\w&/'-]*){0,5})"
_NAMED = re.compile(
    rf"\b(?:[Pp]osition|[Rr]ole|[Pp]ost|[Jj]ob|[Vv]acancy|capacity) of (?:an? |the |our )?{_CAPITALS}"
    rf"|\b(?:the|our|this|an?) {_CAPITALS.replace('title', 'before')} (?:role|position|post|vacancy|opening)\b"
)


ENOUGH = 0.7
"""What rules and tags together must be worth for a title to be taken: 1 is a clear tag, or clear words around it."""
SURELY = 1.3
"""The same for mail that seems to be about no candidacy: rules and tags have to agree."""
_CLEAR = 4.0
"""Score from which on the rules count in full."""
BEST_BY_RULES = 0.4
"""What a title gains by being the one that the rules would choose."""


@dataclass(frozen=True, slots=True)
class _Title:
    text: str
    score: float
    full: str = ""
    """With what follows after a comma or dash: "Engineer, Storage"."""


def is_title(text: str) -> bool:
    """A word of it names a trade ("engineer", "nurse")."""
    return any(word.strip("(),.:;!?\"'").lower() in _TRADES for word in text.split())


def role(document: Document, *more: str, opinion: Opinion | None = None, least: float = ENOUGH) -> str | None:
    """The title of the job that the mail is about, None if none is named.

    `more`: further lines, as of a calendar part. `opinion`: the encoder's; with it, `least` is what rules and tags
    together must be worth.
    """
    written: dict[str, str] = {}
    scores, best = _by_rules(document, more, written)
    if opinion is None:
        return _without_employer(best, document) if best else None
    worth: dict[str, float] = defaultdict(float)
    for key, score in scores.items():
        worth[key] = min(score, _CLEAR) / _CLEAR + (BEST_BY_RULES if best and key == best.lower() else 0.0)
    tagged: dict[str, list[float]] = defaultdict(list)
    for proposed in titles(opinion):
        key = proposed.text.lower()
        tagged[key].append(proposed.worth)
        if key not in written or (proposed.text[0].isupper() and not written[key][0].isupper()):
            written[key] = proposed.text
    if best:
        written[best.lower()] = best
    for key, chances in tagged.items():
        worth[key] += max(chances) + AGAIN * (len(chances) - 1)
    if not worth:
        return None
    chosen = max(worth, key=lambda key: (round(worth[key], 2), len(key)))
    return _without_employer(written[chosen], document) if worth[chosen] >= least else None


def _by_rules(
    document: Document, more: tuple[str, ...], written: dict[str, str]
) -> tuple[dict[str, float], str | None]:
    """What speaks for each title (its key is in small letters), and the best of them; fills `written`: key → as it stands."""
    scores: dict[str, float] = defaultdict(float)
    fuller: dict[str, list[str]] = defaultdict(list)
    for title in _titles(document, more):
        key = title.text.lower()
        scores[key] += title.score
        if key not in written or (title.text[0].isupper() and not written[key][0].isupper()):
            written[key] = title.text
        if title.full:
            fuller[key].append(title.full)
    if not scores:
        return scores, None
    best = max(scores, key=lambda key: (round(scores[key], 2), len(key)))
    for key, score in scores.items():  # "Data Analyst" within "Senior Data Analyst": the longer, if it is meant as well
        if key != best and re.search(rf"(?<!\w){re.escape(best)}(?!\w)", key) and score >= scores[best] / 3:
            best = key
    if scores[best] < 0.2:
        return scores, None
    longer = [full for full in fuller[best] if fuller[best].count(full) >= 2]
    return scores, longer[0] if longer else written[best]


def _without_employer(title: str, document: Document) -> str:
    """ "Designer (Globex)" from somebody at Globex is a designer."""
    bracket = re.search(r" \(([^)]+)\)$", title)
    if bracket is None:
        return title
    senders = " ".join(
        f"{box.name} {box.address}" for box in (document.from_, *document.reply_to, *document.to, *document.cc)
    )
    inside = re.sub(r"\W", "", bracket[1].lower())
    return title[: bracket.start()] if inside in re.sub(r"\W", "", senders.lower()) else title


def _titles(document: Document, more: tuple[str, ...]) -> Iterator[_Title]:
    own = frozenset(
        word.lower()
        for box in (*document.to, document.from_)
        for word in re.findall(r"[\w'-]{2,}", box.name)
        if word[0].isupper()
    )
    for line in more:
        for part in line.splitlines()[:6]:
            yield from _line_titles(part, 0.8, own=own)
    for zone in document.zones:
        if zone.kind in ("text", "subject", "quoted", "forwarded"):
            yield from _zone_titles(zone, own)
        elif zone.kind == "signature":
            for found in re.finditer(r"\(([^()\n]{4,60}?) (?:role|job|post|position|vacancy)\)", zone.text[:1500]):
                yield from _line_titles(found[1], 0.6, own=own)
    for attachment in document.attachments[:6]:
        name = re.sub(r"\.\w{2,4}$", "", attachment.name).replace("_", " ")
        yield from (_Title(title.text, title.score * 0.5) for title in _line_titles(name, 0.5, own=own))


def _zone_titles(zone: Zone, own: frozenset[str]) -> Iterator[_Title]:
    weight = {"text": 1.0, "subject": 1.4, "forwarded": 0.6, "quoted": 0.5}[zone.kind]
    lines = [line for line in zone.text[:10_000].splitlines() if line.strip()]
    for number, line in enumerate(lines):
        tail = zone.kind == "text" and number >= len(lines) - 3 and len(line) < 60 and number > 2
        label = _LABEL.match(line)
        bonus = 2.5 if label else 0.0
        text = label["rest"] if label else line
        if zone.kind == "subject":
            text = re.sub(r"^(?:(?:re|aw|fw|fwd|wg|antw)\s?:\s*)+", "", text, flags=re.IGNORECASE)
        alone = bool(label) or zone.kind == "subject"
        for title in _line_titles(text, weight + bonus, labelled=alone, own=own):
            yield _Title(title.text, title.score * (0.25 if tail and not label else 1.0), title.full)
        for name, sure in led_titles(line):
            yield _Title(name, sure * weight * (0.25 if tail else 1.0))


def _line_titles(
    line: str, weight: float, *, labelled: bool = False, own: frozenset[str] = frozenset()
) -> Iterator[_Title]:
    """Titles in one line: capitalised phrases around a trade, and small ones where the words around call for one."""
    timed = bool(re.match(r"\s*\d{1,2}[:.]\d\d", line))
    taken = -1
    for match in re.finditer(r"[^\s]+", line):
        bare = match.group().strip("(),.:;!?\"'“”[]|*>")
        if re.fullmatch(r"[ap]m", bare.lower()) and re.search(r"\d ?$", line[: match.start()]):
            continue
        if (
            match.start() < taken
            or bare.lower().removesuffix("s" if bare.lower() not in _TRADES else "") not in _TRADES
            or not bare
        ):
            continue
        big = bare[0].isupper() or bare[0].isdigit()
        start, end = _span(line, match, big, own)
        text = line[start:end].strip(" ,;:-–—.!?\"'“”|*/")
        if not text or not _whole(text):
            continue
        taken = end
        before, after = line[:start], line[end:]
        called = bool(_AFTER_JOB.match(after) or (start == 0 and text[0].isupper() and _LOW_AFTER.match(after)))
        if _LOW_LEAD.search(before):
            called = called or bool(_LOW_AFTER.match(after) or re.search(r"\bas (?:an? |our )?$", before))
        if not big and not called and not labelled and len(text.split()) < len(line.split()):
            continue
        score = weight * (1.0 if big else 0.8)
        if _AFTER_JOB.match(after) or _LEAD.search(before):
            score += 0.8 * weight
        if (
            _AFTER_NAME.search(before) and not labelled and not own & set(re.findall(r"[\w'-]+", before[-30:].lower()))
        ) or timed:
            score -= 0.9 * weight
        suffix = re.match(
            r"(?:,| [-–]) (?!and\b)((?:[A-Z][a-zA-Z&']+)(?: (?:and |& |of )?[A-Z][a-zA-Z&']+){0,2}(?: \([A-Z][a-z]+\))?)(?![\w-])",
            after,
        )
        full = (
            f"{text}{suffix.group()}" if suffix and not (set(suffix[1].lower().split()) & (_BEFORE_STOP | own)) else ""
        )
        yield _Title(text, score, full)
        if full and labelled and weight > 2:
            yield _Title(text, 0.0, full)
    for named in _NAMED.finditer(line):
        text = named["title"] or named["before"]
        if not is_title(text) and len(text) > 3 and text.split()[0].lower() not in _BEFORE_STOP | own:
            yield _Title(text, 1.1 * weight)


def _span(line: str, match: re.Match[str], big: bool, own: frozenset[str]) -> tuple[int, int]:
    """Start and end of the phrase that a trade's word stands in."""
    start = match.start() + len(match.group()) - len(match.group().lstrip("(\"'“[*>"))
    words = list(re.finditer(r"[^\s]+", line[:start]))[-6:]
    while words:
        word = words[-1].group()
        bare = word.strip("(\"'“*>")
        if (
            (word[-1] in ',.:;!?)|-–—”"' and word.lower() not in ("sr.", "jr.", "st."))
            or bare.lower() in _BEFORE_STOP
            or bare.lower() in own
            or _CODE.match(bare)
        ):
            break
        if (
            big
            and not (bare[:1].isupper() or bare[:1].isdigit())
            and not (bare in _JOINERS and len(words) > 1 and words[-2].group()[:1].isupper())
        ):
            break
        first = words[-1].start() == 0 and len(bare) > 1
        small = bare[:1].islower() or bare[:1].isdigit() or (bare.isupper() and 1 < len(bare) < 5) or first
        if not big and (not small or bare.lower() in _LOW_STOP):
            break
        start = words[-1].start()
        words.pop()
        if word[0] in '("“':
            start += 1
            break
    return start, _right(line, match, big, own)


_LOW_STOP_WORDS = """
as be is was are been become hired want wanted take taking on have had has about yarn the a an our your my this that
for of to with and or by from in at their his her its another other any some no not i you we they he she it who what
which when where why how if so but because since than then now just also only very really quite still more most less
least first-choice possible potential one two three four five six seven eight nine ten experienced good great best
right real being getting get got working work call called named need needs needed looking ring brilliant lovely next
open part- second third whole every each both all such same
"""
_LOW_STOP = frozenset(_LOW_STOP_WORDS.split())


def _right(line: str, match: re.Match[str], big: bool, own: frozenset[str]) -> int:
    """Where the phrase ends: grades, "of …" and a bracket with a speciality belong to it."""
    end = match.end()
    tail = len(match.group()) - len(match.group().rstrip("),.:;!?\"'”]|*"))
    if tail:
        return end - tail
    rest = line[end:]
    if not big:
        return end
    more = re.match(
        r"(?: (?:I{1,3}|IV|V|[1-5]|Grade \d|KS\d|20\d\d|EMEA|North|South|East|West|Mate)\b)*"
        r"(?: (?:of|in|for|to) (?:the )?[A-Z][\w'&-]*(?: (?:and |& |of )?[A-Z][\w'&-]*){0,3})?(?: \((?P<inside>[A-Za-z][A-Za-z&/ .'-]{0,28})\))?",
        rest,
    )
    if more is None:
        return end
    inside = more["inside"]
    if inside and (
        re.search(
            r"\b(?:hybrid|remote|on-?site|band|contract|part|full|days|at)\b",
            inside.lower(),
        )
        or own & set(inside.lower().split())
        or (not inside[0].isupper() and "/" not in inside)
    ):
        return end + more.start("inside") - 2
    stop = re.search(r" (?:at|Monday|Tuesday|Wednesday|Thursday|Friday)\b", more.group())
    return end + (stop.start() if stop else more.end())


def _whole(text: str) -> bool:
    """It can stand as a title: not too long, not a bare "manager", not somebody's office."""
    words = text.split()
    if len(words) > 8 or len(text) > 70 or _NEVER.search(text):
        return False
    return len(words) > 1 or words[0].lower().removesuffix("s") not in _VAGUE
