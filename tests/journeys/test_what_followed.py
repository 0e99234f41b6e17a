"""What followed eight doses, from the baseline to the death, and what every table says of it.

Everybody and everything here is synthetic; the numbers are worked out by hand beside each.
"""

from pathlib import Path

import pytest

from tests.journeys import what_followed as story
from tests.journeys.clinic import ANN, sign_in
from tests.journeys.conftest import Start
from tests.journeys.desk import close
from tests.journeys.numbers_by_hand import (
    the_curves,
    the_doses,
    the_fractions,
    the_outcomes,
    the_sheets,
)
from tests.journeys.treated import Treated
from tests.journeys.what_was_told import Told, read_tables, site_numbers


@pytest.mark.slow
def test_every_table_tells_what_followed_eight_doses(
    site: Path, start: Start, tmp_path: Path
) -> None:
    window = start(site, "2026-02-26 09:00")
    told = Told(tmp_path / "line.csv")
    sign_in(window, ANN)
    vera = Treated(window)
    story.falling_counts(window, vera)
    story.held(window, told)
    story.answered(window, vera, told)
    story.reduced(window, vera, told)
    story.serious(window, vera, told)
    story.followed(window, vera)
    story.progressed(window, told)
    story.died(window, told)
    read_tables(window, told)
    numbers, sheets = site_numbers(window)
    close(window)
    the_hold_and_the_reduction(told)
    the_serious_event(told)
    the_toxicities(told.said["toxicity"])
    the_response_and_the_survival(told)
    what_was_cancelled(told)
    the_time_line(told)
    (arm, _) = numbers.arms
    the_doses(arm)
    the_fractions(arm)
    the_outcomes(arm)
    the_curves(numbers)
    the_sheets(sheets)


def the_hold_and_the_reduction(told: Told) -> None:
    said = told.said
    assert (
        "Platelets 118 ×10⁹ per L suggests Platelet count decreased, grade 1."
        in (said["suggested"])
    )
    assert "42 ×10⁹ per L of 16-Mar-2026 07:30 waits after it: grade 3." in said["suggested"]
    # the limit, the rule and where each comes from stand beside the dose
    assert "42 ×10⁹ per L of 16-Mar-2026 07:30 does not keep the limit of 50" in said["dose 5"]
    rule = "this site holds a dose from Grade 3 on, until Grade 1 or better."
    assert f"Platelet count decreased, Grade 3, since 09-Mar-2026: {rule}" in said["dose 5"]
    assert "section 3.7: what holds a dose, as the site signed" in said["dose 5"]
    assert "This dose is on hold until 19-Mar-2026." in said["held"]
    assert "planned 16-Mar-2026 · held until 19-Mar-2026" in said["Today, held"]
    assert "Platelet count decreased, Grade 3, since 09-Mar-2026" in said["judged"]
    assert "Intrathecal pemetrexed: Probable; counts as related" in said["judged"]
    # 7.5 mg stands against 10 mg until a physician passes it, with the reason
    assert "7.5 mg is too far from the protocol dose of 10 mg." in said["too far"]
    assert "Source: hard rule H05" in said["too far"]
    assert "pemetrexed — DOSE 7.5 mg — intrathecal, Ommaya reservoir" in said["ordered"]
    assert "75 % after platelets grade 3 (example)" in said["ordered"]
    assert "Dose reduced for toxicity" in said["ordered"]


def the_serious_event(told: Told) -> None:
    said = told.said
    assert "Arachnoiditis, Grade 3, since 31-Mar-2026" in said["judged serious"]
    assert "Serious because: Admission to hospital" in said["judged serious"]
    assert "Grade: Grade 3 from 31-Mar-2026" in said["form"]
    # given at 10:00 on 30 March, begun at 08:00 on 31 March
    assert "22 h before the onset" in said["form"]
    assert "Creatinine clearance 92 mL per minute" in said["form"]
    # known at 16:50; the example site tells the sponsor within 24 h, asked at 17:30
    assert "23hr 20min left" in said["Today, serious"]
    assert "tell Sponsor, due 01-Apr-2026 16:50 · 2 more notices owed" in said["Today, serious"]
    assert "sent 31-Mar-2026 17:50" in said["clocks"]
    assert "E-mail · reference SP-1" in said["clocks"]
    # 168 h after the first notice; nobody told of it until 20 June 10:00
    assert "due 07-Apr-2026 17:50" in said["clocks"]
    assert "overdue by 73d 16hr" in said["Today, died"]


