"""Everything that the decision list looks at, gathered once for one message."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from agent.model import Direction, Evidence
from agent.reading.acts import Act, Matcher, find_acts, matcher
from agent.reading.anchors import Late
from agent.reading.clauses import Sentence, sentences
from agent.reading.contingencies import Check, find_checks
from agent.reading.document import Document
from agent.reading.fields import Moment, interview_time, moments
from agent.reading.language import ActKind, detect
from agent.reading.language.facts import also
from agent.reading.roles import is_title
from agent.reading.structured import Facts

_HIRING_SENDER = re.compile(
    r"recruit|talent|careers?\b|hiring|jobs?\b|personnel|people|human ?resources|\bhr\b|hr[-_.@]|staffing|appointments?|resourcing|candidate|bewerb|personal|\brh\b|search|vetting|onboarding"
)
_OFFER_FILE = Late(
    r"offer|contract|appointment|agreement|employment|vertrag|\biea\b|terms|letter|contrat|contrato|contratto|zusage|signed_by_client"
    + also("offer file"),
    re.IGNORECASE,
)
_NOT_OFFER_FILE = Late(
    r"signed|unterschrieben|cv|resume|lease|tenancy|nda|mortgage|cover|invoice|reference_?form|handbook|leaflet|report|rights|itinerary|script|directions|brochure|reply|executed",
    re.IGNORECASE,
)
_JOB_DOCUMENT = Late(
    r"offer|employ|appointment|contract of|work agreement|job|position|engagement letter|onboarding|anstellung|arbeitsvertrag|travail|trabajo|lavoro|compensation"
    + also("job document"),
    re.IGNORECASE,
)
_NOT_JOB_DOCUMENT = Late(
    r"\bnda\b|non-?disclosure|lease|tenancy|rental|mortgage|loan|purchase|\bsale\b|real estate|msa\b|statement of work|consulting services|invoice|quote|proposal|policy|handbook|i-9|w-4|tax|consent|waiver|release|beta|"
    r"service offer|counter ?offer|listing|insurance|volunteer|privacy|photo" + also("not job document"),
    re.IGNORECASE,
)
_ORDINARY_MEETING = Late(
    r"\b(?:debrief|1:1|one[- ]to[- ]one|stand-?up|review|demo\b|webinar|induction|orientation|inset|onboarding|training|mock|practice|appointment with dr|jahresgespräch|retro|sprint|planning|catch-?up with team|"
    r"document check|reminder to|last day to|deadline|kick-?off|all[- ]hands|town hall|lunch and learn|party|game|match|birthday|dentist|doctor|closing|viewing|new staff|visa|study|user interview|research"
    + also("ordinary meeting")
    + r")\b"
)


@dataclass
class Case:
    """One message as the rules see it."""

    document: Document
    facts: Facts
    direction: Direction
    zone: str
    human: bool
    language: str = "en"
    text: list[Sentence] = field(default_factory=list)
    """Subject and new text, sentence by sentence; a forward's text is here where it was sent on for the user."""
    acts: list[Act] = field(default_factory=list)
    before: list[Act] = field(default_factory=list)
    """Acts of the other side, and of the user, in the quoted text that this one answers."""
    user_before: list[Act] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)

    @cached_property
    def known(self) -> Matcher:
        """The words of its language; those of English where there are none (and then only structure counts)."""
        found = matcher(self.language) or matcher("en")
        assert found is not None, "English is always there"
        return found

    # ------------------------------------------------------------ acts

    def all(self, *kinds: ActKind, strong: bool | None = None) -> list[Act]:
        """Acts of these kinds that hold and are not about something other than a job."""
        return [
            act
            for act in self.acts
            if act.kind in kinds
            and (strong is None or act.strong == strong)
            and act.holds
            and act.object not in ("non-job", "interview")
        ]

    def has(self, *kinds: ActKind, strong: bool | None = None) -> bool:
        return bool(self.all(*kinds, strong=strong))

    def evidence(self, *kinds: ActKind) -> tuple[Evidence, ...]:
        """The first act of each kind that holds, as evidence."""
        found: dict[str, Evidence] = {}
        for act in self.all(*kinds):
            found.setdefault(act.kind, act.evidence())
        return tuple(found.values())

    def marked(self, name: str, text: str | None = None) -> bool:
        """Whether a turn of that name (`marks` of the language) stands in the text, or in another one."""
        pattern = self.known.marks.get(name)
        return bool(pattern and pattern.search(self.plain if text is None else text))

    # ------------------------------------------------------------ the message as a whole

    @cached_property
    def plain(self) -> str:
        return "\n".join(sentence.plain for sentence in self.text)

    @cached_property
    def body(self) -> str:
        """The new text alone, without the subject."""
        return "\n".join(sentence.plain for sentence in self.text if sentence.zone == "text")

    @cached_property
    def sender(self) -> str:
        return f"{self.document.from_.name} {self.document.from_.address}".lower()

    @cached_property
    def job_words(self) -> int:
        """How many different words of the working world it has, its sender's name included."""
        words = {match.group() for match in self.known.job_words.finditer(self.plain)}
        system = 3 if self.facts.vendor_kind in ("ats", "check", "assessment") else 0
        summary = self.facts.invite.summary if self.facts.invite else ""
        titled = 2 if is_title(self.document.subject) or is_title(summary) else int(is_title(self.plain))
        return len(words) + system + titled + (2 if _HIRING_SENDER.search(self.sender) else 0)

    @cached_property
    def plainly_job(self) -> bool:
        """It has a word that hardly means anything but work to be had, or comes from who writes of nothing else."""
        summary = self.facts.invite.summary.lower() if self.facts.invite else ""
        known = self.facts.vendor_kind in ("ats", "scheduler", "assessment") or _HIRING_SENDER.search(self.sender)
        return bool(
            known
            or self.known.plainly_job.search(self.plain + "\n" + summary)
            or is_title(self.plain)
            or self.offer_spoken_of
        )

    @cached_property
    def titled(self) -> bool:
        """A trade is named in it."""
        return is_title(self.plain)

    @cached_property
    def about_work(self) -> bool:
        """What is offered or accepted can be work: a title, a term of the working world, a sender that hires."""
        everything = self.plain + "\n" + self.quoted
        return bool(
            matcher(self.language) is None
            or self.job_words >= 2
            or self.facts.vendor_kind
            or self.offer_file
            or self.has_document
            or _HIRING_SENDER.search(self.sender)
            or self.known.plainly_job.search(everything)
            or self.known.job_words.search(everything)
            or is_title(everything)
        )

    @cached_property
    def hires(self) -> bool:
        """Its meetings are about a job: it says so, or who writes it writes of nothing else; no check-up, no viewing."""
        if (
            matcher(self.language) is None
            or "hiring talk" not in self.known.marks
            or self.facts.vendor_kind in ("ats", "scheduler")
        ):
            return True
        invite = self.facts.invite
        everything = "\n".join((self.plain, invite.summary.lower() if invite else "", self.quoted))
        if self.marked("interview named", everything):
            return True
        if self.marked("hiring talk", everything) or self.offer_spoken_of:
            return True
        if self.marked("ordinary appointment", everything):
            return False
        return bool(_HIRING_SENDER.search(self.sender)) or (self.human and is_title(everything))

    @cached_property
    def business(self) -> tuple[str, int]:
        """The other business it speaks of most, and how many different words of it there are."""
        best = ("", 0)
        text = f"{self.plain}\n{self.sender}"
        for name, pattern in self.known.domains:
            count = len({match.group() for match in pattern.finditer(text)})
            if count > best[1]:
                best = name, count
        return best

    @cached_property
    def nonjob(self) -> int:
        """How strongly it speaks of some other business."""
        return self.business[1] + (1 if self.has("NEWS") else 0)

    @cached_property
    def about_jobs(self) -> bool:
        return self.job_words >= 2 + self.nonjob

    @cached_property
    def terms(self) -> int:
        """How many kinds of terms of employment are named."""
        return sum(1 for pattern in self.known.terms.values() if pattern.search(self.plain))

    @cached_property
    def names_pay(self) -> bool:
        return bool(self.known.terms["pay"].search(self.plain))

    @cached_property
    def offer_file(self) -> str | None:
        """The name of an attachment that looks like an offer letter or contract to answer."""
        for attachment in self.document.attachments:
            if _OFFER_FILE.search(attachment.name) and not _NOT_OFFER_FILE.search(
                attachment.name.replace("signed_by_client", "")
            ):
                return attachment.name
        return None

    @cached_property
    def has_document(self) -> bool:
        """A PDF or word-processor file came with it."""
        return any(part.name.lower().endswith((".pdf", ".doc", ".docx", ".odt")) for part in self.document.attachments)

    @cached_property
    def signs_job(self) -> bool:
        """The document of an e-signature service is an offer or a contract of employment."""
        title = self.facts.document_title or self.document.subject
        return bool(_JOB_DOCUMENT.search(title)) and not _NOT_JOB_DOCUMENT.search(title)

    @cached_property
    def offer_spoken_of(self) -> bool:
        """An offer or contract of the user's exists already by what is said, here or in the quoted text."""
        return self.has("OFFER_CONTEXT", "THANKS_ACCEPT") or self.offer_quoted

    @cached_property
    def offer_quoted(self) -> bool:
        quoted = [act for act in self.before if act.holds and act.object not in ("non-job", "interview")]
        return any(act.kind in ("OFFER", "LETTER", "ANSWER_BY") for act in quoted) or (
            any(act.kind in ("ACCEPT", "DECLINE", "UNDECIDED") and act.holds for act in self.user_before if act.strong)
            and bool(re.search(r"\b(?:offer|contract|accept|letter|signed" + also("offer talk") + ")", self.quoted))
        )

    @cached_property
    def promised_before(self) -> bool:
        """The quoted text says that the letter is to come."""
        return any(act.kind == "PROMISE" and act.holds for act in self.before)

    @cached_property
    def quoted(self) -> str:
        return self.document.text("quoted").lower()[:4000]

    @cached_property
    def cold(self) -> bool:
        """It reads like a cold contact, and no offer of the user's is spoken of."""
        found = len(self.all("OUTREACH"))
        return (found >= 2 or (found == 1 and self.document.bulk)) and not self.offer_spoken_of

    @cached_property
    def theirs(self) -> int:
        return len(self.all("THEIRS"))

    # ------------------------------------------------------------ time

    @cached_property
    def moments(self) -> list[Moment]:
        """Every day with an hour in the words."""
        return moments(self.document, self.zone)

    @cached_property
    def moment(self) -> Moment | None:
        """A fixed day and hour named in the words."""
        return interview_time(self.moments, self.document.sent_at)

    @cached_property
    def meeting(self) -> bool:
        """The calendar part is about getting to know each other for a job, as far as its title tells."""
        invite = self.facts.invite
        if invite is None or (invite.recurring and invite.method != "REQUEST"):
            return False
        return not _ORDINARY_MEETING.search(invite.summary.lower())


