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
    "papers": "",
    "days": 14,
    "holiday": "Hari Raya Idulfitri 1448 H",
    "name": "Disdukcapil Kabupaten Langkat (contoh)",
    "address": "Jl. Contoh No. 1, Stabat, Langkat",
    "spans": ["08:00-11:30", "13:30-16:00"],
    "words": "knalpot racing stainless",
    "list": ["Ban luar belakang 90/90-14 tubeless Rp220.000 (sisa sedikit)"],
    "stock": 999,
    "most": 99,
    "lines": ["99 x Ban luar belakang 90/90-14 tubeless Rp21.780.000"],
    "changed": "",
    "cut": ["Ban luar belakang 90/90-14 tubeless 1/99"],
    "reason": "",
}
"""Codes (stage, service) take their longest phrase by themselves."""

EXCEPTED: Mapping[str, str] = {
    "check_price, told_several": "Several prices were asked for at once: all of them are told.",
    "check_stock, told_several": "Several parts were asked for at once: all of them are told.",
    "order_part, confirming*": "All that is in a basket is told before it is ordered.",
    "order_part, asking_*, after *": "What was asked between, and the part the question is about.",
    "my_orders, telling": "All that was ordered is told, since it can be given up here.",
    "my_orders, told": "The reason of declining is free text of the office: all of it is told.",
    "track_case, told": "Notes and missing papers are free text of the office: all of it is told.",
    "book_queue, asking_service, after *": "All services are offered at once, after what was said.",
    "requirements, told": "Papers are told by name, all of them: whoever lacks one comes in vain.",
    "*, after track_case, told": "The same, and then the question that waited.",
    "*, after requirements, told": "The same, and then the question that waited.",
    "*, after *, staff_away": "When we open again must be told, and the question that waited.",
}
"""Place -> why a message of more than one segment is right there."""
