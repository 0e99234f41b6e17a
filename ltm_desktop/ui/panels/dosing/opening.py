"""Papers and older records that the panel opens beside its form. No Qt; refusals become words."""

from collections.abc import Callable

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.identifiers import ItemCode, PatientId, RecordId
from ltm_desktop.ui.panels.dosing.shown import DosingDesk, DosingView
from ltm_desktop.ui.panels.dosing.told import told
from ltm_desktop.ui.speak import to_sentence


class Opening:
    """Open what is read and never written."""

    def __init__(self, desk: DosingDesk, patient: PatientId, say: Words, view: DosingView) -> None:
        self._desk = desk
        self._patient = patient
        self._say = say
        self._view = view

    def paper(self, record: str, sha256: str) -> None:
        """Open the signed PDF of a record."""
        self._open(lambda: self._desk.store.paper(sha256), f"{record}.pdf")

    def blank(self, item: ItemCode) -> None:
        """Open the blank form for a downtime, with the patient of this chart on it."""
        self._open(lambda: self._desk.downtime_form(self._patient, item), f"downtime-{item}.pdf")

    def earlier(self, record: str) -> None:
        """Open an older record of the dose shown."""
        chart = self._desk.chart(self._patient)
        known = chart.records.by_id.get(RecordId(record))
        if known is not None:
            zone = self._desk.clock.now().tzinfo
            self._view.show_earlier(told(self._desk, chart, known, None, zone, self._say))

    def _open(self, draw: Callable[[], bytes], name: str) -> None:
        try:
            pdf = draw()
        except LtmError as error:
            self._view.show_notice(to_sentence(error, self._say))
        else:
            self._view.open_paper(pdf, name)
