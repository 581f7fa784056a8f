"""D22: somebody else's number or chat. Nothing is linked, paid or told to the wrong one; the bound chat hears of it.

The updates and forms come over the real webhooks. After each case the wallet of the person aimed at is what it was, and
her chats are still hers alone.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import text

from models.customers import customer_with
from tests.stage import CHATS, OTHER_PIN, PEOPLE, PIN, WRONG_PIN, Stage
from tests.test_webhooks import form, post_form, post_telegram, said
from tests.trust.score import figure

OWNERS = text("SELECT channel, sender FROM identities WHERE customer_id = :customer ORDER BY id")
SMS = text("SELECT COUNT(*) FROM messages WHERE channel = 'sms'")
BUDI = PEOPLE["budi"]
GROUP = {"id": -1001, "title": "Arisan", "type": "group"}
BOT = {"id": 42, "is_bot": True, "first_name": "Bot", "username": "another_bot"}
FROM_BOT: dict[str, Any] = {"from": BOT}
FROM_NOBODY: dict[str, Any] = {"from": None}
ORIGIN = {"type": "user", "date": 1_795_503_000, "sender_user": {"id": 1001, "is_bot": False, "first_name": "Budi"}}


def card(whose: str, user: int | None) -> dict[str, Any]:
    shared = {"phone_number": PEOPLE[whose].phone.removeprefix("+"), "first_name": PEOPLE[whose].first_name}
    return {"contact": shared if user is None else {**shared, "user_id": user}}


A_DAY = timedelta(hours=25)
JOKO = int(CHATS["joko"])
CARDS: dict[str, dict[str, Any]] = {
    "somebody else's contact": said("joko", card("budi", int(CHATS["budi"]))),
    "a contact without an account": said("joko", card("budi", None)),
    "a forwarded contact": said("joko", card("budi", JOKO), forward_origin=ORIGIN),
    "a contact forwarded in the old form": said("joko", card("budi", JOKO), forward_date=1_795_503_000),
    "a contact by way of another bot": said("joko", card("budi", JOKO), via_bot=BOT),
    "an edited contact": said("joko", card("budi", JOKO), "edited_message", edit_date=1_795_503_999),
    "a contact typed by hand": said("joko", f"{BUDI.first_name} {BUDI.last_name}\n{BUDI.phone}"),
}
"""None of these proves that Budi's number is Joko's."""

NOT_A_CHAT: dict[str, dict[str, Any]] = {
    "a group": said("budi", "saldo", chat=GROUP),
    "a supergroup": said("budi", "saldo", chat={**GROUP, "type": "supergroup"}),
    "a channel": said("budi", "saldo", "channel_post", chat={**GROUP, "type": "channel"}),
    "a channel's edit": said("budi", "saldo", "edited_channel_post", chat={**GROUP, "type": "channel"}),
    "a business account": said("budi", "saldo", "business_message", business_connection_id="b1"),
    "an edited business message": said("budi", "saldo", "edited_business_message", business_connection_id="b1"),
    "another person in Budi's chat": said("joko", "saldo", chat={"id": 1001, "type": "private", "first_name": "Budi"}),
    "a bot in Budi's chat": said("budi", "saldo", **FROM_BOT),
    "nobody in Budi's chat": said("budi", "saldo", **FROM_NOBODY),
}
"""None of these is Budi's private chat with us: kept as ignored, answered to nobody."""


def owned(stage: Stage, name: str = "budi") -> list[tuple[str, str]]:
    with stage.database.read() as connection:
        owner = customer_with(connection, PEOPLE[name].phone)
        assert owner is not None
        return [(row.channel, row.sender) for row in connection.execute(OWNERS, {"customer": owner.id})]


def sms(stage: Stage) -> int:
    with stage.database.read() as connection:
        return int(connection.execute(SMS).scalar_one())


def tell(stage: Stage, update: dict[str, Any]) -> None:
    assert post_telegram(stage.web, update).status_code == 200
    stage.send()


