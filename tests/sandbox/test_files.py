"""Files: what a phone sends is handed out by the double of its service, to the wallet's own channels, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from bot.channels.base import Ignored, Request, TooLarge, Unfetched
from bot.channels.fetching import Fetcher
from bot.channels.telegram import Telegram
from bot.channels.whatsapp import WhatsApp
from bot.message import Kind, Message
from sandbox import files, samples
from sandbox.files import Attachment, File, attachment
from sandbox.phones import Hands
from sandbox.telegram import telegram_double
from sandbox.twilio import twilio_double
from sandbox.world import Phone, World
from tests.models import pictures
from tests.models.pictures import card, written
from tests.sandbox import ACCOUNT, AUTH_TOKEN, SENDER, TOKEN, Webhook, eventually, served

PUBLIC = "https://kaspro.example"


class Town:
    """Phones, the doubles of their services, and the wallet's channels behind the webhooks."""

    def __init__(self, world: World, url: str) -> None:
        self.world = world
        self.webhook = Webhook()
        self.hands = Hands(
            world,
            base_url=url,
            public_url=PUBLIC,
            telegram_secret="secret",
            twilio_auth_token=AUTH_TOKEN,
            account_sid=ACCOUNT,
            whatsapp_sender=SENDER,
            post=self.webhook,
        )
        self.budi = world.add_phone("Budi Hartono", "telegram", "+6281211110001", "id")
        self.sari = world.add_phone("Sari Wulandari", "whatsapp", "+6281211110002", "id")
        self.telegram = Telegram(TOKEN, "secret", f"{url}/sandbox/telegram", fetcher=Fetcher())
        self.whatsapp = WhatsApp(ACCOUNT, AUTH_TOKEN, SENDER, phrases={}, api_url=f"{url}/sandbox/twilio")

    @property
    def phones(self) -> tuple[Phone, Phone]:
        return self.budi, self.sari

    def heard(self) -> Message:
        """Return what the wallet heard last: proved and read as always."""
        call = self.webhook.calls[-1]
        channel = self.telegram if call.url.endswith("/telegram") else self.whatsapp
        request = Request(f"{PUBLIC}/whatsapp", call.headers, call.body)
        channel.prove(request)
        message = channel.read(request)
        assert not isinstance(message, Ignored)
        return message

    def fetched(self) -> bytes:
        """Return the file of what was heard last."""
        message = self.heard()
        return (self.telegram if message.channel == "telegram" else self.whatsapp).fetch(message.media)


@pytest.fixture
def town(world: World) -> Iterator[Town]:
    with served(telegram_double(world, TOKEN), twilio_double(world, ACCOUNT, AUTH_TOKEN, Webhook())) as url:
        yield Town(world, url)


def test_a_sample_reaches_the_wallet_from_either_phone(town: Town) -> None:
    for phone in town.phones:
        for take, name in enumerate(samples.SAMPLES):
            town.hands.send_photo(phone.id, name)
            assert town.heard().kind is Kind.PHOTO
            assert town.fetched() == samples.sample(name, phone.name, take)


def test_the_same_sample_is_another_picture_each_time(town: Town) -> None:
    taken = set()
    for _ in range(3):
        town.hands.send_photo(town.phones[0].id, "selfie")
        town.heard()
        taken.add(town.fetched())
    assert len(taken) == 3


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_goes_as_a_photo_and_comes_whole(town: Town, kind: str) -> None:
    data = written(card(), kind, exif=pictures.exif(6, "kept on its way"))
    for phone in town.phones:
        town.hands.send_file(phone.id, attachment("ktp.bin", "application/octet-stream", data))
        assert town.heard().kind is Kind.PHOTO
        assert town.fetched() == data
        (bubble,) = town.world.bubbles(phone.id)
        assert bubble.kind == "photo"
        shown = files.on_phone(town.world, phone.id, bubble.id)
        assert shown is not None
        assert max(pictures.opened(shown.body).size) <= max(files.THUMB)
        assert files.shown_on(town.world, phone.id) == {bubble.id: "wide"}


@pytest.mark.parametrize(
    ("name", "declared", "body", "kind"),
    [
        ("surat.pdf", "application/pdf", pictures.PDF, Kind.OTHER),
        ("foto.jpg", "image/jpeg", pictures.FITS, Kind.PHOTO),
        ("foto.jpg", "image/jpeg", pictures.PDF, Kind.OTHER),
        ("bom.png", "image/png", pictures.png_bomb(9000, 9000), Kind.PHOTO),
        ("catatan", "x", b"halo", Kind.OTHER),
    ],
)
def test_what_the_app_cannot_show_goes_as_a_document(
    town: Town, name: str, declared: str, body: bytes, kind: Kind
) -> None:
    for phone in town.phones:
        town.hands.send_file(phone.id, attachment(name, declared, body))
        assert town.heard().kind is kind
        (bubble,) = town.world.bubbles(phone.id)
        assert (bubble.kind, bubble.text) == ("file", name)
        assert files.shown_on(town.world, phone.id) == {}
        if kind is Kind.PHOTO:
            assert town.fetched() == body


