"""The web: webhooks of the channels, and health. Every 2xx stands for something that was committed."""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import flask
from flask import Flask, Response, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.middleware.proxy_fix import ProxyFix

from bot.channels.base import Channel, Ignored, NotProven, Request, Unreadable
from bot.channels.whatsapp import WhatsApp
from bot.health import Health
from bot.intake import End, Intake
from bot.metrics import CONTENT_TYPE, may_read, render
from bot.settings import Settings
from models import reports
from models.clock import real_now
from models.counts import count
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

    health = Health(database, settings.media_path)

    def refused(channel: Channel, status: int) -> int:
        count("webhooks_refused", channel.name, str(status))
        return status

    def hear(channel: Channel) -> int:
        """Prove, read, receive; return the HTTP status."""
        called = _called(settings)
        try:
            channel.prove(called)
        except NotProven:
            return refused(channel, 403)
        try:
            said = channel.read(called)
        except Unreadable:
            return refused(channel, 400)
        if isinstance(said, Ignored):
            body = called.body.hex()
            intake.ignore(channel.name, said.key, said.why, body, sender=said.sender, blocked=said.blocked)
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
                return Response(status=refused(whatsapp, 403))
            except Unreadable:
                return Response(status=refused(whatsapp, 400))
            database.run(
                lambda connection: reports.report(
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
        """Whether this process can serve; a part a line."""
        found = health.report()
        response = Response(found.lines(), status=200 if found.is_fine else 503, mimetype="text/plain")
        response.headers["Cache-Control"] = "no-store"
        return response

    @app.get("/metrics")
    def metrics() -> Response:
        """The figures, for Prometheus."""
        if not may_read(request, settings):
            return Response(status=401 if settings.metrics_token else 404)
        try:
            figures = render(database)
        except SQLAlchemyError:
            log.exception("the figures could not be read")
            return Response(status=503)
        return Response(figures, content_type=CONTENT_TYPE, headers={"Cache-Control": "no-store"})

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
