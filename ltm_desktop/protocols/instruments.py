"""The program's own list of instruments of response, under resources/codelists.

Refuses a missing or faulty list; holds no level's words, for the program has no source for them.
"""

from functools import cache

from ltm_desktop import resource_files
from ltm_desktop.domain.errors import refuse
from ltm_desktop.domain.response_terms import Instrument, Instruments
from ltm_desktop.domain.setting_kinds import Label
from ltm_desktop.protocols.faults import parsed, refuse_faults
from ltm_desktop.protocols.tables import Fault, Table

_LIST = "response_instruments.toml"


@cache
def instruments() -> Instruments:
    """Return every instrument. Raises Refused for a missing or faulty list."""
    path = resource_files.path("codelists", _LIST)
    if not path.is_file():
        raise refuse("response.no_instruments")
    return read_instruments(path.read_text("utf-8"))


def read_instruments(text: str) -> Instruments:
    """Return the instruments of a list's text. Raises Refused with every fault."""
    faults: list[Fault] = []
    root = Table(parsed(text, _LIST), "", faults)
    root.label("label")
    scorecards = [_scorecard(code, table) for code, table in root.tables("scorecards")]
    mri, kps = root.table("mri"), root.table("kps")
    found = Instruments(
        scorecards={one.code: one for one in scorecards},
        mri=_words(mri, "features"),
        regions=_words(mri, "regions"),
        nodules=_number(mri, "nodules"),
        kps=tuple(range(_number(kps, "lowest"), _number(kps, "highest") + 1, _number(kps, "step"))),
        subtypes={
            part: {code: words.words() for code, words in table.each()}
            for part, table in root.tables("eano_esmo")
        },
    )
    for table in (mri, kps):
        table.label("source")
        table.close()
    root.close()
    refuse_faults(faults, text, _LIST)
    return found


def _scorecard(code: str, table: Table) -> Instrument:
    found = Instrument(
        code=code,
        label=table.label("label"),
        source=table.label("source"),
        highest=_number(table, "highest"),
        counts=table.label("counts"),
        items=_words(table, "items"),
    )
    table.close()
    return found


def _words(table: Table, key: str) -> dict[str, Label]:
    return {code: words.words() for code, words in table.tables(key)}


def _number(table: Table, key: str) -> int:
    """Read a whole number in quotes; beside a fault the one returned is never used."""
    text = table.text(key)
    if not text.isdecimal():
        table.fault(key, "protocol.not_a_number")
        return 1
    return int(text)
