"""What bootstrap offers the window and the command line: sites to found and open, paper, files."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from ltm_desktop.app.backups import Backup, Preview
from ltm_desktop.app.certifying import KeyForm
from ltm_desktop.app.charts import ProtocolLibrary
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.emergency import Posted
from ltm_desktop.app.founding import Founded, SiteForm
from ltm_desktop.app.paper import Press
from ltm_desktop.app.ports import Clock, SiteFacts, TreatmentFiles
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.protocol import TrialProtocol


class Doors(Protocol):
    """The doors of the house, opened lazily."""

    def is_site(self, path: Path) -> bool:
        """Return whether a folder holds a site."""

    def site_facts(self, path: Path) -> SiteFacts:
        """Return what site.toml says. Raises Unavailable."""

    def emergency(self, path: Path) -> Posted:
        """Return the emergency page of a folder without any secret; never raises."""

    def emergency_copied(self, path: Path) -> None:
        """Keep for the next sign-in that the page was put on paper; never raises."""

    def open_site(
        self, path: Path, person: str, secret: str, *, read_only: bool = False, check: bool = True
    ) -> Desk:
        """Open a site by a person's secret; a verifier opens it read-only and unchecked.

        Raises Refused, Unavailable, ChainBroken.
        """

    def give_key(self, path: Path, issuer: str, form: KeyForm, say: Words) -> PersonId:
        """Give a person of a closed site a key. Raises Refused, Unavailable, ChainBroken."""

    def found_site(
        self, path: Path, form: SiteForm, say: Words, *, clock: Clock | None = None
    ) -> Founded:
        """Found a site in an empty folder. Raises Refused, Unavailable."""

    def offered_backups(self, path: Path) -> Sequence[Backup]:
        """Return the backups a folder knows of, or the one it is, newest first; never raises."""

    def preview_restore(
        self, target: Path, backups: Sequence[Backup], person: str, secret: str
    ) -> Preview:
        """Return the newest backup that holds, and what came after it. Raises Refused."""

    def restore(
        self, target: Path, backup: Backup, person: str, secret: str, why: str, *, aside: bool
    ) -> Path | None:
        """Put a backup back and write it down; return where what stood there is kept."""

    def press(self) -> Press:
        """Return the paper door."""

    def treatment_files(self) -> TreatmentFiles:
        """Return the door to files of radiotherapy systems."""

    def library(self) -> ProtocolLibrary:
        """Return the released protocol files."""

    def example_values(self, study: str, version: str) -> Mapping[str, str]:
        """Return the labelled example configuration for demo and practice sites."""

    def countries(self) -> tuple[str, ...]:
        """Return countries whose public holidays are known."""

    def read_protocol(self, file: Path) -> TrialProtocol:
        """Return the protocol of any file. Raises Refused with every fault and its line."""

    def versions(self) -> tuple[str, ...]:
        """Return the versions of what the program stands on, one line each."""

    def preload_bedside(self) -> None:
        """Import what a dose needs, paper and scans; called in a thread as a patient opens."""

    def preload(self) -> None:
        """Import what opening a site needs; called in a thread after the first paint."""

    def window(self, site: Path | None, language: str) -> int:
        """Open the window and return its exit code."""
