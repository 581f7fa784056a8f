"""Saying: a turn's replies become the one message that goes out, in the reader's words, with what its buttons carry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from bot.chat import Run
from bot.message import Ask, Button, Pressable, Reply, Traits
from bot.state import State
from bot.talk import Outcome
from bot.words import Speaker, t, worded
from models.orders import Fact

BOUND = ("answer:", "change:", "do:")


@dataclass(frozen=True)
class Said:
    """One message as its row keeps it."""

    text: str
    buttons: tuple[Pressable, ...]
    ask: Ask
    protect: bool
    hide_contact: bool
    page: dict[str, Any]
    """What a keypad page for its question shows."""
    page_label: str

    def extra(self, *, link: bool) -> dict[str, Any]:
        """Return all but the text, for the row; with `link`, the button to the page comes first."""
        buttons = [asdict(button) for button in self.buttons]
        if link:
            buttons.insert(0, {**asdict(Pressable(self.page_label)), "link": True})
        return {"buttons": buttons, "ask": self.ask, "protect": self.protect, "hide_contact": self.hide_contact}


def join_replies(outcome: Outcome, speaker: Speaker, traits: Traits, state: State) -> Said | None:
    """Return the turn's one message, or None if there is nothing to say."""
    replies = outcome.replies
    if not replies:
        return None
    asking = replies[-1] if outcome.question is not None else _last_with_buttons(replies)
    run = outcome.run
    buttons = pressables(asking.buttons, speaker, traits, run)
    wants_contact = any(button.contact for button in buttons)
    hide = state.contact_shown and not buttons
    state.contact_shown = wants_contact or (state.contact_shown and not hide)
    question = outcome.question
    label = question.answer.page if question is not None else None
    lines = [speaker.say(reply.words) for reply in replies]
    lines += _typed(buttons, asking.ask, speaker, traits)
    return Said(
        text="\n".join(lines),
        buttons=buttons,
        ask=asking.ask,
        protect=any(reply.protect for reply in replies) or label is not None,
        hide_contact=hide,
        page=_page(outcome, speaker) if label is not None else {},
        page_label=speaker.say(label) if label is not None else "",
    )


def say_fact(reply: Reply, speaker: Speaker, traits: Traits) -> tuple[str, dict[str, Any]]:
    """Return a fact's text and the rest of its row, in its reader's words."""
    buttons = pressables(reply.buttons, speaker, traits, None)
    text = "\n".join([speaker.say(reply.words), *_typed(buttons, reply.ask, speaker, traits)])
    said = Said(text, buttons, reply.ask, reply.protect, hide_contact=False, page={}, page_label="")
    return said.text, said.extra(link=False)


def pressables(buttons: Iterable[Button], speaker: Speaker, traits: Traits, run: Run | None) -> tuple[Pressable, ...]:
    """Return the buttons as they go out; those of a question hold for its run and question only."""
    found = []
    for button in buttons:
        label = speaker.say(button.label)
        if button.does == "contact:":
            found.append(Pressable(label, contact=True))
        elif button.does.startswith("copy:"):
            label = label if traits.buttons else speaker.say(t("Send just the number"))
            found.append(Pressable(label, copy=button.does.removeprefix("copy:"), data=button.does))
        else:
            bound = run is not None and button.does.startswith(BOUND)
            found.append(Pressable(label, data=f"{run.tag}!{button.does}" if bound and run else button.does))
    return tuple(found)


def _typed(buttons: Iterable[Pressable], ask: Ask, speaker: Speaker, traits: Traits) -> list[str]:
    """Return the line that takes the place of buttons which only help, where none can be tapped."""
    typed = [button.label for button in buttons if button.data] if ask is Ask.ANSWER and not traits.buttons else []
    return [speaker.say(t("Or write: {choices}.", choices=", ".join(typed)))] if typed else []


def _last_with_buttons(replies: list[Reply]) -> Reply:
    return next((reply for reply in reversed(replies) if reply.buttons), replies[-1])


def _page(outcome: Outcome, speaker: Speaker) -> dict[str, Any]:
    question, why = outcome.question, outcome.refused
    if question is None:
        return {}
    card, field = question.card, question.answer.field
    return {
        "question": speaker.say(question.prompt),
        "why": speaker.say((worded(why) if isinstance(why, Fact) else why).words) if why is not None else "",
        "card": None
        if card is None
        else {
            "heading": speaker.say(card.heading),
            "name": card.name,
            "detail": speaker.say(card.detail),
            "amount": speaker.say(card.amount),
            "fee": speaker.say(card.fee),
        },
        "submit": speaker.say(card.submit) if card else "",
        "field": None
        if field is None
        else {
            "kind": field.kind,
            "label": speaker.say(field.label),
            "hints": [speaker.say(hint) for hint in field.hints],
            "camera": field.camera,
        },
        "forgot": question.answer.tries,
        "about": speaker.say(outcome.topic) if outcome.topic is not None else "",
    }
