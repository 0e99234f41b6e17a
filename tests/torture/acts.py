"""Every kind of write of one clinic, one act after the other, each told of once it is durable.

python -m tests.torture.acts DIR [--seed N] [--kinds KIND ..] [--weak WEAKNESS] works in what
`python -m tests.torture.subject init` founded. Lines are `BEGIN kind` and `ACK {json}`; everything
in it is synthetic.
"""

import argparse
import json
import os
import random
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from ltm_desktop.app.backups import MOST_KEPT, Keeping
from ltm_desktop.app.certifying import KeyForm, give_key
from ltm_desktop.app.downtime_kit import make_kit
from ltm_desktop.app.lab_import import LabsNow, command_of, lay_beside
from ltm_desktop.app.ports import Draft
from ltm_desktop.domain.access import CopyWay
from ltm_desktop.domain.certifying import KeyReason
from ltm_desktop.domain.corrections import VoidRecord
from ltm_desktop.domain.dosing_steps import ObservePatient
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.handover import TakeOver
from ltm_desktop.domain.identifiers import PatientId, RecordId
from ltm_desktop.domain.records import Record
from ltm_desktop.domain.signoff import ApproveRecord
from ltm_desktop.domain.terms import Meaning
from ltm_desktop.storage import engine
from tests import builders
from tests.app.clinic import SECRET, cheap_secrets
from tests.builders import ADMINISTRATOR, INVESTIGATOR, MONITOR, NURSE, SECOND, THERAPIST
from tests.torture import saved, telling

KINDS = (
    "create",
    "correct",
    "sign",
    "void",
    "import",
    "backup",
    "secret",
    "key",
    "draft",
    "kit",
    "print",
    "save",
)
WEAKNESSES = ("normal", "folders")
"""synchronous=NORMAL, and names of files that are never flushed."""
OTHER = "another secret of the story"
_AGAIN = "torture-again"
Say = Callable[[str], None]
Ack = dict[str, Any]


