"""What the signoff alerts and refusals mean, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

SENTENCES: dict[str, tuple[str, str]] = {
    "signoff.unknown_record": (
        _mark("Record {record} is not in this chart."),
        _mark("Open the record from the patient's chart or from Sign-off."),
    ),
    "signoff.nothing_waits": (
        _mark("Record {record} does not wait for this signature."),
        _mark("Read the record; it may have been signed meanwhile."),
    ),
    "signoff.not_the_second": (
        _mark("Only {person} can sign this record as its second person."),
        _mark("Ask {person} to sign it from the inbox."),
    ),
    "signoff.check_first": (
        _mark("The record still waits for the signature of {person}, who checked the dose."),
        _mark("Ask {person} to sign it first."),
    ),
    "signoff.observe_first": (
        _mark("The observation after the injection of record {record} has not ended."),
        _mark("Ask the nurse to tell the last observation, or why it ended early."),
    ),
    "signoff.query_open": (
        _mark("A physician's query about this record still waits for the answer of {person}."),
        _mark("Wait for the answer, or close the query with a note."),
    ),
    "signoff.not_read": (
        _mark("Record {record} was not opened and read to its end."),
        _mark("Open it, read it to its end, then sign it."),
    ),
    "signoff.changed_since_read": (
        _mark("Something was recorded of this patient after you read the record."),
        _mark("Read it again, then sign it."),
    ),
    "signoff.sitting_ended": (
        _mark("The desk was locked or handed over since you read; nothing was signed."),
        _mark("Read the records again and sign them in one sitting."),
    ),
    "signoff.own_record": (
        _mark("{person} gave or checked this dose; another physician approves it."),
        _mark("Leave it in the inbox for another physician."),
    ),
    "signoff.signature_missing": (
        _mark("The signatures do not match what is to be written; nothing was written."),
        _mark("Read the record again and let everybody sign again."),
    ),
    "signoff.proposal_expired": (
        _mark("What you read is more than half an hour old; nothing was written."),
        _mark("Look at it again, then sign."),
    ),
    "signoff.author_changed": (
        _mark("{person} began this and is no longer signed in here; nothing was written."),
        _mark("Let {person} sign in again, or begin it anew in your own name."),
    ),
    "signoff.not_a_signer": (
        _mark("{person} is not one of the people who sign this."),
        _mark("Let a person who is named on the form sign."),
    ),
}