def test_somebody_elses_number_or_chat(stage: Stage) -> None:
    before, balances = owned(stage), (stage.balance("budi"), stage.balance("sari"))
    refused: list[str] = []

    def holds(case: str) -> None:
        assert owned(stage) == before, case
        assert (stage.balance("budi"), stage.balance("sari")) == balances, case
        refused.append(case)

    _cards(stage, holds)
    _not_a_chat(stage, holds)
    _other_bots(stage, holds)
    _taps(stage, holds)
    _claims(stage, holds)
    _whatsapp(stage, holds)
    figure("D22", stage.database, f"{len(refused)} cases refused or harmless, 0 chats taken")


def _cards(stage: Stage, holds: Any) -> None:
    """While linking asks for one's own number, each card is refused; a typed number leads to a code for its owner."""
    for case, update in CARDS.items():
        tell(stage, said("joko", "/start"))
        tell(stage, said("joko", "hubungkan akun"))
        sent = sms(stage)
        tell(stage, update)
        if case.endswith("by hand"):
            tell(stage, said("joko", BUDI.phone))
            assert stage.phone("sms", "budi")[-1].to == BUDI.phone
            tell(stage, said("joko", "000000"))
            assert "OTP salah" in stage.last("telegram", "joko"), case
        else:
            assert sms(stage) == sent, case
            said_back = stage.last("telegram", "joko")
            assert "nomor orang lain" in said_back or "tidak mengubah" in said_back, (case, said_back)
        holds(case)


def _not_a_chat(stage: Stage, holds: Any) -> None:
    for case, update in NOT_A_CHAT.items():
        seen = len(stage.phone("telegram", "budi"))
        tell(stage, update)
        assert len(stage.phone("telegram", "budi")) == seen, case
        holds(case)


def _other_bots(stage: Stage, holds: Any) -> None:
    """Another bot's updates count for themselves: an id that it used before is no repeat of ours."""
    update = said("budi", "saldo")
    tell(stage, update)
    seen = len(stage.phone("telegram", "budi"))
    tell(stage, update)
    assert len(stage.phone("telegram", "budi")) == seen
    ours, stage.settings = stage.settings, stage.settings.model_copy(update={"telegram_token": "7000000002:token"})
    stage.restart()
    tell(stage, update)
    assert len(stage.phone("telegram", "budi")) == seen + 1
    stage.settings = ours
    stage.restart()
    holds("another bot's update ids")


def _taps(stage: Stage, holds: Any) -> None:
    """A button counts in the chat whose question it hangs under, and nowhere else."""
    stage.say("telegram", "budi", "kirim 50rb ke 081298764567")
    yes, _ = stage.buttons("telegram", "budi", "Ya, kirim")[0]
    for case, chat in (("passed on to another chat", 1002), ("tapped by another in the same chat", 1001)):
        query = {
            "id": f"{chat}9",
            "from": {"id": 1002, "is_bot": False, "first_name": "Sari"},
            "chat_instance": "1",
            "data": yes.data,
            "message": {"message_id": 5, "date": 1, "chat": {"id": chat, "type": "private"}, "text": "Kirim?"},
        }
        seen = len(stage.phone("telegram", "budi"))
        tell(stage, {"update_id": 5_000_000 + chat, "callback_query": query})
        assert len(stage.phone("telegram", "budi")) == seen, case
        holds(f"a button {case}")
    inline = {"id": "77", "from": {"id": 1002, "is_bot": False, "first_name": "S"}, "chat_instance": "1"}
    tell(stage, {"update_id": 5_100_000, "callback_query": {**inline, "inline_message_id": "x", "data": yes.data}})
    tell(stage, {"update_id": 5_100_001, "callback_query": {**inline, "inline_message_id": "x"}})
    holds("a button under an inline message")
    passed_on: dict[str, dict[str, Any]] = {"forwarded": {"forward_origin": ORIGIN}, "by another bot": {"via_bot": BOT}}
    for case, more in passed_on.items():
        tell(stage, said("budi", "ya", **more))
        assert "Masukkan PIN" in stage.last("telegram", "budi"), case  # Nothing moves without it.
        holds(f"a yes {case}")
    stage.say("telegram", "budi", "batal")


