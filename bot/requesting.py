"""Requesting: what a customer wishes that is no answer: commands from any state, requests, what was not understood."""

from __future__ import annotations

from dataclasses import replace

from bot import buttons
from bot.chat import AGREE, Run
from bot.message import Ask, Reply, Words
from bot.replay import Replay
from bot.state import RUNS_MAX
from bot.understand.agreement import agreement
from bot.understand.intents import Meaning
from bot.words import t
from models.cases import CaseKind
from models.clock import to_ms
from models.me import Me, Stranger, who_is
from models.money import Money
from models.plain import digest

MISSES_MAX = 3
PEOPLE = {"human": CaseKind.ASKED, "forgot_pin": CaseKind.FORGOTTEN_PIN}
"""Requests that a person answers."""
COMMANDS = {"cancel", "back", "menu", "human", "language", "start"}
NOT_HERE = {"withdraw", "upgrade_premium", "pay_bill", "buy_credit", "pay_qr", "request_money", "block_account"}
"""Requests that are understood and that this release cannot do: said so, and a person offered."""


class Requests(Replay):
    """Commands and requests, and runs that rest until they are taken up again."""

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
        stopped = self._run
        self.state.runs.clear()
        if stopped is not None:
            self._say(Reply(self._cancelled(stopped)))
        self._menu()

    def _cancel(self) -> None:
        run = self._run
        if run is None and self._was_with_person:
            self._menu()
            return
        if run is None:
            self._say(Reply(t("There is nothing to cancel."), (buttons.SEE_MENU,), Ask.CHOICE))
            return
        self._finish(run, Reply(self._cancelled(run)))

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
            case intent if intent in NOT_HERE:
                self._understood()
                self._say(Reply(t("KasPro cannot do that in chat yet."), (buttons.TALK_TO_A_PERSON,), Ask.CHOICE))
            case _:
                self._bare(meaning)

    def _bare(self, meaning: Meaning) -> None:
        """A number with no verb: somebody's number begins a transfer, an amount alone is asked what it is for."""
        person = who_is(self.desk, self.identity)
        if isinstance(person, Stranger) or not (meaning.whole or meaning.alternatives):
            self._missed()
        elif meaning.alternatives == ("transfer",) or _is_a_number(meaning, self.said.text):
            self._ask_for("transfer", texts_of(meaning))
        elif "amount" in meaning.slots and set(meaning.spans) == {"amount"}:
            self._understood()
            amount = Money(int(meaning.slots["amount"]))
            uses = meaning.alternatives or ("transfer", "topup")
            known = {"transfer": buttons.SEND_MONEY, "topup": buttons.TOP_UP}
            offered = [
                replace(known[use], does=f"{known[use].does}?amount={int(amount)}") for use in uses if use in known
            ]
            self._say(Reply(t("What is *{amount}* for?", amount=amount), tuple(offered), Ask.CHOICE))
        else:
            self._missed()

    def _ask_for(self, name: str, early: dict[str, str]) -> None:
        """Start the flow of this name, if it is for this person; a run at hand is suspended under it."""
        self._understood()
        if name in PEOPLE:
            self._hand_over(PEOPLE[name])
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
        run = self._run
        if run is not None and run.flow == name and not early and not flow.money and not self._asleep(run):
            self._put_again(run)  # Begun already: what was answered and proved stays.
            return
        self._suspend(name)
        key = digest("run", self.said.channel, self.said.sender, self.said.key, self.said.body, name)
        run = Run(name, key, early=early, at=to_ms(self.desk.now))
        self.state.runs.insert(0, run)
        self._play(run, None)

    def _suspend(self, name: str) -> None:
        """Make room for a run of this flow: its own kind at hand is replaced, a third drops the oldest and says so."""
        runs = self.state.runs
        if runs and runs[0].flow == name and not (self._flows[name].money and self._asleep(runs[0])):
            del runs[0]
        if len(runs) < RUNS_MAX:
            return
        dropped = runs.pop()
        topic = self._topic(dropped)
        if self._flow(dropped).money:
            words = t("Cancelled: {topic}. No money has moved.", topic=topic.full or topic.short)
        else:
            words = t("Cancelled: {topic}.", topic=topic.full or topic.short)
        self._say(Reply(words))

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
        else:
            self._resume_card()

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
