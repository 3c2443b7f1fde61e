"""The demo's canned replies, in both languages, and its departments."""

from models.canned import services as canned
from models.canned.services import EVERYBODYS, Wording
from models.db import transaction
from models.people import staff
from models.staffing import services as staffing
from models.terms.clock import Clock
from models.terms.ids import IdMaker

NOBODY = 0
DEPARTMENTS = {"Kependudukan": ("sari", "rina"), "Suku Cadang": ("budi", "rina")}
REPLIES = (
    Wording(
        "salam",
        "Salam",
        "Halo {name|Bapak/Ibu}, saya {staff} dari {office}. Ada yang bisa dibantu?",
        "Hello {name|there}, I am {staff} at {office}. How can I help you?",
    ),
    Wording(
        "tunggu",
        "Salam",
        "Mohon tunggu sebentar, sedang saya periksa.",
        "One moment please, I am looking into it.",
    ),
    Wording(
        "berkas",
        "Berkas",
        "{name|Bapak/Ibu}, berkas {case|Anda} sedang kami proses. Kami kabari bila sudah selesai.",
        "{name|Hello}, we are working on {case|your case}. We will tell you when it is ready.",
    ),
    Wording(
        "ambil",
        "Berkas",
        "Silakan ambil di {office} dengan membawa tanda terima dan KTP asli.",
        "Please collect it at {office}; bring your receipt and your identity card.",
    ),
    Wording(
        "antre",
        "Antrean",
        "Nomor antrean Anda {ticket}. Mohon datang 10 menit sebelum waktunya.",
        "Your ticket is {ticket}. Please come 10 minutes before your time.",
    ),
    Wording(
        "pesanan",
        "Toko",
        "Pesanan {order} sedang kami siapkan.",
        "We are preparing your order {order}.",
    ),
    Wording(
        "selesai",
        "Salam",
        "Terima kasih sudah menghubungi {office}. Semoga hari Anda menyenangkan!",
        "Thank you for writing to {office}. Have a good day!",
    ),
)


async def furnish_desk(*, clock: Clock, new_id: IdMaker) -> None:
    """Keep some replies for everybody, found the departments; call once, on an empty database."""
    at_ms = int(clock.now().timestamp() * 1000)
    async with transaction():
        for wording in REPLIES:
            await canned.add(
                wording, owner_id=EVERYBODYS, staff_id=NOBODY, at_ms=at_ms, new_id=new_id
            )
        await _found_departments(at_ms=at_ms, new_id=new_id)


async def _found_departments(*, at_ms: int, new_id: IdMaker) -> None:
    numbers = {each.name: each.id for each in await staff.everyone()}
    works_in: dict[int, list[int]] = {}
    for name, members in DEPARTMENTS.items():
        department = await staffing.found(name, at_ms=at_ms, new_id=new_id)
        for member in members:
            works_in.setdefault(numbers[member], []).append(department)
    for number, departments in works_in.items():
        await staffing.place(number, departments, new_id=new_id)
