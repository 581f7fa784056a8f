"""Replay: runs are played over their answers, put their questions, end, and make way for one another.

A flow is run from its first line each time. What it asks is put, what it orders is carried out, and a run that was
suspended under it goes on.
"""

from __future__ import annotations

from contextlib import suppress
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.chat import AGREE, PIN, Again, Answer, Chat, Ended, Flow, NotUnderstood, Question, Run, Stop, Topic
from bot.message import Ask, Message, Reply, Words
from bot.talk import Talk
from bot.understand.meaning import Meaning
from bot.waiting import not_done, together, waiting, with_what_waits
from bot.words import Inline, t, worded
from models.clock import to_ms
from models.customers import identity
from models.figures import figure
from models.languages import LanguageSet
from models.me import Me, Stranger, who_is
from models.orders import Agreed, Fact, Order, Refusal, carry_out

REPLAYS_MAX = 8
EARLY_TO = {
    "transfer": ("amount", "phone", "name", "note"),
    "withdraw": ("amount", "channel", "phone"),
    "topup": ("amount", "bank", "channel"),
}
"""What may be said in a message of its own before it is asked, by the flow that will ask for it."""


class Replay(Talk):
    """What a turn can do with the conversation's runs."""

    _more = False
    """Whether more of the same message is still to be worked on: then nothing is put again before the end."""
    _rest: tuple[str, ...] = ()
    """What is still to be done of what she asked for, part by part, in her words."""

    def _flow(self, run: Run) -> Flow:
        return self._flows[run.flow]

    def _asleep(self, run: Run) -> bool:
        limit = timedelta(minutes=figure(self.desk.connection, "run.sleep_minutes"))
        return to_ms(self.desk.now - limit) > run.at

    def _play(self, run: Run, said: Message | None) -> bool:
        """Run the flow over its answers and what was said; return whether that was taken as an answer."""
        asked = run.asked
        for _ in range(REPLAYS_MAX):
            chat = self._chat(run, said)
            try:
                result = self._flow(run).play(chat, who_is(self.desk, self.identity))
            except NotUnderstood as miss:
                self._hint = miss.hint
                return False
            except Again:
                self.outcome.refused = self.outcome.refused or chat.why
                said = None if chat.answered else said
                continue
            except Question as question:
                self._note_answer(run, asked, chat)
                self._put(run, question, chat.topic)
            except Ended as ended:
                self._note_answer(run, asked, chat)
                self._finish(run, ended.reply)
            else:
                self._note_answer(run, asked, chat)
                self._conclude(run, result)
            return True
        raise RuntimeError(f"the flow {run.flow} takes its answers back for ever")

    def _note_answer(self, run: Run, asked: str, chat: Chat) -> None:
        if chat.answered:
            self._understood()
            self.outcome.answered = (run.flow, asked, run.key)

    def _put(self, run: Run, question: Question, topic: Topic | None) -> None:
        """Put the question, after why an answer to it was not taken."""
        self.outcome.topic = topic.full or topic.short if topic else None
        why = question.why or self.outcome.refused
        run.asked = question.name
        run.secret = question.answer.secret
        run.digits = question.answer.digits
        run.keypad = question.answer.page is not None
        run.wants = question.answer.wants
        run.at = to_ms(self.desk.now)
        self.state.resuming = False
        self.outcome.question = question
        self.outcome.run = run
        self._say(self._asking(question, why))
        self.state.put = True

    def _asking(self, question: Question, why: Fact | Reply | None) -> Reply:
        if why is None:
            return Reply(question.prompt, question.answer.buttons, question.answer.ask)
        self.outcome.refused = why
        told = worded(why) if isinstance(why, Fact) else why
        offered = question.answer.buttons + told.buttons
        linked = question.answer.page is not None and not self._traits.buttons  # The link ends the prompt there.
        if question.answer.secret and not linked:  # "Wrong PIN. 2 tries left." asks by itself.
            return Reply(told.words, offered, question.answer.ask)
        if told.ask is Ask.ANSWER:  # "Which one? [Rp250,000] [Rp300,000]" asks by itself too.
            return Reply(told.words, offered, question.answer.ask)
        return Reply((*_lines(told), question.prompt), offered, question.answer.ask)

    def _put_again(self, run: Run | None) -> None:
        """Put the open question once more, after something else was said; not to whoever wrote what came late."""
        if self._more:
            return
        if run is not None and run.asked and self.said.late is None and not self._asleep(run):
            self._play(run, None)

    def _reask(self, run: Run, name: str) -> bool:
        """Ask for one of the answers anew; return whether the run has it."""
        answer = dict(self._trail(run)).get(name)
        if answer is None or not (name in run.answers or answer.optional):
            return False
        self._understood()
        run.answers.pop(name, None)
        run.asked = name
        return self._play(run, None)

    def _correct(self, run: Run, meaning: Meaning, *, edited: bool = False) -> bool:
        """Take back the answers that the message gives anew, and return whether it gives any.

        Only a message that holds nothing else counts ("no, 60k"), or a request of the same sort ("send 60k to Sari").
        """
        again = meaning.intent == run.flow or (edited and meaning.intent == "none")
        if not (meaning.whole or again) or not meaning.spans:
            return False
        unsure = "amount" in meaning.spans and "amount" not in meaning.slots
        if unsure and run.asked.startswith(AGREE) and self.said.text.strip().isdigit():
            return False  # "1" is a choice from some menu rather than a sum: nothing is changed by it.
        given = {slot: words for slot, words in meaning.spans.items() if words}
        changed = False
        for name, answer in self._trail(run):
            slots = [slot for slot in answer.slots if slot in given]
            added = answer.optional and run.asked.startswith((AGREE, PIN))
            if slots and (name in run.answers or name == run.asked or added):
                run.answers.pop(name, None)
                run.early.update({slot: given.pop(slot) for slot in slots})
                changed = True
        if changed:
            run.early.update({slot: words for slot, words in given.items() if slot in EARLY_TO.get(run.flow, ())})
            self._understood()
            self._play(run, None)
        return changed

    def _resume(self, run: Run) -> None:
        """Go on where it was; after a rest what was agreed to is shown once more."""
        self._understood()
        if self._asleep(run):
            run.answers = {name: kept for name, kept in run.answers.items() if not name.startswith(AGREE)}
        self._play(run, None)

    def _conclude(self, run: Run, result: Reply | Order[Fact] | Agreed[Order[Fact]] | Fact) -> None:
        """Carry out what the flow ordered, or say what it replied."""
        if isinstance(result, Reply):
            self._finish(run, result)
            return
        told = result if isinstance(result, Fact) else carry_out(self.desk, result)
        self.outcome.fact = told
        if told.TO_PERSON:
            self.outcome.mode = "person"
        before = self.identity.customer_id
        self.identity = identity(self.desk.connection, self.identity.id)  # It may have a customer or a language now.
        if isinstance(told, Refusal):
            self.outcome.refused = told
        mine = (before, self.identity.customer_id)
        already = any(customer in mine and each is told for customer, each in self.desk.told)
        if isinstance(told, LanguageSet) and self.identity.customer_id is None and len(self.state.runs) == 1:
            self._finish(run, None)
            self._hello()
            return
        self._finish(run, None if already else worded(told))

    def _finish(self, run: Run, reply: Reply | None) -> None:
        """Take the run off, say how it ended, and go back to the one under it."""
        self.state.runs.remove(run)
        self.state.resuming = False
        if reply is not None:
            self._say(reply)
        if self.said.late is not None:
            return
        self._drop_what_is_over()
        self._rest = together(self._rest, waiting(run))
        if self.outcome.mode == "bot" and not self._rest:  # With a person, what was begun rests until the bot is back.
            self._back_to(self._run)

    def _back_to(self, under: Run | None) -> None:
        """Put a run's open question again after something else, and say what it belongs to."""
        if under is None or self._more or self._asleep(under) or not under.asked:
            return
        before = len(self.outcome.replies)
        self._play(under, None)
        question = self.outcome.question
        if question is not None and len(self.outcome.replies) > before:
            put = self.outcome.replies[before]
            prompt = put.words[-1] if isinstance(put.words, tuple) else put.words
            topic = self._topic(under)
            back = t("Back to {topic}: {prompt}", topic=topic.short, prompt=Inline(prompt))
            self.outcome.replies[before] = replace(put, words=back)

    def _drop_what_is_over(self) -> None:
        """Take off runs that cannot go on: their flow is gone, it was for strangers and she has a wallet now, or for
        customers and it is closed, or her account is blocked."""
        if not self.state.runs:
            return
        person = who_is(self.desk, self.identity)
        for run in list(self.state.runs):
            flow = self._flows.get(run.flow)
            if flow is not None and _may_go_on(flow, person):
                continue
            if flow is not None and isinstance(person, Me) and not person.customer.may_move_money:
                self._stop_for_block(run, flow)
                continue
            self.state.runs.remove(run)
            if flow is None or flow.who == "customers":  # Signing up needs no word: she has what she wanted.
                begun = with_what_waits(Topic(t("what you began")), run)
                self._say(Reply(t("Cancelled: {topic}.", topic=begun)))
            elif waiting(run):
                self._say(not_done(waiting(run)))

    def _stop_for_block(self, run: Run, flow: Flow) -> None:
        topic = with_what_waits(Topic(self._topic(run).short), run)
        self._stopped_by_block = self._stopped_by_block or run is self._run
        self.state.runs.remove(run)
        if flow.money:
            self._say(Reply(t("Cancelled: {topic}. No money has moved.", topic=topic)))
        else:
            self._say(Reply(t("Cancelled: {topic}.", topic=topic)))

    def _look(self, run: Run) -> Chat:
        """Replay a copy of the run, for what it has asked and what it is about; nothing is carried out."""
        chat = self._chat(deepcopy(run), None, dry=True)
        with suppress(Stop):
            self._flow(run).play(chat, who_is(self.desk, self.identity))
        return chat

    def _trail(self, run: Run) -> list[tuple[str, Answer[Any]]]:
        return self._look(run).trail

    def _topic(self, run: Run) -> Topic:
        return self._look(run).topic or Topic(t("what you began"))

    def _chat(self, run: Run, said: Message | None, *, dry: bool = False) -> Chat:
        return Chat(
            run,
            self.desk,
            said,
            labels=self._speaker().say,
            pin=self._pin,
            guide=self._guide,
            pages=self._pages,
            dry=dry,
        )


def _may_go_on(flow: Flow, person: Me | Stranger) -> bool:
    if isinstance(person, Stranger):
        return flow.who != "customers"
    return flow.who != "strangers" and (flow.while_blocked or person.customer.may_move_money)


def _lines(reply: Reply) -> tuple[Words, ...]:
    return reply.words if isinstance(reply.words, tuple) else (reply.words,)
