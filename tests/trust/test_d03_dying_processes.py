"""D3: the process dies at every named point of a turn, a sending, a job, a page, a photo; then all is delivered again.

The stories are transcripts. What stands in the database at the end is the same as without a death, and so is what
people read, but for messages that the database itself calls unknown.
"""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import SQLModel

from bot.intake import End
from models.check_books import check
from models.database import Database
from models.migrating import Standing
from tests.databases import as_owner, drop, fresh
from tests.rows import messages
from tests.test_migrations import empty as empty_database
from tests.test_migrations import schema
from tests.transcripts import CODE, FOLDER, TOKEN, Player, read
from tests.trust.crowd import LONGER, dice
from tests.trust.dying import FAULTS, KILLED, LOSING, POINTS
from tests.trust.ends import ends, told
from tests.trust.mortal import Mortal, nursery
from tests.trust.score import figure

DEATHS_MAX = 7
"""In one run of the long form."""
STORIES = {
    "register": ("happy/register.txt", "on_telegram_with_the_contact_button"),
    "transfer": ("happy/transfer.txt", "step_by_step"),
    "token redeemed": ("happy/withdraw.txt", "a_token_for_alfamart"),
    "token expired": ("timeouts/withdraw.txt", ""),
    "cash from a friend": ("happy/withdraw_friend.txt", "cash_from_sari_on_two_phones"),
    "Premium": ("happy/upgrade_premium.txt", "premium"),
    "PIN changed": ("happy/change_pin.txt", "on_the_pages"),
    "block": ("happy/block_account.txt", "lost_phone"),
}
FEWER_STORIES = ("transfer", "token redeemed", "token expired", "Premium", "block")
"""They come to all points: enough for PostgreSQL in the short form."""
MORE_STORIES = {
    "register by number": ("happy/register.txt", "on_telegram_with_a_typed_number"),
    "transfer in a sentence": ("happy/transfer.txt", "from_one_sentence"),
    "token on WhatsApp": ("happy/withdraw.txt", "a_token_for_indomaret_on_whatsapp"),
    "Premium by pages": ("happy/upgrade_premium.txt", "premium_with_a_passport_on_whatsapp"),
    "linked": ("happy/link.txt", ""),
    "top-up by token": ("happy/topup_token.txt", ""),
    "friend in full": ("happy/friend_in_full.txt", ""),
    "friend is silent": ("timeouts/withdraw_friend.txt", ""),
    "forgot PIN": ("happy/forgot_pin.txt", ""),
    "closed": ("happy/close_account.txt", ""),
    "in English": ("happy/transfer.en.txt", ""),
}
SHELF = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  its files are ours alone
"""Where no write waits for a disk: a process that dies leaves the same behind everywhere."""
_MESSAGE = ", ".join(set(SQLModel.metadata.tables["messages"].columns.keys()) - {"id", "delivery"})
SEEDED = {
    "a row is missing": "DELETE FROM messages WHERE id = (SELECT MAX(id) FROM messages)",
    "a row is doubled": f"INSERT INTO messages ({_MESSAGE}) SELECT {_MESSAGE} FROM messages "
    "WHERE id = (SELECT MAX(id) FROM messages)",
    "a message is in another conversation": "UPDATE messages SET conversation_id = (SELECT MIN(id) FROM conversations "
    "WHERE id <> messages.conversation_id) WHERE id = (SELECT MAX(id) FROM messages)",
    "a job is about another token": "UPDATE jobs SET subject = (SELECT MAX(id) FROM tokens WHERE id <> jobs.subject) "
    "WHERE kind = 'expire token'",
    "a token has another's hold": "UPDATE tokens SET hold_id = (SELECT id FROM transfers ORDER BY seq LIMIT 1) "
    "WHERE id = (SELECT MAX(id) FROM tokens)",
    "a message is another customer's": "UPDATE messages SET customer_id = (SELECT MAX(id) FROM customers "
    "WHERE id <> messages.customer_id) WHERE id = (SELECT MIN(id) FROM messages WHERE customer_id IS NOT NULL)",
}
"""Differences that are put in, in this order."""
empty = empty_database
Plan = Mapping[int, Sequence[str]]
Came = Counter[tuple[str, str, str]]


@dataclass(frozen=True)
class Ended:
    """How a story ended."""

    rows: Counter[str]
    came: Came
    calls: Sequence[tuple[str, set[str]]]


@contextmanager
def a_stage(kind: str, plan: Plan | None = None, faults: Sequence[str] = ()) -> Iterator[Mortal]:
    """Give a stage over a database of its own."""
    with tempfile.TemporaryDirectory(prefix="kaspro-d3-", dir=SHELF) as folder:
        database = fresh(kind, Path(folder))
        stage = Mortal(database, plan, faults=faults)
        try:
            yield stage
        finally:
            stage.close()
            drop(database)


