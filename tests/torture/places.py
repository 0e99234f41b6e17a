"""R9: folders that cannot be written or read, or have names nobody tests: it opens or says why.

Read-only media are mounted in a name space of their own (`unshare -rm`); a folder of somebody else
is met by a child that gives up its rights where this runs as root.
"""

import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ltm_desktop.app.verification import verify_site
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.errors import LtmError, Refused, Unavailable
from ltm_desktop.storage.folder import open_site
from ltm_desktop.storage.opening import open_store
from tests.app.clinic import SECRET, cheap_secrets
from tests.builders import NURSE
from tests.torture import acts
from tests.torture.telling import data_key, make

PROJECT = Path(__file__).resolve().parents[2]
_NOBODY = 65534
NAMES = (
    "with spaces in it",
    " before and after ",
    "鞘内化疗 日志",
    "ü" * 127,
    "x" * 255,
    "鞘" * 85,
    "100% ? # & ' \" ;",
    "-starts-with-a-dash",
    "..dots..",
    "new\nline",
    "🧪 и ð",
)
"""Names of folders: spaces, Chinese, 254 and 255 bytes, letters that mean something elsewhere."""
CLOSED = ("ledger.db", "keys.json", "heads", "site.toml", "lock", "seen", "journal", ".")
"""What somebody else may have closed to us; the point is the folder itself."""
Say = Callable[[str], None]


@dataclass
class Figures:
    """What a campaign saw."""

    said: Counter[str] = field(default_factory=Counter)
    """Places by what became of opening a site there."""
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        told = ", ".join(f"{what} {count}" for what, count in sorted(self.said.items()))
        return f"{sum(self.said.values())} places ({told}), {len(self.faults)} faults"


def run(place: Path, unshare: str, *, seed: int, say: Say) -> Figures:
    """Try every place, in a name space in which a disk may be made read-only."""
    alone = "-m" if os.getuid() == 0 else "-rm"
    asked = ["-m", "tests.torture.places", str(place), str(seed)]
    ended = subprocess.run(
        [unshare, alone, sys.executable, *asked],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        raise AssertionError(ended.stderr[-900:])
    told = json.loads(ended.stdout.splitlines()[-1])
    figures = Figures(Counter(told["said"]), told["faults"])
    for fault in figures.faults:
        say(fault)
    return figures


def look(place: Path, seed: int) -> Figures:
    """Do it, inside the name space."""
    founded = place / "founded"
    if not founded.exists():
        make(founded)
    figures = Figures()
    for what, outcome, wrong in _all(founded, place, seed):
        figures.said[outcome] += 1
        if wrong:
            figures.faults.append(f"{what!r}: {wrong}")
    return figures


def _all(founded: Path, place: Path, seed: int) -> Iterator[tuple[str, str, str]]:
    for name in NAMES:
        yield name, *_asked(partial(_worked_in, founded, place / "names" / name, seed))
    site = Path(shutil.copytree(founded, place / "media"))
    subprocess.run(["mount", "--bind", str(site), str(site)], check=True)
    subprocess.run(["mount", "-o", "remount,bind,ro", str(site)], check=True)
    yield "read-only media", *_asked(partial(_opened, site))
    yield "read-only media, to read", *_asked(partial(_read, site))
    subprocess.run(["umount", str(site)], check=True)
    for name in CLOSED:
        closed = Path(shutil.copytree(founded, place / f"closed-{CLOSED.index(name)}"))
        yield f"closed: {name}", *_asked(partial(_opened, closed), closed, name)
        yield f"closed to writing: {name}", *_asked(partial(_opened, closed), closed, name, 0o555)


def _asked(
    ask: Callable[[], str], site: Path | None = None, closed: str = "", mode: int = 0
) -> tuple[str, str]:
    """Ask in a child, as somebody without rights where something is closed."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        _answers(ask, site, closed, mode, write)
    os.close(write)
    os.waitpid(child, 0)
    with os.fdopen(read) as said:
        outcome, _, wrong = said.read().partition("\n")
    return outcome, wrong or ("" if outcome else "it fell without a word")


def _answers(ask: Callable[[], str], site: Path | None, closed: str, mode: int, write: int) -> None:
    outcome, wrong = "", ""
    try:
        if site is not None:
            _close(site, closed, mode)
        with cheap_secrets():
            outcome = ask()
    except LtmError as error:
        outcome, wrong = _told(error)
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is the finding
        wrong = f"a traceback: {error!r}"
    finally:
        os.write(write, f"{outcome}\n{wrong}".encode())
        os._exit(0)


def _told(error: LtmError) -> tuple[str, str]:
    """Return the code, and what is wrong where no sentence tells it."""
    if not isinstance(error, Refused | Unavailable):
        return str(getattr(error, "code", type(error).__name__)), ""
    alert = error.alert if isinstance(error, Unavailable) else error.alerts[0]
    say = Words()
    return alert.code, "" if say.alert(alert) and say.next_step(alert) else "no sentence"


def _close(site: Path, name: str, mode: int) -> None:
    """Let everything be somebody's who is not root, one thing closed, and become that person."""
    for one in (site, *site.rglob("*")):
        os.chown(one, _NOBODY, _NOBODY)
    shut = site / name
    if shut.exists():
        shut.chmod(mode if shut.is_dir() or mode == 0 else 0o444)
    if os.getuid() == 0:
        for above in site.parents:
            if above != Path("/") and not above.stat().st_mode & 0o001:
                above.chmod(0o755)
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)


def _opened(site: Path) -> str:
    house = House()
    assert house.is_site(site)
    house.site_facts(site)
    house.open_site(site, NURSE, SECRET).close()
    return "opened"


def _read(site: Path) -> str:
    store = open_store(open_site(site), data_key(open_site(site)), read_only=True)
    store.close()
    return "opened to read"


def _worked_in(founded: Path, site: Path, seed: int) -> str:
    """Work in a folder, make a backup there, and verify it."""
    shutil.copytree(founded, site)
    living = acts.Acts(site, random.Random(seed).randrange(10**6), lambda _: None)  # noqa: S311 - a story
    living.live(["create", "backup", "secret"])
    living.clinic.desk.close()
    folder = open_site(site)
    store = open_store(folder, data_key(folder))
    assert verify_site(store, facts=folder.facts).intact
    store.close()
    return "worked in"


if __name__ == "__main__":
    found = look(Path(sys.argv[1]), int(sys.argv[2]))
    sys.stdout.write(json.dumps(vars(found)) + "\n")
