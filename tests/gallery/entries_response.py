"""Response: the list over time, the form half filled, and a patient nobody assessed yet."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.response_terms import Change, Component
from ltm_desktop.ui.panels.response.form import ResponseForm
from ltm_desktop.ui.panels.response.presenter import ResponsePresenter
from ltm_desktop.ui.panels.response.view import ResponseView
from tests.builders import PATIENT, PHYSICIAN
from tests.gallery.frame import Entry
from tests.gallery.response_desk import LookingDesk
from tests.response_builders import assessed, baseline, neuro, not_done, steroids
from tests.stories import Story, planned

_HEIGHT = 470


def story() -> Story:
    """Return a patient with a baseline, an improvement and a loss of it."""
    later = assessed(
        "2026-04-20",
        "progressive_disease",
        Change.WORSE,
        time_point="day_42",
        neuro=neuro(2, 2, 2, 1),
        steroids=steroids("8"),
    )
    told = planned().gives("IND-1", "2026-03-02").at("2026-04-21 10:00")
    told = told.does(baseline(), PHYSICIAN).does(assessed(), PHYSICIAN)
    return told.does(later, PHYSICIAN)


def opened(say: Words, told: Story) -> tuple[ResponseView, ResponsePresenter]:
    """Return the panel over a story; nothing is written anywhere."""
    view = ResponseView(say, lambda: told.now)
    desk: Any = LookingDesk(told)
    presenter = ResponsePresenter(
        desk,
        PATIENT,
        say,
        view=view,
        run=lambda work, done, _: done(work()),
        announce=lambda _: None,
    )
    view.changed.connect(presenter.changed)
    presenter.open()
    return view, presenter


def _list(say: Words) -> QWidget:
    return opened(say, story())[0]


def _empty(say: Words) -> QWidget:
    return opened(say, planned())[0]


def _form(part: str, **changes: Any) -> Callable[[Words], QWidget]:
    def make(say: Words) -> QWidget:
        view, presenter = opened(say, story())
        presenter.begin()
        form = view.form
        assert isinstance(form, ResponseForm)
        typed = {
            "time_point": "day_84",
            "neuro.consciousness": "1",
            "neuro.cognition": "2",
            "neuro.vision": "3",
            "neuro.hearing.found": "left, since childhood (synthetic)",
            "steroids.per_day": "8",
            "steroids.drug": "dexamethasone",
            f"not_done.{Component.MRI}": not_done(Component.MRI).reason,
            "overall": "partial_response",
            **changes,
        }
        form._bag.put(typed)
        form.open_part(part)
        return view

    return make


def _baseline(say: Words) -> QWidget:
    view, presenter = opened(say, planned())
    presenter.begin()
    assert view.form is not None
    return view


ENTRIES = [
    Entry("response", _list, (1234,), _HEIGHT),
    Entry("response-empty", _empty, (1234,), _HEIGHT),
    Entry("response-baseline", _baseline, (1234,), _HEIGHT),
    Entry("response-neuro", _form("neuro"), (1234,), _HEIGHT),
    Entry("response-mri", _form("mri", **{"not_done.mri": ""}), (1234,), _HEIGHT),
    Entry("response-steroids", _form("steroids"), (1234,), _HEIGHT),
    Entry("response-overall", _form("overall"), (1234,), _HEIGHT),
]
