"""Every transcript goes as it is written, with a restart between any two lines.

On both databases where money moves, waits or comes twice; what is about words alone is played on PostgreSQL only with
KASPRO_LONG=1, for it takes a third of all tests' time.
"""

from __future__ import annotations

import pytest

from bot.chat import FLOWS
from models.check_books import check
from tests.databases import mostly_on_sqlite
from tests.stage import Stage
from tests.transcripts import FOLDER, Player, Transcript, read, transcripts, write

ALL = list(transcripts())
ON_BOTH = ("happy", "repeats", "timeouts")


@pytest.mark.parametrize(
    "transcript",
    [
        pytest.param(
            each,
            id=f"{each.path.parent.name}/{each.path.stem}/{each.name}",
            marks=() if each.path.parent.name in ON_BOTH else mostly_on_sqlite,
        )
        for each in ALL
    ],
)
def test_it_goes_as_written(transcript: Transcript, empty_stage: Stage, request: pytest.FixtureRequest) -> None:
    played = Player(empty_stage).play(transcript)
    if request.config.getoption("--update"):
        rest = [played if each.name == transcript.name else each for each in read(transcript.path)]
        write(transcript.path, rest)
    else:
        assert _lines(played) == _lines(transcript)
    with empty_stage.database.read() as connection:
        assert check(connection) == []


def test_each_name_stands_once_in_its_file() -> None:
    names = [(each.path, each.name) for each in ALL]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("flow", sorted(FLOWS))
def test_each_flow_has_transcripts_in_both_languages(flow: str) -> None:
    files = [path for path in FOLDER.rglob("*.txt") if path.stem.split(".")[0] == flow]
    assert any(not path.stem.endswith(".en") for path in files), f"no transcript of {flow} in Indonesian"
    assert any(path.stem.endswith(".en") for path in files), f"no transcript of {flow} in English"


def _lines(transcript: Transcript) -> list[str]:
    return [line for block in transcript.blocks for line in (block.deed, *block.replies)]
