"""The invented clinic of `tests/builders.py` on real storage, with real keys and signed papers.

Everything in it is synthetic; its clock is set by the test.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ltm_desktop.app.demo.staff import delegated, take_in, trained
from ltm_desktop.app.demo.stage import SetClock
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.founding import PersonForm, SiteForm
from ltm_desktop.app.recorder import AnyCommand, Recorded
from ltm_desktop.app.session import Session
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.dosing import Syringe
from ltm_desktop.domain.dosing_steps import ObservePatient, Vitals
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.people import IdentityCheck, IdentitySeen
from ltm_desktop.domain.products import ApproveProduct
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.site import SignConfiguration, SiteKind
from ltm_desktop.storage import guess_cost, key_file
from ltm_desktop.storage.engine import reading
from ltm_desktop.storage.event_store import SqlStore
from tests import builders
from tests.builders import ADMINISTRATOR, INVESTIGATOR, PHARMACIST, PHYSICIAN, RESEARCH_NURSE
from tests.cases.clinical import STUDY, VERSION, example_values
from tests.storage.sites import CHEAP

SECRET = "a secret of the story"
ZONE = "Asia/Shanghai"
OPENED = "2026-02-20 09:00"


@dataclass
class Clinic:
    """One open site whose people sit down in turn."""

    path: Path
    clock: SetClock
    desk: Desk
    say: Words = field(default_factory=Words)

    def at(self, moment: str) -> "Clinic":
        """Set the clock."""
        self.clock.at = builders.at(moment)
        return self

    def seat(self, person: PersonId) -> Desk:
        """Let a person sit down at the desk."""
        key = self.desk.cabinet.unlock(person, SECRET).key
        self.desk.session = Session(person, key, self.desk.cabinet)
        return self.desk

    def does(self, person: PersonId, command: AnyCommand) -> Recorded:
        """Let a person act, and everybody needed sign."""
        everybody = dict.fromkeys(self.desk.cabinet.people(), SECRET)
        return self.seat(person).do(command, self.say, everybody)

    def refused(self, person: PersonId, command: AnyCommand) -> dict[str, Alert]:
        """Return why an act was refused, by code; nothing may be written by it."""
        before = self.everything()
        with pytest.raises(Refused) as caught:
            self.does(person, command)
        assert self.everything() == before
        return {alert.code: alert for alert in caught.value.alerts}

    def everything(self) -> dict[str, Any]:
        """Return every row of every table, and the witness outside the database."""
        return {**rows_of(self.desk), "heads": (self.path / "heads").read_bytes()}

    def gives(self, code: str, day: str, **changes: Any) -> Recorded:
        """Walk a dose from its assessment to its record on a day at ten."""
        known = {"dose", "access", "syringe", "second", "operator"}
        told = {name: value for name, value in changes.items() if name in known}
        self.at(f"{day} 10:00").checks(code, **told)
        self.at(f"{day} 10:10")
        return self.does(builders.NURSE, builders.record(code, f"{day} 10:02", **changes))

    def checks(self, code: str = "IND-1", **changes: Any) -> None:
        """Walk a dose from its assessment to its time-out, now."""
        ordered = {name: changes[name] for name in ("dose", "access") if name in changes}
        self.makes_ready(code, changes.get("syringe"), **ordered)
        day = self.clock.now().strftime("%Y-%m-%d")
        self.does(builders.NURSE, builders.check(code, day, **_read(changes)))
        people = {name: changes[name] for name in ("operator", "second") if name in changes}
        self.does(builders.NURSE, builders.time_out(code, **people))

    def assesses(self, code: str = "IND-1") -> "Clinic":
        """Draw blood and assess the patient for a dose, now; nothing is found against it."""
        drawn = (self.clock.now() - timedelta(hours=1)).strftime("%Y-%m-%d %H:%M")
        self.does(builders.NURSE, builders.labs(drawn))
        self.does(builders.NURSE, builders.assess(code))
        return self

    def makes_ready(self, code: str, syringe: Syringe | None = None, **ordered: Any) -> None:
        """Walk a dose from its assessment to the syringe at the bedside, now."""
        made = (self.clock.now() - timedelta(minutes=30)).strftime("%Y-%m-%d %H:%M")
        filled = {name: ordered[name] for name in ("dose",) if name in ordered}
        if syringe is not None:
            filled["syringe"] = replace(syringe, preparation=f"prep-{code}")
        self.assesses(code).does(PHYSICIAN, builders.order(code, **ordered))
        self.does(PHARMACIST, builders.verify(code))
        self.does(PHARMACIST, builders.prepare(code, made, **filled))
        self.does(PHARMACIST, builders.release(code))
        self.does(builders.NURSE, builders.receive(code))

    def observes(self, record: str, moment: str) -> Recorded:
        """End the observation after an injection at a moment."""
        self.at(moment)
        seen = builders.at(moment)
        found = Vitals(pulse=Quantity(Decimal(72), Unit.PER_MIN))
        told = ObservePatient(builders.PATIENT, RecordId(record), seen, found, (), last=True)
        return self.does(builders.NURSE, told)


def _read(changes: dict[str, Any]) -> dict[str, Any]:
    """Return what the second person reads from a changed dose or syringe."""
    read = {name: value for name, value in changes.items() if name != "syringe"}
    made = changes.get("syringe")
    return read if made is None else {"volume": made.volume, "use_by": made.use_by, **read}


def rows_of(desk: Desk) -> dict[str, Any]:
    """Return every row of every table of a store."""
    assert isinstance(desk.store, SqlStore)
    with reading(desk.store._engine) as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = sorted(str(name) for (name,) in names)
        return {
            name: connection.exec_driver_sql(f'SELECT * FROM "{name}"').all()  # noqa: S608 - the names are the database's own
            for name in tables
        }


def site_form(**changes: Any) -> SiteForm:
    """Return the invented clinic as set-up tells it."""
    facts = {
        "name": "Example Clinic (synthetic)",
        "code": "EX1",
        "zone": ZONE,
        "country": "CN",
        "kind": SiteKind.DEMO,
        "administrator": person_form(ADMINISTRATOR),
    }
    return SiteForm(**{**facts, **changes})


def person_form(who: PersonId, secret: str = SECRET) -> PersonForm:
    """Return one of the invented staff as the form tells them."""
    known = builders.person(who)
    seen = IdentityCheck(IdentitySeen.STAFF_CARD, ADMINISTRATOR, builders.at(OPENED).date())
    return PersonForm(who, known.name, known.roles, known.competencies, secret, seen)


def found(path: Path, **changes: Any) -> None:
    """Found the clinic with its staff; no configuration is signed and nobody is enrolled."""
    clock = SetClock(ZONE, builders.at(OPENED))
    with cheap_secrets():
        form = site_form(**changes)
        desk = House(lambda _: clock).found_site(path, form, Words(), clock=clock).desk
        for who in builders._STAFF:
            if who != ADMINISTRATOR:
                take_in(desk, person_form(who), Words())
        make_ready(Clinic(path, clock, desk))
        desk.close()


def make_ready(clinic: Clinic) -> None:
    """Let everybody be trained and the investigator delegate, so that roles are active."""
    known, today = clinic.desk.site().people, clinic.clock.now().date()
    clinic.does(ADMINISTRATOR, trained(known, today))
    clinic.does(INVESTIGATOR, delegated(known, today))


@contextmanager
def cheap_secrets() -> Iterator[None]:
    """Make new slots cheap to open: what a try must cost is proved elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_file, "site_cost", lambda _: CHEAP)
        patch.setattr(guess_cost, "calibrated", lambda: CHEAP)
        yield


