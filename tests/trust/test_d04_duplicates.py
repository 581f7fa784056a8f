"""D4: channels deliver again what they are not sure of: each message of each flow up to five times, at once."""

from __future__ import annotations

from collections import Counter
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import text

from bot.chat import FLOWS
from bot.intake import End, Received
from bot.message import Kind, Message
from models.check_books import check
from models.database import Database
from tests.databases import drop, fresh
from tests.stage import PIN, Stage
from tests.transcripts import FOLDER, Player, Transcript, read
from tests.trust.crowd import at_once
from tests.trust.score import figure

HAPPY = sorted(path for path in (FOLDER / "happy").glob("*.txt") if path.name.removesuffix(".txt") in FLOWS)
TIMES_MAX = 5
SEE_OTHER = 303


class Insistent(Stage):
    """A stage whose channels deliver each message one to five times in one instant."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.ends: Counter[str] = Counter()
        self._nth = 0

    def hear(self, channel: str, name: str, kind: Kind = Kind.TEXT, **said: Any) -> Received:
        """Deliver a message again and again, under one number."""
        return self._often(self.message(channel, name, kind, **said))

    def enter(self, channel: str, name: str, pin: str = PIN) -> Any:
        """Somebody's finger hits the page's button again and again, at an ID number first where one is asked."""
        page = self.page(channel, name)
        if 'name="number"' in self.web.get(page).text:
            numbers = at_once(*[partial(self._number_on, page)] * self._times())
            page = next(each.headers["Location"] for each in numbers if each.status_code == SEE_OTHER)
        posts = [partial(self.wallet.web.test_client().post, page, data={"pin": pin}) for _ in range(self._times())]
        answers = at_once(*posts)
        self.send()
        assert {each.status_code for each in answers} <= {200, SEE_OTHER}
        return answers[0]

    def _often(self, message: Message) -> Received:
        received: list[Received] = at_once(*[partial(self.intake.receive, message)] * self._times())
        again = self.intake.receive(message)
        ends = Counter(each.end for each in [*received, again])
        assert ends == Counter({End.HANDLED: 1, End.REPEATED: len(received)})
        self.ends.update(ends)
        self.send()
        return next(each for each in received if each.end is End.HANDLED)

    def _times(self) -> int:
        self._nth += 1
        return (self._nth * 3) % TIMES_MAX + 1  # 4, 2, 5, 3, 1 and so on


@pytest.mark.parametrize("path", HAPPY, ids=[path.name for path in HAPPY])
def test_messages_delivered_again_change_nothing(path: Path, database: Database) -> None:
    stage = Insistent(database)
    assert said(Player(stage).play(read(path)[0])) == played_once(path)
    figure("D4", database, f"{path.stem}: {dict(stage.ends)}", lost=0, doubled=0)
    with database.read() as connection:
        assert check(connection) == []


def test_an_id_that_comes_with_another_body_is_kept_aside_and_nothing_moves(stage: Stage) -> None:
    for words in ("kirim 50rb ke 081298764567", "ya"):
        stage.say("telegram", "budi", words)
    first = stage.message("telegram", "budi", text="saldo", key="same", body="one body")
    assert stage.intake.receive(first).end is End.HANDLED
    others = [
        stage.message("telegram", "budi", text=words, key="same", body=f"other {words}") for words in (PIN, PIN, "ya")
    ]
    ends = at_once(*[partial(stage.intake.receive, each) for each in others])
    assert [each.end for each in ends] == [End.ASIDE] * 3
    assert stage.intake.receive(first).end is End.REPEATED
    assert stage.balance("budi") == 1_250_000
    with stage.database.read() as connection:
        aside = connection.execute(text("SELECT text FROM messages WHERE status = 'aside' ORDER BY text"))
        assert [row.text for row in aside] == ["ya", "••••••"]
        cases = connection.execute(text("SELECT COUNT(*) FROM cases WHERE kind = 'conflict' AND status = 'open'"))
        assert cases.scalar_one() == 1
    stage.say("telegram", "budi", PIN)  # The transfer that was agreed to goes on.
    assert stage.balance("budi") == 1_200_000


def test_one_payment_by_pin_typed_and_entered_at_once_is_paid_once(stage: Stage) -> None:
    for words in ("kirim 50rb ke 081298764567", "ya"):
        stage.say("telegram", "budi", words)
    page, typed = stage.page("telegram", "budi"), stage.message("telegram", "budi", text=PIN)
    posts = [partial(stage.wallet.web.test_client().post, page, data={"pin": PIN}) for _ in range(5)]
    at_once(*[partial(stage.intake.receive, typed)] * 5, *posts)
    stage.send()
    assert stage.balance("budi") == 1_200_000
    assert stage.balance("sari") == 50_000
    assert sum("terkirim" in out.text for out in stage.phone("telegram", "budi")) == 1


@cache
def played_once(path: Path) -> list[str]:
    """Return how the first conversation of a file goes when each message comes once."""
    with TemporaryDirectory(prefix="kaspro-once-") as folder:
        database = fresh("sqlite", Path(folder))
        try:
            return said(Player(Stage(database)).play(read(path)[0]))
        finally:
            drop(database)


def said(transcript: Transcript) -> list[str]:
    """Return what was done and what was read then, line by line."""
    return [line for block in transcript.blocks for line in (block.deed, *block.replies)]
