"""The engine: one turn of a conversation. Commands, replay, correction, digression, resume.

It decides what is said and which run goes on; it writes nothing but by orders. Flows and their words are handed in.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl

from bot import buttons
from bot.chat import AGREE, PIN, Run
from bot.message import Ask, Kind, Reply
from bot.requesting import COMMANDS, NOT_HERE, PEOPLE, Requests, texts_of
from bot.talk import Outcome
from bot.understand.agreement import agreement
from bot.understand.intents import Meaning, understand
from bot.words import t
from models.conversations import MASK
from models.me import Stranger, who_is

SAID_BY_BUTTONS = {"amount", "bank", "language", "before", "period", "count"}
"""What a button may say early. Telegram hands on whatever a client sends, so nothing else is believed."""


class Turn(Requests):
    """One message of one person, worked on within one transaction."""

    def take(self) -> Outcome:
        """Work on the message and return what came of it."""
        said = self.said
        if said.kind is Kind.TEXT and said.text.strip() in self._shown:
            self.said = said = replace(said, kind=Kind.TAP, button=self._shown[said.text.strip()])
        if self._was_with_person and not self._back_to_bot():
            if self._masked.leaked:
                self._warn_of_leak()
            return self.outcome
        self._drop_what_is_over()
        if self._masked.leaked:
            self._warn_of_leak()
        elif said.edited:
            self._edited()
        elif said.kind is Kind.SECRET:
            self._secret()
        elif said.kind is Kind.TAP:
            self._tap(said.button)
        elif said.kind is Kind.TEXT:
            self._text()
        else:
            self._other()
        return self.outcome

    def _text(self) -> None:
        run = self._run
        if run is not None and run.keypad and not self._typed_pins and MASK in self._masked.text:
            self._say(Reply(t("The PIN is taken on the secure page only, never in the chat.")))
            self._put_again(run)
            return
        meaning = understand(self._words())
        if self._starts():
            self._start_over()
        elif meaning.intent in COMMANDS and not meaning.alternatives:
            self._command(meaning.intent, meaning)
        elif self._run is None:
            self._request(meaning)
        elif self._asleep(self._run):
            self._while_asleep(meaning)
        elif self._is_buried(self._run):
            self._put_again(self._run)
        else:
            self._answer(self._run, meaning)

    def _is_buried(self, run: Run) -> bool:
        """Return whether a yes or a PIN comes after something else was said: the question is then put once more."""
        if self.state.put or not run.asked.startswith((AGREE, PIN)):
            return False
        return bool(agreement(self.said.text)) or MASK in self._masked.text

    def _starts(self) -> bool:
        """Return whether it is Telegram's own first word, which begins anew from any state; a link may add to it."""
        return self.said.text.partition(" ")[0].partition("@")[0].strip().lower() == "/start"

    def _words(self) -> str:
        """Return what was said; while a secret is asked, without digits that may be one: a PIN is never an amount."""
        return self._masked.text if self._run is not None and self._run.secret else self.said.text

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
            self._ask_for(
                name, {slot: said for slot, said in parse_qsl(early) if slot in SAID_BY_BUTTONS and len(said) < 20}
            )
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
        meaning = understand(self._words())
        if run is not None and not self._asleep(run) and self._correct(run, meaning, edited=True):
            return
        self._say(Reply(t("An edited message changes nothing here. Please write it as a new one.")))
        self._put_again(run)

    def _other(self) -> None:
        """A contact or photo may answer; what cannot be read is said so."""
        run = self._run
        if run is not None and not self._asleep(run) and (self._play(run, self.said) or self._other_recipient(run)):
            return
        if self.said.kind is Kind.CONTACT and run is None and self.said.contact and not self.said.contact.own:
            self._ask_for("transfer", {"phone": self.said.contact.phone})
            return
        words = t("That cannot be read here. Please write it in words.")
        self._say(Reply(words, (buttons.SEE_MENU,), Ask.CHOICE))
        self._put_again(run)

    def _other_recipient(self, run: Run) -> bool:
        """Return whether a shared contact puts another recipient in the place of the one named."""
        contact = self.said.contact
        if contact is None or run.flow != "transfer":
            return False
        return self._correct(run, Meaning(spans={"phone": contact.phone}, whole=True))

    def _back_to_bot(self) -> bool:
        """Return whether the message gives the conversation back to the bot; otherwise the bot stays silent."""
        said = self.said
        wanted = said.kind is Kind.TAP or (
            said.kind is Kind.TEXT
            and not self._masked.leaked
            and (self._starts() or understand(said.text).intent in COMMANDS - {"human", "language"})
        )
        if wanted or said.kind is Kind.SECRET:
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

    def _answer(self, run: Run, meaning: Meaning) -> None:
        if self._play(run, self.said):
            self._understood()
            return
        if self._correct(run, meaning):
            return
        if meaning.intent == "change" and self._reask(run, str(meaning.slots.get("what", ""))):
            return
        if agreement(self.said.text) is False:
            self._cancel()
            return
        if meaning.intent in ("thanks", "greeting", "help"):
            self._digress(meaning)
            return
        if (meaning.intent in self._flows and meaning.intent != run.flow) or meaning.intent in PEOPLE:
            self._ask_for(meaning.intent, texts_of(meaning))
            return
        if meaning.intent == run.flow and meaning.slots:
            self._ask_for(meaning.intent, texts_of(meaning))
            return
        if meaning.intent == run.flow:
            self._understood()
            self._put_again(run)
            return
        if meaning.intent in NOT_HERE:
            self._request(meaning)
            self._put_again(run)
            return
        self._missed()
