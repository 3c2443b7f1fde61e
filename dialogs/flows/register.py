"""Registration: name, birth date, identity number; the number is asked last and never kept.

`DAFTAR Budi Santoso 17-8-1990 1205...` says all at once. A number that comes before the rest is
dropped with its turn and asked for again.
"""

from dialogs.engine.script import Ask, Dialog, Do, End, Tell
from dialogs.identifying import (
    asked_birth_date,
    asked_identity_number,
    asked_name,
    birth_date_within,
    brought_name,
    identity_within,
    odd_name,
)


class Register(Dialog):
    name = "register"
    keywords = ("DAFTAR", "REGISTER", "REGISTRASI")
    fills = (birth_date_within, identity_within)
    brings = (brought_name,)
    secrets = ("nik",)

    script = (
        Ask(
            "asking_name",
            say="register.ask_name",
            hears={asked_name: "asking_birth_date", odd_name: "telling_odd_name"},
            wants="name",
            then="asking_birth_date",
        ),
        Ask(
            "asking_birth_date",
            say="register.ask_birth_date",
            explain="register.explain_birth_date",
            hears={asked_birth_date: "asking_nik"},
            wants="birth_date",
            then="asking_nik",
        ),
        Ask(
            "asking_nik",
            say="register.ask_nik",
            explain="register.explain_nik",
            hears={asked_identity_number: "registering"},
            wants="nik",
            then="registering",
        ),
        Do(
            "registering",
            "people.register",
            takes=("name", "nik", "birth_date"),
            forgets=("nik",),
            registered="registered",
            name_invalid="telling_name",
            nik_invalid="telling_nik",
            birth_date_invalid="telling_birth_date",
            known="known",
        ),
        Tell("telling_name", say="register.name_invalid", then="asking_name", forgets=("name",)),
        Tell(
            "telling_odd_name",
            say="register.name_invalid",
            then="asking_name",
            forgets=("name",),
            is_retry=True,
        ),
        Tell("telling_nik", say="register.nik_invalid", then="asking_nik"),
        Tell(
            "telling_birth_date",
            say="register.birth_date_invalid",
            then="asking_birth_date",
            forgets=("birth_date",),
        ),
        End("registered", say="register.registered"),
        End("known", say="register.known"),
    )
