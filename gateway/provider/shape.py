"""What a provider's interface looks like, as its file describes it."""

import os
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal, Self
from urllib.parse import quote, urlsplit

import msgspec

from gateway.errors import GatewayError
from gateway.provider.template import filled_text, places_in
from models.terms.channel import Stage

SECRET_SHORTEST = 8
MESSAGE_WORDS = frozenset(
    {"to", "to_digits", "text", "reference", "from", "name", "valid_seconds", "valid_minutes"}
)
"""What stands for a message in a template, beside `{account.anything}`."""
_HEADER_WORDS = frozenset({"reference", "name"})
_LOOPBACK = frozenset({"localhost"})

Paths = str | list[str]
"""Where in a document something stands, `messages.0.id`; of several, the first that is there."""
Verdict = Literal["sent", "refused", "again", "unknown"]
ReportWord = Literal["sent", "delivered", "failed", "expired"]


class ShapeError(GatewayError, ValueError):
    """A provider's file that cannot be used; plain words for the operator, without secrets."""


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of the file; a key that is not known is refused."""


class Sending(_Table, frozen=True, kw_only=True):
    """How a text is handed on."""

    url: str
    method: Literal["POST", "GET", "PUT"] = "POST"
    form: Literal["json", "form", "none"] = "json"
    headers: dict[str, str] = {}
    query: dict[str, Any] = {}
    fields: dict[str, Any] = {}
    basic: list[str] | None = None
    """Name and password."""
    window: int = 4
    """How many texts may be under way at once."""
    timeout_seconds: float = 30.0
    valid_longest_seconds: int = 172_800
    plain_http_in_lan: bool = False
    """Lets a phone in the office's own network be reached without TLS."""


class Answering(_Table, frozen=True, kw_only=True):
    """How the answer is read."""

    id: Paths = []
    id_pattern: str | None = None
    """A regular expression with one group, for answers that are not JSON."""
    has_own_id: bool = False
    """The provider calls the text what we call it, `{reference}`."""
    status: Paths = []
    words: dict[str, Verdict] = {}
    """What each word at `status` means, when the HTTP status alone does not tell."""
    code: Paths = []
    """The provider's number of an error, told to the operator."""
    refused: list[int] = []
    again: list[int] = msgspec.field(default_factory=lambda: [408, 425, 429, 503])
    copy: list[int] = []
    """The provider has this text already."""


class Incoming(_Table, frozen=True, kw_only=True):
    """How a webhook's document is read."""

    form: Literal["json", "form"] = "json"
    list: str | None = None
    """Where the entries stand, when one document holds several."""
    only: dict[str, str] = {}
    """Documents that say something else at these places are not for us."""
    numbers_lack_plus: bool = False


class Hearing(Incoming, frozen=True, kw_only=True):
    """Texts that come in."""

    sender: Paths
    text: Paths
    id: Paths
    time: Paths = []
    time_form: str = "iso"
    """`iso`, `unix`, `unix_ms`, or a form for strptime (UTC)."""
    part_reference: Paths = []
    part_total: Paths = []
    part_number: Paths = []
    reply: str = ""
    """What the provider wants to hear."""
    reply_type: str = "text/plain"


class Reporting(Incoming, frozen=True, kw_only=True):
    """Delivery reports."""

    id: Paths
    to: Paths
    status: Paths
    words: dict[str, ReportWord]
    """What is not here is no news."""
    code: Paths = []

    def stage_of(self, word: str) -> Stage | None:
        found = self.words.get(word)
        return Stage(found) if found else None


class Secret(_Table, frozen=True, kw_only=True):
    """How a webhook shows that it comes from the provider."""

    header: str = "Authorization"
    query: str | None = None
    """The name of a parameter in the webhook's address, instead of a header."""
    value: str | None = None
    """What stands there; or:"""
    basic: list[str] | None = None
    """Name and password; or:"""
    hmac: Literal["sha256", "sha1"] | None = None
    """A digest under `key` of the pieces named in `of`, one after the other."""
    key: str = ""
    of: list[str] = msgspec.field(default_factory=lambda: ["body"])
    """`body`, `url` (with `base` before the path), `form` (sorted names and values), `header:X`."""
    base: str = ""
    encoding: Literal["hex", "base64"] = "hex"
    prefix: str = ""


