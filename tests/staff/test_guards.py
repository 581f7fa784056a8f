"""What guards the desk's pages: cookies, forms, headers, and what is never believed to be markup."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.message import Kind
from staff import wording
from tests.rows import all_rows
from tests.staff.conftest import PASSWORD, Desk, form_tokens

TEMPLATES = Path(__file__).parents[2] / "staff" / "templates" / "staff"
EVIL = '<script>alert("x")</script><img src=x onerror=alert(1)>'


def cookies(answer: object) -> list[str]:
    """Return what an answer sets, one string a cookie."""
    return answer.headers.getlist("Set-Cookie")  # type: ignore[attr-defined,no-any-return]  # werkzeug's headers


def test_behind_tls_the_cookie_is_bound_to_this_host(closed_desk: Desk) -> None:
    door = next(each for each in cookies(closed_desk.get("/staff/sign-in")) if each.startswith("__Host-staff-door="))
    session = next(each for each in cookies(closed_desk.sign_in()) if each.startswith("__Host-staff="))
    for each in (door, session):
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Strict"} <= set(each.split("; "))
        assert "Domain" not in each
        assert "Expires" not in each


def test_without_tls_the_cookie_has_another_name(plain_desk: Desk) -> None:
    session = next(each for each in cookies(plain_desk.sign_in()) if each.startswith("staff="))
    assert {"HttpOnly", "Path=/staff", "SameSite=Strict"} <= set(session.split("; "))
    assert "Secure" not in session
    plain_desk.see("/staff/")
    assert "Strict-Transport-Security" not in plain_desk.get("/staff/").headers


@pytest.mark.parametrize("path", ["/staff/sign-in", "/staff/", "/staff/search?q=x", "/staff/nowhere"])
def test_every_page_carries_the_headers(desk: Desk, path: str) -> None:
    headers = desk.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "form-action 'self'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Strict-Transport-Security"] == "max-age=31536000"


def test_no_template_has_a_script_or_a_style() -> None:
    for template in TEMPLATES.glob("*.html"):
        source = template.read_text()
        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:", source), template.name


# Forms


@pytest.mark.parametrize("form", [{}, {"form_token": ""}, {"form_token": "0" * 64}])
@pytest.mark.parametrize("path", ["/staff/sign-out", "/staff/conversations/1/number"])
def test_a_form_without_its_token_does_nothing(desk: Desk, path: str, form: dict[str, str]) -> None:
    before = all_rows(desk.stage.database)
    answer = desk.post(path, form)
    assert answer.status_code == 403
    assert "Nothing was done" in answer.text
    assert all_rows(desk.stage.database) == before


def test_a_token_of_another_session_does_nothing(desk: Desk) -> None:
    other = desk.another()
    other.sign_in()
    assert desk.post("/staff/sign-out", {"form_token": other.form_token()}).status_code == 403


def test_the_sign_in_form_is_bound_to_its_browser(closed_desk: Desk) -> None:
    token = form_tokens(closed_desk.another().get("/staff/sign-in"))[-1]
    closed_desk.get("/staff/sign-in")
    form = {"form_token": token, "name": "dewi", "password": PASSWORD}
    for browser in (closed_desk, closed_desk.another()):
        answer = browser.post("/staff/sign-in", form)
        assert answer.status_code == 403
        assert "The page was open too long" in answer.text
    assert closed_desk.audit("sign in") == closed_desk.audit("sign in refused") == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://kaspro.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Referer": "https://evil.example/staff/"},
    ],
)
def test_a_form_from_elsewhere_does_nothing(desk: Desk, headers: dict[str, str]) -> None:
    form = {"form_token": desk.form_token()}
    assert desk.post("/staff/sign-out", form, headers=headers).status_code == 403
    assert desk.another().sign_in(headers=headers).status_code == 403
    own = {"Origin": "https://kaspro.example", "Sec-Fetch-Site": "same-origin"}
    assert desk.post("/staff/sign-out", form, headers=own).status_code == 303


@pytest.mark.parametrize("path", ["/staff/sign-out", "/staff/conversations/1/number"])
def test_a_deed_is_no_link(desk: Desk, path: str) -> None:
    assert desk.get(path).status_code == 404


# What people write


def rename(desk: Desk, name: str) -> None:
    with desk.stage.database.begin() as connection:
        connection.execute(text("UPDATE customers SET first_name = :name WHERE first_name = 'Budi'"), {"name": name})


def test_names_and_words_are_no_markup(desk: Desk) -> None:
    rename(desk, EVIL)
    desk.stage.say("telegram", "budi", f"saldo {EVIL} *tebal*")
    number = desk.conversation("budi", "telegram")
    paths = ("/staff/", f"/staff/conversations/{number}", "/staff/search?q=081277665544")
    for page in [*map(desk.see, paths), desk.get("/staff/search", query_string={"q": EVIL}).text]:
        assert "<script" not in page
        assert "<img" not in page
        assert "&lt;script&gt;" in page
    assert "*tebal*" in desk.see(paths[1])


def test_signs_that_turn_text_around_are_named(desk: Desk) -> None:
    rename(desk, "Budi\u202e0001")
    desk.stage.say("telegram", "budi", "kirim \u202e000.05\u2066 ke sari\u200b")
    page = desk.see(f"/staff/conversations/{desk.conversation('budi', 'telegram')}")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b]", page)
    for sign in ("U+202E", "U+2066", "U+200B"):
        assert sign in page
    assert "<bdi>Budi0001 Hartono</bdi>" in page


def test_what_a_customer_types_is_never_our_mark_nor_ours_hers() -> None:
    assert wording.said_by_us("*Rp50.000* ke *Sari \ue000 W.*") == "<b>Rp50.000</b> ke <b>Sari * W.</b>"
    assert wording.said_by_us("`10901` & <b>") == "<code>10901</code> &amp; &lt;b&gt;"
    assert wording.said_by_customer("*Rp50.000*") == "*Rp50.000*"


def test_secrets_are_a_lock(desk: Desk) -> None:
    desk.stage.say("telegram", "budi", "482915")
    desk.stage.hear("telegram", "budi", Kind.TEXT, text="pin saya 482 915")
    page = desk.see(f"/staff/conversations/{desk.conversation('budi', 'telegram')}")
    assert "482" not in page
    assert "••••••" not in page
    assert page.count('<span lang="en">hidden</span>') == 2
    assert "0812••••5544" in page


def test_a_mistake_says_what_is_safe_and_tells_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a secret of the database")

    monkeypatch.setattr("staff.reading.conversations", broken)
    answer = desk.get("/staff/?mode=person")
    assert answer.status_code == 500
    assert "The desk could not read this" in answer.text
    assert 'href="/staff/?mode=person">Try again' in answer.text
    assert "a secret of the database" not in answer.text
    assert len(caplog.records) == 1
