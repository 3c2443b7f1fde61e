"""Opens the way to a modem: a serial port for us alone, or a network address.

The only module that knows pyserial-asyncio, whose open is quick for a device and blocking for a
network address: `socket://host:port` is therefore opened by asyncio itself.
"""

import asyncio
import contextlib
import errno
import fcntl
import os
import termios
from urllib.parse import urlsplit

import serial
import serial_asyncio

from gateway.errors import LineDownError, State

BAUD = 115200
_PSEUDO_TERMINALS = "/dev/pts/"
_TROUBLES: dict[int | None, tuple[State, str]] = {
    errno.ENOENT: (State.NO_PORT, "there is no such device; is the modem plugged in?"),
    errno.ENODEV: (State.NO_PORT, "the device is gone; is the modem plugged in?"),
    errno.ENXIO: (State.NO_PORT, "the device is gone; is the modem plugged in?"),
    errno.EIO: (State.NO_PORT, "the device is gone; is the modem plugged in?"),
    errno.EACCES: (State.NOT_ALLOWED, "this user may not open it: give it the group dialout"),
    errno.EPERM: (State.NOT_ALLOWED, "this user may not open it: give it the group dialout"),
    errno.EAGAIN: (State.IN_USE, "another program has it: somebody else owns this modem"),
    errno.EBUSY: (State.IN_USE, "another program has it: somebody else owns this modem"),
    errno.ENOTTY: (State.UNFIT, "it is no serial port"),
    errno.ECONNREFUSED: (State.NO_PORT, "nothing listens there"),
}


async def open_port(address: str, protocol: asyncio.Protocol, *, seconds: float) -> None:
    """Connect a device path, or `socket://host:port`, with a protocol.

    Raises LineDownError with the cause.
    """
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(seconds):
            if address.startswith("socket://"):
                host, port = socket_of(address)
                await loop.create_connection(lambda: protocol, host, port)
            else:
                # It locks the file, which other programs of good manners ask for.
                port = serial.Serial(address, baudrate=BAUD, exclusive=True)
                _keep_others_out(port)
                _Port(loop, protocol, port)
    except (OSError, ValueError, termios.error, TimeoutError) as error:
        raise _plainly(error) from error


def socket_of(address: str) -> tuple[str, int]:
    """Host and port of `socket://host:port`. Raises ValueError."""
    parts = urlsplit(address)
    if not parts.hostname or not parts.port:
        raise ValueError("a network modem is written socket://host:port")
    return parts.hostname, parts.port


def drop_output(transport: asyncio.BaseTransport) -> None:
    """Closing a serial port waits for its output, which a mute modem never takes."""
    port = transport.get_extra_info("serial")
    if port is not None:
        with contextlib.suppress(OSError, termios.error):
            port.reset_output_buffer()


class _Port(serial_asyncio.SerialTransport):
    """Loses its device without a traceback in the log: a modem that is unplugged is no fault."""

    def _fatal_error(self, exc: Exception, message: str = "") -> None:  # noqa: ARG002 - theirs
        self._abort(exc)


def _keep_others_out(port: serial.Serial) -> None:
    """Let no program open the port, lock or no lock (TIOCEXCL, ioctl_tty(2)).

    Not on a pseudo-terminal: there the mark outlives us for as long as the other side is open.
    """
    with contextlib.suppress(OSError):
        if not os.ttyname(port.fd).startswith(_PSEUDO_TERMINALS):
            fcntl.ioctl(port.fd, termios.TIOCEXCL)


def _plainly(error: Exception) -> LineDownError:
    # pyserial hides what it met while it set the port up behind an error of its own.
    numbers = [getattr(error, "errno", None), *getattr(error.__context__, "args", ())]
    number = next((number for number in numbers if number in _TROUBLES), None)
    if number is not None:
        state, reason = _TROUBLES[number]
        return LineDownError(reason, state=state)
    return LineDownError(f"it does not open ({type(error).__name__})")
