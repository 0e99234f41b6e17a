"""What a therapist sees of a course on the list: dose, dose today, platelets, flags. No Qt."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal

from ltm_desktop.app.rows import ItemRow
from ltm_desktop.app.wording.marking import mark as _mark
from ltm_desktop.app.wording.words import Words
from ltm_desktop.app.worklists import Due
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.terms import ItemKind
from ltm_desktop.ui.panels.today.words import clock_words, item_words

_FLAGS: Mapping[str, str] = {
    "undecided": _mark("a fraction is short: the physician decides"),
    "short": _mark("a fraction is short"),
    "over": _mark("more than prescribed was delivered"),
}


def course_words(one: Due, now: datetime, say: Words) -> str:
    """Write the course of a fraction's patient in one line."""
    return " · ".join(_parts(one, now, say))


def _parts(one: Due, now: datetime, say: Words) -> Iterator[str]:
    patient = one.patient
    if patient.rt_prescribed:
        delivered, total = _amount(patient.rt_delivered, say), _amount(patient.rt_prescribed, say)
        yield say("{delivered} of {total} so far", delivered=delivered, total=total)
    doses = [_dose(row, now, say) for row in one.doses_today]
    yield say.listing(doses) if doses else say("no intrathecal dose today")
    if patient.platelets:
        yield say(
            "platelets {count}, {time}",
            count=_amount(patient.platelets, say),
            time=clock_words(patient.platelets_at, now, say),
        )
    else:
        yield say("platelets not known")


def _dose(row: ItemRow, now: datetime, say: Words) -> str:
    words = item_words(row.kind, row.number, row.of, say)
    if row.happened_at:
        time = clock_words(row.happened_at, now, say)
        return say("intrathecal {dose} today, {time}", dose=words, time=time)
    return say("intrathecal {dose} planned today", dose=words)


def flag_words(one: Due, say: Words) -> str:
    """Write what must be known of a course before it goes on; nothing for a dose."""
    if one.item.kind != ItemKind.FRACTION.value:
        return ""
    flags = one.patient.rt_flags.split()
    if "undecided" in flags:
        # the more urgent of the two sentences about the same fraction
        flags.remove("short")
    return say.begin(" · ".join(say(_FLAGS[flag]) for flag in flags))


def _amount(text: str, say: Words) -> str:
    """Write a kept amount, with < or > where it has one."""
    sign = text[:1] if text[:1] in "<>" else ""
    number, _, unit = text.removeprefix(sign).partition(" ")
    return f"{sign}{say.amount(Quantity(Decimal(number), Unit(unit)))}"
