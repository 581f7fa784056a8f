"""The web: webhooks of the channels, and health. Every 2xx stands for something that was committed."""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import flask
from flask import Flask, Response, request
from sqlalchemy import text
from werkzeug.middleware.proxy_fix import ProxyFix

from bot.channels.base import Channel, Ignored, NotProven, Request, Unreadable
from bot.channels.whatsapp import WhatsApp
from bot.intake import End, Intake
from bot.settings import Settings
from models import outbox
from models.clock import real_now
from models.database import Database

log = logging.getLogger(__name__)

HERE = Path(__file__).parent
BODY_MAX = 256 * 1024
EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


class _Request(flask.Request):
    """A request whose uploads stay in memory, where their size is bounded: photos of papers are in no file in clear."""

    def _get_file_stream(self, *_: Any, **__: Any) -> IO[bytes]:
        return io.BytesIO()


class Web(Flask):
    """Flask, with a log that names the route and not the address: a keypad link's token is in that."""

    request_class = _Request

    def log_exception(self, exc_info: Any) -> None:
        """Log a mistake of ours once."""
        log.error("a request to %s failed", request.url_rule or "an unknown address", exc_info=exc_info)


def create_web(settings: Settings, database: Database, intake: Intake, channels: Mapping[str, Channel]) -> Flask:
    """Return the Flask app with the webhooks of the channels that are open."""
    app = Web("bot.web", static_folder=str(HERE / "static"), template_folder=str(HERE / "templates"))
    app.config["MAX_CONTENT_LENGTH"] = BODY_MAX
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # as Flask documents it

    def hear(channel: Channel) -> int:
        """Prove, read, receive; return the HTTP status."""
        called = _called(settings)
        try:
            channel.prove(called)
        except NotProven:
            return 403
        try:
            said = channel.read(called)
        except Unreadable:
            return 400
        if isinstance(said, Ignored):
            intake.ignore(channel.name, said.key, said.why, called.body.hex())
            return 200
        return 503 if intake.receive(said).end is End.FAILED else 200

    if "telegram" in channels and settings.telegram_secret:

        @app.post("/telegram")
        def telegram() -> Response:
            """Bot API updates."""
            return Response(status=hear(channels["telegram"]))

    whatsapp = channels.get("whatsapp")
    if isinstance(whatsapp, WhatsApp):

        @app.post("/whatsapp")
        def incoming_whatsapp() -> Response:
            """Twilio's forms; the answer says nothing, for replies go out by the sender."""
            status = hear(whatsapp)
            return Response(EMPTY_TWIML if status == 200 else "", status=status, mimetype="text/xml")

        @app.post("/whatsapp/status")
        def whatsapp_status() -> Response:
            """What became of a message, in any order and any number of times."""
            called = _called(settings)
            try:
                whatsapp.prove(called)
                reported = whatsapp.read_status(called)
            except NotProven:
                return Response(status=403)
            except Unreadable:
                return Response(status=400)
            database.run(
                lambda connection: outbox.report(
                    connection,
                    "whatsapp",
                    reported.message_id,
                    reported.status,
                    error=reported.error,
                    at=real_now(connection),
                )
            )
            return Response(status=204)

    @app.get("/healthz")
    def healthz() -> Response:
        """Alive, and the database answers."""
        try:
            with database.read() as connection:
                connection.execute(text("SELECT 1 FROM alembic_version"))
        except Exception:
            log.exception("the database does not answer")
            return Response("database\n", status=503, mimetype="text/plain")
        return Response("ok\n", mimetype="text/plain")

    @app.after_request
    def guard(response: Response) -> Response:
        """No page of ours is framed, sniffed or kept by others."""
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "no-referrer")
        response.headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        if settings.public_url.startswith("https://"):
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return response

    return app


def _called(settings: Settings) -> Request:
    """Return the request under the URL that the channel called, which only PUBLIC_URL knows for sure."""
    query = request.query_string.decode("latin-1")
    url = settings.public_url + request.path + (f"?{query}" if query else "")
    return Request(url=url, headers=dict(request.headers), body=request.get_data())
