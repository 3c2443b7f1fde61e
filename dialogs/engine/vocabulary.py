"""Words people use, as data: global words, yes and no, greetings. An office adds its own here."""

MENU = "menu"
STAFF = "talk_to_staff"
STOP = "opt_out"
START = "opt_in"
LANGUAGE = "language"
"""These five begin the dialog of that name."""
SILENCING = frozenset({STOP, "opt_out_offers"})
"""After these a question that waits is not asked again, nor answered without being seen."""
OFFER = "offer_staff"
"""The dialog that offers a person."""
GIVE_UP = "give_up"
"""The dialog that cancels what was made earlier."""
ZERO = "0"
"""A number where one is asked for, and a call for staff where nothing is."""
ZERO_CALLS = frozenset({MENU, OFFER})
HELP = "help"
CANCEL = "cancel"
BACK = "back"
INDONESIAN = "language_id"
ENGLISH = "language_en"
"""These five are done by the engine itself."""

GLOBAL_WORDS = {
    "MENU": MENU,
    "MENU UTAMA": MENU,
    "MAIN MENU": MENU,
    "BANTUAN": HELP,
    "HELP": HELP,
    "?": HELP,
    "BATAL": CANCEL,
    "CANCEL": CANCEL,
    **dict.fromkeys(("BATALKAN", "BATALIN", "CANCEL IT", "NEVER MIND", "NEVERMIND"), CANCEL),
    **dict.fromkeys(("GAK JADI", "GA JADI", "GAJADI", "NGGAK JADI", "TIDAK JADI"), CANCEL),
    "KEMBALI": BACK,
    "BACK": BACK,
    "PETUGAS": STAFF,
    "AGENT": STAFF,
    ZERO: STAFF,
    "STOP": STOP,
    "BERHENTI": STOP,
    "MULAI": START,
    "START": START,
    "BAHASA": LANGUAGE,
    "LANGUAGE": LANGUAGE,
    "LANG": LANGUAGE,
    **dict.fromkeys(("BAHASA ID", "LANGUAGE ID", "LANG ID", "BAHASA INDONESIA"), INDONESIAN),
    **dict.fromkeys(("BAHASA EN", "LANGUAGE EN", "LANG EN", "BAHASA INGGRIS"), ENGLISH),
    **dict.fromkeys(("ENGLISH", "IN ENGLISH"), ENGLISH),
}
"""Whole messages that mean the same everywhere."""

NEVER_GUESSED = frozenset({CANCEL, STOP, START, INDONESIAN, ENGLISH})
"""What a person must take back if it was not meant is done only when it is spelt right."""
GUESSED_WORDS = tuple(
    word for word, meaning in GLOBAL_WORDS.items() if meaning not in NEVER_GUESSED
)

CHOICE_WORDS = {
    "yes": frozenset({"YA", "Y", "YES", "IYA", "OK", "OKE", "BOLEH", "MAU", "BETUL", "BENAR"}),
    "no": frozenset({"TIDAK", "T", "NO", "N", "TAK", "NGGAK", "GAK", "TDK", "BUKAN", "JANGAN"}),
    "again": frozenset({"ULANG", "ULANGI", "LAGI", "AGAIN", "RETRY"}),
    "done": frozenset({"SELESAI", "DONE", "CUKUP", "SUDAH", "ENOUGH"}),
    "more": frozenset({"LATER", "LEBIH SIANG", "LEBIH SORE", "NANTI", "LAIN", "YANG LAIN", "NEXT"}),
    "staff": frozenset({"STAFF", "ORANG", "PETUGAS", "AGENT", "HUMAN"}),
    "id": frozenset({"ID", "INDONESIA"}),
    "en": frozenset({"EN", "ENGLISH", "INGGRIS"}),
}
"""What people write instead of pressing a choice."""

ADDRESSES = frozenset(
    {"PAK", "BAPAK", "BU", "IBU", "KAK", "KK", "BANG", "MIN", "ADMIN", "SIR", "MADAM", "THERE"}
)
"""How people call us; by itself one of these says nothing."""
GREETINGS = frozenset(
    {"HALO", "HALLO", "HAI", "HI", "HELLO", "HEY", "PAGI", "SIANG", "SORE", "MALAM", "PERMISI"}
    | {"ASSALAMUALAIKUM", "ASSALAMU", "SALAM", "MORNING", "AFTERNOON", "EVENING"}
)
SALAM = ("ASSALAM", "ASALAM", "ASS WR", "ASSWR", "SALAMUALAIKUM")
"""How a greeting begins that is answered in kind."""
AROUND_GREETINGS = ADDRESSES | {"SELAMAT", "SLMT", "GOOD", "ALAIKUM", "WR", "WB"}
THANKS = frozenset(
    {"KASIH", "TERIMAKASIH", "MAKASIH", "MAKASI", "TRIMS", "TKS", "THANKS", "THANK", "THX", "SUWUN"}
)
AROUND_THANKS = ADDRESSES | {
    *("TERIMA", "BANYAK", "YA", "OK", "OKE", "BAIK", "SIAP"),
    *("YOU", "VERY", "MUCH", "SO"),
}
"""A message of nothing but these words, with a greeting or a thanks in it, is a courtesy."""
ASKING = frozenset(
    {
        *("?", "APA", "APAKAH", "BERAPA", "BRP", "BRAPA", "KAPAN", "BAGAIMANA", "GIMANA", "GMN"),
        *("KENAPA", "MENGAPA", "SIAPA", "MANA", "DIMANA", "BISAKAH", "BOLEHKAH", "ADAKAH"),
        *("WHAT", "WHEN", "WHERE", "HOW", "WHY", "WHO", "WHICH"),
    }
)
"""A message with one of these asks something."""
ASSENTS = frozenset({"OK", "OKE", "BAIK", "BAIKLAH", "SIAP", "OKAY", "SIP"})
"""Said when nothing is asked, one of these ends a talk as a thanks does."""

