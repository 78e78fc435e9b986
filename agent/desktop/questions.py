"""Cards that ask what only the user knows. The first button never decides anything. Pure."""

from __future__ import annotations

from agent.desktop.card import Button, Card
from agent.desktop.letters import REVIEW
from agent.desktop.sight import LABEL, Sight, View, body, name, short, stamp
from agent.review import words

MOST = 3
"""Buttons of a card."""
ACCEPTED = (Button("deciding", "Still deciding"), Button("yes", "Yes"), Button("no", "No"))
SUMMARIES = {
    "accepted": "Did you accept? {}",
    "unsure_sent": "Was it sent? {}",
    "which_offer": "Which offer do you take?",
    "same_employer": "Another role at the employer of your offer",
    "unsure_reading": "Only you can tell: {}",
    "granted": "More time? {}",
    "still_on": "Does it take place? {}",
    "called_off": "Which interview is called off?",
    "reply": "They answered: {}",
}


def open_ones(sight: Sight) -> list[View]:
    """Those that are asked. Which of several offers is taken stands under each of them, and is asked once."""
    found: list[View] = list(sight.document["questions"])
    choice = next((question for question in found if question["kind"] == "which_offer"), None)
    return [question for question in found if question["kind"] != "which_offer" or question is choice]


def card(sight: Sight, question: View, *, due: bool = False) -> Card:
    """One question; `due`: the day by which its offer is to be answered is near."""
    buttons = _buttons(sight, question)
    text = _body(sight, question, buttons, due=due)
    return Card(
        key=f"question:{question['id']}",
        stamp=stamp("question", question["id"], text, *(button.key for button in buttons)),
        summary=SUMMARIES.get(question["kind"], "A question for you").format(_who(sight, question)),
        body=text,
        buttons=buttons,
        about=question["id"],
        parts=(part(question),),
    )


def part(question: View) -> str:
    """What is told of it."""
    return stamp("asked", question["id"], question["text"])


def _who(sight: Sight, question: View) -> str:
    """The employer it is about."""
    drafts = {draft["id"]: draft for draft in sight.document["drafts"]}
    about = drafts.get(question["draft"]) or sight.offers.get(question["offer"])
    return name(about) if about else "an employer"


def _buttons(sight: Sight, question: View) -> tuple[Button, ...]:
    """Its answers where they fit beside Review; else Review alone, as the page has all of them."""
    if question["kind"] == "accepted" and {button.key for button in ACCEPTED} <= set(question["answers"]):
        return ACCEPTED
    names = {id_: words.title(view) for id_, view in sight.offers.items()}
    said = [words.answer(question["kind"], given, names) for given in question["answers"]]
    if len(said) >= MOST or any(len(label) > LABEL for label in said) or len(set(said)) < len(said):
        return (REVIEW,)
    return (REVIEW, *(Button(given, label) for given, label in zip(question["answers"], said, strict=True)))


def _body(sight: Sight, question: View, buttons: tuple[Button, ...], *, due: bool) -> str:
    lines = [words.clean(question["text"])]
    offer = sight.offers.get(question["offer"])
    if question["kind"] == "accepted" and offer:
        news = [] if question["text"].startswith("Did you accept") else ["There is news that is not what you said."]
        role = f" ({short(offer['role'], 80)})" if offer["role"] else ""
        lines = [*news, f"Did you accept the offer of {name(offer)}{role}?"]
        if offer["deadline"]:
            ends = ", the end of the day. After that it counts as expired." if due else "."
            lines.append(f"They ask for an answer by {sight.when.dated(offer['deadline'])}{ends}")
    left = len(question["answers"]) - len(buttons) if buttons == ACCEPTED else 0
    if left > 0:
        lines.append("Turned it down, or no offer at all? Click here.")
    return body(lines)
