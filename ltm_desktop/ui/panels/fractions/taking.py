"""What a file of the machine proposes, put into the forms that people complete and sign.

No Qt here. Nothing is signed or written; what a file does not say stays empty.
"""

from dataclasses import replace

from ltm_desktop.app.wording.marking import mark as _mark
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.fractions import PrescribeRadiotherapy, RecordFraction, SessionOutcome
from ltm_desktop.ui.panels.fractions.ordering import TypedOrder, TypedVolume
from ltm_desktop.ui.panels.fractions.taken import Taken, read_taken
from ltm_desktop.ui.panels.fractions.typed import TypedSession

_TOLD = ("fraction", "outcome", "at", "machine", "monitor_units", "termination")
"""Fields that a record fills and that must go on saying the same; doses come beside them."""
_WHAT = {
    "fraction": _mark("fraction"),
    "outcome": _mark("outcome"),
    "at": _mark("time"),
    "machine": _mark("machine"),
    "monitor_units": _mark("monitor units"),
    "termination": _mark("how it ended"),
}


def session_of(command: RecordFraction, record: str, act: Act, say: Words) -> TypedSession:
    """Return the session a record proposes as the texts of its form."""
    units = command.monitor_units
    treated = command.outcome is not SessionOutcome.NOT_TREATED
    typed = TypedSession(
        record=record,
        fraction=str(command.fraction),
        outcome=command.outcome.value,
        doses={one.volume: str(one.dose.value) for one in command.delivered},
        at=say.moment(command.at.astimezone(act.now.tzinfo)),
        machine=command.machine.strip(),
        operator=command.operator,
        second=command.second or "",
        monitor_units=str(units.value) if units else "",
        termination=command.termination.value if treated else "",
        override=command.machine_override,
        rv_id=command.rv_id,
    )
    told = {
        name: text.strip()
        for name, text in typed.to_fields().items()
        if name in _TOLD or name.startswith("dose.")
    }
    return replace(typed, taken=Taken(command.uid, told, command.beams).to_text())


def taken_words(typed: TypedSession, say: Words) -> str:
    """Say that a form was filled from a record, and what no longer agrees with it."""
    taken = read_taken(typed.taken)
    if taken is None:
        return ""
    changed = taken.changed(typed.to_fields())
    if not changed:
        return say(
            "Filled from the machine's record of {at}. Complete what is missing; both operators "
            "read and sign it.",
            at=taken.told.get("at", ""),
        )
    return say(
        "Changed after it was filled from the machine's record: {what}. It is told without that "
        "record; link the record afterwards and say why they differ.",
        what=say.listing(dict.fromkeys(_what(name, say) for name in changed)),
    )


def _what(name: str, say: Words) -> str:
    return say(_WHAT[name]) if name in _WHAT else say("dose")


def order_of(command: PrescribeRadiotherapy) -> TypedOrder:
    """Return the order a plan proposes as the physician's form has it; the day is chosen there."""
    return TypedOrder(
        volumes=tuple(
            TypedVolume(one.level, one.volume, one.site, one.detail, str(one.per_fraction.value))
            for one in command.targets
        ),
        technique=command.technique,
        start_on=None,
        energy=command.energy,
        intent=command.intent,
        fractions=str(command.fractions),
        plan_uid=command.plan_uid,
    )