def play(stage: Mortal, story: str) -> None:
    """Let it happen."""
    path, name = (STORIES | MORE_STORIES)[story]
    Player(stage).play(next(each for each in read(FOLDER / path) if name in ("", each.name)))


@cache
def undisturbed(story: str) -> Ended:
    """Return how the story ends when nobody dies; on SQLite, and PostgreSQL must end the same."""
    with a_stage("sqlite") as stage:
        play(stage, story)
        return Ended(ends(stage.database), came(stage), stage.hits)


def disturbed(kind: str, story: str, plan: Plan, faults: Sequence[str] = ()) -> list[str]:
    """Return in what the story ends differently when the process dies as planned."""
    with a_stage(kind, plan, faults) as stage:
        play(stage, story)
        rows, read_ = ends(stage.database), came(stage)
        found = differences(stage, rows, undisturbed(story))
        again = [stage.receive(each).end for each in stage.delivered.copy()]
        stage.send()
        stage.work()
        found += [f"came again: {end}" for end in again if end is not End.REPEATED]
        found += [f"came again: {row}" for row in (ends(stage.database) - rows).elements()]
        found += [f"came again: {message}" for message in (came(stage) - read_).elements()]
        planned = sorted(point for points in plan.values() for point in points)
        assert faults or sorted(stage.deaths) == planned, "a point was never reached"
    return found


def differences(stage: Mortal, rows: Counter[str], one: Ended) -> list[str]:
    """Return what is in one database and not in the other, what came twice, what never came though it should have."""
    found = [f"- {row}" for row in (one.rows - rows).elements()] + [f"+ {row}" for row in (rows - one.rows).elements()]
    twins = came(stage) - one.came
    found += [f"came twice: {message}" for message in twins.elements()]
    unknown = Counter(row["lane"] for row in messages(stage.database, direction="out", status="unknown"))
    lost = Counter(f"{channel}:{to}" for channel, to, _ in (one.came - came(stage)).elements())
    found += [f"never came: {lane}" for lane in (lost - unknown).elements()]
    with stage.database.read() as connection:
        found += [f"the books: {lie}" for lie in check(connection)]
    return found


def came(stage: Mortal) -> Came:
    """Return what is on everybody's phones."""
    return Counter(
        (channel, out.to, CODE.sub("<code>", TOKEN.sub("<token>", told(out.text))))
        for channel, recorder in stage.recorders.items()
        for out in recorder.sent
    )


