"""The desk in a browser: signing in, finding a conversation, reading it; at every width, in both schemes, by axe."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, StorageState, ViewportSize, expect

from tests.browser.conftest import DESK, Look
from tests.browser.hands import InHand, press, sign_in
from tests.browser.program import Program
from tests.browser.test_story import assert_accessible, brightness, width_of

pytestmark = pytest.mark.browser

WIDTHS = [1280, 1024, 860, 320]
HEIGHT = 740
PLACES = ("inbox", "with a person", "conversation", "customer", "transfer", "search", "how to search", "unsent")


@pytest.fixture(scope="module")
def scene(browser: Browser, town: Program) -> Iterator[str]:
    """Budi has sent Sari money and then asked for a person; the reference. Afterwards the bot has him back."""
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    page.goto(town.url)
    budi = InHand(page, "budi")
    keypad = budi.ask_to_send("15rb")
    with budi.answered("terkirim"):
        press(keypad)
    reference = budi.reference()
    budi.say("petugas", then="Petugas")
    context.close()
    yield reference
    cases = town.command("staff", "cases").stdout
    for number in re.findall(r"^#(\d+) asked", cases, re.MULTILINE):
        assert town.command("staff", "hand-back", number, "--by", "dewi").returncode == 0


@pytest.fixture(scope="module")
def signed_in(browser: Browser, town: Program, scene: str) -> StorageState:  # noqa: ARG001  # The scene must be set.
    """The cookies of Dewi, whose password `make run` told."""
    context = browser.new_context(viewport=DESK)
    sign_in(context.new_page(), town)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def desk(look: Look, town: Program, signed_in: StorageState) -> Page:
    """The desk, open, without JavaScript."""
    return look(f"{town.url}/staff/", storage_state=signed_in, java_script_enabled=False)


def go(page: Page, url: str, place: str, reference: str) -> None:
    """Open one of the desk's places."""
    talk = f"{url}/staff/conversations/{talk_of(page, url)}"
    page.goto(
        {
            "inbox": f"{url}/staff/",
            "with a person": f"{url}/staff/?mode=person",
            "conversation": talk,
            "customer": f"{talk}/customer",
            "transfer": f"{url}/staff/transfers/{reference}",
            "search": f"{url}/staff/search?q={reference.lower()}",
            "how to search": f"{url}/staff/search?q=hm",
            "unsent": f"{url}/staff/undelivered",
        }[place]
    )


def talk_of(page: Page, url: str) -> str:
    """The number of Budi's conversation."""
    page.goto(f"{url}/staff/?mode=person")
    return (
        (page.locator("a.row").filter(has_text="Budi").first.get_attribute("href") or "").split("/")[-1].split("?")[0]
    )


def test_the_password_is_for_the_operators_eyes_alone(town: Program, scene: str) -> None:  # noqa: ARG001
    kept = town.folder / "var" / "desk-password"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.read_text().strip() in town.log.read_text()


def test_from_the_list_to_the_transfer_without_javascript(desk: Page, scene: str) -> None:
    desk.get_by_role("navigation", name="Who answers").get_by_role("link", name="With a person").click()
    desk.locator("a.row").filter(has_text="Budi").click()
    log = desk.get_by_role("log")
    expect(log.locator("article").last).to_be_in_viewport()
    expect(log).to_contain_text("Case")
    expect(desk.get_by_label("Customer", exact=True)).to_contain_text("Premium")
    log.get_by_role("link", name=re.compile(scene)).click()
    expect(desk.get_by_role("heading", name="Rp15.000")).to_be_visible()
    desk.get_by_role("searchbox").fill(scene.replace("-", " ").lower())
    desk.get_by_role("searchbox").press("Enter")
    expect(desk.locator(".quotes li")).to_have_count(2)
    desk.locator(".quotes a").first.click()
    expect(desk.locator(".message-sought")).to_be_in_viewport()


def test_the_number_is_shown_on_wish(desk: Page, scene: str) -> None:  # noqa: ARG001
    desk.locator("a.row").filter(has_text="Budi").first.click()
    expect(desk.locator("body")).not_to_contain_text("081277665544")
    desk.get_by_role("button", name="Show number").click()
    expect(desk.get_by_role("status")).to_contain_text("081277665544")


