"""Language: Indonesian or English, remembered for this contact."""

from dialogs.engine.script import Ask, Dialog, End


class ChooseLanguage(Dialog):
    name = "language"

    script = (
        Ask(
            "asking",
            say="language.ask",
            choices={"id": "indonesian", "en": "english"},
            is_loose=True,
        ),
        End("indonesian", say="language.set", language="id"),
        End("english", say="language.set", language="en"),
    )
