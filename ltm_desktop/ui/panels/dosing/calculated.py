"""What follows from typed amounts, each with the inputs it follows from and marked as calculated.

No Qt. The rate is rounded to 0.01 mL per minute, a part of a volume to 0.1 %, and both say so;
nothing here is recorded by itself.
"""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.dosing_measures import check_balance
from ltm_desktop.domain.dosing_told import delivered
from ltm_desktop.domain.quantities import Quantity, Unit, ml
from ltm_desktop.ui.panels.dosing import after, give, typed
from ltm_desktop.ui.panels.dosing.acting import Acting
from ltm_desktop.ui.panels.dosing.give_fields import amount
from ltm_desktop.ui.panels.dosing.plausible import Verdict, judge

_STEP, _TENTH = Decimal("0.01"), Decimal("0.1")


def lines(acting: Acting) -> tuple[str, ...]:
    """Return each result that its inputs allow."""
    parts = (_delivered(acting), _graduation(acting), _rate(acting), _balance(acting))
    return tuple(part for part in parts if part)


def remarks(acting: Acting) -> tuple[str, ...]:
    """Return what to look at again: volumes out of balance, an injection too quick or too slow."""
    volumes = (amount(acting.fields, key) for key in ("csf_withdrawn", "volume_injected"))
    unbalanced = check_balance(acting.active, *volumes)
    told = (*(acting.say.alert(one) for one in unbalanced), _lasting(acting))
    return tuple(one for one in told if one)


def _delivered(acting: Acting) -> str:
    injected, tray = amount(acting.fields, "volume_injected"), give.tray(acting)
    if tray is None or injected is None or tray.syringe.volume < injected:
        return ""
    return acting.say(
        "Delivered {amount}: {dose} × {injected} of {volume} (calculated)",
        amount=delivered(tray.dose, injected, tray.syringe.volume),
        dose=tray.dose,
        injected=injected,
        volume=tray.syringe.volume,
    )


def _graduation(acting: Acting) -> str:
    """Return how much one line of the syringe is of what was injected (section 3.8)."""
    injected, tray = amount(acting.fields, "volume_injected"), give.tray(acting)
    line = tray.syringe.graduation if tray else None
    if line is None or injected is None or injected.value <= 0:
        return ""
    part = (line.value / injected.value * 100).quantize(_TENTH, ROUND_HALF_UP).normalize() + 0
    return acting.say(
        "One line of the syringe, {line}, is {part} % of {injected} (calculated, rounded)",
        line=line,
        part=f"{part:f}",
        injected=injected,
    )


def _span(acting: Acting) -> timedelta | None:
    started = typed.moment(acting.fields, "started_at")
    ended = typed.moment(acting.fields, "ended_at")
    return None if started is None or ended is None else elapsed(started, ended)


def _rate(acting: Acting) -> str:
    injected, span = amount(acting.fields, "volume_injected"), _span(acting)
    if injected is None or span is None or span <= timedelta(0):
        return ""
    minutes = Decimal(int(span.total_seconds())) / 60
    rate = (injected.value / minutes).quantize(_STEP, ROUND_HALF_UP)
    if {"started_at", "ended_at"} & set(after.estimated(acting)):
        return acting.say(
            "approx. {rate} mL per minute: {injected} over approx. {span} (calculated, rounded)",
            rate=rate,
            injected=injected,
            span=span,
        )
    return acting.say(
        "{rate} mL per minute: {injected} over {span} (calculated, rounded)",
        rate=rate,
        injected=injected,
        span=span,
    )


def _lasting(acting: Acting) -> str:
    """Return a remark where the injection lasted no time, or not a usual or plausible one."""
    access, span, active = typed.access(acting.fields, "access"), _span(acting), acting.active
    if active is None or access is None or span is None:
        return ""
    if span < timedelta(0):
        return acting.say("Look at start and end again: the end lies before the start")
    limits = active.range_of(f"{access.value}.injection_time")
    minutes = Quantity(Decimal(int(span.total_seconds())) / 60, Unit.MIN)
    if limits is None or judge(limits, minutes).verdict is Verdict.FINE:
        return ""
    low, high = limits.soft_low or limits.hard_low, limits.soft_high or limits.hard_high
    if judge(limits, minutes).verdict is Verdict.HARD:
        return acting.say(
            "Look at start and end again: {span}, outside the plausible {low} to {high}",
            span=span,
            low=limits.hard_low,
            high=limits.hard_high,
        )
    say = acting.say
    return say("{span} is outside the usual {low} to {high}", span=span, low=low, high=high)


def _balance(acting: Acting) -> str:
    say, withdrawn = acting.say, amount(acting.fields, "csf_withdrawn")
    injected = amount(acting.fields, "volume_injected")
    if withdrawn is None or injected is None:
        return ""
    returned = injected + (amount(acting.fields, "flush") or ml("0"))
    return say(
        "Net CSF balance: {withdrawn} withdrawn, {returned} put in: {word} (calculated)",
        withdrawn=withdrawn,
        returned=returned,
        word=_word(acting, withdrawn, returned),
    )


def _word(acting: Acting, withdrawn: Quantity, returned: Quantity) -> str:
    say = acting.say
    if withdrawn.value == returned.value:
        return say("balanced")
    more = withdrawn < returned
    difference = returned - withdrawn if more else withdrawn - returned
    if more:
        return say("{amount} more put in", amount=difference)
    return say("{amount} more withdrawn", amount=difference)