def test_the_bars_stand_for_their_figures(desk: Page, scene: str) -> None:  # noqa: ARG001
    desk.locator("a.row").filter(has_text="Budi").first.click()
    for each in desk.locator("meter").all():
        assert int(each.get_attribute("value") or 0) > 0
        assert int(each.get_attribute("max") or 0) >= 20_000_000


def test_on_a_phone_one_pane_is_shown_at_a_time(town: Program, look: Look, signed_in: StorageState, scene: str) -> None:
    size = ViewportSize(width=390, height=780)
    page = look(f"{town.url}/staff/", storage_state=signed_in, viewport=size, has_touch=True)
    page.locator("a.row").filter(has_text="Budi").first.tap()
    expect(page.get_by_role("log")).to_be_visible()
    expect(page.get_by_role("heading", name="Inbox")).to_be_hidden()
    page.get_by_role("link", name="Customer").tap()
    expect(page.get_by_role("log")).to_be_hidden()
    expect(page.locator(".moves").get_by_text(scene)).to_be_visible()
    page.get_by_role("link", name="Conversation").tap()
    expect(page.get_by_role("log")).to_be_visible()
    page.get_by_role("link", name="Back to the inbox").tap()
    expect(page.get_by_role("heading", name="Inbox")).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_every_place_is_accessible_and_nothing_is_wider_than_the_window(
    town: Program, look: Look, signed_in: StorageState, scene: str, width: int
) -> None:
    size = ViewportSize(width=width, height=HEIGHT)
    page = look(f"{town.url}/staff/", storage_state=signed_in, viewport=size)
    for place in PLACES:
        go(page, town.url, place, scene)
        assert width_of(page) <= width, place
        assert_accessible(page)
    page.locator(".me summary").click()
    assert_accessible(page)
    assert width_of(page) <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_the_door_is_accessible(town: Program, look: Look, width: int) -> None:
    page = look(f"{town.url}/staff/", viewport=ViewportSize(width=width, height=HEIGHT))
    expect(page).to_have_url(re.compile("/staff/sign-in$"))
    expect(page.get_by_label("Name")).to_be_focused()
    assert_accessible(page)
    assert width_of(page) <= width


def test_what_is_not_there_is_accessible_too(browser: Browser, town: Program, signed_in: StorageState) -> None:
    context = browser.new_context(storage_state=signed_in, viewport=ViewportSize(width=320, height=HEIGHT))
    page = context.new_page()
    page.goto(f"{town.url}/staff/nowhere")
    expect(page.get_by_role("heading", name="There is nothing here")).to_be_visible()
    assert_accessible(page)
    context.close()


def test_zoomed_far_in_everything_can_be_reached(
    town: Program, look: Look, signed_in: StorageState, scene: str
) -> None:
    page = look(f"{town.url}/staff/", storage_state=signed_in, viewport=ViewportSize(width=640, height=400))
    for place in PLACES:
        go(page, town.url, place, scene)
        assert width_of(page) <= 640
        page.get_by_role("navigation", name="Desk").scroll_into_view_if_needed()
        expect(page.get_by_role("navigation", name="Desk")).to_be_in_viewport()


def test_the_dark_scheme_is_dark(town: Program, look: Look, signed_in: StorageState, scene: str) -> None:
    page = look(f"{town.url}/staff/", storage_state=signed_in, color_scheme="dark")
    go(page, town.url, "conversation", scene)
    for part in ("body", ".list", ".talk", ".card"):
        assert brightness(page, part) < 64


def test_signing_out(town: Program, look: Look, signed_in: StorageState) -> None:
    password = (town.folder / "var" / "desk-password").read_text().strip()
    page = look(f"{town.url}/staff/")
    page.get_by_label("Name").fill("dewi")
    page.get_by_label("Password").fill(password)
    page.get_by_label("Password").press("Enter")
    page.locator(".me summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("status")).to_have_text("You are signed out.")
    page.goto(f"{town.url}/staff/")
    expect(page).to_have_url(re.compile("/staff/sign-in"))
    still = look(f"{town.url}/staff/", storage_state=signed_in)
    expect(still.get_by_role("heading", name="Inbox")).to_be_visible()
