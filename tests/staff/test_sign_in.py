"""Signing in at the desk: who comes in, for how long, and what stops those who guess."""

from __future__ import annotations

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text

from models.passwords import new_password, refusal_of_password
from models.staff_tries import wait_after
from tests.rows import all_rows
from tests.staff.conftest import PASSWORD, Desk, put_on_staff
from tests.stage import Stage

ROUTES = (
    "/staff/",
    "/staff/?mode=person",
    "/staff/conversations/1",
    "/staff/conversations/1/customer",
    "/staff/transfers/8F2K-9QTM",
    "/staff/undelivered",
    "/staff/search",
    "/staff/search?q=081277665544",
    "/staff/there-is-no-such-page",
)
DEEDS = ("/staff/sign-out", "/staff/conversations/1/number")


# What works


def test_name_and_password_open_the_desk(closed_desk: Desk) -> None:
    answer = closed_desk.sign_in()
    assert (answer.status_code, answer.headers["Location"]) == (303, "/staff/")
    assert "Supervisor" in closed_desk.see("/staff/")


def test_it_leads_on_to_the_page_that_was_wanted(closed_desk: Desk) -> None:
    sent = closed_desk.get("/staff/search?q=081277665544")
    assert sent.headers["Location"] == "/staff/sign-in?next=%2Fstaff%2Fsearch%3Fq%3D081277665544"
    form = closed_desk.get(sent.headers["Location"]).text
    assert 'name="next" value="/staff/search?q=081277665544"' in form


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/staff/../..//evil", "/staff/\\evil", "x"]
)
def test_it_never_leads_elsewhere(closed_desk: Desk, elsewhere: str) -> None:
    form = closed_desk.get("/staff/sign-in", query_string={"next": elsewhere}).text
    assert 'name="next" value="/staff/"' in form


def test_who_is_in_is_not_asked_again(desk: Desk) -> None:
    assert desk.get("/staff/sign-in").headers["Location"] == "/staff/"


def test_signing_out_ends_the_session(desk: Desk) -> None:
    stolen = desk.client.get_cookie("__Host-staff", domain="kaspro.example")
    assert stolen is not None
    answer = desk.post("/staff/sign-out", {"form_token": desk.form_token()})
    assert answer.headers["Location"] == "/staff/sign-in?out=1"
    desk.client.set_cookie("__Host-staff", stolen.value, domain="kaspro.example", secure=True)
    assert desk.get("/staff/").status_code == 303
    assert [row["actor"] for row in desk.audit("sign out")] == ["dewi"]
    assert all_rows(desk.stage.database)["staff_sessions"] == []


def test_right_and_wrong_leave_a_line_each(closed_desk: Desk) -> None:
    closed_desk.sign_in(password="falsch-falsch")
    closed_desk.sign_in(name="rina")
    closed_desk.sign_in()
    refused = [(row["actor"], row["subject"]) for row in closed_desk.audit("sign in refused")]
    assert refused == [("dewi", "staff dewi"), ("unknown", "an unknown name")]
    assert [(row["subject"], row["detail"]) for row in closed_desk.audit("sign in")] == [
        ("staff dewi", "from 127.0.0.1")
    ]


@pytest.mark.parametrize("name", ["de\x00wi", "dewi\x00", "\x00", "dewi\x1b[2J", "de\u202ewi"])
def test_a_name_that_cannot_be_printed_is_an_unknown_one(closed_desk: Desk, name: str) -> None:
    assert closed_desk.sign_in(name=name).status_code == 403
    assert [row["subject"] for row in closed_desk.audit("sign in refused")] == ["an unknown name"]
    assert closed_desk.sign_in(password="sangat\x00rahasia").status_code == 403
    assert closed_desk.sign_in().status_code == 303


@pytest.mark.parametrize("role", ["agent", "reviewer", "supervisor", "auditor"])
def test_every_role_may_read(closed_desk: Desk, role: str) -> None:
    put_on_staff(closed_desk.stage, "rina", role)
    closed_desk.stage.say("telegram", "budi", "saldo")
    closed_desk.sign_in(name="rina")
    number = closed_desk.conversation("budi", "telegram")
    for path in ("/staff/", f"/staff/conversations/{number}", "/staff/search?q=081277665544"):
        assert "Budi Hartono" in closed_desk.see(path)


# How long


