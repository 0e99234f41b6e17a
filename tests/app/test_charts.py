"""Charts are kept while they are asked for, then let go of; always as the entries stand."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from ltm_desktop.app.charts import MOST_CHARTS, Charts
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.identifiers import PatientId
from tests import builders
from tests.app.clinic import Clinic
from tests.builders import RESEARCH_NURSE


def enrol(clinic: Clinic, how_many: int) -> list[PatientId]:
    """Enrol patients of whom nothing else is known."""
    patients = [PatientId(f"pat-more-{number}") for number in range(how_many)]
    for number, patient in enumerate(patients):
        known = builders.identity(subject_id=f"EX9-{number}", hospital_number=f"H-9{number}")
        clinic.does(RESEARCH_NURSE, builders.enrol(patient=patient, identity=known))
    return patients


def charts_of(clinic: Clinic, most: int = MOST_CHARTS) -> Charts:
    return Charts(clinic.desk.store, clinic.desk.library, most=most)


def test_those_nobody_asked_for_longest_are_let_go_of(clinic: Clinic) -> None:
    first, second, third = enrol(clinic, 3)
    charts = charts_of(clinic, most=2)
    kept = charts.chart(first)
    charts.chart(second)
    assert charts.chart(first) is kept
    charts.chart(third)
    assert charts.kept == 2
    assert charts.chart(first) is kept
    assert charts.chart(second).patient is not None


def test_a_chart_let_go_of_is_the_same_when_it_is_asked_for_again(clinic: Clinic) -> None:
    one, *others = enrol(clinic, 3)
    charts = charts_of(clinic, most=1)
    before = charts.chart(one)
    for other in others:
        charts.chart(other)
    again = charts.chart(one)
    assert again is not before
    assert again == before


def test_a_day_of_many_patients_leaves_a_bounded_number_behind(clinic: Clinic) -> None:
    patients = enrol(clinic, MOST_CHARTS + 6)
    assert clinic.desk.charts.kept <= MOST_CHARTS
    for patient in patients:
        assert clinic.desk.chart(patient).patient_id == patient
    assert clinic.desk.charts.kept == MOST_CHARTS


def test_what_is_written_meanwhile_is_in_the_chart(clinic: Clinic) -> None:
    (one,) = enrol(clinic, 1)
    charts = charts_of(clinic, most=1)
    assert not charts.chart(one).plan.items
    clinic.does(RESEARCH_NURSE, replace(builders.plan(), patient=one))
    assert charts.chart(one).plan.items
    assert charts.chart(one).version == clinic.desk.store.stream_version(one)


def test_nobody_is_kept_of_whom_nothing_is_written(clinic: Clinic) -> None:
    charts = charts_of(clinic)
    assert charts.chart(PatientId("pat-nobody")).patient is None
    assert charts.kept == 0


def test_many_threads_are_told_the_same(clinic: Clinic) -> None:
    patients = enrol(clinic, 5)
    charts = charts_of(clinic, most=2)
    wanted = {patient: charts_of(clinic).chart(patient) for patient in patients}
    site = clinic.desk.site()

    def ask(number: int) -> tuple[bool, bool]:
        patient = patients[number % len(patients)]
        return charts.chart(patient) == wanted[patient], charts.site() == site

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(ask, range(200)))
    assert set(told) == {(True, True)}
    assert charts.kept == 2


def test_what_follows_from_a_chart_is_worked_out_again_only_when_it_or_the_rules_change(
    clinic: Clinic,
) -> None:
    one, other = enrol(clinic, 2)
    charts = charts_of(clinic, most=1)
    asked: list[int] = []

    def tell(chart: Chart) -> int:
        asked.append(chart.version)
        return len(chart.plan.items)

    def items(patient: PatientId, rules: object) -> int:
        return charts.follows("items", patient, rules, tell)

    old, new = object(), object()
    assert (items(one, old), items(other, old), items(one, old)) == (0, 0, 0)
    assert len(asked) == 2
    clinic.does(RESEARCH_NURSE, replace(builders.plan(), patient=one))
    assert items(one, old) == len(charts.chart(one).plan.items) > 0
    assert items(other, old) == 0
    assert len(asked) == 3
    assert items(one, new) == items(one, old)
    assert len(asked) == 5
