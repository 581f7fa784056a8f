"""Media: the folder of encrypted files under MEDIA_PATH; knows names and bytes, and never what is in them.

A file is written before the row that names it, and dropped after the row is gone. What a crash leaves between the two
is swept away a day later.
"""

from __future__ import annotations

import os
import re
import secrets
import tempfile
from collections.abc import Container, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

_NAME = re.compile(r"[0-9a-f]{32}")
_BEGUN = ".begun-"


class MediaStore:
    """The files in this folder, two levels down so that no folder grows large."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def keep(self, blob: bytes) -> str:
        """Keep the bytes and return the name they are found by; when this returns they outlive a power cut."""
        name = secrets.token_hex(16)
        place = self._place(name)
        self._make(place.parent)
        descriptor, begun = tempfile.mkstemp(prefix=_BEGUN, dir=place.parent)  # Of mode 600, as it stays.
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(blob)
                file.flush()
                os.fsync(file.fileno())
            Path(begun).rename(place)
        except BaseException:
            Path(begun).unlink(missing_ok=True)
            raise
        _sync(place.parent)
        return name

    def read(self, name: str) -> bytes:
        """Return the bytes of this name; FileNotFoundError if there are none, ValueError if it is no name."""
        return self._place(name).read_bytes()

    def drop(self, name: str) -> None:
        """Delete the file of this name, if there is one; ValueError if it is no name."""
        self._place(name).unlink(missing_ok=True)

    def sweep(self, known: Container[str], older_than: datetime) -> int:
        """Delete files that no row knows, written before this moment of real time, and return how many went."""
        gone = 0
        for file in self._files():
            # A file just written may belong to a row that is about to be: only age tells.
            with suppress(FileNotFoundError):
                if file.name not in known and file.stat().st_mtime < older_than.timestamp():
                    file.unlink()
                    gone += 1
        return gone

    def _files(self) -> Iterator[Path]:
        """Yield what `keep` wrote or began, and nothing else that may lie there."""
        for file in self.path.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
            ours = _NAME.fullmatch(file.name) or file.name.startswith(_BEGUN)
            if ours and file.is_file() and not file.is_symlink():
                yield file

    def _place(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError("not the name of a file that was kept here")
        return self.path / name[:2] / name[2:4] / name

    def _make(self, folder: Path) -> None:
        """Make the folders down to this one, for their owner alone, each written through to the disk."""
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        for each in reversed(missing):
            each.mkdir(mode=0o700, exist_ok=True)
            _sync(each.parent)


def _sync(folder: Path) -> None:
    """Write the folder's list of names through to the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
