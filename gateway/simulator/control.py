"""The control port of a simulated modem: JSON lines over TCP, on loopback only.

One object a line each way, to it of at most 64 kB; every line is answered by one line, in order.
A client may send as many lines as it likes over one connection.

`{"op": "inject", "from": "+6281234567890", "text": "CEK"}`
    a handset texts the modem -> `{"ok": true, "parts": 1}`
`{"op": "sent", "since": 0}`
    messages that handsets received whole, after number `since` (0 if left out) ->
    `{"ok": true, "sent": [{"n", "number", "text", "references", "parts", "segments", "encoding",
    "at", "status": "received" | "delivered"}], "submits"}`;
    `references` are what the modem was told of each part, `submits` counts every part taken
`{"op": "follow"}`
    -> `{"ok": true}`, then one line for each thing that happens, as it happens:
    `{"event": "received" | "delivered", ...}` with the fields of `sent`
`{"op": "submits", "since": 0}`
    every part that reached the network, refused copies included, after number `since` ->
    `{"ok": true, "submits": [{"n", "number", "text", "chosen_reference", "rejects_duplicates",
    "part": [number, total] | null, "reference": null if refused, "at"}]}`
`{"op": "typed", "last": 100}`
    the last lines that clients typed, PDUs too -> `{"ok": true, "typed": [...]}`
`{"op": "fault", "name": "answer_lost", "count": 1}`
    do wrong `count` times (1 if left out; 0 calls it off) -> `{"ok": true, "faults": {...}}`;
    an unknown name is answered with the list of names (gateway/simulator/faults.py says what each
    does); some take a code, as `cms_error:CODE`
`{"op": "mix", "seed": 1, "share": 0.05}`
    from now each command brings some fault with this chance, the same for the same seed; 0 ends it
    -> `{"ok": true}`
`{"op": "calm"}`
    nothing more goes wrong -> `{"ok": true}`
`{"op": "latency", "seconds": 1.5}`
    from a message to the network's answer -> `{"ok": true}`
`{"op": "set", "registration": 5, "signal": 7}`
    what +CREG and +CSQ tell, either or both -> `{"ok": true}`
`{"op": "unplug"}`, `{"op": "plug_in"}`
    for as long as wished -> `{"ok": true}`
`{"op": "status"}`
    -> `{"ok": true, "where", "profile", "plugged", "registered", "registration", "signal",
    "sim": {"subscriber", "serial", "lock", "pin_tries_left"}, "storage", "waiting", "incomplete",
    "submits", "faults"}`

Anything else is answered `{"error": "..."}` in a plain sentence; the connection lives, except
after a line that is too long.
"""

import asyncio
import contextlib
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from typing import Any

from gateway.simulator.modem import SimulatedModem
from gateway.simulator.network import Event, Sent

LONGEST_LINE = 65536
LONGEST_LATENCY_SECONDS = 600
MOST_UNREAD = 4 * 1024 * 1024
"""A follower that reads nothing is hung up on."""

log = logging.getLogger(__name__)


class ControlServer:
    """Serves the control port of one modem."""

    def __init__(self, modem: SimulatedModem) -> None:
        self._modem = modem
        self._server: asyncio.Server | None = None
        self._talks: set[asyncio.Task[None]] = set()

    async def start(self, port: int) -> int:
        """Listen on loopback; the port (0: any free one). Raises OSError when it is taken."""
        self._server = await asyncio.start_server(self._talk, "127.0.0.1", port, limit=LONGEST_LINE)
        chosen: int = self._server.sockets[0].getsockname()[1]
        return chosen

    async def close(self) -> None:
        if self._server:
            self._server.close()
        for talk in self._talks:
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)
        if self._server:
            await self._server.wait_closed()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task:
            self._talks.add(task)
            task.add_done_callback(self._talks.discard)
        client = _Client(self._modem, writer)
        try:
            await client.talk(reader)
        except (ConnectionError, asyncio.CancelledError):
            log.debug("a control client has gone")
        finally:
            client.unfollow()
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()


