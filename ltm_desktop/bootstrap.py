"""The one composition root: the only module that knows every door, and opens each lazily."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfoNotFoundError

from ltm_desktop.domain.errors import ChainBroken, LtmError, Unavailable, refuse, refuse_if
from ltm_desktop.release import VERSION

if TYPE_CHECKING:
    from datetime import date

    from ltm_desktop.app.backups import Backup, Preview
    from ltm_desktop.app.certifying import KeyForm
    from ltm_desktop.app.charts import ProtocolLibrary
    from ltm_desktop.app.desk import Desk
    from ltm_desktop.app.emergency import Posted
    from ltm_desktop.app.founding import Founded, SiteForm
    from ltm_desktop.app.paper import Press
    from ltm_desktop.app.ports import (
        Calendar,
        Clock,
        KeyCabinet,
        LabFiles,
        SiteFacts,
        Store,
        TreatmentFiles,
    )
    from ltm_desktop.app.recorder import Recorded
    from ltm_desktop.app.tables import Tables
    from ltm_desktop.app.wording.words import Words
    from ltm_desktop.domain.identifiers import PersonId
    from ltm_desktop.domain.protocol import TrialProtocol
    from ltm_desktop.ledger.keys import PrivateKey
    from ltm_desktop.storage.event_store import SqlStore
    from ltm_desktop.storage.folder import SiteFolder
    from ltm_desktop.storage.journal import AttemptJournal
    from ltm_desktop.storage.restoring import Restorer
    from ltm_desktop.storage.sign_in import WatchedCabinet


_OPENING = (
    *("storage.opening", "storage.sign_in", "storage.key_file", "storage.seen_files"),
    *("storage.site_backups", "storage.kit_files", "storage.emergency_copy", "protocols.files"),
    *("app.desk", "app.certifying", "app.guesses", "app.restored", "app.verification"),
    *("app.worklists", "app.workstation", "app.downtime_kit", "app.overview_readers"),
    *("app.wording.sentences.merged", "app.wording.terms.merged"),
)
"""What signing in needs, loaded once the window is on screen and nobody has typed a secret yet."""


class Library:
    """The protocol files the program carries."""

    def available(self) -> tuple[tuple[str, str], ...]:
        """Return pairs of study and version."""
        from ltm_desktop.protocols import files

        return files.available()

    def load(self, study: str, version: str) -> tuple[TrialProtocol, str]:
        """Return a protocol and the digest of its file."""
        from ltm_desktop.protocols import files

        return files.load(study, version)


class House:
    """Every door of the house, opened when it is first needed."""

    def __init__(self, clock_of: Callable[[str], Clock] | None = None) -> None:
        """Take what makes a clock for an IANA zone; stories bring their own."""
        self._clock_of = clock_of or _system_clock
        self._journals: dict[Path, AttemptJournal] = {}

    def is_site(self, path: Path) -> bool:
        """Return whether a folder holds a site; a restore that was cut short is ended first."""
        from ltm_desktop.storage import folder

        if folder.interrupted(path):
            from ltm_desktop.storage.restoring import settle

            settle(path)
        return folder.is_site(path)

    def site_facts(self, path: Path) -> SiteFacts:
        """Return what site.toml says. Raises Unavailable."""
        from ltm_desktop.storage import folder

        return folder.open_site(path).facts

    def emergency(self, path: Path) -> Posted:
        """Return the emergency page of a folder without any secret; never raises."""
        from ltm_desktop.storage.emergency_copy import EmergencyFile

        return EmergencyFile(path).read()

    def emergency_copied(self, path: Path) -> None:
        """Keep for the next sign-in that somebody put the page on paper; never raises."""
        from ltm_desktop.app.ports import READ, STRANGER
        from ltm_desktop.domain.access import CopyOf
        from ltm_desktop.storage import folder

        with suppress(LtmError):  # nothing stands between a person and that paper
            site = folder.open_site(path)
            now = self._clock_of(site.facts.zone).now()
            self._journal(site).note(f"{READ}{CopyOf.EMERGENCY.value}", STRANGER, now)

    def open_site(
        self, path: Path, person: str, secret: str, *, read_only: bool = False, check: bool = True
    ) -> Desk:
        """Open a site by a person's secret. Raises Refused, Unavailable, ChainBroken."""
        from ltm_desktop.domain.identifiers import PersonId
        from ltm_desktop.storage import folder
        from ltm_desktop.storage.opening import open_store

        site = folder.open_site(path)
        clock = self._clock_of(site.facts.zone)
        cabinet, journal = self._cabinet(site, clock), self._journal(site)
        opened = cabinet.unlock(person, secret)
        store = open_store(site, opened.data_key, read_only=read_only, check=check)
        with ExitStack() as opening:
            # whatever fails: a site left open here would be in use until the program ends
            opening.callback(store.close)
            desk = self._desk(
                store,
                cabinet,
                clock,
                site.facts.zone,
                PersonId(opened.person),
                opened.key,
                journal,
                site,
            )
            desk.facts = site.facts
            _hang_board(desk, site)
            _tell_journal(desk, journal)
            opening.callback(desk.access.close)
            if not read_only:
                _hang_backups(desk, site, store, opened.data_key)
                with suppress(Unavailable):  # a full disk keeps nobody from a patient
                    cabinet.strengthen(person, secret)
            _open_for_work(desk, check=check, to_write=not read_only)
            opening.pop_all()
        desk.closers.append(store.close)
        return desk

    def give_key(self, path: Path, issuer: str, form: KeyForm, say: Words) -> PersonId:
        """Give a person of a closed site a key. Raises Refused, Unavailable, ChainBroken.

        Whoever issues it is signed in for that one act alone.
        """
        from ltm_desktop.app.certifying import give_key

        desk = self.open_site(path, issuer, form.issuer_secret)
        try:
            return give_key(desk, form, say)
        finally:
            desk.close()

    def offered_backups(self, path: Path) -> Sequence[Backup]:
        """Return the backups a folder knows of, or the one it is, newest first; never raises."""
        from ltm_desktop.storage.backup import read_backup
        from ltm_desktop.storage.site_backups import offered

        one = read_backup(path)
        return (one,) if one is not None else offered(path)

    def preview_restore(
        self, target: Path, backups: Sequence[Backup], person: str, secret: str
    ) -> Preview:
        """Return the newest backup that holds, and what came after it. Raises Refused."""
        return self._restorer(target, person, secret).preview(backups)

    def restore(
        self, target: Path, backup: Backup, person: str, secret: str, why: str, *, aside: bool
    ) -> Path | None:
        """Put a backup back and write it down; return where what stood there is kept.

        Raises Refused, Unavailable; nothing is changed then.
        """
        from ltm_desktop.domain.restoring import check_why

        refuse_if(check_why(why))
        restorer = self._restorer(target, person, secret)
        kept = restorer.put_back(backup, why, self._clock_of, aside=aside)
        self._journals.pop(target, None)
        # who did it writes it down at once, with the key their own secret opens
        self.open_site(target, person, secret).close()
        return kept

    def _restorer(self, target: Path, person: str, secret: str) -> Restorer:
        from ltm_desktop.storage.folder import SiteFolder
        from ltm_desktop.storage.journal import AttemptJournal
        from ltm_desktop.storage.key_file import KeyFile
        from ltm_desktop.storage.restoring import Restorer
        from ltm_desktop.storage.sign_in import WatchedCabinet

        def cabinet(fresh: SiteFolder) -> KeyCabinet:
            stands = SiteFolder(target, fresh.facts) if target.is_dir() else fresh
            # asked here or at the sign-in: the same wrong secrets are counted
            journal = self._journals.setdefault(target, AttemptJournal(stands.journal))
            return WatchedCabinet(KeyFile(fresh.keys), journal, self._clock_of(fresh.facts.zone))

        return Restorer(target, person, secret, library=self.library(), cabinet=cabinet)

    def _cabinet(self, site: SiteFolder, clock: Clock) -> WatchedCabinet:
        from ltm_desktop.storage.key_file import KeyFile
        from ltm_desktop.storage.sign_in import WatchedCabinet

        return WatchedCabinet(KeyFile(site.keys), self._journal(site), clock)

    def _journal(self, site: SiteFolder) -> AttemptJournal:
        from ltm_desktop.storage.journal import AttemptJournal

        # one journal a process: what it remembers must not be lost between two tries
        if site.path not in self._journals:
            self._journals[site.path] = AttemptJournal(site.journal)
        return self._journals[site.path]

    def found_site(
        self, path: Path, form: SiteForm, say: Words, *, clock: Clock | None = None
    ) -> Founded:
        """Found a site in an empty folder. Raises Refused, Unavailable."""
        from ltm_desktop.app.founding import found
        from ltm_desktop.protocols import working_days
        from ltm_desktop.storage import folder
        from ltm_desktop.storage.guess_cost import calibrated
        from ltm_desktop.storage.key_file import KeyFile
        from ltm_desktop.storage.opening import create_store
        from ltm_desktop.storage.site_backups import folder_concerns
        from ltm_desktop.storage.wrapping import check_secret, new_recovery_key

        # Before the folder is made: a refused secret must leave nothing behind.
        check_secret(form.administrator.secret)
        for code in folder_concerns(path):
            raise Unavailable(code)
        try:
            clock = clock or self._clock_of(form.zone)
            now = clock.now()
            facts = folder.SiteFacts(
                form.code, form.kind.value, form.zone, form.country, now.isoformat()
            )
        except (ValueError, ZoneInfoNotFoundError):
            raise refuse(
                "site.facts_unusable", code=form.code, zone=form.zone, country=form.country
            ) from None
        if form.country not in working_days.countries():
            # no plan could ever be made there
            raise refuse("schedule.unknown_country", country=form.country)
        site = folder.SiteFolder(path, facts)

        def make_cabinet() -> KeyCabinet:
            folder.create_site(path, facts)
            KeyFile(site.keys).create(calibrated())
            return self._cabinet(site, clock)

        def open_desk(person: PersonId, key: PrivateKey, data_key: bytes) -> Desk:
            store = create_store(site, data_key, form.code)
            cabinet = self._cabinet(site, clock)
            journal = self._journal(site)
            desk = self._desk(store, cabinet, clock, form.zone, person, key, journal, site)
            desk.closers.append(store.close)
            _hang_board(desk, site)
            _hang_backups(desk, site, store, data_key)
            return desk

        return found(
            form,
            make_cabinet=make_cabinet,
            recovery_key=new_recovery_key(),
            open_desk=open_desk,
            now=now,
            say=say,
        )

    def _desk(
        self,
        store: Store,
        cabinet: KeyCabinet,
        clock: Clock,
        zone: str,
        person: PersonId,
        key: PrivateKey,
        journal: AttemptJournal,
        site: SiteFolder,
    ) -> Desk:
        from ltm_desktop.app.charts import Charts
        from ltm_desktop.app.desk import Desk
        from ltm_desktop.app.issuing import Issuing
        from ltm_desktop.app.recorder import Recorder
        from ltm_desktop.app.session import Session
        from ltm_desktop.app.worklists import Worklists
        from ltm_desktop.app.workstation import RandomIds, SiteCalendar, workstation_name
        from ltm_desktop.storage.seen_files import WHOLE, SeenFiles

        library = self.library()
        charts = Charts(store, library)
        return Desk(
            store=store,
            cabinet=cabinet,
            clock=clock,
            ids=RandomIds(),
            drafts=store.drafts(),
            alert_log=store.alert_log(),
            charts=charts,
            recorder=Recorder(store, charts, clock, zone),
            issuing=Issuing(store, charts, clock, self.press),
            worklists=Worklists(store, clock),
            calendar=SiteCalendar(charts, self._days),
            session=Session(person, key, cabinet),
            library=library,
            workstation=workstation_name(),
            treatment_files=self.treatment_files,
            lab_files=self.lab_files,
            press=self.press,
            tables=self.tables,
            journal=journal,
            seen=SeenFiles(site.seen),
            vouched=SeenFiles(site.seen, WHOLE),
        )

    def _days(
        self, country: str, work_days: tuple[int, ...], closures: tuple[date, ...]
    ) -> Calendar:
        from ltm_desktop.protocols.working_days import CountryCalendar

        return CountryCalendar(country, work_days, closures)

    def press(self) -> Press:
        """Return the paper door."""
        from ltm_desktop.reports.press import PaperPress

        return PaperPress()

    def treatment_files(self) -> TreatmentFiles:
        """Return the door to files of radiotherapy systems."""
        from ltm_desktop.exchange.dicom_rt.files import DicomFiles

        return DicomFiles()

    def lab_files(self) -> LabFiles:
        """Return the door to files of laboratories."""
        from ltm_desktop.exchange.lab_files import LaboratoryFiles

        return LaboratoryFiles()

    def tables(self) -> Tables:
        """Return the door to table files."""
        from ltm_desktop.exchange.tabular.csv_files import CsvFiles

        return CsvFiles()

    def library(self) -> ProtocolLibrary:
        """Return the released protocol files."""
        return Library()

    def example_values(self, study: str, version: str) -> Mapping[str, str]:
        """Return the labelled example configuration for demo and practice sites."""
        from ltm_desktop.protocols import files

        return files.load_example_site(study, version)

    def countries(self) -> tuple[str, ...]:
        """Return countries whose public holidays are known."""
        from ltm_desktop.protocols import working_days

        return working_days.countries()

    def read_protocol(self, file: Path) -> TrialProtocol:
        """Return the protocol of any file. Raises Refused with every fault and its line."""
        from ltm_desktop.protocols import files

        return files.load_file(file)

    def versions(self) -> tuple[str, ...]:
        """Return the versions of what the program stands on, one line each."""
        import platform
        from importlib.metadata import version

        names = ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "reportlab", "pyHanko")
        told = (f"{name} {version(name)}" for name in names)
        return (f"LTM Desktop {VERSION}", f"CPython {platform.python_version()}", *told)

    def preload(self) -> None:
        """Import what opening a site needs; called in a thread after the first paint."""
        for name in _OPENING:
            import_module(f"ltm_desktop.{name}")
        from ltm_desktop.protocols import files

        for study, version in files.available():
            files.load(study, version)

    def preload_bedside(self) -> None:
        """Import what a dose needs, paper and scans; called in a thread as a patient opens."""
        from ltm_desktop.app import scans, sheets  # noqa: F401 - importing is the purpose
        from ltm_desktop.reports import record, signing  # noqa: F401 - importing is the purpose

        scans.preload()

    def window(self, site: Path | None, language: str) -> int:
        """Open the window and return its exit code."""
        from ltm_desktop.ui import application

        return application.run(self, site, language)


