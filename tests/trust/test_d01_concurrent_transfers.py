"""D1: eight wallets pay each other through the conversation, from twelve threads, while somebody reads all balances."""

from __future__ import annotations

import threading
import time
from collections import Counter
from functools import partial

from bot.intake import End
from tests.stage import PIN, Stage
from tests.trust.crowd import LONGER, START_BALANCE, Crowd, Member, at_once, dice, wallets
from tests.trust.score import figure

MEMBERS = 8
ROUNDS = 12 * LONGER


def test_no_rupiah_is_made_or_lost_by_twelve_threads_of_conversations(empty_stage: Stage) -> None:
    crowd = Crowd(empty_stage, MEMBERS)
    told: Counter[str] = Counter()
    over = threading.Event()
    began = time.monotonic()

    def pay(payer: Member, channel: str, seed: int) -> Counter[str]:
        chance, mine = dice(seed), Counter[str]()
        for _ in range(ROUNDS):
            payee = chance.choice([each for each in crowd.members if each is not payer])
            mine[send(crowd, payer, payee, chance.randint(1, 60) * 1_000, channel)] += 1
        return mine

    def work() -> None:
        # Four wallets are paid from twice at once: from both of their owner's chats.
        payers = [(member, "telegram") for member in crowd.members]
        payers += [(member, "whatsapp") for member in crowd.members[:4]]
        try:
            for mine in at_once(*[partial(pay, *payer, seed) for seed, payer in enumerate(payers)]):
                told.update(mine)
        finally:
            over.set()

    def look() -> Counter[str]:
        seen = Counter[str](reads=0, wrong_total=0, negative=0)
        while not over.wait(0.002):
            count, total, least = wallets(empty_stage.database)
            seen["reads"] += 1
            seen["wrong_total"] += count != MEMBERS or total != crowd.total
            seen["negative"] += least < 0
        return seen

    _, seen = at_once(work, look)
    seconds = time.monotonic() - began
    turns = next(crowd.deliveries) - 1
    gone = crowd.total - wallets(empty_stage.database)[1]
    figures = f"{dict(told)}, {dict(seen)}, {turns} turns, {turns / seconds:.0f} turns/s"
    figure("D1", empty_stage.database, figures, lost=max(gone, 0), doubled=max(-gone, 0))
    assert seen["wrong_total"] == seen["negative"] == 0
    assert seen["reads"] > 10
    assert told["sent"] > ROUNDS
    assert told["sent"] + told["not sent"] == 12 * ROUNDS
    assert wallets(empty_stage.database)[:2] == (MEMBERS, MEMBERS * START_BALANCE)
    assert crowd.books() == []


def send(crowd: Crowd, payer: Member, payee: Member, amount: int, channel: str) -> str:
    """Hold a whole conversation about one transfer, and return how it ended."""

    def say(words: str) -> str:
        received = crowd.say(payer, words, channel=channel)
        assert received.end is End.HANDLED
        assert received.outcome is not None
        question = received.outcome.question
        fact = received.outcome.fact.NAME if received.outcome.fact else ""
        return question.name.split(" ")[0] if question is not None else fact

    if say(f"kirim Rp{amount} ke {payee.phone.local}") != "agree":
        assert say("batal") == ""
        return "not sent"
    asked = say("ya")
    if asked == "pin" and say(PIN) == "sent":
        return "sent"
    say("batal")  # What she had went out by her other chat meanwhile.
    return "not sent"
