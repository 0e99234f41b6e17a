"""What each verb does: a few lines over the app, with clear errors and a next step.

Exit codes: 0 done or intact, 1 altered or faulty, 2 unusable or refused. Secrets come from a
prompt or a file, never from an argument; no traceback is ever shown.
"""

from __future__ import annotations

import argparse
import errno
import functools
import getpass
import io
import json
import sys
import traceback
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ltm_desktop.app.chosen_files import read_chosen
from ltm_desktop.app.saved_files import write_whole
from ltm_desktop.app.wording.words import Words
from ltm_desktop.cli import trail
from ltm_desktop.cli.arguments import UNUSABLE, language_of, parser_of
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import ChainBroken, LtmError, Refused, Unavailable, refuse

if TYPE_CHECKING:
    from ltm_desktop.app.desk import Desk
    from ltm_desktop.app.doors import Doors
    from ltm_desktop.app.verdicts import Told

DONE, ALTERED = 0, 1
_LONGEST_LINE = 8192
"""Bytes of a line that is piped in."""
_SECRET_BYTES = 8192
"""No secret is longer, so a file with a longer first line is not one of ours."""
Verb = Callable[[argparse.Namespace, "Doors", Words], int]


def run(argv: Sequence[str], doors: Doors) -> int:
    """Run one command line and return its exit code."""
    _speak_any_script()
    say = Words(language_of(argv))
    try:
        wishes = parser_of(say).parse_args(argv)
    except SystemExit as ended:
        return int(ended.code or DONE)
    try:
        return _VERBS[wishes.verb](wishes, doors, say)
    except ChainBroken as broken:
        from ltm_desktop.app import verdicts

        return _tell(verdicts.of_break(broken, say), wishes)
    except (KeyboardInterrupt, EOFError):
        print(say("Stopped. Nothing half done was kept."), file=sys.stderr)
        return UNUSABLE
    except Exception as fault:  # noqa: BLE001 - the last place where a fault can be told in words
        return _complain(_alerts(fault, say), say)


