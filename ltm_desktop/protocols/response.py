"""The response table of a protocol file; refuses a category whose kind the program does not know.

What the source does not state is left to the site like every other setting.
"""

from typing import Protocol

from ltm_desktop.domain.response_terms import Category, CategoryKind, ResponseFormat
from ltm_desktop.domain.setting_kinds import SPECS, Label
from ltm_desktop.protocols.tables import Table

_HANGS_ON = {"window": "days", "progression_needs": "progression"}


class Settle(Protocol):
    """Keep one value of the file as a setting."""

    def __call__(
        self, table: Table, group: str, key: str, owner: Label, *, only_if: str = ""
    ) -> None:
        """Read the value under a key."""


def read_response(root: Table, settle: Settle) -> ResponseFormat | None:
    """Return what the file says of response, None where it has no such table."""
    table = root.table("response", optional=True)
    if not root.has("response"):
        return None
    label = table.label("label")
    for key in SPECS["response"]:
        hangs_on = _HANGS_ON.get(key)
        settle(table, "response", key, label, only_if=table.at(hangs_on) if hangs_on else "")
    categories = [_category(code, one, settle) for code, one in table.tables("categories")]
    table.close()
    return ResponseFormat(label, {one.code: one for one in categories})


def _category(code: str, table: Table, settle: Settle) -> Category:
    label, kind = table.label("label"), table.text("kind")
    if kind not in set(CategoryKind):
        table.fault("kind", "protocol.leads_nowhere", name=kind)
        kind = CategoryKind.NOT_EVALUABLE
    settle(table, "response_category", "used", label)
    keys = ("counts_as_response", "definition")
    for key in keys if kind == CategoryKind.REMISSION else keys[1:]:
        settle(table, "response_category", key, label, only_if=table.at("used"))
    table.close()
    return Category(code, label, CategoryKind(kind))