def gather(document: Document, facts: Facts, *, direction: Direction, zone: str, human: bool) -> Case:
    """Read a document's sentences, acts and checks."""
    case = Case(document, facts, direction, zone, human)
    new = document.text("text")
    case.language = detect(new if len(new) > 40 else document.text("text", "subject", "quoted", "forwarded"))
    kinds = ("subject", "text", "forwarded") if _sent_on(document, direction) else ("subject", "text")
    if len(new) < 25 and human:  # a word or two, the rest taken for the foot
        kinds = (*kinds, "signature")
    case.text = list(sentences(document, *kinds, language=case.language))
    case.acts = find_acts(case.text, case.language, direction)
    quoted = list(sentences(document, "quoted", language=case.language))[:40]
    case.before = find_acts(quoted, case.language, "in")
    case.user_before = find_acts(quoted, case.language, "out")
    checked = [sentence for sentence in case.text if sentence.zone != "subject"]
    case.checks = find_checks(checked, case.language)
    return case


_GREETING = re.compile(r"\b(?:dear|hi|hello|hey) (?:mr\.? |ms\.? |mrs\.? |dr\.? )?([\w'-]+)", re.IGNORECASE)


def _sent_on(document: Document, direction: Direction) -> bool:
    """A forward that an intermediary sent on for the user: it greets nobody else."""
    if direction == "out":
        return False
    forwarded = document.text("forwarded")
    if not forwarded:
        return False
    names = {
        word
        for mailbox in (*document.to, *document.cc)
        for word in re.findall(r"[\w'-]+", f"{mailbox.name} {mailbox.address}".lower())
    }
    greeted = _GREETING.search(forwarded[:1500])
    writer = set(re.findall(r"[\w'-]+", document.from_.name.lower()))
    return greeted is None or (greeted[1].lower() in names and greeted[1].lower() not in writer)
