"""Load: signed webhooks of Telegram and Twilio over real connections, kept and fresh ones, without a pause.

No call is repeated, so that a refused, reset or badly answered one is seen.
"""

from __future__ import annotations

import http.client
import itertools
import json
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from tests.stage import CHATS, PEOPLE, PIN, PUBLIC_URL

ANSWER_SECONDS_MAX = 15
"""As long as Twilio waits."""
PAYMENT_SECONDS = 1.5
"""Each takes three messages, and a chat gets one a second."""
_VALIDATOR = RequestValidator("twilio-token")


@dataclass(frozen=True)
class Call:
    """One webhook."""

    path: str
    key: str
    """Under which it is kept."""
    body: bytes
    headers: dict[str, str]


def telegram(number: int, chat: str, name: str, words: str) -> Call:
    """Return an update as the Bot API posts it."""
    person = {"id": int(chat), "first_name": name, "username": f"u{chat}"}
    said = {
        "message_id": number,
        "from": {**person, "is_bot": False, "language_code": "id"},
        "chat": {**person, "type": "private"},
        "date": 1_795_503_905,
        "text": words,
    }
    headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": "telegram-secret"}
    return Call("/telegram", str(number), json.dumps({"update_id": number, "message": said}).encode(), headers)


def whatsapp(number: int, phone: str, name: str, words: str) -> Call:
    """Return a form as Twilio posts it, signed."""
    sid = f"SM{number:032x}"
    fields = {
        "SmsMessageSid": sid,
        "NumMedia": "0",
        "ProfileName": name,
        "MessageType": "text",
        "SmsSid": sid,
        "WaId": phone.removeprefix("+"),
        "SmsStatus": "received",
        "Body": words,
        "To": "whatsapp:+628001234567",
        "MessageSid": sid,
        "AccountSid": "AC" + "0" * 32,
        "From": f"whatsapp:{phone}",
        "ApiVersion": "2010-04-01",
    }
    signature = str(_VALIDATOR.compute_signature(f"{PUBLIC_URL}/whatsapp", fields))
    headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": signature}
    return Call("/whatsapp", sid, urlencode(fields).encode(), headers)


@dataclass
class Load:
    """Some people at a time write, each over a connection of her own; half of the connections are kept."""

    port: int
    hands: int = 4
    pause: float = 0.02
    keys: list[str] = field(default_factory=list)
    """Of what was answered well."""
    failed: list[str] = field(default_factory=list)
    slowest: float = 0.0
    payments: int = 0
    """Rounds of a payment of Rp1.000 from Budi to Sari that were said to the end."""

    def __post_init__(self) -> None:
        self._numbers = itertools.count(870_000_001)
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._write, args=(nth,)) for nth in range(self.hands)]
        self._threads.append(threading.Thread(target=self._pay))

    def start(self) -> None:
        """Begin."""
        for each in self._threads:
            each.start()

    def stop(self) -> None:
        """End, with everything answered."""
        self._stop.set()
        for each in self._threads:
            each.join()

    def _write(self, nth: int) -> None:
        """Somebody new says hello each time; nobody waits for anybody else's turn."""
        line = _Line(self.port, keep=nth % 2 == 0)
        while not self._stop.wait(self.pause):
            number = next(self._numbers)
            if number % 3:
                self._post(line, telegram(number, str(number), "Joko", "halo"))
            else:
                self._post(line, whatsapp(number, f"+62813{number % 10**8:08}", "Joko", "halo"))
        line.close()

    def _pay(self) -> None:
        """Budi pays Sari again and again."""
        line = _Line(self.port, keep=True)
        while not self._stop.wait(PAYMENT_SECONDS):
            for words in (f"kirim 1000 ke {PEOPLE['sari'].phone}", "ya", PIN):
                if not self._post(line, telegram(next(self._numbers), CHATS["budi"], "Budi", words)):
                    break
            else:
                self.payments += 1
        line.close()

    def _post(self, line: _Line, call: Call) -> bool:
        begun = time.monotonic()
        trouble = line.post(call)
        took = time.monotonic() - begun
        with self._lock:
            self.slowest = max(self.slowest, took)
            if trouble:
                self.failed.append(f"{call.path} after {took:.2f} s: {trouble}")
            else:
                self.keys.append(call.key)
        return not trouble


class _Line:
    """A connection, opened when there is none; one that the server announced to close is closed."""

    def __init__(self, port: int, *, keep: bool) -> None:
        self._port = port
        self._keep = keep
        self._connection: http.client.HTTPConnection | None = None

    def post(self, call: Call) -> str:
        """Post it once; return what went wrong."""
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=ANSWER_SECONDS_MAX)
        headers = call.headers if self._keep else {**call.headers, "Connection": "close"}
        try:
            if self._connection.sock is None:
                self._connection.connect()  # It sets TCP_NODELAY.
            self._connection.request("POST", call.path, call.body, headers)
            answer = self._connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            return repr(error)
        if answer.will_close:
            self.close()
        return "" if answer.status // 100 == 2 else f"status {answer.status}"

    def close(self) -> None:
        """Close it."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
