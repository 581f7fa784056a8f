"""Fetching: a file comes from where it may, whole and in time; nothing else is asked, and no secret goes elsewhere."""

from __future__ import annotations

import base64
import logging
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.channels import fetching
from bot.channels.base import TooLarge, Unfetched
from bot.channels.fetching import BYTES_MAX, Fetcher, Patience, Place, is_public
from bot.channels.sms import Sms
from bot.channels.telegram import Telegram
from bot.channels.terminal import Terminal
from bot.channels.whatsapp import API_HOST, WhatsApp
from tests.channels import stores
from tests.channels.peers import refusing
from tests.channels.stores import QUICK, Line, Map, Store, Tls, drips, endless, gives, leads_to, says, silent, store

ACCOUNT, TOKEN = "AC" + "0" * 32, "0123456789abcdef"
BOT_TOKEN = "7000000001:AA-secret"
PATH = f"/2010-04-01/Accounts/{ACCOUNT}/Messages/MM{'1' * 32}/Media/ME{'2' * 32}"
MEDIA = f"https://{API_HOST}{PATH}"
CDN, S3 = "mms.twiliocdn.com", "s3-external-1.amazonaws.com"
PICTURE = b"\xff\xd8 a picture"
BASIC = "Basic " + base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Tls:
    return stores.certified(
        tmp_path_factory.mktemp("tls"), API_HOST, CDN, "media.twiliocdn.com", S3, "api.telegram.org"
    )


class AtTwilio(WhatsApp):
    """Remembers what it would have deleted: tests do not call Twilio itself."""

    deleted = ""

    def _delete(self, path: str) -> None:
        self.deleted = path


def whatsapp(fetcher: Fetcher, api_url: str = "") -> WhatsApp:
    made = WhatsApp if api_url else AtTwilio
    return made(ACCOUNT, TOKEN, "whatsapp:+628", phrases={}, api_url=api_url, timeout=0.3, fetcher=fetcher)


def telegram(fetcher: Fetcher, api_url: str = "https://api.telegram.org") -> Telegram:
    return Telegram(BOT_TOKEN, "s", api_url, fetcher=fetcher)


def unfetched(deed: Callable[[], object]) -> Unfetched:
    """Return why a deed could not be done; it held no secret, and took no longer than anybody waits."""
    began = time.monotonic()
    with pytest.raises(Unfetched) as caught:
        deed()
    assert time.monotonic() - began < QUICK.total + 1
    assert not [secret for secret in (TOKEN, BOT_TOKEN, BASIC, ACCOUNT) if secret in repr(caught.value)]
    return caught.value


def straight(line: Line, bytes_max: int = BYTES_MAX) -> bytes:
    """Fetch from a store of our own, without any channel."""
    with store(line) as one:
        return Fetcher(QUICK).fetch(f"{one.url}/file", [Place.under(one.url, "/file", ours=True)], bytes_max=bytes_max)


# What works.


