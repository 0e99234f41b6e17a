"""The press: what the app asks of paper, kept by this door.

Heavy libraries are met inside the verbs, so making a press costs nothing and drawing does not
wait for the signing library.
"""

from ltm_desktop.app.paper import (
    DowntimeKit,
    DowntimeSheet,
    EmergencySheet,
    HandoverSheet,
    Inspection,
    LabelSheet,
    PdfSigner,
    RecoverySheet,
    Sheet,
)


class PaperPress:
    """Draw, sign and judge PDFs; the app's `Press`."""

    def draw(self, sheet: Sheet) -> bytes:
        """Return a record with its signature fields empty. Raises Unprintable."""
        from ltm_desktop.reports import record

        return record.draw(sheet)

    def draw_recovery(self, sheet: RecoverySheet) -> bytes:
        """Return the recovery sheet of set-up. Raises Unprintable."""
        from ltm_desktop.reports import recovery

        return recovery.draw(sheet)

    def draw_emergency(self, sheet: EmergencySheet) -> bytes:
        """Return the emergency page of a site."""
        from ltm_desktop.reports import emergency

        return emergency.draw(sheet)

    def draw_downtime(self, sheet: DowntimeSheet) -> bytes:
        """Return a blank form for a downtime."""
        from ltm_desktop.reports import downtime

        return downtime.draw(sheet)

    def draw_kit(self, kit: DowntimeKit) -> bytes:
        """Return a list of doses and the blank form of each, in one PDF."""
        from ltm_desktop.reports import downtime_kit

        return downtime_kit.draw(kit)

    def draw_handover(self, sheet: HandoverSheet) -> bytes:
        """Return a handover, always one page."""
        from ltm_desktop.reports import handover

        return handover.draw(sheet)

    def draw_label(self, sheet: LabelSheet) -> bytes:
        """Return the label of a syringe. Raises Unprintable."""
        from ltm_desktop.reports import label

        return label.draw(sheet)

    def sign(self, pdf: bytes, field_name: str, signer: PdfSigner) -> bytes:
        """Fill one empty signature field. Raises Refused reports.cannot_sign."""
        from ltm_desktop.reports import signing

        return signing.sign(pdf, field_name, signer)

    def inspect(self, pdf: bytes, *, trusted_fingerprint: str | None = None) -> Inspection:
        """Judge a PDF from anywhere; never raises for what is in it."""
        from ltm_desktop.reports import inspection

        return inspection.inspect(pdf, trusted_fingerprint=trusted_fingerprint)
