"""Hostile files at every door that reads one: none accepted, nothing written, no traceback (R16).

A program of its own reads them with 512 MB to spare and a minute for each. Doors that do not
exist have no row here: bundles of other sites, workbooks, terminologies.
"""

import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ltm_desktop import resource_files
from ltm_desktop.bootstrap import House
from ltm_desktop.ledger.certificates import fingerprint_of
from tests.app.clinic import SECRET, found
from tests.builders import ADMINISTRATOR, NURSE
from tests.exchange.dicom.records import record
from tests.exchange.labs.bundles import PATIENT, bundle, observation
from tests.ledger.test_proof import CA, TEXT
from tests.torture.hostile_backups import of_backups
from tests.torture.hostile_made import Hostile, of_files
from tests.torture.telling import make, write

PROJECT = Path(__file__).resolve().parents[2]
BORN, NUMBER, SUBJECT = "1961-03-02", "H-000001", "EX1-00001"
_TABLE = (
    "patient,born,test,value,unit,reference,sampled,specimen,report\n"
    f"{SUBJECT},{BORN},PLT,48,10^9/L,125-350,2026-03-02 08:10,blood,R-17\n"
)
_FAULT = "met a fault of its own"
Say = Callable[[str], None]


@dataclass
class Figures:
    """What a campaign saw, by door."""

    offered: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    shown: int = 0
    """Tables and the like of which an honest row was left to show; nothing was written."""
    slowest: float = 0.0
    """Seconds of one file."""
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{sum(self.offered.values())} files ({dict(self.offered)}): {self.refused} refused, "
            f"{self.shown} shown beside the chart with what they had left, 0 written, slowest "
            f"{self.slowest:.1f} s, {len(self.faults)} faults"
        )


@dataclass(frozen=True)
class Site:
    """The site that must stay as it is, and what is genuine at each of its doors."""

    place: Path
    path: Path
    secret: Path
    trust: str
    genuine: Mapping[str, bytes]
    backup: Path
    stranger: Path


def run(place: Path, *, count: int, seed: int, say: Say) -> Figures:
    """Offer every hostile file, and so many mutants at each door."""
    site = prepared(place)
    return offer(site, every(site, count, seed), say=say)


def every(site: Site, mutated: int, seed: int) -> list[Hostile]:
    """Return every hostile file there is, with so many mutants for each door."""
    files = of_files(dict(site.genuine), mutated, seed)
    return [*of_backups(site.backup, site.stranger), *files]


def some(site: Site, count: int, seed: int) -> list[Hostile]:
    """Return so many of them."""
    chance = random.Random(seed)  # noqa: S311 - a story, no secret
    return chance.sample(every(site, 4, seed), count)


def prepared(place: Path) -> Site:
    """Return the clinic with a dose on record, once."""
    path, other, secret = place / "site", place / "other", place / "secret"
    if not path.exists():
        make(path)
        write(path, 1, slow=False, told=lambda _: None)
        found(other, code="EX2")
        secret.write_text(f"{SECRET}\n", "utf-8")
    desk = House().open_site(path, NURSE, SECRET, read_only=True)
    try:
        pdf = desk.store.paper(desk.store.papers()[0].sha256)
        founded = desk.site().founded
    finally:
        desk.close()
    assert founded is not None
    genuine = {
        "labs bundle": _bundle(),
        "labs table": _TABLE.encode(),
        "dicom": record(patient=NUMBER, born=BORN.replace("-", "")),
        "protocol": resource_files.path("protocols", "NCT05305885", "1.0.toml").read_bytes(),
        "paper": pdf,
        "code": TEXT.encode(),
    }
    trust = founded.authority_fingerprint
    return Site(place, path, secret, trust, genuine, _backup(path), _backup(other))


def _bundle() -> bytes:
    person = {**PATIENT, "identifier": [{"value": SUBJECT}], "birthDate": BORN}
    return bundle(person, observation("777-3", "PLT", "48", "10*9/L"))


