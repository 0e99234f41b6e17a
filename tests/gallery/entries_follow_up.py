"""The follow-up of a patient: contacts told, one put right, and a form about to be filled."""

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import stop
from ltm_desktop.domain.follow_up import ContactWay, Milestone
from ltm_desktop.ui.panels.follow_up.shown import (
    FactLine,
    FollowUpShown,
    Line,
    Offered,
    Telling,
    Typed,
)
from ltm_desktop.ui.panels.follow_up.view import FollowUpView
from tests.cases.clinical import day, example
from tests.gallery.frame import Entry
from tests.stories import planned


def _offered(say: Words) -> Offered:
    lists = example().protocol.vocabularies

    def listed(name: str) -> tuple[tuple[str, str], ...]:
        return tuple((code, say.label(label)) for code, label in lists[name].items())

    return Offered(
        tellings=(
            (Telling.CONTACT, say("Contact")),
            (Telling.LOST, say("Lost to follow-up")),
            (Telling.PROGRESSION, say("Progression")),
            (Telling.MILESTONE, say("Day of the course")),
        ),
        ways=tuple((one.value, say.begin(say.term(one))) for one in ContactWay),
        diseases=listed("disease_state"),
        milestones=tuple((one.value, say.begin(say.term(one))) for one in Milestone),
        correction_reasons=listed("correction_reason"),
        void_reasons=listed("void_reason"),
        seconds=(("physician.p", "Demo PHYSICIAN"), ("nurse.b", "Demo NURSE")),
    )


def _facts(say: Words) -> tuple[FactLine, ...]:
    entered = f"{say.moment(planned().now)}\nDemo NURSE"
    contact = say("Contact: {way}", way=say.term(ContactWay.PHONE))
    state = say("{label}: {value}", label=say("Disease"), value=_offered(say).diseases[1][1])
    gone = "\n".join((say("alive"), say("Put right by a newer entry")))
    told = "\n".join((say("alive"), state))
    return (
        FactLine("fup-2", say.date(day("2026-02-27")), contact, told, entered, True, True, True),
        FactLine("fup-1", say.date(day("2026-02-17")), contact, gone, entered, False, False, False),
    )


def _view(say: Words, typed: Typed, *, empty: bool = False) -> QWidget:
    view = FollowUpView(say, lambda: planned().now)
    last = say(
        "Last sign of life on {on}: {sign}.", on=day("2026-02-27"), sign=say.term("sign.contacts")
    )
    lines = (
        ()
        if empty
        else (Line(say.together(last, say.many("{count} day ago.", "{count} days ago.", 3))),)
    )
    if empty:
        lines = (Line(say("Nothing in the chart shows the patient alive yet."), "advice"),)
    view.show_follow_up(FollowUpShown(lines, () if empty else _facts(say), _offered(say)))
    view.show_form(typed)
    return view


def _contact(say: Words) -> QWidget:
    view = _view(say, Typed(Telling.CONTACT, {"on": "2026-03-02", "way": "phone", "alive": "yes"}))
    assert isinstance(view, FollowUpView)
    view.show_alerts([stop("follow_up.after_death", on=day("2026-03-02"), died=day("2026-03-01"))])
    return view


def _signing(say: Words) -> QWidget:
    view = _view(say, Typed(Telling.TAKE_BACK, {}, "fup-2", _facts(say)[0].what))
    assert isinstance(view, FollowUpView)
    view.show_preview(say("End of a course taken back"), "Demo PHYSICIAN", "physician.p")
    return view


ENTRIES = [
    Entry("follow-up", _contact, (1234,), 620),
    Entry("follow-up-empty", lambda say: _view(say, Typed(""), empty=True), (1234,), 560),
    Entry(
        "follow-up-take-back",
        lambda say: _view(say, Typed(Telling.TAKE_BACK, {}, "fup-2", _facts(say)[0].what)),
        (1234,),
        620,
    ),
    Entry("follow-up-sign", _signing, (1234,), 560),
]
