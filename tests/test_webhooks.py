"""Webhooks: real HTTP in, over the whole program: who is let in, what is kept, and what is answered."""

from __future__ import annotations

import itertools
import json
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from bot.chat import Flow
from bot.intake import Intake
from bot.message import Deed
from bot.web import BODY_MAX
from models.conversations import MASK
from models.database import Database
from tests.rows import all_rows, messages
from tests.stage import CHATS, PEOPLE, PIN, PUBLIC_URL, Stage, settings

SECRET = "telegram-secret"
HELLO = "Halo!"
SORRY = "Maaf"
BALANCE = "*Rp1.250.000*"
BROKEN = "something is broken here"

_numbers = itertools.count(870_000_001)


# As Telegram and Twilio post.


def said(name: str, content: Any, kind: str = "message", **more: Any) -> dict[str, Any]:
    """Return an update as the Bot API sends it."""
    person, chat = PEOPLE[name], int(CHATS[name])
    names = {"first_name": person.first_name, "last_name": person.last_name}
    message = {
        "message_id": next(_numbers),
        "from": {"id": chat, "is_bot": False, **names, "username": name, "language_code": "id"},
        "chat": {"id": chat, **names, "username": name, "type": "private"},
        "date": 1_795_503_905,
        **({"text": content} if isinstance(content, str) else content),
        **more,
    }
    return {"update_id": next(_numbers), kind: message}


def post_telegram(client: FlaskClient, update: Any, secret: str | None = SECRET, **more: Any) -> TestResponse:
    headers = Headers({"Content-Type": "application/json", **more.pop("headers", {})})
    if secret is not None:
        headers["X-Telegram-Bot-Api-Secret-Token"] = secret
    body = update if isinstance(update, bytes) else json.dumps(update).encode()
    return client.post("/telegram", data=body, headers=headers, **more)


def form(name: str, body: str, **more: str) -> dict[str, str]:
    """Return a form as Twilio posts it."""
    person, sid = PEOPLE[name], f"SM{next(_numbers):032x}"
    return {
        "SmsMessageSid": sid,
        "NumMedia": "0",
        "ProfileName": person.first_name,
        "MessageType": "text",
        "SmsSid": sid,
        "WaId": person.phone.removeprefix("+"),
        "SmsStatus": "received",
        "Body": body,
        "To": "whatsapp:+628001234567",
        "NumSegments": "1",
        "ReferralNumMedia": "0",
        "MessageSid": sid,
        "AccountSid": "AC" + "0" * 32,
        "From": f"whatsapp:{person.phone}",
        "ExternalUserId": f"whatsapp:ID.{name}",
        "ApiVersion": "2010-04-01",
        **more,
    }


def signature(url: str, fields: dict[str, str], token: str = "twilio-token") -> str:
    return str(RequestValidator(token).compute_signature(url, fields))


def post_form(
    client: FlaskClient, fields: dict[str, str], *, path: str = "/whatsapp", sign: str | None = None, **more: Any
) -> TestResponse:
    """Post the form, signed by Twilio for our public URL unless another signature is given."""
    sign = signature(PUBLIC_URL + path, fields) if sign is None else sign
    headers = {"X-Twilio-Signature": sign, "I-Twilio-Idempotency-Token": "0", **more.pop("headers", {})}
    return client.post(path, data=fields, headers=headers, **more)


def last_reply(stage: Stage, channel: str, name: str) -> str:
    stage.send()
    return stage.last(channel, name)


def cases(stage: Stage) -> list[tuple[str, str]]:
    return [(row["kind"], row["status"]) for row in all_rows(stage.database)["cases"]]


def at_once(stage: Stage, *deeds: Callable[[FlaskClient], TestResponse]) -> list[int]:
    """Have the deeds done by as many threads in one instant, and return their statuses."""
    ready = Barrier(len(deeds))

    def work(deed: Callable[[FlaskClient], TestResponse]) -> int:
        client = stage.wallet.web.test_client()
        ready.wait(5)
        return deed(client).status_code

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(work, deeds))


