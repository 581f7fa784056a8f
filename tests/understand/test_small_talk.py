"""Small talk is a whole message about the talk itself, and nothing that says more."""

from __future__ import annotations

import pytest

from bot.understand.small_talk import SmallTalk, small_talk


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("apa?", SmallTalk.REPEAT), ("apa tadi kak", SmallTalk.REPEAT), ("ulangi", SmallTalk.REPEAT),
        ("Tolong ulangi dong", SmallTalk.REPEAT), ("hah?", SmallTalk.REPEAT), ("what?", SmallTalk.REPEAT),
        ("say again please", SmallTalk.REPEAT), ("Could you repeat that?", SmallTalk.REPEAT), ("??", SmallTalk.REPEAT),
        ("anjing lu", SmallTalk.INSULT), ("dasar bot GOBLOKKK", SmallTalk.INSULT), ("fuck you", SmallTalk.INSULT),
        ("stupid bot!!!", SmallTalk.INSULT), ("you are useless", SmallTalk.INSULT), ("bot payah", SmallTalk.INSULT),
        ("ini bot ya?", SmallTalk.ROBOT), ("are you a robot", SmallTalk.ROBOT), ("kamu robot?", SmallTalk.ROBOT),
        ("kamu manusia?", SmallTalk.PERSON), ("Are you human?", SmallTalk.PERSON),
        ("siapa ini", SmallTalk.WHO), ("ini bot atau orang?", SmallTalk.WHO), ("who are you?", SmallTalk.WHO),
        ("bisa apa aja", SmallTalk.ABILITIES), ("kamu bisa apa sih?", SmallTalk.ABILITIES),
        ("what can you do?", SmallTalk.ABILITIES), ("🙏", SmallTalk.THANKS), ("👍🏽👍🏽", SmallTalk.THANKS),
        ("😂", SmallTalk.SIGNS), ("...", SmallTalk.SIGNS), ("👎", SmallTalk.SIGNS),
        ("你好", SmallTalk.OTHER_SCRIPT), ("перевод денег", SmallTalk.OTHER_SCRIPT), ("kirim " * 80, SmallTalk.LONG),
    ],
)  # fmt: skip
def test_it_is_told_what_it_is_about(text: str, about: SmallTalk) -> None:
    assert small_talk(text) is about


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "ya", "tidak", "saldo", "apa biayanya?", "apa itu premium?", "what is the fee?", "bisa kirim uang?",
        "kirim 50rb ke budi", "goblok, uangku mana?", "dasar goblok saldo saya hilang", "saldo payah", "bot 50rb",
        "ulangi transfer kemarin", "repeat my last transfer", "send it again", "what can you do about my money?",
        "siapa yang kirim uang ke saya?", "saya ditipu", "penipu", "halo bot", "kіrim 50rb", "1", "50rb?", "5",
    ],
)  # fmt: skip
def test_whatever_says_more_is_none(text: str) -> None:
    assert small_talk(text) is None
