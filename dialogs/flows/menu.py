"""The menu: what can be done here, by number, word or button."""

from dialogs.engine.script import Ask, Dialog, Go


class Menu(Dialog):
    name = "menu"
    keywords = ("MENU",)
    is_resumed = False

    script = (
        Ask(
            "choosing",
            say="menu.choose",
            choices={"track_case": "to_track_case", "talk_to_staff": "to_talk_to_staff"},
        ),
        Go("to_track_case", "track_case"),
        Go("to_talk_to_staff", "talk_to_staff"),
    )
