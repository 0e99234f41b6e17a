"""Files that a synthetic machine would write about a patient of the demo site."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ltm_desktop.app.desk import Desk
from ltm_desktop.domain.fractions import FractionRecorded
from ltm_desktop.domain.identifiers import PatientId
from tests.exchange.dicom.records import BeamSpec, plan, record, uid


@dataclass(frozen=True)
class Machine:
    """The machine that treats one patient; its files lie in a folder."""

    desk: Desk
    patient: PatientId
    folder: Path

    def whose(self) -> dict[str, str]:
        """Return patient ID and birth date as the machine has them."""
        who = self.desk.chart(self.patient).patient
        assert who is not None
        return {
            "patient": who.identity.hospital_number,
            "born": f"{who.identity.born:%Y%m%d}",
            "name": f"{who.identity.name.family}^{who.identity.name.given}",
        }

    def sessions(self) -> list[FractionRecorded]:
        """Return the treated sessions of the log, oldest first."""
        treated = self.desk.chart(self.patient).course.treated()
        return sorted(treated, key=lambda one: one.at.timestamp())

    def tells(self, name: str, number: int, at: datetime, dose: str = "2.00", **more: Any) -> Path:
        """Write the record of one session; its UID comes from the number of the fraction."""
        local = at.astimezone(self.desk.act().now.tzinfo)
        told: dict[str, Any] = {
            **self.whose(),
            "uid": uid(100 + number),
            "day": f"{local:%Y%m%d}",
            "clock": f"{local:%H%M}00",
            "machine": "Linac 1 (demo)",
            "operators": "Demo^Dora\\Demo^En",
            "beams": (BeamSpec(fraction=number),),
            "doses": ((1, "PTV1", dose),),
        }
        return self.write(name, record(**(told | more)))

    def of(self, name: str, session: FractionRecorded, dose: str = "2.00", **more: Any) -> Path:
        """Write the record of a session that is in the log."""
        return self.tells(name, session.fraction, session.at, dose, **more)

    def next(self, name: str, **more: Any) -> Path:
        """Write the record of the next fraction, treated a quarter of an hour ago."""
        number = max(self.desk.chart(self.patient).course.started()) + 1
        return self.tells(name, number, self.desk.clock.now() - timedelta(minutes=15), **more)

    def plans(self, name: str, **more: Any) -> Path:
        """Write a plan."""
        return self.write(name, plan(**(self.whose() | more)))

    def write(self, name: str, raw: bytes) -> Path:
        """Write any file."""
        path = self.folder / name
        path.write_bytes(raw)
        return path
