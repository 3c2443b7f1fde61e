"""Language: Indonesian or English, remembered for this contact."""

from dialogs.engine.script import Ask, Dialog, End


class ChooseLanguage(Dialog):
    name = "language"
    is_resumed = False

    script = (
        Ask("asking", say="language.ask", choices={"id": "indonesian", "en": "english"}),
        End("indonesian", say="language.set", language="id"),
        End("english", say="language.set", language="en"),
    )
