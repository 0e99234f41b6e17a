"""The fractions panel with synthetic courses: figures, plot, tables and the forms beside them."""

import datetime as dt
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import stop
from ltm_desktop.domain.quantities import Unit, gy
from ltm_desktop.domain.terms import ItemState
from ltm_desktop.ui.options import Option
from ltm_desktop.ui.panels.fractions.empty import EmptyShown
from ltm_desktop.ui.panels.fractions.form_order import OrderForm
from ltm_desktop.ui.panels.fractions.offering import Choices, FormShown, SameDay, VolumeShown
from ltm_desktop.ui.panels.fractions.ordering import (
    LevelShown,
    OrderShown,
    TypedOrder,
    TypedVolume,
)
from ltm_desktop.ui.panels.fractions.plotted import Curve, PlotPoint, PlotShown
from ltm_desktop.ui.panels.fractions.shown import CourseShown, Figure, Line, Notice, Sums
from ltm_desktop.ui.panels.fractions.typed import TypedSession
from ltm_desktop.ui.panels.fractions.view import FractionsView
from ltm_desktop.ui.signing_steps import Asked
from tests.gallery.frame import Entry

NOW = dt.datetime(2026, 3, 23, 11, 42, tzinfo=dt.timezone(dt.timedelta(hours=8)))
_START = dt.date(2026, 3, 16)
_HEIGHT = 600
_DAYS = [_START + dt.timedelta(days=n) for n in range(28) if n % 7 < 5]


def _both(say: Words, english: str, chinese: str) -> str:
    return english if say.language == "en" else chinese


def _curve(volume: str, each: int) -> Curve:
    given = [_DAYS[n] for n in (0, 1, 2, 4)]
    return Curve(
        volume,
        planned=tuple((day, Decimal(each * n)) for n, day in enumerate(_DAYS, 1)),
        delivered=tuple(PlotPoint(_at(day), Decimal(each * n)) for n, day in enumerate(given, 1)),
        prescribed=Decimal(each * 20),
    )


def _plot(*curves: Curve) -> PlotShown:
    return PlotShown(
        curves=curves,
        not_treated=(_at(_DAYS[3]),),
        lost_days=(_DAYS[3],),
        now=NOW,
        end=dt.date(2026, 4, 13),
        unit=Unit.GY,
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
        imaging=_both(say, "Cone-beam CT", "锥形束 CT") if dose else "",
        operators="Dora Demo\nEn Demo 演示恩",
        state=state,
        state_words=say.term(state),
        record="frc-1" if dose else "",
    )


