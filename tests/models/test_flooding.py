"""Flooding: what is read at which pace, and when a flood is over."""

from __future__ import annotations

import pytest

from models.database import Database
from models.figures import set_figure
from models.flooding import CALM_MS, WINDOW_MS, Pace, paced

MINUTE = 60_000


@pytest.fixture
def limited(database: Database) -> Database:
    """Thirty messages a minute, as in production."""
    with database.begin() as connection:
        set_figure(connection, "flood.messages_per_minute", 30)
    return database


def play(database: Database, *times: int, before: Pace | None = None) -> tuple[list[bool], Pace]:
    """Return which messages at these times were read, and the pace after them."""
    pace, read = before or Pace(0, 0), []
    with database.begin() as connection:
        for at in times:
            pace = paced(connection, pace, at)
            read.append(pace.unread == 0)
    return read, pace


def test_thirty_at_once_are_read_and_no_more(limited: Database) -> None:
    read, pace = play(limited, *range(MINUTE, MINUTE + 40))
    assert read == [True] * 30 + [False] * 10
    assert pace.unread == 10


def test_one_in_two_seconds_is_read_for_ever(limited: Database) -> None:
    read, _ = play(limited, *range(MINUTE, 10 * MINUTE, 2_000))
    assert all(read)


def test_a_flood_that_slows_down_but_never_pauses_is_not_read(limited: Database) -> None:
    _, flood = play(limited, *range(MINUTE, MINUTE + 100))
    read, pace = play(limited, *range(2 * MINUTE, 4 * MINUTE, 1_500), before=Pace(2 * MINUTE + WINDOW_MS, flood.unread))
    assert not any(read)
    assert pace.unread == flood.unread + len(read)


def test_whoever_pauses_is_read_again_and_has_half_a_minutes_worth(limited: Database) -> None:
    _, flood = play(limited, *range(MINUTE, MINUTE + 1_000))
    after = MINUTE + 1_000 + WINDOW_MS - CALM_MS
    assert play(limited, after - 1_000, before=flood)[0] == [False]
    read, pace = play(limited, *range(after + 2_000, after + 2_020), before=flood)
    assert read == [True] * 16 + [False] * 4
    assert pace.unread == 4


def test_a_clock_that_was_set_back_stops_nobody_for_long(limited: Database) -> None:
    read, pace = play(limited, 10 * MINUTE, before=Pace(1_000 * MINUTE, 5))
    assert read == [False]
    assert play(limited, 12 * MINUTE, before=pace)[0] == [True]


def test_nobody_is_stopped_where_the_figure_is_zero(database: Database) -> None:
    with database.begin() as connection:
        set_figure(connection, "flood.messages_per_minute", 0)
    read, _ = play(database, *range(MINUTE, MINUTE + 500))
    assert all(read)


def test_what_was_kept_through_an_outage_counts_for_when_it_was_written(limited: Database) -> None:
    at, pace, read = 10 * MINUTE, Pace(0, 0), 0
    with limited.begin() as connection:
        for nth in range(80):
            pace = paced(connection, pace, at + nth, MINUTE + nth * 5_000)
            read += pace.unread == 0
        assert read == 80
        for nth in range(1_000):
            pace = paced(connection, pace, at + 100 + nth, MINUTE + 500_000 + nth)
            read += pace.unread == 0
    assert read < 200, "a flood in the outage is one still"


def test_a_message_from_the_future_has_no_more_time_than_any(limited: Database) -> None:
    with limited.begin() as connection:
        assert paced(connection, Pace(0, 0), MINUTE, 9 * MINUTE) == paced(connection, Pace(0, 0), MINUTE)
