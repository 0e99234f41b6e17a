"""What every panel is given: the open desk, the language, and the one notice of change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.patients import ENROLLERS
from ltm_desktop.domain.people import check_role
from ltm_desktop.domain.terms import Role


class Notices(QObject):
    """One notice of change and the few wishes a panel may have of the window."""

    recorded = Signal(object)
    """An app.recorder.Recorded: something durable was written; shown lists ask again."""
    open_patient = Signal(str, str, str)
    """Patient id, chart tab ("dosing", "fractions", "record") and item code or empty."""
    open_page = Signal(str)
    """A page of the rail: today, patients, signoff, records, site."""
    backed_up = Signal()
    """A backup was made by hand."""
    restore_wanted = Signal()
    """Close the site, and put a backup back."""
    open_form = Signal(object)
    """An app.site_codes.PaperForm: the form of a downtime that somebody brought back."""
    say_saved = Signal(str)
    """A worded line for the saved strip, such as "Saved on this computer 10:32"."""


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of a panel."""

    desk: Desk
    say: Words
    notices: Notices
    examples: Callable[[str, str], Mapping[str, str]] | None = None
    """Labelled example values of a study and version; only demo and practice sites have them."""

    @property
    def reads_only(self) -> bool:
        """Tell whether the person at the desk is a monitor, who reads and reviews, and acts not."""
        desk = self.desk
        return Role.MONITOR in desk.person(desk.session.person).roles

    @property
    def enrols(self) -> bool:
        """Tell whether the person at the desk enters patients."""
        desk = self.desk
        return not any(check_role(desk.site().people, desk.session.person, *ENROLLERS))
