"""Every form that keeps a draft has a name in the list of drafts."""

import pytest

from ltm_desktop.app.draft_names import named
from ltm_desktop.app.ports import Draft
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import SITE_STREAM, ItemCode
from ltm_desktop.ui.panels.dosing.drafting import topic
from ltm_desktop.ui.panels.enrolment.panel import _TOPIC as ENROLMENT
from ltm_desktop.ui.panels.follow_up.presenter import TOPIC as FOLLOW_UP
from ltm_desktop.ui.panels.fractions.presenter import TOPIC as FRACTIONS
from ltm_desktop.ui.panels.handover.presenter import TOPIC as HANDOVER
from ltm_desktop.ui.panels.labs.presenter import TOPIC as LABS
from ltm_desktop.ui.panels.response.presenter import TOPIC as RESPONSE
from ltm_desktop.ui.panels.serious.drafting import TOPIC as SERIOUS
from ltm_desktop.ui.panels.site.emergency_panel import TOPIC as EMERGENCY
from ltm_desktop.ui.panels.site.laboratories_panel import TOPIC as LABORATORIES
from ltm_desktop.ui.panels.site.panel import _TOPIC as CONFIGURATION
from ltm_desktop.ui.panels.toxicity.drafting import JUDGING
from ltm_desktop.ui.panels.toxicity.drafting import TOPIC as TOXICITY

SITE = frozenset({EMERGENCY, LABORATORIES, CONFIGURATION, HANDOVER})
PANELS = {"blood_counts": "Blood counts"}


@pytest.mark.parametrize(
    ("kept", "fields", "words"),
    [
        (ENROLMENT, {}, "Enrolment"),
        (RESPONSE, {}, "Assessment of response"),
        (f"{SERIOUS}:ae-1", {}, "Report of a serious event"),
        (TOXICITY, {}, "Toxicity"),
        (JUDGING, {}, "Judgement of a toxicity"),
        (FRACTIONS, {"fraction": "12"}, "Fraction 12"),
        (LABS, {"panel": "blood_counts"}, "Results: Blood counts"),
        (LABS, {}, "Results"),
        (FOLLOW_UP, {"telling": "contact"}, "Follow-up: contact"),
        (FOLLOW_UP, {"telling": "take_back"}, "Follow-up: taking back"),
        (FOLLOW_UP, {}, "Follow-up"),
        (HANDOVER, {}, "Handover of the shift"),
        (EMERGENCY, {}, "Emergency page"),
        (CONFIGURATION, {}, "Site configuration"),
        (LABORATORIES, {}, "Laboratories and their ranges"),
        (topic(ItemCode("EXTRA-1")), {}, "Outside the plan: EXTRA-1"),
    ],
)
def test_a_draft_is_called_by_what_it_is_of(kept: str, fields: dict[str, str], words: str) -> None:
    about = SITE_STREAM if kept in SITE else "pat-1"
    draft = Draft("ws-1", "nurse.a", about, kept, fields, "2026-03-02T09:00:00+08:00")
    assert named(draft, None, lambda code: PANELS.get(code, ""), Words("en")) == words
