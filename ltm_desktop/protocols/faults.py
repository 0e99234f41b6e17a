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


def parsed(text: str, name: str) -> dict[str, object]:
    """Return the tables of a text. Raises Refused where it is no TOML."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        # The parser tells the place only inside its message.
        place = re.search(r"line (\d+), column (\d+)", str(error))
        line = int(place[1]) if place else len(text.splitlines()) or 1
        raise Refused(alert(name, line, "protocol.syntax", reason=str(error))) from error


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