class Provider(_Table, frozen=True, kw_only=True):
    """One provider with the office's account there."""

    name: str
    account: dict[str, str]
    needs: list[str] = []
    """What the account must tell."""
    send: Sending
    answer: Answering = Answering()
    inbound: Hearing | None = None
    report: Reporting | None = None
    secret: Secret | None = None

    def __repr__(self) -> str:
        return f"Provider({self.name})"

    @property
    def words(self) -> dict[str, str | int | None]:
        """What stands for the account in a template."""
        asked = places_in(msgspec.to_builtins(self))
        missing = dict.fromkeys(name for name in asked if name.startswith("account."))
        told = {f"account.{name}": value for name, value in self.account.items()}
        return missing | told | {"from": self.account.get("from"), "name": self.name}

    @classmethod
    def load(cls, path: Path, environment: Mapping[str, str] = os.environ) -> Self:
        """From the operator's file. Raises ShapeError."""
        return cls.of(_read(path), environment)

    @classmethod
    def of(cls, told: dict[str, Any], environment: Mapping[str, str] = os.environ) -> Self:
        """From the tables of a file; `like` names a shape that Loket brings along."""
        told = dict(told)
        like = told.pop("like", None)
        if like is not None:
            told = _merged(_shipped(like), told)
        told["account"] = _account_of(told.get("account", {}), environment)
        try:
            provider = msgspec.convert(told, cls)
        except msgspec.ValidationError as error:
            raise ShapeError(f"the provider's file cannot be used: {error}.") from None
        _check(provider)
        return provider


def shipped_shapes() -> list[str]:
    """The names that `like` knows."""
    found = (entry.name for entry in files(__package__).iterdir())
    return sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml"))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ShapeError(f"{path} cannot be read: {error}.") from None


def _shipped(like: Any) -> dict[str, Any]:
    if like not in shipped_shapes():
        raise ShapeError(f"like must be one of {', '.join(shipped_shapes())}.")
    return tomllib.loads((files(__package__) / f"{like}.toml").read_text(encoding="utf-8"))


def _merged(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    merged = under | over
    for key in under.keys() & over.keys():
        if isinstance(under[key], dict) and isinstance(over[key], dict):
            merged[key] = _merged(under[key], over[key])
    return merged


def _account_of(told: Any, environment: Mapping[str, str]) -> Any:
    """The account's values; `{ env = "NAME" }` takes one from the environment."""
    if not isinstance(told, dict):
        return told
    return {name: _account_value(name, value, environment) for name, value in told.items()}


def _account_value(name: str, value: Any, environment: Mapping[str, str]) -> Any:
    match value:
        case {"env": str(variable)}:
            if not environment.get(variable):
                raise ShapeError(f"account.{name} is to come from {variable}, which is not set.")
            return environment[variable]
        case int():
            return str(value)
        case str() if name == "public_url":
            return value.rstrip("/")
        case _:
            return value


def _check(provider: Provider) -> None:
    lacking = [name for name in provider.needs if not provider.account.get(name)]
    if lacking:
        raise ShapeError(f"the account of {provider.name} lacks: {', '.join(lacking)}.")
    if not provider.name.replace("_", "").isalnum() or not provider.name.isascii():
        raise ShapeError("a provider's name is letters, digits and underscores.")
    for name, value in provider.account.items():
        if not value.isprintable():
            raise ShapeError(f"account.{name} holds a letter that cannot be printed.")
    if not 1 <= provider.send.window <= 100:  # noqa: PLR2004 - connections at once
        raise ShapeError("send.window must be 1 to 100.")
    _check_places(provider)
    _check_url(provider)
    _check_secret(provider)


def _check_places(provider: Provider) -> None:
    send = provider.send
    for template in (send.url, send.query, send.fields):
        for name in places_in(template):
            if name not in MESSAGE_WORDS and not name.startswith("account."):
                raise ShapeError(f"{{{name}}} is nothing that can be filled in.")
    for name in places_in(send.headers):
        if name not in _HEADER_WORDS and not name.startswith("account."):
            raise ShapeError(f"{{{name}}} cannot stand in a header.")


def _check_url(provider: Provider) -> None:
    send = provider.send
    words = dict.fromkeys(MESSAGE_WORDS, "0") | provider.words
    try:
        url = urlsplit(filled_text(send.url, words, encode=lambda word: quote(word, safe=":")))
        host, _ = url.hostname or "", url.port
    except ValueError:
        raise ShapeError("send.url cannot be read.") from None
    if not host or url.username or set(places_in(urlsplit(send.url).netloc)) & MESSAGE_WORDS:
        raise ShapeError("send.url must name the provider's host, and no password.")
    is_safe = url.scheme == "https" or (
        url.scheme == "http" and _may_be_plain(host, in_lan=send.plain_http_in_lan)
    )
    if not is_safe:
        raise ShapeError("send.url must begin with https://; the text would travel open.")


def _may_be_plain(host: str, *, in_lan: bool) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return host in _LOOPBACK
    return address.is_loopback or (in_lan and address.is_private)


def _check_secret(provider: Provider) -> None:
    secret = provider.secret
    if secret is None:
        if provider.inbound or provider.report:
            raise ShapeError("webhooks need a [secret], else anybody could write in.")
        return
    ways = [secret.value, secret.basic and ":".join(secret.basic), secret.hmac and secret.key]
    told = [filled_text(way, provider.words) for way in ways if way]
    if len(told) != 1 or len(told[0]) < SECRET_SHORTEST:
        raise ShapeError(
            f"[secret] needs value, basic, or hmac with key; at least {SECRET_SHORTEST} letters."
        )