def test_a_file_comes_whole() -> None:
    assert straight(gives(PICTURE)) == PICTURE
    assert straight(gives(b"")) == b""
    assert straight(gives(bytes(BYTES_MAX))) == bytes(BYTES_MAX)
    assert straight(says(b"HTTP/1.1 200 OK\r\n\r\nuntil the end")) == b"until the end"
    assert straight(says(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")) == b"abc"


def test_whatsapp_fetches_by_tls_and_follows_to_where_twilio_keeps_files(tls: Tls) -> None:
    with (
        store(leads_to(f"https://{CDN}/{ACCOUNT}/abc?Signature=x%2By"), tls=tls.server) as api,
        store(leads_to(f"https://{S3}/media.twiliocdn.com/{ACCOUNT}/abc"), tls=tls.server) as cdn,
        store(gives(PICTURE), tls=tls.server) as s3,
    ):
        seen = Map({API_HOST: api, CDN: cdn, S3: s3}, tls.client)
        channel = AtTwilio(ACCOUNT, TOKEN, "whatsapp:+628", phrases={}, fetcher=seen.fetcher())
        assert channel.fetch(MEDIA) == PICTURE
        eventually(lambda: channel.deleted == PATH)
    assert [heard.target for heard in api.heard] == [PATH]
    assert [heard.target for heard in cdn.heard] == [f"/{ACCOUNT}/abc?Signature=x%2By"]
    assert api.heard[0].headers["authorization"] == BASIC
    assert not [one for one in (cdn, s3) if "authorization" in one.heard[0].headers]
    assert api.heard[0].headers["host"] == API_HOST
    assert seen.looked_up == [API_HOST, CDN, S3]


def test_where_twilio_is_played_the_player_is_asked_whatever_host_is_named() -> None:
    with store(gives(PICTURE)) as double:
        channel = whatsapp(Fetcher(QUICK), f"{double.url}/sandbox/twilio/")
        assert channel.fetch(MEDIA) == PICTURE
        assert channel.fetch(f"{double.url}/sandbox/twilio{PATH}") == PICTURE
        eventually(lambda: len(double.heard) == 4)  # Each is deleted there afterwards.
    targets = {heard.target for heard in double.heard}
    assert targets == {f"/sandbox/twilio{PATH}", f"/sandbox/twilio{PATH}.json"}
    assert all(heard.headers["authorization"] == BASIC for heard in double.heard)


def test_a_media_that_cannot_be_deleted_is_fetched_all_the_same(caplog: pytest.LogCaptureFixture) -> None:
    with store(gives(PICTURE), gives(b"{}", 500)) as double:
        assert whatsapp(Fetcher(QUICK), double.url).fetch(MEDIA) == PICTURE
        eventually(lambda: "not deleted" in caplog.text)
    assert not [secret for secret in (TOKEN, ACCOUNT, "ME2222") if secret in caplog.text]


def test_telegram_asks_where_the_file_is_and_fetches_it() -> None:
    told = b'{"ok": true, "result": {"file_id": "f 1", "file_unique_id": "u", "file_path": "photos/file_1.jpg"}}'
    with store(gives(told), gives(PICTURE)) as double:
        assert telegram(Fetcher(QUICK), f"{double.url}/api").fetch("f 1&x=1") == PICTURE
    assert [heard.target for heard in double.heard] == [
        f"/api/bot{BOT_TOKEN}/getFile?file_id=f%201%26x%3D1",
        f"/api/file/bot{BOT_TOKEN}/photos/file_1.jpg",
    ]


def test_telegram_itself_is_asked_by_tls(tls: Tls) -> None:
    told = b'{"ok": true, "result": {"file_path": "photos/file_1.jpg", "file_size": 11}}'
    with store(gives(told), gives(PICTURE), tls=tls.server) as api:
        seen = Map({"api.telegram.org": api}, tls.client)
        assert telegram(seen.fetcher()).fetch("f1") == PICTURE


def test_no_log_holds_a_token(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    told = b'{"ok": true, "result": {"file_path": "photos/file_1.jpg"}}'
    with store(gives(told), gives(PICTURE)) as double:
        telegram(Fetcher(QUICK), double.url).fetch("f1")
    with store(gives(PICTURE)) as double:
        whatsapp(Fetcher(QUICK), double.url).fetch(MEDIA)
        eventually(lambda: len(double.heard) == 2)
    assert not [secret for secret in (BOT_TOKEN, TOKEN, BASIC) if secret in caplog.text]


# Too much, too slow, cut short.


@pytest.mark.parametrize(
    "line",
    [
        gives(bytes(1001)),
        says(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999\r\n\r\n"),
        endless(),
        endless(b"2710\r\n" + bytes(10_000) + b"\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
        says(b"HTTP/1.1 200 OK\r\n\r\n" + bytes(1001)),
    ],
)
def test_more_than_is_taken_is_refused_as_soon_as_it_shows(line: Line) -> None:
    why = unfetched(lambda: straight(line, bytes_max=1000))
    assert isinstance(why, TooLarge)
    assert why.permanent


def test_telegram_says_the_size_before() -> None:
    told = b'{"ok": true, "result": {"file_path": "photos/file_1.jpg", "file_size": 5000001}}'
    with store(gives(told)) as double:
        assert isinstance(unfetched(lambda: telegram(Fetcher(QUICK), double.url).fetch("f1")), TooLarge)
    assert len(double.heard) == 1


@pytest.mark.parametrize(
    "line",
    [
        silent(),
        drips(),
        drips(b""),
        drips(b"HTTP/1.1 200 OK\r\nX: "),
        drips(b"HTTP/1.1 200 OK\r\n\r\n"),
        drips(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
        endless(b"HTTP/1.1 100 Continue\r\n\r\n", b""),
    ],
)
def test_nobody_waits_for_a_silent_or_dripping_line(line: Line) -> None:
    assert not unfetched(lambda: straight(line)).permanent


def test_nor_for_one_that_drips_within_tls(tls: Tls) -> None:
    for line in (silent(), drips()):
        with store(line, tls=tls.server) as api:
            assert not unfetched(lambda: whatsapp(Map({API_HOST: api}, tls.client).fetcher()).fetch(MEDIA)).permanent


def test_nor_for_one_that_never_says_hello_in_tls(tls: Tls) -> None:
    with store(silent()) as api:
        assert not unfetched(lambda: whatsapp(Map({API_HOST: api}, tls.client).fetcher()).fetch(MEDIA)).permanent


def test_nor_for_a_name_that_is_looked_up_for_ever(tls: Tls) -> None:
    with store(gives(PICTURE), tls=tls.server) as api:
        seen = Map({API_HOST: api}, tls.client, slow=2.0)
        assert not unfetched(lambda: whatsapp(seen.fetcher()).fetch(MEDIA)).permanent


@pytest.mark.parametrize(
    "words",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"",
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + bytes(100_000),
    ],
)
def test_what_is_cut_short_or_no_answer_may_be_tried_again(words: bytes) -> None:
    assert not unfetched(lambda: straight(says(words))).permanent


@pytest.mark.parametrize(
    ("status", "permanent"),
    [(400, True), (410, True), (401, False), (403, False), (404, False), (429, False), (503, False)],
)
def test_a_refusal_says_whether_to_try_again(status: int, permanent: bool) -> None:
    why = unfetched(lambda: straight(gives(b"no", status)))
    assert (why.why, why.permanent) == (f"status {status}", permanent)


def test_a_packed_body_is_not_unpacked() -> None:
    assert unfetched(lambda: straight(gives(b"\x1f\x8b", Content_Encoding="gzip"))).permanent


def test_nobody_there_may_be_tried_again(tls: Tls) -> None:
    assert not unfetched(lambda: whatsapp(Map({}, tls.client).fetcher()).fetch(MEDIA)).permanent
    with refusing() as url:
        assert not unfetched(lambda: telegram(Fetcher(QUICK), url).fetch("f1")).permanent


def test_a_certificate_of_somebody_else_is_refused(tls: Tls, tmp_path: Path) -> None:
    other = stores.certified(tmp_path, "evil.example")
    with store(gives(PICTURE), tls=other.server) as api:
        for trusted in (tls.client, other.client):
            unfetched(lambda trusted=trusted: whatsapp(Map({API_HOST: api}, trusted).fetcher()).fetch(MEDIA))  # type: ignore[misc]  # mypy infers no lambda with a default
    assert api.heard == []


# Where a file may come from.


@pytest.mark.parametrize(
    "media",
    [
        "",
        MEDIA.replace("https", "http"),
        MEDIA.replace("https", "HTTPS"),
        MEDIA.replace(API_HOST, "evil.example"),
        MEDIA.replace(API_HOST, f"{API_HOST}.evil.example"),
        MEDIA.replace(API_HOST, f"{API_HOST}."),
        MEDIA.replace(API_HOST, f"{API_HOST}:443"),
        MEDIA.replace(API_HOST, f"{API_HOST}:8080"),
        MEDIA.replace(API_HOST, f"user@{API_HOST}"),
        MEDIA.replace(API_HOST, f"{API_HOST}@evil.example"),
        MEDIA.replace(API_HOST, f"evil.example\\@{API_HOST}"),
        MEDIA.replace(API_HOST, f"evil.example#@{API_HOST}"),
        MEDIA.replace(API_HOST, "127.0.0.1"),
        MEDIA.replace(API_HOST, "2130706433"),
        MEDIA.replace(API_HOST, "localhost:8000"),
        MEDIA.replace(API_HOST, "169.254.169.254"),
        MEDIA.replace(API_HOST, "[::1]"),
        MEDIA.replace(API_HOST, "[::ffff:127.0.0.1]"),
        MEDIA.replace("api", "аpi"),
        MEDIA.replace(ACCOUNT, "AC" + "9" * 32),
        MEDIA.replace("/Media/", "/Media/../"),
        MEDIA + "/../../../Messages.json",
        MEDIA + ".json",
        MEDIA + "?x=1",
        MEDIA + "#x",
        MEDIA + "%00",
        MEDIA + "\r\nX: y",
        " " + MEDIA,
        f"https://{API_HOST}/2010-04-01/Accounts/{ACCOUNT}/Messages.json",
        "file:///etc/passwd",
        "ftp://api.twilio.com" + PATH,
        "gopher://127.0.0.1:6379/_FLUSHALL",
        "//api.twilio.com" + PATH,
        "https://[",
        "x" * 100_000,
    ],
)
def test_no_other_address_is_asked_for_and_none_is_looked_up(media: str) -> None:
    seen = Map({})
    assert unfetched(lambda: whatsapp(seen.fetcher()).fetch(media)).permanent
    assert (seen.looked_up, seen.connected) == ([], [])


def redirects(inside: Store) -> list[str]:
    """Return where no redirect may lead to; `inside` is a service on this machine."""
    return [
        f"http://127.0.0.1:{inside.port}/",
        f"https://127.0.0.1:{inside.port}/",
        f"http://localhost:{inside.port}/",
        f"http://[::1]:{inside.port}/",
        "https://169.254.169.254/latest/meta-data/",
        "https://evil.example/file",
        f"https://{CDN}.evil.example/file",
        f"https://{CDN}@evil.example/file",
        f"https://user:word@{CDN}/file",
        f"https://{CDN}:8443/file",
        f"http://{CDN}/file",
        f"https://{CDN}",
        f"https://{S3}/somebodys-bucket/file",
        f"https://{S3}/media.twiliocdn.com/../somebodys-bucket/file",
        MEDIA,
        "/relative",
        "//evil.example/file",
        "file:///etc/passwd",
        "",
        f"https://{CDN}/a b",
        f"https://{CDN}\\@evil.example/",
    ]


def test_no_redirect_leads_anywhere_else_and_no_secret_with_it(tls: Tls) -> None:
    with store(gives(b"inside")) as inside:
        for url in redirects(inside):
            with store(leads_to(url), tls=tls.server) as api:
                seen = Map({API_HOST: api}, tls.client)
                assert unfetched(lambda seen=seen: whatsapp(seen.fetcher()).fetch(MEDIA)).permanent, url  # type: ignore[misc]  # as above
                assert seen.looked_up == [API_HOST], url
    assert inside.heard == []


def test_two_redirects_are_followed_and_no_third(tls: Tls) -> None:
    with (
        store(leads_to(f"https://{CDN}/1"), tls=tls.server) as api,
        store(leads_to(f"https://{CDN}/2"), leads_to(f"https://{CDN}/3"), tls=tls.server) as cdn,
    ):
        why = unfetched(lambda: whatsapp(Map({API_HOST: api, CDN: cdn}, tls.client).fetcher()).fetch(MEDIA))
    assert why.why == "led on too often"
    assert [heard.target for heard in cdn.heard] == ["/1", "/2"]


def test_telegram_is_led_nowhere() -> None:
    with store(gives(PICTURE)) as elsewhere, store(leads_to(f"{elsewhere.url}/x")) as double:
        unfetched(lambda: telegram(Fetcher(QUICK), double.url).fetch("f1"))
    assert elsewhere.heard == []


@pytest.mark.parametrize(
    "told",
    [
        b"{}",
        b"[]",
        b"not JSON",
        b'{"ok": true, "result": {}}',
        b'{"ok": true, "result": {"file_path": "../../bot7:BB/getMe"}}',
        b'{"ok": true, "result": {"file_path": "/etc/passwd"}}',
        b'{"ok": true, "result": {"file_path": "a?b"}}',
        b'{"ok": true, "result": {"file_path": "a\\r\\nX: y"}}',
        b'{"ok": true, "result": {"file_path": "//evil.example/a"}}',
        b'{"ok": true, "result": {"file_path": "photos/1.jpg", "file_size": "many"}}',
    ],
)
def test_telegrams_answer_is_not_believed_blindly(told: bytes) -> None:
    with store(gives(told)) as double:
        unfetched(lambda: telegram(Fetcher(QUICK), double.url).fetch("f1"))
    assert len(double.heard) == 1


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.0.0.1"],
        ["172.16.5.5"],
        ["192.168.1.1"],
        ["169.254.169.254"],
        ["100.64.0.1"],
        ["0.0.0.0"],  # noqa: S104  a name that leads there
        ["224.0.0.1"],
        ["::1"],
        ["fe80::1"],
        ["fd00::1"],
        ["::ffff:127.0.0.1"],
        ["64:ff9b::7f00:1"],
        ["2002:7f00:1::"],
        ["not an address"],
        [stores.PUBLIC, "127.0.0.1"],
    ],
)
def test_a_host_that_leads_inside_is_not_connected_to(tls: Tls, addresses: list[str]) -> None:
    with store(gives(PICTURE), tls=tls.server) as inside:
        seen = Map({API_HOST: inside}, tls.client, {API_HOST: addresses})
        assert unfetched(lambda: whatsapp(seen.fetcher()).fetch(MEDIA)).permanent
        redirected = Map({API_HOST: inside, CDN: inside}, tls.client, {CDN: addresses})
        inside._deeds.insert(0, leads_to(f"https://{CDN}/1"))
        assert unfetched(lambda: whatsapp(redirected.fetcher()).fetch(MEDIA)).permanent
    assert seen.connected == []
    assert len(redirected.connected) == 1


def test_a_name_is_looked_up_once_so_that_it_cannot_lead_elsewhere_later(tls: Tls) -> None:
    with store(gives(PICTURE), tls=tls.server) as api:
        seen = Map({API_HOST: api}, tls.client, {API_HOST: ["93.184.216.99"]})
        assert whatsapp(seen.fetcher()).fetch(MEDIA) == PICTURE
    assert (seen.looked_up, seen.connected) == ([API_HOST], ["93.184.216.99"])


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822", "8.8.8.8"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


def test_no_proxy_of_the_environment_stands_between(monkeypatch: pytest.MonkeyPatch) -> None:
    with store(gives(b"from a proxy")) as proxy:
        for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        assert straight(gives(PICTURE)) == PICTURE
    assert proxy.heard == []


def test_channels_without_files_say_so() -> None:
    for channel in (Sms(ACCOUNT, TOKEN, "+628", ""), Terminal("telegram", print)):
        assert unfetched(lambda channel=channel: channel.fetch("x")).permanent  # type: ignore[misc]  # as above


def test_what_a_fetcher_waits_for_by_itself() -> None:
    assert Patience() == Patience(connect=5.0, read=10.0, total=15.0)
    assert fetching.BYTES_MAX == 5_000_000
    assert fetching.resolved("127.0.0.1", 80) == ["127.0.0.1"]
    with store(gives(b"")) as one, fetching.connected("127.0.0.1", one.port, 1.0) as line:
        assert isinstance(line, socket.socket)


def eventually(happened: Callable[[], Any]) -> None:
    until = time.monotonic() + 3
    while not happened():
        assert time.monotonic() < until, "it never happened"
        time.sleep(0.01)
