"""What an operator can mend, said in one plain sentence."""

import errno

from models.db import DatabaseAddressError, DatabaseUnavailableError
from server.settings import SettingsError
from web_chat.packing import AssetsError


class CommandError(Exception):
    """A command was asked for something that cannot be; the text says what."""


OPERATOR_ERRORS = (
    SettingsError,
    DatabaseAddressError,
    DatabaseUnavailableError,
    CommandError,
    AssetsError,
    OSError,
)


def sentence(error: BaseException) -> str:
    """The error as one line that says what to do."""
    if isinstance(error, DatabaseUnavailableError):
        return f"The database cannot be used: {_one_line(error)}."
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return "The port is in use by another program: stop it or choose another port."
    if isinstance(error, OSError) and error.errno in (errno.EACCES, errno.EADDRNOTAVAIL):
        return f"This address or file cannot be used: {_one_line(error)}."
    if isinstance(error, OSError) and error.filename:
        return f"The file {error.filename} cannot be used: {error.strerror}."
    return _one_line(error)


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split()).rstrip(".") or type(error).__name__
