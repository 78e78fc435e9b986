"""Languages as data: which words say what. One package a language; `agent.reading.acts` does the matching.

A pattern is a small regular expression over lower-case text in which contractions are written out ("we are"):
`{word}` stands for a group of `WORDS`, `~` for up to four words, `~~` for up to ten. Blanks are single.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

ActKind = Literal[
    "OFFER", "WANTED", "PROMISE", "LETTER", "ANSWER_BY", "FINAL", "CONDITION", "ACCEPT", "THANKS_ACCEPT", "ONBOARD",
    "DECLINE", "REGRETS_DECLINE", "WITHDRAW", "RESCIND", "ENDED_ROLE", "REJECT", "STAYS_OPEN", "INVITE", "SCHEDULE",
    "RESCHEDULE", "CANCEL", "ASSESS", "ACK", "APPLY", "OUTREACH", "UNDECIDED", "THEIRS", "NEWS", "OFFER_CONTEXT",
]  # fmt: skip
Side = Literal["in", "out", "any"]


@dataclass(frozen=True, slots=True)
class Family:
    """Ways of doing one thing with words."""

    act: ActKind
    says: str
    """What it shows, in plain words."""
    patterns: str
    """One a line."""
    side: Side = "in"
    """Whose mail it counts in: "in" what the other side says, "out" what the user says."""
    strong: bool = True
    free: str = ""
    """Guards that do not apply: n negation, c condition, q question, h heading."""


@dataclass(frozen=True, slots=True)
class Language:
    """All that the reader knows of one language."""

    code: str
    words: Mapping[str, str]
    families: tuple[Family, ...]
    negation: str
    condition: str
    other_person: str
    """Somebody else's fate: "another candidate"."""
    third_person: str
    """Words for somebody who is neither writer nor reader."""
    second_person: str
    interview: str
    """What else can be offered, as part of getting to know each other."""
    nonjob: str
    """What else can be offered, that is no job."""
    job: str
    domains: Mapping[str, str]
    """Other business than jobs, by name, and the words that belong to it."""
    job_words: str
    """Words of the working world: how many stand in a mail tells how much it is about jobs."""
    plainly_job: str
    """Words that hardly mean anything else."""
    terms: Mapping[str, str]
    """Kind of term of employment to the words that name it; "pay" is always there."""
    marks: Mapping[str, str]
    """Turns that settle a doubt between two labels, by the name that the rules call them."""
    negation_after: str = r"(?!)"
    """A denial that follows what it denies in the same clause; none in English."""
    ahead: str = r"(?!)"
    """What puts an acceptance into the future: "once you accept", "we hope"."""
    bargain: str = r"(?!)"
    """A condition that follows an acceptance in the same sentence: "I would accept if …"."""
    condition_first: str = r"(?:and |but |so |then )?(?:if|should (?:you|we|it|the)|unless|whether|were you)\b"
    """How a sentence begins whose second half hangs on its first."""


def written_out(pattern: str, words: Mapping[str, str]) -> str:
    """A pattern of the small language above as a regular expression's text. Every repetition in it is bounded."""
    for _ in range(3):
        pattern = re.sub(r"\{([a-z_]+)\}", lambda found: f"(?:{words[found[1]]})", pattern)
    pattern = re.sub(
        r"(\[[^\]]*\]|\(\?<[!=][^)]*\)|\\S\+ |\\S\* )|(?<=[^\s(|]) (?=[^?])", lambda found: found[1] or ",? ", pattern
    )
    pattern = pattern.replace("~~", r"(?:\S+ ){0,10}?").replace("~", r"(?:\S+ ){0,4}?")
    head = r"(?<![\w'-])" if re.match(r"[\w(\\]", pattern) and not pattern.startswith(("(?<", r"\b")) else ""
    tail = r"(?![\w])" if re.search(r"[\w)?]$", pattern) else ""
    return head + "(?:" + pattern + ")" + tail


_STOPWORDS = {
    "en": "the and you your for with have that this will are not would from please our was been my we he she it by be but can could "
    "did had has all any out up about more than is of",
    "de": "und der die das wir sie ihre für mit nicht ist ein eine bei zu auf den dem ich als "
    "ihnen dir dich uns mir mich haben habe sind wird im um von zur zum ihr dein bis noch auch wenn dass aber oder wie nach leider danke "
    "bitte unser unsere unseren hallo er sehr geehrte geehrter herr herrn frau guten tag vielen freundlichen grüßen "
    "müssen können findet beide eines einen einer unserem deine deinen deiner zwei drei",
    "fr": "vous nous pour votre avec les des une est dans que je sur pas ce du bonjour et au de la le en qui ne se il elle sont notre vos "
    "nos mon ma mes ton ta tes plus par cette être avez avons merci "
    "malheureusement aux cordialement salut aura lieu demain suite",
    "es": "que para con por los las una usted nos su del está hola gracias puesto el te se al de la en y lo le ya mi tu es un más sus pero "
    "como si muy esta este hay nuestro nuestra o ha he me "
    "lamentablemente buenos días nosotros queda tenemos mañana saludo saludos",
    "pt": "que para com você uma não os do da seu sua nos por vaga ao em olá obrigado na se de e é um mais as dos das no pelo pela já lhe meu "
    "minha como são está esta este ou às à nossa nosso até mas me "
    "infelizmente bom dia temos amanhã foi cumprimentos pelas",
    "it": "che per con una del della non sono gentile il di la lei ci le buongiorno si è e un al alla nel dei delle gli ha ho mi più questo "
    "questa come anche nostro nostra suo sua suoi tuo tua o da se ma ti ciao ore abbiamo siamo possiamo "
    "purtroppo buongiorno dobbiamo domani saluti cordiali sarà alle",
    "nl": "de het een en van je wij voor met is niet op dat u ons bij zijn aan te jouw we er ook nog naar maar dan wel uw hebben heb deze "
    "ik hij wordt bent om als "
    "helaas onze moeten gaat morgen groet vriendelijke hoi beste",
    "pl": "i w na do się z że nie jest oraz dla pan pani dziękujemy o po od za to są jak lub już tylko przez pana panią prosimy ze ale",
    "sv": "och att det som en på är för med du vi inte till av har din om den ett dig ni kan vill från så mig oss er våra vår hej",
}
_SHARED = frozenset(
    ["i", "to", "do", "no", "so", "on", "in", "at", "as", "an", "or", "if", "me", "am", "a", "per", "go"]
) | frozenset(_STOPWORDS["en"].split())
_STOP = {
    code: frozenset(words.split()) if code == "en" else frozenset(words.split()) - _SHARED
    for code, words in _STOPWORDS.items()
}


def detect(text: str) -> str:
    """ISO 639-1 code of the language that most small words of the text belong to; "en" where there is no telling. Two are
    enough where no English one stands beside them, and neither another language nor words that English shares are as many."""
    words = re.findall(r"[^\W\d_]+", text[:4000].lower())
    if not words:
        return "en"
    scores = {code: sum(word in stop for word in words) for code, stop in _STOP.items()}
    best = max(scores, key=lambda code: (scores[code], code == "en"))
    shared = sum(word in _SHARED for word in words)
    alone = not scores["en"] and scores[best] > shared and list(scores.values()).count(scores[best]) == 1
    return best if scores[best] >= (2 if alone else 3) and scores[best] > 1.5 * scores["en"] else "en"
