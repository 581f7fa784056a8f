"""The keypad page: one PIN entry away from the chat, over real HTTP."""

from __future__ import annotations

import html
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import text
from werkzeug.test import TestResponse

from bot.chat import Flow
from bot.intake import Intake
from bot.message import Deed, Kind
from models.conversations import MASK
from models.customers import Tier
from models.database import Database
from tests.rows import all_rows, messages
from tests.stage import OTHER_PIN, PIN, WRONG_PIN, Stage, settings

SEND = "kirim 50rb ke 081298764567 buat *makan* _siang_"
EASY = "123456"


def asked_for_pin(stage: Stage, channel: str = "telegram") -> str:
    """Have Budi agree to send Rp50.000 to Sari, and return the path of the page for the PIN."""
    stage.say(channel, "budi", SEND)
    stage.say(channel, "budi", "ya")
    return stage.page(channel, "budi")


def post(stage: Stage, path: str, pin: str = PIN, **fields: str) -> TestResponse:
    """Send the page's form as a browser does, and go where it leads."""
    answer = stage.web.post(path, data=fields or {"pin": pin}, follow_redirects=True)
    stage.send()
    return answer


def shown(answer: TestResponse) -> str:
    """Return the words of a page."""
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", answer.text, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def paid(stage: Stage) -> bool:
    """Return whether the money went over; half a payment fails the test."""
    state = (stage.balance("budi"), stage.balance("sari"))
    assert state in {(1_250_000, 0), (1_200_000, 50_000)}
    return state == (1_200_000, 50_000)


def tries(stage: Stage) -> int:
    return int(next(row["pin_wrong"] for row in all_rows(stage.database)["customers"] if row["first_name"] == "Budi"))


def chat_length(stage: Stage, channel: str = "telegram") -> int:
    return len(stage.phone(channel, "budi"))


# What works.


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
def test_the_right_pin_pays_once_and_shows_the_receipt(stage: Stage, channel: str) -> None:
    path = asked_for_pin(stage, channel)
    answer = post(stage, path)
    assert answer.status_code == 200
    assert answer.request.path == path
    assert paid(stage)
    reference = re.findall(r"[2-9A-Z]{4}-[2-9A-Z]{4}", shown(answer))
    assert "Rp50.000" in shown(answer)
    assert "Sari W." in shown(answer)
    assert reference[0] in stage.last(channel, "budi")
    assert reference[0] in stage.last("whatsapp", "sari")


def test_the_page_shows_what_the_pin_agrees_to(stage: Stage) -> None:
    page = shown(stage.web.get(asked_for_pin(stage)))
    for words in ("Sari W.", "0812••••4567", "Rp50.000", "Rp0", "*makan* _siang_", "14.10 WIB"):
        assert words in page


def test_looking_changes_nothing(stage: Stage) -> None:
    path = asked_for_pin(stage)
    before = all_rows(stage.database)
    for _ in range(3):
        assert stage.web.get(path).status_code == 200
        assert stage.web.head(path).status_code == 200
    assert all_rows(stage.database) == before
    post(stage, path)
    over = all_rows(stage.database)
    assert stage.web.get(path).status_code == 200
    assert all_rows(stage.database) == over


def test_the_same_page_again_shows_the_same_receipt_and_pays_nothing(stage: Stage) -> None:
    path = asked_for_pin(stage)
    first = post(stage, path)
    length = chat_length(stage)
    for again in (post(stage, path), post(stage, path, WRONG_PIN), stage.web.get(path)):
        assert shown(again) == shown(first)
    assert paid(stage)
    assert (chat_length(stage), tries(stage)) == (length, 0)


