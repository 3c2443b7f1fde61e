"""Somebody swears at us: an apology, and a person for who wants one."""

from dialogs.engine.script import Dialog, End


class KeepCalm(Dialog):
    name = "keep_calm"

    script = (End("said", say="keep_calm.said"),)
