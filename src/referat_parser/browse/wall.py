"""What stands before the served page: only this machine's own requests come through, and every answer is told how to behave."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "private, no-store",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_NAMES = ("127.0.0.1", "localhost", "[::1]")
_OWN_HEADERS = {name.encode() for name in HEADERS} | {b"access-control-allow-origin", b"server", b"link"}
_LONGEST_QUERY = 4_000
_ODD_PATH = re.compile(r"[\x00-\x1f\\]|//|%|(?:^|/)\.\.?(?:/|$)")


def guard(app: App, port: int, paths: Iterable[str], say: Callable[[str], None]) -> App:
    """The app behind the wall. `paths` are patterns of the whole paths that it may be asked for.

    Refused are: other hosts than this machine's names with this port (400), other methods than GET and HEAD (405),
    requests that come from another site's page (403), and every other path (404). Of what comes through, an error of
    the app gives a plain 500 without its reason, and a line to `say`; all answers carry `HEADERS`.
    """
    hosts = {f"{name}:{port}" for name in _NAMES}
    allowed = re.compile("|".join(f"(?:{path})" for path in paths))

    async def walled(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        refused = _refuse(scope, hosts, allowed)
        if refused:
            await answer(send, *refused)
            return
        begun = False

        async def send_guarded(message: MutableMapping[str, Any]) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                kept = [(k, v) for k, v in message["headers"] if k.lower() not in _OWN_HEADERS]
                message = {**message, "headers": [*kept, *_encoded(HEADERS)]}
            await send(message)

        try:
            await app(scope, receive, send_guarded)
        except Exception as error:
            say(f"referat: serve: a page failed ({type(error).__name__})")
            if begun:
                raise
            await answer(send, 500, "Der opstod en fejl på siden.")

    return walled


def _refuse(scope: Scope, hosts: set[str], allowed: re.Pattern[str]) -> tuple[int, str] | None:
    headers: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        if name == b"host" and name in headers:
            return 400, "Mere end én vært."
        headers[name] = value
    if headers.get(b"host", b"").decode("latin-1").lower() not in hosts:
        return 400, "Siden svarer kun på denne maskines egen adresse."
    if scope["method"] not in ("GET", "HEAD"):
        return 405, "Siden kan kun læses."
    origin = headers.get(b"origin")
    if origin is not None and urlsplit(origin.decode("latin-1")).netloc.lower() not in hosts:
        return 403, "Forespørgslen kommer fra et andet sted."
    if (
        headers.get(b"sec-fetch-site") in (b"cross-site", b"same-site")
        and headers.get(b"sec-fetch-dest") != b"document"
    ):
        return 403, "Forespørgslen kommer fra et andet sted."
    raw = (scope.get("raw_path") or b"").split(b"?")[0].decode("latin-1")
    if _ODD_PATH.search(raw) or _ODD_PATH.search(scope["path"]) or not allowed.fullmatch(scope["path"]):
        return 404, "Siden findes ikke."
    if len(scope["query_string"]) > _LONGEST_QUERY:
        return 414, "Søgningen er for lang."
    return None


def _encoded(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in headers.items()]


async def answer(send: Send, status: int, text: str) -> None:
    """A short plain answer that repeats nothing of the request."""
    body = f"{text}\n".encode()
    headers = {**HEADERS, "content-type": "text/plain; charset=utf-8", "content-length": str(len(body))}
    await send({"type": "http.response.start", "status": status, "headers": _encoded(headers)})
    await send({"type": "http.response.body", "body": body})
