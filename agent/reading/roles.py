"""The job's title as written: the phrase that learned weights and the encoder's tags together make the post in question."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from math import log

from agent.reading import titles
from agent.reading.calendar_part import Invite
from agent.reading.document import Document
from agent.reading.learned.opinion import Opinion

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

ENOUGH = 1.25
"""What weights and tags together must be worth for a title to be taken (a logarithm of odds)."""
SURELY = 4.5
"""The same for mail that seems to be about no candidacy."""
UNAIDED = 0.5
"""The same where the encoder has no say: "the position of Analyst"."""
_TAGS = 0.4
"""What the encoder's tags weigh beside the learned weights."""
_UNTAGGED = -5.0
"""What a phrase that the encoder did not see is worth to it."""
_EVEN = log(0.35 / 0.65)
"""Chance of a tag from which on it speaks for a title, as a logarithm of odds."""
_WHERE = {"text": 1.0, "subject": 0.95, "calendar": 0.9, "forwarded": 0.9, "quoted": 0.85, "signature": 0.35}
"""What a tag is worth by where it stands: the user's own titles stand in signatures."""
_FILES = 6
"""Names of attachments that are looked at."""


def is_title(text: str) -> bool:
    """A word of it names a trade ("engineer", "nurse")."""
    return any(word.strip("(),.:;!?\"'").lower() in _TRADES for word in text.split())


def role(
    document: Document, invite: Invite | None = None, *, opinion: Opinion | None = None, least: float = ENOUGH
) -> str | None:
    """The title of the job that the mail is about, None if none is named.

    `opinion` is the encoder's; `least` is what a title must be worth.
    """
    model = titles.shipped()
    looked_at = parts(document, invite)
    places = titles.phrases(looked_at, model)
    worth = titles.scores(looked_at, places, own_words(document), model)
    if opinion is not None:
        read = _Tags(opinion)
        worth = {key: score + _TAGS * read.worth(key) for key, score in worth.items()}
    if not worth:
        return None
    chosen = max(worth, key=lambda key: (round(worth[key], 2), key))
    if worth[chosen] < least:
        return None
    written = (looked_at[number][1][start:end] for number, start, end in places[chosen])
    return max(written, key=lambda text: text[0].isupper())


def parts(document: Document, invite: Invite | None) -> list[titles.Part]:
    """Where a title may stand."""
    found: list[titles.Part] = [(zone.kind, zone.text) for zone in document.zones]
    if invite is not None:
        found.append(("calendar", f"{invite.summary}\n{invite.description}"))
    return found + [("file", attachment.name) for attachment in document.attachments[:_FILES]]


def own_words(document: Document) -> frozenset[str]:
    """Words of the correspondents' names and domains, in small letters."""
    boxes = (document.from_, *document.to)
    return frozenset(
        word.lower() for box in boxes for word in re.findall(r"\w{2,}", f"{box.name} {box.address.rpartition('@')[2]}")
    )


class _Tags:
    """How surely the encoder takes phrases for the title."""

    def __init__(self, opinion: Opinion) -> None:
        self._seen = [
            _Seen(_WHERE[stretch.kind], stretch.text.casefold(), opinion.pieces("role", index))
            for index, stretch in enumerate(opinion.stretches)
            if stretch.kind in _WHERE
        ]

    def worth(self, phrase: str) -> float:
        """Logarithm of odds, where the encoder is surest of it: more for more words, less where the words beside are
        tagged as well."""
        return max((one for seen in self._seen for one in seen.worths(phrase)), default=_UNTAGGED)


class _Seen:
    """One stretch of the message with its pieces, which stand one after the other."""

    def __init__(self, weight: float, text: str, pieces: Sequence[tuple[int, int, float]]) -> None:
        self._weight, self._text = weight, text
        self._starts = [start for start, _, _ in pieces]
        self._ends = [end for _, end, _ in pieces]
        self._odds = [_odds(chance) for _, _, chance in pieces]

    def worths(self, phrase: str) -> Iterator[float]:
        """What a phrase is worth at each of its places."""
        for start in self._places(phrase):
            first, last = bisect_right(self._ends, start), bisect_left(self._starts, start + len(phrase))
            if first < last:
                within = self._odds[first:last]
                beside = self._odds[max(0, first - 1) : first] + self._odds[last : last + 1]
                worth = sum(within) / len(within) ** 0.5 - sum(max(0.0, odds) for odds in beside)
                yield worth * self._weight if worth > 0 else worth

    def _places(self, phrase: str) -> Iterator[int]:
        """Where a phrase stands as whole words."""
        start = self._text.find(phrase)
        while start >= 0:
            end = start + len(phrase)
            whole = not (_in_word(self._text[start - 1 : start]) or _in_word(self._text[end : end + 1]))
            if whole:
                yield start
            start = self._text.find(phrase, end if whole else start + 1)


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _odds(chance: float) -> float:
    chance = min(max(chance, 0.01), 0.99)
    return log(chance / (1 - chance)) - _EVEN
