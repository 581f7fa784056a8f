"""The score card: by this the tests of trust tell what they counted, before they judge it.

`pytest -s` shows each figure as a line. `make soak` names a file by `KASPRO_SCORE`, collects the same figures in it,
and makes the score card of docs/trust.md of them.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from models.database import Database

SHOWN = {
    "D1": "transfers at once, all balances read meanwhile",
    "D2": "any sequence of what customers do, against a model",
    "D3": "a process dies at a named point, everything is delivered again",
    "D4": "webhooks that come again, with the same body and with another",
    "D5": "messages out of order, old buttons",
    "D6": "history that is edited: refused by the database",
    "D7": "one wallet paid by everybody, two that pay each other",
    "D8": "a locked database, a full disk, I/O errors",
    "D9": "the answer to COMMIT is lost",
    "D10": "the ends of a hold race each other",
    "D11": "a limit split over transfers at once",
    "D12": "amounts in any text",
    "D13": "the sender dies after it sent",
    "D14": "a provider that is sick",
    "D15": "two senders",
    "D16": "forged webhooks",
    "D17": "weak PINs, a stolen database",
    "D18": "PINs guessed at once",
    "D19": "codes by SMS, abused",
    "D20": "secrets in any column, message, page or log",
    "D21": "who has a wallet cannot be found out",
    "D22": "somebody else's number or chat",
    "D23": "hostile photos and addresses",
    "D24": "one flood among two hundred others",
    "D25": "rights of staff, four eyes",
    "D26": "attacks on the desk's pages",
    "D28": "a backup, restored, and everything delivered again",
    "D27": "audit rows edited, deleted, inserted, swapped, cut off",
    "D29": "tests without teeth: bugs put in on purpose",
    "D30": "smells in the code, old parts",
    "Block": "a block while money moves",
    "Cash": "cash with a friend: its ends race each other",
    "Walk": "all flows, any process killed at any moment",
    "Deploy": "a release under load",
    "Laws": "laws of conversations",
}
"""What each number shows, in a few words."""

ELSEWHERE = {
    "D12": "shown by tests/understand/test_amounts.py and test_laws.py in every run of `make test`, without a figure",
    "D16": "shown by tests/test_webhooks.py and tests/channels in every run of `make test`, without a figure",
    "D21": "shown in part by tests/trust/test_probing.py and the transcripts; times were not compared",
    "D25": "shown in part by tests/staff/test_sign_in.py; four eyes are not built yet",
    "D27": "the database refuses it (D6); a chain of digests over the rows is not built yet",
    "D29": "not done: no bugs were put in on purpose but those of tests/models/test_check_books.py",
    "D30": "ruff's security rules run in every `make check`; dependencies are not checked against a list of faults",
    "D26": "shown in part by tests/staff/test_guards.py, without a figure",
}
"""Where a number without a figure is shown, as far as it is."""

NOT_SHOWN = (
    "Power loss. A killed process loses nothing that the kernel has; what a disk loses that lies about its syncs "
    "cannot be shown without such a disk. SQLite runs with synchronous=EXTRA for it, PostgreSQL with its own defaults.",
    "PostgreSQL with fsync: for speed the server of the tests has it off, so its own crashes are not part of this.",
    "A disk of PostgreSQL that is full: the server is made to answer as it does then (53100).",
    "Telegram and Twilio themselves: their part is played by servers on sockets of this machine.",
    "A replica that takes over, and a network between the program and the database: the wire is a local socket.",
    "Rights of the host: who has the database, `SECRET_KEY` and `PIN_PEPPER` together has everything.",
)
"""What no test here can show."""


def figure(
    number: str,
    database: Database | str,
    told: str,
    *,
    lost: int | None = None,
    doubled: int | None = None,
    secrets: int | None = None,
) -> None:
    """Tell what a test counted, on which database ("" where there is none).

    `lost` counts what was acknowledged and is gone, `doubled` what had its effect twice, `secrets` what stood in clear:
    whichever of these the test looks for. It is called before the test judges, so that a bad figure is on the card.
    """
    if number not in SHOWN:
        raise ValueError(f"{number} needs a line in tests/trust/score.py")
    kind = database if isinstance(database, str) else database.engine.dialect.name
    print(f"\n{f'{number} {kind}'.strip()}: {told}")
    file = os.environ.get("KASPRO_SCORE")
    if not file:
        return
    counts = {"lost": lost, "doubled": doubled, "secrets": secrets}
    test = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]
    line = json.dumps({"number": number, "database": kind, "told": told, **counts, "test": test}, ensure_ascii=False)
    # One write at the end of the file: workers share it.
    with Path(file).open("ab", buffering=0) as score:
        score.write(f"{line}\n".encode())
