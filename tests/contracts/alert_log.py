"""What every alert log must do; an implementation gives the `alert_log` fixture."""

from dataclasses import replace

import pytest

from ltm_desktop.app.ports import AlertLog, AlertRow, AlertState, ShownAlert

ALERT = ShownAlert("pat-1", "IND-2", "labs.stale", "0f1e2d", "H07")
OTHER = replace(ALERT, act="IND-3")
AT, LATER = "2026-03-02T10:00:00+08:00", "2026-03-02T10:05:00+08:00"


class AlertLogContract:
    """The suite."""

    def test_an_alert_shown_again_and_again_is_kept_once(self, alert_log: AlertLog) -> None:
        alert_log.note_shown([ALERT, ALERT], AT)
        alert_log.note_shown([ALERT], LATER)
        assert alert_log.rows() == (AlertRow(ALERT, AlertState.SHOWN, AT),)

    def test_what_became_of_it_is_a_row_of_its_own(self, alert_log: AlertLog) -> None:
        alert_log.note_shown([ALERT], AT)
        alert_log.note_outcome([ALERT], AlertState.ACTED_ON, LATER)
        states = [row.state for row in alert_log.rows()]
        assert states == [AlertState.SHOWN, AlertState.ACTED_ON]

    def test_of_what_was_never_shown_nothing_became(self, alert_log: AlertLog) -> None:
        alert_log.note_outcome([ALERT], AlertState.TOLD, AT)
        assert alert_log.rows() == ()

    def test_an_alert_that_comes_back_is_open_again(self, alert_log: AlertLog) -> None:
        alert_log.note_shown([ALERT], AT)
        alert_log.note_outcome([ALERT], AlertState.ACTED_ON, AT)
        alert_log.note_shown([ALERT], LATER)
        assert alert_log.rows()[-1] == AlertRow(ALERT, AlertState.SHOWN, LATER)

    def test_what_looked_acted_on_may_turn_out_to_be_kept(self, alert_log: AlertLog) -> None:
        alert_log.note_shown([ALERT], AT)
        alert_log.note_outcome([ALERT], AlertState.ACTED_ON, AT)
        alert_log.note_outcome([ALERT], AlertState.TOLD, LATER)
        assert alert_log.rows()[-1].state is AlertState.TOLD

    @pytest.mark.parametrize("kept", [AlertState.OVERRIDDEN, AlertState.TOLD])
    def test_that_people_went_on_is_never_taken_back(
        self, alert_log: AlertLog, kept: AlertState
    ) -> None:
        alert_log.note_shown([ALERT], AT)
        alert_log.note_outcome([ALERT], kept, AT)
        alert_log.note_shown([ALERT], LATER)
        for state in (AlertState.ACTED_ON, AlertState.OVERRIDDEN, AlertState.TOLD):
            alert_log.note_outcome([ALERT], state, LATER)
        assert [row.state for row in alert_log.rows()] == [AlertState.SHOWN, kept]

    def test_other_evidence_or_another_act_is_another_alert(self, alert_log: AlertLog) -> None:
        others = [OTHER, replace(ALERT, evidence="99"), replace(ALERT, patient_id="pat-2")]
        alert_log.note_shown([ALERT, *others], AT)
        alert_log.note_outcome([OTHER], AlertState.ACTED_ON, LATER)
        assert len(alert_log.rows()) == 5
        assert [row.alert for row in alert_log.rows("pat-1", "IND-3")] == [OTHER, OTHER]
        assert len(alert_log.rows("pat-1")) == 4
