"""The addresses that are served: pages with the live script, files of the site, the socket."""

from __future__ import annotations

import asyncio
import contextlib
import mimetypes
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from diascope.config.theme import builtin_static
from diascope.pipeline.outside import outside
from diascope.reading.disk import Disk
from diascope.render.templates import TemplateMistakeError
from diascope.serve.diff import Marks
from diascope.serve.editor import open_editor
from diascope.serve.guard import Access, Guard, standing
from diascope.serve.inject import PREFIX, SPEAKER, script, sheet, with_live
from diascope.serve.live import Live, OpenPage
from diascope.serve.messages import Message, Sender, message, parse
from diascope.serve.stage import Stage
from diascope.serve.state import INDEX, Shown, State
from diascope.serve.views import View

_EMPTY = """<!DOCTYPE html>
<html lang="en"><head><title>{0}</title></head><body class="page"><h1>{0}</h1></body></html>
"""
_CHOICE = """<!DOCTYPE html>
<html lang="en"><head><meta name="viewport" content="width=device-width"><title>Speaker</title>
<link rel="stylesheet" href="/.live/live.css"></head>
<body class="live-choice"><h1>Which talk?</h1><ul>{0}</ul></body></html>
"""
_REFUSED = {
    "edit": "Only the machine that serves the slides opens its editor",
    "steer": "Only the speaker steers",
}
"""What a page is told whose message is not heard, by the message's name."""
_HEEDED = ("edit", "undrawn", "place", "steer")
_NOBODY = "No page on the machine that serves the slides shows this deck"


def make_app(live: Live, access: Access, follow: bool) -> Starlette:
    """The application that serves a live site."""
    app = Starlette(
        routes=[
            Route(PREFIX + "live.js", _script),
            Route(PREFIX + "live.css", _sheet),
            Route(SPEAKER, _speaker),
            WebSocketRoute(PREFIX + "socket", _socket),
            Route("/{path:path}", _page),
        ],
        middleware=[Middleware(Guard, access=access)],
    )
    app.state.live, app.state.follow, app.state.stage = live, follow, Stage()
    return app


async def _script(request: Request) -> Response:
    return Response(script(request.app.state.live.disk), media_type="text/javascript")


async def _sheet(request: Request) -> Response:
    return Response(sheet(request.app.state.live.disk), media_type="text/css")


async def _speaker(request: Request) -> Response:
    """The speaker's view of the deck that is presented, or a choice of decks."""
    live: Live = request.app.state.live
    if standing(request.scope) is Sender.VIEWER:
        return PlainTextResponse("Open the speaker's address that the terminal shows.\n", 403)
    await live.ready.wait()
    decks = live.state.decks
    name = request.app.state.stage.latest() or (next(iter(decks)) if len(decks) == 1 else "")
    if name in decks:
        return RedirectResponse("/" + quote(address(name)) + "?speaker")
    return HTMLResponse(_CHOICE.format("".join(map(_entry, decks, decks.values()))))


def _entry(name: str, shown: Shown) -> str:
    return f'<li><a href="/{escape(quote(address(name)))}?speaker">{escape(shown.view.title)}</a>'


async def _page(request: Request) -> Response:
    """A page, a file, or a page that says there is none and shows one as soon as there is."""
    live: Live = request.app.state.live
    await live.ready.wait()
    state, path = live.state, request.path_params["path"]
    name = page_name(path)
    if name == INDEX and INDEX not in state.decks and len(state.decks) == 1 and live.named:
        return RedirectResponse("/" + quote(address(next(iter(state.decks)))))
    if path and not path.endswith("/") and state.view(f"{path}/{INDEX}"):
        return RedirectResponse(f"/{quote(path)}/")
    try:
        page = state.page(name)
    except TemplateMistakeError:
        return _with_live(request, _EMPTY.format("A template is broken"), View(), 500)
    except Exception as error:
        live.tell(error)
        return _with_live(request, _EMPTY.format("Diascope failed at this page"), View(), 500)
    if page and not page[0]:
        return _with_live(request, _EMPTY.format("There is no page yet"), View(), 404)
    if page:
        return _with_live(request, *page, 200)
    content = state.files.get(path)
    if isinstance(content, Path):
        return _file(state, content)
    if content is not None:
        return Response(content, media_type=mimetypes.guess_type(path)[0])
    return _with_live(request, _EMPTY.format("There is no such page"), View(), 404)


