"""The `loket` command: one program, a subcommand for each thing an operator does."""

import argparse
import importlib
import sys
from collections.abc import Callable, Sequence
from typing import TypeAlias

from dialogs.engine.broken import BrokenDialogError, broken_by
from server.faults import OPERATOR_ERRORS, sentence

PARTS = ("web", "gateway", "jobs")
CLASSES = ("live", "reply", "notice", "promotion")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it went well, 2 with one plain sentence when it could not."""
    options = parser().parse_args(arguments)
    if options.command is None:
        parser().print_help()
        return 0
    try:
        return _command(options.run)(options)
    except BrokenDialogError as error:
        for fault in str(error).splitlines():
            sys.stderr.write(f"loket: {fault}\n")
        return 2
    except OPERATOR_ERRORS as error:
        sys.stderr.write(f"loket: {sentence(error)}\n")
        return 2
    except KeyboardInterrupt:
        return 130


def _command(where: str) -> Callable[[argparse.Namespace], int]:
    """The function behind a command, its module loaded only now: a start must be quick.

    Raises BrokenDialogError for a dialog that cannot be loaded.
    """
    module, _, name = where.partition(":")
    try:
        loaded = importlib.import_module(f"server.commands.{module}")
    except Exception as error:
        if (fault := broken_by(error)) is not None:
            raise fault from error
        raise
    command: Callable[[argparse.Namespace], int] = getattr(loaded, name)
    return command


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    top = argparse.ArgumentParser(prog="loket", description=__doc__)
    subs = top.add_subparsers(dest="command", metavar="COMMAND")
    _serving(subs)
    _talking(subs)
    _modems(subs)
    _pdus(subs)
    _keeping(subs)
    return top


Subs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 -- has no public name


def _serving(subs: Subs) -> None:
    serve = subs.add_parser("serve", help="run web, dialogs, outbox, jobs and gateway")
    serve.add_argument("--only", action="append", choices=PARTS, help="run only this part")
    serve.add_argument(
        "--office",
        metavar="URL",
        dest="office_url",
        default=None,
        help="with --only gateway: serve an office on another machine",
    )
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
    modem.add_argument(
        "--profile", metavar="NAME", default="generic", help="a model and its habits"
    )
    modem.add_argument("--latency", metavar="SECONDS", type=float, default=0.0)
    modem.add_argument("--baud", metavar="N", type=int, help="let octets pass at this pace")
    modem.add_argument("--capacity", metavar="N", type=int, default=50, help="of each storage")
    modem.add_argument("--pin", metavar="PIN", help="what the SIM asks for")
    modem.set_defaults(run="talking:simulate_modem")
    heard = subs.add_parser("understand", help="what messages mean, a JSON line each")
    heard.add_argument(
        "file", help="lines of id, lang, channel, context, text; - for standard input"
    )
    heard.add_argument("--today", metavar="DAY", default=None, help="such as 2026-11-23")
    heard.add_argument("--catalogue", metavar="FILE", default=None, help="instead of the demo's")
    heard.set_defaults(run="understanding:understand_file")
    sms = subs.add_parser("sms", help="text messages").add_subparsers(
        dest="verb", metavar="VERB", required=True
    )
    send = sms.add_parser("send", help="queue one text")
    send.add_argument("number")
    send.add_argument("text")
    send.add_argument("--priority", choices=CLASSES, default="notice", help="how urgent it is")
    send.set_defaults(run="texting:sms_send")
    log = sms.add_parser("log", help="the texts queued last, and what became of each part")
    log.add_argument("--last", metavar="COUNT", type=int, default=20)
    log.add_argument("--number", default=None, help="only to this number")
    log.add_argument("--json", action="store_true", help="one JSON line for each text")
    log.set_defaults(run="texting:sms_log")


def _modems(subs: Subs) -> None:
    modem = subs.add_parser("modem", help="the modems of this machine").add_subparsers(
        dest="verb", metavar="VERB", required=True
    )
    probe = modem.add_parser("probe", help="who one modem is, its SIM, network and room")
    probe.add_argument("path", help="a device, socket://host:port, or imei:NUMBER")
    probe.add_argument("--json", action="store_true", help="for programs")
    probe.set_defaults(run="modems:modem_probe")
    every = modem.add_parser("list", help="every port, and what answers there")
    every.add_argument("--json", action="store_true", help="for programs")
    every.set_defaults(run="modems:modem_list")
    ussd = modem.add_parser("ussd", help="ask the network something, such as the balance")
    ussd.add_argument("code", help="such as *888#; in quotes, since * and # mean something here")
    ussd.add_argument("--modem", metavar="PATH", help="by this modem; else the first one set")
    ussd.set_defaults(run="modems:modem_ussd")


def _pdus(subs: Subs) -> None:
    pdu = subs.add_parser("pdu", help="the network's form of a text").add_subparsers(
        dest="verb", metavar="VERB", required=True
    )
    decode = pdu.add_parser("decode", help="hex PDUs from standard input, a line each, as JSON")
    for kind, name in (("deliver", "a DELIVER"), ("submit", "a SUBMIT"), ("status", "a report")):
        decode.add_argument(
            f"--{kind}", dest="kind", action="store_const", const=kind, help=f"each is {name}"
        )
    decode.set_defaults(run="pdus:pdu_decode")
    encode = pdu.add_parser("encode", help="the PDUs of a text, and how many it takes")
    encode.add_argument("number")
    encode.add_argument("text")
    encode.add_argument("--reference", metavar="N", type=int, default=0, help="joins the parts")
    encode.add_argument("--validity", metavar="MINUTES", type=int, default=None)
    encode.add_argument("--report", action=argparse.BooleanOptionalAction, default=True)
    encode.set_defaults(run="pdus:pdu_encode")


def _keeping(subs: Subs) -> None:
    _staff(subs)
    audit = subs.add_parser("audit", help="what staff did").add_subparsers(
        dest="verb", metavar="VERB", required=True
    )
    audit.add_parser("verify", help="whether every entry is as it was written").set_defaults(
        run="auditing:audit_verify"
    )
    _labelling(subs)
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


def _staff(subs: Subs) -> None:
    staff = subs.add_parser("staff", help="staff accounts").add_subparsers(
        dest="verb", metavar="VERB", required=True
    )
    listed = staff.add_parser("list", help="every account: role, departments, state")
    listed.add_argument("--json", action="store_true", help="one JSON line for each")
    listed.set_defaults(run="staffing:staff_list")
    add = staff.add_parser("add", help="make an account; prints a one-time password link")
    add.add_argument("name")
    add.add_argument("--role", default="agent", help="agent, supervisor, admin or auditor")
    add.add_argument("--display-name", default=None, help="what contacts and colleagues read")
    add.set_defaults(run="staffing:staff_add")
    role = staff.add_parser("role", help="give an account another role")
    role.add_argument("name")
    role.add_argument("role", help="agent, supervisor, admin or auditor")
    role.set_defaults(run="staffing:staff_role")
    for verb, told in (
        ("disable", "let nobody log in by an account any more"),
        ("enable", "open a disabled account again"),
        ("password", "print a link by which a new password is set"),
    ):
        one = staff.add_parser(verb, help=told)
        one.add_argument("name")
        one.set_defaults(run=f"staffing:staff_{verb}")
    department = subs.add_parser("department", help="who works where").add_subparsers(
        dest="verb", metavar="VERB", required=True
    )
    department.add_parser("list", help="every department and who works there").set_defaults(
        run="staffing:department_list"
    )
    found = department.add_parser("add", help="make a department, or add members to it")
    found.add_argument("name")
    found.add_argument("members", nargs="*", metavar="STAFF", help="login names")
    found.set_defaults(run="staffing:department_add")
    left = department.add_parser("leave", help="let members work in a department no more")
    left.add_argument("name")
    left.add_argument("members", nargs="+", metavar="STAFF", help="login names")
    left.set_defaults(run="staffing:department_leave")


def _labelling(subs: Subs) -> None:
    unknown = subs.add_parser("unknown", help="what the bot did not understand").add_subparsers(
        dest="verb", metavar="VERB", required=True
    )
    listed = unknown.add_parser("list", help="what waits for a label, the most frequent first")
    listed.add_argument("--last", metavar="COUNT", type=int, default=50)
    listed.add_argument("--labelled", action="store_true", help="what has a label instead")
    listed.add_argument("--json", action="store_true", help="one JSON line for each")
    listed.set_defaults(run="labelling:unknown_list")
    label = unknown.add_parser("label", help="say what one means")
    label.add_argument("id", metavar="NUMBER")
    label.add_argument("intent", help="such as check_price, or noise")
    label.set_defaults(run="labelling:unknown_label")
    export = unknown.add_parser("export", help="labelled messages as JSON lines")
    export.add_argument("file", help="where to; - for standard output")
    export.add_argument("--all", action="store_true", help="those without a label too")
    export.set_defaults(run="labelling:unknown_export")


def _where(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default=None, help="the address to listen on")
    command.add_argument("--port", default=None, type=int, help="the port to listen on")


if __name__ == "__main__":
    sys.exit(main())
