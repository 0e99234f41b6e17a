"""Every way of saying no has calm words; our own faults keep their values to themselves."""

import logging

import pytest

from ltm_desktop.app.wording.words import LANGUAGES, Words
from ltm_desktop.domain.alerts import Severity, stop
from ltm_desktop.domain.errors import ChainBroken, LtmError, Refused, Stale, Unavailable
from ltm_desktop.ui.speak import to_alerts, to_sentence


def test_all_alerts_of_a_refusal_are_told_together() -> None:
    both = (stop("people.name_missing"), stop("people.role_missing"))
    assert to_alerts(Refused(*both)) == both


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "error", [Stale("pat-1"), Unavailable("storage.disk_full"), LtmError(), Stale("")]
)
def test_every_error_has_a_sentence_with_a_next_step(error: LtmError, language: str) -> None:
    say = Words(language)
    (alert,) = to_alerts(error)
    assert alert.severity is Severity.STOP
    assert say.next_step(alert) in to_sentence(error, say)
    assert alert.code not in to_sentence(error, say)


def test_a_broken_chain_names_the_entry() -> None:
    (alert,) = to_alerts(ChainBroken("ledger.tail_cut", 7))
    assert (alert.code, alert.values) == ("ledger.tail_cut", {"seq": 7})


@pytest.mark.expects_log("ltm_desktop.ui.speak")
def test_a_fault_is_logged_by_kind_and_place_and_never_by_its_message(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fault() -> None:
        raise KeyError("DEMO, Alpha 10 mg")

    try:
        fault()
    except KeyError as error:
        with caplog.at_level(logging.ERROR):
            (alert,) = to_alerts(error)
    assert alert.code == "program.fault"
    assert "KeyError" in caplog.text
    assert "test_shell_speak" in caplog.text
    assert "Alpha" not in caplog.text
