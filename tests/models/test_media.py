"""Media: files that are kept are whole, private and found again; nothing else can be reached by a name."""

from __future__ import annotations

import os
import re
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.media import MediaStore

NOBODY = "0" * 32


@pytest.fixture
def store(tmp_path: Path) -> MediaStore:
    return MediaStore(tmp_path / "var" / "media")


def everything(store: MediaStore) -> list[Path]:
    return sorted(path for path in store.path.rglob("*") if path.is_file())


def aged(path: Path, by: timedelta) -> None:
    then = (datetime.now(UTC) - by).timestamp()
    os.utime(path, (then, then))


def yesterday() -> datetime:
    return datetime.now(UTC) - timedelta(days=1)


def test_what_is_kept_is_read_again(store: MediaStore) -> None:
    names = {store.keep(b"one"): b"one", store.keep(b"one"): b"one", store.keep(b""): b""}
    assert len(names) == 3
    assert {name: store.read(name) for name in names} == names
    assert MediaStore(store.path).read(next(iter(names))) == b"one"


def test_names_are_random_and_spread_over_folders(store: MediaStore) -> None:
    name = store.keep(b"one")
    assert re.fullmatch("[0-9a-f]{32}", name)
    assert everything(store) == [store.path / name[:2] / name[2:4] / name]


def test_files_and_folders_are_their_owners_alone(store: MediaStore) -> None:
    name = store.keep(b"one")
    file = store.path / name[:2] / name[2:4] / name
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for folder in (file.parent, file.parent.parent, store.path):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_what_is_dropped_is_gone_and_dropping_again_is_no_matter(store: MediaStore) -> None:
    name = store.keep(b"one")
    store.drop(name)
    store.drop(name)
    assert everything(store) == []
    with pytest.raises(FileNotFoundError):
        store.read(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "..", "../../etc/passwd", "/etc/passwd", "a" * 31, "a" * 33, "A" * 32, "٣" * 32),
        *(f"../{'a' * 29}", f"{'a' * 16}/{'a' * 15}", "a" * 31 + "\n", "a" * 32 + "\n", "a" * 32 + "\0"),
    ],
)
def test_what_is_no_name_reaches_nothing(store: MediaStore, name: str) -> None:
    store.keep(b"one")
    with pytest.raises(ValueError, match="not the name"):
        store.read(name)
    with pytest.raises(ValueError, match="not the name"):
        store.drop(name)


def test_a_write_that_fails_leaves_nothing(store: MediaStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("models.media.os.fsync", full)
    store.path.mkdir(parents=True)
    with pytest.raises(OSError, match="No space"):
        store.keep(b"one")
    assert everything(store) == []


def test_the_file_is_on_the_disk_before_it_has_its_name(store: MediaStore, monkeypatch: pytest.MonkeyPatch) -> None:
    deeds: list[str] = []
    fsync, rename = os.fsync, Path.rename

    def noted_sync(descriptor: int) -> None:
        deeds.append("sync folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "sync file")
        fsync(descriptor)

    def noted_rename(path: Path, target: Path) -> Path:
        deeds.append("rename")
        return rename(path, target)

    monkeypatch.setattr("models.media.os.fsync", noted_sync)
    monkeypatch.setattr(Path, "rename", noted_rename)
    store.keep(b"one")
    assert deeds[-3:] == ["sync file", "rename", "sync folder"]


def test_only_what_nobody_knows_and_is_old_is_swept(store: MediaStore) -> None:
    known, new, lost = store.keep(b"known"), store.keep(b"new"), store.keep(b"lost")
    folder = store.path / lost[:2] / lost[2:4]
    begun, foreign = folder / ".begun-abc", folder / "README"
    begun.write_bytes(b"half")
    foreign.write_bytes(b"an operator's")
    (store.path / "lost+found").mkdir()
    for name in (known, lost):
        aged(store.path / name[:2] / name[2:4] / name, timedelta(days=2))
    aged(begun, timedelta(days=2))
    aged(foreign, timedelta(days=2))
    assert store.sweep({known}, yesterday()) == 2
    assert (store.read(known), store.read(new)) == (b"known", b"new")
    assert not begun.exists()
    assert foreign.exists()
    with pytest.raises(FileNotFoundError):
        store.read(lost)


def test_a_folder_that_is_not_there_yet_is_swept_without_a_word(store: MediaStore) -> None:
    assert store.sweep(set(), yesterday()) == 0
    with pytest.raises(FileNotFoundError):
        store.read(NOBODY)


def test_a_link_is_not_followed(store: MediaStore, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"not ours")
    name = store.keep(b"one")
    link = store.path / name[:2] / name[2:4] / NOBODY
    link.symlink_to(outside)
    aged(outside, timedelta(days=9))
    assert store.sweep({name}, yesterday()) == 0
    assert outside.exists()
