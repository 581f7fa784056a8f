"""Repair: what is said about the talk itself, and requests that come in pieces or several at once.

"apa?" has the last thing said again; an insult is answered with help; of two requests the second waits for the first.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import replace
from datetime import timedelta

from bot import buttons
from bot.chat import Run
from bot.masking import Masked
from bot.message import Ask, Button, Kind, Reply
from bot.replay import EARLY_TO
from bot.requesting import MISSES_MAX, PEOPLE, Requests
from bot.understand.agreement import agreement
from bot.understand.asides import after_yes_but
from bot.understand.intents import understand
from bot.understand.meaning import Meaning
from bot.understand.several import first_of_several
from bot.understand.small_talk import SmallTalk
from bot.waiting import let_wait, listed, not_done, take_off, together, waiting
from bot.words import Raw, t
from models.cases import CaseKind
from models.clock import to_ms
from models.figures import figure
from models.me import Stranger, who_is
from models.money import Money
from models.shown import Told, told_last

RUDE_AGAIN = timedelta(hours=1)
_SURELY_MONEY = re.compile(r"[^\W\d_]|(?<!\d)\d{1,3}(?:[.,]\d{3})+(?!\d)")
"""What tells a sum from any other number: a word to it, or its thousands set apart."""
URGENT = {"block_account", "scam"}
"""What must not wait for anything else."""
_WHAT_IT_IS = {
    SmallTalk.ROBOT: t("Yes, this is a bot. A person can help too, if you like."),
    SmallTalk.PERSON: t("No, this is KasPro's bot. A person can help too, if you like."),
    SmallTalk.WHO: t("This is KasPro's bot. A person can help too, if you like."),
}
OF_ITSELF = (SmallTalk.REPEAT, SmallTalk.INSULT, SmallTalk.ABILITIES, *_WHAT_IT_IS)
ONE_BY_ONE_MAX = 13
"""How many parts one turn works on: as many as one message and the runs at hand can hold."""


class Repairs(Requests, ABC):
    """What a turn does where a talk has to be mended."""

    @abstractmethod
    def _text(self) -> None:
        """Take what was written; the turn says what becomes of it."""

    # What is said about the talk itself

    def _talks_of_itself(self, about: SmallTalk | None) -> bool:
        """Return whether the message is about the talk itself; then it is answered, and what is open asked again."""
        if about is None or about not in OF_ITSELF or self._takes_any_words():
            return False
        match about:
            case SmallTalk.REPEAT:
                self._repeat()
            case SmallTalk.INSULT:
                self._insulted()
            case SmallTalk.ABILITIES:
                self._understood()
                self._abilities()
            case SmallTalk.ROBOT | SmallTalk.PERSON | SmallTalk.WHO:
                self._understood()
                self._say(Reply(_WHAT_IT_IS[about], (buttons.TALK_TO_A_PERSON,), Ask.CHOICE))
                self._back_to(self._run)
        return True

    def _takes_any_words(self) -> bool:
        """Return whether whatever she writes is an answer to the open question: a note."""
        return self._run is not None and self._run.asked == "note" and "?" not in self.said.text

    def _repeat(self) -> None:
        """Put the open question again, or say the last answer again, with its buttons."""
        self._understood()
        run = self._run
        if run is not None and self._asleep(run):
            self._resume_card()
            return
        if run is not None:
            self._put_again(run)
            return
        told = told_last(self.desk.connection, self._conversation.id)
        if told is None or not told.text or self._is_old(told):
            self._menu()
        elif told.secret:
            self._say(Reply(t("That held a secret, so it is told only once: it stands in the message above.")))
        else:
            offered = tuple(found for each in told.extra.get("buttons", []) if (found := _again(each)) is not None)
            before = t("Once more, what was said last:")
            again = before, t("{text}", text=Raw(told.text.removeprefix(self._speaker().say(before) + "\n")))
            self._say(Reply(again, offered, Ask(told.extra.get("ask", "")) if offered else Ask.NOTHING))

    def _is_old(self, told: Told) -> bool:
        limit = timedelta(minutes=figure(self.desk.connection, "run.sleep_minutes"))
        return to_ms(self.desk.now - limit) > told.at

    def _insulted(self) -> None:
        """Offer help, and no lecture; a second time within the hour a person takes over."""
        at = to_ms(self.desk.now)
        again = at - self.state.insulted_at < RUDE_AGAIN / timedelta(milliseconds=1)
        self.state.insulted_at = 0 if again else at
        self._understood()
        if again:
            self._hand_over(CaseKind.ASKED)
            return
        words = t("Something is not right yet. Write in one sentence what it is, or: a person please.")
        self._say(Reply(words, (buttons.TALK_TO_A_PERSON, buttons.SEE_MENU), Ask.CHOICE))
        self._put_again(self._run)

    def _abilities(self) -> None:
        """Say what can be done here, for whom."""
        person = who_is(self.desk, self.identity)
        if isinstance(person, Stranger):
            self._hello()
        elif not person.customer.may_move_money:
            self._blocked()
        else:
            words = (
                t("Here you can: check balance and history, top up, send money and withdraw cash (Premium)."),
                t("Also: change your PIN, block your account, ask anything about KasPro."),
                t("Just write it, for example: send 50k to 0812…"),
            )
            self._say(Reply(words, (buttons.SEE_MENU, buttons.TALK_TO_A_PERSON), Ask.CHOICE))
        self._back_to(self._run)

    def _unreadable(self, about: SmallTalk | None) -> bool:
        """Return whether the message is nothing that can be read; then it is said what can be."""
        run = self._run if self._run is not None and not self._asleep(self._run) else None
        if run is not None and self._hint is not None:
            return False  # How an answer looks is told instead.
        menu: tuple[Button, ...] = (buttons.SEE_MENU,)
        if about is SmallTalk.THANKS and run is None:
            self._understood()
            self._say(Reply(t("You're welcome.")))
        elif about is SmallTalk.SIGNS or about is SmallTalk.THANKS:
            self._say(Reply(t("That cannot be read here. Please write it in words."), menu, Ask.CHOICE))
        elif about is SmallTalk.OTHER_SCRIPT or about is SmallTalk.LONG:
            self.state.misses += 1
            if self.state.misses >= MISSES_MAX:
                self.state.misses = 0
                self._hand_over(CaseKind.NOT_UNDERSTOOD)
                return True
            words = t("That is too long to be read here. Please write in one sentence what it is about.")
            if about is SmallTalk.OTHER_SCRIPT:
                words = t("Here we understand Indonesian and English.")
                menu = (buttons.CHANGE_LANGUAGE,)
            self._say(Reply(words, (*menu, buttons.TALK_TO_A_PERSON), Ask.CHOICE))
        else:
            return False
        self._put_again(run)
        return True

    # Requests in pieces, and several at once

    def _one_by_one(self) -> bool:
        """Return whether the message asks for several things: the first is done now, the rest after it."""
        if self._masked.text != self.said.text or self._takes_any_words():
            return False
        several = first_of_several(self.said.text, {*self._flows, *PEOPLE, "cancel"} - URGENT)
        if several is None:
            return False
        if self._run is None and understand(several.first).intent == "cancel":
            self._rest = several.rest  # Nothing is open, so that part of it is done.
            return True
        self._do(several.first, several.rest)
        return True

    def _do(self, part: str, later: tuple[str, ...]) -> None:
        """Do one part now; what comes later waits after the question that it puts, or else is the rest of this turn."""
        gone = self._replaced_by(part) if later else ()
        self.outcome.refused = self.outcome.question = self.outcome.topic = self._hint = None
        among, self._more = self._more, self._more or bool(later)
        self._hear(part)
        self._more = among
        self._rest = together(later, self._rest)
        gone = tuple(each for each in gone if each not in self._rest)
        run = self.outcome.run
        if self.outcome.question is not None and run is not None and self.outcome.mode == "bot":
            rest, self._rest = self._rest, ()
            gone = (*gone, *(let_wait(run, together(rest, waiting(run))) if rest else ()))
            self._tell_before_the_last(not_done(gone) if gone else None)
            if rest:
                waits = t("One at a time: after this, {request}.", request=listed(waiting(run)))
                self._tell_before_the_last(Reply(waits))
        elif gone:
            self._say(not_done(gone))

    def _replaced_by(self, part: str) -> tuple[str, ...]:
        """Take off what waits after the run at hand, if the part puts the same request anew; return it."""
        run = self._run
        if run is None or self._asleep(run) or understand(part, busy=True).intent != run.flow:
            return ()
        return take_off(run)

    def _tell_before_the_last(self, reply: Reply | None) -> None:
        if reply is not None:
            self.outcome.replies.insert(max(len(self.outcome.replies) - 1, 0), reply)

    def _do_the_rest(self) -> None:
        """Take up what was asked for in the same message as something that has just ended."""
        for _ in range(ONE_BY_ONE_MAX):
            if not self._rest or self.outcome.mode != "bot" or self.said.late is not None:
                break
            part, *later = self._rest
            self._rest = ()
            kept = self.outcome.fact, self.outcome.refused, self.outcome.answered
            self._do(part, tuple(later))
            self.outcome.fact, self.outcome.refused = kept[0] or self.outcome.fact, kept[1]
            self.outcome.answered = kept[2] if any(kept[2]) else self.outcome.answered
        if self._rest and self.said.late is None:  # A person has the word now: it is no longer the bot's to do.
            self._tell_before_the_last(not_done(self._rest))
            self._rest = ()

    def _hear(self, text: str) -> None:
        """Work on a part of what she wrote as if it were all of it."""
        self.said = replace(
            self.said, kind=Kind.TEXT, text=text, button="", secret="", link="", data=b"", media="", contact=None
        )
        self._masked = Masked(text, leaked=False)
        self._text()

    def _said_early(self, run: Run, meaning: Meaning) -> bool:
        """Return whether the message gives what the flow asks for later: it is kept until then."""
        if not meaning.whole or meaning.intent != "none":
            return False
        asked = {slot for _, answer in self._trail(run) for slot in answer.slots}
        given = {
            slot: words
            for slot, words in meaning.spans.items()
            if words and slot in EARLY_TO.get(run.flow, ()) and slot not in asked
        }
        certain = "amount" in meaning.slots and _SURELY_MONEY.search(self.said.text)
        if not given or ("amount" in given and not certain):
            return False  # "12345" where a phone number was asked is a slip rather than a sum.
        self._understood()
        run.early.update(given)
        if "amount" in given:
            self._say(Reply(t("Noted: *{amount}*.", amount=Money(int(meaning.slots["amount"])))))
        elif "note" in given:
            self._say(Reply(t("Noted: {note}.", note=given["note"])))
        self._put_again(run)
        return True

    def _yes_but(self, run: Run) -> bool:
        """Return whether the message agrees to something else than was asked: that is put right, and asked again."""
        rest = after_yes_but(self._words())
        if not rest:
            return False
        meaning = understand(rest, busy=True)
        if self._correct(run, meaning):
            return True
        if meaning.intent == "change" and self._reask(run, str(meaning.slots.get("what", ""))):
            return True
        if agreement(rest) is False:
            self._cancel()
            return True
        return False


def _again(kept: dict[str, str]) -> Button | None:
    """Return a button as its row keeps it; None for one that held for its question alone, or led to a page."""
    does = kept.get("data", "")
    if not does or "!" in does:
        return None
    return Button(t("{text}", text=Raw(kept["label"])), does)
