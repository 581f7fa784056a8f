"""Takes every file of a folder as a customer's photo, and keeps what came of it as the wallet does.

Run as programs of their own, so that each one's peak of memory is of its work alone:
`python -m tests.trust.hostile read files made`, then `python -m tests.trust.hostile keep made store url`.
"""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path
from typing import Any

from models.photos import Photo, PhotoRefused, read_photo


def read(files: Path, made: Path) -> dict[str, Any]:
    """Write what can be used to `made`; return by file why it cannot, or an empty text, and what the slowest took."""
    outcomes, slowest = {}, 0.0
    for file in sorted(files.iterdir()):
        began = time.monotonic()
        photo = read_photo(file.read_bytes())
        slowest = max(slowest, time.monotonic() - began)
        outcomes[file.name] = photo.why if isinstance(photo, PhotoRefused) else ""
        if isinstance(photo, Photo):
            (made / f"{file.name} {photo.width} {photo.height}").write_bytes(photo.data)
    return {"outcomes": outcomes, "slowest": slowest}


def keep(made: Path, folder: Path, url: str) -> dict[str, Any]:
    """Keep every photo as the first customer's: encrypted, in a file and a row."""
    from models.clock import now
    from models.customers import CustomerId
    from models.database import Database
    from models.kept_photos import PhotoKind, add_photo, context
    from models.media import MediaStore
    from models.secrets import Secrets
    from models.vault import encrypt, key_of

    secrets = Secrets(key="k" * 40, pepper="p" * 40)
    budi, store, database = CustomerId(1), MediaStore(folder), Database(url)
    for file in sorted(made.iterdir()):
        _, width, height = file.name.split()
        photo = Photo(file.read_bytes(), int(width), int(height))
        with database.begin() as connection:
            moment = now(connection)
            key = key_of(connection, secrets, budi, moment)
            name = store.keep(encrypt(key, photo.data, context(budi, PhotoKind.ID)))
            add_photo(connection, customer=budi, kind=PhotoKind.ID, name=name, photo=photo, at=moment)
    return {}


def peak_mib() -> int:
    """Return the most memory that this program ever held; `getrusage` would tell its parent's too."""
    (told,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(told) // 1024


if __name__ == "__main__":
    deed, first, second, *url = sys.argv[1:]
    told = read(Path(first), Path(second)) if deed == "read" else keep(Path(first), Path(second), *url)
    print(json.dumps({**told, "peak": peak_mib()}))
