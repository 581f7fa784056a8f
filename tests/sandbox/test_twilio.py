"""Twilio's double, asked by Twilio's own `Client`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl

import pytest
import requests
from twilio.base.exceptions import TwilioRestException  # type: ignore[import-untyped]
from twilio.http.http_client import TwilioHttpClient  # type: ignore[import-untyped]
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]
from twilio.rest import Client  # type: ignore[import-untyped]

from sandbox.twilio import twilio_double
from sandbox.world import Key, Phone, Sms, World
from tests.sandbox import ACCOUNT, AUTH_TOKEN, SENDER, Clock, Webhook, eventually, served

BUDI = "whatsapp:+6281211110001"
JOKO = "whatsapp:+6281211110003"
NOTICE, BUTTON = "HX" + "1" * 32, "HX" + "2" * 32
STATUS_URL = "https://kaspro.example/whatsapp/status"


class Elsewhere(TwilioHttpClient):  # type: ignore[misc]
    """Twilio's own way to the network, to another place."""

    def __init__(self, base: str) -> None:
        super().__init__(pool_connections=False, timeout=5)
        self.base = base

    def request(self, method: str, url: str, *arguments: Any, **options: Any) -> Any:
        return super().request(method, url.replace("https://api.twilio.com", self.base), *arguments, **options)


@pytest.fixture
def budi(world: World) -> Phone:
    return world.add_phone("Budi", "whatsapp", "+6281211110001", "id")


@pytest.fixture
def webhook() -> Webhook:
    return Webhook()


@pytest.fixture
def url(world: World, webhook: Webhook) -> Iterator[str]:
    with served(twilio_double(world, ACCOUNT, AUTH_TOKEN, webhook)) as url:
        yield f"{url}/sandbox/twilio"


@pytest.fixture
def client(url: str) -> Any:
    return Client(ACCOUNT, AUTH_TOKEN, http_client=Elsewhere(url))


def test_a_message_arrives_as_it_was_sent(client: Any, world: World, budi: Phone) -> None:
    sent = client.messages.create(
        to=BUDI, from_=SENDER, body="Kirim *Rp50.000* ke Sari?\nhttps://kaspro.example/pin/a_b_c"
    )
    assert sent.sid.startswith("SM")
    assert (len(sent.sid), sent.status, sent.direction, sent.to) == (34, "queued", "outbound-api", BUDI)
    assert sent.date_created == world.now()
    (bubble,) = world.bubbles(budi.id)
    assert bubble.text == "Kirim *Rp50.000* ke Sari?\nhttps://kaspro.example/pin/a_b_c"
    assert bubble.html == (
        "Kirim <strong>Rp50.000</strong> ke Sari?\n"
        '<a href="https://kaspro.example/pin/a_b_c" target="_blank" rel="noopener noreferrer">'
        "https://kaspro.example/pin/a_b_c</a>"
    )
    assert not bubble.keys


def test_its_fate_is_told_in_order_and_signed(client: Any, world: World, budi: Phone, webhook: Webhook) -> None:
    webhook.answers = [500, 0]
    sent = client.messages.create(to=BUDI, from_=SENDER, body="Halo", status_callback=f"{STATUS_URL}#rc=2")
    eventually(lambda: len(webhook.calls) == 2)
    world.mark_read(budi.id)
    eventually(lambda: len(webhook.calls) == 3)
    world.mark_read(budi.id)
    forms = [dict(parse_qsl(call.body.decode())) for call in webhook.calls]
    assert [form["MessageStatus"] for form in forms] == ["sent", "delivered", "read"]
    assert {form["MessageSid"] for form in forms} == {sent.sid}
    for call, form in zip(webhook.calls, forms, strict=True):
        assert call.url == STATUS_URL
        assert RequestValidator(AUTH_TOKEN).validate(STATUS_URL, form, call.headers["X-Twilio-Signature"])
    assert client.messages(sent.sid).fetch().status == "read"


