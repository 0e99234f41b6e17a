"""The command line: each verb a few lines over the app, with clear errors and a next step.

Exit codes: 0 done or intact, 1 refused or altered, 2 unusable. Secrets come from a prompt or a
file, never from an argument.
"""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ltm_desktop.app import sign_ins, verdicts
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.doors import Doors
from ltm_desktop.app.wording.words import LANGUAGES, Words
from ltm_desktop.domain.alerts import Alert, Severity
from ltm_desktop.domain.errors import ChainBroken, LtmError, Refused, Unavailable
from ltm_desktop.release import VERSION

DONE, ALTERED, UNUSABLE = 0, 1, 2
Verb = Callable[[argparse.Namespace, Doors, Words], int]
if TYPE_CHECKING:
    Verbs = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - no public name


def run(argv: Sequence[str], doors: Doors) -> int:
    """Run one command line and return its exit code."""
    say = Words(_language(argv))
    wishes = _parser(say).parse_args(argv)
    try:
        verb: Verb = wishes.verb
        return verb(wishes, doors, say)
    except ChainBroken as broken:
        _print(say("ALTERED. {what}", what=verdicts.problem_text(broken.code, broken.seq, say)))
        return ALTERED
    except Refused as refused:
        return _complain(refused.alerts, say)
    except Unavailable as unavailable:
        return _complain((unavailable.alert,), say)
    except LtmError as error:
        return _complain((Alert("program.chart_changed", Severity.STOP, {}, str(error)),), say)
    except OSError as error:
        values = {"file": error.filename or "", "reason": error.strerror or ""}
        return _complain((Alert("program.file", Severity.STOP, values),), say)
    except (KeyboardInterrupt, EOFError):
        _print(say("Stopped. Nothing half done was kept."))
        return UNUSABLE


def _parser(say: Words) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ltm-desktop",
        description=say("A bedside log of intrathecal doses, signed and provable."),
    )
    parser.add_argument("--version", action="version", version=VERSION)
    parser.add_argument("--language", choices=LANGUAGES, default=say.language)
    parser.add_argument("--site", type=Path, help=say("the folder of a site"))
    parser.set_defaults(verb=_window)
    verbs = parser.add_subparsers(title=say("verbs"))
    _add_demo(verbs, say)
    _add_verify(verbs, say)
    _add_report(verbs, say)
    check = _add(verbs, "protocol", _protocol, say("check a protocol file"))
    check.add_argument("action", choices=("check",))
    check.add_argument("file", type=Path)
    for name, verb, words in (
        ("rebuild", _rebuild, say("write the lists anew from the ledger")),
        ("doctor", _doctor, say("say what this computer and site have")),
    ):
        _add_person(_add(verbs, name, verb, words), say).add_argument(
            "site", type=Path, nargs="?" if name == "doctor" else None
        )
    return parser


def _add(verbs: "Verbs", name: str, verb: Verb, words: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=words, description=words)
    parser.set_defaults(verb=verb)
    return parser


def _add_person(parser: argparse.ArgumentParser, say: Words) -> argparse.ArgumentParser:
    parser.add_argument("--user", help=say("who asks; not needed on a demo site"))
    parser.add_argument("--password-file", type=Path, help=say("a file with the secret"))
    return parser


def _add_demo(verbs: "Verbs", say: Words) -> None:
    demo = _add(verbs, "demo", _demo, say("make a site of synthetic patients"))
    demo.add_argument("folder", type=Path)
    demo.add_argument("--patients", type=int, default=24, choices=range(1, 1001), metavar="N")
    demo.add_argument(
        "--no-window",
        action="store_true",
        help=say("record, sign and print one dose, open no window"),
    )


def _add_verify(verbs: "Verbs", say: Words) -> None:
    verify = _add_person(
        _add(verbs, "verify", _verify, say("is a site, a PDF or a code whole?")), say
    )
    verify.add_argument("target", type=Path, nargs="?", help=say("a site's folder or a PDF"))
    verify.add_argument("--anchor", metavar="HEAD", help=say("a witnessed head: log seq hash"))
    verify.add_argument(
        "--qr", metavar="TEXT", help=say("the text of a paper's code, - to read it")
    )
    verify.add_argument("--trust", metavar="FINGERPRINT", help=say("of the site's authority"))
    verify.add_argument(
        "--site", type=Path, default=argparse.SUPPRESS, help=say("whose ledger to ask")
    )
    verify.add_argument("--json", action="store_true", help=say("write the verdict as JSON"))


def _add_report(verbs: "Verbs", say: Words) -> None:
    report = _add_person(
        _add(verbs, "report", _report, say("write an issued record to a file")), say
    )
    report.add_argument("kind", choices=("record",))
    report.add_argument("record", help=say("the record's id, or latest"))
    report.add_argument("site", type=Path)
    report.add_argument("-o", "--output", type=Path, required=True)


