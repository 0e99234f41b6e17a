"""What the alerts about heads kept outside mean, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

_COMPARE = _mark(
    "Compare every digit with the paper again. If they are the same, do not write: check the "
    "whole record and call the site administrator."
)

SENTENCES: dict[str, tuple[str, str]] = {
    "witnessing.not_a_head": (
        _mark("This is no head of a ledger."),
        _mark("Type the number of the entry and the digits as they are printed."),
    ),
    "witnessing.place_missing": (
        _mark("Where this head is kept is not said."),
        _mark("Write where exactly, so that somebody else can find it."),
    ),
    "witnessing.head_beyond": (
        _mark("This record ends at entry {newest}; it has no entry {seq}."),
        _COMPARE,
    ),
    "witnessing.head_differs": (
        _mark("Entry {seq} of this record has another head."),
        _COMPARE,
    ),
}
