"""The `loket` command: one program, a subcommand for each thing an operator does."""

import argparse
import importlib
import sys
from collections.abc import Callable, Sequence
from typing import TypeAlias

from server.faults import OPERATOR_ERRORS, sentence

PARTS = ("web", "gateway", "jobs")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it went well, 2 with one plain sentence when it could not."""
    options = parser().parse_args(arguments)
    if options.command is None:
        parser().print_help()
        return 0
    try:
        return _command(options.run)(options)
    except OPERATOR_ERRORS as error:
        sys.stderr.write(f"loket: {sentence(error)}\n")
        return 2
    except KeyboardInterrupt:
        return 130


def _command(where: str) -> Callable[[argparse.Namespace], int]:
    """The function behind a command, its module loaded only now: a start must be quick."""
    module, _, name = where.partition(":")
    command: Callable[[argparse.Namespace], int] = getattr(
        importlib.import_module(f"server.commands.{module}"), name
    )
    return command


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    top = argparse.ArgumentParser(prog="loket", description=__doc__)
    subs = top.add_subparsers(dest="command", metavar="COMMAND")
    _serving(subs)
    _talking(subs)
    _keeping(subs)
    return top


Subs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 -- has no public name


def _serving(subs: Subs) -> None:
    serve = subs.add_parser("serve", help="run web, dialogs, outbox, jobs and gateway")
    serve.add_argument("--only", action="append", choices=PARTS, help="run only this part")
    _where(serve)
    serve.set_defaults(run="serving:serve")
    demo = subs.add_parser("demo", help="serve with demo data and a simulated modem")
    _where(demo)
    demo.set_defaults(run="serving:demo")
    migrate = subs.add_parser("migrate", help="bring the database to the current schema")
    migrate.set_defaults(run="keeping:migrate")


def _talking(subs: Subs) -> None:
    play = subs.add_parser("play", help="hold one conversation in the terminal")
    play.add_argument("dialog", nargs="?", help="begin with this dialog, such as track_case")
    play.add_argument("--save", metavar="FILE", help="keep it as a transcript")
    play.add_argument("--language", choices=("id", "en"), default=None)
    play.add_argument("--phone", metavar="NUMBER", help="talk as a text message from NUMBER")
    play.set_defaults(run="talking:play")
    modem = subs.add_parser("simulate-modem", help="a GSM modem on a pseudo-terminal or TCP")
    modem.add_argument("--link", metavar="PATH", help="link the pseudo-terminal at PATH")
    modem.add_argument("--tcp", metavar="PORT", type=int, help="listen on this port too")
    modem.add_argument("--control", metavar="PORT", type=int, help="take texts and faults here")
    modem.set_defaults(run="talking:simulate_modem")
    sms = subs.add_parser("sms", help="text messages").add_subparsers(
        dest="verb", metavar="VERB", required=True
    )
    send = sms.add_parser("send", help="queue one text")
    send.add_argument("number")
    send.add_argument("text")
    send.set_defaults(run="talking:sms_send")


def _keeping(subs: Subs) -> None:
    staff = subs.add_parser("staff", help="staff accounts").add_subparsers(
        dest="verb", metavar="VERB", required=True
    )
    add = staff.add_parser("add", help="make an account; prints a one-time password link")
    add.add_argument("name")
    add.add_argument("--role", default="agent")
    add.add_argument("--display-name", default=None)
    add.set_defaults(run="keeping:staff_add")
    export = subs.add_parser("export", help="write what is stored").add_subparsers(
        dest="verb", metavar="VERB", required=True
    )
    ledger = export.add_parser("ledger", help="everything as JSON, for an outside audit")
    ledger.add_argument("file", help="where to; - for standard output")
    ledger.set_defaults(run="keeping:export_ledger")
    config = subs.add_parser("config", help="the settings").add_subparsers(
        dest="verb", metavar="VERB", required=True
    )
    config.add_parser("show", help="the effective settings").set_defaults(run="keeping:config_show")
    config.add_parser("check", help="whether they can be used").set_defaults(
        run="keeping:config_check"
    )


def _where(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default=None, help="the address to listen on")
    command.add_argument("--port", default=None, type=int, help="the port to listen on")


if __name__ == "__main__":
    sys.exit(main())
