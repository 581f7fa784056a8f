"""The keypad page: one answer on a page of its own, so that it never stands in a chat: a PIN, an ID number, a photo.

A link is bound to one question of one run (a money question carries its draft); a GET changes nothing, the right answer
uses it up, a wrong one is told on the page only, and a wrong PIN costs a try.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request
from sqlalchemy.engine import Connection
from werkzeug.exceptions import RequestEntityTooLarge

from bot.channels.markup import plain
from bot.intake import End, Intake, Received
from bot.masking import is_six_digits
from bot.message import Kind, Message, Words
from bot.receipts import receipt_of
from bot.words import From, Raw, Speaker, t, worded
from models.clock import now
from models.customers import customer, identity
from models.database import Database
from models.links import Link, find_link
from models.orders import Fact, recall
from models.photos import BYTES_MAX
from models.pins import PinLocked, PinWaits, refusal_to_try, wait_after
from models.secrets import Secrets

UPLOAD_MAX = BYTES_MAX + 64 * 1024
"""A photo and what a form adds to it."""
DRAINED_MAX = 5 * UPLOAD_MAX
"""Of a photo that is too big, what is read and thrown away, for a browser shows no answer before it has sent all."""
CHUNK = 64 * 1024
NUMBER_MAX = 40
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; base-uri "
    "'none'; frame-ancestors 'none'"
)
APPS = {"telegram": "Telegram", "whatsapp": "WhatsApp"}


def keypad_pages(database: Database, intake: Intake, secrets: Secrets, *, apps: dict[str, str]) -> Blueprint:
    """Return `/pin/<link>`. `apps` are the URLs that lead back to each channel's app, where there is one."""
    pages = Blueprint("keypad", __name__)
    desk = _Pages(database, secrets, apps)

    @pages.get("/pin/<token>")
    def show(token: str) -> Response:
        """What is asked, or what came of it. Changes nothing."""
        return desk.look(token)

    @pages.post("/pin/<token>")
    def answer(token: str) -> Response:
        """One try; or 'forgot PIN', or 'not me'."""
        link = desk.find(token)
        if link is None:
            return desk.look(token)
        if _asks_for(link) == "photo" and not desk.takes(link):
            return desk.look(token)
        try:
            said = _message(link)
        except RequestEntityTooLarge:
            if _asks_for(link) != "photo":
                raise
            return desk.too_big(token, link)
        if said.kind is Kind.SECRET and _asks_for(link) == "pin" and not is_six_digits(said.secret):
            return desk.unread(token, link, said.secret)
        if said.link and not (said.secret or said.data):
            return desk.empty(token, link)
        received = intake.receive(said, link=link)
        if received.end in (End.FAILED, End.APOLOGISED):
            return desk.trouble(link)
        return desk.after(token, link, received)

    @pages.after_request
    def guard(response: Response) -> Response:
        """A page with a secret question is kept by nobody and leads nowhere."""
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cache-Control"] = "no-store"
        return response

    return pages


def _asks_for(link: Link) -> str:
    """Return what the page asks for: `pin`, `number`, `photo`."""
    field = link.page.get("field")
    return str(field["kind"]) if field else "pin"


def _message(link: Link) -> Message:
    """Return what was typed or chosen on the page as the message that it is."""
    asked = _asks_for(link)
    if asked == "photo":
        request.max_content_length = UPLOAD_MAX
    said = Message(
        channel=link.channel,
        sender=link.sender,
        address=link.address,
        key=f"page:{uuid.uuid4()}",
        kind=Kind.PHOTO if asked == "photo" else Kind.SECRET,
        secret="" if asked == "photo" else request.form.get(asked, "").strip()[:NUMBER_MAX],
        data=_uploaded() if asked == "photo" else b"",
        link=f"{link.run_key} {link.question}",
    )
    if request.form.get("forgot"):
        return Message(link.channel, link.sender, said.key, Kind.TAP, button="flow:forgot_pin", address=link.address)
    if request.form.get("refuse"):
        return Message(link.channel, link.sender, said.key, Kind.TAP, button="do:cancel", address=link.address)
    return said


def _uploaded() -> bytes:
    """Return the bytes of the photo that was chosen or taken."""
    file = request.files.get("photo")
    return file.stream.read() if file is not None else b""


