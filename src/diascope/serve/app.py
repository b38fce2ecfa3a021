"""The addresses that are served: pages with the live script, files of the site, the socket."""

from __future__ import annotations

import asyncio
import contextlib
import mimetypes
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from diascope.config.theme import builtin_static
from diascope.reading.disk import Disk
from diascope.render.templates import TemplateMistakeError
from diascope.serve.diff import Marks
from diascope.serve.editor import open_editor
from diascope.serve.guard import LOOPBACK, Access, Guard
from diascope.serve.inject import PREFIX, script, sheet, with_live
from diascope.serve.live import Live, OpenPage
from diascope.serve.site import INDEX
from diascope.serve.views import View

_EMPTY = """<!DOCTYPE html>
<html lang="en"><head><title>{0}</title></head><body class="page"><h1>{0}</h1></body></html>
"""


def make_app(live: Live, access: Access, follow: bool) -> Starlette:
    """The application that serves a live site."""
    app = Starlette(
        routes=[
            Route(PREFIX + "live.js", _script),
            Route(PREFIX + "live.css", _sheet),
            WebSocketRoute(PREFIX + "socket", _socket),
            Route("/{path:path}", _page),
        ],
        middleware=[Middleware(Guard, access=access)],
    )
    app.state.live, app.state.follow = live, follow
    return app


async def _script(request: Request) -> Response:
    return Response(script(request.app.state.live.site.disk), media_type="text/javascript")


async def _sheet(request: Request) -> Response:
    return Response(sheet(request.app.state.live.site.disk), media_type="text/css")


async def _page(request: Request) -> Response:
    """A page, a file, or a page that says there is none and shows one as soon as there is."""
    live: Live = request.app.state.live
    await live.ready.wait()
    path = request.path_params["path"]
    name = page_name(path)
    if name == INDEX and len(live.site.decks) == 1 and live.site.named:
        return RedirectResponse("/" + address(next(iter(live.site.decks))))
    if path and not path.endswith("/") and live.site.view(f"{path}/{INDEX}"):
        return RedirectResponse(f"/{path}/")
    try:
        page = live.site.page(name)
        found = None if page else live.site.file(path)
    except TemplateMistakeError:
        return _with_live(request, _EMPTY.format("A template is broken"), View(), 500)
    if page:
        return _with_live(request, *page, 200)
    if isinstance(found, Path):
        return _file(live, found)
    if found is not None:
        return Response(found, media_type=mimetypes.guess_type(path)[0])
    return _with_live(request, _EMPTY.format("There is no such page"), View(), 404)


def _with_live(request: Request, text: str, view: View, status: int) -> Response:
    return HTMLResponse(with_live(text, view, request.app.state.follow), status)


def _file(live: Live, path: Path) -> Response:
    """A file of the site, unless a link leads out of it; a deck may name files elsewhere."""
    disk = Disk()  # links are followed anew each time, so that none leads out unnoticed
    made, real = live.site.made, disk.real(path)
    roots = [made.site.config.root.absolute(), builtin_static()] if made else []
    is_within = any(real.is_relative_to(disk.real(root)) for root in roots)
    is_linked_out = not is_within and any(map(path.absolute().is_relative_to, roots))
    if not roots or is_linked_out or not disk.is_file(real):
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
    await socket.accept()
    await live.ready.wait()
    with contextlib.suppress(WebSocketDisconnect, KeyError, ValueError, TypeError):
        hello = await socket.receive_json()
        marks = Marks.of(tuple(tuple(map(str, stack)) for stack in hello["stacks"]))
        path = page_name(str(hello["path"]).lstrip("/"))
        page = OpenPage(path, _known(live.site.view(path), marks, hello))
        page.stale.set()
        live.pages.add(page)
        if hello.get("draws") and _is_here(socket):
            live.turns.join(page)
        telling = asyncio.create_task(live.tell(page, socket.send_text))
        try:
            while True:
                await _answer(socket, live, page, await socket.receive_json())
        finally:
            live.pages.discard(page)
            live.turns.leave(page)
            telling.cancel()


def _known(now: View | None, marks: Marks, hello: Mapping[str, object]) -> View:
    """What a page shows by its own account; what it has of the newest state need not be told."""
    shell = str(hello.get("shell", ""))
    if now and now.rest == hello.get("rest"):
        return replace(now, marks=marks, shell=shell)
    return View(marks, shell=shell)


def _is_here(socket: WebSocket) -> bool:
    """Whether the page is on this machine."""
    return socket.client is not None and socket.client.host in LOOPBACK


async def _answer(socket: WebSocket, live: Live, page: OpenPage, said: dict[str, object]) -> None:
    """Take note of what a page says, and open the editor where it asks for that."""
    if said.get("drawn"):
        page.drawn.set()
    if said.get("front") and page in live.turns:
        live.turns.put_first(page)
    place = said.get("edit")
    lines = live.site.lines(page.path) if isinstance(place, int) else []
    if isinstance(place, int) and 0 <= place < len(lines):
        problem = await open_editor(*lines[place])
        if problem:
            await socket.send_json({"notice": problem})