class _Client:
    """One connection."""

    def __init__(self, modem: SimulatedModem, writer: asyncio.StreamWriter) -> None:
        self._modem = modem
        self._writer = writer
        self._unsubscribe: Callable[[], None] | None = None

    async def talk(self, reader: asyncio.StreamReader) -> None:
        while True:
            try:
                line = await reader.readuntil()
            except asyncio.IncompleteReadError:
                return
            except asyncio.LimitOverrunError:
                self._write({"error": f"a line has at most {LONGEST_LINE} bytes"})
                await self._writer.drain()
                return
            self._write(await self._answer(line))
            await self._writer.drain()

    def unfollow(self) -> None:
        if self._unsubscribe:
            self._unsubscribe()
            self._unsubscribe = None

    async def _answer(self, line: bytes) -> Mapping[str, Any]:
        try:
            asked = json.loads(line)
        except (ValueError, RecursionError):
            return {"error": "not a line of JSON"}
        if not isinstance(asked, dict):
            return {"error": "not an object"}
        name = asked.pop("op", None)
        act = self._ops.get(name) if isinstance(name, str) else None
        if act is None:
            return {"error": f"no such op; there are: {', '.join(self._ops)}"}
        try:
            told = act(self, **asked)
            return {"ok": True, **(await told if isinstance(told, Awaitable) else told)}
        except TypeError:
            return {"error": f"{name} does not take these fields"}
        except (ValueError, OSError) as error:
            return {"error": str(error)}

    def _inject(self, *, text: str, **sender: str) -> Mapping[str, Any]:
        number = sender.pop("from", None)
        if sender:
            raise TypeError
        return {"parts": self._modem.inject(_text(number, "from"), _text(text, "text"))}

    def _sent(self, *, since: int = 0) -> Mapping[str, Any]:
        messages = self._modem.network.sent(since=_whole(since, "since"))
        return {
            "sent": [_fields(message) for message in messages],
            "submits": self._modem.network.submits,
        }

    def _submits(self, *, since: int = 0) -> Mapping[str, Any]:
        parts = self._modem.network.submitted(since=_whole(since, "since"))
        return {"submits": [asdict(part) | {"at": part.at.isoformat()} for part in parts]}

    def _typed(self, *, last: int = 100) -> Mapping[str, Any]:
        lines = list(self._modem.typed)
        return {"typed": lines[max(0, len(lines) - _whole(last, "last")) :]}

    def _fault(self, *, name: str, count: int = 1) -> Mapping[str, Any]:
        self._modem.order(_text(name, "name"), _whole(count, "count"))
        return {"faults": self._modem.faults.left}

    def _mix(self, *, seed: int, share: float) -> Mapping[str, Any]:
        self._modem.faults.mix(_whole(seed, "seed"), _number(share, "share"))
        return {}

    def _calm(self) -> Mapping[str, Any]:
        self._modem.calm()
        return {}

    def _set(
        self, *, registration: int | None = None, signal: int | None = None
    ) -> Mapping[str, Any]:
        state = self._modem.state
        self._modem.register_as(
            state.registration if registration is None else _whole(registration, "registration"),
            signal=state.signal if signal is None else _whole(signal, "signal"),
        )
        return {}

    async def _unplug(self) -> Mapping[str, Any]:
        await self._modem.unplug()
        return {}

    async def _plug_in(self) -> Mapping[str, Any]:
        await self._modem.plug_in()
        return {}

    def _latency(self, *, seconds: float) -> Mapping[str, Any]:
        if not 0 <= _number(seconds, "seconds") <= LONGEST_LATENCY_SECONDS:
            raise ValueError(f"seconds must be 0 to {LONGEST_LATENCY_SECONDS}")
        self._modem.latency_seconds = seconds
        return {}

    def _status(self) -> Mapping[str, Any]:
        return self._modem.status

    def _follow(self) -> Mapping[str, Any]:
        if self._unsubscribe is None:
            self._unsubscribe = self._modem.network.subscribe(self._tell)
        return {}

    def _tell(self, event: Event) -> None:
        if self._writer.transport.get_write_buffer_size() > MOST_UNREAD:
            self._writer.transport.abort()
            return
        self._write({"event": event.kind.value, **_fields(event.message)})

    def _write(self, answer: Mapping[str, Any]) -> None:
        self._writer.write(json.dumps(answer).encode() + b"\n")

    _ops: Mapping[str, Callable[..., Mapping[str, Any] | Awaitable[Mapping[str, Any]]]] = {
        "inject": _inject,
        "sent": _sent,
        "submits": _submits,
        "typed": _typed,
        "follow": _follow,
        "fault": _fault,
        "mix": _mix,
        "calm": _calm,
        "set": _set,
        "unplug": _unplug,
        "plug_in": _plug_in,
        "latency": _latency,
        "status": _status,
    }


def _fields(message: Sent) -> Mapping[str, Any]:
    return {
        "n": message.n,
        "number": message.number,
        "text": message.text,
        "references": list(message.references),
        "parts": message.segments,
        "segments": message.segments,
        "encoding": message.encoding.value,
        "at": message.at.isoformat(),
        "status": "delivered" if message.is_delivered else "received",
    }


def _text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{name} must be a text")  # noqa: TRY004 - the client's mistake
    return value


def _number(value: object, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{name} must be a number")  # noqa: TRY004 - the client's mistake
    return value


def _whole(value: object, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"{name} must be a whole number, not negative")
    return value