def test_an_sms_comes_to_any_number(client: Any, world: World, clock: Clock) -> None:
    client.messages.create(to="+6281211110003", from_="+6280000000001", body="Kode kamu 123456")
    clock.forward(minutes=1)
    client.messages.create(to="+6281211110003", from_="+6280000000001", body="Kode kamu 654321")
    first, second = world.sms("+6281211110003")
    assert first == Sms(clock() - timedelta(minutes=1), "+6281211110003", "Kode kamu 123456")
    assert second.text == "Kode kamu 654321"
    assert world.sms("+6281211110001") == []


def test_messages_are_looked_up_by_recipient_and_time(client: Any, budi: Phone, world: World, clock: Clock) -> None:
    assert budi in world.phones()
    for nth in range(5):
        client.messages.create(to=BUDI, from_=SENDER, body=f"Pesan {nth}")
        clock.forward(minutes=1)
    client.messages.create(to="+6281211110001", from_="+6280000000001", body="SMS")
    found = client.messages.list(to=BUDI, from_=SENDER, date_sent_after=clock() - timedelta(minutes=3))
    assert [message.body for message in found] == ["Pesan 4", "Pesan 3", "Pesan 2"]
    assert len(client.messages.list(page_size=2)) == 6
    assert len(client.messages.list(to=BUDI, date_sent_before=clock() - timedelta(minutes=4))) == 2
    assert len(client.messages.list(date_sent=clock().date())) == 6


def test_what_was_said_is_redacted_or_deleted(client: Any, budi: Phone, world: World) -> None:
    sid = client.messages.create(to=BUDI, from_=SENDER, body="Halo").sid
    assert client.messages(sid).update(body="").body == ""
    assert client.messages(sid).delete()
    with pytest.raises(TwilioRestException) as refused:
        client.messages(sid).fetch()
    assert (refused.value.status, refused.value.code) == (404, 20404)
    assert world.bubbles(budi.id)[0].text == "Halo"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"to": BUDI, "from_": SENDER, "body": "a" * 1601}, 21617),
        ({"to": BUDI, "from_": SENDER}, 21602),
        ({"to": BUDI, "body": "Halo"}, 21603),
        ({"to": "whatsapp:0812", "from_": SENDER, "body": "Halo"}, 21211),
        ({"to": "+6281211110001", "from_": SENDER, "body": "Halo"}, 21910),
    ],
)
def test_a_message_is_refused(client: Any, world: World, budi: Phone, fields: dict[str, str], code: int) -> None:
    with pytest.raises(TwilioRestException) as refused:
        client.messages.create(**fields)
    assert (refused.value.status, refused.value.code) == (400, code)
    assert not world.bubbles(budi.id)


def test_a_message_to_nobody_on_whatsapp_fails_later(client: Any, webhook: Webhook) -> None:
    sent = client.messages.create(to=JOKO, from_=SENDER, body="Halo", status_callback=STATUS_URL)
    assert sent.status == "queued"
    eventually(lambda: len(webhook.calls) == 1)
    form = dict(parse_qsl(webhook.calls[0].body.decode()))
    assert (form["MessageStatus"], form["ErrorCode"]) == ("failed", "63024")


def test_a_hidden_number_is_reached_by_its_lasting_id(client: Any, world: World) -> None:
    sari = world.add_phone("Sari", "whatsapp", "+6281211110002", "id", hidden=True)
    client.messages.create(to=sari.external_user_id, from_=SENDER, body="Halo")
    assert [bubble.text for bubble in world.bubbles(sari.id)] == ["Halo"]


@pytest.mark.parametrize(("kind", "code", "shown"), [("429", 20429, 0), ("500", 20500, 0), ("403", 20403, 0)])
def test_trouble_can_be_had_once(client: Any, world: World, budi: Phone, kind: str, code: int, shown: int) -> None:
    world.fail_next("whatsapp", kind)
    with pytest.raises(TwilioRestException) as refused:
        client.messages.create(to=BUDI, from_=SENDER, body="Halo")
    assert (refused.value.status, refused.value.code) == (int(kind), code)
    client.messages.create(to=BUDI, from_=SENDER, body="Halo")
    assert len(world.bubbles(budi.id)) == shown + 1


