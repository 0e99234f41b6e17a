"""Vera's story, chapter by chapter: eight doses and what followed them, until the death.

Results, toxicity, the hold, the reduction, the serious event, response and death are told at the
window; the doses themselves by commands. Everybody and everything here is synthetic.
"""

from datetime import date

from ltm_desktop.domain.ctcae import Grade
from tests.journeys.clinic import ANN, PAUL, hand_over, open_patient
from tests.journeys.desk import Window, press, read, texts
from tests.journeys.following import (
    PLATELETS,
    TOXICITY,
    Verdict,
    choose_event,
    confirm,
    enter_counts,
    judge,
    record_grade,
    record_new,
    report,
    tell_death,
    turn_to,
)
from tests.journeys.holding import hold, order_reduced
from tests.journeys.responding import assess_response
from tests.journeys.serious_acts import open_report, sign_report, tell_awareness, tell_notice
from tests.journeys.treated import NAME, Treated
from tests.journeys.what_was_told import BETTER, WORSE, Told
from tests.response_builders import assessed, baseline


def falling_counts(window: Window, vera: Treated) -> None:
    """Baseline and four doses: 180, 150, 118 and 82 platelets."""
    vera.enter()
    window.later("2026-02-27 15:00")
    vera.assess_response(baseline("2026-02-27"))
    vera.dose(1, "2026-03-02", "180")
    vera.dose(2, "2026-03-05", "150")
    vera.dose(3, "2026-03-09", "118")
    vera.dose(4, "2026-03-12", "82")
    window.later("2026-03-13 15:00")
    vera.order_course(date(2026, 3, 16))


def held(window: Window, told: Told) -> None:
    """42 platelets: suggested behind those of 9 March, confirmed in order; the dose is held."""
    window.later("2026-03-16 08:00")
    open_patient(window, NAME.family)
    enter_counts(window, "16-Mar-2026 07:30", neutrophils="1.9", platelets="42")
    turn_to(window, TOXICITY, "toxicity.panel")
    told.said["suggested"] = texts(window)
    confirm(window, PLATELETS)
    record_new(window)
    confirm(window, PLATELETS)
    record_grade(window)
    told.said["dose 5"] = hold(window, "WK-1", "19-Mar-2026", "Blood counts", ANN)
    told.said["held"] = texts(window)
    press(window, "rail.today")
    told.said["Today, held"] = texts(window)


def answered(window: Window, vera: Treated, told: Told) -> None:
    """A physician judges the platelets and finds the disease better; three fractions are given."""
    window.later("2026-03-16 12:00")
    hand_over(window, PAUL)
    open_patient(window, NAME.family)
    choose_event(window, "Platelet count")
    told.said["judged"] = judge(window, Verdict("4112111", "held", "none"), PAUL)
    vera.fraction(1, "2026-03-16")
    window.later("2026-03-16 15:00")
    told.said["better"] = assess_response(window, BETTER, PAUL)
    told.said["summary, day 14"] = read(window, "response.summary")
    vera.fraction(2, "2026-03-17")
    vera.fraction(3, "2026-03-18")


def reduced(window: Window, vera: Treated, told: Told) -> None:
    """88 platelets: grade 1 again; the physician orders 7.5 mg, from now on."""
    window.later("2026-03-19 08:00")
    vera.counts("88")
    vera.assess(5)
    look_again(window)
    confirm(window, PLATELETS)
    record_grade(window)
    note = "75 % after platelets grade 3 (example)"
    told.said["too far"] = order_reduced(window, "WK-1", "7.5", note, PAUL)
    told.said["ordered"] = texts(window)
    vera.give(5, "2026-03-19")
    vera.fraction(4, "2026-03-20")
    vera.dose(6, "2026-03-24", "95", reduced="7.5")
    vera.fraction(5, "2026-03-25")
    vera.dose(7, "2026-03-30", "110", reduced="7.5")


def serious(window: Window, vera: Treated, told: Told) -> None:
    """Arachnoiditis of grade 3 the day after dose 7: reported, judged, signed, sent."""
    window.later("2026-03-31 16:50")
    hand_over(window, ANN)
    open_patient(window, NAME.family)
    report(window, "arach", "3", "31-Mar-2026 08:00", "Legs burn, admitted (synthetic)")
    window.later("2026-03-31 17:30")
    hand_over(window, PAUL)
    open_patient(window, NAME.family)
    choose_event(window, "Arachnoiditis")
    verdict = Verdict("4122121", "held", "held", "hospitalisation", "Dexamethasone (synthetic)")
    told.said["judged serious"] = judge(window, verdict, PAUL)
    open_report(window)
    tell_awareness(window, "31-Mar-2026 16:50", ANN.name, "Told by telephone (synthetic)")
    told.said["form"] = sign_report(window, PAUL)
    press(window, "rail.today")
    told.said["Today, serious"] = texts(window)
    press(window, "rail.chart")
    window.later("2026-03-31 18:00")
    tell_notice(window, "Sponsor", "31-Mar-2026 17:50", "SP-1")
    told.said["clocks"] = texts(window)


def look_again(window: Window) -> None:
    """Close the chart and open it: what was told by commands is not told to an open page."""
    press(window, "chart.close")
    open_patient(window, NAME.family)


def followed(window: Window, vera: Treated) -> None:
    """Dose 8 is held a week; both toxicities end; the response is confirmed after 28 days."""
    window.later("2026-04-07 08:00")
    vera.hold(8, date(2026, 4, 13))
    window.later("2026-04-13 07:30")
    vera.grade("arachnoiditis", Grade.ONE)
    vera.dose(8, "2026-04-13", "140", reduced="7.5")
    window.later("2026-04-13 15:00")
    vera.assess_response(assessed("2026-04-13", time_point="day_42"))
    window.later("2026-04-20 10:00")
    vera.end("arachnoiditis")
    vera.end("platelet_count_decreased")


def progressed(window: Window, told: Told) -> None:
    """The disease is worse on day 85."""
    window.later("2026-05-25 11:00")
    look_again(window)
    told.said["worse"] = assess_response(window, WORSE, PAUL)


def died(window: Window, told: Told) -> None:
    """The patient died on 18 June; what was still planned is cancelled by name."""
    window.later("2026-06-20 10:00")
    told.said["death"] = tell_death(window, "18-Jun-2026", "Died of the disease (synthetic)")
    told.said["banner"] = texts(window)
