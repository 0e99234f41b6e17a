"""A physician passes rules for one dose: what may be passed, the text that is signed, the signing.

No Qt. Stands beside the page: the page's draft, fields and signatures are not touched.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, Severity
from ltm_desktop.domain.dosing_rules import Bedside, check_findings
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.evidence import RuleEvidence, evidence_of
from ltm_desktop.domain.identifiers import ItemCode, PatientId, PersonId
from ltm_desktop.domain.overrides import AT_THE_PUNCTURE, OverrideRules
from ltm_desktop.domain.terms import Task
from ltm_desktop.ui.desk_verbs import SigningDesk
from ltm_desktop.ui.options import vocabulary_of
from ltm_desktop.ui.panels.dosing import typed
from ltm_desktop.ui.panels.dosing.conditions import competent
from ltm_desktop.ui.panels.dosing.gate_lines import open_rules
from ltm_desktop.ui.panels.dosing.signing import (
    Ceremony,
    NotSigned,
    complete,
)
from ltm_desktop.ui.panels.dosing.typed import Fields
from ltm_desktop.ui.speak import to_alerts

Answer = TypeVar("Answer")
_REASONS = "override_reason"


@dataclass(frozen=True, slots=True)
class Overridable:
    """What a physician may pass of a dose as it stands, who may, and the reasons to choose from."""

    rules: tuple[Alert, ...] = ()
    physicians: tuple[tuple[PersonId, str], ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()
    noted: tuple[Alert, ...] = ()
    """Notes that stand beside the form and block nothing."""

    @property
    def speaking(self) -> tuple[Alert, ...]:
        """Return every alert of the dose itself that a person sees before anything is typed."""
        return (*self.rules, *self.noted)


@dataclass(frozen=True, slots=True)
class TypedOverride:
    """The form as it stands."""

    item: ItemCode
    physician: str
    rules: tuple[RuleEvidence, ...]
    reason: str
    note: str


class OverridingView(Protocol):
    """What the form beside the page can show."""

    def show_preview(self, text: str) -> None:
        """Show the exact text that is signed, nothing for an empty one."""

    def show_against(self, alerts: Sequence[Alert]) -> None:
        """Show what stands against the override."""

    def show_wrong_secret(self, sentence: str) -> None:
        """Say beside the secret why it was refused."""

    def show_busy(self, *, busy: bool) -> None:
        """Hold still while it is being written."""

    def show_done(self) -> None:
        """Close the form; the person is back where they were."""


class Run(Protocol):
    """Work beside the window: a Background's `run`."""

    def __call__(
        self,
        work: Callable[[], Answer],
        done: Callable[[Answer], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Do the work, then tell done or failed."""


def overridable(bedside: Bedside, item: ItemCode, say: Words, fields: Fields) -> Overridable:
    """Return what may be passed of the chart and of what was found at the puncture, and by whom."""
    standing = open_rules(bedside, item, _at_the_puncture(fields)).standing
    return Overridable(
        passable(standing),
        competent(bedside, Task.PRESCRIBE),
        vocabulary_of(bedside.protocol, _REASONS, say),
        tuple(one for one in standing if one.severity is Severity.NOTE),
    )


def _at_the_puncture(fields: Fields) -> Iterator[Alert]:
    """Return what was typed of the way in, as soon as it is typed."""
    site, refill = (typed.text(fields, key) for key in ("site_inspection", "refill"))
    found = check_findings(site=site, refill=refill, csf_return=None, withdrawn=None)
    yield from (one for one in found if one.code in AT_THE_PUNCTURE)


def passable(alerts: Iterable[Alert]) -> tuple[Alert, ...]:
    """Return the alerts a physician may pass, each finding once."""
    found = {evidence_of(one): one for one in alerts if one.severity is Severity.OVERRIDE}
    return tuple(found.values())


class Overriding:
    """Lead one override from what was found to the physician's signature."""

    def __init__(
        self,
        desk: SigningDesk,
        patient: PatientId,
        say: Words,
        *,
        view: OverridingView,
        run: Run,
    ) -> None:
        self._desk = desk
        self._patient = patient
        self._say = say
        self._view = view
        self._run = run
        self._ceremony: Ceremony | None = None
        self._announce: Callable[[Recorded], None] = lambda _recorded: None

    def announce_to(self, listener: Callable[[Recorded], None]) -> None:
        """Tell a listener once an override is durable."""
        self._announce = listener

    def read(self, typed: TypedOverride | None) -> None:
        """Take the form as it stands and show the text that would be signed."""
        self._ceremony = None
        if typed is None:
            self._show("", ())
            return
        command = OverrideRules(
            self._patient,
            typed.item,
            PersonId(typed.physician),
            typed.rules,
            typed.reason,
            typed.note,
        )
        try:
            self._ceremony = Ceremony(self._desk.propose(command, self._say))
        except LtmError as error:
            self._show("", to_alerts(error))
        else:
            self._show(self._ceremony.proposal.shown, ())

    def sign(self, secret: str) -> None:
        """Sign with the physician's secret and write."""
        ceremony = self._ceremony
        if ceremony is None or not secret:
            return
        secrets = {one.person: secret for one in ceremony.waiting()}
        self._view.show_busy(busy=True)
        self._run(lambda: complete(self._desk, ceremony, secrets), self._done, self._failed)

    def _done(self, outcome: Recorded | NotSigned) -> None:
        self._view.show_busy(busy=False)
        if isinstance(outcome, Recorded):
            self._ceremony = None
            self._view.show_done()
            self._announce(outcome)
            return
        for _, sentence in outcome.told(self._desk.site().people, self._say):
            self._view.show_wrong_secret(sentence)

    def _failed(self, error: Exception) -> None:
        self._view.show_busy(busy=False)
        self._ceremony = None
        self._show("", to_alerts(error))

    def _show(self, text: str, alerts: Sequence[Alert]) -> None:
        self._view.show_preview(text)
        self._view.show_against(alerts)