def test_a_voice_note_is_heard_as_one(town: Town) -> None:
    for phone in town.phones:
        town.hands.send_voice(phone.id)
        assert town.heard().kind is Kind.VOICE
        assert town.heard().media == ""
    assert samples.voice_note().startswith(b"OggS")


def test_of_telegrams_sizes_the_largest_is_last_and_is_the_file_itself(town: Town) -> None:
    town.hands.send_photo(town.budi.id)
    small, large = (files.handed_out(town.world, f"sandbox-{kind}-1") for kind in ("thumb", "photo"))
    assert small is not None
    assert large is not None
    assert len(small.body) < len(large.body)
    assert town.heard().media == "sandbox-photo-1"


def test_what_was_fetched_is_deleted_at_twilio_and_still_shown_on_the_phone(town: Town) -> None:
    town.hands.send_photo(town.sari.id)
    town.fetched()
    name = town.heard().media.rpartition("/")[2]
    eventually(lambda: files.handed_out(town.world, name) is None)
    with pytest.raises(Unfetched, match="404"):
        town.fetched()
    assert files.shown_on(town.world, town.sari.id) == {1: "wide"}


def test_a_file_too_large_is_not_fetched(town: Town) -> None:
    data = written(card()) + bytes(5_000_000)
    for phone in town.phones:
        town.hands.send_file(phone.id, attachment("ktp.jpg", "image/jpeg", data))
        with pytest.raises(TooLarge):
            town.fetched()


def test_what_is_taken_off_a_phone_is_kept_nowhere(town: Town) -> None:
    town.hands.send_photo(town.budi.id)
    (bubble,) = town.world.bubbles(town.budi.id)
    town.world.delete_bubble(bubble.id)
    assert files.on_phone(town.world, town.budi.id, bubble.id) is None
    with pytest.raises(Unfetched, match="400"):
        town.fetched()
    town.hands.send_photo(town.sari.id)
    town.world.remove_phone(town.sari.id)
    with town.world.change() as db:
        assert db.execute("SELECT count(*) FROM files").fetchone()[0] == 0


def test_only_so_much_is_kept_and_the_oldest_goes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "KEPT_BYTES_MAX", 250)
    for number in range(5):
        files.keep(world, number, f"file-{number}", File("image/png", bytes(100)))
    assert [files.handed_out(world, f"file-{number}") is not None for number in range(5)] == [False] * 3 + [True] * 2


def test_a_phone_shows_its_own_pictures_only(town: Town) -> None:
    town.hands.send_photo(town.budi.id)
    assert files.on_phone(town.world, town.sari.id, 1) is None
    assert files.on_phone(town.world, town.budi.id, 2) is None


def test_names_and_types_are_made_harmless() -> None:
    made = attachment(" a\n" + "b" * 200, 'text/html"; x', b"halo")
    assert made == Attachment(f"a {'b' * 78}", "application/octet-stream", b"halo")
    assert attachment("", "TEXT/PLAIN; charset=x", b"halo") == Attachment("file", "text/plain", b"halo")
    assert not attachment("a", "image/png", pictures.png_bomb(9000, 9000)).is_picture
    assert files.thumbnail(b"nothing") == b""


def test_nobody_else_gets_a_file(world: World) -> None:
    app = Flask(__name__)
    app.register_blueprint(telegram_double(world, TOKEN))
    app.register_blueprint(twilio_double(world, ACCOUNT, AUTH_TOKEN, Webhook()))
    files.keep(world, 1, "sandbox-photo-1", File("image/png", b"x"))
    client = app.test_client()
    assert client.get("/sandbox/telegram/file/bot1:wrong/photos/sandbox-photo-1.jpg").status_code == 401
    assert client.get(f"/sandbox/telegram/file/bot{TOKEN}/photos/none.jpg").status_code == 404
    media = f"/sandbox/twilio/2010-04-01/Accounts/{ACCOUNT}/Messages/MM1/Media/sandbox-photo-1"
    assert client.get(media).status_code == 401
    assert client.get(media, auth=(ACCOUNT, AUTH_TOKEN)).status_code == 404
    assert client.delete(f"{media}.json", auth=(ACCOUNT, "wrong")).status_code == 401
