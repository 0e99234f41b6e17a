"""The toxicity panel: the list with its bars, a report being filled, an event, a judgement."""

from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.adverse_events import AdverseEventId
from ltm_desktop.domain.alerts import stop
from ltm_desktop.domain.terms import Meaning
from ltm_desktop.ui.options import Option
from ltm_desktop.ui.panels.toxicity.prompting import prompted
from ltm_desktop.ui.panels.toxicity.shown import (
    ActShown,
    Axis,
    EventLine,
    EventTold,
    Fact,
    FilterChoice,
    GradeShown,
    JudgeAsked,
    ListShown,
    ReportAsked,
    Span,
    SuggestionLine,
    TermShown,
)
from ltm_desktop.ui.panels.toxicity.typed import TypedJudgement, TypedReport
from ltm_desktop.ui.panels.toxicity.view import ToxicityView
from ltm_desktop.ui.panels.toxicity.words import Telling
from ltm_desktop.ui.signing_steps import Asked
from tests.adverse_event_builders import report
from tests.gallery.frame import Entry
from tests.stories import planned

_TODAY = date(2026, 3, 2)


def _day(ago: int) -> date:
    return _TODAY - timedelta(days=ago)


def _axis(say: Words) -> Axis:
    first = _day(20)
    doses = tuple((_day(ago), str(number)) for number, ago in enumerate((17, 14, 10, 7, 3), 1))
    return Axis(first, _TODAY, say.date(first), say.date(_TODAY), doses)


def _say_grade(say: Words, grade: int) -> str:
    words = (say("mild"), say("moderate"), say("severe"), say("life-threatening"), say("death"))
    return words[grade - 1]


def _lines(say: Words) -> tuple[tuple[EventLine, ...], tuple[EventLine, ...]]:
    chinese = say.chinese_first
    related = say("related to {causes}", causes="操作" if chinese else "the procedure")
    serious = (say("Serious"), "stop")
    unjudged = (say("To be judged"), "caution")
    last = say("worst {grade}", grade=say("grade {number}", number=3))
    going = (
        EventLine(
            "ae-1",
            3,
            _say_grade(say, 3),
            "蛛网膜炎" if chinese else "Arachnoiditis",
            say(
                "since {day} · {span}", day=say.date(_day(4)), span=say.duration(timedelta(days=4))
            ),
            (
                say(
                    "{span} after {treatment}",
                    span=say.duration(timedelta(hours=26)),
                    treatment=say("dose {number}", number=5),
                ),
                related,
            ),
            (serious,),
            (Span(_day(4), _day(3), 2), Span(_day(2), _TODAY, 3)),
        ),
        EventLine(
            "ae-2",
            2,
            _say_grade(say, 2),
            "血小板计数降低" if chinese else "Platelet count decreased",
            say(
                "since {day} · {span}", day=say.date(_day(9)), span=say.duration(timedelta(days=9))
            ),
            (last,),
            (unjudged,),
            (Span(_day(9), _day(6), 1), Span(_day(5), _day(3), 3), Span(_day(2), _TODAY, 2)),
        ),
        EventLine(
            "ae-3",
            1,
            _say_grade(say, 1),
            "可逆性后部白质脑病综合征"
            if chinese
            else "Reversible posterior leukoencephalopathy syndrome",
            say("since {day} · {span}", day=say.date(_day(0)), span=say("today")),
            (),
            (unjudged,),
            (Span(_TODAY, _TODAY, 2),),
        ),
    )
    ended = EventLine(
        "ae-4",
        1,
        _say_grade(say, 1),
        "恶心" if chinese else "Nausea",
        say("{first} to {last}", first=say.date(_day(16)), last=say.date(_day(14))),
        (related,),
        (),
        (Span(_day(16), _day(15), 2), Span(_day(14), _day(14), 1)),
        closed=True,
    )
    return going, (ended,)


def _filters(say: Words) -> tuple[FilterChoice, ...]:
    return (
        FilterChoice("all", say("All {count}", count=4)),
        FilterChoice("open", say("Open {count}", count=3)),
        FilterChoice("unjudged", say("To be judged {count}", count=2)),
        FilterChoice("serious", say("Serious {count}", count=1)),
    )


