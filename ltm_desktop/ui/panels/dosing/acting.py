"""What is typed about one dose beside the chart it is about: all that an act is made of. No Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Signer
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.dosing import Check
from ltm_desktop.domain.dosing_path import Walked
from ltm_desktop.domain.identifiers import ItemCode, PatientId, PersonId, RecordId
from ltm_desktop.domain.products import Products
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.terms import Meaning
from ltm_desktop.ui.panels.dosing import typed
from ltm_desktop.ui.panels.dosing.standing import open_check


@dataclass(frozen=True, slots=True)
class Acting:
    """Typed fields of one dose beside the chart they are about."""

    fields: Mapping[str, str]
    chart: Chart
    item: ItemCode
    active: ActiveProtocol | None
    author: PersonId
    now: datetime
    say: Words
    products: Products = field(default_factory=dict)
    """The products a pharmacist approved for intrathecal use."""

    @property
    def patient(self) -> PatientId:
        """Return whose dose it is."""
        return self.chart.patient_id

    @property
    def subject_id(self) -> str:
        """Return the patient's number in the trial, empty for nobody enrolled."""
        patient = self.chart.patient
        return patient.identity.subject_id if patient else ""

    @property
    def walked(self) -> Walked:
        """Return the steps of this dose that stand."""
        return self.chart.dosing.steps_of(self.item)

    @property
    def record(self) -> RecordId:
        """Return the identity this dose will be recorded by, made when its form was opened."""
        return RecordId(self.fields.get("record", ""))

    @property
    def checked(self) -> Check | None:
        """Return the signed check of this dose."""
        return open_check(self.chart, self.item)

    @property
    def drug(self) -> str:
        """Return the ordered drug, else the planned one."""
        ordered = self.chart.dosing.orders.get(self.item)
        if ordered is not None:
            return ordered.drug
        planned = self.item in self.chart.plan.items
        return self.active.drug_of(self.item).code if self.active and planned else ""

    def chosen(self, key: str, meaning: Meaning) -> tuple[Signer, ...]:
        """Return the person chosen in a field as a signer, nobody while it is empty."""
        person = typed.text(self.fields, key)
        return (Signer(PersonId(person), meaning),) if person else ()

    def myself(self, meaning: Meaning) -> tuple[Signer, ...]:
        """Return the person at the desk as the one signer."""
        return (Signer(self.author, meaning),)
