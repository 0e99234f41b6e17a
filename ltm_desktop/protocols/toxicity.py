"""What a protocol file says of toxicity: the scales an investigator may choose the relation from.

Refuses a scale in which nothing, or everything, counts as related: it would answer nothing.
"""

from collections.abc import Mapping

from ltm_desktop.domain.setting_kinds import NO, YES
from ltm_desktop.domain.toxicity_data import RelationLevel, RelationScale
from ltm_desktop.protocols.tables import Table


def read_scales(table: Table) -> Mapping[str, RelationScale]:
    """Return the scales of a file by code; faults are kept in the table."""
    return {code: _scale(code, one) for code, one in table.tables("scales")}


def _scale(code: str, table: Table) -> RelationScale:
    levels = {name: _level(name, one) for name, one in table.tables("levels")}
    scale = RelationScale(code, table.label("label"), table.label("source"), levels)
    if len({one.counts_as_related for one in levels.values()}) != 2:
        table.fault("levels", "protocol.scale_answers_nothing")
    table.close()
    return scale


def _level(code: str, table: Table) -> RelationLevel:
    counts = table.text("counts_as_related")
    if counts not in (YES, NO):
        table.fault("counts_as_related", "protocol.leads_nowhere", name=counts)
    level = RelationLevel(code, table.label("label"), counts == YES)
    table.close()
    return level