class Acts:
    """One life at the desk of a clinic."""

    def __init__(self, site: Path, seed: int, say: Say) -> None:
        self.site = site
        self.clinic = telling.at_work(site)
        self.ward = telling.Ward(self.clinic)
        self.chance = random.Random(seed)  # noqa: S311 - a story, no secret
        self._say = say
        self._ways: dict[str, Callable[[], Iterator[Ack]]] = {
            "create": self.create,
            "correct": self.correct,
            "sign": self.sign,
            "void": self.void,
            "import": self.take_over,
            "backup": self.backup,
            "secret": self.secret,
            "key": self.key,
            "draft": self.draft,
            "kit": self.kit,
            "print": self.print_anew,
            "save": self.save,
        }
        self._keep_every_backup()

    def live(self, kinds: Sequence[str]) -> None:
        """Do one act of each kind in turn; what has nothing to act on tells a dose first."""
        for kind in kinds:
            self._say(f"BEGIN {kind}")
            for ack in self._ways[kind]():
                self._say(f"ACK {json.dumps({'kind': kind, **ack})}")

    def create(self) -> Iterator[Ack]:
        """Tell a dose; its identity stands in a draft before anything is written."""
        record = self.ward.tell(slow=False)
        yield self._head(record=record)

    def correct(self) -> Iterator[Ack]:
        """Tell a dose anew; the identity of the correction stands in a draft before."""
        desk = self.clinic.desk
        patient, record, wrong = self._begun_again() or self._begins_again()
        if record not in desk.chart(patient).records.by_id:
            item = next(i for i in desk.chart(patient).plan.items.values() if i.code == wrong.item)
            told = telling.from_paper(
                patient, item, record, corrects=wrong.record, correction_reason="typing_slip"
            )
            self._does(NURSE, told)
        yield self._head(record=record)
        desk.drafts.drop(desk.workstation, NURSE, patient, _AGAIN)

    def _begun_again(self) -> tuple[PatientId, RecordId, Record] | None:
        """Return the correction a kill interrupted, unless its record was taken back since."""
        desk = self.clinic.desk
        for draft in desk.drafts.of(desk.workstation, NURSE):
            patient = PatientId(draft.patient_id)
            if draft.topic == _AGAIN:
                known = desk.chart(patient).records.by_id
                again, wrong = RecordId(draft.fields["record"]), draft.fields["corrects"]
                if again in known or known[RecordId(wrong)].stands:
                    return patient, again, known[RecordId(wrong)]
                desk.drafts.drop(desk.workstation, NURSE, patient, _AGAIN)
        return None

    def _begins_again(self) -> tuple[PatientId, RecordId, Record]:
        desk = self.clinic.desk
        patient, wrong = self._standing()
        record = RecordId(desk.ids.new("adm"))
        fields = {"record": record, "corrects": wrong.record}
        desk.drafts.save(Draft(desk.workstation, NURSE, patient, _AGAIN, fields, self._now()))
        return patient, record, wrong

    def sign(self) -> Iterator[Ack]:
        """End the observation of a dose and approve it: two entries, the second with its PDF."""
        patient, record = self._standing(Meaning.APPROVED)
        if not record.observed:
            seen = self.clinic.clock.now()
            last = ObservePatient(patient, record.record, seen, builders.vitals(), (), last=True)
            self._does(NURSE, last)
            yield self._head()
        self._does(INVESTIGATOR, ApproveRecord(patient, record.record))
        yield self._head()

    def void(self) -> Iterator[Ack]:
        """Take a dose back, with a second person."""
        patient, record = self._standing()
        self._does(NURSE, VoidRecord(patient, record.record, "entered_twice", SECOND))
        yield self._head(void=record.record)

    def take_over(self) -> Iterator[Ack]:
        """Take results over from a laboratory's file."""
        desk = self.clinic.desk
        self.clinic.clock.at += timedelta(minutes=1)  # another sample than the one before
        rows = desk.store.patients()
        row = rows[self.chance.randrange(len(rows))]
        patient, active, act = PatientId(row.patient_id), desk.active(), desk.act()
        assert active is not None
        assert act.now.tzinfo is not None
        file = self.site.with_name(f"{self.site.name}-results.csv")
        drawn = (act.now - timedelta(minutes=30)).strftime("%Y-%m-%d %H:%M")
        count = 120 + self.chance.randrange(80)
        file.write_text(
            "patient,born,test,value,unit,sampled,specimen\n"
            f"{row.subject_id},1961-03-02,PLT,{count},10^9/L,{drawn},blood\n"
        )
        assert desk.lab_files is not None
        read = desk.lab_files().read(file, act.now.tzinfo)
        told = command_of(
            lay_beside(read, LabsNow(patient, desk.chart(patient), active, act), {}).lines, patient
        )
        assert told is not None
        self._does(NURSE, told)
        yield self._head()

    def backup(self) -> Iterator[Ack]:
        """Make a backup; it counts once it was put back and verified."""
        assert self.clinic.desk.backups is not None
        self.clinic.clock.at += timedelta(seconds=1)
        made = self.clinic.desk.backups.make(self.clinic.clock.now())
        yield {"backup": made.path.name, "at": made.head.seq}

    def secret(self) -> Iterator[Ack]:
        """Let a person change their own secret."""
        cabinet = self.clinic.desk.cabinet
        old, new = (SECRET, OTHER) if opens(cabinet, MONITOR, SECRET) else (OTHER, SECRET)
        cabinet.change_secret(MONITOR, old, new)
        yield {"secret": new}

    def key(self) -> Iterator[Ack]:
        """Give a person another key: a slot, an entry and what the key says of the record."""
        self.clinic.clock.at += timedelta(seconds=1)
        secret = OTHER if opens(self.clinic.desk.cabinet, THERAPIST, SECRET) else SECRET
        form = KeyForm(
            THERAPIST,
            secret,
            SECRET,
            reason=KeyReason.FORGOTTEN,
            witness=SECOND,
            witness_secret=SECRET,
        )
        give_key(self.clinic.seat(ADMINISTRATOR), form, self.clinic.say)
        yield self._head(key=secret)

    def draft(self) -> Iterator[Ack]:
        """Keep what somebody typed."""
        desk, typed = self.clinic.desk, str(self.chance.randrange(10**9))
        patient = desk.store.patients()[0].patient_id
        desk.drafts.save(
            Draft(desk.workstation, SECOND, patient, "dosing", {"note": typed}, self._now())
        )
        yield {"typed": typed}

    def kit(self) -> Iterator[Ack]:
        """Make the downtime kit of this moment; it lies on its shelf, whole."""
        self.clinic.clock.at += timedelta(seconds=1)
        self.clinic.seat(NURSE)
        made = make_kit(self.clinic.desk)
        yield self._head(kit=Path(made.path).name, sha256=sha256(made.pdf).hexdigest())

    def print_anew(self) -> Iterator[Ack]:
        """Hand out a paper of the record again, and a copy of what is handed over."""
        self._standing()  # one that has its paper
        self.clinic.clock.at += timedelta(seconds=1)
        desk = self.clinic.seat(NURSE)
        paper = self.chance.choice(desk.store.papers()).sha256
        desk.hand_out(paper, CopyWay.OPENED)
        desk.handover_copy(TakeOver(INVESTIGATOR, "en", (), "bed 4 (synthetic)"))
        yield self._head(paper=paper)

    def save(self) -> Iterator[Ack]:
        """Save the trail and a copy of a paper where somebody chose to, over what stood there."""
        self._standing()  # one that has its paper
        self.clinic.clock.at += timedelta(seconds=1)
        desk = self.clinic.seat(NURSE)
        yield self._head(saved=saved.save(desk, self.site, self.chance))

    def _standing(self, waiting: Meaning | None = None) -> tuple[PatientId, Record]:
        """Return a dose that stands, one that waits for a signature where that is asked."""
        desk = self.clinic.desk
        while True:
            found = [
                (chart.patient_id, record)
                for row in desk.store.patients()
                for chart in [desk.chart(PatientId(row.patient_id))]
                for record in chart.records.by_id.values()
                if record.stands and waiting in (None, record.waiting)
            ]
            if found:
                return self.chance.choice(found)
            self.ward.tell(slow=False)

    def _keep_every_backup(self) -> None:
        backups = self.clinic.desk.backups
        assert backups is not None
        if backups.keeping().newest != MOST_KEPT:
            # none goes by rotation: what was said to be made is looked for afterwards
            backups.keep(Keeping(newest=MOST_KEPT))

    def _does(self, person: Any, command: Any) -> None:
        self.clinic.clock.at += timedelta(seconds=1)
        self.clinic.does(person, command)

    def _now(self) -> str:
        return self.clinic.clock.now().isoformat()

    def _head(self, **more: Any) -> Ack:
        head = self.clinic.desk.store.head()
        return {"seq": head.seq, "hash": head.hash, **more}


