"""The program's lists of toxicity terms under resources/codelists, one file a version.

Refuses a grade that is not 1 to 5, grades with a gap, a term without any, and an organ class or a
limit that leads nowhere.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from ltm_desktop import resource_files
from ltm_desktop.domain.ctcae import Against, Bands, Codelist, Grade, Ladder, Limit, Term, Worse
from ltm_desktop.domain.setting_kinds import NO, NONE, YES, Label
from ltm_desktop.protocols.faults import parsed, refuse_faults
from ltm_desktop.protocols.tables import Fault, Table
from ltm_desktop.protocols.term_patterns import read_patterns

_FILES = "ctcae-*.toml"
_GRADES = {str(grade.value): grade for grade in Grade}
_LIMIT = re.compile(r"(?:([0-9]+(?:\.[0-9]+)?) ?)?(lln|uln|baseline)?")


@cache
def term_lists() -> Mapping[str, Codelist]:
    """Return every list the program carries by its version. Raises Refused for a faulty one."""
    found = sorted(resource_files.path("codelists").glob(_FILES))
    lists = (read_terms(path.read_text("utf-8"), path.name) for path in found)
    return MappingProxyType({one.version: one for one in lists})


def read_terms(text: str, name: str) -> Codelist:
    """Return the list of a file's text. Raises Refused with one alert for each fault."""
    faults: list[Fault] = []
    root = Table(parsed(text, name), "", faults)
    systems = {code: words.words() for code, words in root.tables("systems")}
    terms = {code: _term(code, table, systems) for code, table in root.tables("terms")}
    found = Codelist(
        version=root.text("version"),
        title=root.label("title"),
        source=root.label("source"),
        remark=root.label("remark"),
        systems=systems,
        terms=terms,
        patterns=read_patterns(root, terms),
    )
    root.close()
    refuse_faults(faults, text, name)
    return found


def _term(code: str, table: Table, systems: Mapping[str, Label]) -> Term:
    system = table.text("system")
    if system not in systems:
        table.fault("system", "protocol.leads_nowhere", name=system)
    term = Term(
        code=code,
        label=table.label("label"),
        system=system,
        criteria=_criteria(table),
        bands=_bands(table.table("laboratory")) if table.has("laboratory") else None,
        needs_text=_yes(table, "needs_text"),
        meddra=table.text("meddra", optional=True),
    )
    table.close()
    return term


def _criteria(table: Table) -> Mapping[Grade, Label]:
    found: dict[Grade, Label] = {}
    for number, words in table.tables("grades"):
        if number not in _GRADES:
            table.fault(f"grades.{number}", "protocol.no_such_grade", grade=number)
        else:
            found[_GRADES[number]] = words.words()
    known = sorted(found)
    if not known or known != list(range(known[0], known[-1] + 1)):
        table.fault("grades", "protocol.grades_with_gap")
    return found


def _yes(table: Table, key: str) -> bool:
    said = table.text(key, optional=True)
    if said not in ("", YES, NO):
        table.fault(key, "protocol.leads_nowhere", name=said)
    return said == YES


def _bands(table: Table) -> Bands:
    worse = table.text("worse")
    if worse not in set(Worse):
        table.fault("worse", "protocol.leads_nowhere", name=worse)
    bands = Bands(
        analyte=table.text("analyte"),
        unit=table.text("unit", optional=True),
        worse=Worse(worse) if worse in set(Worse) else Worse.LOW,
        ladder=_ladder(table, "limits"),
        beside=_ladder(table, "beside") if table.has("beside") else None,
        abnormal_baseline=(
            _ladder(table, "abnormal_baseline") if table.has("abnormal_baseline") else None
        ),
        not_on_anticoagulant=_yes(table, "not_on_anticoagulant"),
    )
    table.close()
    return bands


def _ladder(table: Table, key: str) -> Ladder:
    return Ladder(tuple(_limit(table, key, text) for text in table.listed(key)))


def _limit(table: Table, key: str, text: str) -> Limit | None:
    if text == NONE:
        return None
    match = _LIMIT.fullmatch(text)
    if match is None or not text:
        table.fault(key, "protocol.leads_nowhere", name=text)
        return None
    return Limit(Decimal(match[1] or "1"), Against(match[2] or "number"))