def test_a_death_at_any_point_changes_nothing(database_kind: str) -> None:
    stories = FEWER_STORIES if database_kind == "postgresql" else tuple(STORIES)
    stories = (*STORIES, *MORE_STORIES) if LONGER > 1 else stories
    plans = _every_point_of_every_story(stories) if LONGER > 1 else _every_point_once(stories)
    found = [
        f"{story}, {dict(plan)}: {each}" for story, plan in plans for each in disturbed(database_kind, story, plan)
    ]
    deaths = sum(len(points) for _, plan in plans for points in plan.values())
    points = {point for _, plan in plans for each in plan.values() for point in each}
    told_ = f"{len(points)} points x {len(stories)} flows, {deaths} deaths, {len(found)} differences"
    figure("D3", database_kind, told_, lost=len([each for each in found if "+" not in each]), doubled=len(found))
    assert not found, "\n".join(found)
    assert points == set(POINTS)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Each story has a database of its own."""
    return str(request.param)


def _every_point_once(stories: Sequence[str]) -> list[tuple[str, Plan]]:
    """Return runs in which each point comes once, in the run that has the fewest of those that fit."""
    runs: list[_Run] = [_Run(story) for story in stories]
    for point in POINTS:
        fit = [run for run in runs if run.fits(point)]
        if not fit:
            fit = [min((_Run(story) for story in stories if _calls(story, point)), key=_Run.length)]
            runs += fit
        min(fit, key=_Run.deaths).add(point)
    return [(run.story, run.plan) for run in runs if run.plan]


def _every_point_of_every_story(stories: Sequence[str]) -> list[tuple[str, Plan]]:
    """Return runs of a few deaths each."""
    runs: list[_Run] = []
    for story in stories:
        points = [point for point in POINTS if _calls(story, point)]
        dice(len(runs)).shuffle(points)
        mine: list[_Run] = []
        for point in points:
            if not (fit := [run for run in mine if run.fits(point) and run.deaths() < DEATHS_MAX]):
                fit = [_Run(story, seed=len(mine))]
                mine += fit
            fit[0].add(point)
        runs += mine
    return [(run.story, run.plan) for run in runs]


@dataclass
class _Run:
    """One run of a story, with at most one point that may lose a message: after it nothing is left to be lost."""

    story: str
    plan: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    seed: int = 0
    loses: bool = False

    def fits(self, point: str) -> bool:
        return bool(_calls(self.story, point)) and not (self.loses and point in LOSING)

    def add(self, point: str) -> None:
        self.plan[dice(len(point) + self.seed).choice(_calls(self.story, point))].append(point)
        self.loses = self.loses or point in LOSING

    def deaths(self) -> int:
        return sum(len(points) for points in self.plan.values())

    def length(self) -> int:
        return len(undisturbed(self.story).calls)


def _calls(story: str, point: str) -> list[int]:
    """Return the calls that come to the point; of losing ones the last, for nobody answers what never came."""
    made = [what for what, _ in undisturbed(story).calls]
    calls = [nth for nth, (_, hits) in enumerate(undisturbed(story).calls) if point in hits]
    # An answer that leads from page to page, once lost, is looked for in the chat: there the ends differ rightly.
    calls = [nth for nth in calls if made[nth : nth + 2] != ["post", "post"]]
    last = max(nth for nth, (_, hits) in enumerate(undisturbed(story).calls) if "claim: after COMMIT" in hits)
    return [nth for nth in calls if nth >= last] if point in LOSING else calls


# The test has teeth


@pytest.mark.parametrize(
    ("fault", "story", "point"),
    [
        ("the dedupe row apart", "transfer", "turn: after the replay"),
        ("the reply after the commit", "transfer", "turn: before state and reply"),
        ("the mark before the send", "transfer", "sender: before the words"),
        ("sent again when in doubt", "transfer", "sender: the channel took it"),
        ("a job over before it is done", "token expired", "job: before COMMIT"),
    ],
)
def test_a_seeded_mistake_is_found(fault: str, story: str, point: str) -> None:
    try:
        found = disturbed("sqlite", story, {_calls(story, point)[-1]: [point]}, [fault])
    except AssertionError as stuck:  # Somebody waits for an answer that never comes.
        found = [str(stuck)]
    assert found


def test_every_mistake_is_seeded() -> None:
    assert len(FAULTS) == 5


def test_a_row_that_differs_is_found_whatever_its_number(database_kind: str) -> None:
    story = "token expired"
    alive = undisturbed(story)  # One stage at a time has the nursery.
    with a_stage(database_kind) as stage:
        count_from_elsewhere(stage.database)
        play(stage, story)
        rows = ends(stage.database)
        assert differences(stage, rows, alive) == []
        for what, statement in SEEDED.items():
            as_owner(stage.database, statement)
            before, rows = rows, ends(stage.database)
            assert rows != before, what
        assert differences(stage, rows, alive)


@pytest.mark.long
@pytest.mark.parametrize("story", [*STORIES, *MORE_STORIES])
def test_the_numbers_of_rows_make_no_difference(story: str) -> None:
    alive = undisturbed(story)
    with a_stage("postgresql") as stage:
        count_from_elsewhere(stage.database)
        play(stage, story)
        assert differences(stage, ends(stage.database), alive) == []


def count_from_elsewhere(database: Database) -> None:
    """Have PostgreSQL number the rows of each table otherwise, as after ever so many turns that died."""
    if database.is_sqlite:
        return  # It numbers them without gaps.
    with database.read() as connection:
        names = sorted(connection.execute(text("SELECT sequencename FROM pg_sequences")).scalars())
    as_owner(database, *(f"ALTER SEQUENCE {name} RESTART WITH {1_007 * nth}" for nth, name in enumerate(names, 5)))


def test_a_migration_that_dies_anywhere_is_done_in_the_end(empty: Database, tmp_path: Path) -> None:
    """It dies ever further on, until it comes through; on PostgreSQL some of it is done already by then."""
    step = 2 if LONGER > 1 else 25
    deaths = 0
    while True:
        url = empty.url.render_as_string(hide_password=False)
        with nursery().born(url, tmp_path, ()) as line:
            line.send(("migrate", (1 + deaths * step,), frozenset()))
            how, _, _ = line.recv()
        status = nursery().ended()
        if how == "done":
            break
        assert (how, status) == ("dead", KILLED)
        deaths += 1
    assert deaths > 1
    assert empty.standing() is Standing.CURRENT
    with tempfile.TemporaryDirectory(prefix="kaspro-d3-") as folder:
        whole = fresh(empty.engine.dialect.name, Path(folder))
        assert schema(empty) == schema(whole)
        drop(whole)
    figure("D3", empty, f"a migration dies {deaths} times, 0 differences", lost=0)
