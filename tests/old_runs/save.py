"""Save this release's runs, one at a typical question of each flow, and every SQL statement that it executes.

`python -m tests.old_runs.save 0.3.0`, when the release is made; takes some minutes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from sqlalchemy import text

from models.customers import Tier
from tests.databases import drop, fresh
from tests.old_runs.statements import gathered
from tests.stage import OTHER_PIN, PIN, Stage

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
STORIES = (
    *(f"tests/{name}" for name in ("models", "pages", "sandbox", "staff")),
    *(f"tests/test_{name}.py" for name in ("conversations", "sender", "webhooks", "cli", "keypad", "old_runs")),
)
"""The tests in which the program does all that it can."""
SARI = "081298764567"
CONVERSATIONS = {
    "transfer": ("telegram", "budi", [f"kirim 50rb ke {SARI} buat makan", "ya"]),
    "transfer_at_the_review": ("whatsapp", "budi", [f"kirim 1,2jt ke {SARI}"]),
    "transfer_at_the_amount": ("telegram", "budi", [f"kirim uang ke {SARI}"]),
    "change_pin": ("telegram", "budi", ["ganti pin", PIN, OTHER_PIN]),
    "reset_pin": ("telegram", "sari", ["[Buat PIN baru]", "(OTP)", OTHER_PIN]),
    "forgot_pin": ("telegram", "budi", ["lupa pin", "Budi Hartono"]),
    "block_account": ("telegram", "budi", ["blokir akun"]),
    "premium": ("telegram", "sari", ["naik premium", "ktp"]),
    "withdraw": ("telegram", "budi", ["tarik 300rb di alfamart", "ya"]),
    "withdraw_at_the_amount": ("whatsapp", "budi", ["tarik tunai di indomaret"]),
    "withdraw_friend": ("telegram", "budi", [f"tarik 100rb lewat teman {SARI}"]),
    "close_account": ("telegram", "sari", ["tutup akun"]),
    "topup": ("telegram", "budi", ["isi saldo"]),
    "language": ("telegram", "budi", ["ganti bahasa"]),
    "register": ("telegram", "joko", ["daftar", "081355512345", "(OTP)", "Joko"]),
    "link": ("telegram", "joko", ["hubungkan akun", SARI, "(OTP)"]),
    "link_at_the_code": ("telegram", "joko", ["hubungkan akun", SARI]),
}


def people(stage: Stage) -> None:
    """Budi and Sari, as in every story; Sari may set a new PIN."""
    stage.add("budi", tier=Tier.PREMIUM, balance=1_250_000, channels=("whatsapp", "telegram"))
    stage.add("sari", channels=("telegram", "whatsapp"))
    stage.staff(["add", "ani", "--role", "agent"])
    stage.staff(["reset-pin", SARI, "--reason", "KTP", "--by", "ani", "--without-case"])
    stage.send()


def state_after(channel: str, name: str, said: list[str]) -> str:
    """Return what a conversation has come to."""
    with tempfile.TemporaryDirectory(prefix="kaspro-old-") as folder:
        stage = Stage(fresh("sqlite", Path(folder)))
        people(stage)
        for words in said:
            if words == "(OTP)":
                stage.say(channel, name, stage.code("joko" if stage.phone("sms", "joko") else "sari"))
            elif words.startswith("["):
                stage.say("telegram", "sari", "menu")
                stage.tap("telegram", "sari", words[1:-1])
            else:
                stage.say(channel, name, words)
        asked = text(
            "SELECT c.state FROM conversations c JOIN identities i ON i.id = c.identity_id "
            "WHERE i.channel = :channel AND i.sender = :sender"
        )
        with stage.database.read() as connection:
            found = connection.execute(asked, {"channel": channel, "sender": stage.sender_of(channel, name)})
            state = str(found.scalar_one())
        drop(stage.database)
    return state


def statements() -> dict[str, list[str]]:
    """Return what the program executes while its tests talk to it, do its jobs and look at the desk."""
    with tempfile.TemporaryDirectory(prefix="kaspro-statements-") as folder:
        command = [sys.executable, "-m", "pytest", "-p", "tests.old_runs.statements", *STORIES]
        subprocess.run(command, cwd=ROOT, env={**os.environ, "KASPRO_STATEMENTS": folder}, check=True)
        return gathered(Path(folder))


def main(release: str) -> None:
    """Write a file for each run, and one with the statements."""
    folder = FOLDER / release
    folder.mkdir(exist_ok=True)
    for file, (channel, name, said) in CONVERSATIONS.items():
        kept = {"chat": [channel, name], "state": json.loads(state_after(channel, name, said))}
        (folder / f"{file}.json").write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n")
    (folder / "statements.json").write_text(json.dumps(statements(), ensure_ascii=False, indent=0) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
