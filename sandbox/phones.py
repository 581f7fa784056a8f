"""Phones: what a person's hands do on them. Each deed is posted to the real webhook as the channel would post it.

Telegram repeats what is not answered with 2xx, in order and with growing delay. Twilio tries once more, and only if it
got no answer at all.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import httpx
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from sandbox import files, samples, telegram, twilio
from sandbox.files import Attachment, File, attachment
from sandbox.twilio import Post
from sandbox.world import Bubble, Phone, World

RETRY_DELAYS = (1.0, 2.0, 4.0, 8.0, 16.0)
UPDATE_IDS = 900_000_000
DELIVERIES_KEPT = 1000
NO_ANSWER = 0
"""What stands for the status where the webhook gave none."""

Plain = dict[str, Any]


class NotOnThisChannel(Exception):
    """This channel's app cannot do that."""


@dataclass(frozen=True)
class Delivery:
    """One call of a webhook, byte for byte."""

    phone: int
    bubble: int
    url: str
    headers: Mapping[str, str]
    body: bytes


class Hands:
    """A person's hands; every deed returns the webhook's HTTP status, or 0 where it gave none."""

    def __init__(
        self,
        world: World,
        *,
        base_url: str,
        telegram_secret: str,
        twilio_auth_token: str,
        account_sid: str,
        whatsapp_sender: str,
        post: Post = twilio.post,
        public_url: str = "",
        retry_delays: Sequence[float] = RETRY_DELAYS,
    ) -> None:
        self._world = world
        self._base_url = base_url.rstrip("/")
        self._public_url = (public_url or base_url).rstrip("/")
        self._telegram_secret = telegram_secret
        self._signer = RequestValidator(twilio_auth_token)
        self._account_sid = account_sid
        self._whatsapp_sender = "whatsapp:" + whatsapp_sender.removeprefix("whatsapp:")
        self._post = post
        self._retry_delays = retry_delays
        self._lines: dict[tuple[int, str], deque[Delivery]] = {}
        self._lines_lock = threading.Lock()

    # What a person does

    def say(self, phone_id: int, text: str) -> int:
        """Type a message and send it."""
        phone, text = self._world.phone(phone_id), text.strip()
        if not text:
            raise ValueError("there is nothing to send")
        bubble = self._bubble(phone, "text", text)
        if phone.channel == "whatsapp":
            return self._form(phone, bubble, {"MessageType": "text", "Body": text})
        return self._message(phone, bubble, {"text": text})

    def start(self, phone_id: int, payload: str = "") -> int:
        """Open the bot for the first time: Telegram's Start button or deep link, WhatsApp's link with a text in it."""
        phone = self._world.phone(phone_id)
        if phone.channel == "whatsapp":
            return self.say(phone_id, payload or ("Halo" if phone.language == "id" else "Hello"))
        return self.say(phone_id, f"/start {payload}")

    def press(self, phone_id: int, label: str) -> int:
        """Press a key of the reply keyboard; KeyError if it is not there."""
        keys = {key.label: key for row in self._world.reply_keys(phone_id) for key in row}
        key = keys[label]
        if key.contact:
            return self.share_own_contact(phone_id)
        self._world.pressed(phone_id)
        return self.say(phone_id, label)

    def tap(self, phone_id: int, bubble_id: int, data: str) -> int:
        """Tap a button under a message; one that is no longer shown can be tapped as well, as slow apps allow."""
        if self._world.phone(phone_id).channel == "whatsapp":
            return self._choose(self._world.phone(phone_id), self._world.bubble(phone_id, bubble_id), data)
        phone = self._on_telegram(phone_id)
        bubble = self._world.bubble(phone_id, bubble_id)
        query = {
            "id": telegram.open_tap(self._world, phone),
            "from": telegram.person(phone),
            "message": telegram.message(self._world, phone, bubble),
            "chat_instance": str(phone.chat_id * 31),
            "data": data,
        }
        return self._update(phone, bubble, {"callback_query": query})

    def edit(self, phone_id: int, bubble_id: int, text: str) -> int:
        """Change the text of a message already sent."""
        phone = self._on_telegram(phone_id)
        before = self._world.bubble(phone_id, bubble_id)
        if not before.mine or before.kind != "text" or before.deleted:
            raise ValueError("only one's own text can be edited")
        self._world.edit_bubble(bubble_id, text.strip())
        edited = telegram.message(self._world, phone, self._world.bubble(phone_id, bubble_id))
        return self._update(phone, before, {"edited_message": edited})

    def share_own_contact(self, phone_id: int) -> int:
        """Share one's own number: on Telegram by the key that vouches for it."""
        phone = self._world.phone(phone_id)
        self._world.pressed(phone_id)
        return self.share_contact(phone_id, phone.number, phone.name, user_id=phone.chat_id)

    def share_contact(self, phone_id: int, number: str, name: str, user_id: int | None = None) -> int:
        """Share a contact from the address book; `user_id` is that person's Telegram account, if she has one."""
        phone = self._world.phone(phone_id)
        bubble = self._bubble(phone, "contact", f"{name}\n{number}")
        if phone.channel == "whatsapp":
            card = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nTEL:{number}\r\nEND:VCARD\r\n"
            return self._media(phone, bubble, "contacts", File("text/vcard", card.encode()))
        contact: Plain = {"phone_number": number.removeprefix("+"), "first_name": name}
        if user_id is not None:
            contact["user_id"] = user_id
        return self._message(phone, bubble, {"contact": contact})

    def send_photo(self, phone_id: int, sample: str = "id") -> int:
        """Send one of the samples, drawn for the phone's owner; KeyError if there is none of this name.

        No camera takes the same picture twice, and the wallet takes none that it has seen.
        """
        phone = self._world.phone(phone_id)
        take = sum(bubble.mine and bubble.kind == "photo" for bubble in self._world.bubbles(phone_id))
        photo = samples.sample(sample, phone.name, take)
        return self.send_file(phone_id, attachment(f"{sample}.jpg", "image/jpeg", photo))

    def send_file(self, phone_id: int, sent: Attachment) -> int:
        """Send a file: as a photo if the app can show it, else as a document."""
        phone = self._world.phone(phone_id)
        if not sent.is_picture:
            return self._send_document(phone, sent)
        bubble = self._bubble(phone, "photo")
        small = File("image/jpeg", files.thumbnail(sent.body))
        files.show(self._world, bubble.id, sent, small.body)
        if phone.channel == "whatsapp":
            return self._media(phone, bubble, "image", sent_as(sent))
        sizes = [
            self._on_telegrams_server(bubble, "photo", sent_as(sent)) | {"width": sent.width, "height": sent.height}
        ]
        if small.body:
            scale = min(1.0, *(most / side for most, side in zip(files.THUMB, (sent.width, sent.height), strict=True)))
            sides = {"width": round(sent.width * scale), "height": round(sent.height * scale)}
            sizes.insert(0, self._on_telegrams_server(bubble, "thumb", small) | sides)
        return self._message(phone, bubble, {"photo": sizes})

    def send_voice(self, phone_id: int) -> int:
        """Send a voice message."""
        phone = self._world.phone(phone_id)
        bubble = self._bubble(phone, "voice")
        note = File("audio/ogg", samples.voice_note())
        if phone.channel == "whatsapp":
            return self._media(phone, bubble, "audio", note)
        voice = self._on_telegrams_server(bubble, "voice", note) | {"duration": 3, "mime_type": note.type}
        return self._message(phone, bubble, {"voice": voice})

    def send_sticker(self, phone_id: int) -> int:
        """Send a sticker."""
        phone = self._world.phone(phone_id)
        bubble = self._bubble(phone, "sticker", "👍")
        thumb = File("image/webp", samples.sticker())
        if phone.channel == "whatsapp":
            return self._media(phone, bubble, "sticker", thumb)
        looks = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": "👍"}
        return self._message(phone, bubble, {"sticker": self._on_telegrams_server(bubble, "sticker", thumb) | looks})

    def _send_document(self, phone: Phone, sent: Attachment) -> int:
        bubble = self._bubble(phone, "file", sent.name)
        if phone.channel == "whatsapp":
            kind = {"image": "image", "audio": "audio"}.get(sent.type.partition("/")[0], "document")
            return self._media(phone, bubble, kind, sent_as(sent))
        document = self._on_telegrams_server(bubble, "document", sent_as(sent))
        return self._message(phone, bubble, {"document": document | {"file_name": sent.name, "mime_type": sent.type}})

    # Once more

    def last_delivery(self, phone_id: int) -> Delivery | None:
        """Return the last call of a webhook for this phone."""
        return self._kept("phone = ?", phone_id)

    def repeat(self, phone_id: int, bubble_id: int) -> int:
        """Deliver once more what was last delivered about this message, byte for byte; KeyError if nothing was."""
        delivery = self._kept("phone = ? AND bubble = ?", phone_id, bubble_id)
        if delivery is None:
            raise KeyError(bubble_id)
        return self._try(delivery)

    # As Telegram posts it

    def _on_telegrams_server(self, bubble: Bubble, kind: str, file: File) -> Plain:
        """Put a file where getFile finds it, and return it as an update writes it."""
        name = f"sandbox-{kind}-{bubble.id}"
        files.keep(self._world, bubble.id, name, file)
        return {"file_id": name, "file_unique_id": f"{kind}{bubble.id}", "file_size": len(file.body)}

    def _message(self, phone: Phone, bubble: Bubble, content: Plain) -> int:
        said = telegram.message(self._world, phone, bubble)
        if "text" not in content:
            del said["text"]
            said.pop("entities", None)
        return self._update(phone, bubble, {"message": said | content})

    def _update(self, phone: Phone, bubble: Bubble, content: Plain) -> int:
        # Telegram begins at a random number too; a new world must not repeat the ids of the one before it.
        update_id = self._world.next_number("update_id", 1 + secrets.randbelow(UPDATE_IDS))
        update = {"update_id": update_id, **content}
        webhook = self._world.webhook()
        secret = self._telegram_secret or webhook.secret
        if not secret and not webhook.url:
            telegram.queue(self._world, update)
            if bubble.mine:
                self._world.set_ticks(bubble.id, "sent")
            return 200
        headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": secret}
        body = json.dumps(update).encode()
        delivery = Delivery(phone.id, bubble.id, f"{self._base_url}/telegram", headers, body)
        self._keep(delivery)
        # Taps queue apart from messages, so that one may overtake the other.
        return self._in_line((phone.id, "tap" if "callback_query" in content else "message"), delivery)

    def _in_line(self, line: tuple[int, str], delivery: Delivery) -> int:
        """Deliver, or queue behind what Telegram could not deliver yet."""
        with self._lines_lock:
            waiting = self._lines.get(line)
            if waiting is not None:
                waiting.append(delivery)
                return NO_ANSWER
        status = self._try(delivery)
        if _taken(status):
            return status
        with self._lines_lock:
            waiting = self._lines.get(line)
            if waiting is not None:
                waiting.append(delivery)
                return status
            self._lines[line] = deque([delivery])
        threading.Thread(target=self._retry, args=(line,), name="telegram retries", daemon=True).start()
        return status

    def _retry(self, line: tuple[int, str]) -> None:
        """Deliver what waits in this line, oldest first, until each is taken or given up."""
        while True:
            with self._lines_lock:
                if not self._lines[line]:
                    del self._lines[line]
                    return
                delivery = self._lines[line].popleft()
            for delay in self._retry_delays:
                time.sleep(delay)
                if _taken(self._try(delivery)):
                    break

    # As Twilio posts it

    def _choose(self, phone: Phone, under: Bubble, data: str) -> int:
        """Tap a quick reply or a line of a list, which the chat shows as typed words; KeyError if it is not there.

        WhatsApp leaves the buttons where they are, so an old one can be tapped at any time.
        """
        label = {key.data: key.label for row in under.keys for key in row}[data]
        bubble = self._bubble(phone, "text", label)
        form = {
            "MessageType": "interactive",
            "Body": label,
            "OriginalRepliedMessageSid": twilio.sid_of(self._world, under),
        }
        if self._world.recall(f"content {under.id}", "") == "twilio/list-picker":
            return self._form(phone, bubble, {**form, "ListId": data, "ListTitle": label})
        return self._form(phone, bubble, {**form, "ButtonPayload": data, "ButtonText": label})

    def _media(self, phone: Phone, bubble: Bubble, kind: str, file: File) -> int:
        return self._form(phone, bubble, {"MessageType": kind, "Body": ""}, file)

    def _form(self, phone: Phone, bubble: Bubble, content: Mapping[str, str], file: File | None = None) -> int:
        sid = twilio.new_sid("MM" if file else "SM")
        url = f"{self._public_url}/whatsapp"
        form = {**self._envelope(phone, sid), **content}
        if file is not None:
            media = twilio.new_sid("ME")
            files.keep(self._world, bubble.id, media, file)
            form |= {"NumMedia": "1", "MediaContentType0": file.type, "MediaUrl0": self._media_url(sid, media)}
        twilio.record(
            self._world,
            sid,
            recipient=self._whatsapp_sender,
            sender=phone.whatsapp_address,
            body=form["Body"],
            direction="inbound",
            status="received",
            bubble=bubble.id,
        )
        sealed = twilio.signed(self._signer, url, form)
        delivery = Delivery(phone.id, bubble.id, f"{self._base_url}/whatsapp", sealed.headers, sealed.content)
        self._keep(delivery)
        status = self._try(delivery)
        return self._try(delivery) if status == NO_ANSWER else status

    def _media_url(self, sid: str, media: str) -> str:
        base = f"https://api.twilio.com/{twilio.API_VERSION}/Accounts/{self._account_sid}"
        return f"{base}/Messages/{sid}/Media/{media}"

    def _envelope(self, phone: Phone, sid: str) -> dict[str, str]:
        who = {"ProfileName": phone.name}
        if not phone.hidden:
            who["WaId"] = phone.number.removeprefix("+")
        context = {"type": "whatsapp", "data": {"context": who}}
        return {
            "SmsMessageSid": sid,
            "SmsSid": sid,
            "MessageSid": sid,
            "AccountSid": self._account_sid,
            "SmsStatus": "received",
            "NumMedia": "0",
            "NumSegments": "1",
            "ReferralNumMedia": "0",
            "From": phone.whatsapp_address,
            "To": self._whatsapp_sender,
            "ExternalUserId": phone.external_user_id,
            "ChannelMetadata": json.dumps(context),
            "ApiVersion": twilio.API_VERSION,
            **who,
        }

    # What both share

    def _on_telegram(self, phone_id: int) -> Phone:
        phone = self._world.phone(phone_id)
        if phone.channel != "telegram":
            raise NotOnThisChannel(phone.channel)
        return phone

    def _bubble(self, phone: Phone, kind: str, text: str = "") -> Bubble:
        style = "whatsapp" if phone.channel == "whatsapp" else ""
        return self._world.add_bubble(phone.id, text, mine=True, kind=kind, style=style)

    def _try(self, delivery: Delivery) -> int:
        """Post it once and mark its bubble by what came of it."""
        try:
            status = int(self._post(delivery.url, headers=dict(delivery.headers), content=delivery.body).status_code)
        except (OSError, httpx.HTTPError):
            status = NO_ANSWER
        # The phone may have been taken away meanwhile.
        with suppress(KeyError):
            self._mark(self._world.bubble(delivery.phone, delivery.bubble), taken=_taken(status))
        return status

    def _mark(self, bubble: Bubble, *, taken: bool) -> None:
        if not bubble.mine:
            return
        if taken:
            # Telegram shows a message as read once the bot has it; on WhatsApp only the business itself can say so.
            telegram_phone = self._world.phone(bubble.phone).channel == "telegram"
            self._world.set_ticks(bubble.id, "read" if telegram_phone else "delivered")
        elif not bubble.ticks:
            self._world.set_ticks(bubble.id, "failed")

    def _keep(self, delivery: Delivery) -> None:
        """Keep a call for `repeat`; the oldest go."""
        headers = json.dumps(dict(delivery.headers))
        with self._world.change() as db:
            added = db.execute(
                "INSERT INTO deliveries (phone, bubble, url, headers, body) VALUES (?, ?, ?, ?, ?)",
                (delivery.phone, delivery.bubble, delivery.url, headers, delivery.body),
            ).lastrowid
            db.execute("DELETE FROM deliveries WHERE id <= ?", ((added or 0) - DELIVERIES_KEPT,))

    def _kept(self, condition: str, *values: int) -> Delivery | None:
        with self._world.change() as db:
            statement = f"SELECT * FROM deliveries WHERE {condition} ORDER BY id DESC LIMIT 1"
            row = db.execute(statement, values).fetchone()
        if row is None:
            return None
        return Delivery(row["phone"], row["bubble"], row["url"], json.loads(row["headers"]), row["body"])


def _taken(status: int) -> bool:
    return 200 <= status < 300


def sent_as(sent: Attachment) -> File:
    """Return an attachment as its service keeps it."""
    return File(sent.type, sent.body)
