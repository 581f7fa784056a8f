"""WhatsApp's templates: what must be made at Twilio before a message may have buttons, or be sent outside the window.

Quick replies and lists carry a customer's choices within the 24 hours after her words; labels and ids are variables.
Notices are approved by WhatsApp and tell a fact later than that. `python app.py twilio templates` prints them all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.markup import whatsapp_text
from bot.message import Pressable

QUICK_REPLIES_MAX, QUICK_REPLY_MAX = 3, 20
"""Buttons in a message without approval, and characters on one."""
LIST_MAX, ITEM_MAX, OPEN_MAX = 10, 24, 20
"""Lines of a list, characters in one, and on the button that opens it."""
BODY_MAX, ID_MAX = 1024, 200
LANGUAGES = ("id", "en")

_FORBIDDEN = re.compile(r"[\r\n\t]| {4}")
_SPACE = re.compile(r"\s+")
_PLACE = re.compile(r"\{\{(\d+)\}\}")
_SID = re.compile(r"HX[0-9a-fA-F]{32}")


@dataclass(frozen=True)
class Template:
    """One template as it is made by the Content API."""

    name: str
    type: str
    language: str
    content: dict[str, Any]
    """What stands under its type: `body`, and buttons or items."""
    samples: dict[str, str]
    """A value for each variable, as approval wants them."""
    approval: bool = False
    """Whether WhatsApp must approve it, as a utility template."""

    @property
    def json(self) -> dict[str, Any]:
        """Return what `POST https://content.twilio.com/v1/Content` takes."""
        return {
            "friendly_name": f"kaspro_{self.name}",
            "language": self.language,
            "variables": self.samples,
            "types": {self.type: self.content},
        }

    def filled(self, variables: Mapping[str, str]) -> dict[str, Any]:
        """Return the content with its variables put in; KeyError if one has no value."""
        text = _PLACE.sub(lambda place: json.dumps(variables[place[1]])[1:-1], json.dumps(self.content))
        filled: dict[str, Any] = json.loads(text)
        return filled


@dataclass(frozen=True)
class Content:
    """A message that goes by a template."""

    sid: str
    variables: dict[str, str]
    body: str
    """Its text as the customer reads it, by which it is looked up."""

    @property
    def fields(self) -> dict[str, str]:
        """Return what the Messages API takes in place of a body."""
        return {"content_sid": self.sid, "content_variables": json.dumps(self.variables, ensure_ascii=False)}


def _quick_reply(count: int) -> Template:
    actions = [
        {"type": "QUICK_REPLY", "title": f"{{{{{2 * nth}}}}}", "id": f"{{{{{2 * nth + 1}}}}}"}
        for nth in range(1, count + 1)
    ]
    labels = ("Ya, kirim", "Ubah jumlah", "Batal")
    samples = {"1": "Kirim *Rp50.000* ke *Sari W.* (0812••••4567)? Biaya Rp0."}
    samples |= {str(2 * nth): labels[nth - 1] for nth in range(1, count + 1)}
    samples |= {str(2 * nth + 1): f"choice:{nth}" for nth in range(1, count + 1)}
    content = {"body": "{{1}}", "actions": actions}
    return Template(f"quick_reply_{count}", "twilio/quick-reply", "id", content, _in_order(samples))


def _list(count: int) -> Template:
    items = [{"item": f"{{{{{2 * nth + 1}}}}}", "id": f"{{{{{2 * nth + 2}}}}}"} for nth in range(1, count + 1)]
    samples = {"1": "Mau apa, Budi?", "2": "Pilih"}
    samples |= {str(2 * nth + 1): f"Pilihan {nth}" for nth in range(1, count + 1)}
    samples |= {str(2 * nth + 2): f"choice:{nth}" for nth in range(1, count + 1)}
    content = {"body": "{{1}}", "button": "{{2}}", "items": items}
    return Template(f"list_{count}", "twilio/list-picker", "id", content, _in_order(samples))


def _in_order(samples: dict[str, str]) -> dict[str, str]:
    return {place: samples[place] for place in sorted(samples, key=int)}


NOTICES: dict[str, dict[str, tuple[str, str]]] = {
    "money_in": {
        "id": (
            "Uang masuk ke dompet KasPro kamu: {{1}} Balas pesan ini kapan saja untuk cek saldo atau mutasi.",
            "*Rp50.000* masuk dari Budi H., 14.05 WIB. Ref 8F2K-9QTM",
        ),
        "en": (
            "Money came into your KasPro wallet: {{1}} Reply to this message at any time to see balance or history.",
            "*Rp50,000* came in from Budi H., 14:05 WIB. Ref 8F2K-9QTM",
        ),
    },
    "money_out": {
        "id": (
            "Kabar tentang uang di dompet KasPro kamu: {{1}} Balas pesan ini kapan saja untuk cek saldo atau mutasi.",
            "Token tarik tunai sudah lewat waktu, *Rp300.000* kembali ke saldo. Ref 8F2K-9QTM",
        ),
        "en": (
            "News of the money in your KasPro wallet: {{1}} Reply to this message at any time to see balance or "
            "history.",
            "The withdrawal token has expired, *Rp300,000* is back in your balance. Ref 8F2K-9QTM",
        ),
    },
    "account": {
        "id": (
            "Kabar tentang akun KasPro kamu: {{1}} Balas pesan ini kalau ini bukan kamu atau ada pertanyaan.",
            "PIN kamu sudah diganti, 14.05 WIB.",
        ),
        "en": (
            "News of your KasPro account: {{1}} Reply to this message if this was not you or you have a question.",
            "Your PIN was changed, 14:05 WIB.",
        ),
    },
    "waiting": {
        "id": (
            "Petugas KasPro menjawab pertanyaanmu: {{1}} Balas pesan ini untuk melanjutkan percakapan.",
            "Rina (petugas KasPro): Dana sudah kami lacak dan masuk hari ini.",
        ),
        "en": (
            "A KasPro staff member answered your question: {{1}} Reply to this message to go on with it.",
            "Rina (KasPro staff): We have traced the money and it arrives today.",
        ),
    },
}
"""Subjects of approved notices by language: the words around the fact, which is the one variable, and a sample."""


def _notices() -> list[Template]:
    return [
        Template(f"{subject}_{language}", "twilio/text", language, {"body": body}, {"1": sample}, approval=True)
        for subject, spoken in NOTICES.items()
        for language, (body, sample) in spoken.items()
    ]


TEMPLATES: dict[str, Template] = {
    each.name: each
    for each in (
        *(_quick_reply(count) for count in range(1, QUICK_REPLIES_MAX + 1)),
        *(_list(count) for count in range(1, LIST_MAX + 1)),
        *_notices(),
    )
}
"""Every template there is a use for, by its name in TWILIO_TEMPLATES."""


def read_sids(setting: str) -> dict[str, str]:
    """Return the SIDs of a setting `name=SID,name=SID`; ValueError with one line that says what is wrong."""
    found: dict[str, str] = {}
    for part in (each.strip() for each in setting.split(",")):
        if not part:
            continue
        name, equals, sid = (each.strip() for each in part.partition("="))
        if not equals or _SID.fullmatch(sid) is None:
            raise ValueError(f"must be name=HX…,name=HX… (HX and 32 hexadecimal digits); {part!r} is not")
        if name not in TEMPLATES:
            raise ValueError(f"there is no template {name!r}; `python app.py twilio templates` names all")
        if name in found:
            raise ValueError(f"{name} is set twice")
        found[name] = sid
    return found


def tappable(
    text: str, choices: Sequence[Pressable], sids: Mapping[str, str], *, open_label: str, consent: bool
) -> Content | None:
    """Return the message with its choices to be tapped, or None where no template that is set takes it as it is.

    A consent is asked by buttons in plain sight only, never by a list.
    """
    labels = [whatsapp_text(choice.label) for choice in choices]
    ids = [choice.data for choice in choices]
    if not choices or len(set(labels)) < len(labels) or len(set(ids)) < len(ids):
        return None
    if not _takes(text, BODY_MAX) or not all(_takes(each, ID_MAX) for each in ids):
        return None
    by_buttons, by_list = f"quick_reply_{len(choices)}", f"list_{len(choices)}"
    if by_buttons in sids and all(_takes(label, QUICK_REPLY_MAX) for label in labels):
        return _content(sids[by_buttons], text, [], labels, ids)
    listed = not consent and by_list in sids and _takes(open_label, OPEN_MAX)
    if listed and all(_takes(label, ITEM_MAX) for label in labels):
        return _content(sids[by_list], text, [open_label], labels, ids)
    return None


def notice(text: str, subject: str, language: str, sids: Mapping[str, str]) -> Content | None:
    """Return the approved notice that tells this text, or None where it is not set or the text does not fit it."""
    name = f"{subject}_{language if language in LANGUAGES else LANGUAGES[0]}"
    told = _SPACE.sub(" ", text).strip()
    if name not in sids or not told:
        return None
    body = str(TEMPLATES[name].filled({"1": told})["body"])
    return Content(sids[name], {"1": told}, body) if len(body) <= BODY_MAX else None


def _content(sid: str, text: str, opens: list[str], labels: Sequence[str], ids: Sequence[str]) -> Content:
    pairs = [each for pair in zip(labels, ids, strict=True) for each in pair]
    variables = {str(nth): value for nth, value in enumerate([text, *opens, *pairs], start=1)}
    return Content(sid, variables, text)


def _takes(value: str, most: int) -> bool:
    """Return whether Twilio takes the value for a variable (63013, 21656): not empty, on one line, short enough."""
    return bool(value.strip()) and _FORBIDDEN.search(value) is None and len(value) <= most


def templates_to_make(sids: Mapping[str, str]) -> Iterator[str]:
    """Return what an operator makes at Twilio, line by line, and which of it is set now."""
    yield "WhatsApp's templates. Each is made once: POST its JSON to https://content.twilio.com/v1/Content as your"
    yield "account, or use the Console's Content Template Builder. Then put its SID into TWILIO_TEMPLATES, as"
    yield "name=HX…,name=HX…. None is needed: without them choices are numbered, consent is typed, and notices wait"
    yield "until the customer writes."
    for each in TEMPLATES.values():
        yield ""
        yield f"{each.name}: {'set to ' + sids[each.name] if each.name in sids else 'not set'}"
        yield f"  type      {each.type}"
        yield f"  language  {each.language if each.approval else 'any: all its words are variables'}"
        yield f"  body      {each.content['body']}"
        for nth, button in enumerate(each.content.get("actions", each.content.get("items", [])), start=1):
            yield f"  choice {nth}  {button.get('title', button.get('item'))}, id {button['id']}"
        yield f"  samples   {json.dumps(each.samples, ensure_ascii=False)}"
        if each.approval:
            yield "  approval  needed: submit it to WhatsApp as category UTILITY; it is sent outside the 24 hours"
        else:
            yield "  approval  none: it is sent within 24 hours of the customer's words only"
        yield f"  JSON      {json.dumps(each.json, ensure_ascii=False)}"
    missing = [name for name in TEMPLATES if name not in sids]
    yield ""
    yield f"{len(TEMPLATES) - len(missing)} of {len(TEMPLATES)} are set."
