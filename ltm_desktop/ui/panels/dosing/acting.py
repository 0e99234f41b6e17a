"""The act of the current step: what is missing, the command, and who signs it. No Qt."""

from collections.abc import Mapping
from dataclasses import dataclass

from ltm_desktop.app.recorder import AnyCommand
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Signer
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.dosing import Check
from ltm_desktop.domain.identifiers import ItemCode, PersonId, RecordId
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.setting_values import FieldRange
from ltm_desktop.domain.terms import Meaning
from ltm_desktop.ui.panels.dosing import check, give, not_given, order, typed
from ltm_desktop.ui.panels.dosing.standing import Step, open_check


@dataclass(frozen=True, slots=True)
class Acting:
    """Typed fields of one dose beside the chart they are about."""

    fields: Mapping[str, str]
    chart: Chart
    item: ItemCode
    active: ActiveProtocol | None
    author: PersonId
    say: Words

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

    def missing(self, step: Step) -> tuple[str, ...]:
        """Return the fields a step still needs."""
        match step:
            case Step.ORDER:
                return order.missing(self.fields)
            case Step.CHECK:
                return check.missing(self.fields)
            case Step.GIVE:
                return give.missing(self.fields, self.active, self.checked)
            case Step.SIGN:
                return self._missing_to_sign()
            case Step.NOT_GIVEN:
                return not_given.missing(self.fields)
            case _:
                return ()

    def _missing_to_sign(self) -> tuple[str, ...]:
        lacking = give.missing(self.fields, self.active, self.checked)
        if typed.ticked(self.fields, "telling"):
            lacking += typed.blank(self.fields, ("incident",))
        return lacking

    def command(self, step: Step) -> AnyCommand | None:
        """Return the command of a step, or None while a field is missing."""
        patient, fields = self.chart.patient_id, self.fields
        record = RecordId(fields.get("record", ""))
        match step:
            case Step.ORDER:
                return order.to_command(fields, patient, self.item, self.drug)
            case Step.CHECK:
                return check.to_command(fields, patient, self.item, self.drug, record)
            case Step.SIGN:
                remarks = self._remarks()
                return give.to_command(fields, patient, self.item, record, self.checked, remarks)
            case Step.NOT_GIVEN:
                record = RecordId(fields.get("not_record", ""))
                return not_given.to_command(fields, patient, self.item, record)
            case _:
                return None

    def signers(self, step: Step) -> tuple[Signer, ...]:
        """Return who signs a step as far as people are chosen, also before it is complete."""
        match step:
            case Step.ORDER:
                return (Signer(self.author, Meaning.PRESCRIBED),)
            case Step.CHECK:
                return self._chosen("check_second", Meaning.CHECKED)
            case Step.SIGN:
                return self._closing()
            case Step.NOT_GIVEN:
                return (Signer(self.author, Meaning.OBSERVED),)
            case _:
                return ()

    def _closing(self) -> tuple[Signer, ...]:
        signers = self._chosen("operator", Meaning.ADMINISTERED)
        if not typed.ticked(self.fields, "called_away"):
            signers += self._chosen("second", Meaning.CHECKED)
        if self.author not in {one.person for one in signers}:
            signers += (Signer(self.author, Meaning.OBSERVED),)
        return signers

    def _chosen(self, key: str, meaning: Meaning) -> tuple[Signer, ...]:
        person = typed.text(self.fields, key)
        return (Signer(PersonId(person), meaning),) if person else ()

    def _remarks(self) -> str:
        """Tell the values that were kept beyond their plausible limits."""
        kept = give.kept_values(self.fields, self.active)
        return typed.joined(*(self._remark(*one) for one in kept))

    def _remark(self, key: str, amount: Quantity, limits: FieldRange) -> str:
        return self.say(
            "{field}: {amount} confirmed twice, outside {low} to {high}",
            field=self.say.term(f"field.{key}"),
            amount=amount,
            low=limits.hard_low,
            high=limits.hard_high,
        )
