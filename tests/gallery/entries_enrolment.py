"""The forms that enter a patient and end a course."""

import datetime as dt

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import stop
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.panels.enrolment.ending import EndKind
from ltm_desktop.ui.panels.enrolment.ending_view import EndingView
from ltm_desktop.ui.panels.enrolment.view import EnrolmentView
from tests.gallery.frame import Entry

NOW = dt.datetime(2026, 3, 2, 11, 42, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def _now() -> dt.datetime:
    return NOW


def _form(say: Words) -> QWidget:
    view = EnrolmentView(say, _now, (("A", "A + B"), ("B", "B")))
    view.fill({"family": "Demo", "given": "Alpha", "han": "演示阿", "access": Access.OMMAYA.value})
    view.show_pinyin("yan shi a")
    view.mark_missing(["born", "sex", "subject"])
    view.show_missing(["born", "sex", "subject"])
    view.show_namesakes(["DEMO, Alpha"])
    view.show_alerts([stop("patients.exists")])
    view.show_draft(NOW)
    return view


def _completion(say: Words) -> QWidget:
    view = EnrolmentView(say, _now, None, notes={"access": say.term(Access.LUMBAR)})
    view.show_missing([])
    return view


def _ending(say: Words) -> QWidget:
    view = EndingView(say, EndKind.WITHDRAWAL, _now)
    view.on.check_filled()
    return view


def _preview(say: Words) -> QWidget:
    view = EndingView(say, EndKind.DEATH, _now)
    view.show_preview(say("Death"))
    return view


ENTRIES = [
    Entry("enrolment", _form, (1282, 1836), 960),
    Entry("enrolment-completion", _completion, (1282,), 640),
    Entry("ending", _ending, (1282,), 460),
    Entry("ending-preview", _preview, (1282,), 460),
]
