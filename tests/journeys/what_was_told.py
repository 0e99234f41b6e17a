"""What a story tells of the disease, what its window said, and the tables read at its end."""

from dataclasses import dataclass, field
from pathlib import Path

from ltm_desktop.app.overview_sheets import Sheet
from ltm_desktop.app.overview_told import sheets
from ltm_desktop.app.site_numbers import SiteOverview
from ltm_desktop.app.site_overview import overview
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import PatientId
from tests.journeys.desk import Window, press, saving_as, settle, texts
from tests.journeys.following import FOLLOW_UP, RESPONSE, TIME_LINE, TOXICITY, turn_to
from tests.journeys.readying import desk_of
from tests.journeys.responding import Found

BETTER = Found(
    point="14",
    levels="00100000000000",
    change="Improved",
    sampled="16-Mar-2026",
    cytology="Negative",
    cells="Improved",
    kps="70",
    performance="Improved",
    steroids="4",
    overall="Partial response",
)
WORSE = Found(
    point="84",
    levels="12000000000000",
    change="Worse",
    sampled="25-May-2026",
    cytology="Positive",
    cells="Worse",
    kps="50",
    performance="Worse",
    steroids="8",
    overall="Progressive disease",
)


@dataclass
class Told:
    """What the window said at each turn of the story."""

    table: Path
    said: dict[str, str] = field(default_factory=dict)


def read_tables(window: Window, told: Told) -> None:
    """Read every table of the chart, and Today."""
    turn_to(window, RESPONSE, "response.summary")
    told.said["response"] = texts(window)
    turn_to(window, TOXICITY, "toxicity.panel")
    settle(window)
    told.said["toxicity"] = texts(window)
    turn_to(window, FOLLOW_UP, "follow_up.summary.0")
    told.said["follow-up"] = texts(window)
    turn_to(window, TIME_LINE, "timeline.turn")
    settle(window)
    press(window, "timeline.turn")
    told.said["line"] = texts(window)
    with saving_as(window, told.table):
        press(window, "timeline.save")
    settle(window)
    press(window, "rail.today")
    told.said["Today, died"] = texts(window)


def site_numbers(window: Window) -> tuple[SiteOverview, tuple[Sheet, ...]]:
    """Return the numbers of the site, and the sheets on which its page tells them."""
    desk = desk_of(window)
    active = desk.active()
    assert active is not None
    act = desk.act()
    charts = [desk.chart(PatientId(one.patient.patient_id)) for one in desk.worklists.patients()]
    found = overview(charts, active, act.today, act.day_of)
    return found, sheets(found, active, Words("en"))