def test_the_digits_stand_nowhere(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    path = asked_for_pin(stage)
    answers = [post(stage, path, WRONG_PIN), post(stage, path)]
    rows = str(all_rows(stage.database))
    for digits in (PIN, WRONG_PIN):
        assert digits not in rows
        assert digits not in caplog.text
        assert all(digits not in answer.text for answer in answers)


def test_several_secrets_follow_each_other_on_their_pages(stage: Stage) -> None:
    stage.say("telegram", "budi", "ganti pin")
    current = stage.page("telegram", "budi")
    new = post(stage, current)
    assert new.request.path != current
    again = post(stage, new.request.path, OTHER_PIN)
    assert again.request.path not in (current, new.request.path)
    done = post(stage, again.request.path, OTHER_PIN)
    assert done.request.path == again.request.path
    assert "PIN" in stage.last("telegram", "budi")
    for path in (current, new.request.path):
        assert 'name="pin"' not in stage.web.get(path).text
    assert post(stage, asked_for_pin(stage), PIN).status_code == 200
    assert not paid(stage)
    assert post(stage, stage.page("telegram", "budi"), OTHER_PIN).status_code == 200
    assert paid(stage)


def test_a_new_pin_that_is_easy_to_guess_is_told_on_the_page_only(stage: Stage) -> None:
    stage.say("telegram", "budi", "ganti pin")
    new = post(stage, stage.page("telegram", "budi"))
    length = chat_length(stage)
    answer = post(stage, new.request.path, EASY)
    assert answer.request.path == new.request.path
    assert 'role="alert"' in answer.text
    assert chat_length(stage) == length
    assert post(stage, new.request.path, OTHER_PIN).request.path != new.request.path


# Wrong, and too often.


def test_a_wrong_pin_costs_a_try_and_is_told_on_the_page_only(stage: Stage) -> None:
    path = asked_for_pin(stage)
    length = chat_length(stage)
    answer = post(stage, path, WRONG_PIN)
    assert answer.request.path == path
    assert 'role="alert"' in answer.text
    assert "2 kali" in shown(answer)
    assert (tries(stage), chat_length(stage)) == (1, length)
    assert 'role="alert"' not in stage.web.get(path).text
    post(stage, path)
    assert paid(stage)
    assert tries(stage) == 0


def test_the_third_wrong_pin_has_the_page_wait_and_is_told_in_the_chat_too(stage: Stage) -> None:
    path = asked_for_pin(stage)
    length = chat_length(stage)
    for _ in range(2):
        post(stage, path, WRONG_PIN)
    waiting = post(stage, path, WRONG_PIN)
    assert "14.07 WIB" in shown(waiting)
    assert 'name="pin"' not in waiting.text
    assert chat_length(stage) == length + 1
    assert post(stage, waiting.request.path, PIN).status_code == 200
    assert not paid(stage)
    assert tries(stage) == 3
    stage.wait(timedelta(minutes=2))
    newest = stage.page("telegram", "budi")
    assert 'name="pin"' in stage.web.get(newest).text
    post(stage, newest)
    assert paid(stage)


def test_the_tenth_wrong_pin_locks_and_a_person_is_told(stage: Stage) -> None:
    path = asked_for_pin(stage)
    with stage.database.begin() as connection:
        connection.execute(text("UPDATE customers SET pin_wrong = 9"))
    post(stage, path, WRONG_PIN)
    assert [(row["kind"], row["status"]) for row in all_rows(stage.database)["cases"]] == [("pin_locked", "open")]
    stage.wait(timedelta(days=1))
    post(stage, asked_for_pin(stage))
    assert not paid(stage)
    assert tries(stage) == 10


def test_what_is_not_six_digits_costs_nothing(stage: Stage) -> None:
    path = asked_for_pin(stage)
    before = all_rows(stage.database)
    for pin in ("", "48291", "4829150", "48291S", "٤٨٢٩١٥", "４８２９１５", "4829 15", "482915\x00", "9" * 500):
        answer = post(stage, path, pin)
        assert (answer.status_code, answer.request.path) == (200, path)
        assert ('role="alert"' in answer.text) == bool(pin)
    assert all_rows(stage.database) == before
    post(stage, path)
    assert paid(stage)


def test_a_form_without_a_pin_is_the_page_again(stage: Stage) -> None:
    path = asked_for_pin(stage)
    before = all_rows(stage.database)
    for body in ({}, {"other": "1"}):
        assert 'name="pin"' in stage.web.post(path, data=body).text
    assert stage.web.post(path, json={"pin": PIN}).status_code == 200
    assert all_rows(stage.database) == before


def test_a_pin_by_get_pays_nothing(stage: Stage) -> None:
    path = asked_for_pin(stage)
    stage.web.get(path, query_string={"pin": PIN})
    assert stage.web.put(path, data={"pin": PIN}).status_code == 405
    assert not paid(stage)


# Pages that are over.


def test_after_five_minutes_the_page_is_over_and_the_draft_is_not(stage: Stage) -> None:
    path = asked_for_pin(stage)
    stage.wait(timedelta(minutes=5))
    for answer in (stage.web.get(path), post(stage, path)):
        assert 'name="pin"' not in answer.text
        assert "Rp50.000" in shown(answer)
        assert answer.status_code == 200
    assert not paid(stage)
    assert tries(stage) == 0
    stage.say("telegram", "budi", PIN)
    assert paid(stage)


def test_a_link_that_nobody_made_is_told_so(stage: Stage) -> None:
    path = asked_for_pin(stage)
    before = all_rows(stage.database)
    for token in ("x", "A" * 22, path[5:-1], path[5:].swapcase(), path[5:] + "=", "%00", "%ff", "..%2f", "a" * 3_000):
        for answer in (stage.web.get(f"/pin/{token}"), stage.web.post(f"/pin/{token}", data={"pin": PIN})):
            assert answer.status_code in (200, 404)
            assert 'name="pin"' not in answer.text
    assert all_rows(stage.database) == before


def test_the_link_of_a_draft_that_was_corrected_is_dead(stage: Stage) -> None:
    path = asked_for_pin(stage)
    stage.say("telegram", "budi", "eh 60rb")
    answer = post(stage, path)
    assert 'name="pin"' not in answer.text
    assert not paid(stage)
    stage.say("telegram", "budi", "eh 50rb")
    post(stage, path)
    assert not paid(stage)
    stage.say("telegram", "budi", "ya")
    post(stage, path)
    assert not paid(stage)
    post(stage, stage.page("telegram", "budi"))
    assert paid(stage)


def test_a_link_holds_for_its_own_run_only(stage: Stage) -> None:
    old = asked_for_pin(stage)
    stage.say("telegram", "budi", "batal")
    new = asked_for_pin(stage)
    assert old != new
    assert 'name="pin"' not in post(stage, old).text
    assert not paid(stage)
    assert tries(stage) == 0
    post(stage, new)
    assert paid(stage)


def test_links_on_two_channels_are_two_drafts(stage: Stage) -> None:
    on_telegram, on_whatsapp = asked_for_pin(stage, "telegram"), asked_for_pin(stage, "whatsapp")
    post(stage, on_whatsapp)
    assert paid(stage)
    post(stage, on_telegram)
    assert (stage.balance("budi"), stage.balance("sari")) == (1_150_000, 100_000)


def test_somebody_elses_pin_pays_nothing(stage: Stage) -> None:
    stage.say("telegram", "sari", "ganti pin")
    hers = stage.page("telegram", "sari")
    path = asked_for_pin(stage)
    post(stage, hers, WRONG_PIN)
    assert tries(stage) == 0
    assert not paid(stage)
    assert path != hers


def test_a_page_of_a_digression_is_followed_by_a_new_one(stage: Stage) -> None:
    old = asked_for_pin(stage)
    stage.say("telegram", "budi", "saldo")
    new = stage.page("telegram", "budi")
    assert new != old
    assert 'name="pin"' not in post(stage, old).text
    post(stage, new)
    assert paid(stage)


# The ways out.


def test_who_forgot_her_pin_is_asked_who_she_is_and_handed_to_a_person(stage: Stage) -> None:
    path = asked_for_pin(stage)
    answer = post(stage, path, forgot="1")
    assert 'name="pin"' not in answer.text
    assert "Nama lengkapmu" in stage.last("telegram", "budi")
    for words in ("Budi Hartono", "budi@contoh.id", "isi saldo BCA"):
        stage.say("telegram", "budi", words)
    assert [(row["kind"], row["status"]) for row in all_rows(stage.database)["cases"]] == [("forgotten_pin", "open")]
    assert 'name="pin"' not in post(stage, path).text
    assert not paid(stage)
    assert "petugas" in stage.last("telegram", "budi").lower()


def test_who_was_not_it_cancels(stage: Stage) -> None:
    path = asked_for_pin(stage)
    answer = post(stage, path, refuse="1")
    assert 'name="pin"' not in answer.text
    assert "batal" in stage.last("telegram", "budi").lower()
    post(stage, path)
    assert not paid(stage)
    assert tries(stage) == 0


# Typed all the same.


def test_a_typed_pin_is_taken_and_deleted_on_telegram(stage: Stage) -> None:
    path = asked_for_pin(stage)
    stage.hear("telegram", "budi", text=PIN, message_id="4711")
    assert paid(stage)
    assert [each.target for each in stage.deeds(Deed.DELETE)] == ["4711"]
    assert [row["status"] for row in messages(stage.database, kind="delete")] == ["sent"]
    assert PIN not in str(all_rows(stage.database))
    assert messages(stage.database, text=MASK)
    assert 'name="pin"' not in stage.web.get(path).text


def test_a_typed_pin_is_taken_on_whatsapp_where_nothing_can_be_deleted(stage: Stage) -> None:
    asked_for_pin(stage, "whatsapp")
    stage.say("whatsapp", "budi", PIN)
    assert paid(stage)
    assert messages(stage.database, kind="delete") == []


def test_where_only_the_page_counts_a_typed_pin_pays_nothing(database: Database) -> None:
    stage = Stage(database, settings(pin_entry="keypad"))
    stage.add("budi", tier=Tier.PREMIUM, balance=1_250_000, channels=("whatsapp", "telegram"))
    stage.add("sari")
    asked_for_pin(stage)
    stage.hear("telegram", "budi", text=PIN, message_id="4711")
    assert not paid(stage)
    assert [each.target for each in stage.deeds(Deed.DELETE)] == ["4711"]
    assert PIN not in str(all_rows(database))
    stage.hear("telegram", "budi", text=WRONG_PIN)
    assert tries(stage) == 0
    post(stage, stage.page("telegram", "budi"))
    assert paid(stage)


def test_without_a_public_url_the_pin_is_typed(database: Database) -> None:
    stage = Stage(database, settings(public_url=""))
    stage.add("budi", tier=Tier.PREMIUM, balance=1_250_000)
    stage.add("sari")
    stage.say("telegram", "budi", SEND)
    stage.say("telegram", "budi", "ya")
    assert stage.web.get("/pin/x").status_code == 404
    stage.say("telegram", "budi", PIN)
    assert paid(stage)


# Two at once, and trouble of ours.


def test_two_right_pins_at_once_pay_once(stage: Stage) -> None:
    path = asked_for_pin(stage)
    answers = _at_once(stage, path, PIN, PIN, PIN)
    assert [answer.status_code for answer in answers] == [200] * 3
    assert len({shown(answer) for answer in answers}) == 1
    assert paid(stage)
    assert len(messages(stage.database, fact="sent")) + len(messages(stage.database, fact="received")) <= 2


def test_wrong_pins_at_once_never_exceed_the_budget(stage: Stage) -> None:
    path = asked_for_pin(stage)
    answers = _at_once(stage, path, *[WRONG_PIN] * 8)
    assert [answer.status_code for answer in answers] == [200] * 8
    assert tries(stage) == 3
    post(stage, path)
    assert not paid(stage)


def _at_once(stage: Stage, path: str, *pins: str) -> list[TestResponse]:
    ready = Barrier(len(pins))

    def work(pin: str) -> TestResponse:
        browser = stage.wallet.web.test_client()
        ready.wait(5)
        return browser.post(path, data={"pin": pin}, follow_redirects=True)

    with ThreadPoolExecutor(len(pins)) as threads:
        return list(threads.map(work, pins))


def test_a_mistake_of_ours_is_told_on_the_page(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    path = asked_for_pin(stage)
    with monkeypatch.context() as patched:
        patched.setitem(stage.wallet.services.__dict__, "flows", {"transfer": Flow("transfer", _broken, "all", True)})
        answer = post(stage, path)
        assert answer.status_code == 503
        patched.setattr(Intake, "_fail", _broken)
        assert stage.web.post(path, data={"pin": PIN}).status_code == 503
    assert PIN not in str(all_rows(stage.database))
    assert not paid(stage)
    assert messages(stage.database, status="failed")[0]["kind"] == Kind.SECRET
    post(stage, path)
    assert paid(stage)


def _broken(*_: Any) -> Any:
    raise ZeroDivisionError


# Headers.


def test_the_page_is_framed_by_nobody_and_leads_nowhere(stage: Stage) -> None:
    path = asked_for_pin(stage)
    for answer in (
        stage.web.get(path),
        stage.web.post(path, data={"pin": WRONG_PIN}),
        stage.web.put(path),
        stage.web.post(path, data={"pin": PIN}),
        stage.web.get(path),
        stage.web.get("/pin/nobody"),
    ):
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] in ("same-origin", "no-referrer")
        assert answer.headers["Strict-Transport-Security"]


def test_no_page_is_cached(stage: Stage) -> None:
    path = asked_for_pin(stage)
    for answer in (stage.web.get(path), stage.web.post(path, data={"pin": PIN}), stage.web.get("/pin/nobody")):
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in answer.headers


def test_what_the_policy_forbids_is_not_on_the_page(stage: Stage) -> None:
    page = stage.web.get(asked_for_pin(stage)).text
    assert re.findall(r"<style|<script(?![^>]+src=)| on[a-z]+=| style=|src=.http", page) == []
    for path in re.findall(r'(?:src|href)="(/[^"]+)"', page):
        with stage.web.get(path) as part:  # Flask leaves the file open until then.
            assert part.status_code == 200
