"""Commands: the menu that Telegram shows, by language."""

from __future__ import annotations

from bot.words import LANGUAGES, Speaker, t
from models.clock import from_ms

COMMANDS = {
    "saldo": t("Check balance"),
    "kirim": t("Send money"),
    "isi": t("Top up"),
    "tarik": t("Withdraw cash"),
    "mutasi": t("See history"),
    "premium": t("Go Premium"),
    "pin": t("Change PIN"),
    "blokir": t("Block account"),
    "bahasa": t("Change language"),
    "menu": t("See menu"),
    "batal": t("Cancel"),
    "bantuan": t("Help"),
    "petugas": t("Talk to a person"),
}
IN_ENGLISH = {
    "saldo": "balance",
    "kirim": "send",
    "isi": "topup",
    "tarik": "withdraw",
    "mutasi": "history",
    "premium": "premium",
    "pin": "pin",
    "blokir": "block",
    "bahasa": "language",
    "menu": "menu",
    "batal": "cancel",
    "bantuan": "help",
    "petugas": "person",
}


def menu() -> dict[str, list[tuple[str, str]]]:
    """Return the commands and what they do, by language."""
    found = {}
    for language in LANGUAGES:
        speaker = Speaker(language, from_ms(0))
        names = IN_ENGLISH if language == "en" else {name: name for name in COMMANDS}
        found[language] = [(names[name], speaker.say(words)) for name, words in COMMANDS.items()]
    return found
