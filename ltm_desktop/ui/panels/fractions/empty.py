"""What stands where no course is: the reason, who can change it, what was told anyway. No Qt."""

from dataclasses import dataclass, replace

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.fraction_orders import PHYSICIANS
from ltm_desktop.domain.fraction_rules import WRITERS
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ui.panels.fractions.desk import FractionsDesk, has_role


@dataclass(frozen=True, slots=True)
class EmptyShown:
    """What stands where no course is: the reason, and who can change it."""

    text: str
    next_step: str
    may_tell: bool
    may_order: bool = False
    may_plan: bool = False
    """The arm has radiotherapy, so that a plan can be read before the order."""
    told: tuple[str, ...] = ()
    """Sessions that were told although no course is ordered, one line each."""


def empty_of(desk: FractionsDesk, patient: PatientId, say: Words) -> EmptyShown:
    """Return why there is no course, and what was told all the same."""
    return replace(_reason(desk, patient, say), told=_told_anyway(desk, patient, say))


def _reason(desk: FractionsDesk, patient: PatientId, say: Words) -> EmptyShown:
    active, who = desk.active(), desk.chart(patient).patient
    tell = has_role(desk, WRITERS)
    if active is None:
        return EmptyShown(
            say("No configuration of this site is signed yet."),
            say("The principal investigator signs it on the Site page."),
            may_tell=False,
        )
    if who is None or who.arm is None:
        return EmptyShown(
            say("This patient is not yet randomised."),
            say("Radiotherapy follows from the arm."),
            may_tell=tell,
        )
    if active.prescription_of(who.arm) is None:
        return EmptyShown(
            say("No radiotherapy in this arm"), say.label(active.arm(who.arm).label), tell
        )
    return EmptyShown(
        say("No radiotherapy is prescribed yet"),
        say("A physician prescribes it here."),
        may_tell=tell,
        may_order=has_role(desk, PHYSICIANS),
        may_plan=True,
    )


def _told_anyway(desk: FractionsDesk, patient: PatientId, say: Words) -> tuple[str, ...]:
    zone = desk.act().now.tzinfo
    sessions = desk.chart(patient).course.sessions
    return tuple(
        say(
            "Fraction {number}, outside the plan: {outcome}, {dose}, {at}",
            number=one.fraction,
            outcome=say.term(one.outcome),
            dose=say.listing(f"{dose.volume} {say.amount(dose.dose)}" for dose in one.delivered),
            at=one.at.astimezone(zone),
        )
        for one in sorted(sessions, key=lambda one: one.at.timestamp())
    )