def _language(argv: Sequence[str]) -> str:
    """Return the language asked for, else that of the computer, before anything is worded."""
    early = argparse.ArgumentParser(add_help=False)
    locale = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    early.add_argument("--language", default="zh_CN" if locale.startswith("zh") else "en")
    language = str(early.parse_known_args(argv)[0].language)
    return language if language in LANGUAGES else "en"


def _window(wishes: argparse.Namespace, doors: Doors, _say: Words) -> int:
    return doors.window(wishes.site, wishes.language)


def _demo(wishes: argparse.Namespace, doors: Doors, say: Words) -> int:
    from ltm_desktop.app.demo import command

    folder = wishes.folder.resolve()
    command.make_or_open(doors, folder, wishes.patients, say, _print, _progress)
    if not wishes.no_window:
        return doors.window(folder, wishes.language)
    command.print_one_dose(doors, folder, say, _print)
    return DONE


def _verify(wishes: argparse.Namespace, doors: Doors, say: Words) -> int:
    if wishes.qr is not None:
        text = sys.stdin.read().strip() if wishes.qr == "-" else wishes.qr
        return _tell(verdicts.of_code(text, wishes.trust or "", say), wishes)
    target = wishes.target or wishes.site
    if target is None:
        _print(say("Name a site's folder, a PDF, or a code with --qr."))
        return UNUSABLE
    if target.is_file():
        desk = None
        if wishes.site is not None:
            desk = _open(wishes, doors, wishes.site, say)
        verdict = verdicts.of_paper(target.read_bytes(), doors.press(), desk, wishes.trust, say)
        if desk is not None:
            desk.close()
        return _tell(verdict, wishes)
    desk = _open(wishes, doors, target, say)
    try:
        return _tell(verdicts.of_site(desk, wishes.anchor, say, _progress), wishes)
    finally:
        desk.close()


def _open(wishes: argparse.Namespace, doors: Doors, site: Path, say: Words) -> Desk:
    person, secret = sign_ins.demo_sign_in(doors.site_facts(site))
    if wishes.user:
        person, secret = wishes.user, _secret(wishes.password_file, say)
    if not person:
        person, secret = input(say("User name: ")), _secret(wishes.password_file, say)
    return doors.open_site(site, person, secret, read_only=True, check=False)


def _secret(file: Path | None, say: Words) -> str:
    if file is not None:
        return file.read_text("utf-8").splitlines()[0]
    return getpass.getpass(say("Secret: "))


def _tell(verdict: verdicts.Told, wishes: argparse.Namespace) -> int:
    if wishes.json:
        _print(json.dumps(verdict.facts, ensure_ascii=False, indent=1, sort_keys=True))
    else:
        _print(verdict.text)
    return verdict.code


def _report(wishes: argparse.Namespace, doors: Doors, say: Words) -> int:
    site = wishes.site
    desk = _open(wishes, doors, site, say)
    try:
        pdf = verdicts.paper_of(desk, wishes.record)
    finally:
        desk.close()
    wishes.output.write_bytes(pdf)
    _print(say("Written: {file}", file=wishes.output))
    return DONE


def _protocol(wishes: argparse.Namespace, doors: Doors, say: Words) -> int:
    protocol = doors.read_protocol(wishes.file)
    _print(
        say("{study} version {version}: no faults.", study=protocol.study, version=protocol.version)
    )
    return DONE


def _rebuild(wishes: argparse.Namespace, doors: Doors, say: Words) -> int:
    from ltm_desktop.app.verification import rebuild

    person, secret = sign_ins.demo_sign_in(doors.site_facts(wishes.site))
    if wishes.user:
        person, secret = wishes.user, _secret(wishes.password_file, say)
    desk = doors.open_site(wishes.site, person, secret)
    try:
        count = rebuild(desk.store)
    finally:
        desk.close()
    _print(say.many("{count} patient rebuilt.", "{count} patients rebuilt.", count))
    return DONE


def _doctor(wishes: argparse.Namespace, doors: Doors, _say: Words) -> int:
    for line in doors.versions():
        _print(line)
    if wishes.site is not None:
        facts = doors.site_facts(wishes.site)
        _print(f"site {facts.id} ({facts.kind}, {facts.zone}, {facts.country})")
    return DONE


def _complain(alerts: Sequence[Alert], say: Words) -> int:
    for alert in alerts:
        print(f"{say.alert(alert)}\n  {say.next_step(alert)}", file=sys.stderr)
    return UNUSABLE


def _print(text: str) -> None:
    print(text, flush=True)


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if done >= total else ""
        print(f"\r{done} / {total}", end=end, file=sys.stderr, flush=True)
