"""The fault of a script that may not be talked to; apart, so that a command can catch it early."""


class BrokenDialogError(Exception):
    """A script that cannot be held; each line of the text is one fault, with its file and line."""
