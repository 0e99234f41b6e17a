"""What belongs to a serious event, told at the window: awareness, form, notices, news."""

from PySide6.QtWidgets import QPlainTextEdit

from tests.journeys.clinic import Who
from tests.journeys.desk import (
    Window,
    choose,
    finish,
    press,
    read,
    settle,
    shown,
    type_into,
)


def open_report(window: Window) -> None:
    """Go from the open event to what must be told of it."""
    press(window, "toxicity.act.serious_report")
    settle(window)


def tell_awareness(window: Window, at: str, who: str, source: str) -> None:
    """Tell since when the site knows."""
    press(window, "serious.form.aware")
    type_into(window, "serious.aware.at", at)
    choose(window, "serious.aware.who", who)
    type_into(window, "serious.aware.source", source)
    press(window, "serious.aware.record")
    finish(window)


def tell_notice(window: Window, to: str, at: str, reference: str, late: str = "") -> None:
    """Tell that a notice was sent by e-mail."""
    press(window, "serious.form.notice")
    choose(window, "serious.notice.notice", to)
    type_into(window, "serious.notice.at", at)
    choose(window, "serious.notice.method", "E-mail")
    type_into(window, "serious.notice.reference", reference)
    if late:
        type_into(window, "serious.notice.late_reason", late)
    press(window, "serious.notice.record")
    finish(window)


def tell_news(window: Window, at: str, text: str) -> None:
    """Tell what was learnt later."""
    press(window, "serious.form.news")
    type_into(window, "serious.news.at", at)
    type_into(window, "serious.news.text", text)
    press(window, "serious.news.record")
    finish(window)


def sign_report(window: Window, doctor: Who) -> str:
    """Draft the narrative from the record, read the whole form, sign it; return what was read."""
    press(window, "serious.form.report")
    press(window, "serious.report.draft")
    settle(window)
    assert shown(window, QPlainTextEdit, "serious.report.narrative").toPlainText().strip()
    press(window, "serious.report.read")
    settle(window)
    text = read(window, "serious.report.statement")
    type_into(window, f"serious.report.secret.{doctor.user}", doctor.secret)
    press(window, "serious.report.sign_button")
    finish(window)
    return text