LABELS_OF_FACTS = frozenset(
    {"TGL", "TANGGAL", "LAHIR", "NIK", "KTP", "SAYA", "BIRTH", "DATE", "OF", "BORN", "DOB", "MY"}
    | {"ITS", "IT", "S", "IS", "I", "WAS", "ON", "THE", "AND", "DAN", "DENGAN", "WITH", "IN"}
    | {"BELAKANG", "BELAKANGNYA", "TERAKHIR", "TERAKHIRNYA", "UJUNG", "UJUNGNYA", "LAST"}
    | {"ENDS", "ENDING", "ANGKA", "DIGIT", "DIGITS", "DATA", "KELAHIRAN", "KELAHIRANKU"}
)
"""What may stand beside a birth date or the end of an identity number."""
AROUND_NUMBERS = (
    *("CEK", "CHECK", "STATUS", "TRACK", "LACAK", "TOLONG", "PLEASE", "PAK", "BU", "KAK", "MIN"),
    *("NO", "NOMOR", "NUMBER", "KODE", "BERKAS", "CASE", "FILE", "PUNYA", "ATAS"),
)
"""What else may stand in a message with a case number and a second fact."""
MONTHS = {
    "JAN": 1,
    "FEB": 2,
    "PEB": 2,
    "MAR": 3,
    "APR": 4,
    "MEI": 5,
    "MAY": 5,
    "JUN": 6,
    "JUL": 7,
    "AGU": 8,
    "AGS": 8,
    "AUG": 8,
    "SEP": 9,
    "OKT": 10,
    "OCT": 10,
    "NOV": 11,
    "NOP": 11,
    "DES": 12,
    "DEC": 12,
}
"""The first three letters of a month, as they are written in either language."""

NEVER_WISHED = frozenset({STOP, START, "opt_out_offers", "opt_in_offers"})
"""Dialogs that a sentence only offers: they begin with their own words."""
NEVER_HALF = frozenset({*NEVER_WISHED, MENU, STAFF, OFFER, LANGUAGE, GIVE_UP})
"""What is no half of a message: the other half belongs to it."""
DIALOG_OF_INTENT = {"stop": STOP, "start": START}
"""Where an intent of `dialogs.listening` has another name than its dialog."""
ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            ("PERTAMA", "KESATU", "FIRST", "1ST", "KE-1", "KE1"),
            ("KEDUA", "SECOND", "2ND", "KE-2", "KE2"),
            ("KETIGA", "THIRD", "3RD", "KE-3", "KE3"),
            ("KEEMPAT", "FOURTH", "4TH", "KE-4", "KE4"),
            ("KELIMA", "FIFTH", "5TH", "KE-5", "KE5"),
            ("KEENAM", "SIXTH", "6TH", "KE-6", "KE6"),
            ("KETUJUH", "SEVENTH", "7TH", "KE-7", "KE7"),
        ),
        1,
    )
    for word in words
}
"""The place of a choice: "yang kedua", "the second one"."""
LAST = frozenset({"TERAKHIR", "LAST"})
"""The last that is shown."""
EARLIEST = (
    *("PALING PAGI", "PALING AWAL", "PALING CEPAT", "PALING CEPET", "PALING DULU", "PALING DEKAT"),
    *("TERPAGI", "TERAWAL", "TERCEPAT", "SEPAGI MUNGKIN", "SECEPAT MUNGKIN", "SECEPATNYA"),
    *("EARLIEST", "SOONEST", "NEAREST", "ASAP", "AS EARLY AS POSSIBLE", "AS SOON AS POSSIBLE"),
)
LATEST = (
    *("PALING AKHIR", "PALING TERAKHIR", "PALING SIANG", "PALING SORE", "PALING LAMBAT"),
    *("PALING LAMA", "TERLAMBAT", "TERJAUH", "LATEST", "AS LATE AS POSSIBLE"),
)
"""The first and the last of all times or days that there are, shown or not."""
NUMBERS = {
    **{w: n for n, w in enumerate(("SATU", "DUA", "TIGA", "EMPAT", "LIMA", "ENAM", "TUJUH"), 1)},
    **{w: n for n, w in enumerate(("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN"), 1)},
}
"""The place of a choice in words, where nothing is counted."""