# What works.


def test_a_stranger_on_telegram_is_welcomed(stage: Stage) -> None:
    answer = post_telegram(stage.web, said("joko", "/start"))
    assert (answer.status_code, answer.data) == (200, b"")
    assert last_reply(stage, "telegram", "joko").startswith(HELLO)


def test_a_stranger_on_whatsapp_is_welcomed_by_a_message_of_its_own(stage: Stage) -> None:
    answer = post_form(stage.web, form("joko", "Halo"))
    assert (answer.status_code, answer.mimetype) == (200, "text/xml")
    assert answer.text == '<?xml version="1.0" encoding="UTF-8"?><Response/>'
    assert last_reply(stage, "whatsapp", "joko").startswith(HELLO)


def test_a_whole_turn_on_telegram(stage: Stage) -> None:
    assert post_telegram(stage.web, said("budi", "saldo")).status_code == 200
    assert BALANCE in last_reply(stage, "telegram", "budi")
    asked, told = messages(stage.database)
    assert (asked["direction"], asked["status"], asked["text"]) == ("in", "handled", "saldo")
    assert (told["direction"], told["status"], told["reply_to"]) == ("out", "sent", asked["id"])


def test_a_whole_turn_on_whatsapp(stage: Stage) -> None:
    assert post_form(stage.web, form("budi", "saldo")).status_code == 200
    assert BALANCE in last_reply(stage, "whatsapp", "budi")


def test_a_tap_is_answered_and_does_what_its_button_says(stage: Stage) -> None:
    update = said("budi", "Halo")
    on = update.pop("message")
    query = {"id": "99", "from": on["from"], "message": on, "chat_instance": "1", "data": "flow:balance"}
    assert post_telegram(stage.web, {**update, "callback_query": query}).status_code == 200
    assert BALANCE in last_reply(stage, "telegram", "budi")
    assert [each.target for each in stage.deeds(Deed.ANSWER_TAP)] == ["99"]


def test_a_field_that_nobody_knew_yet_is_no_trouble(stage: Stage) -> None:
    assert post_telegram(stage.web, said("budi", "saldo", brand_new={"a": 1})).status_code == 200
    assert post_form(stage.web, form("budi", "saldo", BrandNew="")).status_code == 200
    assert BALANCE in last_reply(stage, "whatsapp", "budi")


# Who is let in.


def test_without_telegrams_secret_nothing_is_kept(stage: Stage) -> None:
    before = all_rows(stage.database)
    for secret in (None, "", "telegram-secre", "telegram-secret ", "TELEGRAM-SECRET", "rahasia-é-ÿ", "x" * 5_000):
        assert post_telegram(stage.web, said("budi", "saldo"), secret).status_code == 403
        assert post_telegram(stage.web, b"{", secret).status_code == 403
    assert all_rows(stage.database) == before


def test_a_signature_for_another_url_is_none(stage: Stage) -> None:
    fields, before = form("budi", "saldo"), all_rows(stage.database)
    for url in (
        "http://kaspro.example/whatsapp",
        "https://kaspro.example:8443/whatsapp",
        "https://evil.example/whatsapp",
        "https://kaspro.example/whatsapp/",
        "https://kaspro.example/whatsapp/status",
        "https://kaspro.example/whatsapp?bot=1",
        "http://localhost/whatsapp",
    ):
        assert post_form(stage.web, fields, sign=signature(url, fields)).status_code == 403
    assert all_rows(stage.database) == before


@pytest.mark.parametrize("path", ["/whatsapp", "/whatsapp/status"])
def test_a_form_that_twilio_did_not_sign_is_kept_nowhere(stage: Stage, path: str) -> None:
    fields = form("budi", "saldo", MessageStatus="delivered")
    before = all_rows(stage.database)
    url = PUBLIC_URL + path
    for sign in (
        "",
        "é",
        "0" * 28,
        signature(url, fields, token="another"),
        signature(url, {**fields, "Body": "kirim 50rb"}),
    ):
        assert post_form(stage.web, fields, path=path, sign=sign).status_code == 403
    without_body = {name: value for name, value in fields.items() if name != "Body"}
    assert post_form(stage.web, without_body, path=path, sign=signature(url, fields)).status_code == 403
    assert all_rows(stage.database) == before


