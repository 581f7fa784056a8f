"""The engine: one turn of a conversation. Commands, replay, correction, digression, resume.

It decides what is said and which run goes on; it writes nothing but by orders. Flows and their words are handed in.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from urllib.parse import parse_qsl

from bot import buttons
from bot.chat import AGREE, PIN, Run
from bot.deep_links import opened_by
from bot.message import Ask, Kind, Reply
from bot.repair import Repairs
from bot.requesting import COMMANDS, HELPED, IN_FULL, NOT_HERE, PEOPLE, texts_of
from bot.talk import Outcome
from bot.understand.agreement import agreement
from bot.understand.asides import after_yes_but
from bot.understand.denials import denies_cancel
from bot.understand.helped import was_helped
from bot.understand.intents import LEARNT_ONLY, SURE, understand
from bot.understand.meaning import Meaning
from bot.understand.other_place import other_place
from bot.understand.received import is_bare_answer
from bot.understand.small_talk import SmallTalk, small_talk
from bot.words import t
from models.conversations import MASK
from models.handing import HandedBack
from models.me import Me, Stranger, who_is
from models.shown import buttons_seen, fact_shown, is_unsent

SAID_BY_BUTTONS = frozenset(
    "amount answer bank before channel count language partner period request topic way".split()  # noqa: SIM905  prose
)
"""What a button may say early. Telegram hands on whatever a client sends, so nothing else is believed."""


BLOCK = "block_account"
UNDOING = ("cancel", "back", "menu")
"""What a guess never does to anything that is open."""
CHANGEABLE = {
    "amount": buttons.CHANGE_AMOUNT,
    "recipient": buttons.CHANGE_RECIPIENT,
    "place": buttons.CHANGE_PLACE,
    "note": buttons.CHANGE_NOTE,
}
SAID_MAX = 50
OF_A_QUESTION = ("none", "yes", "no", "change", "back", "cancel")
"""What is no wish of its own: said to a question that a block has just ended, it is about that question."""


class Turn(Repairs):
    """One message of one person, worked on within one transaction."""

    def take(self) -> Outcome:
        """Work on the message and return what came of it."""
        said = self.said
        if said.late is not None:
            self._late(said.late)
            return self.outcome
        if said.kind is Kind.TEXT and said.text.strip() in self._shown:
            self.said = said = replace(said, kind=Kind.TAP, button=self._shown[said.text.strip()])
        if self._was_with_person and not self._back_to_bot():
            if self._masked.leaked:
                self._warn_of_leak()
            return self.outcome
        self._loose, self.state.loose = self.state.loose, {}
        if self.identity.away and not said.link:
            self._welcome_back()
        self._drop_what_is_over()
        if self._masked.leaked:
            self._warn_of_leak()
        elif self._masked.number and said.kind is Kind.TEXT and self._tells_a_number():
            self._number_in_chat()
        elif said.edited:
            self._edited()
        elif self._stopped_by_block and self._was_for_what_stopped():
            self._blocked()
        elif said.link:
            self._secret()
        elif said.kind is Kind.TAP:
            self._tap(said.button)
        elif said.kind is Kind.TEXT:
            self._text()
        else:
            self._other()
        self._do_the_rest()
        return self.outcome

    def _late(self, at: datetime) -> None:
        """What reached us long after it was written answers nothing and pays nothing; only a block is still begun.

        Her number may be somebody else's by now, so nothing of hers is shown, and what is open stays as it is.
        """
        self.outcome.stands = True
        if self._was_with_person:
            return
        asked, run = understand(self._words(), busy=True).intent, self._run
        begun = not self._masked.leaked and (asked == BLOCK or asked in PEOPLE)
        if self.said.more_late and not begun:
            return
        self.outcome.stands = not begun
        if begun or MASK in self._masked.text:  # Nobody is asked to write a PIN again.
            late = t("Sorry, your message of {time} reached us late. Nothing was done because of it.", time=at)
        else:
            late = t("Sorry, your message of {time} reached us late. Please write it again.", time=at)
        self._say(Reply(late))
        if self._masked.leaked:
            self._warn_of_leak()
        elif begun and run is not None and run.flow == asked:
            self._play(run, None)
        elif begun:
            self._ask_for(asked, {})

    def _text(self) -> None:
        run = self._run
        pin = run is not None and run.keypad and run.wants == ""
        if run is not None and pin and not self._typed_pins and MASK in self._masked.text:
            self._say(Reply(t("The PIN is taken on the secure page only, never in the chat.")))
            self._put_again(run)
            return
        if run is not None and self._tries_among_words(run):
            return
        link = opened_by(self.desk.connection, self.said.text)
        if link is not None:
            self._ask_for(link.flow, link.early)
            return
        if self._says_whether_helped():
            return
        about = small_talk(self.said.text)
        if self._talks_of_itself(about) or self._one_by_one():
            return
        busy = run is not None and not self._asleep(run)
        meaning = self._no_guess(understand(self._words(), busy=busy)) if about is None else Meaning()
        if self._must_say_it_in_full(meaning):
            return
        if self._starts():
            self._started()
        elif meaning.intent in COMMANDS and not meaning.alternatives:
            self._command(meaning.intent, meaning)
        elif self._run is None:
            if not self._unreadable(about) and not self._change_what(meaning):
                self._request(meaning)
        elif self._asleep(self._run):
            self._while_asleep(meaning)
        elif self._is_buried(self._run):
            self._put_again(self._run)
        else:
            self._answer(self._run, meaning, about)

    def _tries_among_words(self, run: Run) -> bool:
        """Return whether six digits stand among words while they are asked: no try, and no wish of another kind."""
        if not run.secret or run.wants or self._asleep(run) or MASK not in self._masked.text:
            return False
        if not any(sign.isalpha() for sign in self.said.text):
            return False
        self._say(Reply(t("Only the six digits, please, without any other words.")))
        self._put_again(run)
        return True

    def _no_guess(self, meaning: Meaning) -> Meaning:
        """Return what is read, or nothing where it is a mere guess and would end, leave or start something.

        A guess undoes nothing that is open, at a review it starts nothing, and whatever is no command is a note.
        """
        run = self._run
        if run is None or meaning.confidence == SURE:
            return meaning
        if not self._asleep(run) and run.asked == "note":
            return meaning if meaning.intent == "none" else Meaning()
        if meaning.confidence != LEARNT_ONLY or meaning.intent == BLOCK:
            return meaning
        if meaning.intent == run.flow:  # Of a command that is open already, a guess is an answer not understood.
            return Meaning() if run.flow in COMMANDS else meaning
        reviewed = self._consents() and not self._asleep(run)
        return Meaning() if reviewed or meaning.intent in UNDOING else meaning

    def _change_what(self, meaning: Meaning) -> bool:
        """Return whether something is to be changed and is not named; then it is asked what."""
        if meaning.intent != "change" or meaning.slots.get("what"):
            return False
        run = self._run
        if run is None:
            offered = [buttons.CHANGE_PIN, buttons.CHANGE_LANGUAGE]
        else:
            asked = dict(self._trail(run))
            offered = [
                button
                for name, button in CHANGEABLE.items()
                if name in asked and (name in run.answers or (asked[name].optional and self._consents()))
            ]
        if not offered or isinstance(who_is(self.desk, self.identity), Stranger):
            return False
        self._understood()
        self._say(Reply(t("What would you like to change?"), tuple(offered), Ask.CHOICE))
        self.outcome.run = run
        return True

    def _keeps(self, run: Run) -> bool:
        """Return whether it is said that nothing is to be cancelled: then what is open is put again."""
        if not denies_cancel(self._words()):
            return False
        self._understood()
        self._say(Reply(t("Nothing was cancelled.")))
        self._put_again(run)
        return True

    def _says_whether_helped(self) -> bool:
        """Return whether this answers the question that came last, whether a person's help was any; then it is kept."""
        helped = was_helped(self.said.text)
        if helped is None:
            return False
        told = fact_shown(self.desk.connection, self._conversation.id)
        if not isinstance(told, HandedBack) or not told.case:
            return False
        self._ask_for(HELPED, {"request": str(told.case), "answer": "yes" if helped else "no"})
        return True

    def _must_say_it_in_full(self, meaning: Meaning) -> bool:
        """Return whether a bare yes or no may be meant for money that a button moves: then it is asked once more."""
        if meaning.intent in self._flows or not is_bare_answer(self.said.text):
            return False
        seen = buttons_seen(self.desk.connection, self._conversation.id)
        asking = next((flow for does, flow in IN_FULL.items() if any(each.startswith(does) for each in seen)), None)
        if asking is None:
            return False
        self._ask_for(asking, {})
        return True

    def _was_for_what_stopped(self) -> bool:
        """Return whether the message is about the run that a block has just ended, rather than a wish of its own."""
        if self.said.kind is Kind.TAP:
            return "!" in self.said.button
        return self.said.kind is not Kind.TEXT or understand(self._words(), busy=True).intent in OF_A_QUESTION

    def _tells_a_number(self) -> bool:
        """Return whether a message with an ID number is about nothing else, and not where it is to be typed."""
        run = self._run
        if run is not None and run.wants == "number" and not self._pages and not self.said.edited:
            return False
        return understand(self._words(), busy=True).intent not in (*self._flows, *COMMANDS, *PEOPLE)

    def _number_in_chat(self) -> None:
        """Point to the page, and say what became of the message."""
        if self._traits.deletes:
            words = t("⚠️ That looks like an ID number, so we delete the message. It belongs on the secure page only.")
        else:
            words = t(
                "⚠️ That looks like an ID number. We did not keep it, but your phone did: please delete the message. It "
                "belongs on the secure page only."
            )
        self._say(Reply(words))
        self._put_again(self._run)

    def _is_buried(self, run: Run) -> bool:
        """Return whether a yes or a PIN comes after something else was said: the question is then put once more."""
        if self.state.put or not run.asked.startswith((AGREE, PIN)):
            return False
        return bool(agreement(self.said.text)) or MASK in self._masked.text

    def _started(self) -> None:
        """Begin anew; who was away, and has to start the app's chat for that, finds what she left."""
        run = self._run
        if run is None or not self._was_away:
            self._start_over()
        elif self._asleep(run):
            self._resume_card()
        else:
            self._put_again(run)

    def _starts(self) -> bool:
        """Return whether it is Telegram's own first word, which begins anew from any state; a link may add to it."""
        return self.said.text.partition(" ")[0].partition("@")[0].strip().lower() == "/start"

    def _secret(self) -> None:
        run = self._run
        if run is None or self._asleep(run) or f"{run.key} {run.asked}" != self.said.link:
            self.outcome.stale = True
            self._stale(next((each for each in self.state.runs if self.said.link.startswith(f"{each.key} ")), None))
        elif not self._play(run, self.said):
            self._put_again(run)

    def _tap(self, data: str) -> None:
        tag, bound, does = data.partition("!")
        if not bound:
            self._unbound(data)
            return
        run = self._run
        verb, _, what = does.partition(":")
        if run is None or run.tag != tag or (self._asleep(run) and verb != "do"):
            self.outcome.stale = True
            self._stale(next((each for each in self.state.runs if tag.startswith(each.mark)), None))
            return
        if verb == "answer":
            if not self._play(run, replace(self.said, button=what)):
                self._put_again(run)
        elif verb == "change":
            self._reask(run, what)
        else:
            self._command(what, Meaning(what, {}, {}, 1.0))

    def _unbound(self, data: str) -> None:
        verb, _, what = data.partition(":")
        if verb == "flow":
            name, _, early = what.partition("?")
            said = {slot: words for slot, words in parse_qsl(early) if slot in SAID_BY_BUTTONS}
            self._ask_for(name, {slot: words for slot, words in said.items() if len(words) <= SAID_MAX})
        elif verb == "copy":
            self._say(Reply(t("`{number}`", number=what)))
        elif verb == "do":
            self._command(what, Meaning(what, {}, {}, 1.0))
        else:
            self.outcome.stale = True
            self._stale()

    def _edited(self) -> None:
        """An edit may correct an open question's answers; it never answers, agrees or asks for anything by itself."""
        run = self._run
        meaning = understand(self._words(), busy=True)
        if run is not None and not self._asleep(run) and self._correct(run, meaning, edited=True):
            return
        self._say(Reply(t("An edited message changes nothing here. Please write it as a new one.")))
        self._put_again(run)

    def _other(self) -> None:
        """A contact or photo may answer; what cannot be read is said so."""
        run = self._run
        if run is not None and not self._asleep(run) and self._too_soon(run):
            self._say(Reply(t("One photo at a time, please.")))
            self._put_again(run)
            return
        if run is not None and not self._asleep(run) and (self._play(run, self.said) or self._other_recipient(run)):
            return
        if self.said.kind is Kind.CONTACT and run is None and self.said.contact and not self.said.contact.own:
            self._ask_for("transfer", {"phone": self.said.contact.phone})
            return
        if self._begins_with_it():
            return
        if self.said.kind is Kind.PHOTO and run is not None and run.wants == "photo" and self._asleep(run):
            self._resume_card()
            return
        words = t("That cannot be read here. Please write it in words.")
        if self.said.kind is Kind.VOICE:
            words = t("Voice messages cannot be heard here yet. Please write it, one sentence is enough.")
        self._say(Reply(words, (buttons.SEE_MENU,), Ask.CHOICE))
        self._put_again(run)

    def _too_soon(self, run: Run) -> bool:
        """Return whether a photo came before its question had been sent: the next of several sent together."""
        if self.said.kind is not Kind.PHOTO or run.wants != "photo" or not run.photos:
            return False
        return is_unsent(self.desk.connection, self._conversation.id, run.key, run.asked)

    def _begins_with_it(self) -> bool:
        """Return whether a flow waits for just this: a photo that staff asked for again."""
        person = who_is(self.desk, self.identity)
        for flow in self._flows.values():
            if flow.takes is None or not isinstance(person, Me) or not flow.takes(person, self.said):
                continue
            if flow.while_blocked or person.customer.may_move_money:
                self._begin(flow.name, {}, self.said)
                return True
        return False

    def _other_place(self, run: Run) -> bool:
        """Return whether a message that only names a place puts it in the place of the one chosen for the cash."""
        said = self._words()
        place = other_place(after_yes_but(said) or said) if run.flow == "withdraw" else ""
        return bool(place) and self._correct(run, Meaning(spans={"channel": place}, whole=True))

    def _other_recipient(self, run: Run) -> bool:
        """Return whether a shared contact puts another recipient in the place of the one named."""
        contact = self.said.contact
        if contact is None or run.flow not in ("transfer", "withdraw"):
            return False
        return self._correct(run, Meaning(spans={"phone": contact.phone}, whole=True))

    def _back_to_bot(self) -> bool:
        """Return whether the message gives the conversation back to the bot; otherwise the bot stays silent."""
        said = self.said
        wanted = said.kind is Kind.TAP or (
            said.kind is Kind.TEXT and not self._masked.leaked and (self._starts() or _takes_the_bot_back(said.text))
        )
        if wanted or said.link:
            self.outcome.mode = "bot"
            return True
        return False

    def _warn_of_leak(self) -> None:
        if self._traits.deletes:
            words = t(
                "⚠️ That looks like a PIN, so we delete the message. Type a PIN only when asked; the Enter PIN "
                "button is safest. If it is an amount, write it with Rp."
            )
        else:
            words = t("⚠️ That looks like a PIN. We did not keep it, but your phone did: please delete the message.")
        offered = () if isinstance(who_is(self.desk, self.identity), Stranger) else (buttons.CHANGE_PIN,)
        self._say(Reply(words, offered, Ask.CHOICE if offered else Ask.NOTHING))
        if self.outcome.mode == "bot":
            self._put_again(self._run)

    def _answer(self, run: Run, meaning: Meaning, about: SmallTalk | None) -> None:
        if len(meaning.spans) > 1 and not self._takes_any_words() and self._correct(run, meaning):
            return  # It says more than was asked: nothing of it may be lost, nor stand beside what it puts right.
        if self._play(run, self.said):
            self._understood()
            return
        if self._correct(run, meaning) or self._other_place(run) or self._said_early(run, meaning):
            return
        if meaning.intent == "change" and self._reask(run, str(meaning.slots.get("what", ""))):
            return
        if self._change_what(meaning) or self._keeps(run):
            return
        if agreement(self.said.text) is False:
            self._cancel()
            return
        if self._yes_but(run) or self._unreadable(about):
            return
        if meaning.intent in ("thanks", "greeting", "help"):
            self._digress(meaning)
            return
        if self._question(meaning):
            return
        if (meaning.intent in self._flows and meaning.intent != run.flow) or meaning.intent in PEOPLE:
            self._ask_for(meaning.intent, texts_of(meaning))
            return
        if meaning.intent == run.flow and meaning.slots:
            self._ask_for(meaning.intent, texts_of(meaning))
            return
        plain = meaning.confidence == SURE or (self._hint is None and meaning.confidence > LEARNT_ONLY)
        if meaning.intent == run.flow and plain:
            self._understood()
            self._put_again(run)
            return
        if meaning.intent in NOT_HERE:
            self._request(meaning)
            self._put_again(run)
            return
        self._missed()


def _takes_the_bot_back(text: str) -> bool:
    """Return whether a person's silence for the bot ends by this: a command, or a block that must not wait for her."""
    meaning = understand(text)
    commands = meaning.confidence == SURE and meaning.intent in COMMANDS - {"human", "language"}
    return commands or meaning.intent == BLOCK  # However it is read, a block asks once more by itself.
