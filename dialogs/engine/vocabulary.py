"""Words people use, as data: global words, yes and no, greetings. An office adds its own here."""

MENU = "menu"
HELP = "help"
CANCEL = "cancel"
BACK = "back"
STAFF = "staff"
STOP = "stop"
START = "start"
LANGUAGE = "language"
INDONESIAN = "language_id"
ENGLISH = "language_en"

GLOBAL_WORDS = {
    "MENU": MENU,
    "BANTUAN": HELP,
    "HELP": HELP,
    "?": HELP,
    "BATAL": CANCEL,
    "CANCEL": CANCEL,
    "KEMBALI": BACK,
    "BACK": BACK,
    "PETUGAS": STAFF,
    "AGENT": STAFF,
    "0": STAFF,
    "STOP": STOP,
    "BERHENTI": STOP,
    "MULAI": START,
    "START": START,
    "BAHASA": LANGUAGE,
    "LANGUAGE": LANGUAGE,
    "LANG": LANGUAGE,
    **dict.fromkeys(
        ("BAHASA ID", "BAHASA INDONESIA", "LANG ID", "LANGUAGE ID", "INDONESIA"), INDONESIAN
    ),
    **dict.fromkeys(("BAHASA EN", "BAHASA INGGRIS", "LANG EN", "LANGUAGE EN", "ENGLISH"), ENGLISH),
}
"""Whole messages that mean the same everywhere."""

CHOICE_WORDS = {
    "yes": frozenset({"YA", "Y", "YES", "IYA", "OK", "OKE", "BOLEH", "MAU", "BETUL", "BENAR"}),
    "no": frozenset({"TIDAK", "T", "NO", "N", "TAK", "NGGAK", "GAK", "TDK", "BUKAN", "JANGAN"}),
    "again": frozenset({"ULANG", "ULANGI", "LAGI", "AGAIN", "RETRY"}),
    "done": frozenset({"SELESAI", "DONE", "CUKUP", "SUDAH", "ENOUGH"}),
    "staff": frozenset({"STAFF", "ORANG"}),
    "id": frozenset({"ID", "INDONESIA"}),
    "en": frozenset({"EN", "ENGLISH", "INGGRIS"}),
}
"""What people write instead of pressing a choice."""

GREETINGS = frozenset(
    {"HALO", "HALLO", "HAI", "HI", "HELLO", "HEY", "PAGI", "SIANG", "SORE", "MALAM", "PERMISI"}
    | {"ASSALAMUALAIKUM", "ASSALAMU'ALAIKUM", "SELAMAT", "GOOD", "MORNING", "AFTERNOON"}
    | {"EVENING", "MIN", "KAK", "PAK", "BU", "ADMIN", "SIR", "MADAM", "THERE"}
)
"""A message of nothing but these is a greeting."""
THANKS = frozenset(
    {"TERIMA", "KASIH", "TERIMAKASIH", "MAKASIH", "MAKASI", "TRIMS", "TKS", "THANKS", "THANK"}
    | {"YOU", "THX", "BANYAK", "YA", "PAK", "BU", "KAK", "MIN", "SUWUN", "OK", "OKE"}
)
THANKS_NEEDED = frozenset(
    {"KASIH", "TERIMAKASIH", "MAKASIH", "MAKASI", "TRIMS", "TKS", "THANKS", "THANK", "THX", "SUWUN"}
)
"""A message of nothing but the former, with one of the latter, is a thanks."""
