"""What the `demo` verb does: make the site or find it made, name who may sign in, print a dose."""

import contextlib
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from ltm_desktop.app.demo.build import build_demo
from ltm_desktop.app.demo.cast import ADMINISTRATOR, DEMO_SECRET, sign_in_names
from ltm_desktop.app.demo.one_dose import record_one_dose
from ltm_desktop.app.doors import Doors
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.errors import Unavailable, refuse

Print = Callable[[str], None]
Progress = Callable[[int, int], None]
_STEPS_EACH = 32
"""About how many acts one patient's story has, for the progress bar."""


def make_or_open(
    doors: Doors, folder: Path, patients: int, say: Words, tell: Print, progress: Progress
) -> None:
    """Make the demo site unless it is there. Raises Refused for a site that is not a demo."""
    if doors.is_site(folder):
        if doors.site_facts(folder).kind != "demo":
            raise refuse("site.not_a_demo")
        tell(say("The demo site is already there: {folder}", folder=folder))
    else:
        _make(doors, folder, patients, say, progress)
        tell(say("Demo site made: {folder}", folder=folder))
    tell(say("Every person and patient in it is synthetic. Sign in as:"))
    for name, role in sign_in_names():
        tell(f"  {name:<14} {say.term(role)}")
    tell(say("The secret of all of them is: {secret}", secret=DEMO_SECRET))


def _make(doors: Doors, folder: Path, patients: int, say: Words, progress: Progress) -> None:
    """Make the site beside its place and move it there whole: what breaks off leaves no half."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Unavailable("storage.site_exists")
    folder.parent.mkdir(parents=True, exist_ok=True)
    total = patients * _STEPS_EACH
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
        made = Path(beside) / folder.name
        desk = build_demo(
            doors,
            made,
            patients=patients,
            now=datetime.now(UTC),
            say=say,
            progress=lambda done: progress(min(done, total), total),
        )
        desk.close()
        if folder.exists():
            folder.rmdir()
        shutil.move(made, folder)
    progress(total, total)


def print_one_dose(doors: Doors, folder: Path, say: Words, tell: Print) -> None:
    """Record, sign and print one example dose beside the site's folder."""
    desk = doors.open_site(folder, ADMINISTRATOR, DEMO_SECRET)
    with contextlib.closing(desk):
        printed = record_one_dose(desk, say)
        head = desk.store.head().to_line()
    paper = folder.with_name(f"{folder.name}-{printed.record}.pdf")
    paper.write_bytes(printed.pdf)
    tell(
        say("One dose ordered, checked, given and approved: record {record}", record=printed.record)
    )
    tell(say("Its paper, signed by three people: {file}", file=paper))
    tell(say("Ledger head: {head}", head=head))
