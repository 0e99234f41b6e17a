"""What the dose panel can show and what it needs of the desk: two small protocols. No Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from ltm_desktop.app.ports import AlertLog
from ltm_desktop.app.session import Session
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.dosing import Check, DoseRecorded, Order
from ltm_desktop.domain.dosing_path import Walked
from ltm_desktop.domain.dosing_steps import PatientCalled, PatientObserved, PrepareSyringe
from ltm_desktop.domain.identifiers import ItemCode, PatientId, PersonId
from ltm_desktop.domain.protocol import ActiveCompanion, ActiveProtocol
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.desk_verbs import FormDesk
from ltm_desktop.ui.panels.dosing.earlier import EarlierLine
from ltm_desktop.ui.panels.dosing.graded import Condition
from ltm_desktop.ui.panels.dosing.overriding import Overridable
from ltm_desktop.ui.panels.dosing.readied import Readied
from ltm_desktop.ui.panels.dosing.standing import DoseLine, Header, LastDose, Step, StepLine
from ltm_desktop.ui.panels.dosing.time_out import Aloud
from ltm_desktop.ui.panels.dosing.told import TellingDesk, Told


class DosingDesk(FormDesk, TellingDesk, Protocol):
    """The verbs of the desk that the panel needs."""

    @property
    def session(self) -> Session:
        """Return who is at the desk."""

    @property
    def alert_log(self) -> AlertLog:
        """Return what was shown and what became of it."""

    def downtime_form(self, patient: PatientId, item: ItemCode) -> bytes:
        """Return the blank paper form of a dose. Raises Unprintable."""

    def label(self, command: PrepareSyringe, copy: int) -> bytes:
        """Return the label of a preparation as a PDF. Raises Refused, Unprintable."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything about the chosen dose that does not depend on what is being typed."""

    item: ItemCode
    subject_id: str
    doses: tuple[DoseLine, ...]
    header: Header
    prescriber: str
    steps: tuple[StepLine, ...]
    conditions: tuple[Condition, ...]
    last_doses: tuple[LastDose, ...]
    operators: tuple[tuple[PersonId, str], ...]
    seconds: tuple[tuple[PersonId, str], ...]
    preparers: tuple[tuple[PersonId, str], ...]
    may: frozenset[Step]
    """The steps that the person at the desk may take."""
    walked: Walked
    """The steps that stand beside the order and the check."""
    observed: tuple[PatientObserved, ...]
    called: tuple[PatientCalled, ...]
    told: DoseRecorded | None
    """The injection as it was told, None before."""
    companions: tuple[ActiveCompanion, ...]
    """Drugs the signed protocol gives in the same visit."""
    now: datetime
    aloud: tuple[Aloud, ...]
    """The lines of the time-out."""
    time_out_at: datetime | None
    """When it was read aloud, as far as it still stands."""
    order: Order | None
    checked: Check | None
    identifiers: tuple[str, ...]
    """The two identifiers to read aloud: name, then birth date with number."""
    active: ActiveProtocol | None
    protocol_dose: Quantity | None
    accesses: tuple[Access, ...]
    held: str
    """Words about a dose on hold, empty otherwise."""
    correcting: DoseRecorded | None = None
    """The injection whose record is being put right in the form."""
    earlier: tuple[EarlierLine, ...] = ()
    """Every record of this dose beside the one that settles it."""
    voiding: str = ""
    """The record about to be taken back, worded."""
    witnesses: tuple[tuple[PersonId, str], ...] = ()
    """Who may be the second person when a record is taken back."""
    readied: Readied = field(default_factory=Readied)
    """The steps before the bedside check, worded."""
    overridable: Overridable = field(default_factory=Overridable)
    """What a physician may pass of this dose, and who may."""


@dataclass(frozen=True, slots=True)
class SignerLine:
    """One signature that the step needs."""

    person: PersonId
    name: str
    meaning: str
    signed: bool


@dataclass(frozen=True, slots=True)
class Signing:
    """Where the signing of the current step stands."""

    signers: tuple[SignerLine, ...]
    preview: str
    """The exact text to be signed, empty while something is missing."""
    missing: tuple[str, ...]
    alerts: tuple[Alert, ...]
    can_tell: bool
    """True where the rules were broken and it can be told with an incident."""
    ready: bool


class DosingView(Protocol):
    """What the panel can show; the view asks nothing and decides nothing."""

    def show_no_plan(self) -> None:
        """Say that no doses are planned."""

    def show_standing(self, standing: Standing) -> None:
        """Show doses, header, steps, conditions and last doses."""

    def show_step(self, step: Step, fields: Mapping[str, str]) -> None:
        """Show one page with what was typed there."""

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put some fields anew."""

    def show_settled(self, told: Told, leftover: Mapping[str, str]) -> None:
        """Show a settled dose read-only, and a draft that never became a record."""

    def show_earlier(self, told: Told) -> None:
        """Open an older record of the dose beside its line."""

    def show_signing(self, signing: Signing) -> None:
        """Show missing fields, alerts, preview and signatures of the step."""

    def show_calculated(self, lines: Sequence[str]) -> None:
        """Show what follows from the typed amounts."""

    def show_remarks(self, remarks: Sequence[str]) -> None:
        """Show what should be looked at again, though nothing forbids it."""

    def show_wrong_secret(self, person: PersonId, sentence: str) -> None:
        """Say beside one person's secret why it was refused."""

    def clear_secrets(self) -> None:
        """Empty every secret."""

    def show_busy(self, *, busy: bool) -> None:
        """Hold still while the record is being written."""

    def show_saved(self, at: datetime, sentence: str) -> None:
        """Say what is now on disk."""

    def show_draft(self, at: datetime | None) -> None:
        """Say that the draft is kept, or nothing."""

    def show_place(self, name: str) -> None:
        """Come back to a field, by its object name, when the panel is given the focus."""

    def show_not_kept(self, sentence: str) -> None:
        """Say that the draft could not be kept, and why."""

    def show_notice(self, sentence: str) -> None:
        """Say what happened meanwhile; the person closes it."""

    def open_paper(self, pdf: bytes, name: str) -> None:
        """Open a signed PDF in the computer's reader."""
