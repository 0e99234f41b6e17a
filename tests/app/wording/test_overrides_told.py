"""What a physician passed is told on the record: rule, finding, who and why, in both languages."""

import pytest

from ltm_desktop.app.wording.statements import statement
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.evidence import evidence_of
from ltm_desktop.domain.overrides import OverrideRules
from tests.builders import PATIENT, PHYSICIAN, ZONE, check, item, labs, record, time_out
from tests.stories import Story, planned


def _passed() -> Story:
    low = planned().at("2026-03-02 10:00").prepared("IND-1")
    low = low.does(labs("2026-03-02 09:00", platelets="42"))
    with pytest.raises(Refused) as refused:
        low.decides(check())
    rules = tuple(evidence_of(one) for one in refused.value.alerts)
    passing = OverrideRules(PATIENT, item("IND-1"), PHYSICIAN, rules, "urgent", "ward round")
    return low.does(passing).does(check()).does(time_out()).at("2026-03-02 10:10")


def _told(language: str) -> str:
    story = _passed()
    identity = story.chart.patient.identity if story.chart.patient else None
    return statement(
        story.decides(record()),
        patient=identity,
        site=story.site,
        active=story.protocol,
        say=Words(language),
        zone=ZONE,
    ).text


def test_a_record_says_which_rule_was_passed_by_whom_and_why() -> None:
    text = _told("en")
    assert "laboratory result outside its limit (labs.outside): Overridden by Dana EXAMPLE" in text
    assert "because: Cannot wait. ward round" in text
    assert "Platelets before a dose by Ommaya reservoir (platelets_ommaya)" in text
    assert "limit: 50\u00a0×10⁹ per L" in text
    assert "value: 42\u00a0×10⁹ per L" in text
    assert "Rules not kept: none" in text


def test_it_says_so_in_chinese_without_english_in_its_middle() -> None:
    text = _told("zh_CN")
    assert "检验结果超限（labs.outside）：由 Dana EXAMPLE" in text
    assert "原因：不能等待。ward round" in text
    assert "经 Ommaya 储液囊给药前血小板（platelets_ommaya）" in text
