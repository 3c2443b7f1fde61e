"""The floors: servers that store nothing, or store as the documentation of the stack shows it.

Run as `python -m tests.bench.floors KIND PORT`, KIND being websocket, socketio or tortoise.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

import socketio
from aiohttp import web
from tortoise import Tortoise, fields
from tortoise.models import Model
from tortoise.transactions import in_transaction

ROOM_BYTES = 1200
"""About what a desk's event of one turn weighs."""


class Said(Model):
    """A message, as a first version of a chat would store it."""

    id = fields.BigIntField(primary_key=True)
    key = fields.CharField(max_length=64, unique=True)
    conversation = fields.CharField(max_length=64, db_index=True)
    author = fields.CharField(max_length=8)
    text = fields.TextField()

    class Meta:
        table = "said"


class Noticed(Model):
    """What staff must hear of, numbered."""

    n = fields.BigIntField(primary_key=True, generated=False)
    conversation = fields.CharField(max_length=64)

    class Meta:
        table = "noticed"


class Talk(Model):
    """Where a conversation stands."""

    id = fields.CharField(max_length=64, primary_key=True)
    state = fields.CharField(max_length=32)
    turns = fields.IntField(default=0)

    class Meta:
        table = "talk"


async def websocket(app: web.Application) -> None:
    """A bare websocket that says back what it hears."""

    async def echo(request: web.Request) -> web.WebSocketResponse:
        ws = web.WebSocketResponse(compress=False)
        await ws.prepare(request)
        async for message in ws:
            await ws.send_str(message.data)
        return ws

    app.router.add_get("/echo", echo)


async def socketio_echo(app: web.Application) -> None:
    """python-socketio with its defaults: one message back, then the acknowledgement."""
    server = socketio.AsyncServer(async_mode="aiohttp", cors_allowed_origins="*")
    server.attach(app)

    @server.on("send", namespace="/visitor")
    async def send(sid: str, payload: dict[str, str]) -> dict[str, object]:
        await server.emit("message", {"text": payload["text"]}, to=sid, namespace="/visitor")
        return {"ok": True, "messages": []}

    @server.on("connect", namespace="/visitor")
    async def connect(sid: str, environ: object, auth: object) -> None:
        await server.emit("welcome", {}, to=sid, namespace="/visitor")


async def socketio_room(app: web.Application) -> None:
    """A room emit of what a desk is told of one turn, as python-socketio does it by itself."""
    server = socketio.AsyncServer(async_mode="aiohttp", cors_allowed_origins="*")
    server.attach(app)

    @server.on("send", namespace="/visitor")
    async def send(sid: str, payload: dict[str, str]) -> dict[str, object]:
        told = {"text": payload["text"], "filling": "x" * ROOM_BYTES}
        await server.emit("event", told, room="desk", namespace="/desk")
        return {"ok": True, "messages": []}

    @server.on("connect", namespace="/visitor")
    async def visits(sid: str, environ: object, auth: object) -> None:
        pass

    @server.on("connect", namespace="/desk")
    async def sits(sid: str, environ: object, auth: object) -> None:
        await server.enter_room(sid, "desk", namespace="/desk")


async def tortoise(app: web.Application) -> None:
    """The stack as its documentation shows it: a handler, a transaction, an answer.

    It stores what a turn of Loket stores: copy check, conversation, two messages, a desk event.
    """
    folder = tempfile.mkdtemp()
    app["folder"] = folder
    await Tortoise.init(
        db_url=f"sqlite://{Path(folder) / 'floor.sqlite3'}?synchronous=FULL",
        modules={"models": ["tests.bench.floors"]},
        _enable_global_fallback=True,
    )
    await Tortoise.generate_schemas()
    server = socketio.AsyncServer(async_mode="aiohttp", cors_allowed_origins="*")
    server.attach(app)

    @server.on("send", namespace="/visitor")
    async def send(sid: str, payload: dict[str, str]) -> dict[str, object]:
        async with in_transaction():
            if await Said.filter(key=payload["client_key"]).exists():
                return {"ok": True, "messages": []}
            talk, _ = await Talk.get_or_create(id=sid, defaults={"state": "start"})
            await Said.create(
                key=payload["client_key"], conversation=sid, author="visitor", text=payload["text"]
            )
            await Said.create(
                key=payload["client_key"] + "r", conversation=sid, author="bot", text="ok"
            )
            talk.turns += 1
            await talk.save(update_fields=["turns"])
            last = await Noticed.all().order_by("-n").first()
            await Noticed.create(n=last.n + 1 if last else 1, conversation=sid)
        await server.emit("message", {"text": "ok"}, to=sid, namespace="/visitor")
        return {"ok": True, "messages": []}

    @server.on("connect", namespace="/visitor")
    async def connect(sid: str, environ: object, auth: object) -> None:
        await server.emit("welcome", {}, to=sid, namespace="/visitor")


KINDS = {
    "websocket": websocket,
    "socketio": socketio_echo,
    "room": socketio_room,
    "tortoise": tortoise,
}


async def serve(kind: str, port: int) -> None:
    """Listen until ended."""
    app = web.Application()
    await KINDS[kind](app)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    module = sys.modules["__main__"]
    sys.modules["tests.bench.floors"] = module
    asyncio.run(serve(sys.argv[1], int(sys.argv[2])))
