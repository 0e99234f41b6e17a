"""Altered papers: every one refused by our own check, every genuine one sound for others (R20).

The papers are those of the real write path, with two and three signatures. The check sees the
file alone, with the authority's fingerprint: what the ledger says of it is asked elsewhere.
"""

import random
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.signoff import ApproveRecord
from ltm_desktop.reports import inspection
from tests.app.clinic import approve_product, configure, found, opened, plan_one_patient
from tests.builders import PATIENT, PHYSICIAN

Say = Callable[[str], None]
_WORDS = re.compile(rb"/[A-Z][A-Za-z]{3,}|\d{4,}|<[0-9a-f]{64,}")


@dataclass
class Figures:
    """What a campaign saw."""

    altered: Counter[str] = field(default_factory=Counter)
    genuine: int = 0
    """Papers that pdfsig and qpdf were asked about."""
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{sum(self.altered.values())} altered papers ({dict(self.altered)}) and "
            f"{self.genuine} genuine ones asked of pdfsig and qpdf, {len(self.faults)} faults"
        )


@dataclass(frozen=True)
class Papers:
    """Genuine papers and the authority they name."""

    pdfs: Sequence[bytes]
    trust: str


def run(place: Path, *, count: int, seed: int, say: Say) -> Figures:
    """Alter so many papers, and ask other programs about the genuine ones."""
    papers, figures = made(place), Figures()
    alter(papers, figures, count=count, seed=seed)
    for number, pdf in enumerate(papers.pdfs):
        figures.genuine += 1
        if fault := of_others(pdf, place):
            figures.faults.append(f"genuine paper {number}: {fault}")
    for fault in figures.faults:
        say(fault)
    return figures


def made(place: Path) -> Papers:
    """Return the papers of two doses, each as it was signed by two and by three people."""
    site = place / "papers"
    found(site)
    with opened(site, "2026-02-24 09:00") as clinic:
        configure(clinic, site__record_language="both")
        approve_product(clinic)
        plan_one_patient(clinic)
        clinic.gives("IND-1", "2026-03-02")
        clinic.observes("adm-IND-1", "2026-03-02 14:30")
        clinic.does(PHYSICIAN, ApproveRecord(PATIENT, RecordId("adm-IND-1")))
        clinic.gives("IND-2", "2026-03-05")
        store, site_state = clinic.desk.store, clinic.desk.site()
        pdfs = [store.paper(digest) for digest, _, _ in store.paper_digests()]
    assert site_state.founded is not None
    return Papers(pdfs, site_state.founded.authority_fingerprint)


def alter(papers: Papers, figures: Figures, *, count: int, seed: int) -> None:
    """Alter so many papers; each must be refused, the genuine ones must not."""
    chance = random.Random(seed)  # noqa: S311 - a story, no secret
    figures.faults += [
        f"genuine paper {number} refused"
        for number, pdf in enumerate(papers.pdfs)
        if not accepted(pdf, papers.trust)
    ]
    while sum(figures.altered.values()) < count:
        pdf = chance.choice(papers.pdfs)
        kind = chance.choice(list(_ALTERATIONS))
        other = _ALTERATIONS[kind](pdf, chance, papers.pdfs)
        if other in papers.pdfs:
            continue
        figures.altered[kind] += 1
        if accepted(other, papers.trust):
            figures.faults.append(f"{kind}, number {sum(figures.altered.values())}: accepted")


def accepted(pdf: bytes, trust: str) -> bool:
    """Return whether our own check takes a paper for whole."""
    return inspection.inspect(pdf, trusted_fingerprint=trust).intact


def of_others(pdf: bytes, place: Path) -> str:
    """Return what pdfsig or qpdf have against a paper, empty for nothing."""
    file = place / "asked.pdf"
    file.write_bytes(pdf)
    signed = _ran("pdfsig", "-nocert", str(file))
    judged = re.findall(r"Signature Validation: (.*)", signed)
    if not judged or set(judged) != {"Signature is Valid."}:
        return f"pdfsig: {judged}"
    covers = re.findall(r"(Total document signed|Not total document signed)", signed)
    if covers[-1] != "Total document signed":
        return "the last signature does not cover the whole file"
    checked = _ran("qpdf", "--check", str(file))
    return "" if "No syntax or stream encoding errors found" in checked else f"qpdf: {checked}"


def _ran(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, check=False)
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def _flip(pdf: bytes, chance: random.Random, _all: Sequence[bytes]) -> bytes:
    made = bytearray(pdf)
    made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    return bytes(made)


def _flip_written(pdf: bytes, chance: random.Random, _all: Sequence[bytes]) -> bytes:
    """Change a name, a number or a digest, where it means something."""
    place = chance.choice(list(_WORDS.finditer(pdf)))
    made = bytearray(pdf)
    at = chance.randrange(place.start() + 1, place.end())
    made[at] = chance.choice(b"0123456789abcdefABCDEF")
    return bytes(made)


def _put_in(pdf: bytes, chance: random.Random, _all: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(pdf))
    return pdf[:at] + chance.choice([b" ", b"\n", b"%", b"0", b"\0"]) + pdf[at:]


def _take_out(pdf: bytes, chance: random.Random, _all: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(pdf))
    return pdf[:at] + pdf[at + chance.randrange(1, 64) :]


def _cut(pdf: bytes, chance: random.Random, _all: Sequence[bytes]) -> bytes:
    return pdf[: chance.randrange(1, len(pdf))]


def _append(pdf: bytes, chance: random.Random, _all: Sequence[bytes]) -> bytes:
    update = (
        b"\n1 0 obj\n<</Type/Catalog>>\nendobj\nxref\n0 0\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n"
    )
    return pdf + chance.choice([b"\n", b"%%EOF\n", b"junk", update, pdf])


def _of_another(pdf: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Put the middle of another paper into this one."""
    other = chance.choice(others)
    at = chance.randrange(min(len(pdf), len(other)))
    length = chance.randrange(1, 4096)
    return pdf[:at] + other[at : at + length] + pdf[at + length :]


def _exchange(pdf: bytes, chance: random.Random, _all: Sequence[bytes]) -> bytes:
    """Exchange two signatures, or two other long runs of digits."""
    runs = [one for one in _WORDS.finditer(pdf) if len(one[0]) > 64]
    first, second = sorted(chance.sample(runs, 2), key=lambda one: one.start())
    middle = pdf[first.end() : second.start()]
    return pdf[: first.start()] + second[0] + middle + first[0] + pdf[second.end() :]


Alteration = Callable[[bytes, random.Random, Sequence[bytes]], bytes]
_ALTERATIONS: dict[str, Alteration] = {
    "a bit": _flip,
    "a word": _flip_written,
    "put in": _put_in,
    "taken out": _take_out,
    "cut": _cut,
    "added": _append,
    "of another paper": _of_another,
    "exchanged": _exchange,
}