def test_a_session_ends_after_fifteen_minutes_of_silence(desk: Desk) -> None:
    for _ in range(3):
        desk.moved += timedelta(minutes=14)
        desk.see("/staff/")
    desk.moved += timedelta(minutes=15, seconds=1)
    answer = desk.get("/staff/")
    assert answer.headers["Location"] == "/staff/sign-in?over=1"
    assert "Your session is over" in desk.see("/staff/sign-in?over=1")
    desk.moved -= timedelta(minutes=10)
    assert desk.get("/staff/").status_code == 303


def test_a_session_ends_after_eight_hours_in_any_case(desk: Desk) -> None:
    for _ in range(47):
        desk.moved += timedelta(minutes=10)
        desk.see("/staff/")
    desk.moved += timedelta(minutes=10)
    assert desk.get("/staff/").status_code == 303


def test_the_sandbox_clock_ends_no_session(desk: Desk) -> None:
    desk.stage.wait(timedelta(days=40))
    desk.see("/staff/")


def test_a_new_password_ends_every_session(desk: Desk) -> None:
    other = desk.another()
    other.sign_in()
    assert desk.stage.staff(["password", "dewi"]) == 0
    assert [each.get("/staff/").status_code for each in (desk, other)] == [303, 303]
    assert other.sign_in().status_code == 403
    assert len(desk.audit("set staff password")) == 1


def test_each_sign_in_has_a_new_token_and_ends_the_one_before(desk: Desk) -> None:
    first = desk.client.get_cookie("__Host-staff", domain="kaspro.example")
    token = desk.form_token()
    desk.client.delete_cookie("__Host-staff", domain="kaspro.example")
    desk.sign_in()
    second = desk.client.get_cookie("__Host-staff", domain="kaspro.example")
    assert first is not None
    assert second is not None
    assert first.value != second.value
    assert desk.form_token() != token
    assert len(second.value) >= 22  # 128 bits


def test_no_token_stands_in_the_database(desk: Desk) -> None:
    cookie = desk.client.get_cookie("__Host-staff", domain="kaspro.example")
    assert cookie is not None
    everything = repr(all_rows(desk.stage.database))
    assert cookie.value not in everything
    assert desk.form_token() not in everything
    assert PASSWORD not in everything


# What is refused


@pytest.mark.parametrize("path", ROUTES)
def test_without_a_session_every_page_leads_to_the_door(closed_desk: Desk, path: str) -> None:
    answer = closed_desk.get(path)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/staff/sign-in")
    assert "Budi" not in answer.text


@pytest.mark.parametrize("path", DEEDS)
def test_without_a_session_no_deed_is_done(closed_desk: Desk, path: str) -> None:
    before = all_rows(closed_desk.stage.database)
    assert closed_desk.post(path, {"form_token": "x"}).headers["Location"] == "/staff/sign-in"
    assert all_rows(closed_desk.stage.database) == before


def test_a_made_up_token_opens_nothing(closed_desk: Desk) -> None:
    closed_desk.client.set_cookie("__Host-staff", "A" * 22, domain="kaspro.example", secure=True)
    assert closed_desk.get("/staff/").status_code == 303


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("dewi", "falsch-falsch"),
        ("dewi", ""),
        ("rina", PASSWORD),
        ("", PASSWORD),
        ("DEWI", PASSWORD),
        ("dewi", "x" * 5_000),
    ],
)
def test_a_wrong_sign_in_is_refused_in_the_same_words(closed_desk: Desk, name: str, password: str) -> None:
    answer = closed_desk.sign_in(name, password)
    assert answer.status_code == 403
    assert "Name and password do not go together. Nobody was signed in." in answer.text
    assert password not in answer.text or not password
    assert closed_desk.get("/staff/").status_code == 303


def test_who_was_added_before_there_were_passwords_cannot_sign_in(closed_desk: Desk) -> None:
    with closed_desk.stage.database.begin() as connection:
        connection.execute(text("UPDATE staff SET password = ''"))
    for password in ("", PASSWORD):
        assert closed_desk.sign_in(password=password).status_code == 403


@pytest.mark.parametrize(("wrong", "minutes"), [(0, 0), (4, 0), (5, 1), (6, 5), (7, 15), (8, 15), (400, 15)])
def test_waits_grow(wrong: int, minutes: int) -> None:
    assert wait_after(wrong) == timedelta(minutes=minutes)


