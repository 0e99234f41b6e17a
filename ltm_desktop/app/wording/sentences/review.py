"""What the refusals about queries, ticks and locks mean, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

_READ_AGAIN = _mark("Open the record again; somebody may have been faster.")

SENTENCES: dict[str, tuple[str, str]] = {
    "review.query_used": (_mark("This query was already sent."), _READ_AGAIN),
    "review.unknown_query": (_mark("This query is not in this chart."), _READ_AGAIN),
    "review.closed_already": (_mark("This query is closed."), _mark("Ask anew if need be.")),
    "review.unknown_item": (
        _mark("{item} is not planned for this patient."),
        _mark("Choose a planned dose or fraction, or ask about the patient."),
    ),
    "review.nobody_asked": (
        _mark("The query is put to nobody, or to two."),
        _mark("Choose one person or one role."),
    ),
    "review.text_missing": (_mark("Nothing is written."), _mark("Write it in a sentence.")),
    "review.not_asked": (
        _mark("This query is not put to {person}."),
        _mark("Leave it to whom it is put to, or ask for a new query."),
    ),
    "review.not_yours_to_close": (
        _mark("Only {person}, who asked, or a colleague of the same role closes this query."),
        _mark("Answer it, and leave the closing to them."),
    ),
    "review.note_missing": (
        _mark("Nobody has answered this query yet."),
        _mark("Wait for the answer, or write why you close it without one."),
    ),
    "review.no_part": (
        _mark("It is not said what was compared with the source."),
        _mark("Choose the whole record or its parts."),
    ),
    "review.already_verified": (
        _mark("Version {version} is already compared with its source in these parts."),
        _mark("Choose other parts, or leave it as it is."),
    ),
    "review.not_standing": (
        _mark("Record {record} no longer holds: it was corrected or taken back."),
        _mark("Open its newest version."),
    ),
    "review.locked_already": (_mark("The record is locked already."), _READ_AGAIN),
    "review.not_locked": (_mark("The record is not locked."), _READ_AGAIN),
    "review.waits_for_signature": (
        _mark("Record {record} still waits for a signature."),
        _mark("Lock it after everybody has signed."),
    ),
    "review.not_verified": (
        _mark("Version {version} was not compared whole with its source."),
        _mark("Compare the whole record first, then lock it."),
    ),
    "review.query_open": (
        _mark("A query about record {record} is not closed."),
        _mark("Close it first."),
    ),
    "review.reason_missing": (
        _mark("The reason is missing."),
        _mark("Write why the record must be opened again."),
    ),
    "review.locked": (
        _mark("{person} compared this record with its source and locked it on {at}."),
        _mark(
            "Ask the monitor or the investigator to unlock it: send a query from the record "
            "and write there what really happened."
        ),
    ),
    "review.reads_only": (
        _mark("{person} is a monitor here and records nothing about patients."),
        _mark("Send a query, or let a colleague of the site record it."),
    ),
}