def _with_live(request: Request, text: str, view: View, status: int) -> Response:
    role = standing(request.scope).name.lower()
    return HTMLResponse(with_live(text, view, request.app.state.follow, role), status)


def _file(state: State, path: Path) -> Response:
    """A file of the site, unless a link leads out of it."""
    disk = Disk()  # links are followed anew each time, so that none leads out unnoticed
    made, real = state.made, disk.real(path)
    is_theme = real.is_relative_to(disk.real(builtin_static()))
    is_own = made is not None and not any(outside(made.site, [path], disk))
    if not (is_theme or is_own) or not disk.is_file(real):
        return Response("This lies outside the site.\n", 404, media_type="text/plain")
    return FileResponse(real)


def page_name(path: str) -> str:
    """The path in the site of the page at an address."""
    return path + INDEX if not path or path.endswith("/") else path


def address(page: str) -> str:
    """The address of a page, as short as it can be."""
    return page.removesuffix(INDEX)


async def _socket(socket: WebSocket) -> None:
    """Keep one page up to date until it is closed."""
    live: Live = socket.app.state.live
    stage: Stage = socket.app.state.stage
    await socket.accept()
    await live.ready.wait()
    with contextlib.suppress(WebSocketDisconnect):
        hello = await _next(socket, "hello")
        page = _opened(live, hello.values)
        live.pages.add(page)
        stage.open(page)
        pushing = asyncio.create_task(_push(live, page, socket))
        try:
            while True:
                await _heed(page, socket, await _next(socket, *_HEEDED))
        finally:
            live.pages.discard(page)
            stage.close(page)
            pushing.cancel()


async def _heed(page: OpenPage, socket: WebSocket, said: Message) -> None:
    """Do what a page has asked for."""
    live: Live = socket.app.state.live
    stage: Stage = socket.app.state.stage
    match said.kind.name:
        case "edit":
            await _open_editor(socket, live.state.lines(page.path), said.values["index"])
        case "undrawn":
            live.learn(page.path, said.values["source"], said.values["words"])
        case "place":
            stage.move(page, said.values, live.pages)
        case "steer" if not stage.steer(page.path, said.values):
            await socket.send_text(message("notice", text=_NOBODY))


async def _next(socket: WebSocket, *names: str) -> Message:
    """The next message of these names that the page may send; raises `WebSocketDisconnect`.

    Messages that are unknown or malformed are ignored; those that others may send are answered.
    """
    while True:
        frame = await socket.receive()
        if frame["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(frame.get("code", 1005))
        received = parse(frame.get("text") or "")
        if received is None or received.kind.name not in names:
            continue
        if standing(socket.scope).may_send(received.kind):
            return received
        if refused := _REFUSED.get(received.kind.name):
            await socket.send_text(message("notice", text=refused))


def _opened(live: Live, hello: Mapping[str, Any]) -> OpenPage:
    """A page as it says that it is; what it has of the newest state need not be sent."""
    path = page_name(hello["path"].lstrip("/"))
    marks = Marks.of(tuple(map(tuple, hello["stacks"])))
    now = live.state.view(path)
    view = replace(now, marks=marks) if now and now.rest == hello["rest"] else View(marks)
    page = OpenPage(path, replace(view, shell=hello["shell"]))
    page.stale.set()
    return page


async def _push(live: Live, page: OpenPage, socket: WebSocket) -> None:
    """Send a page what it lacks until it is closed."""
    with contextlib.suppress(WebSocketDisconnect):
        await live.push(page, socket.send_text)


async def _open_editor(socket: WebSocket, lines: Sequence[tuple[Path, int]], index: int) -> None:
    """Open the editor where a slide begins, or tell the page what hinders it."""
    problem = await open_editor(*lines[index]) if index < len(lines) else ""
    if problem:
        await socket.send_text(message("notice", text=problem))