def test_an_answer_gets_lost_and_the_message_arrives(client: Any, world: World, budi: Phone) -> None:
    world.fail_next("whatsapp", "hang-up")
    with pytest.raises(requests.ConnectionError):
        client.messages.create(to=BUDI, from_=SENDER, body="Halo")
    assert len(world.bubbles(budi.id)) == len(client.messages.list(to=BUDI)) == 1


def test_free_text_is_for_a_day_after_the_customers_words(
    world: World, budi: Phone, webhook: Webhook, clock: Clock
) -> None:
    made = {"money_in_id": NOTICE, "quick_reply_1": BUTTON}
    double = twilio_double(world, ACCOUNT, AUTH_TOKEN, webhook, window=timedelta(hours=24), templates=made)
    with served(double) as url:
        client = Client(ACCOUNT, AUTH_TOKEN, http_client=Elsewhere(f"{url}/sandbox/twilio"))
        world.add_bubble(budi.id, "Halo", mine=True)
        client.messages.create(to=BUDI, from_=SENDER, body="Halo, Budi")
        clock.forward(hours=25)
        late = client.messages.create(to=BUDI, from_=SENDER, body="Uang masuk")
        eventually(lambda: bool(client.messages(late.sid).fetch().error_code == 63016))
        buttons = json.dumps({"1": "Mau apa?", "2": "Cek saldo", "3": "flow:balance"})
        late = client.messages.create(to=BUDI, from_=SENDER, content_sid=BUTTON, content_variables=buttons)
        eventually(lambda: bool(client.messages(late.sid).fetch().error_code == 63016))
        client.messages.create(to=BUDI, from_=SENDER, content_sid=NOTICE, content_variables='{"1": "Rp50.000."}')
    *before, told = [bubble.text for bubble in world.bubbles(budi.id)]
    assert before == ["Halo", "Halo, Budi"]
    assert "KasPro kamu: Rp50.000. Balas" in told


def test_a_template_shows_its_choices(world: World, budi: Phone, webhook: Webhook) -> None:
    with served(twilio_double(world, ACCOUNT, AUTH_TOKEN, webhook, templates={"quick_reply_1": BUTTON})) as url:
        client = Client(ACCOUNT, AUTH_TOKEN, http_client=Elsewhere(f"{url}/sandbox/twilio"))
        filled = json.dumps({"1": 'Mau "apa", Budi?', "2": "Cek saldo", "3": "flow:balance"})
        sent = client.messages.create(to=BUDI, from_=SENDER, content_sid=BUTTON, content_variables=filled)
        assert sent.body == 'Mau "apa", Budi?'
        for sid, variables, code in (
            ("HX" + "f" * 32, filled, 21655),
            (BUTTON, "{", 21656),
            (BUTTON, '{"1": "a\\nb"}', 21656),
            (BUTTON, '{"1": ""}', 21656),
            (BUTTON, '{"1": "a    b"}', 21656),
        ):
            with pytest.raises(TwilioRestException) as refused:
                client.messages.create(to=BUDI, from_=SENDER, content_sid=sid, content_variables=variables)
            assert refused.value.code == code
    (bubble,) = world.bubbles(budi.id)
    assert bubble.keys == ((Key("Cek saldo", data="flow:balance"),),)


def test_what_comes_too_fast_fails_later(world: World, budi: Phone, webhook: Webhook) -> None:
    with served(twilio_double(world, ACCOUNT, AUTH_TOKEN, webhook, pace=timedelta(seconds=3))) as url:
        client = Client(ACCOUNT, AUTH_TOKEN, http_client=Elsewhere(f"{url}/sandbox/twilio"))
        client.messages.create(to=BUDI, from_=SENDER, body="satu")
        second = client.messages.create(to=BUDI, from_=SENDER, body="dua")
        eventually(lambda: bool(client.messages(second.sid).fetch().error_code == 63018))
    assert [bubble.text for bubble in world.bubbles(budi.id)] == ["satu"]


def test_another_account_or_token_is_refused(url: str) -> None:
    for account, token in ((ACCOUNT, "another"), ("AC1", AUTH_TOKEN)):
        with pytest.raises(TwilioRestException) as refused:
            Client(account, token, http_client=Elsewhere(url)).messages("SM1").fetch()
        assert (refused.value.status, refused.value.code) == (401, 20003)