def _course(say: Words) -> CourseShown:
    calculated, estimate = say("calculated"), say("estimate")
    short = say(
        "Fraction {numbers} is short; the physician decides whether the rest is given.",
        numbers="4",
    )
    return CourseShown(
        heading=_both(say, "Involved-field radiotherapy · Whole brain", "累及野放疗 · 全脑"),
        order=_both(say, "IMRT · 6 MV · Palliative", "调强放疗 · 6 MV · 姑息性"),
        figures=(
            Figure(
                "delivered",
                say("Delivered"),
                say.gy(Decimal("7.2")),
                calculated,
                say("of {total}", total=gy("40")),
            ),
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
        plot=_plot(_curve("PTV1", 2)),
        notices=(Notice(short, "caution"),),
    )


def _two_volumes(say: Words) -> CourseShown:
    calculated = say("calculated")
    heading = (
        say("Target volume"),
        say("Prescribed, {unit}", unit="Gy"),
        say("Delivered, {unit}", unit="Gy"),
        say("Remaining, {unit}", unit="Gy"),
        say("Shortfall, {unit}", unit="Gy"),
        say("Beyond, {unit}", unit="Gy"),
    )
    model = say("calculated, linear-quadratic model without repair or repopulation")
    biological = Sums(
        (
            say("Target volume"),
            say("Alpha/beta, Gy"),
            say("BED, {unit}", unit="Gy"),
            say("EQD2, {unit}", unit="Gy"),
        ),
        (("PTV1", "2", "16.00", "8.00"), ("PTV2", "2", "30.00", "15.00")),
        model,
    )
    brain = _both(say, "PTV1 · Whole brain", "PTV1 · 全脑")
    boost = _both(say, "PTV2 · Metastasis, right frontal", "PTV2 · 右额转移灶")
    return CourseShown(
        heading=_both(say, "Whole brain with boost", "全脑放疗加量"),
        order=_both(say, "VMAT · 6 MV · Palliative", "容积旋转调强 · 6 MV · 姑息性"),
        figures=(
            Figure(
                "delivered.PTV1",
                say("{volume} {figure}", volume="PTV1", figure=say("Delivered")),
                say.gy(Decimal(8)),
                calculated,
                say("of {total}", total=gy("40")),
            ),
            Figure(
                "delivered.PTV2",
                say("{volume} {figure}", volume="PTV2", figure=say("Delivered")),
                say.gy(Decimal(12)),
                calculated,
                say("of {total}", total=gy("60")),
            ),
        ),
        lines=(
            _line(say, 4, 4, ItemState.DELIVERED, "PTV1 2\nPTV2 3", "PTV1 8\nPTV2 12"),
            _line(say, 3, 2, ItemState.DELIVERED, "PTV1 2\nPTV2 3", "PTV1 6\nPTV2 9"),
        ),
        plot=_plot(_curve("PTV1", 2), _curve("PTV2", 3)),
        volumes=Sums(
            heading,
            ((brain, "40", "8", "32", "0", "0"), (boost, "60", "12", "48", "0", "0")),
            calculated,
        ),
        biological=biological,
        history=(
            (
                say("Order, version {number}", number=1),
                say(
                    "From fraction {first}: {targets}, {count} {count:fraction|fractions}, "
                    "{how}, by {person}",
                    first=1,
                    targets=_both(say, "PTV1 Whole brain", "PTV1 全脑"),
                    count=20,
                    how="VMAT · 6 MV",
                    person="Paul Demo",
                ),
            ),
        ),
    )


_THERAPISTS = (Option("therapist.d", "Dora Demo"), Option("therapist.e", "En Demo 演示恩"))


def _volume(say: Words, volume: str, site: str, dose: str) -> VolumeShown:
    label = say("{volume} · {site}", volume=volume, site=site)
    return VolumeShown(volume, label, say("Prescribed {dose}", dose=gy(dose)), dose)


def _form(say: Words) -> FormShown:
    return FormShown(
        title=say("Fraction {number} of {total}", number=5, total=20),
        therapists=_THERAPISTS,
        colleagues=_THERAPISTS,
        physicians=(Option("physician.p", "Paul Demo"),),
        volumes=(_volume(say, "PTV1", _both(say, "Whole brain", "全脑"), "2"),),
        last_machine="Linac 1 (demo)",
        same_day=SameDay(
            say(
                "Intrathecal dose {number} of {total} is planned for the same day.",
                number=6,
                total=8,
            )
        ),
        as_planned=say(
            "Fills in {doses}, {machine} and the time now; then both sign.",
            doses="PTV1 2\u00a0Gy",
            machine="Linac 1 (demo)",
        ),
    )


def _view(say: Words) -> FractionsView:
    imaging = (Option("kv", "kV"), Option("cbct", _both(say, "Cone-beam CT", "锥形束 CT")))
    reasons = (
        Option("machine", _both(say, "Machine", "机器故障")),
        Option("other", _both(say, "Other", "其他")),
    )
    slips = (Option("typing_slip", _both(say, "Slip in typing", "录入笔误")),)
    return FractionsView(say, lambda: NOW, Choices(imaging, reasons, slips))


def _recording(say: Words) -> QWidget:
    view = _view(say)
    view.show_course(_course(say))
    view.show_form(_form(say), TypedSession("frc-2", "5", operator="therapist.d"))
    return view


def _refused(say: Words) -> QWidget:
    view = _view(say)
    view.show_course(_course(say))
    typed = TypedSession("frc-2", "21", outcome="partial", doses={"PTV1": "1.2"}, reason="machine")
    view.show_form(_form(say), typed)
    view.show_missing()
    view.show_alerts((stop("fractions.no_such_fraction", number=0),), tellable=True)
    return view


def _more(say: Words) -> QWidget:
    view = _view(say)
    view.show_course(_two_volumes(say))
    view.course.tabs.setCurrentIndex(1)
    typed = TypedSession("frc-2", "5", outcome="delivered", vertical="-2", lateral="+1.5")
    view.show_form(_form(say), typed)
    view.form.more.open()
    return view


def _orders(say: Words) -> QWidget:
    view = _view(say)
    view.show_course(_two_volumes(say))
    view.course.tabs.setCurrentIndex(2)
    view.hide_form(may_tell=True)
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


def _second(say: Words) -> QWidget:
    view = _view(say)
    view.show_course(_course(say))
    view.ask_second(f"PTV1 {say.gy(Decimal(2))}\nLinac 1 (demo)", _THERAPISTS)
    return view


def _no_course(say: Words) -> QWidget:
    view = _view(say)
    arm = _both(say, "Pemetrexed alone", "培美曲塞单药")
    view.show_empty(EmptyShown(say("No radiotherapy in this arm"), arm, may_tell=True))
    view.hide_form(may_tell=True)
    return view


def _level(say: Words) -> LevelShown:
    words = say(
        "{level}: {total} in {count} {count:fraction|fractions} of {dose}",
        level=_both(say, "Involved field", "累及野"),
        total=gy("40"),
        count=20,
        dose=gy("2"),
    )
    sites = (
        Option("whole_brain", _both(say, "Whole brain", "全脑")),
        Option("skull_base", _both(say, "Base of skull", "颅底")),
    )
    return LevelShown("involved_field", words, gy("2"), sites)


def _order_shown(say: Words, before: TypedOrder | None = None) -> OrderShown:
    changed = say("The change holds from fraction {first} on.", first=6)
    return OrderShown(
        course=_both(say, "Involved-field radiotherapy", "累及野放疗"),
        numbers=say.many(
            "{count} fraction, {week} a week", "{count} fractions, {week} a week", 20, week=5
        ),
        levels=(_level(say),),
        techniques=(
            Option("imrt", _both(say, "IMRT", "调强放疗")),
            Option("vmat", _both(say, "VMAT", "容积旋转调强")),
        ),
        intents=(
            Option("radical", _both(say, "Radical", "根治性")),
            Option("palliative", _both(say, "Palliative", "姑息性")),
        ),
        proposed_start=say.date(_START),
        before=before,
        change=changed if before else "",
    )


def _totals(say: Words, order: TypedOrder) -> tuple[str, ...]:
    return tuple(
        say(
            "{volume}: {total} in all, {dose} a fraction",
            volume=one.name,
            total=gy("40"),
            dose=gy("2"),
        )
        for one in order.volumes
    )


def _order(say: Words) -> QWidget:
    form = OrderForm(
        say, _order_shown(say), lambda: NOW, lambda _: (), lambda order: _totals(say, order)
    )
    form._levels[0].add()
    form.show_missing()
    return form


def _change(say: Words) -> QWidget:
    volume = TypedVolume("involved_field", "PTV1", "whole_brain", "", "2")
    before = TypedOrder((volume,), "imrt", None, "6 MV", "palliative", "20")
    return OrderForm(
        say, _order_shown(say, before), lambda: NOW, lambda _: (), lambda one: _totals(say, one)
    )


ENTRIES = [
    Entry("fractions-recording", _recording, (1250, 1800), _HEIGHT),
    Entry("fractions-more", _more, (1250,), 900),
    Entry("fractions-orders", _orders, (1250,), _HEIGHT),
    Entry("fractions-refused", _refused, (1250,), 900),
    Entry("fractions-second", _second, (1250,), _HEIGHT),
    Entry("fractions-signing", _signing, (1250,), _HEIGHT),
    Entry("fractions-no-course", _no_course, (1250,), 300),
    Entry("fractions-order", _order, (456,), 860),
    Entry("fractions-change", _change, (456,), 860),
]
