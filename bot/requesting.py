"""Requesting: what a customer wishes that is no answer: commands from any state, requests, what was not understood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from bot import buttons
from bot.chat import AGREE, PIN, Run
from bot.message import Ask, Message, Reply, Words
from bot.replay import Replay
from bot.state import RUNS_MAX
from bot.understand.agreement import agreement
from bot.understand.gist import is_full_question, may_be_answered, subjects
from bot.understand.meaning import Meaning
from bot.understand.questions import is_question
from bot.waiting import let_wait, not_done, take_off, waiting, with_what_waits
from bot.words import t
from models.cases import CaseKind
from models.clock import to_ms
from models.me import Me, Stranger, who_is
from models.money import Money
from models.plain import digest

MISSES_MAX = 3
PEOPLE = {"human": CaseKind.ASKED}
"""Requests that a person answers."""
HELP = "help_topic"
"""What a button to a topic of the guide begins; it is answered at once and is no run."""
HELPED = "helped"
"""What the answer to "did it help?" begins, after a person."""
IN_FULL = {"flow:friend_received?": "friend_in_full"}
"""Buttons that move money without another question, by how they begin: what puts their question again, in full."""
QUESTIONS_MAX, OFFERED_MAX = 10, 3
ALONE_MIN = 2
SURE_AMID = 0.9
"""How sure a topic must be to answer in the middle of something what is not worded as a question."""
_BETWEEN_QUESTIONS = re.compile(r"[?\n]+")
COMMANDS = {"cancel", "back", "menu", "human", "language", "start"}
TAKE_AMOUNTS = ("transfer", "topup", "withdraw")
"""Requests that an amount belongs to which was said just before them, when nothing was open."""
NOT_HERE = {"withdraw", "pay_bill", "buy_credit", "pay_qr", "request_money"}
"""Requests that are understood and that this release cannot do: said so, and a person offered."""


class Requests(Replay):
    """Commands and requests, and runs that rest until they are taken up again."""

    _loose: Mapping[str, str] = MappingProxyType({})
    """An amount that her message before this one said, with nothing open."""
    _begun = 0
    """How many runs this turn has begun."""

    def _command(self, name: str, meaning: Meaning) -> None:
        match name:
            case "start":
                self._start_over()
            case "cancel":
                self._cancel()
            case "back":
                self._back()
            case "menu":
                self._menu()
            case "human":
                self._hand_over(CaseKind.ASKED)
            case "language":
                self._ask_for("language", texts_of(meaning))
            case "resume":
                if self._run is not None:
                    self._resume(self._run)
                else:
                    self._menu()
            case "bot":
                self._menu()
            case _:
                self.outcome.stale = True
                self._stale()

    def _start_over(self) -> None:
        stopped = list(self.state.runs)
        self.state.runs.clear()
        for run in stopped:
            if waiting(run):
                self._say(self._dropped(run))
            elif run is stopped[0]:
                self._say(Reply(self._cancelled(run)))
        self._menu()

    def _cancel(self) -> None:
        run = self._run
        if run is None and self._was_with_person:
            self._menu()
            return
        if run is None:
            held = self._what_is_held()
            for reply in held:
                self._say(reply)
            if not held:
                self._say(Reply(t("There is nothing to cancel."), (buttons.SEE_MENU,), Ask.CHOICE))
            return
        self._finish(run, Reply(self._cancelled(run)))

    def _what_is_held(self) -> list[Reply]:
        """Return what she may mean that is under way without a question: each with the button that cancels it."""
        person = who_is(self.desk, self.identity)
        if not isinstance(person, Me):
            return []
        asked = [flow.cancels(person) for flow in self._flows.values() if flow.cancels is not None]
        return [reply for reply in asked if reply is not None]

    def _cancelled(self, run: Run) -> Words:
        if self._flow(run).money:
            return t("Cancelled. No money has moved.")
        return t("Cancelled.")

    def _back(self) -> None:
        run = self._run
        if run is None or self._was_with_person:  # From a person back to the bot: no answer is taken back.
            self._menu()
            return
        trail = self._trail(run)
        for name, answer in reversed(trail):
            if name == run.asked or answer.optional:
                continue
            if answer.proof:
                self._say(Reply(t("What is proved already stays so.")))
                self._put_again(run)
                return
            if name in run.answers:
                self._reask(run, name)
                return
        self._say(Reply(t("This is the first question.")))
        self._put_again(run)

    def _request(self, meaning: Meaning) -> None:
        if self._question(meaning):
            return
        match meaning.intent:
            case "greeting":
                self._understood()
                self._menu()
            case "thanks":
                self._understood()
                self._say(Reply(t("You're welcome.")))
            case "yes" | "no":  # Nothing is asked, so it agrees to nothing.
                self._understood()
                self._menu()
            case "help":
                self._understood()
                self._help()
            case intent if intent in self._flows or intent in PEOPLE:
                self._ask_for(intent, texts_of(meaning))
            case intent if intent in NOT_HERE and self._stands_still():
                self._understood()
                self._blocked()
            case intent if intent in NOT_HERE:
                self._understood()
                self._say(Reply(t("KasPro cannot do that in chat yet."), (buttons.TALK_TO_A_PERSON,), Ask.CHOICE))
            case _:
                self._bare(meaning)

    def _stands_still(self) -> bool:
        """Return whether her account is blocked, so that no service of money is there for her."""
        person = who_is(self.desk, self.identity)
        return isinstance(person, Me) and not person.customer.may_move_money

    def _bare(self, meaning: Meaning) -> None:
        """A number with no verb: somebody's number begins a transfer, an amount alone is asked what it is for."""
        person = who_is(self.desk, self.identity)
        if isinstance(person, Stranger) or not (meaning.whole or meaning.alternatives):
            self._missed()
        elif not person.customer.may_move_money:
            self._understood()
            self._blocked()
        elif meaning.alternatives == ("transfer",) or self._is_for_somebody(meaning):
            self._ask_for("transfer", texts_of(meaning))
        elif "amount" in meaning.slots and set(meaning.spans) == {"amount"}:
            self._understood()
            amount = Money(int(meaning.slots["amount"]))
            uses = meaning.alternatives or ("transfer", "topup")
            known = {"transfer": buttons.SEND_MONEY, "topup": buttons.TOP_UP}
            self.state.loose = {"amount": meaning.spans["amount"]}
            offered = [
                replace(known[use], does=f"{known[use].does}?amount={int(amount)}") for use in uses if use in known
            ]
            self._say(Reply(t("What is *{amount}* for?", amount=amount), tuple(offered), Ask.CHOICE))
        else:
            self._missed()

    def _is_for_somebody(self, meaning: Meaning) -> bool:
        """Return whether it is somebody's number, or says to whom the amount goes that was said just before."""
        if _is_a_number(meaning, self.said.text):
            return True
        return bool(self._loose and meaning.whole and meaning.spans) and set(meaning.spans) <= {"phone", "name"}

    def _ask_for(self, name: str, early: dict[str, str]) -> None:
        """Start the flow of this name, if it is for this person; a run at hand is suspended under it."""
        self._understood()
        if name in PEOPLE:
            self._hand_over(PEOPLE[name])
            return
        if name == HELP:
            self._explain(early.get("topic", ""))
            return
        flow = self._flows.get(name)
        if flow is None:
            self._stale()
            return
        person = who_is(self.desk, self.identity)
        if flow.who == "customers" and isinstance(person, Stranger):
            ways = (buttons.SIGN_UP, buttons.LINK_ACCOUNT)
            self._say(Reply(t("For that you need a KasPro account."), ways, Ask.CHOICE))
            self._put_again(self._run)
            return
        if flow.who == "strangers" and isinstance(person, Me):
            self._say(Reply(t("You have a KasPro account already, {name}.", name=person.customer.first_name)))
            self._menu()
            return
        if isinstance(person, Me) and not person.customer.may_move_money and not flow.while_blocked:
            self._blocked()
            self._put_again(self._run)
            return
        if name in TAKE_AMOUNTS and "amount" not in early:
            early = {**self._loose, **early}
        run = self._run
        if run is not None and run.flow == name and not early and not flow.money and not self._asleep(run):
            self._put_again(run)  # Begun already: what was answered and proved stays.
            return
        self._begin(name, early)
        if name == HELPED and self.outcome.mode == "bot" and self._run is not None and self._asleep(self._run):
            self._resume_card()

    def _begin(self, name: str, early: dict[str, str], said: Message | None = None) -> None:
        """Begin a run of this flow; `said` answers its first question."""
        carried, dropped = self._replace(name)
        self._begun += 1
        nth = str(self._begun) if self._begun > 1 else ""  # Of two transfers in one message each has its own key.
        key = digest("run", self.said.channel, self.said.sender, self.said.key, self.said.body, name + nth)
        run = Run(name, key, early=dict(early), at=to_ms(self.desk.now))
        let_wait(run, carried)
        if dropped:
            self._say(not_done(dropped))
        self.state.runs.insert(0, run)
        if said is not None:
            chat = self._look(run)
            run.asked = chat.trail[-1][0] if chat.trail else ""
        before = len(self.outcome.replies)
        self._play(run, said)
        if len(self.state.runs) > RUNS_MAX:
            oldest = self._dropped(self.state.runs.pop())
            if self.said.late is None:
                self.outcome.replies.insert(before, oldest)

    def _replace(self, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Make way for a run of this flow: its own kind at hand is replaced, and takes what waits after it along.

        Return what waits on, since nothing had been answered yet and the same thing goes on; and what does not.
        """
        runs = self.state.runs
        if runs and runs[0].flow == name and not (self._flows[name].money and self._asleep(runs[0])):
            gone = runs.pop(0)
            return ((), take_off(gone)) if gone.answers else (take_off(gone), ())
        return (), ()

    def _dropped(self, run: Run) -> Reply:
        """Return the word about a run that is dropped, and about what was to be done after it."""
        topic = with_what_waits(self._topic(run), run)
        if self._flow(run).money:
            return Reply(t("Cancelled: {topic}. No money has moved.", topic=topic))
        return Reply(t("Cancelled: {topic}.", topic=topic))

    def _question(self, meaning: Meaning) -> bool:
        """Answer from the guide if the message asks something; return whether it did."""
        if meaning.intent in COMMANDS or meaning.intent in PEOPLE:
            return False
        if not may_be_answered(self.said.text, meaning) or self._is_rather_an_answer():
            return False
        several = self._several_questions()
        if len(several) > 1:
            self._understood()
            self._say(self._guide.offer(several, several=True))
            return True
        found = self._guide.find(self._words())
        tells = self._run is not None and not is_question(self.said.text)
        if found.topic is not None and not (tells and found.confidence < SURE_AMID):
            self._explain(found.topic, asked=self._words())
        elif found.alternatives and not tells:
            self._understood()
            self._say(self._guide.offer(found.alternatives))  # The open question comes again after the answer.
        elif meaning.intent == "none" and not self._consents() and is_full_question(self.said.text):
            self._understood()
            self._say(Reply(t("That is not in KasPro's guide."), (buttons.TALK_TO_A_PERSON,), Ask.CHOICE))
            self._back_to(self._run)
        else:
            return False
        return True

    def _is_rather_an_answer(self) -> bool:
        """Return whether a message that does not ask is more likely about what is open: one word, or at a review."""
        if self._run is None or is_question(self.said.text):
            return False
        return self._consents() or subjects(self.said.text) < ALONE_MIN

    def _consents(self) -> bool:
        """Return whether it is being agreed to something: then whatever is not clear is about that."""
        return self._run is not None and self._run.asked.startswith((AGREE, PIN))

    def _several_questions(self) -> list[str]:
        """Return the topics of a message that asks several things at once, the first few."""
        parts = [part for part in _BETWEEN_QUESTIONS.split(self.said.text) if part.strip()]
        if len(parts) < 2:
            return []
        found = [self._guide.find(part).topic for part in parts[:QUESTIONS_MAX]]
        return list(dict.fromkeys(topic for topic in found if topic is not None))[:OFFERED_MAX]

    def _explain(self, topic: str, asked: str = "") -> None:
        """Say what the guide has on the topic, then put the open question again."""
        reply = self._guide.reply(topic, who_is(self.desk, self.identity), asked)
        if reply is None:
            self._stale()
            return
        self._understood()
        self._say(reply)
        self._back_to(self._run)

    def _missed(self) -> None:
        """Nothing was understood: said once, explained twice, then a person."""
        self.state.misses += 1
        run = self._run if self._run is not None and not self._asleep(self._run) else None
        if self.state.misses >= MISSES_MAX:
            self.state.misses = 0
            self._hand_over(CaseKind.NOT_UNDERSTOOD)
            return
        if run is not None:
            missed = t("I do not understand yet.")
            if run.asked.startswith(AGREE):
                missed = t("I do not understand yet. Write what to change, or: cancel.")
            self._say(Reply(self._hint or missed))
            self._put_again(run)
            return
        if isinstance(who_is(self.desk, self.identity), Stranger):
            self._hello()
            return
        offered = (buttons.CHECK_BALANCE, buttons.SEE_HISTORY, buttons.TALK_TO_A_PERSON)
        if self.state.misses == 1:
            words = t("I do not understand yet. What is it about?")
        else:
            words = t("Still not understood. Try one sentence, for example: the 250k to BCA yesterday has not arrived.")
        self._say(Reply(words, offered, Ask.CHOICE))

    def _digress(self, meaning: Meaning) -> None:
        self._understood()
        if meaning.intent == "thanks":
            self._say(Reply(t("You're welcome.")))
        elif meaning.intent == "help":
            self._say(Reply(t("Answer the question, or write: back, cancel, menu, a person please.")))
        self._put_again(self._run)

    def _while_asleep(self, meaning: Meaning) -> None:
        """A request of its own is done and the run stays asleep; anything else is asked whether to go on."""
        if self.state.resuming and agreement(self.said.text) and self._run is not None:
            self._resume(self._run)
        elif self.state.resuming and agreement(self.said.text) is False:
            self._cancel()
        elif meaning.intent in self._flows or meaning.intent in NOT_HERE or meaning.intent in ("thanks", "help"):
            self._request(meaning)
        elif self._question(meaning):
            return
        else:
            if self._run is not None:
                self._keep_for_later(self._run, meaning)
            self._resume_card()

    def _keep_for_later(self, run: Run, meaning: Meaning) -> None:
        """Keep what she answers to a question that has gone to sleep, until she says whether to go on."""
        asked = dict(self._trail(run)).get(run.asked)
        if asked is not None and meaning.whole:
            run.early.update({slot: words for slot, words in meaning.spans.items() if words and slot in asked.slots})

    def _resume_card(self) -> None:
        run = self._run
        if run is None:
            self._menu()
            return
        self.state.resuming = True
        topic = self._topic(run)
        if self._flow(run).money:
            words = t("No money has moved: {topic} is not finished. Continue?", topic=topic.full or topic.short)
        else:
            words = t("You have not finished {topic}. Continue?", topic=topic.full or topic.short)
        self._say(Reply(words, (buttons.CONTINUE, buttons.CANCEL), Ask.CHOICE))
        self.outcome.run = run

    def _stale(self, of: Run | None = None) -> None:
        """A button or page of a question that is over pays nothing, and is told so; `of` is its run, if still open."""
        run = self._run
        if run is None:
            self._say(Reply(t("That button is no longer valid."), (buttons.SEE_MENU,), Ask.CHOICE))
            return
        topic = self._topic(run)
        unmoved = of is not None and self._flow(of).money  # A run that is closed may have paid: nothing is said of it.
        if topic.matter is not None and unmoved:
            words = t("No money has moved: that button is no longer valid. What holds: {matter}", matter=topic.matter)
        elif topic.matter is not None:
            words = t("That button is no longer valid. What holds: {matter}", matter=topic.matter)
        elif unmoved:
            words = t("No money has moved: that button is no longer valid.")
        else:
            words = t("That button is no longer valid.")
        if self._asleep(run) and topic.matter is None:
            self._say(Reply(words))
            self._resume_card()
            return
        if self._asleep(run):
            self.state.resuming = True
            self._say(Reply(words, (buttons.CONTINUE, buttons.CANCEL), Ask.CHOICE))
            self.outcome.run = run
            return
        self._say(Reply(words))
        self._put_again(run)


def _is_a_number(meaning: Meaning, text: str) -> bool:
    """Return whether the message is somebody's number and not a word more."""
    return "phone" in meaning.slots and not any(sign.isalpha() for sign in text)


def texts_of(meaning: Meaning) -> dict[str, str]:
    """Return what the sentence gave, by slot, in the customer's own words where they are known."""
    return {**{slot: str(value) for slot, value in meaning.slots.items()}, **meaning.spans}