def _system_clock(zone: str) -> Clock:
    from ltm_desktop.app.workstation import SystemClock

    return SystemClock(zone)


def _hang_board(desk: Desk, site: SiteFolder) -> None:
    from ltm_desktop.app.downtime_kit import KEPT
    from ltm_desktop.app.emergency import post_signed
    from ltm_desktop.domain.emergency import EmergencyTextSigned
    from ltm_desktop.storage.emergency_copy import EmergencyFile
    from ltm_desktop.storage.kit_files import KitFiles

    def post(recorded: Recorded) -> None:
        if any(isinstance(event, EmergencyTextSigned) for event in recorded.events):
            post_signed(desk)

    desk.kits = KitFiles(site.path, KEPT)
    desk.emergency = EmergencyFile(site.path)
    desk.recorder.announce_to(post)


def _hang_backups(desk: Desk, site: SiteFolder, store: SqlStore, data_key: bytes) -> None:
    from ltm_desktop.storage.backup import Source
    from ltm_desktop.storage.site_backups import SiteBackups

    desk.backups = SiteBackups(Source(site, store, data_key))


def _open_for_work(desk: Desk, *, check: bool, to_write: bool) -> None:
    from ltm_desktop.app.certifying import admit
    from ltm_desktop.app.emergency import keep_posted
    from ltm_desktop.app.guesses import guesses_told
    from ltm_desktop.app.restored import restores_told
    from ltm_desktop.app.wording.words import Words
    from ltm_desktop.domain.alerts import note

    if check:
        _check_facts(desk)
    if not to_write:
        desk.access.opened_to_read()
    elif not _another_record(desk):
        admit(desk, Words())
        desk.notes.extend(keep_posted(desk))
        desk.access.signed_in()
        desk.notes.extend(guesses_told(desk))
        if desk.backups is not None:
            desk.notes.extend(restores_told(desk, desk.backups))
            desk.notes.extend(note(code) for code in desk.backups.concerns_of_site())
        if not desk.cabinet.is_whole():
            desk.notes.append(note("storage.keys_damaged"))


def _tell_journal(desk: Desk, journal: AttemptJournal) -> None:
    """Say once that the journal could not be read: what it held was lost to the ledger."""
    from ltm_desktop.domain.alerts import note

    if journal.take_damage():
        desk.notes.append(note("access.journal_damaged"))


def _another_record(desk: Desk) -> bool:
    """Tell whether this is not the record the person knows; it may be looked at, and says so."""
    from ltm_desktop.domain.alerts import Severity

    person = desk.session.person
    desk.notes.extend(desk.own.meet(person, desk.session.public))
    found = [one for one in desk.notes if one.severity is Severity.STOP]
    if found and person not in desk.site().people:
        raise ChainBroken(found[0].code, int(str(found[0].values["seq"])))
    return bool(found)


def _check_facts(desk: Desk) -> None:
    from ltm_desktop.app.verification import check_facts

    for problem in check_facts(desk.facts, desk.site().founded):
        raise Unavailable(problem.code, detail=problem.detail)


def main(argv: Sequence[str]) -> int:
    """Run one command line and return its exit code."""
    from ltm_desktop.cli import verbs
    from ltm_desktop.storage.no_dumps import forbid_dumps

    forbid_dumps()
    return verbs.run(argv, House())
