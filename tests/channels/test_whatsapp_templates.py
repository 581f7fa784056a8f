"""WhatsApp's templates: which message goes by which, with variables that Twilio takes, and what an operator is told."""

from __future__ import annotations

import asyncio
import json
import re

import pytest

from bot.channels.whatsapp import WhatsApp
from bot.channels.whatsapp_templates import TEMPLATES, read_sids, templates_to_make
from bot.message import Ask, Outgoing, Pressable, Result, Sent
from tests.channels.peers import peer, says
from tests.channels.test_whatsapp import BUDI, OURS, PHRASES, SENT_ANSWER, TOKEN, found

SIDS = {name: f"HX{nth:032x}" for nth, name in enumerate(TEMPLATES, start=1)}
WORDS = {name: {**said, "open": "Pilih"} for name, said in PHRASES.items()}
SEND = Pressable("Ya, kirim", data="k1!answer:yes")
CHANGE = Pressable("Ubah jumlah", data="k1!change:amount")
CANCEL = Pressable("Batal", data="k1!do:cancel")
REVIEW = Outgoing(BUDI, "Kirim *Rp50.000* ke *Sari W.*?", buttons=(SEND, CHANGE, CANCEL), ask=Ask.CONSENT)


def channel(url: str = "", templates: dict[str, str] | None = None) -> WhatsApp:
    made = SIDS if templates is None else templates
    return WhatsApp("AC1", TOKEN, OURS, phrases=WORDS, api_url=url, timeout=0.25, templates=made)


def sent(out: Outgoing, templates: dict[str, str] | None = None) -> tuple[Sent, dict[str, str]]:
    """Send it, and return how that ended and the form that Twilio got."""

    async def send(url: str) -> Sent:
        whatsapp = channel(url, templates)
        try:
            return await whatsapp.send(out)
        finally:
            await whatsapp.close()

    with peer(SENT_ANSWER) as twilio:
        ended = asyncio.run(send(twilio.url))
    return ended, twilio.calls[0].form if twilio.calls else {}


def menu(count: int, label: str = "Pilihan") -> Outgoing:
    choices = tuple(Pressable(f"{label} {nth}", data=f"flow:f{nth}") for nth in range(1, count + 1))
    return Outgoing(BUDI, "Mau apa, Budi?", buttons=choices, ask=Ask.CHOICE)


def by_menu(form: dict[str, str]) -> bool:
    return "Body" in form and "ContentSid" not in form


# Which template.


def test_a_consent_is_asked_with_buttons_that_carry_its_draft() -> None:
    ended, form = sent(REVIEW)
    assert ended == Sent(Result.SENT, "SM501")
    assert (form["ContentSid"], form.get("Body")) == (SIDS["quick_reply_3"], None)
    assert json.loads(form["ContentVariables"]) == {
        "1": "Kirim *Rp50.000* ke *Sari W.*?",
        "2": "Ya, kirim",
        "3": "k1!answer:yes",
        "4": "Ubah jumlah",
        "5": "k1!change:amount",
        "6": "Batal",
        "7": "k1!do:cancel",
    }


@pytest.mark.parametrize("count", range(1, 11))
def test_up_to_three_choices_are_buttons_and_up_to_ten_a_list(count: int) -> None:
    _, form = sent(menu(count))
    name = f"quick_reply_{count}" if count <= 3 else f"list_{count}"
    assert form["ContentSid"] == SIDS[name]
    template = TEMPLATES[name]
    filled = template.filled(json.loads(form["ContentVariables"]))
    choices = filled["actions"] if count <= 3 else filled["items"]
    assert [each.get("title", each.get("item")) for each in choices] == [
        f"Pilihan {nth}" for nth in range(1, count + 1)
    ]
    assert [each["id"] for each in choices] == [f"flow:f{nth}" for nth in range(1, count + 1)]
    assert "{{" not in json.dumps(filled)


def test_longer_labels_go_into_a_list() -> None:
    _, form = sent(menu(2, "Sebuah pilihan panjang"))
    assert form["ContentSid"] == SIDS["list_2"]


