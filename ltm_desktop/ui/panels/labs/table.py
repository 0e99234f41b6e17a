"""The results of a chart as a table: analytes down, sampling times across, newest first. No Qt.

Lumbar and ventricular CSF stand in rows of their own.
"""

from collections.abc import Iterable, Iterator
from datetime import tzinfo

from ltm_desktop.app.wording.formats import to_plain_number
from ltm_desktop.app.wording.telling.labs import finding_name, told_result
from ltm_desktop.app.wording.telling.voice import Voice, analyte_name
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.analytes import Specimen
from ltm_desktop.domain.labs import (
    AnyResult,
    LabResult,
    LabsSlice,
    Standing,
    Superseded,
    standing_of,
)
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.ui.panels.labs.lines import plain, printed_unit
from ltm_desktop.ui.panels.labs.shown import Cell, ResultDetail, ResultTable, TableRow

COLUMNS = 8
"""Sampling times shown; older ones are counted and stay in the record."""
EVERYTHING = ""
_ARROWS = {Standing.LOW: "\u2193", Standing.HIGH: "\u2191", Standing.WITHIN: ""}


def value_words(one: AnyResult, say: Words, active: ActiveProtocol | None) -> str:
    """Write a result with its unit, as it was printed where it was converted."""
    if not isinstance(one, LabResult):
        return finding_name(one, say, active)
    if one.printed is not None:
        return f"{one.comparator.value}{one.printed.value}\u00a0{one.printed.unit}"
    return f"{one.comparator.value}{plain(one)}"


def _in_column(one: AnyResult, say: Words, active: ActiveProtocol | None) -> str:
    """Write a result under a row that names its unit; a converted one keeps what was printed."""
    if isinstance(one, LabResult) and one.printed is None:
        return f"{one.comparator.value}{to_plain_number(one.value.value)}"
    return value_words(one, say, active)


def flag_words(standing: Standing | None, say: Words) -> str:
    """Write how a value stands with a letter and an arrow, so that no colour is needed."""
    if standing is None or standing is Standing.WITHIN:
        return ""
    letter = say("L") if standing is Standing.LOW else say("H")
    return f"{_ARROWS[standing]}{letter}"


def results_table(
    labs: LabsSlice, active: ActiveProtocol | None, say: Words, zone: tzinfo | None, panel: str
) -> ResultTable:
    """Return the table of one panel, or of everything."""
    analytes = active.protocol.analytes if active else {}
    known = [
        one
        for one in labs.all
        if panel == EVERYTHING or (one.analyte in analytes and analytes[one.analyte].panel == panel)
    ]
    moments = sorted({one.sampled_at.timestamp() for one in known}, reverse=True)
    shown = moments[:COLUMNS]
    heads = tuple(_head(at, known, say, zone) for at in shown)
    order = list(analytes)
    places = dict.fromkeys(
        sorted(
            ((one.analyte, one.specimen) for one in known),
            key=lambda place: (
                order.index(place[0]) if place[0] in order else len(order),
                list(Specimen).index(place[1]),
            ),
        )
    )
    rows = (_row(place, known, shown, labs, say, active) for place in places)
    return ResultTable(heads, tuple(row for row in rows if row.cells), len(moments) - len(shown))


def _head(at: float, known: Iterable[AnyResult], say: Words, zone: tzinfo | None) -> str:
    moment = next(one.sampled_at for one in known if one.sampled_at.timestamp() == at)
    local = moment.astimezone(zone) if zone else moment
    return f"{say.date(local)}\n{say.time(local.time())}"


def _row(
    place: tuple[str, Specimen],
    known: Iterable[AnyResult],
    shown: list[float],
    labs: LabsSlice,
    say: Words,
    active: ActiveProtocol | None,
) -> TableRow:
    analyte, specimen = place
    cells: dict[int, tuple[Cell, ...]] = {}
    for one in known:
        at = one.sampled_at.timestamp()
        if (one.analyte, one.specimen) == place and at in shown:
            column = shown.index(at)
            cells[column] = (*cells.get(column, ()), _cell(one, labs, say, active))
    name = analyte_name(analyte, say, active)
    listed = active.protocol.analytes.get(analyte) if active else None
    unit = printed_unit(listed.unit) if listed and listed.unit else ""
    name = say("{name}, {unit}", name=name, unit=unit) if unit else name
    if specimen.is_csf:
        name = f"{name} · {say.term(f'place.{specimen.value}')}"
    return TableRow(name, cells)


def _cell(one: AnyResult, labs: LabsSlice, say: Words, active: ActiveProtocol | None) -> Cell:
    standing = standing_of(one) if isinstance(one, LabResult) else None
    words = [_in_column(one, say, active), flag_words(standing, say)]
    if isinstance(one, LabResult) and one.marks:
        words.append("\u2020")
    if labs.before(one.key) is not None:
        words.append("*")
    return Cell("\u00a0".join(filter(None, words)), one.key, standing)


def detail_of(one: AnyResult, labs: LabsSlice, named: Voice) -> ResultDetail:
    """Return one result whole with everything it was put in the place of."""
    lines = tuple((line.label, line.value) for line in told_result(one, named))
    before = tuple(_before(one, labs, named.say, named))
    return ResultDetail(one.key, named.analyte(one.analyte), lines, before)


def _before(one: AnyResult, labs: LabsSlice, say: Words, named: Voice) -> Iterator[str]:
    gone = labs.before(one.key)
    while gone is not None:
        yield _told(gone, say, named)
        gone = labs.before(gone.was.key)


def _told(gone: Superseded, say: Words, named: Voice) -> str:
    why = named.coded("lab_correction_reason", gone.reason)
    reason = say.listing(filter(None, (why, gone.note)))
    return say(
        "{value}, sample of {sampled}: {reason} ({who}, {moment})",
        value=value_words(gone.was, say, named.active),
        sampled=named.moment(gone.was.sampled_at),
        reason=reason,
        who=named.person(gone.by),
        moment=named.moment(gone.at),
    )