@pytest.mark.parametrize("proxies", [0, 1])
def test_forwarded_headers_prove_nothing(database: Database, proxies: int) -> None:
    stage = Stage(database, settings(trusted_proxies=proxies))
    fields, before = form("joko", "Halo"), all_rows(database)
    tricks = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http", "X-Forwarded-Port": "80"}
    tricks |= {"X-Forwarded-For": "127.0.0.1", "Forwarded": "host=evil.example;proto=http", "X-Original-URL": "/"}
    for url in ("http://evil.example/whatsapp", "http://evil.example:80/whatsapp"):
        answer = post_form(stage.web, fields, sign=signature(url, fields), headers=tricks)
        assert answer.status_code == 403
    assert all_rows(database) == before
    assert post_form(stage.web, fields, headers=tricks).status_code == 200


def test_the_public_url_counts_and_not_the_host_that_was_called(stage: Stage) -> None:
    fields = form("budi", "saldo")
    assert post_form(stage.web, fields, base_url="http://10.0.0.7:8000").status_code == 200
    assert post_form(stage.web, form("budi", "saldo"), headers={"Host": "evil.example"}).status_code == 200


def test_the_query_is_signed_too(stage: Stage) -> None:
    fields = form("budi", "saldo")
    sign = signature(f"{PUBLIC_URL}/whatsapp?bot=1&x=%20", fields)
    assert post_form(stage.web, fields, sign=sign).status_code == 403
    answer = stage.web.post("/whatsapp?bot=1&x=%20", data=fields, headers={"X-Twilio-Signature": sign})
    assert answer.status_code == 200


def test_a_json_body_under_twilios_signature_is_no_form(stage: Stage) -> None:
    sign = signature(f"{PUBLIC_URL}/whatsapp", {})
    answer = stage.web.post("/whatsapp", json=form("budi", "saldo"), headers={"X-Twilio-Signature": sign})
    assert answer.status_code == 403


def test_only_a_post_is_heard(stage: Stage) -> None:
    for path in ("/telegram", "/whatsapp", "/whatsapp/status"):
        for method in ("GET", "PUT", "DELETE"):
            assert stage.web.open(path, method=method).status_code == 405


@pytest.mark.parametrize(
    ("missing", "closed"),
    [
        ({"telegram_token": ""}, ["/telegram"]),
        ({"telegram_secret": ""}, ["/telegram"]),
        ({"twilio_auth_token": ""}, ["/whatsapp", "/whatsapp/status"]),
        ({"twilio_account_sid": ""}, ["/whatsapp", "/whatsapp/status"]),
        ({"twilio_whatsapp_from": ""}, ["/whatsapp", "/whatsapp/status"]),
    ],
)
def test_a_channel_without_its_credentials_is_closed(
    database: Database, missing: dict[str, str], closed: list[str]
) -> None:
    stage = Stage(database, settings(**missing))
    before = all_rows(database)
    answers = {
        "/telegram": post_telegram(stage.web, said("budi", "saldo"), "").status_code,
        "/whatsapp": post_form(stage.web, form("budi", "saldo"), sign="").status_code,
        "/whatsapp/status": post_form(stage.web, form("budi", "saldo"), path="/whatsapp/status", sign="").status_code,
    }
    assert [path for path, status in answers.items() if status == 404] == closed
    assert all_rows(database) == before


def test_a_body_over_the_limit_is_not_read(stage: Stage) -> None:
    before = all_rows(stage.database)
    assert post_telegram(stage.web, said("budi", "a" * BODY_MAX)).status_code == 413
    assert post_form(stage.web, form("budi", "a" * BODY_MAX)).status_code == 413
    assert all_rows(stage.database) == before


