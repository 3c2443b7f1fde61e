"""What an operator can set: defaults < loket.toml < environment LOKET_* < command line."""

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gateway.setup import NUMBER, PIN, imei_of_address
from models.conversations.rules import ReopenTo
from models.db import describe_database
from models.hours.rules import StaffHours
from models.people.rules import AgentsSee
from models.staffing.rules import Assign, Policy
from models.terms.phone import parse_phone
from models.terms.segments import MOST_SEGMENTS
from web_chat.embedding import is_site
from web_chat.frames import LANGUAGES

PREFIX = "LOKET_"
CONFIG_FILE = Path("loket.toml")
LOG_LEVELS = ("debug", "info", "warning", "error")
PORT_HIGHEST = 65_535
SECRET_SHORTEST = 32
ATTACHMENT_MOST_MB = 32
"""More than that and what looks at files needs more memory than it gets."""
PAGE_CLOSED_LEAST_SECONDS = 45
MINUTES_MOST = 30 * 24 * 60
SECRET_NAMES = frozenset({"secret_key", "sim_pin", "gateway_key"})
_REDIS = re.compile(r"(rediss?://[^/\s]|unix:///)")
_SOCKET_MODEM = re.compile(r"socket://[^/:\s]+:[0-9]{1,5}")
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class SettingsError(ValueError):
    """A setting that cannot be used; the text is one plain sentence for the operator."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, with its default. Units stand in the names."""

    database_url: str = "sqlite://data/loket.sqlite3"
    redis_url: str | None = None
    """Where several processes of one office tell one another at once what happened."""
    host: str = "127.0.0.1"
    port: int = 8080
    modems: tuple[str, ...] = ()
    """Device paths, socket://host:port, imei:NUMBER, or `simulated`."""
    sim_pin: str | None = field(default=None, repr=False)
    """4 to 8 digits, given once to a SIM that asks for it."""
    sms_service_centre: str | None = None
    """The network's own number for texts, where a SIM or a modem has lost it."""
    smpp: tuple[str, ...] = field(default=(), repr=False)
    """Accounts at a service centre: smpp://system_id:password@host:port, docs/providers.md."""
    provider_file: str | None = None
    """A file that describes a provider reached by HTTP, docs/providers.md."""
    office_url: str | None = None
    """Where the office is that this machine's modems serve: https, or http on this machine."""
    gateway_key: str | None = field(default=None, repr=False)
    """At least 32 characters, the same for an office and its gateway on another machine."""
    secret_key: str | None = field(default=None, repr=False)
    """At least 32 characters; made and kept beside the database when it is not given."""
    timezone: str = "Asia/Jakarta"
    language: str = "id"
    log_level: str = "info"
    public_url: str | None = None
    """Where contacts reach these pages, such as https://loket.example.go.id; links in texts
    begin so."""
    files_dir: str | None = None
    """Where pictures and PDF files are kept; the folder files beside the database."""
    attachment_most_mb: int = 8
    """How big one file may be that comes in."""
    office_name_id: str = "Loket Layanan"
    office_name_en: str = "Service Counter"
    sms_number: str | None = None
    """The office's own number, shown to visitors."""
    sms_per_hour: int = 0
    """How many parts one SIM may send in an hour; 0 sets no limit."""
    sms_per_day: int = 0
    sms_pause_seconds: str = "0"
    """Between two messages of one SIM: a time, or a range such as 3-8 of which one is drawn."""
    sms_routes: tuple[str, ...] = ()
    """Which modem numbers go by, such as +62811=/dev/ttyUSB0; any when that one is down."""
    sms_quiet_hours: tuple[str, ...] = ("promotion=20:00-08:00",)
    """When a class of messages waits, in the office's time."""
    sms_after_seconds: int = 60
    """How long a page must be closed before a word to its visitor leaves by text, if they proved
    a telephone; at least 45."""
    sms_segments_most: int = 10
    """Parts that one reply of staff may be cut into."""
    sms_cost_rupiah: int = 0
    """What one part costs, for the meter at the desk; 0 shows no cost."""
    sms_once_more: tuple[str, ...] = ()
    """Classes sent once again, marked as a possible duplicate, when their answer was lost."""
    visitor_messages_per_second: int = 5
    """How fast one visitor may write after a first burst of sixty; 0 sets no limit."""
    unknown_most: int = 2000
    """How many messages that were not understood wait for a label; the oldest goes first."""
    unknown_days: int = 90
    """How long they wait."""
    embed_sites: tuple[str, ...] = ()
    """Other sites whose pages may show the chat, such as https://example.go.id; docs/embed.md."""
    reopen_to: str = "bot"
    """Who answers when a closed conversation goes on: bot, owner (who closed it) or line."""
    staff_hours: str = "office"
    """When a person may be expected: office (its hours, or an open desk) or always."""
    agents_see: str = "all"
    """Which threads agents see at the desk: all, or only those of their department."""
    assign: str = "off"
    """How threads that wait are given out: off, round_robin or least_busy."""
    answer_within_minutes: int = 0
    """How soon somebody who waits shall have an answer, in opening hours; 0 sets no target."""
    unanswered_minutes: int = 0
    """When a contact that nobody answers goes back to the line, in opening hours; 0: never."""
    idle_owner_minutes: int = 0
    """When a thread goes back whose owner does nothing in it, in opening hours; 0: never."""
    sockets_most: int = 6000
    sockets_of_one_address: int = 200
    proxies: tuple[str, ...] = ()
    """Addresses of reverse proxies whose X-Forwarded-For is believed."""

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def policy(self) -> Policy:
        """How threads are given out, and when they go back to the line."""
        return Policy(
            Assign(self.assign),
            self.answer_within_minutes,
            self.unanswered_minutes,
            self.idle_owner_minutes,
        )

    @property
    def files_folder(self) -> Path:
        """Where files are kept."""
        if self.files_dir is not None:
            return Path(self.files_dir)
        url = self.database_url
        is_sqlite = url.startswith("sqlite://")
        beside = Path(url.removeprefix("sqlite://")).parent if is_sqlite else Path("data")
        return beside / "files"

    @property
    def is_loopback(self) -> bool:
        return self.host in LOOPBACK

    def shown(self) -> dict[str, Any]:
        """All settings by name, secrets and the passwords in addresses hidden."""
        told: dict[str, Any] = {
            item.name: "********"
            if item.name in SECRET_NAMES and getattr(self, item.name)
            else getattr(self, item.name)
            for item in fields(self)
        }
        told["database_url"] = describe_database(self.database_url)
        if self.redis_url is not None:
            told["redis_url"] = describe_database(self.redis_url)
        told["smpp"] = tuple(map(describe_database, self.smpp))
        return told