def _suggestions(say: Words) -> tuple[SuggestionLine, ...]:
    chinese = say.chinese_first
    return (
        SuggestionLine(
            "labs.0",
            say(
                "{analyte} {value} suggests {term}, grade {grade}.",
                analyte="血小板" if chinese else "Platelets",
                value="48 ×10⁹/L",
                term="血小板计数降低" if chinese else "Platelet count decreased",
                grade="3",
            ),
            say("sample drawn {moment}", moment=say.date(_TODAY)),
            say("Record…"),
        ),
    )


def _view(say: Words) -> ToxicityView:
    view = ToxicityView(say, lambda: planned().now)
    going, ended = _lines(say)
    view.show_list(
        ListShown(
            going,
            ended,
            _axis(say),
            _filters(say),
            "all",
            _suggestions(say),
            may_report=True,
        ),
        "",
    )
    return view


def _prompting(say: Words) -> ToxicityView:
    """Two reminders above the rows, from the list of terms itself."""
    story = planned().gives("IND-1", "2026-03-02").at("2026-03-12 12:00")
    story = story.does(report("meningismus", since="2026-03-04"))
    story = story.does(
        report("platelet_count_decreased", since="2026-03-10", event=AdverseEventId("ae-2"))
    )
    view = ToxicityView(say, lambda: story.now)
    telling = Telling(story.chart, story.protocol, story.site.people, story.now, say)
    lines = tuple(telling.line(one) for one in story.chart.adverse_events.open())
    axis = telling.axis(list(story.chart.adverse_events.events.values()))
    prompts = prompted(telling)
    view.show_list(ListShown(lines, (), axis, (), "all", prompts=prompts, may_report=True), "")
    return view


def _empty(say: Words) -> QWidget:
    view = ToxicityView(say, lambda: planned().now)
    view.show_list(
        ListShown(
            (),
            (),
            _axis(say),
            (),
            "",
            may_report=True,
            empty=say("No toxicity is recorded."),
            next_step=say("Report one when the patient or a result tells of it."),
        ),
        "",
    )
    return view


def _grades(say: Words) -> tuple[GradeShown, ...]:
    if say.chinese_first:
        words = ("轻度，无需处理", "中度，影响工具性日常活动", "重度，影响自理")
    else:
        words = (
            "mild, or no symptoms",
            "moderate; limits instrumental activities of daily living",
            "severe; limits self-care",
        )
    return tuple(
        GradeShown(number, _say_grade(say, number), text) for number, text in enumerate(words, 1)
    )


def _term(say: Words) -> TermShown:
    chinese = say.chinese_first
    name, group = (
        ("神经根炎", "神经系统疾病")
        if chinese
        else (
            "Radiculitis",
            "Nervous system disorders",
        )
    )
    five = GradeShown(5, _say_grade(say, 5), "", say("A physician records grade 5."))
    return TermShown("radiculitis", name, group, (*_grades(say), five))


def _asked(say: Words) -> ReportAsked:
    span = say.duration(timedelta(hours=26))
    links = (
        Option(
            "adm-5",
            say("{span} after {treatment}", span=span, treatment=say("dose {number}", number=5)),
        ),
        Option("none", say.begin(say("no dose or fraction"))),
    )
    version = say("Terms and grades of CTCAE {version}", version="5.0")
    return ReportAsked(links, version, say("Report a toxicity"))


def _reporting(say: Words) -> QWidget:
    view = _view(say)
    typed = TypedReport("radiculitis", "2", say.date(_day(1)), "", "no", "", "adm-5")
    view.show_report(_asked(say), typed, _term(say))
    view.show_alerts([stop("adverse_events.future", on=_day(-1))])
    return view


def _finding(say: Words) -> QWidget:
    view = _view(say)
    view.show_report(_asked(say), TypedReport(), None)
    chinese = say.chinese_first
    why = say(
        "Headache after a lumbar puncture is no term of its own: Headache, or Cerebrospinal fluid "
        "leakage where it comes with posture."
    )
    grades = _grades(say)
    hits = (
        TermShown("headache", "头痛" if chinese else "Headache", "", grades, why),
        TermShown(
            "csf_leak", "脑脊液漏" if chinese else "Cerebrospinal fluid leakage", "", grades, why
        ),
    )
    view.list.report_button.setFocus()
    view.show_hits(hits)
    return view