def the_toxicities(said: str) -> None:
    assert (
        "Arachnoiditis, mild, 31-Mar-2026 08:00 to 20-Apr-2026, 22 h after dose 7, worst grade 3, "
        "Recovered, related to Intrathecal pemetrexed, Serious"
    ) in said
    # of 9 March 07:00: the dose before it is the second, of 5 March 10:00
    assert (
        "Platelet count decreased, mild, 09-Mar-2026 07:00 to 20-Apr-2026, 3d after dose 2, "
        "worst grade 3, Recovered, related to Intrathecal pemetrexed"
    ) in said
    assert "Serious 1" in said
    assert "To be judged 0" in said


def the_response_and_the_survival(told: Told) -> None:
    first = told.said["summary, day 14"]
    assert "Partial response, 16-Mar-2026. Not confirmed" in first
    # 28 days after 16 March
    assert "counts from an assessment on 13-Apr-2026 or later" in first
    said = told.said["response"]
    assert "Best overall response: Partial response, 16-Mar-2026. Confirmed on 13-Apr-2026." in said
    assert "Neurological progression on 25-May-2026" in said
    assert "not done: Patient too unwell" in said
    said = told.said["follow-up"]
    # 29 days of March, 30 of April, 31 of May, 18 of June; over 30.4375
    overall = "Overall survival: 108 days (3.5 months), from 02-Mar-2026 to 18-Jun-2026, death."
    assert overall in said
    # 29 days of March, 30 of April, 25 of May
    assert (
        "Neurological progression-free survival: 84 days (2.8 months), "
        "from 02-Mar-2026 to 25-May-2026, neurological progression."
    ) in said
    assert "Last sign of life on 25-May-2026: assessment of response." in said


def what_was_cancelled(told: Told) -> None:
    # the day of the death is the 109th; two days later the study has no other
    assert "Pemetrexed with radiotherapy · day 109" in told.said["banner"]
    said = told.said["death"]
    assert "Because of: death of the patient" in said
    # 20 fractions less the 5 that were given; every dose was
    first = next(line for line in said.splitlines() if "planned for" in line)
    assert first.strip().startswith("Fraction RT-6: planned for")
    assert said.count("planned for") == 15
    assert "Fraction RT-20" in said
    assert "15 planned doses and fractions were cancelled by the end." in told.said["follow-up"]


def the_time_line(told: Told) -> None:
    rows = told.table.read_text(encoding="utf-8-sig")
    for day, number, lane, what in (
        ("2026-03-02", 1, '"Doses, mg"', '"Dose 1: 10 mg, Ommaya reservoir, Given"'),
        ("2026-03-19", 18, '"Doses, mg"', '"Dose 5: 7.5 mg, Ommaya reservoir, Given late"'),
        ("2026-04-13", 43, '"Doses, mg"', '"Dose 8: 7.5 mg, Ommaya reservoir, Given late"'),
        # 42 / 180 = 0.233; 140 / 180 = 0.778
        ("2026-03-16", 15, '"Platelets, ×10⁹ per L"', '"42 ×10⁹ per L, −77 % from baseline"'),
        ("2026-04-13", 43, '"Platelets, ×10⁹ per L"', '"140 ×10⁹ per L, −22 % from baseline"'),
        ("2026-03-18", 17, '"Fractions, Gy"', '"fraction 3 of 20: Delivered, PTV1 2 Gy"'),
        ("2026-03-16", 15, "Response", '"Partial response, Day 14 after the first dose"'),
        ("2026-05-25", 85, "Response", '"Progressive disease, Day 84 after the first dose"'),
        ("2026-06-18", 109, "Events", "died"),
    ):
        lines = [line for line in rows.splitlines() if line.startswith(f"{day},{number},")]
        assert any(line.endswith(f"{lane},{what}") for line in lines), (day, lines)
    for grade in (
        "Platelet count decreased, grade 1 (09-Mar-2026 to 16-Mar-2026)",
        "Platelet count decreased, grade 3 (16-Mar-2026 to 19-Mar-2026)",
        "Arachnoiditis, grade 3, serious (31-Mar-2026 to 13-Apr-2026)",
    ):
        assert grade in rows
        assert grade in told.said["line"]
