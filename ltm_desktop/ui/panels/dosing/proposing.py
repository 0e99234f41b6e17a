"""The act about to be signed: proposed whenever the form is complete, refused with all alerts.

No Qt. Signatures already given stay with their proposal and vanish as soon as the act changes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ltm_desktop.app.recorder import AnyCommand
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.dosing import RecordDose
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import People
from ltm_desktop.ui.desk_verbs import ProposingDesk
from ltm_desktop.ui.panels.dosing import acts
from ltm_desktop.ui.panels.dosing.acting import Acting
from ltm_desktop.ui.panels.dosing.shown import SignerLine, Signing
from ltm_desktop.ui.panels.dosing.signing import Ceremony
from ltm_desktop.ui.panels.dosing.standing import Step, named
from ltm_desktop.ui.speak import to_alerts

_FIRST = (
    "dosing.differs_dose",
    "dosing.above_ceiling",
    "dosing.outside_tolerance",
    "dosing.differs_drug",
    "dosing.wrong_drug",
    "dosing.differs_access",
    "dosing.access_not_in_protocol",
    "dosing.product_expired",
    "dosing.past_use_by",
    "dosing.too_soon",
    "dosing.same_day_order",
    "dosing.same_day_gap",
)
_OF_PEOPLE = frozenset(
    {"dosing.same_person", "dosing.second_is_author", "dosing.other_people_checked"}
)


class Proposing:
    """Hold the proposal of one step, or why there is none."""

    def __init__(self, desk: ProposingDesk, say: Words) -> None:
        self._desk = desk
        self._say = say
        self.ceremony: Ceremony | None = None
        self.alerts: tuple[Alert, ...] = ()
        self._can_tell = False

    def forget(self) -> None:
        """Drop proposal, signatures and alerts."""
        self.ceremony, self.alerts, self._can_tell = None, (), False

    def fail(self, error: Exception) -> None:
        """Show what an error means instead of a proposal."""
        self.forget()
        self.alerts = in_order(to_alerts(error))

    def read(self, acting: Acting, step: Step) -> None:
        """Propose the act of a step as the form stands now."""
        if not acts.writes(step):
            return
        command = acts.command(acting, step)
        if command is None:
            self.forget()
            self._look_ahead(acts.to_come(acting, step))
        elif not self._stands(command):
            self._propose(command)

    def read_again(self, acting: Acting, step: Step) -> Ceremony | None:
        """Propose once more; return it only if it is still what the person has read."""
        read = self.ceremony.proposal if self.ceremony else None
        self.read(acting, step)
        now = self.ceremony
        if read is None or now is None:
            return None
        same = (read.command, read.version) == (now.proposal.command, now.proposal.version)
        return now if same else None

    def shown(self, acting: Acting, step: Step, people: People) -> Signing:
        """Return where the signing of a step stands."""
        ceremony = self.ceremony
        signed: Mapping[PersonId, object] = ceremony.signed if ceremony else {}
        return Signing(
            signers=tuple(
                SignerLine(
                    one.person,
                    named(people, one.person),
                    self._say.term(one.meaning),
                    one.person in signed,
                )
                for one in acts.signers(acting, step)
            ),
            preview=ceremony.proposal.shown if ceremony and ceremony.proposal.signers else "",
            missing=acts.missing(acting, step),
            alerts=self.alerts,
            can_tell=self._can_tell,
            ready=ceremony is not None,
        )

    def _stands(self, command: AnyCommand) -> bool:
        kept = self.ceremony
        return kept is not None and bool(kept.signed) and kept.proposal.command == command

    def _look_ahead(self, command: AnyCommand | None) -> None:
        """Tell what stands against an act that is not complete; nothing of it is proposed."""
        if command is not None:
            try:
                self._desk.propose(command, self._say)
            except LtmError as error:
                self.alerts = in_order(to_alerts(error))

    def _propose(self, command: AnyCommand) -> None:
        self.forget()
        try:
            self.ceremony = Ceremony(self._desk.propose(command, self._say))
        except LtmError as error:
            self.alerts = in_order(to_alerts(error))
            self._can_tell = self._may_be_told(command)

    def _may_be_told(self, command: AnyCommand) -> bool:
        """Tell whether only the plan was broken, so that an incident can tell it."""
        if not isinstance(command, RecordDose) or command.incident:
            return False
        try:
            self._desk.propose(replace(command, incident="-"), self._say)
        except LtmError:
            return False
        return True


def in_order(alerts: Iterable[Alert]) -> tuple[Alert, ...]:
    """Return what stands against a dose by weight: dose, way, expiry and interval, then people."""
    return tuple(sorted(alerts, key=_rank))


def _rank(alert: Alert) -> int:
    if alert.code in _FIRST:
        return _FIRST.index(alert.code)
    about_people = alert.code.startswith("people.") or alert.code in _OF_PEOPLE
    return len(_FIRST) + 1 if about_people else len(_FIRST)