@pytest.mark.parametrize(
    "out",
    [
        menu(11),
        menu(2, "Sebuah pilihan yang panjang"),
        Outgoing(BUDI, "Baris satu.\nBaris dua?", buttons=menu(2).buttons, ask=Ask.CHOICE),
        Outgoing(BUDI, "Jarak    jauh?", buttons=menu(2).buttons, ask=Ask.CHOICE),
        Outgoing(BUDI, "a" * 1025, buttons=menu(2).buttons, ask=Ask.CHOICE),
        Outgoing(BUDI, "Apa?", buttons=(Pressable("Ya", data="a" * 201),), ask=Ask.CHOICE),
        Outgoing(BUDI, "Apa?", buttons=(Pressable("Sama", data="a"), Pressable("Sama", data="b")), ask=Ask.CHOICE),
        Outgoing(BUDI, "Apa?", buttons=(*menu(1).buttons, Pressable("Baca", url="https://kaspro.id")), ask=Ask.CHOICE),
    ],
)
def test_what_no_template_takes_is_numbered_instead(out: Outgoing) -> None:
    ended, form = sent(out)
    assert ended.result is Result.SENT
    assert by_menu(form)
    assert "*1* " in form["Body"]


def test_a_consent_of_too_many_buttons_is_typed_and_never_listed() -> None:
    many = Outgoing(BUDI, "Kirim?", buttons=(SEND, CHANGE, CANCEL, *menu(1).buttons), ask=Ask.CONSENT)
    _, form = sent(many)
    assert form["Body"] == "Kirim?\nBalas YA untuk kirim, atau tulis yang mau diubah."


@pytest.mark.parametrize("ask", [Ask.ANSWER, Ask.SECRET])
def test_what_is_to_be_typed_has_no_buttons(ask: Ask) -> None:
    _, form = sent(Outgoing(BUDI, "Berapa?", buttons=menu(2).buttons, ask=ask))
    assert form["Body"] == "Berapa?"


@pytest.mark.parametrize("templates", [{}, {"list_4": SIDS["list_4"]}, {"money_in_id": SIDS["money_in_id"]}])
def test_what_is_not_set_is_not_used(templates: dict[str, str]) -> None:
    assert by_menu(sent(REVIEW, templates)[1])
    assert by_menu(sent(menu(2), templates)[1])


def test_marks_of_values_are_in_no_label() -> None:
    _, form = sent(Outgoing(BUDI, "Apa?", buttons=(Pressable("Bu\ue000di", data="a"),), ask=Ask.CHOICE))
    assert json.loads(form["ContentVariables"])["2"] == "Budi"


# Outside the window.

TOLD = Outgoing(BUDI, "*Rp50.000* masuk dari Budi H.\nRef 8F2K-9QTM", buttons=menu(2).buttons, ask=Ask.CHOICE)


@pytest.mark.parametrize(("language", "begins"), [("id", "Uang masuk"), ("en", "Money came"), ("fr", "Uang masuk")])
def test_a_fact_is_told_by_the_notice_of_its_subject(language: str, begins: str) -> None:
    whatsapp = channel()
    out = whatsapp.notice(Outgoing(BUDI, TOLD.text, language, TOLD.buttons), "money_in")
    assert out is not None
    assert (out.buttons, out.notice) == ((), "money_in")
    assert whatsapp.word(out).startswith(begins)
    _, form = sent(out)
    assert form["ContentSid"] == SIDS[f"money_in_{'en' if language == 'en' else 'id'}"]
    assert json.loads(form["ContentVariables"]) == {"1": "*Rp50.000* masuk dari Budi H. Ref 8F2K-9QTM"}


def test_a_notice_that_is_not_set_or_does_not_fit_is_none() -> None:
    assert channel(templates={}).notice(TOLD, "money_in") is None
    assert channel().notice(Outgoing(BUDI, "a" * 1000), "money_in") is None
    assert channel().notice(Outgoing(BUDI, " \n "), "money_in") is None
    lost = Outgoing(BUDI, "Halo", notice="money_in")
    assert sent(lost, {})[0] == Sent(Result.OUTSIDE, error="no approved notice")


