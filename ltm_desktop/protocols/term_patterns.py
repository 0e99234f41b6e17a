"""The patterns of a list of toxicity terms.

Refuses a term the list does not have, days that are no number or stand the wrong way round, and
days where nothing is there to count from.
"""

from collections.abc import Collection

from ltm_desktop.domain.ctcae_patterns import After, Pattern, Patterns
from ltm_desktop.protocols.tables import Table


def read_patterns(root: Table, terms: Collection[str]) -> Patterns:
    """Return the patterns of a list, none where it has none; faults are kept by the table."""
    if not root.has("patterns"):
        return Patterns()
    found = {code: _pattern(code, table, terms) for code, table in root.tables("patterns")}
    return Patterns(root.label("patterns_source"), found)


def _pattern(code: str, table: Table, terms: Collection[str]) -> Pattern:
    after = table.text("after")
    if after not in set(After):
        table.fault("after", "protocol.leads_nowhere", name=after)
    found = Pattern(
        code=code,
        terms=_known(table, "terms", table.names("terms"), terms),
        text=table.label("text"),
        beside=_known(table, "beside", table.names("beside", optional=True), terms),
        after=After(after) if after in set(After) else After.ANYTHING,
        drug=table.text("drug", optional=True),
        from_days=_days(table, "from_days"),
        to_days=_days(table, "to_days"),
    )
    days = [one for one in (found.from_days, found.to_days) if one is not None]
    if days != sorted(days) or (days and found.after is After.ANYTHING):
        table.fault("to_days", "protocol.leads_nowhere", name=str(days[-1]))
    table.close()
    return found


def _known(
    table: Table, key: str, named: tuple[str, ...], terms: Collection[str]
) -> tuple[str, ...]:
    for one in named:
        if one not in terms:
            table.fault(key, "protocol.leads_nowhere", name=one)
    return named


def _days(table: Table, key: str) -> int | None:
    text = table.text(key, optional=True)
    if text and not text.isdecimal():
        table.fault(key, "protocol.not_a_number")
        return None
    return int(text) if text else None