NAMES = tuple(item.name for item in fields(Settings))


def load_settings(
    environment: Mapping[str, str] = os.environ,
    *,
    file: Path = CONFIG_FILE,
    given: Mapping[str, Any] | None = None,
    defaults: Settings | None = None,
) -> Settings:
    """The effective settings. Raises SettingsError for unknown names and unusable values."""
    settings = defaults or Settings()
    settings = _with(settings, _from_file(file), source=str(file))
    settings = _with(settings, _from_environment(environment), source="the environment")
    settings = _with(settings, dict(given or {}), source="the command line")
    _check(settings)
    return settings


def _from_file(file: Path) -> dict[str, Any]:
    try:
        with file.open("rb") as opened:
            return tomllib.load(opened)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise SettingsError(f"{file} cannot be read: {error}.") from None


def _from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    return {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environment.items()
        if name.startswith(PREFIX)
    }


def _with(settings: Settings, values: Mapping[str, Any], *, source: str) -> Settings:
    changes = {}
    for name, value in values.items():
        if name not in NAMES:
            raise SettingsError(_unknown(name, source))
        changes[name] = _convert(name, value, source=source)
    return replace(settings, **changes)


def _unknown(name: str, source: str) -> str:
    near = difflib.get_close_matches(name, NAMES, 1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return f"{source} sets {name}, which is no setting of Loket.{hint}"


def _convert(name: str, value: Any, *, source: str) -> Any:
    default = getattr(Settings(), name)
    if isinstance(default, int):
        try:
            return int(value)
        except (TypeError, ValueError):
            raise SettingsError(f"{name} must be a whole number ({source}).") from None
    if isinstance(default, tuple):
        items = value.split(",") if isinstance(value, str) else value
        if not isinstance(items, (list, tuple)):
            raise SettingsError(f"{name} must be a list ({source}).")
        return tuple(str(item).strip() for item in items if str(item).strip())
    if not isinstance(value, str):
        raise SettingsError(f"{name} must be a text ({source}).")
    return value.strip() or None if default is None else value.strip()


def _check(settings: Settings) -> None:
    if not 0 <= settings.port <= PORT_HIGHEST:
        raise SettingsError(f"port must be 0 to {PORT_HIGHEST}, not {settings.port}.")
    if settings.language not in LANGUAGES:
        raise SettingsError(f"language must be one of {', '.join(LANGUAGES)}.")
    if settings.log_level not in LOG_LEVELS:
        raise SettingsError(f"log_level must be one of {', '.join(LOG_LEVELS)}.")
    if settings.secret_key is not None and len(settings.secret_key) < SECRET_SHORTEST:
        raise SettingsError(f"secret_key needs at least {SECRET_SHORTEST} characters.")
    if settings.redis_url is not None and not _REDIS.match(settings.redis_url):
        raise SettingsError("redis_url must be redis://host:port, rediss:// or unix://.")
    _check_numbers(settings)
    _check_staffing(settings)
    if not 1 <= settings.attachment_most_mb <= ATTACHMENT_MOST_MB:
        raise SettingsError(f"attachment_most_mb must be 1 to {ATTACHMENT_MOST_MB}.")
    _check_addresses(settings)
    _check_sim(settings)
    _check_elsewhere(settings)
    try:
        _ = settings.zone
    except (ZoneInfoNotFoundError, ValueError):
        raise SettingsError(f"timezone {settings.timezone} is not known.") from None


def _check_staffing(settings: Settings) -> None:
    kinds = (
        ("reopen_to", ReopenTo),
        ("staff_hours", StaffHours),
        ("assign", Assign),
        ("agents_see", AgentsSee),
    )
    for name, known in kinds:
        if getattr(settings, name) not in set(known):
            raise SettingsError(f"{name} must be one of {', '.join(known)}.")
    for name in ("answer_within_minutes", "unanswered_minutes", "idle_owner_minutes"):
        if not 0 <= getattr(settings, name) <= MINUTES_MOST:
            raise SettingsError(f"{name} must be 0 (off) to {MINUTES_MOST}.")


def _check_numbers(settings: Settings) -> None:
    for name in ("visitor_messages_per_second", "sms_per_hour", "sms_per_day"):
        if getattr(settings, name) < 0:
            raise SettingsError(f"{name} must be 0 (no limit) or more.")
    if settings.sms_cost_rupiah < 0:
        raise SettingsError("sms_cost_rupiah must be 0 (not shown) or more.")
    if not 1 <= settings.sms_segments_most <= MOST_SEGMENTS:
        raise SettingsError(f"sms_segments_most must be 1 to {MOST_SEGMENTS}.")
    for name in ("sockets_most", "sockets_of_one_address", "unknown_most", "unknown_days"):
        if getattr(settings, name) < 1:
            raise SettingsError(f"{name} must be at least 1.")
    if settings.sms_after_seconds < PAGE_CLOSED_LEAST_SECONDS:
        raise SettingsError(f"sms_after_seconds must be at least {PAGE_CLOSED_LEAST_SECONDS}.")
    if settings.sms_number is not None and parse_phone(settings.sms_number) is None:
        raise SettingsError(f"sms_number {settings.sms_number} is no telephone number.")


def _check_addresses(settings: Settings) -> None:
    for proxy in settings.proxies:
        try:
            ip_address(proxy)
        except ValueError:
            raise SettingsError(f"proxies names {proxy}, which is no network address.") from None
    url = settings.public_url
    if url is not None and (url.endswith("/") or not _is_office(url)):
        raise SettingsError("public_url must be https://host, or http:// on this machine.")
    for site in settings.embed_sites:
        if not is_site(site):
            raise SettingsError(
                f"embed_sites names {site}; a site is https://name, with :port where it has one."
            )
    for modem in settings.modems:
        if modem.startswith("socket://") and not _SOCKET_MODEM.fullmatch(modem):
            raise SettingsError(f"modems names {modem}; a modem elsewhere is socket://host:port.")
        if modem.startswith("imei:") and imei_of_address(modem) is None:
            raise SettingsError(f"modems names {modem}; a serial number (IMEI) has 15 digits.")


def _check_sim(settings: Settings) -> None:
    if settings.sim_pin is not None and not PIN.fullmatch(settings.sim_pin):
        raise SettingsError("sim_pin must be 4 to 8 digits.")
    centre = settings.sms_service_centre
    if centre is not None and not NUMBER.fullmatch(centre):
        raise SettingsError(f"sms_service_centre {centre} is no telephone number.")


def _check_elsewhere(settings: Settings) -> None:
    key, url = settings.gateway_key, settings.office_url
    if key is not None and (len(key) < SECRET_SHORTEST or not key.isascii()):
        raise SettingsError(f"gateway_key needs at least {SECRET_SHORTEST} plain characters.")
    if url is None:
        if key is not None and settings.modems:
            raise SettingsError(
                "modems and gateway_key are both set: texts leave by modems here or by a gateway "
                "elsewhere, and the gateway needs office_url."
            )
        return
    if key is None:
        raise SettingsError("office_url is set: gateway_key must be set too, on both sides.")
    if not _is_office(url):
        raise SettingsError(
            "office_url must be https://host:port, or http:// with an address of this machine."
        )


def _is_office(url: str) -> bool:
    """Nothing but scheme, host, port and path; in clear only where no wire is."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or parts.username is not None or parts.query or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)