def _backup(path: Path) -> Path:
    desk = House().open_site(path, ADMINISTRATOR, SECRET)
    try:
        assert desk.backups is not None
        made = next(iter(desk.backups.known()), None) or desk.backups.make(desk.clock.now())
    finally:
        desk.close()
    return made.path


def offer(site: Site, hostile: Sequence[Hostile], *, say: Say) -> Figures:
    """Offer hostile files after the genuine ones, and judge what came of each."""
    figures = Figures()
    files = [Hostile(door, "genuine", _writes(raw)) for door, raw in site.genuine.items()]
    genuine = [*files, *of_backups(site.backup, site.stranger, genuine=True)]
    before = ""
    for number, (one, answer) in enumerate(_answers(site, [*genuine, *hostile], len(genuine))):
        if number < len(genuine):
            before = str(answer.get("store"))
            assert answer.get("code") == 0, answer
            continue
        figures.offered[one.door] += 1
        fault = judged(one, answer, before)
        if fault:
            figures.faults.append(f"{one.door}, {one.name}: {fault}")
            say(figures.faults[-1])
        figures.refused += answer.get("code") != 0
        figures.shown += answer.get("code") == 0
        figures.slowest = max(figures.slowest, float(answer.get("seconds", 0)))
    return figures


def judged(one: Hostile, answer: Mapping[str, Any], before: str) -> str:
    """Return what is wrong with an answer, empty for nothing."""
    said = str(answer.get("said", ""))
    if "code" not in answer:
        return f"no answer: {said}"
    if answer["code"] == 0 and not one.may_show:
        return f"accepted: {said[:300]}"
    if "Traceback" in said or _FAULT in said or ".py:" in said:
        return f"a fault of the program: {said[-300:]}"
    if not said.strip():
        return "nothing was said"
    if answer["left"]:
        return f"left behind: {answer['left']}"
    return "" if answer["store"] == before else "the site is another"


def _writes(raw: bytes) -> Callable[[Path], None]:
    def write_it(path: Path) -> None:
        path.write_bytes(raw)

    return write_it


def _answers(
    site: Site, files: Sequence[Hostile], genuine: int
) -> Iterator[tuple[Hostile, dict[str, Any]]]:
    """Yield what came of each; where the program ends over a file, another one goes on."""
    (site.place / "targets").mkdir(exist_ok=True)
    folder = site.place / "hostile"
    folder.mkdir(exist_ok=True)
    rest = list(enumerate(files))
    while rest:
        jobs = [_job(site, one, folder / str(number)) for number, one in rest]
        told = {
            "site": str(site.path),
            "targets": str(site.place / "targets"),
            "genuine": genuine,
            "jobs": jobs,
        }
        (site.place / "jobs").write_text(json.dumps(told), "utf-8")
        command = [sys.executable, "-m", "tests.torture.hostile_under", str(site.place / "jobs")]
        done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        for (_, one), answer in zip(rest, answers, strict=False):
            yield one, answer
        rest = rest[len(answers) :]
        if rest:
            yield rest.pop(0)[1], {"said": f"exit {done.returncode} {done.stderr[-500:]}"}
        genuine = 0


def _job(site: Site, one: Hostile, file: Path) -> dict[str, Any]:
    if not (file.exists() or file.is_symlink()):
        one.write(file)
    signed = ["--user", NURSE, "--password-file", str(site.secret)]
    kind = one.door.partition(" ")[0]
    match kind:
        case "labs" | "dicom":
            beside = ["--site", str(site.path), "--patient", SUBJECT]
            return {"argv": ["import", kind, str(file), *beside, *signed]}
        case "protocol":
            return {"argv": ["protocol", "check", str(file)]}
        case "paper":
            return {"argv": ["verify", str(file), "--trust", site.trust]}
        case "code":
            trust = fingerprint_of(CA.public)
            return {"argv": ["verify", "--qr", "-", "--trust", trust], "read": str(file)}
        case _:
            target = str(site.place / "targets" / file.name)
            signed[1] = ADMINISTRATOR
            return {"argv": ["restore", str(file), target, "--why", "a story (synthetic)", *signed]}
