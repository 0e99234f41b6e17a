"""What the reports alerts and refusals mean, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

SENTENCES: dict[str, tuple[str, str]] = {
    "reports.unprintable_amount": (
        _mark("The line with the dose holds characters that cannot be printed: {codes}."),
        _mark("Nothing was printed. Have the drug or the route corrected, then print again."),
    ),
    "reports.trail_too_long": (
        _mark("The trail has more than {most} entries, too many for paper."),
        _mark("Choose a patient, a person or a shorter time, or save it as a table (CSV)."),
    ),
    "reports.cannot_sign": (
        _mark("This paper has no empty box for this signature."),
        _mark("Open the record again: it may have been signed meanwhile."),
    ),
    "reports.qr_too_long": (
        _mark("The code for this paper would need {bytes} bytes; it holds {most}."),
        _mark("Nothing was printed. Report this to the site administrator."),
    ),
    "reports.header_too_long": (
        _mark("The patient's names and numbers fill more than half of a page."),
        _mark("Nothing was printed. Have the patient's identity corrected, then print again."),
    ),
    "reports.too_large": (
        _mark("The file is larger than any record of ours."),
        _mark("Choose the PDF of one record."),
    ),
    "reports.not_a_pdf": (
        _mark("The file is not a PDF."),
        _mark("Choose the PDF of one record."),
    ),
    "reports.unsigned": (
        _mark("The PDF carries no signature."),
        _mark("It proves nothing. Ask for the signed record."),
    ),
    "reports.malformed": (
        _mark("The PDF is not built the way our records are built."),
        _mark("Do not rely on it. Ask the site for the record from its ledger."),
    ),
    "reports.altered": (
        _mark("The PDF was changed after it was signed, or a signature in it is not genuine."),
        _mark("Do not rely on it. Ask the site for the record from its ledger."),
    ),
    "reports.added_after": (
        _mark("Something was added to the PDF after its last signature."),
        _mark("Do not rely on it. Ask the site for the record from its ledger."),
    ),
    "reports.changed_between": (
        _mark("Between two signatures more was changed than a signature box."),
        _mark("Do not rely on it. Ask the site for the record from its ledger."),
    ),
    "reports.untrusted": (
        _mark("The signatures do not lead to the site's authority you trust."),
        _mark("Compare the fingerprint with the one the site gave you."),
    ),
    "reports.certificate_not_in_force": (
        _mark("A certificate was not in force at the time of signing."),
        _mark("Do not rely on it. Ask the site for the record from its ledger."),
    ),
    "reports.certificate_not_entered": (
        _mark("A certificate in the name of {detail} was used that the ledger does not hold."),
        _mark("Do not rely on this paper. Tell the site administrator."),
    ),
    "reports.not_in_ledger": (
        _mark("The signatures hold, but the site's ledger names no such paper."),
        _mark("Do not rely on it. Ask the site for the record from its ledger."),
    ),
    "reports.paper_replaced": (
        _mark("A stored PDF is not the one the ledger names."),
        _mark("Do not rely on it. Restore the last proven backup and compare."),
    ),
    "reports.paper_missing": (
        _mark("A PDF the ledger names is no longer in the store."),
        _mark("Restore the last proven backup and compare."),
    ),
    "reports.no_such_record": (
        _mark("There is no issued PDF for “{record}”."),
        _mark("Check the record's number, or ask for the latest one."),
    ),
}
