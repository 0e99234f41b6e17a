"""The help of every panel, and what is told of the page in sight."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

import ltm_desktop.ui.panels
from ltm_desktop.app.wording.help.merged import HELP, topic_of
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import stop
from ltm_desktop.ui.panels.help.presenter import HelpPresenter, InSight, Shown
from ltm_desktop.ui.panels.site import parts

PANELS = sorted(
    path.name
    for path in Path(str(ltm_desktop.ui.panels.__path__[0])).iterdir()
    if (path / "__init__.py").is_file()
)
MODULES = {
    parts.PEOPLE: "people_view",
    parts.CONFIGURATION: "configuration_view",
    parts.EMERGENCY: "emergency_view",
    parts.ALERTS: "alerts_view",
    parts.PRODUCTS: "products_view",
    parts.TYPED: "typed_panel",
    parts.LABORATORIES: "laboratories_view",
    parts.SECRET: "own_secret_panel",
    parts.BACKUPS: "backups_view",
    parts.SCANNER: "",
    parts.READINESS: "readiness_panel",
}


@dataclass
class View:
    shown: Shown | None = None

    def show_help(self, shown: Shown) -> None:
        self.shown = shown


def told(sight: InSight, language: str = "en") -> tuple[HelpPresenter, View]:
    view = View()
    presenter = HelpPresenter(view, sight, Words(language), lambda: None)
    presenter.start()
    return presenter, view


@pytest.mark.parametrize("panel", [one for one in PANELS if one != "site"])
def test_every_panel_has_help(panel: str) -> None:
    assert topic_of(f"{panel}.view") in HELP


@pytest.mark.parametrize("part", [key for key, _ in parts.PARTS])
def test_every_part_of_the_site_page_has_help_of_its_own(part: str) -> None:
    module = f"site.{MODULES[part]}" if MODULES[part] else "scantest.view"
    assert topic_of(module) in HELP
    assert (
        Path(str(ltm_desktop.ui.panels.__path__[0])) / f"{module.replace('.', '/')}.py"
    ).exists()


@pytest.mark.parametrize("topic", sorted(HELP))
def test_help_is_short_and_stands_in_both_languages(topic: str) -> None:
    found = HELP[topic]
    for text in (found.title, found.purpose, found.first, found.kept):
        assert text
        assert len(text) <= 170
        assert re.search("[\u4e00-\u9fff]", Words("zh_CN")(text)), text
    assert found.purpose.endswith(".")
    assert found.first.endswith(".")


def test_the_longest_name_of_a_part_counts() -> None:
    assert topic_of("labs.trends") == "labs.trends"
    assert topic_of("labs.view") == "labs"
    assert topic_of("signin.lock_panel") == "signin.lock"
    assert topic_of("nowhere.view") == ""


def test_alerts_in_sight_are_answered_before_the_page_is_told_of() -> None:
    sight = InSight(("dosing", "glance"), (stop("dosing.no_order", "hard rule H06"),))
    presenter, view = told(sight)
    assert view.shown is not None
    (answer,) = view.shown.answers
    assert answer.why.rule.startswith("H06: ")
    assert view.shown.title == "Doses"
    assert view.shown.others == (("glance", "Six weeks"),)
    presenter.turn_to("glance")
    assert (view.shown.title, view.shown.answers) == ("Six weeks", ())


def test_a_page_without_alerts_tells_of_itself_and_of_its_keys() -> None:
    _, view = told(InSight(("patients",), keys=(("Alt+E", "登记患者"),), open_site=True), "zh_CN")
    assert view.shown is not None
    assert view.shown.title == "患者"
    assert [one.heading for one in view.shown.sections] == ["本页用途", "先做什么", "离开时"]
    assert view.shown.keys == (("Alt+E", "登记患者"),)
    assert "Ctrl K" in view.shown.foot


def test_a_place_without_help_says_so() -> None:
    _, view = told(InSight(()))
    assert view.shown is not None
    assert view.shown.sections[0].words == "No help is written for this page."
