"""What was acknowledged before a kill, held against what is on disk after it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.verification import verify_site
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.identifiers import ItemCode, PatientId
from ltm_desktop.ui.panels.dosing import time_out
from ltm_desktop.ui.panels.dosing.drafting import UNTYPED, topic
from tests.survival.answers import FIRST, PAGES, page_now

PEOPLE = tuple(who.user for who in PAGES)
_SAID_OTHERWISE = frozenset({"yes", "no", "none", "some"})
"""Answers that a record keeps as true or false, or as what follows from them."""
_TOLD_BY = dict.fromkeys(("prep_diluent", "label_printed"), '"prepared_at"')
"""Texts of which a record keeps what follows from them, by what tells that it is there."""
Dose = tuple[str, str, str]
"""Person, patient and item: a draft belongs to whoever typed it."""
Line = Mapping[str, Any]


@dataclass
class Figures:
    """What a campaign saw; counts only, the same on every machine."""

    kills: int = 0
    while_starting: int = 0
    while_typing: int = 0
    while_signing: int = 0
    between: int = 0
    fields: int = 0
    """Fields that were acknowledged as kept and held against the disk after a kill."""
    signatures: int = 0
    """Entries that were acknowledged as signed."""
    unsaid: int = 0
    """Entries that stood although the kill came before the program could say so."""
    returned: int = 0
    """Restarts that led back to the very field."""
    verified: int = 0
    wards: int = 1
    at_step: Counter[str] = field(default_factory=Counter)
    """Kills by the page they came on."""
    signing_at: Counter[str] = field(default_factory=Counter)
    """Kills while something was being recorded or signed, by page."""
    signed_at: Counter[str] = field(default_factory=Counter)
    """Entries that were acknowledged, by page."""

    def __str__(self) -> str:
        return ", ".join(
            f"{name} {dict(count) if isinstance(count, Counter) else count}"
            for name, count in vars(self).items()
        )


@dataclass
class Judge:
    """Follow one site through its kills."""

    site: Path
    figures: Figures
    kept: dict[Dose, dict[str, str]] = field(default_factory=dict)
    """What was acknowledged and is still no record."""
    focus: dict[Dose, str] = field(default_factory=dict)
    heads: dict[int, str] = field(default_factory=dict)
    known: int = 0
    """The newest entry at the last look."""
    drafts: Counter[str] = field(default_factory=Counter)
    aloud: set[Dose] = field(default_factory=set)
    """Whose time-out is recorded: a kill just after it leaves a stale draft, for many lives."""

    busy: tuple[str, ...] = PEOPLE
    """The people for whom something waits, as often as it does."""

    def hear(self, lines: Iterable[Line]) -> set[tuple[Dose, str]]:
        """Take what the program said; return the fields that were being typed when it died."""
        flying: set[tuple[Dose, str]] = set()
        last: Line = {}
        for line in lines:
            self._take(line, flying)
            last = line
        if "step" in last:
            self.figures.at_step[last["step"]] += 1
        if "signing" in last:
            self.figures.while_signing += 1
            self.figures.signing_at[last["step"]] += 1
        elif "typing" in last:
            self.figures.while_typing += 1
        elif last:
            self.figures.between += 1
        else:
            self.figures.while_starting += 1
        return flying

    def _take(self, line: Line, flying: set[tuple[Dose, str]]) -> None:
        person = str(line.get("person", ""))
        dose = (person, str(line.get("patient", "")), str(line.get("item", "")))
        if "listed" in line:
            assert line["listed"] == self.drafts[person], (
                "a draft is missing from the list at the start"
            )
        elif "returned" in line:
            wanted = self.focus.get(dose, "")
            assert wanted in {"", line["returned"]}, f"{line['returned']} instead of {wanted}"
            self.figures.returned += bool(wanted)
        elif "typing" in line:
            flying |= {(dose, key) for key in line["typing"]}
            self.focus.pop(dose, None)
        elif "kept" in line:
            self.kept.setdefault(dose, {}).update(line["kept"])
            self.focus[dose] = line["focus"]
            flying.difference_update([one for one in flying if one[0] == dose])
        elif "signing" in line:
            self.focus.pop(dose, None)
        elif "signed" in line:
            self.heads[line["signed"]] = line["hash"]
            self.figures.signatures += 1
            self.figures.signed_at[line["step"]] += 1

    def look(self, flying: set[tuple[Dose, str]]) -> None:
        """Open the site as the next person would, and hold everything against it."""
        desk = House().open_site(self.site, PEOPLE[0], DEMO_SECRET)
        try:
            verdict = verify_site(desk.store, facts=desk.facts)
            assert verdict.intact, verdict.problems
            self.figures.verified += 1
            for seq, written in self.heads.items():
                assert desk.store.hash_of(seq) == written, f"signature {seq} is lost"
            self._no_dose_twice(desk)
            recorded = self._recorded(desk)
            for dose in list(self.kept):
                self._compare(desk, dose, recorded.get(dose[1], ""), flying)
            self._take_stock(desk, recorded)
        finally:
            desk.close()

    def _compare(
        self, desk: Desk, dose: Dose, recorded: str, flying: set[tuple[Dose, str]]
    ) -> None:
        """Find every acknowledged field in the draft, or in what was recorded since."""
        person, patient, item = dose
        found = desk.drafts.find(desk.workstation, person, patient, topic(ItemCode(item)))
        fields = dict(found.fields) if found else {}
        known = desk.store.rows(patient)
        # The subject number is compared with the patient's own, whose chart the record is in.
        own = known.patient.subject_id if known else ""
        for key, text in self.kept[dose].items():
            if (dose, key) in flying:
                # Being typed when the program died: the older text or the newer one may stand.
                continue
            if fields.get(key, "") == text:
                self.figures.fields += bool(text)
                continue
            told_by = _TOLD_BY.get(key, "")
            followed = bool(told_by) and told_by in recorded
            in_record = bool(recorded) and (followed or _stands(text, recorded, own))
            assert in_record, f"{key} of {dose} is lost: {text!r}"
            self.figures.fields += bool(text)

    def _recorded(self, desk: Desk) -> dict[str, str]:
        """Return the bytes of every entry since the last look, by patient."""
        told: dict[str, str] = {}
        for sealed in desk.store.entries(after=self.known):
            patient = desk.store.stream_of(sealed.seq)
            told[patient] = told.get(patient, "") + sealed.raw.decode()
            self.figures.unsaid += sealed.seq not in self.heads
        return told

    def _no_dose_twice(self, desk: Desk) -> None:
        for row in desk.store.patients():
            chart = desk.chart(PatientId(row.patient_id))
            given = [one.item for one in chart.dosing.given]
            assert len(given) == len(set(given)), f"a dose of {row.patient_id} stands twice"

    def _waiting(self, desk: Desk) -> tuple[str, ...]:
        """Return for each dose of today the person for whom it waits, for each draft its author."""
        charts = [desk.chart(PatientId(row.patient_id)) for row in desk.store.patients()]
        pages = [page_now(desk, chart, FIRST) for chart in charts]
        doses = (who.user for page in pages for who, own in PAGES.items() if page in own)
        return (*doses, *self.drafts.elements())

    def _take_stock(self, desk: Desk, told: Mapping[str, str]) -> None:
        """What is on disk now is what the next life begins with."""
        self.known = desk.store.head().seq
        kept = [one for who in PEOPLE for one in desk.drafts.of(desk.workstation, who)]
        recorded = {
            row.patient_id: set(desk.chart(PatientId(row.patient_id)).records.by_id)
            for row in desk.store.patients()
        }
        live = [one for one in kept if one.fields.get("record") not in recorded[one.patient_id]]
        self.drafts = Counter(one.author for one in live)
        self.busy = self._waiting(desk) or PEOPLE
        of = {(one.author, one.patient_id, one.topic.partition(":")[2]): one.fields for one in live}
        self.aloud |= {
            dose
            for dose, fields in of.items()
            if _is_read(fields.get(time_out.READ, ""), told.get(dose[1], ""))
        }
        self.kept = {
            dose: {
                key: text
                for key, text in fields.items()
                if key not in UNTYPED and not (key == time_out.READ and dose in self.aloud)
            }
            for dose, fields in of.items()
        }


def _is_read(text: str, recorded: str) -> bool:
    """Tell whether a time-out read aloud is recorded."""
    return bool(text) and '"TimeOutDone/1"' in recorded and _stands(text, recorded, "")


def _stands(text: str, recorded: str, own: str) -> bool:
    """Tell whether every line of a typed text stands in an entry, or is told there otherwise."""
    return all(
        line in _SAID_OTHERWISE or line == own or f'"{line}"' in recorded
        for line in text.split("\n")
    )
