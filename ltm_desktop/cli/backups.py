"""The verbs `backup` and `restore`: a proven copy now, and putting one back on any computer.

A restore says first what it would mean, changes nothing unless it is told to keep aside what
stands there, and takes no secret as an argument.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import note
from ltm_desktop.domain.errors import Unavailable, refuse

if TYPE_CHECKING:
    from ltm_desktop.app.desk import Desk
    from ltm_desktop.app.doors import Doors
    from ltm_desktop.cli.arguments import Parser

Print = Callable[[str], None]


def add_backup(backup: Parser, say: Words) -> None:
    """Give the verb `backup` its arguments."""
    backup.add_argument("site", type=Path, metavar=say("FOLDER"), help=say("the folder of a site"))


def add_restore(restore: Parser, say: Words) -> None:
    """Give the verb `restore` its arguments."""
    restore.add_argument(
        "backup",
        type=Path,
        metavar=say("BACKUP"),
        help=say("the folder of one backup, or of a site whose newest one that holds is taken"),
    )
    restore.add_argument("site", type=Path, metavar=say("FOLDER"), help=say("where it is put back"))
    restore.add_argument("--why", default="", metavar=say("WORDS"), help=say("why, in a few words"))
    restore.add_argument(
        "--aside", action="store_true", help=say("keep aside what stands there, and go on")
    )
    restore.add_argument(
        "--look", action="store_true", help=say("only say what it would mean; change nothing")
    )


def backup(wishes: argparse.Namespace, desk: Desk, say: Words, show: Print) -> int:
    """Make and prove a backup of an open site. Raises Unavailable."""
    if desk.backups is None:
        raise Unavailable("storage.read_only")
    made = desk.backups.make(desk.clock.now())
    if wishes.json:
        show(json.dumps({"path": str(made.path), "head": made.head.to_line()}, ensure_ascii=False))
        return 0
    show(
        say(
            "Backup made and proven: entry {seq}, head {head}",
            seq=say.number(made.head.seq),
            head=made.head.to_line(),
        )
    )
    show(str(made.path))
    for code in desk.backups.concerns():
        show(say.alert(note(code)))
    return 0


def restore(
    wishes: argparse.Namespace, doors: Doors, say: Words, show: Print, secret: Callable[[], str]
) -> int:
    """Put a backup back, or only say what that would mean. Raises Refused, Unavailable."""
    offered = doors.offered_backups(wishes.backup)
    if not offered:
        raise Unavailable("backup.none")
    if not wishes.user:
        raise refuse("program.person_needed")
    target, typed = wishes.site.resolve(), secret()
    preview = doors.preview_restore(target, offered, wishes.user, typed)
    from ltm_desktop.app.backups import lost_told

    for line in lost_told(preview, say):
        show(line)
    if wishes.look:
        return 0
    kept = doors.restore(target, preview.backup, wishes.user, typed, wishes.why, aside=wishes.aside)
    if kept is not None:
        show(say("What stood there is kept in {folder}", folder=kept))
    show(say("Put back and written down. Everybody who signs in is told."))
    return 0
