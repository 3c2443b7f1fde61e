"""The longest real values that may stand in a text message, and where one may be longer."""

from collections.abc import Mapping

from models.terms.request import Fact

LONGEST: Mapping[str, Fact] = {
    "number": "LKT-2026-000123",
    "minutes": 60,
    "place": 999,
    "opens": "Rabu 30 September 08.00 WIB",
    "note": "Bisa diambil di loket 2 dengan membawa tanda terima.",
    "missing": "",
    "position": 99,
    "ticket": "A-099",
    "now_serving": "A-099",
    "ahead": 99,
    "wait_low": 100,
    "wait_high": 120,
    "text": "Lengkapi data kartu keluarga sebelum akhir tahun. Balas SYARAT KK untuk syaratnya.",
    "count": 9,
    "phone_tail": "0123",
    "left": 3,
    "of": 10,
    "optional": "yes",
    "papers": "",
    "days": 14,
    "word": "AKTA LAHIR",
    "holiday": "Hari Raya Idulfitri 1448 H",
    "name": "Disdukcapil Kabupaten Langkat (contoh)",
    "address": "Jl. Contoh No. 1, Stabat, Langkat",
    "spans": ["08:00-11:30", "13:30-16:00"],
    "words": "knalpot racing stainless",
    "list": ["Ban luar belakang 90/90-14 tubeless Rp220.000 (sisa sedikit)"],
    "stock": 999,
    "held": 99,
    "most": 99,
    "lines": ["99 x Ban luar belakang 90/90-14 tubeless Rp21.780.000"],
    "changed": "",
    "cut": ["Ban luar belakang 90/90-14 tubeless 1/99"],
    "reason": "",
    "brief": "98 x Ban luar belakang 90/90-14 tubeless, 2 x Busi (+18)",
}
"""Codes (stage, service) take their longest phrase by themselves."""

EXCEPTED: Mapping[str, str] = {
    "book_queue, asking_service, after *": "The answer, and seven services to choose from.",
    "my_bookings, asking_ticket, after *": "The answer, and the tickets to choose from.",
    "my_bookings, showing, after *": "The answer, and the ticket with place and wait.",
    "*, asking_time, after *, staff_away": "When staff are back, then the times to choose from.",
    "*, asking_time, after fee, told": "An amount of eight figures, then the times to choose from.",
    "*, asking_time, after queue_status, told": "The line of now, then the times to choose from.",
    "book_queue, confirming, after queue_status, told": "The line of now, then the booking.",
    "my_bookings, asking_time, after book_queue, booked": "The new ticket, then the times.",
    "*, after track_case, told": "Notes and missing papers are told whole, then the open question.",
    "check_price, told_several": "Several prices were asked for at once: all of them are told.",
    "check_stock, told_several": "Several parts were asked for at once: all of them are told.",
    "order_part, confirming*": "All that is in a basket is told before it is ordered.",
    "order_part, asking_*, *": "What was asked between, and the parts the question is about.",
    "my_orders, telling": "All that was ordered is told, since it can be given up here.",
    "my_orders, told": "The reason of declining is free text of the office: all of it is told.",
    "track_case, told": "Notes and missing papers are free text of the office: all of it is told.",
    "answer_survey, asking*": "Questions are the office's own; each of the standard ones fits.",
    "answer_survey, telling_*": "The same.",
    "apply_for_service, applied": "Papers are told by name, all of them, as for requirements.",
    "requirements, told": "Papers are told by name, all of them: whoever lacks one comes in vain.",
}
"""Place -> why a message of more than one segment is right there."""
