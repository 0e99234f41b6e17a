"""Other courses than the shipped one are data too: a site could sign them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ltm_desktop import resource_files
from ltm_desktop.domain.configuration import resolve
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import gy
from ltm_desktop.protocols import files
from tests.cases import courses
from tests.cases.clinical import STUDY


def test_protons_to_the_craniospinal_axis_are_counted_in_gray_with_their_rbe() -> None:
    active = courses.proton()
    course = active.prescription_of("A")
    assert course is not None
    (level,) = course.levels
    assert (level.total, level.per_fraction) == (courses.rbe("30"), courses.rbe("3"))
    assert (course.fractions, course.items[-1], course.tolerance) == (
        10,
        "RT-10",
        courses.rbe("0.02"),
    )
    assert course.rbe is not None
    assert str(course.rbe) == "1.1 1"
    assert active.label(level.vocabulary, "upper_spine", "zh_CN") == "上段脊髓"


def test_a_boost_is_a_second_level_of_the_same_fractions() -> None:
    course = courses.boosted().prescription_of("A")
    assert course is not None
    assert [(one.code, one.total, one.per_fraction) for one in course.levels] == [
        ("brain", gy("40"), gy("2")),
        ("boost", gy("60"), gy("3")),
    ]
    assert (course.fractions, course.rbe) == (20, None)


@pytest.mark.parametrize(
    ("study", "signed"), [(courses.CSI, courses.proton), (courses.BOOST, courses.boosted)]
)
def test_a_site_finds_the_example_courses_beside_the_shipped_one(
    study: str,
    signed: Callable[[], ActiveProtocol],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = courses.resources(tmp_path)
    monkeypatch.setattr(resource_files, "_root", lambda: root)
    assert (study, "1.0") in files.available()
    assert (STUDY, "1.0") in files.available()
    protocol, _ = files.load(study, "1.0")
    assert resolve(protocol, files.load_example_site(study, "1.0")) == signed()


def test_a_course_in_an_unknown_unit_is_refused() -> None:
    text = courses.protocol_text(courses.CSI).replace('"Gy{RBE}"', '"Sv"', 1)
    with pytest.raises(Refused) as caught:
        files.parse(text.encode(), "csi.toml")
    assert "protocol.unknown_unit" in {one.code for one in caught.value.alerts}


def test_a_course_without_a_level_is_refused() -> None:
    text = courses.protocol_text(courses.CSI)
    start = text.index("[prescriptions.CSI-30-10.levels")
    end = text.index("[prescriptions.CSI-30-10.start]")
    with pytest.raises(Refused) as caught:
        files.parse((text[:start] + text[end:]).encode(), "csi.toml")
    assert "protocol.missing_key" in {one.code for one in caught.value.alerts}
