"""What follows from typed amounts: mg delivered, rate, CSF balance; always marked as calculated.

No Qt. The rate is rounded to 0.01 mL per minute and says so; nothing here is recorded.
"""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.dosing_told import delivered
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity, Unit, ml
from ltm_desktop.ui.panels.dosing import typed
from ltm_desktop.ui.panels.dosing.give import Tray
from ltm_desktop.ui.panels.dosing.plausible import Verdict, judge
from ltm_desktop.ui.panels.dosing.typed import Fields

_STEP = Decimal("0.01")


def lines(
    fields: Fields, tray: Tray | None, say: Words, active: ActiveProtocol | None = None
) -> tuple[str, ...]:
    """Return each result that its inputs allow, worded; a time to look at again comes last."""
    parts = (
        _delivered(fields, tray, say),
        _rate(fields, say),
        _balance(fields, say),
        _lasting(fields, active, say),
    )
    return tuple(part for part in parts if part)


def _delivered(fields: Fields, tray: Tray | None, say: Words) -> str:
    injected = typed.amount(fields, "volume_injected", Unit.ML)
    if tray is None or injected is None or tray.syringe.volume < injected:
        return ""
    amount = delivered(tray.dose, injected, tray.syringe.volume)
    return say("Delivered {amount} (calculated)", amount=amount)


def _rate(fields: Fields, say: Words) -> str:
    injected = typed.amount(fields, "volume_injected", Unit.ML)
    started, ended = typed.moment(fields, "started_at"), typed.moment(fields, "ended_at")
    if injected is None or started is None or ended is None:
        return ""
    span = elapsed(started, ended)
    if span <= timedelta(0):
        return ""
    minutes = Decimal(int(span.total_seconds())) / 60
    rate = (injected.value / minutes).quantize(_STEP, ROUND_HALF_UP)
    return say("{rate} mL per minute over {span} (calculated, rounded)", rate=rate, span=span)


def _lasting(fields: Fields, active: ActiveProtocol | None, say: Words) -> str:
    """Return a remark where the injection lasted no time, or not a usual or plausible one."""
    access = typed.access(fields, "access")
    started, ended = typed.moment(fields, "started_at"), typed.moment(fields, "ended_at")
    if active is None or access is None or started is None or ended is None:
        return ""
    limits = active.range_of(f"{access.value}.injection_time")
    span = elapsed(started, ended)
    minutes = Quantity(Decimal(int(span.total_seconds())) / 60, Unit.MIN)
    if limits is None or judge(limits, minutes).verdict is Verdict.FINE:
        return ""
    low, high = limits.soft_low or limits.hard_low, limits.soft_high or limits.hard_high
    if judge(limits, minutes).verdict is Verdict.HARD:
        low, high = limits.hard_low, limits.hard_high
        return say(
            "Look at start and end again: {span}, outside the plausible {low} to {high}",
            span=span,
            low=low,
            high=high,
        )
    return say("{span} is outside the usual {low} to {high}", span=span, low=low, high=high)


def _balance(fields: Fields, say: Words) -> str:
    withdrawn = typed.amount(fields, "csf_withdrawn", Unit.ML)
    injected = typed.amount(fields, "volume_injected", Unit.ML)
    if withdrawn is None or injected is None:
        return ""
    returned = injected + (typed.amount(fields, "flush", Unit.ML) or ml("0"))
    return say(
        "Fluid withdrawn {withdrawn}, put in {returned}: {word} (calculated)",
        withdrawn=withdrawn,
        returned=returned,
        word=_word(withdrawn, returned, say),
    )


def _word(withdrawn: Quantity, returned: Quantity, say: Words) -> str:
    if withdrawn.value == returned.value:
        return say("balanced")
    more = withdrawn < returned
    difference = returned - withdrawn if more else withdrawn - returned
    if more:
        return say("{amount} more put in", amount=difference)
    return say("{amount} more withdrawn", amount=difference)
