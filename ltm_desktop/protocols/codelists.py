"""The program's own code lists under resources/codelists, as the domain asks for them.

Refuses a list that is missing or empty: what may never be injected is never guessed.
"""

from functools import cache

from ltm_desktop import resource_files
from ltm_desktop.domain.errors import refuse
from ltm_desktop.domain.protocol import WrongRouteDrug
from ltm_desktop.protocols.faults import parsed, refuse_faults
from ltm_desktop.protocols.tables import Fault, Table

_WRONG_ROUTE = "wrong_route.toml"


@cache
def wrong_route_drugs() -> tuple[WrongRouteDrug, ...]:
    """Return the drugs that must never reach the CSF. Raises Refused for a faulty list."""
    path = resource_files.path("codelists", _WRONG_ROUTE)
    if not path.is_file():
        raise refuse("products.no_wrong_route_list")
    return read_wrong_route(path.read_text("utf-8"))


def read_wrong_route(text: str) -> tuple[WrongRouteDrug, ...]:
    """Return the drugs of a list's text. Raises Refused for any fault, or an empty list."""
    faults: list[Fault] = []
    root = Table(parsed(text, _WRONG_ROUTE), "", faults)
    root.label("label")
    drugs = tuple(_drug(code, table) for code, table in root.tables("drugs"))
    root.close()
    refuse_faults(faults, text, _WRONG_ROUTE)
    if not drugs:
        raise refuse("products.no_wrong_route_list")
    return drugs


def _drug(code: str, table: Table) -> WrongRouteDrug:
    drug = WrongRouteDrug(code, table.label("label"), table.names("names"), table.label("source"))
    table.close()
    return drug
