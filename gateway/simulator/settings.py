"""What commands set in a modem, and a restart, ATZ or AT&F forgets."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

SIM = "SM"
EQUIPMENT = "ME"
REPORTS = "SR"
STORAGES = (SIM, EQUIPMENT)
"""Where messages can be kept; reports have one of their own."""


class RefusedCommandError(Exception):
    """A command ends in +CMS ERROR (or +CME ERROR) with `code`, or in ERROR without."""

    def __init__(self, code: int | None = None, *, equipment: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.equipment = equipment


@dataclass(slots=True)
class Settings:
    """Of one modem."""

    echo: bool = True
    verbose_errors: int = 0
    announce_mode: int = 0
    """The five of +CNMI, 3GPP TS 27.005, 3.4.1: <mode>, <mt>, <bm>, <ds>, <bfr>."""
    announce_messages: int = 0
    announce_cells: int = 0
    announce_reports: int = 0
    announce_buffered: int = 0
    registration_notices: int = 0
    service: int = 0
    charset: str = "GSM"
    ussd_notices: int = 0
    ussd_mode: int = 1
    """Of Huawei's ^USSDMODE: 0 takes plain text, 1 packed septets in hex."""
    maker_notices: int = 1
    """Of Huawei's ^CURC: 0 silences the maker's own notices."""
    read_from: str = SIM
    write_to: str = SIM
    receive_in: str = SIM
    factory: Mapping[str, bool | int | str] = field(default_factory=dict)
    """Where this model leaves the factory otherwise than written here."""

    def __post_init__(self) -> None:
        self.restore()

    def restore(self) -> None:
        """As they were made in the factory."""
        for setting in fields(self):
            if setting.name != "factory":
                setattr(self, setting.name, self.factory.get(setting.name, setting.default))
