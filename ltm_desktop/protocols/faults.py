"""A file of TOML as plain tables, and everything wrong with it as alerts that name the line.

Refuses text that is no TOML at once; the faults of its tables are told together.
"""

import re
import tomllib
from decimal import Decimal

from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import Refused
from ltm_desktop.protocols.lines import line_of, lines_of
from ltm_desktop.protocols.tables import Fault

_LONGEST_LINE = 4096
"""Characters; one name of more parts than that would fill the memory."""


def parsed(text: str, name: str) -> dict[str, object]:
    """Return the tables of a text. Raises Refused where it is no TOML."""
    lines = text.splitlines()
    long = next((n for n, line in enumerate(lines, 1) if len(line) > _LONGEST_LINE), 0)
    if long:
        raise Refused(alert(name, long, "protocol.unreadable"))
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        # The parser tells the place only inside its message.
        place = re.search(r"line (\d+), column (\d+)", str(error))
        line = int(place[1]) if place else len(lines) or 1
        raise Refused(alert(name, line, "protocol.syntax", reason=str(error))) from error
    except (ValueError, ArithmeticError, RecursionError):
        # numbers nobody can hold and tables without end: the parser does not say where
        raise Refused(alert(name, 1, "protocol.unreadable")) from None


def refuse_faults(faults: list[Fault], text: str, name: str) -> None:
    """Raise Refused with one alert for each place and fault, if there is any."""
    if not faults:
        return
    lines = lines_of(text)
    # A name may be asked for more than once: one alert a place and code.
    found = {(line_of(lines, fault.path), fault.path, fault.code): fault for fault in faults}
    raise Refused(
        *(
            alert(name, line, code, path=path, **found[line, path, code].values)
            for line, path, code in sorted(found)
        )
    )


def alert(name: str, line: int, code: str, /, **values: object) -> Alert:
    """Return the alert of one fault of a file."""
    return stop(code, file=name, line=line, **values)