def _told(say: Words) -> QWidget:
    view = _view(say)
    going, _ = _lines(say)
    line = going[0]
    view.show_told(
        EventTold(
            line.key,
            line.term,
            line.grade,
            say("Grade {number}, {word}", number=3, word=line.grade_word),
            line.marks,
            (
                Fact(say("Began"), say.date(_day(4))),
                Fact(say("Told beside"), line.details[0]),
                Fact(say("Before the first dose"), say("no")),
                Fact(say("Judged by"), line.details[1]),
            ),
            (
                (say.date(_day(2)), say("grade {number}", number=3), ""),
                (say.date(_day(4)), say("grade {number}", number=2), ""),
            ),
            (
                ActShown("judge", say("Judge again…"), "Alt+J"),
                ActShown("grade", say("New grade…"), "Alt+G"),
                ActShown("end", say("Outcome…"), "Alt+O"),
                ActShown("correct", say("Correct…"), "Alt+C"),
                ActShown("void", say("Take back…"), "Alt+V", takes_away=True),
            ),
        )
    )
    return view


def _judge_asked(say: Words) -> JudgeAsked:
    if say.chinese_first:
        causes = ("培美曲塞鞘内注射", "地塞米松", "操作", "放疗", "全身用药", "疾病", "其他")
        levels = ("无关", "可能无关", "可能有关", "很可能有关", "肯定有关")
        actions = ("无", "暂停", "略过", "减量", "终止")
        criteria = (
            "死亡",
            "危及生命",
            "住院或延长住院",
            "永久或显著残疾",
            "先天异常",
            "重要医学事件",
        )
    else:
        causes = (
            "Pemetrexed, intrathecal",
            "Dexamethasone",
            "Procedure",
            "Radiotherapy",
            "Systemic drug",
            "Disease",
            "Other",
        )
        levels = ("unrelated", "unlikely", "possible", "probable", "definite")
        actions = ("none", "held", "omitted", "reduced", "stopped")
        criteria = (
            "death",
            "life-threatening",
            "hospital admission or longer stay",
            "persistent or significant incapacity",
            "congenital anomaly",
            "important medical event",
        )
    going, _ = _lines(say)
    offered = [
        tuple(Option(str(n), word) for n, word in enumerate(words))
        for words in (causes, levels, actions, criteria)
    ]
    return JudgeAsked(
        title=say("Judge: {term}", term=going[0].term),
        about=say("Grade {number}, {word}", number=3, word=going[0].grade_word),
        causes=offered[0],
        levels=offered[1],
        actions=offered[2],
        criteria=offered[3],
        scale=say(
            "{scale}. Counts as related: {levels}.",
            scale=say("Five levels as the NCI names them"),
            levels=say.listing(levels[2:]),
        ),
    )


def _judging(say: Words) -> QWidget:
    view = _view(say)
    relations = {"0": "3", "1": "0", "2": "2", "3": "0"}
    view.show_judge(_judge_asked(say), TypedJudgement(relations, "1", "0", "", "", "", "yes", "2"))
    return view


def _signing(say: Words) -> QWidget:
    view = _view(say)
    view.show_judge(_judge_asked(say), TypedJudgement())
    text = f"{_judge_asked(say).title}\n{_judge_asked(say).about}"
    view.show_statement(text, Asked("physician.p", "Demo, P.", say.term(Meaning.REVIEWED)))
    return view


ENTRIES = [
    Entry("toxicity", _view, (1234,), 560),
    Entry("toxicity-wide", _told, (1788,), 860),
    Entry("toxicity-prompts", _prompting, (1234,), 560),
    Entry("toxicity-empty", _empty, (1234,), 560),
    Entry("toxicity-report", _reporting, (1234,), 560),
    Entry("toxicity-report-tall", _reporting, (1234,), 900),
    Entry("toxicity-term", _finding, (1234,), 560),
    Entry("toxicity-told", _told, (1234,), 560),
    Entry("toxicity-judge", _judging, (1234,), 560),
    Entry("toxicity-judge-tall", _judging, (1234,), 1000),
    Entry("toxicity-sign", _signing, (1234,), 560),
]
