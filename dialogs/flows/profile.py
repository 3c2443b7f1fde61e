"""What we know of a person: the name changed, the language, and a telephone joined by a code."""

from dialogs.ears import phone
from dialogs.engine.script import Ask, Dialog, Do, End, Go, Tell
from dialogs.filling import asked_code
from dialogs.identifying import asked_name, joining_phone, odd_name, wants_new_name


class Profile(Dialog):
    name = "profile"
    keywords = ("PROFIL", "PROFILE")
    words = ("DATA SAYA", "PROFIL SAYA", "MY PROFILE", "MY DATA", "LINK MY PHONE", "LINK PHONE")

    begins_on = ((joining_phone, "asking_phone"), (wants_new_name, "asking_name"))

    script = (
        Do(
            "looking_up",
            "people.profile",
            keeps=("name", "phone_tail"),
            told="showing",
            none="showing_stranger",
        ),
        Ask(
            "showing",
            say="profile.show",
            choices={
                "rename": "asking_name",
                "phone": "asking_phone",
                "language": "to_language",
                "keep": "kept",
            },
            is_loose=True,
        ),
        Ask(
            "showing_stranger",
            say="profile.show_stranger",
            choices={
                "register": "to_register",
                "phone": "asking_phone",
                "language": "to_language",
                "keep": "kept",
            },
            is_loose=True,
        ),
        Ask(
            "asking_name",
            say="profile.ask_name",
            hears={asked_name: "renaming", odd_name: "telling_odd_name"},
        ),
        Do(
            "renaming",
            "people.rename",
            takes=("name",),
            renamed="renamed",
            name_invalid="telling_name",
            none="to_register",
        ),
        Tell("telling_name", say="register.name_invalid", then="asking_name"),
        Tell("telling_odd_name", say="register.name_invalid", then="asking_name", is_retry=True),
        Ask("asking_phone", say="profile.ask_phone", hears={phone: "sending"}),
        Do(
            "sending",
            "people.send_code",
            takes=("phone",),
            keeps=("phone_tail",),
            forgets=("phone",),
            sent="asking_code",
            too_many="too_many",
            not_allowed="not_allowed",
        ),
        Ask("asking_code", say="profile.ask_code", hears={asked_code: "proving"}),
        Do(
            "proving",
            "people.prove",
            takes=("code",),
            forgets=("code",),
            proved="proved",
            wrong="telling_wrong",
            expired="telling_expired",
            locked="locked",
            taken="taken",
        ),
        Tell("telling_wrong", say="profile.wrong", then="asking_code"),
        Tell("telling_expired", say="profile.expired", then="asking_phone"),
        Go("to_register", "register", hands=("name",)),
        Go("to_language", "language"),
        End("renamed", say="profile.renamed"),
        End("proved", say="profile.proved"),
        End("too_many", say="profile.too_many"),
        End("not_allowed", say="profile.not_allowed"),
        End("locked", say="profile.locked"),
        End("taken", say="profile.taken"),
        End("kept", say="profile.kept"),
    )
