"""WhatsApp: signed forms in, numbered menus out, and every way in which sending ends, over real sockets."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from bot.channels.base import Ignored, NotProven, Request, Unreadable
from bot.channels.whatsapp import Status, WhatsApp
from bot.message import Ask, Deed, Doing, Kind, Message, Outgoing, Pressable, Result, Sent
from tests.channels import peers
from tests.channels.peers import Answer, peer, says

URL = "https://kaspro.id/whatsapp"
TOKEN = "0123456789abcdef"
OURS = "whatsapp:+14155238886"
PHRASES = {
    "id": {"consent": "Balas YA untuk {deed}, atau tulis yang mau diubah.", "pick": "Balas angkanya."},
    "en": {"consent": "Reply YES to {deed}, or write what to change.", "pick": "Reply with the number."},
}
SENT_ANSWER = says({"sid": "SM501", "status": "queued"}, status=201)
BUDI = "whatsapp:+6281277665544"
HALO = Outgoing(BUDI, "Halo *Budi*")

Value = TypeVar("Value")


def channel(url: str = "", timeout: float = 0.25, status_url: str = "") -> WhatsApp:
    return WhatsApp("AC1", TOKEN, OURS, phrases=PHRASES, api_url=url, status_url=status_url, timeout=timeout)


def using(url: str, deed: Callable[[WhatsApp], Awaitable[Value]], status_url: str = "") -> Value:
    async def carry_out() -> Value:
        whatsapp = channel(url, status_url=status_url)
        try:
            return await deed(whatsapp)
        finally:
            await whatsapp.close()

    return asyncio.run(carry_out())


def sending(url: str, out: Outgoing = HALO) -> Sent:
    return using(url, lambda whatsapp: whatsapp.send(out))


def form(**fields: str) -> dict[str, str]:
    return {
        "MessageSid": "SM1",
        "AccountSid": "AC1",
        "From": BUDI,
        "To": OURS,
        "Body": "saldo",
        "ProfileName": "Budi",
        "WaId": "6281277665544",
        "NumMedia": "0",
        "SmsStatus": "received",
        "MessageType": "text",
        "ApiVersion": "2010-04-01",
    } | fields


def request(body: bytes, signature: str = "", url: str = URL) -> Request:
    headers = {"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8", "X-Twilio-Signature": signature}
    return Request(url, headers, body)


def signed(fields: Any, url: str = URL, token: str = TOKEN) -> Request:
    signature: str = RequestValidator(token).compute_signature(url, fields)
    return request(urlencode(fields).encode(), signature, url)


def heard(**fields: str) -> Message:
    message = channel().read(request(urlencode(form(**fields)).encode()))
    assert isinstance(message, Message)
    return message


# Who calls.


@pytest.mark.parametrize(
    "fields",
    [
        form(),
        form(Body=""),
        form(Body="  kirim 50rb & doa +1 = 😀 \r\n"),
        form(**{"Field Of Next Year": "50%"}),
    ],
)
def test_a_form_signed_by_twilio_is_proved(fields: dict[str, str]) -> None:
    channel().prove(signed(fields))


def test_the_query_is_part_of_what_is_signed() -> None:
    channel().prove(signed(form(), f"{URL}?bot=1"))


def test_a_repeated_field_counts_with_all_its_values() -> None:
    # Worked out by hand, as Twilio describes it: the values of one name follow each other, in order.
    signature = RequestValidator(TOKEN).compute_signature(URL, {"A": "1A2"})
    channel().prove(request(b"A=1&A=2", signature))
    flattened = RequestValidator(TOKEN).compute_signature(URL, {"A": "1"})
    with pytest.raises(NotProven):
        channel().prove(request(b"A=1&A=2", flattened))


@pytest.mark.parametrize(
    "refused",
    [
        request(urlencode(form()).encode()),
        request(urlencode(form()).encode(), "nonsense"),
        request(urlencode(form()).encode(), "é密\udce9" * 10),
        request(urlencode(form()).encode(), base64.b64encode(b"x" * 20).decode()),
        request(urlencode(form()).encode(), signed(form(), "https://kaspro.id/whatsapp/status").headers["X-Twilio-Signature"]),
        request(urlencode(form()).encode(), signed(form(), "http://kaspro.id/whatsapp").headers["X-Twilio-Signature"]),
        request(urlencode(form(Body="kirim 500rb")).encode(), signed(form()).headers["X-Twilio-Signature"]),
        request(urlencode(form() | {"Extra": ""}).encode() + b"&Extra2=", signed(form()).headers["X-Twilio-Signature"]),
        signed(form(), token="another"),
        request(b"%ff=%ff", signed(form()).headers["X-Twilio-Signature"]),
    ],
)  # fmt: skip
def test_anything_else_is_not(refused: Request) -> None:
    with pytest.raises(NotProven):
        channel().prove(refused)


def test_no_auth_token_lets_nobody_in() -> None:
    whatsapp = WhatsApp("AC1", "", OURS, phrases=PHRASES)
    with pytest.raises(NotProven):
        whatsapp.prove(signed(form(), token=""))


# What is said.


def test_a_text_is_heard() -> None:
    message = heard(ExternalUserId="whatsapp:ID.9f8e7d")
    assert message == Message(
        channel="whatsapp",
        sender="whatsapp:ID.9f8e7d",
        key="SM1",
        text="saldo",
        address=BUDI,
        phone="+6281277665544",
        name="Budi",
        message_id="SM1",
        body=message.body,
    )
    assert message.to == BUDI


def test_without_a_lasting_id_the_address_is_the_sender() -> None:
    assert heard().sender == BUDI


def test_a_hidden_number_is_not_made_up() -> None:
    message = heard(From="whatsapp:US.13491208655302741918", ExternalUserId="whatsapp:US.13491208655302741918", WaId="")
    assert (message.sender, message.to, message.phone) == ("whatsapp:US.13491208655302741918",) * 2 + ("",)


@pytest.mark.parametrize("address", ["whatsapp:6281277665544", "whatsapp:+0812", "whatsapp:+62812x", "whatsapp:+628\n"])
def test_only_a_whole_number_is_vouched_for(address: str) -> None:
    assert heard(From=address).phone == ""


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"Body": "saldo"}, Kind.TEXT),
        ({"Body": "Ya, kirim", "ButtonText": "Ya, kirim", "ButtonPayload": "k1"}, Kind.TAP),
        ({"Body": "Cek saldo", "ListId": "k1", "ListTitle": "Cek saldo"}, Kind.TAP),
        ({"Body": "Ya", "ButtonText": "Ya", "ButtonPayload": ""}, Kind.TEXT),
        ({"Body": "", "MediaContentType0": "image/jpeg", "MediaUrl0": "https://api.twilio.com/m"}, Kind.PHOTO),
        ({"Body": "KTP", "MediaContentType0": "audio/ogg", "MediaContentType1": "image/png"}, Kind.PHOTO),
        ({"Body": "", "MediaContentType0": "audio/ogg", "MediaUrl0": "https://api.twilio.com/m"}, Kind.VOICE),
        ({"Body": "", "MediaContentType0": "application/pdf", "MediaUrl0": "https://api.twilio.com/m"}, Kind.OTHER),
        ({"Body": "", "MediaContentType0": "text/vcard", "MediaUrl0": "https://api.twilio.com/m"}, Kind.OTHER),
        ({"Body": "", "MediaContentType0": "text/x-vcard"}, Kind.OTHER),
        ({"Body": "Monas", "Latitude": "-6.17", "Longitude": "106.82"}, Kind.OTHER),
        ({"Body": ""}, Kind.OTHER),
    ],
)
def test_each_kind_of_message_is_told_apart(fields: dict[str, str], kind: Kind) -> None:
    message = heard(**fields)
    assert message.kind is kind
    assert message.text == fields["Body"]
    assert message.button == ("k1" if kind is Kind.TAP else "")
    assert message.media == (fields.get("MediaUrl0", "") if kind is Kind.PHOTO else "")


def test_text_is_made_storable() -> None:
    assert heard(Body="a\x00b", ProfileName="Bu\x00di").text == "ab"


@pytest.mark.parametrize("fields", [{"From": "+6281277665544"}, {"From": OURS, "MessageStatus": "sent"}])
def test_what_no_customer_said_is_kept_and_ignored(fields: dict[str, str]) -> None:
    ignored = channel().read(request(urlencode(form(**fields)).encode()))
    assert isinstance(ignored, Ignored)
    assert ignored.key == "SM1"


@pytest.mark.parametrize(
    "bad",
    [
        request(b""),
        request(b"MessageSid=SM1"),
        request(b"From=whatsapp%3A%2B62812"),
        request(b"MessageSid=&From=whatsapp%3A%2B62812"),
        request(b"MessageSid=SM1&From=whatsapp%3A%2B62812&Body=%ff"),
        request(b"MessageSid=SM1&From=whatsapp%3A%2B62812&Body=\xff"),
        request(b"&".join(b"a=1" for _ in range(501))),
        Request(URL, {"Content-Type": "application/json"}, b'{"MessageSid": "SM1"}'),
        Request(URL, {}, urlencode(form()).encode()),
    ],
)
def test_what_is_no_form_of_a_message_is_unreadable(bad: Request) -> None:
    with pytest.raises(Unreadable):
        channel().read(bad)


@given(st.binary(max_size=60))
def test_no_body_makes_reading_crash(body: bytes) -> None:
    with contextlib.suppress(Unreadable):
        WHATSAPP.read(request(body))
    with pytest.raises(NotProven):
        WHATSAPP.prove(request(body, "x"))


WHATSAPP = channel()


# What becomes of our messages.


def test_a_status_is_read() -> None:
    fields = {"MessageSid": "SM501", "MessageStatus": "undelivered", "ErrorCode": "63016"}
    assert channel().read_status(signed(fields)) == Status("SM501", "undelivered", "63016")


def test_statuses_have_ranks() -> None:
    order = ["something new", "queued", "sending", "sent", "failed", "delivered", "read"]
    ranks = [Status("SM1", status).rank for status in order]
    assert ranks == sorted(set(ranks))
    assert Status("SM1", "failed").rank == Status("SM1", "undelivered").rank


@pytest.mark.parametrize("body", [b"", b"MessageSid=SM1", b"MessageStatus=sent"])
def test_what_is_no_status_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        channel().read_status(request(body))


# Words in place of buttons.

MENU = (Pressable("Cek saldo", data="a"), Pressable("Kirim uang", data="b"))
LINK = Pressable("Masukkan PIN", url="https://kaspro.id/pin/x_y_z")
TERMS = Pressable("Baca Syarat", url="https://kaspro.id/terms")
CONTACT = Pressable("Bagikan nomor", contact=True)
COPY = Pressable("Salin nomor", copy="1090")


SEND_ID, SEND_EN = Pressable("Ya, kirim", data="x!answer:yes"), Pressable("Yes, send", data="x!answer:yes")
YA = PHRASES["id"]["consent"].format(deed="kirim")
YES = PHRASES["en"]["consent"].format(deed="send")
MENU_WORDS = "\n\n*1* Cek saldo\n*2* Kirim uang\nBalas angkanya."


@pytest.mark.parametrize(
    ("out", "text"),
    [
        (Outgoing("x", "Halo *Budi*, \ue000hai\ue000."), "Halo *Budi*, hai."),
        (Outgoing("x", "Mau apa?", buttons=MENU, ask=Ask.CHOICE), f"Mau apa?{MENU_WORDS}"),
        (Outgoing("x", "✅ Terkirim.", buttons=MENU), f"✅ Terkirim.{MENU_WORDS}"),
        (Outgoing("x", "Hi?", "en", MENU[:1], Ask.CHOICE), "Hi?\n\n*1* Cek saldo\nReply with the number."),
        (Outgoing("x", "Apa?", "fr", MENU), f"Apa?{MENU_WORDS}"),
        (Outgoing("x", "Mau kirim berapa?", buttons=MENU, ask=Ask.ANSWER), "Mau kirim berapa?"),
        (Outgoing("x", "Kirim *Rp5*?", buttons=(SEND_ID, *MENU), ask=Ask.CONSENT), f"Kirim *Rp5*?\n{YA}"),
        (Outgoing("x", "Send *Rp5*?", "en", (SEND_EN, *MENU), Ask.CONSENT), f"Send *Rp5*?\n{YES}"),
        (Outgoing("x", "Enter your PIN.", "en", (LINK, *MENU), Ask.SECRET), f"Enter your PIN: {LINK.url}"),
        (Outgoing("x", "Buat PIN", buttons=(LINK,), ask=Ask.SECRET), f"Buat PIN: {LINK.url}"),
        (Outgoing("x", "Masukkan PIN.", buttons=MENU, ask=Ask.SECRET), "Masukkan PIN."),
        (Outgoing("x", "Nomormu?", buttons=(CONTACT, TERMS), ask=Ask.ANSWER), f"Nomormu?\nBaca Syarat: {TERMS.url}"),
        (Outgoing("x", "?", buttons=(TERMS, CONTACT, COPY, *MENU)), f"?\nBaca Syarat: {TERMS.url}{MENU_WORDS}"),
        (Outgoing("x", "Nomor VA: `1090`", buttons=(COPY,)), "Nomor VA: `1090`"),
    ],
)
def test_buttons_become_words(out: Outgoing, text: str) -> None:
    assert channel().word(out) == text


def test_choices_are_in_the_order_they_are_numbered() -> None:
    out = Outgoing("x", "Apa?", buttons=(TERMS, MENU[1], COPY, MENU[0]))
    assert channel().choices(out) == [MENU[1], MENU[0]]


@pytest.mark.parametrize("ask", [Ask.ANSWER, Ask.CONSENT, Ask.SECRET])
def test_nothing_is_numbered_where_a_number_or_an_agreement_is_wanted(ask: Ask) -> None:
    assert channel().choices(Outgoing("x", "?", buttons=MENU, ask=ask)) == []


# How sending ends.


def test_a_message_is_sent_with_its_status_asked_for() -> None:
    with peer(SENT_ANSWER) as twilio:
        status_url = "https://kaspro.id/whatsapp/status"
        assert using(twilio.url, lambda whatsapp: whatsapp.send(HALO), status_url) == Sent(Result.SENT, "SM501")
    call = twilio.calls[0]
    assert (call.method, call.path) == ("POST", "/2010-04-01/Accounts/AC1/Messages.json")
    assert call.form == {"To": BUDI, "From": OURS, "Body": "Halo *Budi*", "StatusCallback": status_url}
    assert call.headers["authorization"] == "Basic " + base64.b64encode(f"AC1:{TOKEN}".encode()).decode()


@pytest.mark.parametrize("to", ["whatsapp:US.134912", "+6281277665544", "whatsapp:+6281277665544"])
def test_every_sort_of_address_is_written_to(to: str) -> None:
    with peer(SENT_ANSWER) as twilio:
        sending(f"{twilio.url}/sandbox/twilio/", Outgoing(to, "Halo"))
    assert twilio.calls[0].form["To"] == f"whatsapp:{to.removeprefix('whatsapp:')}"
    assert twilio.calls[0].path == "/sandbox/twilio/2010-04-01/Accounts/AC1/Messages.json"


def refusal(status: int, code: int) -> Answer:
    return says({"code": code, "message": "No", "status": status, "more_info": "x"}, status=status)


@pytest.mark.parametrize(
    ("answer", "result", "error"),
    [
        (refusal(400, 21617), Result.FAILED, "21617"),
        (refusal(400, 63016), Result.OUTSIDE, "63016"),
        (refusal(401, 20003), Result.SHUT, "20003"),
        (refusal(404, 20404), Result.SHUT, "20404"),
        (Answer(400, b"<html>"), Result.FAILED, "400"),
        (Answer(302, b"", {"Location": "http://127.0.0.1:1"}), Result.FAILED, "302"),
        (refusal(400, 63018), Result.RETRY, "63018"),
        (refusal(400, 21611), Result.RETRY, "21611"),
        (refusal(429, 20429), Result.RETRY, "429"),
        (refusal(400, 63014), Result.BLOCKED, "63014"),
        (refusal(400, 21610), Result.BLOCKED, "21610"),
        (says({"type": "t", "title": "t", "status": 400, "code": 21211}, status=400), Result.FAILED, "21211"),
        (refusal(500, 20500), Result.UNKNOWN, "20500"),
        (refusal(503, 20503), Result.UNKNOWN, "20503"),
        (Answer(502, b"<html>Bad Gateway</html>"), Result.UNKNOWN, "502"),
        (Answer(408, b""), Result.UNKNOWN, "408"),
        (peers.HANGS, Result.UNKNOWN, "ReadTimeout"),
        (peers.HANGS_UP, Result.UNKNOWN, "RemoteProtocolError"),
        (Answer(201, b"{"), Result.UNKNOWN, "JSONDecodeError"),
        (says([], status=201), Result.UNKNOWN, "AttributeError"),
        (says({}, status=201), Result.UNKNOWN, "no sid"),
    ],
)
def test_each_answer_says_what_became_of_the_message(answer: Answer, result: Result, error: str) -> None:
    with peer(answer) as twilio:
        sent = sending(twilio.url)
    assert (sent.result, sent.error, sent.message_id) == (result, error, "")
    assert len(twilio.calls) == 1, "sent once"


@pytest.mark.parametrize(
    ("header", "seconds"), [({"Retry-After": "2"}, 2.0), ({}, 3.0), ({"Retry-After": "soon"}, 3.0)]
)
def test_a_busy_twilio_is_given_time(header: dict[str, str], seconds: float) -> None:
    with peer(Answer(429, b"{}", header)) as twilio:
        assert sending(twilio.url).retry_after == seconds


def test_an_answer_that_comes_late_but_in_time_counts() -> None:
    with peer(Answer(201, SENT_ANSWER.body, late=0.1)) as twilio:
        assert sending(twilio.url).result is Result.SENT


@pytest.mark.parametrize("server", [peers.refusing, peers.full])
def test_what_cannot_connect_was_not_sent(server: Callable[[], contextlib.AbstractContextManager[str]]) -> None:
    with server() as url:
        assert sending(url).result is Result.RETRY


def test_no_number_and_no_text_is_in_a_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with peer(SENT_ANSWER, says({"messages": []})) as twilio:
        sending(twilio.url)
        using(twilio.url, lambda whatsapp: whatsapp.look_up(HALO, 0))
    assert "6281277665544" not in caplog.text
    assert "Halo" not in caplog.text


# Looking up what may have been sent.


def found(sid: str, body: str | None, at: float | None) -> dict[str, Any]:
    date = None if at is None else format_datetime(datetime.fromtimestamp(at, UTC))
    return {"sid": sid, "body": body, "date_created": date, "date_sent": None, "from": OURS, "to": BUDI}


def test_a_message_is_found_by_its_words_and_time() -> None:
    now = time.time()
    listed = [
        found("SM1", "Halo *Budi*", now + 1),
        found("SM2", "Halo *Sari*", now + 1),
        found("SM3", "Halo *Budi*", now - 3600),
        found("SM4", None, now + 1),
        found("SM5", "Halo *Budi* ", now),
        found("SM6", "Halo *Budi*", None),
    ]
    with peer(says({"messages": listed, "page": 0, "page_size": 50})) as twilio:
        assert using(twilio.url, lambda whatsapp: whatsapp.look_up(HALO, now)) == ["SM1", "SM5", "SM6"]
    call = twilio.calls[0]
    assert (call.method, call.query["To"], call.query["From"]) == ("GET", BUDI, OURS)
    assert "DateSent>" not in call.query  # It would leave out what Twilio has not sent on yet.


@pytest.mark.parametrize(
    "answer", [refusal(500, 20500), refusal(429, 20429), peers.HANGS_UP, Answer(200, b"{"), says([])]
)
def test_a_look_up_that_fails_tells_nothing(answer: Answer) -> None:
    with peer(answer) as twilio:
        assert using(twilio.url, lambda whatsapp: whatsapp.look_up(HALO, 0)) is None


@pytest.mark.parametrize("deed", [deed for deed in Deed if deed is not Deed.REDACT])
def test_there_are_no_silent_acts_on_a_phone(deed: Deed) -> None:
    assert using("", lambda whatsapp: whatsapp.do(Doing(deed, BUDI, "SM1"))).result is Result.FAILED


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        (says({"sid": "SM1", "body": ""}), Result.SENT),
        (refusal(404, 20404), Result.SENT),
        (refusal(400, 20001), Result.FAILED),
        (refusal(409, 20409), Result.RETRY),
        (refusal(429, 20429), Result.RETRY),
        (refusal(500, 20500), Result.RETRY),
        (peers.HANGS_UP, Result.RETRY),
        (Answer(200, b"{"), Result.RETRY),
    ],
)
def test_a_message_is_wiped_at_twilio(answer: Answer, result: Result) -> None:
    with peer(answer) as twilio:
        done = using(twilio.url, lambda whatsapp: whatsapp.do(Doing(Deed.REDACT, BUDI, "SM1")))
    assert done.result is result
    assert (twilio.calls[0].method, twilio.calls[0].path) == ("POST", "/2010-04-01/Accounts/AC1/Messages/SM1.json")
    assert twilio.calls[0].form == {"Body": ""}


# Its own list of what came.


def came(sid: str, body: str | None, at: float, **more: Any) -> dict[str, Any]:
    return {**found(sid, body, at), "from": BUDI, "to": OURS, "direction": "inbound", "num_media": "0", **more}


def test_what_came_is_listed_oldest_first() -> None:
    at = float(int(time.time()))
    listed = [
        came("SM5", "lima", at + 2, **{"from": "whatsapp:US.13491208655302741918"}),
        came("MM4", None, at + 1, num_media="1"),
        came("SM3", "ti\x00ga", at + 1),
        came("SM2", "dua", at - 10),
        came("SM1", "satu", at, direction="outbound-api"),
        came("SM0", "SMS", at, **{"from": "+6281277665544"}),
    ]
    with peer(says({"messages": listed, "page": 0, "page_size": 50})) as twilio:
        heard = using(twilio.url, lambda whatsapp: whatsapp.listed(datetime.fromtimestamp(at, UTC), 50))
    assert [(each.key, each.text, each.media) for each in heard] == [
        ("SM3", "tiga", False),
        ("MM4", "", True),
        ("SM5", "lima", False),
    ]
    assert [(each.address, each.phone) for each in heard[1:]] == [
        (BUDI, "+6281277665544"),
        ("whatsapp:US.13491208655302741918", ""),
    ]
    assert twilio.calls[0].query["To"] == OURS


def test_older_ones_are_asked_for_until_the_oldest_that_came() -> None:
    at = float(int(time.time()))
    listed = [came(f"SM{nth}", "halo", at + nth) for nth in range(9, -1, -1)]
    until = datetime.fromtimestamp(at + 6, UTC)
    with peer(says({"messages": listed, "page": 0, "page_size": 50})) as twilio:
        heard = using(twilio.url, lambda whatsapp: whatsapp.listed(datetime.fromtimestamp(at, UTC), 3, until))
    assert [each.key for each in heard] == ["SM4", "SM5", "SM6"]
    assert "DateSent<" in twilio.calls[0].query


@pytest.mark.parametrize("answer", [refusal(500, 20500), peers.HANGS_UP, Answer(200, b"{")])
def test_a_list_that_is_not_told_is_no_empty_list(answer: Answer) -> None:
    with peer(answer) as twilio, pytest.raises(Exception):  # noqa: B017, PT011  whatever it is, nothing was told
        using(twilio.url, lambda whatsapp: whatsapp.listed(datetime.fromtimestamp(0, UTC), 50))


# Its pace.


@pytest.mark.parametrize(("sender", "pace"), [("whatsapp:+14155238886", 3.0), ("+14155238886", 3.0), (BUDI, 1.0)])
def test_twilios_own_sandbox_is_given_three_seconds(sender: str, pace: float) -> None:
    assert WhatsApp("AC1", TOKEN, sender, phrases=PHRASES).pace == pace


def test_what_is_too_long_for_one_message_is_no_one_message() -> None:
    whatsapp = channel()
    assert whatsapp.fits_one(Outgoing("x", "a" * 1600))
    assert not whatsapp.fits_one(Outgoing("x", "a" * 1601))
    assert not whatsapp.fits_one(Outgoing("x", "a" * 1020, buttons=MENU))