@contextmanager
def opened(site: Path, moment: str, person: PersonId = ADMINISTRATOR) -> Iterator[Clinic]:
    """Open a clinic at a moment."""
    clock = SetClock(ZONE, builders.at(moment))
    with cheap_secrets():
        desk = House(lambda _: clock).open_site(site, person, SECRET)
    clinic = Clinic(site, clock, desk)
    try:
        yield clinic
    finally:
        desk.close()


def configure(clinic: Clinic, **changes: str | None) -> Recorded:
    """Let the investigator sign the example configuration with some values changed."""
    digest = clinic.desk.library.load(STUDY, VERSION)[1]
    values = tuple(example_values(**changes).items())
    return clinic.does(INVESTIGATOR, SignConfiguration(STUDY, VERSION, digest, values))


def approve_product(clinic: Clinic) -> Recorded:
    """Let the pharmacist approve the invented product for intrathecal use."""
    told = builders.product()
    command = ApproveProduct(
        told.gtin, told.name, told.drug, told.strength, told.preservative_free, note=told.note
    )
    return clinic.does(PHARMACIST, command)


def plan_one_patient(clinic: Clinic, arm: str = "A") -> None:
    """Enrol the invented patient and plan the doses from Monday 2 March 2026."""
    clinic.does(RESEARCH_NURSE, builders.enrol(arm=arm))
    clinic.does(RESEARCH_NURSE, builders.plan())


def copy(site: Path, to: Path) -> Path:
    """Return a closed copy of a site."""
    return Path(shutil.copytree(site, to))


def moment(text: str) -> datetime:
    """Return a moment at the clinic."""
    return builders.at(text)