# What is no message.


def test_what_is_no_update_is_refused(stage: Stage) -> None:
    before = all_rows(stage.database)
    for body in (b"", b"{", b"\xff\xfe", b"null", b"[]", b'"halo"', b"5", b"{}", b'{"update_id": "5"}', b"[" * 99_999):
        assert post_telegram(stage.web, body).status_code == 400
    assert all_rows(stage.database) == before


def test_a_form_that_is_no_message_is_refused(stage: Stage) -> None:
    before = all_rows(stage.database)
    for missing in ("MessageSid", "From"):
        fields = {name: value for name, value in form("budi", "saldo").items() if name != missing}
        assert post_form(stage.web, fields).status_code == 400
    assert all_rows(stage.database) == before


@pytest.mark.parametrize(
    "content",
    [
        {"message": "halo"},
        {"message": {"text": "halo"}},
        {"message": {**said("budi", "halo")["message"], "text": 5}},
        {"callback_query": {"id": "1"}},
    ],
)
def test_an_update_that_cannot_be_read_is_kept_and_accepted(stage: Stage, content: dict[str, Any]) -> None:
    before = all_rows(stage.database)
    for _ in range(2):
        assert post_telegram(stage.web, {"update_id": 777, **content}).status_code == 200
    (kept,) = messages(stage.database)
    assert (kept["status"], kept["delivery"], kept["text"]) == ("ignored", "telegram:7000000001:777", "")
    assert kept["error"].startswith("unreadable")
    assert {**all_rows(stage.database), "messages": []} == before


def test_a_group_is_not_served(stage: Stage) -> None:
    for nth, sort in enumerate(("group", "supergroup", "channel")):
        update = said("budi", "saldo", chat={"id": -100_123, "title": "Arisan", "type": sort}) | {"update_id": nth}
        assert [post_telegram(stage.web, update).status_code for _ in range(2)] == [200, 200]
    assert [row["status"] for row in messages(stage.database)] == ["ignored"] * 3


def test_kinds_of_updates_that_we_do_not_serve_are_kept_as_ignored(stage: Stage) -> None:
    for nth, kind in enumerate(("channel_post", "my_chat_member", "poll", "message_reaction", "brand_new")):
        assert post_telegram(stage.web, {"update_id": nth, kind: {"id": "1"}}).status_code == 200
    assert [row["status"] for row in messages(stage.database)] == ["ignored"] * 5


# The same again.


def test_the_same_update_five_times_is_answered_once(stage: Stage) -> None:
    update = said("budi", "saldo")
    assert [post_telegram(stage.web, update).status_code for _ in range(5)] == [200] * 5
    stage.send()
    assert len(stage.phone("telegram", "budi")) == 1


def test_five_threads_with_one_update_have_one_effect(stage: Stage) -> None:
    update = said("joko", "/start")
    assert at_once(stage, *[lambda client: post_telegram(client, update)] * 5) == [200] * 5
    stage.send()
    assert len(stage.phone("telegram", "joko")) == 1
    assert len(messages(stage.database, direction="in")) == 1


def test_five_threads_with_one_form_have_one_effect(stage: Stage) -> None:
    fields = form("budi", "saldo")
    assert at_once(stage, *[lambda client: post_form(client, fields)] * 5) == [200] * 5
    stage.send()
    assert len(stage.phone("whatsapp", "budi")) == 1


def test_a_repeated_payment_pays_once(stage: Stage) -> None:
    stage.say("telegram", "budi", "kirim 50rb ke 081298764567")
    stage.say("telegram", "budi", "ya")
    update = said("budi", PIN)
    assert at_once(stage, *[lambda client: post_telegram(client, update)] * 5) == [200] * 5
    assert (stage.balance("budi"), stage.balance("sari")) == (1_200_000, 50_000)
    assert PIN not in str(all_rows(stage.database))


