"""Before a dose by somebody who still learns: the page says who is wanting beside them."""

import pytest

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.dosing_rules import Bedside
from ltm_desktop.domain.people import Person
from ltm_desktop.ui.panels.dosing.conditions import conditions
from ltm_desktop.ui.panels.dosing.graded import Condition, Met
from tests.builders import NURSE, SECOND, item
from tests.domain.test_supervision import learning, supervising
from tests.stories import planned


def second_person(say: Words, *people: Person) -> Condition:
    story = planned().prepared("IND-1").staffed(*people)
    chart, act = story.chart, story.act(NURSE)
    here = Bedside(
        chart.patient, chart.plan, chart.dosing, story.site.people, story.protocol, act, chart.labs
    )
    chosen = {"check_operator": str(NURSE), "check_second": str(SECOND)}
    label = say("Competency of the second person")
    return next(one for one in conditions(here, item("IND-1"), chosen, say) if one.label == label)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_supervisor_who_is_wanting_is_said_before_anybody_signs(language: str) -> None:
    say = Words(language)
    wanting = second_person(say, learning())
    assert wanting.met is not Met.MET
    assert NURSE in wanting.evidence
    assert second_person(say, learning(), supervising()).met is Met.MET
    assert second_person(say).met is Met.MET
