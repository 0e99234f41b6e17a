"""The arguments of every verb, and what is said when they cannot be understood.

Speaks the person's language all through: help, headings and faults. Refuses a secret as an
argument by having no place for one.
"""

import argparse
import functools
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, cast

from ltm_desktop.app.wording.words import LANGUAGES, Words
from ltm_desktop.cli import backups, trail
from ltm_desktop.release import VERSION

UNUSABLE = 2
_MOST_PATIENTS = 1000


class Parser(argparse.ArgumentParser):
    """A parser that speaks the person's language, faults included."""

    def __init__(self, say: Words, **settings: Any) -> None:
        layout = functools.partial(Layout, say)
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=layout, **settings)
        self.say = say
        self._positionals.title = say("arguments")
        self._optionals.title = say("options")
        self.add_argument("-h", "--help", action="help", help=say("show this help"))

    def error(self, message: str) -> NoReturn:
        """Say what cannot be understood, and how it is written."""
        self.print_usage(sys.stderr)
        self.exit(UNUSABLE, f"{_misread(message, self.say)}\n")


class Layout(argparse.HelpFormatter):
    def __init__(self, say: Words, prog: str) -> None:
        super().__init__(prog)
        self._usage = say("usage: ")

    def add_usage(
        self, usage: object, actions: object, groups: object, prefix: object = None
    ) -> None:
        super().add_usage(usage, actions, groups, self._usage if prefix is None else prefix)  # type: ignore[arg-type]  # passed through as they came


def _speaking(say: Words) -> type[Parser]:
    """Return the class of every verb's parser, which argparse makes by itself."""
    return cast("type[Parser]", functools.partial(Parser, say))


def _misread(message: str, say: Words) -> str:
    if found := re.match(r"the following arguments are required: (.*)", message):
        return say("Missing: {what}.", what=_named(found[1], say))
    if found := re.match(r"unrecognized arguments: (.*)", message):
        return say("Not understood: {what}.", what=found[1])
    if found := re.match(r"argument (.*?): expected ", message):
        return say("A value is missing after {what}.", what=found[1])
    if found := re.match(r"argument (.*?): invalid choice: (.*) \(choose from (.*)\)", message):
        return say(
            "{what} cannot be {value}. Choose from: {choices}.",
            what=found[1],
            value=found[2],
            choices=say.apart(*found[3].replace("'", "").split(", ")),
        )
    if found := re.match(r"argument (.*?): invalid ", message):
        return say("The value after {what} cannot be used.", what=found[1])
    return say("This command line cannot be understood.")


def _named(missing: str, say: Words) -> str:
    # What is to be written has no name of its own on the command line: its choices stand there.
    return say.apart(*(say("KIND") if one == "kind" else one for one in missing.split(", ")))


if TYPE_CHECKING:
    Verbs = argparse._SubParsersAction[Parser]  # noqa: SLF001 - argparse gives it no public name


