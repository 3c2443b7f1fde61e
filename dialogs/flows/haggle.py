"""Somebody finds a price too high, or asks for a discount: what can be done about it."""

from dialogs.engine.script import Dialog, End


class Haggle(Dialog):
    name = "haggle"

    script = (End("said", say="haggle.said"),)
