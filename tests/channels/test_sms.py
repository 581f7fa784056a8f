"""SMS: plain cheap words out, nothing in."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.base import NotProven, Request, Unreadable
from bot.channels.sms import GSM7, Sms, gsm7
from bot.message import Deed, Doing, Outgoing, Pressable, Result, Sent
from tests.channels import peers
from tests.channels.peers import Answer, peer, says

SARI = "+6281298764567"
CODE = Outgoing(SARI, "KasPro: kode OTP *731204*, berlaku 5 menit.", buttons=(Pressable("Kirim ulang kode", data="k"),))

Value = TypeVar("Value")


def using(url: str, deed: Callable[[Sms], Awaitable[Value]]) -> Value:
    async def carry_out() -> Value:
        sms = Sms("AC1", "token", "+14155238886", url, timeout=0.25)
        try:
            return await deed(sms)
        finally:
            await sms.close()

    return asyncio.run(carry_out())


def test_a_code_is_sent_in_plain_words() -> None:
    with peer(says({"sid": "SM501"}, status=201)) as twilio:
        assert using(twilio.url, lambda sms: sms.send(CODE)) == Sent(Result.SENT, "SM501")
    body = "KasPro: kode OTP 731204, berlaku 5 menit."
    assert twilio.calls[0].form == {"To": SARI, "From": "+14155238886", "Body": body}


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        (says({"code": 21211}, status=400), Result.FAILED),
        (says({"code": 21610}, status=400), Result.BLOCKED),
        (says({"code": 20429}, status=429), Result.RETRY),
        (says({"code": 20500}, status=500), Result.UNKNOWN),
        (peers.HANGS, Result.UNKNOWN),
        (peers.HANGS_UP, Result.UNKNOWN),
    ],
)
def test_each_answer_says_what_became_of_the_message(answer: Answer, result: Result) -> None:
    with peer(answer) as twilio:
        assert using(twilio.url, lambda sms: sms.send(CODE)).result is result


def test_what_cannot_connect_was_not_sent() -> None:
    with peers.refusing() as url:
        assert using(url, lambda sms: sms.send(CODE)).result is Result.RETRY


def test_a_code_is_looked_up_as_it_was_worded() -> None:
    listed = [{"sid": "SM1", "body": "KasPro: kode OTP 731204, berlaku 5 menit."}, {"sid": "SM2", "body": "lain"}]
    with peer(says({"messages": listed, "page": 0})) as twilio:
        assert using(twilio.url, lambda sms: sms.look_up(CODE, time.time())) == ["SM1"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0812••••4567", "0812****4567"),
        ("✅ *Rp50.000* masuk", "Rp50.000 masuk"),
        ("⚠️ Awas – “jangan” …", 'Awas - "jangan" ...'),
        ("José Ñandú à la", "José Ñandu à la"),
        ("Ngô Đình", "Ngo ?ình"),
        ("👨‍👩‍👧 keluarga", "keluarga"),
        ("\ue000x\ue001", "*x'"),
    ],
)
def test_words_stay_in_the_cheap_alphabet(text: str, words: str) -> None:
    assert Sms("AC1", "token", "+1").word(Outgoing(SARI, text)) == words


@given(st.text())
def test_nothing_leaves_the_cheap_alphabet(text: str) -> None:
    assert set(gsm7(text)) <= GSM7


def test_no_sms_is_taken_in() -> None:
    sms, request = Sms("AC1", "token", "+1"), Request("", {}, b"")
    with pytest.raises(NotProven):
        sms.prove(request)
    with pytest.raises(Unreadable):
        sms.read(request)


def test_there_are_no_silent_acts() -> None:
    assert using("", lambda sms: sms.do(Doing(Deed.TYPING, SARI))).result is Result.FAILED