def language_of(argv: Sequence[str]) -> str:
    """Return the language asked for, else that of the computer, before anything is worded."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    wished = "zh_CN" if locale.startswith("zh") else "en"
    for word, following in zip(argv, [*argv[1:], ""], strict=True):
        if word == "--language":
            wished = following
        elif word.startswith("--language="):
            wished = word.partition("=")[2]
    return wished if wished in LANGUAGES else "en"


def parser_of(say: Words) -> Parser:
    """Return the parser of the whole command line."""
    parser = Parser(
        say,
        prog="ltm-desktop",
        description=say("A bedside log of intrathecal doses, signed and provable."),
        epilog=say("Without a verb the window opens. Each verb has its own --help."),
    )
    parser.add_argument(
        "--version", action="version", version=VERSION, help=say("show the version")
    )
    # Empty where nobody asked: the window then speaks the language it was left in.
    parser.add_argument(
        "--language", choices=LANGUAGES, default="", help=say("the language of words")
    )
    parser.add_argument(
        "--site", type=Path, metavar=say("FOLDER"), help=say("the folder of a site")
    )
    parser.set_defaults(verb="window", json=False)
    verbs = parser.add_subparsers(
        title=say("verbs"), metavar=say("VERB"), parser_class=_speaking(say)
    )
    for add in (
        _add_demo,
        _add_verify,
        _add_report,
        _add_export,
        _add_import,
        _add_emergency,
        _add_people,
        _add_protocol,
        _add_backup,
        _add_restore,
        _add_rebuild,
        _add_doctor,
    ):
        add(verbs, say)
    return parser


def _add(verbs: "Verbs", name: str, words: str) -> Parser:
    parser = verbs.add_parser(name, help=words, description=words)
    parser.set_defaults(verb=name)
    return parser


def _add_person(parser: Parser, say: Words) -> Parser:
    parser.add_argument(
        "--user", metavar=say("NAME"), help=say("who asks; not needed on a demo site")
    )
    parser.add_argument(
        "--password-file",
        type=Path,
        metavar=say("FILE"),
        help=say("a file with the secret in its first line"),
    )
    return parser


def _add_json(parser: Parser, say: Words) -> None:
    parser.add_argument("--json", action="store_true", help=say("write it as JSON, for a program"))


def _count(text: str) -> int:
    count = int(text)
    if not 1 <= count <= _MOST_PATIENTS:
        raise ValueError
    return count


def _add_demo(verbs: "Verbs", say: Words) -> None:
    demo = _add(verbs, "demo", say("make a site of synthetic patients"))
    demo.add_argument("folder", type=Path, metavar=say("FOLDER"), help=say("a new or empty folder"))
    demo.add_argument(
        "--patients",
        type=_count,
        default=30,
        metavar="N",
        help=say("how many, 1 to {most}", most=_MOST_PATIENTS),
    )
    demo.add_argument(
        "--no-window",
        action="store_true",
        help=say("record, sign and print one dose, open no window"),
    )


def _add_verify(verbs: "Verbs", say: Words) -> None:
    verify = _add(verbs, "verify", say("is a site, a PDF or a code whole?"))
    verify.add_argument(
        "target",
        type=Path,
        nargs="?",
        metavar=say("SITE-OR-PDF"),
        help=say("a site's folder or a PDF"),
    )
    verify.add_argument(
        "--anchor", metavar=say("HEAD"), help=say("a witnessed head, as printed: number and digits")
    )
    verify.add_argument(
        "--qr", metavar=say("TEXT"), help=say("the text of a paper's code, - to read it")
    )
    verify.add_argument(
        "--trust", metavar=say("FINGERPRINT"), help=say("the fingerprint of the site's authority")
    )
    verify.add_argument(
        "--site",
        type=Path,
        default=argparse.SUPPRESS,
        metavar=say("FOLDER"),
        help=say("whose ledger to ask"),
    )
    _add_person(verify, say)
    _add_json(verify, say)


def _add_report(verbs: "Verbs", say: Words) -> None:
    report = _add(verbs, "report", say("write an issued record, or a blank paper form, to a file"))
    report.add_argument(
        "kind", choices=("record", "downtime", "kit", "trail"), help=say("what to write")
    )
    report.add_argument(
        "record", nargs="?", metavar=say("RECORD"), help=say("the record's id, or latest")
    )
    report.add_argument(
        "folder", nargs="?", type=Path, metavar=say("FOLDER"), help=say("the folder of a site")
    )
    report.add_argument(
        "--site",
        type=Path,
        default=argparse.SUPPRESS,
        metavar=say("FOLDER"),
        help=say("the folder of a site"),
    )
    report.add_argument(
        "--access",
        choices=("ommaya", "lumbar"),
        help=say("the way in of a paper form; without it, both"),
    )
    report.add_argument(
        "-o", "--output", type=Path, required=True, metavar=say("FILE"), help=say("where to")
    )
    _add_person(report, say)
    trail.add_filter(report, say)


def _add_export(verbs: "Verbs", say: Words) -> None:
    words = say(
        "write the audit trail or the site overview to a file: tables (CSV), or paper where it "
        "ends in .pdf"
    )
    export = _add(verbs, "export", words)
    export.add_argument("kind", choices=("trail", "overview"), help=say("what to write"))
    export.add_argument(
        "--site",
        type=Path,
        default=argparse.SUPPRESS,
        metavar=say("FOLDER"),
        help=say("the folder of a site"),
    )
    export.add_argument(
        "-o", "--output", type=Path, required=True, metavar=say("FILE"), help=say("where to")
    )
    _add_person(export, say)
    trail.add_filter(export, say)


def _add_import(verbs: "Verbs", say: Words) -> None:
    words = say("show a file of another system beside the log; writes nothing")
    taken = _add(verbs, "import", words)
    taken.add_argument(
        "kind",
        choices=("dicom", "labs"),
        help=say("dicom: a radiotherapy system's file; labs: a laboratory's table or FHIR bundle"),
    )
    taken.add_argument("file", type=Path, metavar=say("FILE"), help=say("the file to read"))
    taken.add_argument(
        "--patient",
        required=True,
        metavar=say("SUBJECT"),
        help=say("the subject number of the patient"),
    )
    taken.add_argument(
        "--site",
        type=Path,
        default=argparse.SUPPRESS,
        metavar=say("FOLDER"),
        help=say("the folder of a site"),
    )
    _add_person(taken, say)
    _add_json(taken, say)


def _add_emergency(verbs: "Verbs", say: Words) -> None:
    page = _add(verbs, "emergency", say("show the emergency page of a site, without a secret"))
    page.add_argument(
        "--site",
        type=Path,
        default=argparse.SUPPRESS,
        metavar=say("FOLDER"),
        help=say("the folder of a site"),
    )
    page.add_argument(
        "-o", "--output", type=Path, metavar=say("FILE"), help=say("write it as a PDF to this file")
    )


def _add_people(verbs: "Verbs", say: Words) -> None:
    people = _add(verbs, "people", say("list people, give one a key, try the recovery key"))
    people.add_argument("action", choices=("list", "key", "drill"), help=say("what to do"))
    people.add_argument(
        "person", nargs="?", metavar=say("NAME"), help=say("who gets a key, by user name")
    )
    people.add_argument(
        "--site",
        type=Path,
        default=argparse.SUPPRESS,
        metavar=say("FOLDER"),
        help=say("the folder of a site"),
    )
    people.add_argument(
        "--user", metavar=say("NAME"), help=say("who signs in; for a key, who issues it")
    )
    people.add_argument("--witness", metavar=say("NAME"), help=say("who stands by and signs"))
    people.add_argument(
        "--reason",
        choices=("first", "forgotten", "suspected", "recovered"),
        default="first",
        help=say("why a key is needed"),
    )
    people.add_argument(
        "--password-file",
        type=Path,
        metavar=say("FILE"),
        help=say("a file with the secrets, one a line, in the order they are asked for"),
    )
    _add_json(people, say)


def _add_site(parser: Parser, say: Words) -> None:
    parser.add_argument("site", type=Path, metavar=say("FOLDER"), help=say("the folder of a site"))


def _add_protocol(verbs: "Verbs", say: Words) -> None:
    check = _add(verbs, "protocol", say("check a protocol file"))
    check.add_argument("action", choices=("check",), help=say("what to do"))
    check.add_argument("file", type=Path, metavar=say("FILE"), help=say("a protocol file"))
    _add_json(check, say)


def _add_backup(verbs: "Verbs", say: Words) -> None:
    backup = _add(verbs, "backup", say("make a copy of a whole site and prove it"))
    backups.add_backup(backup, say)
    _add_person(backup, say)
    _add_json(backup, say)


def _add_restore(verbs: "Verbs", say: Words) -> None:
    words = say("put a backup back, on this computer or another; nothing is overwritten")
    restore = _add(verbs, "restore", words)
    backups.add_restore(restore, say)
    _add_person(restore, say)


def _add_rebuild(verbs: "Verbs", say: Words) -> None:
    rebuild = _add(verbs, "rebuild", say("write the lists anew from the ledger"))
    _add_site(rebuild, say)
    _add_person(rebuild, say)


def _add_doctor(verbs: "Verbs", say: Words) -> None:
    doctor = _add(verbs, "doctor", say("say what this computer and site have"))
    doctor.add_argument(
        "site", type=Path, nargs="?", metavar=say("FOLDER"), help=say("the folder of a site")
    )
