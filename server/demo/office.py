"""An office with demo data, a simulated modem and the phone page."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from models.terms.words import N_
from server.app import Office
from server.demo.phone import Phones
from server.demo.world import PASSWORD, STAFF, furnish
from server.http.pages import DemoNotice
from server.settings import Settings

LOGINS = tuple((name, PASSWORD) for name, _, _ in STAFF)
PAGES = (
    ("/", N_("Home")),
    ("/chat", N_("Chat")),
    ("/demo/phone", N_("Phone")),
    ("/desk", N_("Desk")),
)


@dataclass(frozen=True, slots=True)
class DemoOffice:
    """The running demo and what its first lines on the terminal say."""

    office: Office

    @property
    def tour(self) -> list[str]:
        base = f"http://{self.office.settings.host}:{self.office.port}"
        logins = ", ".join(f"{name} / {password}" for name, password in LOGINS)
        return [
            "Loket demo: invented data, a simulated modem, this machine only.",
            f"  Home page            {base}/",
            f"  Chat as a resident   {base}/chat        (try: CEK LKT-2026-000123)",
            f"  Text from a phone    {base}/demo/phone  (try: CEK LKT-2026-000123)",
            f"  Staff desk           {base}/desk        (login: {logins})",
            f"  Health and figures   {base}/healthz  /readyz  /metrics",
            "Stop: Ctrl+C   Start over: make demo-reset   Your own modem: README.md",
        ]


@asynccontextmanager
async def demo_office(settings: Settings) -> AsyncIterator[DemoOffice]:
    """The demo, open for as long as the block lasts."""
    office = Office(settings, demo=DemoNotice(LOGINS, PAGES), prepare=prepare_demo)
    await office.start()
    try:
        yield DemoOffice(office)
    finally:
        await office.stop()


async def prepare_demo(office: Office) -> None:
    """Furnish the database and add the phone page, before the doors open."""
    await furnish(secret=office.secret, clock=office.clock, new_id=office.new_id)
    if office.simulated_modem is not None:
        phones = Phones(office.simulated_modem, office.clock, office.front.pages, office.secret)
        office.more_routes.extend(phones.routes())
        office.goodbyes.append(phones.end)
