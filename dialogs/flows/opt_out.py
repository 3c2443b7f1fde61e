"""Stop and start: whether a contact wants messages besides answers."""

from dialogs.engine.script import Dialog, Do, End


class OptOut(Dialog):
    name = "opt_out"
    resumes_others = False

    script = (
        Do("stopping", "people.opt_out", done="stopped"),
        End("stopped", say="opt_out.stopped"),
    )


class OptIn(Dialog):
    name = "opt_in"

    script = (
        Do("starting", "people.opt_in", done="started"),
        End("started", say="opt_in.started"),
    )
