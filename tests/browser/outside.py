"""The outside world of a running program: one small server that is Telegram's Bot API and Twilio's Messages API."""

from __future__ import annotations

import itertools
import json
import re
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

import httpx
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from tests.stage import CHATS, PEOPLE

TOKEN = "7000000001:of-a-test"
SECRET = "of-a-test"
ACCOUNT = "AC" + "1" * 32
AUTH_TOKEN = "2" * 32
WHATSAPP = "whatsapp:+628001234567"
SMS = "+628001234568"
ANSWER_SECONDS_MAX = 10
LINK = re.compile(r"/pin/[A-Za-z0-9_-]+")

Plain = dict[str, Any]


@dataclass(frozen=True)
class Came:
    """A message that reached somebody."""

    number: int
    text: str
    buttons: tuple[Plain, ...] = ()

    @property
    def link(self) -> str:
        """The path of the keypad page that it leads to."""
        found = LINK.search(f"{self.text} {json.dumps(self.buttons)}")
        assert found is not None, self.text
        return found[0]

    def button(self, label: str) -> str:
        """What the button of this name carries."""
        return next(str(button["callback_data"]) for button in self.buttons if button["text"] == label)


@dataclass
class Outside:
    """Takes what the program sends, and posts to it what people do."""

    came: dict[str, list[Came]] = field(default_factory=dict)
    """By address: a chat's id, or `whatsapp:+…`, or `+…` for SMS."""
    calls: list[tuple[str, Plain]] = field(default_factory=list)
    """Every call of the Bot API: method and fields."""

    def __post_init__(self) -> None:
        self._ids = itertools.count(100)
        self._news = threading.Condition()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.program = httpx.Client(trust_env=False, timeout=10)

    @property
    def settings(self) -> dict[str, str]:
        """What the program is told, so that this is the world it talks to."""
        return {
            "SANDBOX": "1",
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_SECRET": SECRET,
            "TELEGRAM_API_URL": self.url,
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
            "TWILIO_WHATSAPP_FROM": WHATSAPP,
            "TWILIO_SMS_FROM": SMS,
            "TWILIO_API_URL": self.url,
        }

    def stop(self) -> None:
        """Close the line."""
        self.program.close()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    # What comes out of the program

    def last(self, address: str, words: str) -> Came:
        """Return the newest message at this address once it holds these words."""
        until = time.monotonic() + ANSWER_SECONDS_MAX
        with self._news:
            while not (came := self.came.get(address)) or words not in came[-1].text:
                left = until - time.monotonic()
                assert self._news.wait(max(left, 0)), f"{words!r} did not come, but {came[-1].text if came else ''!r}"
            return came[-1]

    def called(self, method: str) -> Plain:
        """Return the fields of the newest call of this method of the Bot API, once there is one."""
        until = time.monotonic() + ANSWER_SECONDS_MAX
        with self._news:
            while not (found := [fields for name, fields in self.calls if name == method]):
                assert self._news.wait(max(until - time.monotonic(), 0)), f"{method} was not called"
            return found[-1]

    def code(self, name: str) -> str:
        """Return the code in the newest SMS to somebody."""
        return str(re.findall(r"\b[0-9]{6}\b", self.last(PEOPLE[name].phone, "OTP").text)[0])

    # What people do

    def update(self, url: str, name: str, content: Plain, *, secret: str = SECRET) -> int:
        """Post an update about somebody as Telegram does; return the status."""
        number = next(self._ids)
        person = PEOPLE[name]
        chat = {"id": int(CHATS[name]), "type": "private", "first_name": person.first_name}
        sender = {"id": int(CHATS[name]), "is_bot": False, "first_name": person.first_name, "language_code": "id"}
        said = {"message_id": number, "from": sender, "chat": chat, "date": int(time.time())}
        if "data" in content:
            held = {**said, "message_id": content["message_id"], "from": {**sender, "is_bot": True}, "text": "…"}
            tap = {"id": str(number), "from": sender, "chat_instance": "1", "data": content["data"], "message": held}
            update: Plain = {"update_id": number, "callback_query": tap}
        else:
            update = {"update_id": number, "message": {**said, **content}}
        return self.post(url, json.dumps(update).encode(), secret=secret)

    def post(self, url: str, body: bytes, *, secret: str = SECRET) -> int:
        """Post the bytes of an update; return the status."""
        headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": secret}
        return self.program.post(f"{url}/telegram", content=body, headers=headers).status_code

    def form(self, url: str, path: str, fields: Plain, *, auth_token: str = AUTH_TOKEN) -> httpx.Response:
        """Post a form as Twilio does, signed."""
        signature = RequestValidator(auth_token).compute_signature(f"{url}{path}", fields)
        return self.program.post(f"{url}{path}", data=fields, headers={"X-Twilio-Signature": signature})

    def whatsapp(self, name: str, words: str) -> Plain:
        """Return the form of a message that somebody writes on WhatsApp."""
        sid, phone = f"SM{next(self._ids):032x}", PEOPLE[name].phone
        return {
            "SmsMessageSid": sid,
            "NumMedia": "0",
            "ProfileName": PEOPLE[name].first_name,
            "MessageType": "text",
            "SmsSid": sid,
            "WaId": phone.removeprefix("+"),
            "SmsStatus": "received",
            "Body": words,
            "To": WHATSAPP,
            "NumSegments": "1",
            "ReferralNumMedia": "0",
            "MessageSid": sid,
            "AccountSid": ACCOUNT,
            "From": f"whatsapp:{phone}",
            "ApiVersion": "2010-04-01",
        }

    # The server

    def _take(self, path: str, fields: Plain) -> tuple[int, Plain]:
        with self._news:
            number = next(self._ids)
            try:
                if path.startswith(f"/bot{TOKEN}/"):
                    return 200, {"ok": True, "result": self._bot_api(path.rpartition("/")[2], fields, number)}
                if path == f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json":
                    self.came.setdefault(fields["To"], []).append(Came(number, fields["Body"]))
                    return 201, {"sid": f"SM{number:032x}", "status": "queued", "body": fields["Body"]}
                return 404, {"ok": False, "error_code": 404, "description": "Not Found"}
            finally:
                self._news.notify_all()

    def _bot_api(self, method: str, fields: Plain, number: int) -> Any:
        self.calls.append((method, fields))
        if method == "getMe":
            return {
                "id": int(TOKEN.partition(":")[0]),
                "is_bot": True,
                "first_name": "KasPro",
                "username": "kaspro_bot",
            }
        if method != "sendMessage":
            return True
        rows = json.loads(fields.get("reply_markup", "{}")).get("inline_keyboard", [])
        came = Came(number, fields["text"], tuple(button for row in rows for button in row))
        self.came.setdefault(fields["chat_id"], []).append(came)
        chat = {"id": int(fields["chat_id"]), "type": "private"}
        return {"message_id": number, "date": int(time.time()), "chat": chat, "text": fields["text"]}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        take = self._take

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                status, answer = take(self.path, dict(parse_qsl(body.decode(), keep_blank_values=True)))
                written = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(written)))
                self.end_headers()
                self.wfile.write(written)

            def log_message(self, *_said: object) -> None:
                """Say nothing."""

        return Handler
