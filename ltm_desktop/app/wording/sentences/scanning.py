"""What a scan was, why one was refused, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

_BY_HAND = _mark("Scan it again; if it stays so, type product, lot and expiry from the pack.")
_SITE_CODE = _mark("Scan it again; if it stays so, print it anew.")
_NOT_THIS_SYRINGE = _mark("Do not use this syringe here. Find the right one and scan its label.")

SENTENCES: dict[str, tuple[str, str]] = {
    "scanning.is_product": (
        _mark("Product {gtin}, lot {lot}, expires {expiry}."),
        _mark("Compare lot and expiry with the pack."),
    ),
    "scanning.is_label": (
        _mark("Syringe label: {drug} {dose} for subject {subject}."),
        _mark("Scan it in the check before the injection."),
    ),
    "scanning.is_wristband": (
        _mark("Wristband of subject {subject}."),
        _mark("Scan it in the check before the injection."),
    ),
    "scanning.is_trace_code": (
        _mark("A Chinese trace code of 20 digits; it tells neither lot nor expiry."),
        _mark("Type lot and expiry from the pack; two people compare them."),
    ),
    "scanning.is_unknown": (
        _mark("This code is none that the program knows; nothing was filled in."),
        _mark("Scan the square code of the pack, the syringe label or the wristband."),
    ),
    "scanning.no_expiry": (
        _mark("No expiry could be read from this code; the scanner may lose the separator."),
        _BY_HAND,
    ),
    "scanning.no_lot": (
        _mark("No lot could be read from this code; the scanner may lose the separator."),
        _BY_HAND,
    ),
    "scanning.no_gtin": (
        _mark("This code names no product."),
        _BY_HAND,
    ),
    "scanning.no_separator": (
        _mark("Two parts of this code run into each other: a separator is missing."),
        _BY_HAND,
    ),
    "scanning.separator_doubtful": (
        _mark("Where the lot ends is not certain: this scanner has sent no separator yet."),
        _mark("Type product, lot and expiry; try the scanner on the scanner test page."),
    ),
    "scanning.wrong_check_digit": (
        _mark("The product number {gtin} was misread: its check digit is wrong."),
        _BY_HAND,
    ),
    "scanning.repeated": (
        _mark("This code says one thing twice."),
        _BY_HAND,
    ),
    "scanning.bad_date": (
        _mark("A date in this code cannot be."),
        _BY_HAND,
    ),
    "scanning.unreadable": (
        _mark("This code is not whole."),
        _BY_HAND,
    ),
    "scanning.damaged": (
        _mark("This label or wristband was not read whole: its check characters are wrong."),
        _SITE_CODE,
    ),
    "scanning.expired": (
        _mark("This product expired on {expiry}."),
        _mark("Do not use it. Take another pack."),
    ),
    "scanning.label_of_other_patient": (
        _mark("The syringe is labelled for another patient: subject {subject}."),
        _NOT_THIS_SYRINGE,
    ),
    "scanning.label_of_other_dose": (
        _mark("The syringe is labelled for the dose {found}; this is {item}."),
        _NOT_THIS_SYRINGE,
    ),
    "scanning.label_drug": (
        _mark("The syringe is labelled {found}; ordered is {ordered}."),
        _NOT_THIS_SYRINGE,
    ),
    "scanning.label_amount": (
        _mark("The syringe is labelled {found}; ordered are {ordered}."),
        _NOT_THIS_SYRINGE,
    ),
    "scanning.label_access": (
        _mark("The syringe is labelled for {found}; ordered is {ordered}."),
        _NOT_THIS_SYRINGE,
    ),
    "scanning.label_past_use_by": (
        _mark("The use-by time on the syringe label has passed: {use_by}."),
        _NOT_THIS_SYRINGE,
    ),
    "scanning.no_order": (
        _mark("No signed order stands for this dose, so the label has nothing to match."),
        _mark("Ask the physician for the order first."),
    ),
    "scanning.other_patient": (
        _mark("This wristband is another patient's: subject {subject}."),
        _mark("Stop. Open the chart of the patient in front of you."),
    ),
    "scanning.is_paper": (
        _mark("The code of a paper form: dose {item} of subject {subject}."),
        _mark("Scan it on any other page: its late entry opens."),
    ),
    "scanning.half": (
        _mark("Half a scan arrived and was thrown away; nothing was filled in."),
        _mark("Scan again."),
    ),
    "scanning.nowhere": (
        _mark("The scan was read, but nothing on this page takes one."),
        _mark("Scan in a patient's check before the injection, or on the scanner test page."),
    ),
    "scanning.not_now": (
        _mark("The scan was read, but this step takes none."),
        _mark("Scan in the check before the injection."),
    ),
    "scanning.label_matches": (
        _mark("The syringe label matches patient, dose, drug, amount and route."),
        _mark("Go on with the check."),
    ),
    "scanning.label_of_other_syringe": (
        _mark("This label belongs to another syringe: preparation {found}."),
        _NOT_THIS_SYRINGE,
    ),
    "scanning.label_read": (
        _mark("The syringe label was read; its fields are filled."),
        _mark("Compare them with the syringe in your hand."),
    ),
    "scanning.wristband_matches": (
        _mark("The wristband is this patient's."),
        _mark("Read both identifiers aloud with the patient."),
    ),
}