def test_what_went_by_a_template_is_looked_up_in_its_words() -> None:
    async def look(out: Outgoing, url: str) -> object:
        whatsapp = channel(url)
        try:
            return await whatsapp.look_up(out, 0)
        finally:
            await whatsapp.close()

    whatsapp = channel()
    notice = whatsapp.notice(TOLD, "money_in")
    assert notice is not None
    listed = [found("SM1", REVIEW.text, 10), found("SM2", whatsapp.word(notice), 20)]
    for out, sid in ((REVIEW, "SM1"), (notice, "SM2")):
        with peer(says({"messages": listed, "page": 0, "page_size": 50})) as twilio:
            assert asyncio.run(look(out, twilio.url)) == [sid]


# What is to be made.


def test_there_is_what_the_settings_may_name() -> None:
    assert [name for name in TEMPLATES if name.startswith("quick_reply")] == [f"quick_reply_{n}" for n in (1, 2, 3)]
    assert [name for name in TEMPLATES if name.startswith("list")] == [f"list_{n}" for n in range(1, 11)]
    approved = [each for each in TEMPLATES.values() if each.approval]
    assert {each.name.rpartition("_")[0] for each in approved} == {"money_in", "money_out", "account", "waiting"}
    assert {each.language for each in approved} == {"id", "en"}


@pytest.mark.parametrize("name", TEMPLATES)
def test_each_has_a_sample_for_every_variable(name: str) -> None:
    template = TEMPLATES[name]
    places = re.findall(r"\{\{(\d+)\}\}", json.dumps(template.content))
    assert sorted(places, key=int) == list(template.samples)
    assert "{{" not in json.dumps(template.filled(template.samples))
    assert len(str(template.filled(template.samples)["body"])) <= 1024


@pytest.mark.parametrize("name", [name for name, each in TEMPLATES.items() if each.approval])
def test_a_notice_may_be_approved(name: str) -> None:
    """Neither begins nor ends with its variable, has one only, and enough words of its own around it."""
    body = str(TEMPLATES[name].content["body"])
    assert body.count("{{1}}") == 1
    before, after = body.split("{{1}}")
    assert len(before.split()) >= 4
    assert len(after.split()) >= 4


def test_an_operator_is_told_everything() -> None:
    said = "\n".join(templates_to_make({"quick_reply_3": SIDS["quick_reply_3"]}))
    assert f"quick_reply_3: set to {SIDS['quick_reply_3']}" in said
    assert "list_10: not set" in said
    assert "1 of 21 are set." in said
    for name, template in TEMPLATES.items():
        assert f"{name}: " in said
        assert json.dumps(template.json, ensure_ascii=False) in said
    assert said.count("category UTILITY") == 8


@pytest.mark.parametrize(
    ("setting", "why"),
    [
        ("quick_reply_1", "is not"),
        ("quick_reply_1=HX12", "is not"),
        ("quick_reply_1:" + SIDS["quick_reply_1"], "is not"),
        ("quick_reply_9=" + SIDS["quick_reply_1"], "no template 'quick_reply_9'"),
        (f"list_1={SIDS['list_1']},list_1={SIDS['list_2']}", "set twice"),
    ],
)
def test_a_setting_that_is_malformed_is_named_in_one_line(setting: str, why: str) -> None:
    with pytest.raises(ValueError, match=why) as wrong:
        read_sids(setting)
    assert "\n" not in str(wrong.value)


def test_a_setting_is_read_with_its_spaces() -> None:
    assert read_sids("") == {}
    assert read_sids(f" list_1 = {SIDS['list_1']} ,\n quick_reply_1={SIDS['quick_reply_1']}, ") == {
        "list_1": SIDS["list_1"],
        "quick_reply_1": SIDS["quick_reply_1"],
    }