def test_five_wrong_passwords_close_the_name_for_a_while(closed_desk: Desk) -> None:
    for _ in range(5):
        assert closed_desk.sign_in(password="falsch-falsch").status_code == 403
    answer = closed_desk.sign_in()
    assert answer.status_code == 429
    assert "Too many wrong tries. Try again from" in answer.text
    closed_desk.moved += timedelta(seconds=61)
    assert closed_desk.sign_in(password="falsch-falsch").status_code == 403
    closed_desk.moved += timedelta(minutes=4)
    assert closed_desk.sign_in().status_code == 429
    closed_desk.moved += timedelta(seconds=61)
    assert closed_desk.sign_in().status_code == 303
    assert all_rows(closed_desk.stage.database)["staff_tries"] == []


def test_an_address_that_tries_many_names_waits_too(closed_desk: Desk) -> None:
    for nth in range(5):
        assert closed_desk.sign_in(name=f"name{nth}").status_code == 403
    assert closed_desk.sign_in().status_code == 429
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    assert closed_desk.sign_in(environ_base=elsewhere).status_code == 303


def test_a_name_waits_wherever_it_is_tried_from(closed_desk: Desk) -> None:
    for nth in range(5):
        closed_desk.sign_in(password="falsch-falsch", environ_base={"REMOTE_ADDR": f"192.0.2.{nth}"})
    assert closed_desk.sign_in(environ_base={"REMOTE_ADDR": "192.0.2.99"}).status_code == 429


def test_an_unknown_name_waits_like_a_known_one(closed_desk: Desk) -> None:
    for nth in range(5):
        closed_desk.sign_in(name="rina", environ_base={"REMOTE_ADDR": f"192.0.2.{nth}"})
    assert closed_desk.sign_in(name="rina", environ_base={"REMOTE_ADDR": "192.0.2.99"}).status_code == 429


def test_many_guesses_at_once_are_no_more_than_five(closed_desk: Desk) -> None:
    desks = [closed_desk.another() for _ in range(12)]

    def guess(nth: int) -> int:
        return (
            desks[nth].sign_in(password=f"falsch-{nth:06d}", environ_base={"REMOTE_ADDR": f"192.0.2.{nth}"}).status_code
        )

    with ThreadPoolExecutor(12) as threads:
        outcomes = list(threads.map(guess, range(12)))
    assert (outcomes.count(403), outcomes.count(429)) == (5, 7)


def test_a_password_in_the_field_for_the_name_is_kept_nowhere(closed_desk: Desk) -> None:
    closed_desk.sign_in(name=PASSWORD, password=PASSWORD)
    assert PASSWORD not in repr(all_rows(closed_desk.stage.database))


def test_an_unknown_name_takes_as_long_as_a_known_one(stage: Stage) -> None:
    kept = stage.secrets.hash_password(PASSWORD)
    times: dict[str, list[float]] = {kept: [], "": []}
    for _ in range(30):
        for each, spent in times.items():
            began = time.perf_counter()
            assert not stage.secrets.password_matches(each, "falsch-falsch")
            spent.append(time.perf_counter() - began)
    known, unknown = (statistics.median(each) for each in times.values())
    assert 0.4 < known / unknown < 2.5


def test_a_password_needs_the_pepper(stage: Stage) -> None:
    from models.secrets import Secrets

    kept = stage.secrets.hash_password(PASSWORD)
    assert kept.startswith("$argon2id$")
    assert stage.secrets.password_matches(kept, PASSWORD)
    assert stage.secrets.hash_password(PASSWORD) != kept
    assert not Secrets(key="k" * 40, pepper="q" * 40, memory_kib=8, passes=1).password_matches(kept, PASSWORD)


@pytest.mark.parametrize(
    ("name", "password", "refused"),
    [
        ("dewi", "kopi tubruk lima cangkir", False),
        ("dewi", "elfzeichen!", True),
        ("dewi", "dewi", True),
        ("dewilestari", "DewiLestari!", True),
        ("dewi", "dewi12345678", True),
        ("dewi", "password1234", True),
        ("dewi", "Kaspro!123456", True),
        ("dewi", "aaaaaaaaaaaa", True),
        ("dewi", "123456789012", True),
        ("dewi", "qwertyuiopas", True),
        ("dewi", "abcabcabcabc", True),
        ("dewi", "x" * 201, True),
    ],
)
def test_weak_passwords_are_refused(name: str, password: str, refused: bool) -> None:
    assert bool(refusal_of_password(name, password)) is refused


def test_a_made_password_is_never_refused() -> None:
    assert not any(refusal_of_password("dewi", new_password()) for _ in range(20))
