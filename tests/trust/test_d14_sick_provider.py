"""D14: providers are sick for some chats: throttled, 5xx, silent, refusing, blocked. The other chats do not notice.

One sender serves all. What is printed is the longest that a message to a healthy chat waited meanwhile.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from app import TRAITS
from bot.sender import Sender
from models.conversations import enter, queue
from tests.rows import messages
from tests.stage import Stage
from tests.trust.crowd import LONGER
from tests.trust.providers import Ill, Provider
from tests.trust.score import figure

TELEGRAM = {
    "7429": Ill(
        429,
        {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 1}},
    ),
    "7500": Ill(500, {"ok": False, "error_code": 500, "description": "Internal Server Error"}, took=True),
    "7000": Ill(),
    "7400": Ill(400, {"ok": False, "error_code": 400, "description": "Bad Request: message is refused"}),
    "7403": Ill(403, {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked by the user"}),
}
WHATSAPP = {
    "whatsapp:+6281200007429": Ill(429, headers={"Retry-After": "1"}),
    "whatsapp:+6281200007500": Ill(500, {"code": 20500, "status": 500}, took=True),
    "whatsapp:+6281200007501": Ill(503, {"code": 20503, "status": 503}),
    "whatsapp:+6281200007000": Ill(),
    "whatsapp:+6281200007400": Ill(400, {"code": 21211, "status": 400}),
    "whatsapp:+6281200007403": Ill(400, {"code": 63014, "status": 400}),
}
WELL = [f"80{nth}" for nth in range(10, 14)], [f"whatsapp:+62812000080{nth}" for nth in range(10, 14)]
TIMEOUT = 0.5
ROUNDS, PAUSE = 6 * min(LONGER, 5), 0.15
DELAY_MAX = 3.0


def test_sick_chats_leave_the_others_unhurt(empty_stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL")
    stage = empty_stage
    ills = {**TELEGRAM, **WHATSAPP}
    with Provider(lambda _channel, to: ills.get(to)) as provider:
        queued = asyncio.run(served(stage, provider))
        asked = list(provider.tried)
    healthy = [(said, at) for said, at in arrived(provider) if said.partition(" ")[0] not in ills]
    delays = [at - queued[said] for said, at in healthy if not said.endswith("warm")]
    expected = ROUNDS * len([*WELL[0], *WELL[1]])
    told = (
        f"{len(ills)} sick chats beside {len(delays)} messages to others, of which the slowest took {max(delays):.2f} s"
    )
    lost = expected - len(delays)
    doubled = len(arrived(provider)) - len({said for said, _ in arrived(provider)})
    figure("D14", "sqlite" if stage.database.is_sqlite else "postgresql", told, lost=lost, doubled=doubled)
    assert (lost, doubled) == (0, 0)
    assert max(delays) < DELAY_MAX
    ended = {
        to: [row["status"] for row in messages(stage.database, direction="out") if row["lane"].partition(":")[2] == to]
        for to in ills
    }
    assert ended["7429"] == ["queued"] * ROUNDS
    assert ended["7500"].count("unknown") >= 2
    assert "unknown" in ended["7000"]
    assert set(ended["7400"]) == {"failed"}
    assert set(ended["7403"]) == {"failed"}
    # She is asked anew after she wrote, which `enter` stands for; never more often.
    assert asked.count(("telegram", "7403")) <= ROUNDS
    assert ended["whatsapp:+6281200007429"] == ["queued"] * ROUNDS
    assert set(ended["whatsapp:+6281200007500"]) == {"sent"}  # It had taken them, and was asked.
    for silent in ("whatsapp:+6281200007501", "whatsapp:+6281200007000"):
        assert ended[silent][0] == "doubtful"
        assert set(ended[silent]) <= {"doubtful", "queued"}
        assert asked.count(("whatsapp", silent)) == 1


def arrived(provider: Provider) -> list[tuple[str, float]]:
    """What arrived and when; several messages may have gone out as one."""
    return [(said, taken.at) for taken in list(provider.taken) for said in taken.text.split("\n\n")]


async def served(stage: Stage, provider: Provider) -> dict[str, float]:
    """Have a sender run while messages come in; return when each was queued."""
    sender = Sender(stage.database, provider.channels(TIMEOUT), stage.secrets, TRAITS.__getitem__)
    stop, queued = asyncio.Event(), dict[str, float]()
    running = asyncio.create_task(sender.run(stop))
    with ThreadPoolExecutor(1) as thread:
        await asyncio.get_running_loop().run_in_executor(thread, filling(stage, "warm", queued, [*WELL[0], *WELL[1]]))
        await all_arrived(provider, queued)  # Connections are made by now.
        for nth in range(ROUNDS):
            await asyncio.get_running_loop().run_in_executor(thread, filling(stage, str(nth), queued))
            await asyncio.sleep(PAUSE)
    await all_arrived(provider, queued)
    await asyncio.sleep(TIMEOUT * 3)
    stop.set()
    await running
    return queued


async def all_arrived(provider: Provider, queued: dict[str, float]) -> None:
    """Wait until everything to healthy chats is there, a while at most."""
    until = time.monotonic() + 15
    well = {said for said in queued if not {**TELEGRAM, **WHATSAPP}.keys() & {said.partition(" ")[0]}}
    while time.monotonic() < until and well - {said for said, _ in arrived(provider)}:
        await asyncio.sleep(0.02)


def filling(stage: Stage, nth: str, queued: dict[str, float], only: Sequence[str] = ()) -> Callable[[], None]:
    """Return what queues one message for everybody, or for these."""
    lanes = [("telegram", to) for to in (*TELEGRAM, *WELL[0])] + [("whatsapp", to) for to in (*WHATSAPP, *WELL[1])]

    def fill() -> None:
        with stage.database.begin() as connection:
            at = stage.desk(connection).now
            for channel, to in lanes:
                if only and to not in only:
                    continue
                found = enter(connection, channel=channel, sender=to, address=to, phone="", language="id", at=at)
                said = f"{to} {nth}"
                queue(connection, found.identity, found.id, at=at, text=said, run_key="x", question="")
                queued[said] = time.time()

    return fill
