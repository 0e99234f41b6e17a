"""The rows of an import in words, alike for the window and the command line."""

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.import_rows import Compared, Row
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class RowWords:
    """One row as people read it."""

    what: str
    logged: str
    filed: str
    agreement: str


def row_words(row: Row, say: Words, active: ActiveProtocol | None) -> RowWords:
    """Word one row; what one side does not have is said to be nothing."""
    what = say.term(row.field)
    return RowWords(
        what=say("{what} ({part})", what=what, part=row.part) if row.part else what,
        logged=_value(row.logged, row, say, active),
        filed=_value(row.filed, row, say, active),
        agreement=say.term(row.agreement),
    )


def _value(value: object, row: Row, say: Words, active: ActiveProtocol | None) -> str:
    if value is None:
        return say("nothing")
    if isinstance(value, HumanName):
        return person_name(value)
    if row.field is Compared.TECHNIQUE and active is not None:
        code = str(value)
        known = code in active.vocabulary("rt_technique")
        return active.label("rt_technique", code, say.language) if known else code
    return say.shown(value)
