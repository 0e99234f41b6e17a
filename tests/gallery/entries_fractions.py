"""The fractions panel with a synthetic course: figures, plot, table and the form beside them."""

import datetime as dt
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import stop
from ltm_desktop.domain.terms import ItemState
from ltm_desktop.ui.panels.fractions.form_order import OrderForm
from ltm_desktop.ui.panels.fractions.ordering import OrderShown
from ltm_desktop.ui.panels.fractions.presenter import Choices, EmptyShown, FormShown, Option
from ltm_desktop.ui.panels.fractions.shown import (
    CourseShown,
    Figure,
    Line,
    PlotPoint,
    PlotShown,
)
from ltm_desktop.ui.panels.fractions.signing import Asked
from ltm_desktop.ui.panels.fractions.typed import TypedSession
from ltm_desktop.ui.panels.fractions.view import FractionsView
from tests.gallery.frame import Entry

NOW = dt.datetime(2026, 3, 23, 11, 42, tzinfo=dt.timezone(dt.timedelta(hours=8)))
_START = dt.date(2026, 3, 16)
_HEIGHT = 600


def _both(say: Words, english: str, chinese: str) -> str:
    return english if say.language == "en" else chinese


def _plot() -> PlotShown:
    days = [_START + dt.timedelta(days=n) for n in range(28) if n % 7 < 5]
    given = [days[n] for n in (0, 1, 2, 4)]
    return PlotShown(
        planned=tuple((day, Decimal(2 * n)) for n, day in enumerate(days, 1)),
        delivered=tuple(PlotPoint(_at(day), Decimal(2 * n)) for n, day in enumerate(given, 1)),
        not_treated=(PlotPoint(_at(days[3]), Decimal(6)),),
        lost_days=(days[3],),
        prescribed=Decimal(40),
        now=NOW,
        end=dt.date(2026, 4, 13),
        in_words="8 / 40",
    )


def _at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(9, 12), NOW.tzinfo)


def _line(say: Words, number: int, day: int, state: ItemState, dose: str, total: str) -> Line:
    moment = dt.datetime.combine(_START + dt.timedelta(days=day), dt.time(9, 12), NOW.tzinfo)
    return Line(
        number=number,
        fraction=str(number),
        when=say.moment(moment),
        target=_both(say, "Whole brain", "全脑"),
        dose=dose,
        cumulative=total,
        imaging=_both(say, "Cone-beam CT", "锥形束 CT"),
        operators="Dora Demo\nEn Demo 演示恩",
        state=state,
        state_words=say.term(state),
        record="frc-1" if dose else "",
    )


def _course(say: Words) -> CourseShown:
    calculated, estimate = say("calculated"), say("estimate")
    return CourseShown(
        heading=_both(say, "Involved-field radiotherapy · Whole brain", "累及野放疗 · 全脑"),
        figures=(
            Figure("delivered", say("Delivered"), say.gy(Decimal("7.2")), calculated),
            Figure("remaining", say("Remaining"), say.gy(Decimal("32.8")), calculated),
            Figure(
                "shortfall", say("Shortfall"), say.gy(Decimal("0.8")), calculated, "", "caution"
            ),
            Figure("end", say("Projected end"), say.date(dt.date(2026, 4, 13)), estimate),
        ),
        lines=(
            _line(say, 5, 7, ItemState.DUE_TODAY, "", ""),
            _line(say, 4, 4, ItemState.PARTIAL, "1.2", "7.2"),
            _line(say, 4, 3, ItemState.NOT_TREATED, "", "6"),
            _line(say, 3, 2, ItemState.DELIVERED, "2", "6"),
        ),
        plot=_plot(),
        notice=say(
            "Fraction {numbers} is short; the physician decides whether the rest is given.",
            numbers="4",
        ),
        tone="caution",
    )


def _form(say: Words) -> FormShown:
    return FormShown(
        title=say("Fraction {number} of {total}", number=5, total=20),
        therapists=(Option("therapist.d", "Dora Demo"), Option("therapist.e", "En Demo 演示恩")),
        prescribed=say.gy(Decimal(2)),
        last_machine="Linac 1 (demo)",
        same_day=say(
            "Intrathecal dose {number} of {total} is planned for the same day.", number=6, total=8
        ),
    )


def _view(say: Words) -> FractionsView:
    imaging = (Option("kv", "kV"), Option("cbct", _both(say, "Cone-beam CT", "锥形束 CT")))
    reasons = (
        Option("machine", _both(say, "Machine", "机器故障")),
        Option("other", _both(say, "Other", "其他")),
    )
    return FractionsView(say, lambda: NOW, Choices(imaging, reasons))


def _recording(say: Words) -> QWidget:
    view = _view(say)
    view.show_course(_course(say))
    view.show_form(_form(say), TypedSession("frc-2", "5", operator="therapist.d"))
    return view


def _refused(say: Words) -> QWidget:
    view = _view(say)
    view.show_course(_course(say))
    typed = TypedSession("frc-2", "21", outcome="partial", delivered="1.2", reason="machine")
    view.show_form(_form(say), typed)
    view.show_missing()
    view.show_alerts((stop("fractions.no_such_fraction", number=0),), tellable=True)
    return view


def _signing(say: Words) -> QWidget:
    view = _view(say)
    view.show_course(_course(say))
    asked = (
        Asked("therapist.d", "Dora Demo", say.term("meaning.administered")),
        Asked("therapist.e", "En Demo 演示恩", say.term("meaning.checked")),
    )
    view.show_statement(_both(say, "Record of a session", "照射记录"), asked)
    return view


def _no_course(say: Words) -> QWidget:
    view = _view(say)
    arm = _both(say, "Pemetrexed alone", "培美曲塞单药")
    view.show_empty(EmptyShown(say("No radiotherapy in this arm"), arm, may_tell=True))
    view.hide_form(may_tell=True)
    return view


def _order(say: Words) -> QWidget:
    order = OrderShown(
        course=_both(say, "Involved-field radiotherapy", "累及野放疗"),
        numbers=say(
            "{total} in {count} fractions of {dose}, {week} a week",
            total=say.gy(Decimal(40)),
            count=20,
            dose=say.gy(Decimal(2)),
            week=5,
        ),
        targets=(
            Option("whole_brain", _both(say, "Whole brain", "全脑")),
            Option("skull_base", _both(say, "Base of skull", "颅底")),
        ),
        techniques=(
            Option("imrt", _both(say, "IMRT", "调强放疗")),
            Option("vmat", _both(say, "VMAT", "容积旋转调强")),
        ),
        proposed_start=say.date(_START),
    )
    form = OrderForm(say, order, lambda: NOW, lambda _: ())
    form.show_missing()
    return form


ENTRIES = [
    Entry("fractions-recording", _recording, (1250, 1800), _HEIGHT),
    Entry("fractions-refused", _refused, (1250,), 900),
    Entry("fractions-signing", _signing, (1250,), _HEIGHT),
    Entry("fractions-no-course", _no_course, (1250,), 300),
    Entry("fractions-order", _order, (456,), 520),
]
