"""Founding a site from what guided pages ask; every fault is told on its page, before writing.

No Qt here. Refuses a folder that holds anything, is synchronised, or lies on the network: each
can bring back an older copy of the record.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from zoneinfo import available_timezones

from ltm_desktop.app.founding import Founded, PersonForm, SiteForm
from ltm_desktop.app.paper import Press, RecoverySheet
from ltm_desktop.app.saved_files import write_whole
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.access import CopyOf, CopyWay
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import LtmError, Unavailable
from ltm_desktop.domain.identifiers import person_id
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.site import SiteKind
from ltm_desktop.domain.terms import Role
from ltm_desktop.ui.desk_verbs import Run
from ltm_desktop.ui.speak import to_alerts

NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "fuse.sshfs"})
_SYNCED = re.compile(
    r"onedrive|dropbox|google ?drive|icloud|nextcloud|owncloud|syncthing|nutstore|坚果云|百度网盘",
    re.IGNORECASE,
)
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-]{0,31}")


@dataclass(frozen=True, slots=True)
class SiteAnswers:
    """What the page about the site asks."""

    name: str
    code: str
    zone: str
    country: str


@dataclass(frozen=True, slots=True)
class AdministratorAnswers:
    """What the page about the first administrator asks, the secret apart."""

    family: str
    given: str
    han: str
    user_id: str


class SetupDoors(Protocol):
    """The doors set-up goes through."""

    def found_site(self, path: Path, form: SiteForm, say: Words) -> Founded:
        """Found a site in an empty folder. Raises Refused, Unavailable."""

    def press(self) -> Press:
        """Return the paper door."""


class SetupView(Protocol):
    """What set-up can show."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show what stands against going on, on the page that is shown."""

    def show_next(self) -> None:
        """Go on to the next page."""

    def show_busy(self, busy: bool) -> None:
        """Hold still while keys and store are made."""

    def show_founded(self, fingerprint: str) -> None:
        """Show the new authority's fingerprint and ask for the recovery sheet."""

    def show_sheet_saved(self, path: Path) -> None:
        """Say where the recovery sheet lies."""