class _Pages:
    """Renders the pages in the customer's language."""

    def __init__(self, database: Database, secrets: Secrets, apps: dict[str, str]) -> None:
        self._database = database
        self._secrets = secrets
        self._apps = apps

    def find(self, token: str) -> Link | None:
        """Return the link with this token, or None."""
        with self._database.read() as connection:
            return find_link(connection, self._secrets, token)

    def look(self, token: str, error: str = "") -> Response:
        """Return the page that the link now stands for."""
        with self._database.read() as connection:
            at = now(connection)
            link = find_link(connection, self._secrets, token)
            waiting = _waiting(connection, link, at) if link is not None and link.is_open(at) else None
        if link is None:
            return self._over(None, at)
        if link.closed and link.outcome.get("fact"):
            return self._done(link, recall(link.outcome["fact"]), at)
        if not link.is_open(at):
            return self._over(link, at)
        if isinstance(waiting, PinWaits):
            return self._wait(link, waiting, at)
        return self._entry(link, error or link.page.get("why", ""), at)

    def after(self, token: str, link: Link, received: Received) -> Response:
        """Return what follows a try: the next secret's page, the receipt, or the same page with what was wrong."""
        if received.link:
            return make_response(redirect(f"/pin/{received.link}", code=303))
        outcome = received.outcome
        refused = outcome.refused if outcome is not None else None
        if outcome is None or refused is None or outcome.question is None:
            return make_response(redirect(f"/pin/{token}", code=303))
        with self._database.read() as connection:
            speaker = Speaker(link.language, now(connection))
        told = worded(refused) if isinstance(refused, Fact) else refused
        return self.look(token, error=plain(speaker.say(told.words)))

    def unread(self, token: str, link: Link, typed: str) -> Response:
        """Return the page again: what was typed is no PIN, which costs no try and is told here only."""
        if not typed:
            return self.look(token)
        return self._again(token, link, t("A PIN has six digits."))

    def takes(self, link: Link) -> bool:
        """Return whether the link is open still: then as much as a photo is read."""
        with self._database.read() as connection:
            return link.is_open(now(connection))

    def empty(self, token: str, link: Link) -> Response:
        """Return the page again: nothing was typed or chosen."""
        if _asks_for(link) != "photo":
            return self.look(token)
        return self._again(token, link, t("No photo was chosen yet."))

    def too_big(self, token: str, link: Link) -> Response:
        """Return the page again, after the rest of what is too big was thrown away."""
        left = min(request.content_length or 0, DRAINED_MAX)
        while left > 0 and (read := request.environ["wsgi.input"].read(min(left, CHUNK))):
            left -= len(read)
        return self._again(token, link, t("That photo is too big, at most 5 MB. One taken in a smaller size will do."))

    def _again(self, token: str, link: Link, why: Words) -> Response:
        with self._database.read() as connection:
            speaker = Speaker(link.language, now(connection))
        return self.look(token, error=speaker.say(why))

    def trouble(self, link: Link) -> Response:
        """Something of ours went wrong: said plainly, with status 503."""
        with self._database.read() as connection:
            at = now(connection)
        words = t("Sorry, something went wrong on our side. No money has moved; a person has been told.")
        response = self._stopped(link, t("That did not work"), words, at)
        response.status_code = 503
        return response

    def _entry(self, link: Link, error: str, at: datetime) -> Response:
        speaker = Speaker(link.language, at)
        say = speaker.say
        page = link.page
        if _asks_for(link) != "pin":
            return self._other_entry(link, error, at)
        words = {
            "title": say(t("Enter PIN")),
            "private": say(t("For one use, for you alone")),
            "what": say(t("What you agree to")),
            "question": say(t("Enter your KasPro PIN")) if page.get("card") else plain(page["question"]),
            "hint": say(t("The sixth digit sends it.") if page.get("card") else t("The sixth digit takes you on.")),
            "field": say(t("PIN of 6 digits")),
            "submit": plain(page["submit"]) or say(t("Continue")),
            "sending": say(t("Sending…")),
            "keys": say(t("Number keys")),
            "erase": say(t("Erase one digit")),
            "typed": say(t("{count} of 6 digits", count=Raw("{count}"))),
            "until": say(t("Good until {until}", until=link.expires_at)),
            "remaining": say(t("Time left")),
            "forgot": say(t("Forgot PIN?")) if page.get("forgot") else "",
            "not_me": say(t("Not me, cancel")),
        }
        return self._page(
            "entry.html",
            link,
            at,
            card={name: plain(said) for name, said in page["card"].items()} if page.get("card") else None,
            error=plain(error),
            words=words,
            seconds_left=max(int((link.expires_at - at).total_seconds()), 0),
            seconds_total=int((link.expires_at - link.created_at).total_seconds()),
        )

    def _other_entry(self, link: Link, error: str, at: datetime) -> Response:
        """Return the page for an ID number, or for a photo."""
        speaker = Speaker(link.language, at)
        say = speaker.say
        field = link.page["field"]
        words = {
            "title": plain(field["label"]),
            "private": say(t("For one use, for you alone")),
            "label": plain(field["label"]),
            "hints": [plain(hint) for hint in field["hints"]],
            "kept": say(t("Kept encrypted. Only the people who check it see it.")),
            "choose": say(t("Take the photo")),
            "chosen": say(t("Chosen: {name}", name=Raw("{name}"))),
            "another": say(t("Take another one")),
            "submit": say(t("Send the photo") if field["kind"] == "photo" else t("Continue")),
            "sending": say(t("Sending…")),
            "until": say(t("Good until {until}", until=link.expires_at)),
            "remaining": say(t("Time left")),
            "forgot": "",
            "not_me": say(t("Not me, cancel")),
        }
        return self._page(
            f"{field['kind']}.html",
            link,
            at,
            camera=field.get("camera", "environment"),
            error=plain(error),
            words=words,
            seconds_left=max(int((link.expires_at - at).total_seconds()), 0),
            seconds_total=int((link.expires_at - link.created_at).total_seconds()),
        )

    def _wait(self, link: Link, waiting: PinWaits, at: datetime) -> Response:
        say = Speaker(link.language, at).say
        words = {
            "title": say(t("Enter PIN")),
            "remaining": say(t("Time left")),
            "again": say(t("Enter PIN again")) if waiting.until < link.expires_at else "",
            "forgot": say(t("Forgot PIN?")),
            "not_me": say(t("Not me, cancel")),
        }
        return self._page(
            "wait.html",
            link,
            at,
            words=words,
            heading=say(t("PIN locked until {until}", until=From(waiting.until))),
            text=say(t("No money has moved: {wrong} wrong in a row.", wrong=waiting.wrong)),
            seconds_left=max(int((waiting.until - at).total_seconds()), 0),
            seconds_total=int(wait_after(waiting.wrong).total_seconds()),
        )

    def _done(self, link: Link, told: Fact, at: datetime) -> Response:
        speaker = Speaker(link.language, at)
        receipt = receipt_of(told)
        rows = [(speaker.say(label), self._value(speaker, value)) for label, value in receipt.rows]
        return self._page(
            "done.html",
            link,
            at,
            words={"title": speaker.say(t("Done"))},
            mark=receipt.mark,
            heading=plain(speaker.say(receipt.heading)),
            text=plain(speaker.say(receipt.text)) if receipt.text else "",
            rows=rows,
        )

    def _over(self, link: Link | None, at: datetime) -> Response:
        if link is None:
            return self._stopped(None, t("This page is not valid"), t("Ask for a new one in the chat."), at)
        if link.closed:
            words = t("This page was used or cancelled. What you see in the chat is what holds.")
            return self._stopped(link, t("This page is over"), words, at)
        about = link.page.get("about")
        if about:
            words = t("No money has moved. Your draft is still in the chat: {about}.", about=Raw(plain(about)))
        else:
            words = t("Nothing has changed. Write in the chat to go on.")
        return self._stopped(link, t("The time is over"), words, at)

    def _stopped(self, link: Link | None, heading: Words, words: Words, at: datetime) -> Response:
        say = Speaker(link.language if link else "id", at).say
        return self._page(
            "expired.html", link, at, words={"title": say(heading)}, heading=say(heading), text=say(words)
        )

    def _page(self, template: str, link: Link | None, at: datetime, **values: Any) -> Response:
        language = link.language if link else "id"
        app = APPS.get(link.channel, "") if link else ""
        say = Speaker(language, at).say
        back = say(t("Back to {app}", app=app)) if app else say(t("Back to the chat"))
        url = self._apps.get(link.channel, "") if link else ""
        return make_response(
            render_template(f"keypad/{template}", language=language, back_label=back, back_url=url, **values)
        )

    @staticmethod
    def _value(speaker: Speaker, value: Words | tuple[Words, Words]) -> str | tuple[str, str]:
        if isinstance(value, tuple):
            return plain(speaker.say(value[0])), plain(speaker.say(value[1]))
        return plain(speaker.say(value))


def _waiting(connection: Connection, link: Link, at: datetime) -> PinWaits | PinLocked | None:
    owner = identity(connection, link.identity).customer_id
    if owner is None or not link.page.get("forgot"):
        return None
    return refusal_to_try(customer(connection, owner), at)