def opens(cabinet: Any, person: str, secret: str) -> bool:
    """Tell whether a secret opens a person's slot; no wrong one is counted."""
    key_file = getattr(cabinet, "_cabinet", cabinet)
    try:
        key_file.unlock(person, secret)
    except Refused:
        return False
    return True


def weaken(weakness: str) -> None:
    """Let the program flush too little, for the proof that the tortures see it."""
    patch = pytest.MonkeyPatch()
    if weakness == "normal":
        careless = [one.replace("= FULL", "= NORMAL") for one in engine._SETTINGS]
        patch.setattr(engine, "_SETTINGS", tuple(careless))
        patch.setitem(engine._DEMANDED, "synchronous", 1)
    if weakness == "folders":
        flush = os.fsync

        def only_files(descriptor: int) -> None:
            if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
                flush(descriptor)

        patch.setattr(os, "fsync", only_files)


def to_stdout(line: str) -> None:
    """Say a line in one write, so that nobody reads half of it."""
    os.write(1, f"{line}\n".encode())


def main(arguments: list[str]) -> int:
    """Live one life and end it as a person closes the window."""
    reading = argparse.ArgumentParser(prog="tests.torture.acts", description=__doc__)
    reading.add_argument("site", type=Path)
    reading.add_argument("--seed", type=int, default=1)
    reading.add_argument("--kinds", nargs="*", choices=KINDS, default=KINDS)
    reading.add_argument("--weak", choices=WEAKNESSES, default="", help="must lose something")
    told = reading.parse_args(arguments)
    weaken(told.weak)
    with cheap_secrets():
        acts = Acts(told.site, told.seed, to_stdout)
        try:
            acts.live(told.kinds)
        finally:
            acts.clinic.desk.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