def test_the_same_id_with_another_body_is_kept_aside(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    first = said("budi", "saldo")
    other = said("budi", "kirim 50rb ke 081298764567") | {"update_id": first["update_id"]}
    assert post_telegram(stage.web, first).status_code == 200
    with caplog.at_level(logging.ERROR):
        assert [post_telegram(stage.web, other).status_code for _ in range(3)] == [200] * 3
    assert "other content" in caplog.text
    stage.send()
    assert len(stage.phone("telegram", "budi")) == 1
    assert [(row["status"], row["text"]) for row in messages(stage.database, direction="in")] == [
        ("handled", "saldo"),
        ("aside", "kirim 50rb ke 081298764567"),
    ]
    assert cases(stage) == [("conflict", "open")]


def test_the_same_message_sid_with_another_body_is_kept_aside(stage: Stage) -> None:
    first = form("budi", "saldo")
    assert post_form(stage.web, first).status_code == 200
    assert post_form(stage.web, {**first, "Body": "kirim 50rb ke 081298764567"}).status_code == 200
    assert [row["status"] for row in messages(stage.database, direction="in")] == ["handled", "aside"]
    assert cases(stage) == [("conflict", "open")]


def test_two_answers_at_once_are_two_turns(stage: Stage) -> None:
    stage.say("telegram", "budi", "kirim 50rb ke 081298764567")
    amounts = [said("budi", "60rb"), said("budi", "70rb")]
    assert at_once(stage, *[lambda client, each=each: post_telegram(client, each) for each in amounts]) == [200] * 2
    stage.send()
    shown = [out.text for out in stage.phone("telegram", "budi")]
    last = next(amount for amount in ("Rp60.000", "Rp70.000") if amount in shown[-1])
    stage.say("telegram", "budi", "ya")
    stage.say("telegram", "budi", PIN)
    assert stage.balance("budi") == 1_250_000 - int(last.removeprefix("Rp").replace(".", ""))


def test_two_agreements_at_once_pay_once(stage: Stage) -> None:
    stage.say("telegram", "budi", "kirim 50rb ke 081298764567")
    updates = [said("budi", "ya"), said("budi", "ya")]
    at_once(stage, *[lambda client, each=each: post_telegram(client, each) for each in updates])
    updates = [said("budi", PIN), said("budi", PIN)]
    assert at_once(stage, *[lambda client, each=each: post_telegram(client, each) for each in updates]) == [200] * 2
    assert (stage.balance("budi"), stage.balance("sari")) == (1_200_000, 50_000)


# What became of a message.


def report(stage: Stage, sid: str, status: str, **more: str) -> int:
    fields = {
        "MessageSid": sid,
        "SmsSid": sid,
        "MessageStatus": status,
        "SmsStatus": status,
        "AccountSid": "AC" + "0" * 32,
        "From": "whatsapp:+628001234567",
        "To": f"whatsapp:{PEOPLE['budi'].phone}",
        "ApiVersion": "2010-04-01",
        **more,
    }
    return post_form(stage.web, fields, path="/whatsapp/status").status_code


REPORTED = [
    (["sent"], "sent"),
    (["queued", "sent", "delivered", "read"], "read"),
    (["read", "delivered", "sent"], "read"),
    (["delivered", "delivered"], "delivered"),
    (["delivered", "sent"], "delivered"),
    (["undelivered"], "failed"),
    (["sent", "failed"], "failed"),
    (["failed", "sent"], "failed"),
    (["delivered", "failed"], "delivered"),
    (["failed", "delivered"], "delivered"),
    (["brand-new-word"], "sent"),
]
"""What Twilio reports, in this order, and where the message then stands."""


@pytest.mark.parametrize("early", [False, True], ids=["after we know the SID", "before we know the SID"])
def test_reports_go_up_and_never_down(stage: Stage, *, early: bool) -> None:
    for nth, (reported, _) in enumerate(REPORTED, start=1):
        post_form(stage.web, form("budi", "saldo"))
        if not early:
            stage.send()
        assert {report(stage, f"whatsapp-{nth}", each) for each in reported} == {204}
        stage.send()
    ends = [row["status"] for row in messages(stage.database, direction="out")]
    assert list(zip([each for each, _ in REPORTED], ends, strict=True)) == REPORTED


def test_a_report_names_the_error(stage: Stage) -> None:
    post_form(stage.web, form("budi", "saldo"))
    stage.send()
    assert report(stage, "whatsapp-1", "undelivered", ErrorCode="63016") == 204
    assert messages(stage.database, direction="out")[0]["error"] == "63016"


def test_a_report_of_a_message_that_nobody_knows_touches_no_other(stage: Stage) -> None:
    post_form(stage.web, form("budi", "saldo"))
    stage.send()
    before = messages(stage.database)
    assert report(stage, "SM" + "9" * 32, "read") == 204
    assert report(stage, "", "read") == 400
    assert messages(stage.database) == before


# Whom a channel does not vouch for.


def test_a_user_who_hides_her_number_is_asked_for_it_and_can_register(stage: Stage) -> None:
    hidden = {"From": "whatsapp:US.joko123", "ExternalUserId": "whatsapp:US.joko123"}

    def say(words: str) -> str:
        fields = form("joko", words, **hidden)
        del fields["WaId"]
        assert post_form(stage.web, fields).status_code == 200
        stage.send()
        return stage.recorders["whatsapp"].sent[-1].text

    assert "Nomor HP" in say("daftar")
    say("0813-5551-2345")
    say(stage.code("joko"))
    say("Joko")
    say("Susilo")
    assert "PIN" in say("joko@contoh.id")
    say(PIN)
    assert "Joko" in say(PIN)
    assert {out.to for out in stage.recorders["whatsapp"].sent} == {"whatsapp:US.joko123"}
    (identity,) = [row for row in all_rows(stage.database)["identities"] if row["sender"] == "whatsapp:US.joko123"]
    assert (identity["customer_id"], identity["phone"]) == (stage.id_of("joko"), "")


# Odd texts.


def test_a_text_of_ten_thousand_characters_is_heard_in_part(stage: Stage) -> None:
    for words in ("a" * 10_000, "kirim " * 2_000, "😀" * 10_000, "1 " * 5_000):
        assert post_telegram(stage.web, said("budi", words)).status_code == 200
    kept = messages(stage.database, direction="in")
    assert [(row["status"], len(row["text"]) <= 4_096) for row in kept] == [("handled", True)] * 4
    assert cases(stage) in ([], [("not_understood", "open")])


def test_signs_that_no_database_takes_are_no_trouble(stage: Stage) -> None:
    assert post_telegram(stage.web, said("budi", "sal\x00do")).status_code == 200
    assert BALANCE in last_reply(stage, "telegram", "budi")
    assert post_telegram(stage.web, said("budi", "halo \ud83d \udc00")).status_code == 200
    assert post_form(stage.web, form("budi", "sal\x00do")).status_code == 200
    kept = [row["text"] for row in messages(stage.database, direction="in")]
    assert kept == ["saldo", "halo \ufffd \ufffd", "saldo"]


def test_an_edited_message_pays_nothing(stage: Stage) -> None:
    stage.say("telegram", "budi", "kirim 50rb ke 081298764567")
    assert post_telegram(stage.web, said("budi", "ya", "edited_message", edit_date=1_795_503_999)).status_code == 200
    assert "tidak mengubah" in last_reply(stage, "telegram", "budi")
    assert post_telegram(stage.web, said("budi", "60rb", "edited_message", edit_date=1_795_504_000)).status_code == 200
    assert "Rp60.000" in last_reply(stage, "telegram", "budi")
    assert stage.balance("budi") == 1_250_000


# When we break.


@pytest.fixture
def broken_balance(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """Whoever asks for the balance meets a mistake of ours."""

    def play(*_: Any) -> Any:
        raise ZeroDivisionError(BROKEN)

    flows = {**stage.wallet.services.flows, "balance": Flow("balance", play, "customers", money=False)}
    monkeypatch.setitem(stage.wallet.services.__dict__, "flows", flows)
    return stage


def test_a_turn_that_crashes_is_kept_told_and_a_case(broken_balance: Stage, caplog: pytest.LogCaptureFixture) -> None:
    stage = broken_balance
    update = said("budi", "saldo")
    with caplog.at_level(logging.ERROR):
        assert [post_telegram(stage.web, update).status_code for _ in range(2)] == [200, 200]
    assert "ZeroDivisionError" in caplog.text
    (kept,) = messages(stage.database, direction="in")
    assert (kept["status"], kept["text"], kept["error"]) == ("failed", "saldo", "ZeroDivisionError")
    assert last_reply(stage, "telegram", "budi").startswith(SORRY)
    assert cases(stage) == [("failed_turn", "open")]
    assert BROKEN not in str(all_rows(stage.database))
    assert post_telegram(stage.web, said("budi", "menu")).status_code == 200
    assert "[" in last_reply(stage, "telegram", "budi")


def test_a_pin_in_a_turn_that_crashes_is_not_kept(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stage.say("telegram", "budi", "kirim 50rb ke 081298764567")
    stage.say("telegram", "budi", "ya")
    broken = {"transfer": Flow("transfer", _no_database, "customers", money=True)}
    monkeypatch.setitem(stage.wallet.services.__dict__, "flows", broken)
    assert post_telegram(stage.web, said("budi", PIN)).status_code == 200
    assert messages(stage.database, status="failed")[0]["text"] == MASK
    assert PIN not in str(all_rows(stage.database))
    assert PIN not in caplog.text
    assert stage.balance("budi") == 1_250_000


def test_slow_work_that_crashes_is_told_too(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.say("telegram", "budi", "kirim 50rb ke 081298764567")
    stage.say("telegram", "budi", "ya")

    def broken(*_: Any) -> bool:
        raise MemoryError

    monkeypatch.setattr(stage.secrets, "pin_matches", broken)
    monkeypatch.setattr(type(stage.secrets), "pin_matches", broken)
    assert post_telegram(stage.web, said("budi", PIN)).status_code == 200
    assert last_reply(stage, "telegram", "budi").startswith(SORRY)


def test_if_nothing_can_be_kept_the_channel_shall_try_again(
    broken_balance: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = broken_balance
    update, fields, before = said("budi", "saldo"), form("budi", "saldo"), all_rows(stage.database)
    with monkeypatch.context() as patched:
        patched.setattr(Intake, "_fail", _no_database)
        assert post_telegram(stage.web, update).status_code == 503
        assert post_form(stage.web, fields).status_code == 503
    assert all_rows(stage.database) == before
    stage.restart()
    assert post_telegram(stage.web, update).status_code == 200
    assert BALANCE in last_reply(stage, "telegram", "budi")
    assert post_form(stage.web, fields).status_code == 200
    assert BALANCE in last_reply(stage, "whatsapp", "budi")


def test_health_is_told(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = stage.web.get("/healthz")
    assert (answer.status_code, answer.text.splitlines()[0]) == (200, "ok")
    monkeypatch.setattr(stage.database, "begin", _no_database)
    assert stage.web.get("/healthz").status_code == 503


def test_every_answer_is_guarded(stage: Stage) -> None:
    for answer in (
        stage.web.get("/"),
        stage.web.get("/healthz"),
        stage.web.get("/nowhere"),
        stage.web.post("/telegram"),
    ):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def _no_database(*_: Any) -> Any:
    raise OSError("the disk is full")


def test_rows_hold_the_text_that_was_said(stage: Stage) -> None:
    """So that the tests above which look for a secret in all rows can find one."""
    post_telegram(stage.web, said("budi", "apel merah"))
    assert "apel merah" in str(all_rows(stage.database))
    with stage.database.read() as connection:
        assert connection.execute(text("SELECT COUNT(*) FROM messages")).scalar_one() == len(messages(stage.database))
