"""The reservoir's record: on file with a refusal beside it, and a patient without one."""

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import stop
from ltm_desktop.domain.reservoir import ReservoirWhat
from ltm_desktop.ui.panels.reservoir.presenter import FactLine, ReservoirShown
from ltm_desktop.ui.panels.reservoir.view import ReservoirView
from tests.cases.clinical import day
from tests.gallery.entries_widgets import words
from tests.gallery.frame import Entry
from tests.stories import planned


def _view(say: Words, *, lumbar: bool) -> QWidget:
    kinds = tuple((one.value, say.begin(say.term(one))) for one in ReservoirWhat)
    on, later = day("2026-02-20"), day("2026-02-23")
    facts = [
        FactLine(
            say.date(later),
            kinds[4][1],
            say(
                "{label}: {value}", label=say("Result of the report"), value=words(say, "red, warm")
            ),
        ),
        FactLine(
            say.date(on),
            kinds[0][1],
            "\n".join(
                (
                    say(
                        "{label}: {value}",
                        label=say("Side and place"),
                        value=words(say, "right frontal"),
                    ),
                    say("{label}: {value}", label=say("Surgeon"), value="Demo, S. (synthetic)"),
                )
            ),
        ),
    ]
    summary = say.together(
        say("Implanted on {on}.", on=on),
        say("Infection suspected since {on}.", on=later),
        say("No imaging on file."),
    )
    view = ReservoirView(say, lambda: planned().now)
    shown = ReservoirShown("" if lumbar else summary, () if lumbar else facts, kinds, lumbar)
    view.show_reservoir(shown)
    if not lumbar:
        view.show_alerts([stop("reservoir.not_suspected", on=on)])
    return view


ENTRIES = [
    Entry("reservoir", lambda say: _view(say, lumbar=False), (1234,), 560),
    Entry("reservoir-lumbar", lambda say: _view(say, lumbar=True), (1234,), 560),
]
