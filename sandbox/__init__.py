"""The outside world made of cardboard: phones, Telegram, Twilio, banks and shops, on this machine only."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import abort, request

LOOPBACK_CLIENTS = {"127.0.0.1", "::1", "::ffff:127.0.0.1"}
LOOPBACK_HOSTS = {"127.0.0.1", "localhost", "[::1]"}
FORWARDING_HEADERS = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via")


def loopback_only() -> None:
    """Answer 404 unless the request comes from this machine, asks for it by name, and was not forwarded."""
    host = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    if request.remote_addr not in LOOPBACK_CLIENTS or host not in LOOPBACK_HOSTS:
        abort(404)
    if any(header in request.headers for header in FORWARDING_HEADERS):
        abort(404)


def same_origin_only() -> None:
    """Refuse a deed that another site's page asks for."""
    if request.method in {"GET", "HEAD"}:
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None and site not in {"same-origin", "none"}:
        abort(403)
    if origin is not None and urlsplit(origin)[:2] != urlsplit(request.host_url)[:2]:
        abort(403)