def _speak_any_script() -> None:
    """Let a terminal of any encoding show what it can and a code for what it cannot."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _alerts(error: Exception, say: Words) -> tuple[Alert, ...]:
    match error:
        case Refused():
            return error.alerts
        case Unavailable():
            return (error.alert,)
        case LtmError():
            return (stop("program.chart_changed"),)
        case OSError():
            return (stop("program.file", file=error.filename or "", reason=_reason(error, say)),)
        case _:
            # by kind and place only: the message of a fault could hold a name or a dose
            frames = traceback.extract_tb(error.__traceback__)
            place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
            print(f"{type(error).__name__} {place}", file=sys.stderr)
            return (stop("program.fault"),)


def _reason(error: OSError, say: Words) -> str:
    known = {
        errno.ENOENT: say("it is not there"),
        errno.ENOTDIR: say("it is not there"),
        errno.EISDIR: say("it is a folder"),
        errno.ENODEV: say("it is no ordinary file"),
        errno.ELOOP: say("it is a link that leads nowhere"),
        errno.EACCES: say("this computer account may not use it"),
        errno.EPERM: say("this computer account may not use it"),
        errno.EROFS: say("it can only be read"),
        errno.ENOSPC: say("the disk is full"),
    }
    code = error.errno or 0
    return known.get(code) or errno.errorcode.get(code, str(code))


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
    from ltm_desktop.app import verdicts
    from ltm_desktop.app.paper import LARGEST_PAPER

    if wishes.qr is not None:
        text = _read_code() if wishes.qr == "-" else wishes.qr
        return _tell(verdicts.of_code(text.strip(), wishes.trust or "", say), wishes)
    target = wishes.target or wishes.site
    if target is None:
        raise refuse("program.nothing_to_verify")
    if target.is_dir():
        return _verify_site(wishes, doors, target, say)
    pdf = read_chosen(target, LARGEST_PAPER)
    desk = None if wishes.site is None else _open(wishes, doors, wishes.site, say)
    try:
        return _tell(verdicts.of_paper(pdf, doors.press(), desk, wishes.trust, say), wishes)
    finally:
        if desk is not None:
            desk.close()


def _read_code() -> str:
    """Return one line that was piped in, whatever its bytes are; no code is nearly as long."""
    line = sys.stdin.buffer.readline(_LONGEST_LINE)
    return line.decode("utf-8", "backslashreplace")


def _verify_site(wishes: argparse.Namespace, doors: Doors, site: Path, say: Words) -> int:
    from ltm_desktop.app import verdicts

    desk = _open(wishes, doors, site, say)
    try:
        return _tell(verdicts.of_site(desk, wishes.anchor, say, _progress), wishes)
    finally:
        desk.close()


def _open(
    wishes: argparse.Namespace, doors: Doors, site: Path, say: Words, *, to_write: bool = False
) -> Desk:
    from ltm_desktop.app import sign_ins

    person, secret = sign_ins.demo_sign_in(doors.site_facts(site))
    if wishes.user or wishes.password_file or not person:
        person = wishes.user or _asked(say)
        secret = _secret(wishes.password_file, say)
    desk = doors.open_site(site, person, secret, read_only=not to_write, check=to_write)
    for told in desk.notes:
        print(say.together(say.alert(told), say.next_step(told)), file=sys.stderr)
    return desk


def _asked(say: Words) -> str:
    if not sys.stdin.isatty():
        raise refuse("program.person_needed")
    print(say("User name: "), end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


def _secret(file: Path | None, say: Words) -> str:
    if file is None:
        return _typed_secret(say)
    with file.open("rb") as opened:
        line, _, _ = opened.read(_SECRET_BYTES).partition(b"\n")
    try:
        secret = line.decode("utf-8-sig").rstrip("\r")
    except UnicodeDecodeError:
        secret = ""
    if not secret:
        raise refuse("program.no_secret", file=file)
    return secret


def _typed_secret(say: Words) -> str:
    with warnings.catch_warnings():
        # never read a secret where it would be shown
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(say("Secret: "))
        except getpass.GetPassWarning:
            raise refuse("program.person_needed") from None


def _tell(verdict: Told, wishes: argparse.Namespace) -> int:
    if wishes.json:
        _print(json.dumps(verdict.facts, ensure_ascii=False, indent=1, sort_keys=True))
    else:
        _print(verdict.text)
    return verdict.code


def _report(wishes: argparse.Namespace, doors: Doors, say: Words) -> int:
    from ltm_desktop.app import verdicts
    from ltm_desktop.domain.access import CopyOf, CopyWay

    site = wishes.folder or wishes.site
    if wishes.kind == "record" and wishes.record is None:
        raise refuse("program.nothing_to_write")
    if site is None:
        raise Unavailable("storage.no_site")
    if wishes.kind == "trail":
        return _trail(wishes, doors, say, site)
    desk = _open(wishes, doors, site, say)
    try:
        if wishes.kind == "kit":
            from ltm_desktop.app.downtime_kit import kit_pdf

            pdf = kit_pdf(desk)
            desk.access.copied(CopyWay.SAVED, CopyOf.DOWNTIME, pdf)
        elif wishes.kind == "downtime":
            from ltm_desktop.domain.terms import Access

            pdf = desk.downtime_form(access=Access(wishes.access) if wishes.access else None)
        else:
            pdf = verdicts.paper_of(desk, wishes.record)
            desk.access.copied(CopyWay.SAVED, CopyOf.RECORD, pdf)
    finally:
        desk.close()
    write_whole({wishes.output: (pdf,)})
    _print(say("Written: {file}", file=wishes.output))
    return DONE


def _export(wishes: argparse.Namespace, doors: Doors, say: Words) -> int:
    if wishes.site is None:
        raise Unavailable("storage.no_site")
    if wishes.kind == "overview":
        return _overview(wishes, doors, say, wishes.site)
    return _trail(wishes, doors, say, wishes.site)


def _overview(wishes: argparse.Namespace, doors: Doors, say: Words, site: Path) -> int:
    from ltm_desktop.cli import overview

    desk = _open(wishes, doors, site, say)
    try:
        for path in overview.write(wishes.output, desk, say):
            _print(say("Written: {file}", file=path))
    finally:
        desk.close()
    return DONE


def _trail(wishes: argparse.Namespace, doors: Doors, say: Words, site: Path) -> int:
    desk = _open(wishes, doors, site, say)
    try:
        trail.write(wishes, doors, desk, say, _progress)
    finally:
        desk.close()
    _print(say("Written: {file}", file=wishes.output))
    return DONE


def _import(wishes: argparse.Namespace, doors: Doors, say: Words) -> int:
    from ltm_desktop.app import imported_told, lab_import_told

    told = {"dicom": imported_told.of_file, "labs": lab_import_told.of_file}[wishes.kind]
    if wishes.site is None:
        raise Unavailable("storage.no_site")
    desk = _open(wishes, doors, wishes.site, say)
    try:
        return _tell(told(desk, wishes.file, wishes.patient, say), wishes)
    finally:
        desk.close()


def _protocol(wishes: argparse.Namespace, doors: Doors, say: Words) -> int:
    from ltm_desktop.app import verdicts

    try:
        protocol = doors.read_protocol(wishes.file)
    except Refused as refused:
        return _tell(verdicts.of_faults(refused, say), wishes)
    return _tell(verdicts.of_protocol(protocol, say), wishes)


def _rebuild(wishes: argparse.Namespace, doors: Doors, say: Words) -> int:
    from ltm_desktop.app.verification import rebuild

    desk = _open(wishes, doors, wishes.site, say, to_write=True)
    try:
        count = rebuild(desk.store)
    finally:
        desk.close()
    _print(say.many("{count} patient rebuilt.", "{count} patients rebuilt.", count))
    return DONE


def _emergency(wishes: argparse.Namespace, doors: Doors, say: Words) -> int:
    from ltm_desktop.app import emergency_told

    if wishes.site is None:
        raise Unavailable("storage.no_site")
    posted = doors.emergency(wishes.site)
    if posted.copy is None:
        doors.site_facts(wishes.site)  # where there is no site at all, that is what is said
        raise refuse(posted.problem or emergency_told.MISSING)
    _print(emergency_told.text_of(posted, say))
    if wishes.output is not None:
        write_whole({wishes.output: (doors.press().draw_emergency(emergency_told.sheet(posted)),)})
        doors.emergency_copied(wishes.site)
        _print(say("Written: {file}", file=wishes.output))
    return ALTERED if posted.problem else DONE


def _people(wishes: argparse.Namespace, doors: Doors, say: Words) -> int:
    from ltm_desktop.cli import people

    return people.run(wishes, doors, say, _print)


def _backup(wishes: argparse.Namespace, doors: Doors, say: Words) -> int:
    from ltm_desktop.cli import backups

    desk = _open(wishes, doors, wishes.site, say, to_write=True)
    try:
        return backups.backup(wishes, desk, say, _print)
    finally:
        desk.close()


def _restore(wishes: argparse.Namespace, doors: Doors, say: Words) -> int:
    from ltm_desktop.cli import backups

    secret = functools.partial(_secret, wishes.password_file, say)
    return backups.restore(wishes, doors, say, _print, secret)


def _doctor(wishes: argparse.Namespace, doors: Doors, say: Words) -> int:
    for line in doors.versions():
        _print(line)
    if wishes.site is not None:
        facts = doors.site_facts(wishes.site)
        kind = say.term(f"site_kind.{facts.kind}")
        _print(say.labelled(kind, say.apart(facts.id, facts.zone, facts.country)))
    return DONE


_VERBS: dict[str, Verb] = {
    "window": _window,
    "demo": _demo,
    "verify": _verify,
    "report": _report,
    "export": _export,
    "import": _import,
    "emergency": _emergency,
    "people": _people,
    "protocol": _protocol,
    "backup": _backup,
    "restore": _restore,
    "rebuild": _rebuild,
    "doctor": _doctor,
}


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