class SetupPresenter:
    """Hold the answers of the pages and found the site from them."""

    def __init__(
        self,
        doors: SetupDoors,
        view: SetupView,
        run: Run,
        say: Words,
        *,
        file_system: Callable[[Path], str],
        countries: Sequence[str],
        made: Callable[[Founded], None],
    ) -> None:
        self._doors = doors
        self._view = view
        self._run = run
        self._say = say
        self._file_system = file_system
        self._countries = frozenset(countries)
        self._made = made
        self._folder = Path()
        self._site = SiteAnswers("", "", "", "")
        self._kind = SiteKind.PRACTICE
        self._founded: Founded | None = None
        self._sheet: Path | None = None

    @property
    def sheet_saved(self) -> bool:
        """Tell whether the recovery sheet lies somewhere."""
        return self._sheet is not None

    def take_folder(self, typed: str) -> None:
        """Take the place of the site."""
        self._folder = Path(typed.strip()).expanduser()
        self._go_on(check_folder(self._folder, typed, self._file_system))

    def take_site(self, answers: SiteAnswers) -> None:
        """Take name, code, zone and country."""
        self._site = answers
        self._go_on(check_site(answers, self._countries))

    def take_kind(self, kind: SiteKind | None) -> None:
        """Take what the site is for."""
        self._kind = kind or self._kind
        self._go_on(() if kind else (stop("setup.kind_missing"),))

    def take_administrator(self, answers: AdministratorAnswers, secret: str) -> None:
        """Take the first administrator and found the site."""
        alerts = check_administrator(answers)
        if alerts:
            self._view.show_alerts(alerts)
            return
        form = self._form(answers, secret)
        self._view.show_alerts(())
        self._view.show_busy(True)
        self._run(
            lambda: self._doors.found_site(self._folder, form, self._say),
            self._was_founded,
            self._failed,
        )

    def save_sheet(self, path: Path) -> None:
        """Draw the recovery sheet and save it where the person wants it."""
        founded = self._founded
        if founded is None:
            return
        sheet = RecoverySheet(
            site_name=self._site.name,
            recovery_key=founded.recovery_key,
            ca_fingerprint=founded.fingerprint,
            made_on=self._say.date(founded.desk.clock.now().date()),
            kind_banner=self._banner(),
            language=self._say.language,
        )
        self._view.show_busy(True)
        self._run(lambda: self._write(sheet, path), self._saved, self._failed)

    def founded(self) -> Founded | None:
        """Return the site that was made, once."""
        return self._founded

    def _write(self, sheet: RecoverySheet, path: Path) -> Path:
        pdf = self._doors.press().draw_recovery(sheet)
        write_whole({path: (pdf,)})
        if self._founded is not None:
            self._founded.desk.access.copied(CopyWay.SAVED, CopyOf.RECOVERY, pdf)
        return path

    def _saved(self, path: Path) -> None:
        self._sheet = path
        self._view.show_busy(False)
        self._view.show_alerts(())
        self._view.show_sheet_saved(path)

    def _was_founded(self, founded: Founded) -> None:
        self._founded = founded
        self._made(founded)
        self._view.show_busy(False)
        self._view.show_founded(grouped(founded.fingerprint))
        self._view.show_next()

    def _failed(self, error: Exception) -> None:
        self._view.show_busy(False)
        if isinstance(error, Unavailable) and error.alert.code.startswith("files."):
            # it can be saved again only here, and that is said
            self._view.show_alerts((stop("setup.sheet_not_saved"),))
            return
        self._view.show_alerts(to_alerts(error))

    def _go_on(self, alerts: Sequence[Alert]) -> None:
        self._view.show_alerts(alerts)
        if not alerts:
            self._view.show_next()

    def _form(self, answers: AdministratorAnswers, secret: str) -> SiteForm:
        name = HumanName(answers.family, answers.given, answers.han)
        administrator = PersonForm(answers.user_id, name, (Role.ADMINISTRATOR,), (), secret)
        site = self._site
        return SiteForm(site.name, site.code, site.zone, site.country, self._kind, administrator)

    def _banner(self) -> str:
        say = self._say
        if self._kind is SiteKind.LIVE:
            return ""
        return say("{kind} - not for patients", kind=say.term(self._kind))


def check_folder(path: Path, typed: str, file_system: Callable[[Path], str]) -> tuple[Alert, ...]:
    """Return what stands against a folder for a site."""
    if not typed.strip() or not path.is_absolute():
        return (stop("setup.folder_missing"),)
    if typed.startswith(("\\\\", "//")) or file_system(path).lower() in NETWORK:
        return (stop("setup.folder_network"),)
    if _SYNCED.search(str(path)):
        return (stop("setup.folder_synced"),)
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        return (stop("storage.site_exists"),)
    return ()


def check_site(answers: SiteAnswers, countries: frozenset[str]) -> tuple[Alert, ...]:
    """Return what is missing or unknown in the answers about the site."""
    found: list[Alert] = []
    if not answers.name or not answers.code:
        found.append(stop("site.name_missing"))
    elif not _CODE.fullmatch(answers.code):
        found.append(stop("setup.bad_code", typed=answers.code))
    if answers.zone not in available_timezones():
        found.append(stop("setup.unknown_zone", typed=answers.zone))
    if answers.country not in countries:
        found.append(stop("setup.unknown_country", typed=answers.country))
    return tuple(found)


def check_administrator(answers: AdministratorAnswers) -> tuple[Alert, ...]:
    """Return what is missing in the first administrator."""
    found: list[Alert] = []
    if not answers.family and not answers.han:
        found.append(stop("people.name_missing"))
    try:
        person_id(answers.user_id)
    except LtmError as error:
        found += to_alerts(error)
    return tuple(found)


def grouped(fingerprint: str) -> str:
    """Write a fingerprint in groups of four that can be read aloud."""
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))