def _claims(stage: Stage, holds: Any) -> None:
    """Two chats that claim Budi's number: without code and PIN nothing is theirs, and he hears of the PIN tried."""
    for name in ("joko", "utami"):
        stage.wait(A_DAY)
        tell(stage, said(name, "/start"))
        tell(stage, said(name, "hubungkan akun"))
        tell(stage, said(name, BUDI.phone))
        tell(stage, said(name, stage.code("budi")))  # He was talked into telling it.
        heard = len(stage.phone("telegram", "budi"))
        tell(stage, said(name, WRONG_PIN if name == "joko" else OTHER_PIN))
        if name == "joko":
            told = stage.last("telegram", "budi")
            assert len(stage.phone("telegram", "budi")) == heard + 1
            assert "menghubungkan chat lain" in told
            assert "[Blokir akun]" in told
        assert "PIN" in stage.last("telegram", name)
        holds(f"{name}'s chat claims his number, with the code and without the PIN")
    assert "Rp1.250.000" in _balance(stage, "budi")
    stage.add("utami", channels=("whatsapp",))
    mine = owned(stage, "utami")
    stage.wait(A_DAY)
    tell(stage, said("joko", "/start"))
    tell(stage, said("joko", "daftar"))
    tell(stage, said("joko", PEOPLE["utami"].phone))
    tell(stage, said("joko", "000000"))
    assert owned(stage, "utami") == mine
    holds("a Telegram chat that claims a number whose wallet is on WhatsApp")


def _whatsapp(stage: Stage, holds: Any) -> None:
    """A number says nothing of whose WhatsApp it is: the lasting id does, and a new one has to prove itself."""
    for case, fields in {
        "his number under another id": form("budi", "saldo", ExternalUserId="whatsapp:ID.somebody"),
        "his number without an id": {k: v for k, v in form("budi", "saldo").items() if k != "ExternalUserId"},
        "another number that says it is his": form("joko", "saldo", WaId=BUDI.phone.removeprefix("+")),
        "a contact of his": form("joko", f"{BUDI.first_name}\n{BUDI.phone}", MessageType="contacts"),
        "a forwarded message from his chat": form("joko", "saldo", Forwarded="true", FrequentlyForwarded="true"),
    }.items():
        assert post_form(stage.web, fields).status_code == 200, case
        stage.send()
        to = fields["From"]
        answer = next(out.text for out in reversed(stage.recorders["whatsapp"].sent) if out.to == to)
        assert "1.250.000" not in answer, case
        holds(f"WhatsApp: {case}")
    assert post_form(stage.web, form("budi", "kirim 50rb ke 081298764567", Forwarded="true")).status_code == 200
    assert post_form(stage.web, form("budi", "ya", Forwarded="true")).status_code == 200
    stage.send()
    holds("WhatsApp: a forwarded request and a forwarded yes")


def _balance(stage: Stage, name: str) -> str:
    stage.say("telegram", name, "saldo")
    return stage.last("telegram", name)


def test_the_right_code_and_pin_link_a_chat_and_the_bound_one_is_told(stage: Stage) -> None:
    """The other side of the rule: what is proved twice is linked, and never silently."""
    for words in ("hubungkan akun", BUDI.phone):
        tell(stage, said("joko", words))
    tell(stage, said("joko", stage.code("budi")))
    tell(stage, said("joko", PIN))
    assert "Telegram terhubung" in stage.last("telegram", "budi")
    assert "Telegram terhubung" in stage.last("whatsapp", "budi")
    assert ("telegram", CHATS["joko"]) in owned(stage)
