"""The menu: what can be done here, by number, word or button."""

from dialogs.engine.script import Ask, Dialog, Go


class Menu(Dialog):
    name = "menu"

    script = (
        Ask(
            "choosing",
            say="menu.choose",
            choices={
                "track_case": "to_track_case",
                "book_queue": "to_book_queue",
                "order_part": "to_order_part",
                "answer_survey": "to_answer_survey",
                "talk_to_staff": "to_talk_to_staff",
            },
            is_loose=True,
        ),
        Go("to_track_case", "track_case"),
        Go("to_book_queue", "book_queue"),
        Go("to_order_part", "order_part"),
        Go("to_answer_survey", "answer_survey"),
        Go("to_talk_to_staff", "talk_to_staff"),
    )
