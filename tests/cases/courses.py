"""Three courses: the shipped one, protons to the craniospinal axis, and a boost in one fraction.

The other two are the shipped protocol with another prescription in its place, from
tests/protocols/data; `resources` lays them out so that a real site can sign them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ltm_desktop import resource_files
from ltm_desktop.domain.configuration import resolve
from ltm_desktop.domain.fractions import CourseTarget, PrescribeRadiotherapy
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity, Unit, gy
from ltm_desktop.protocols.files import load_file, parse
from tests.cases.clinical import STUDY, VERSION, example
from tests.course_builders import course, target

CSI, BOOST = "EXAMPLE-CSI", "EXAMPLE-BOOST"
_DATA = Path(__file__).parents[1] / "protocols" / "data"
_SHIPPED = Path(resource_files.path("protocols", STUDY))
_PRESCRIPTION = re.compile(r"^\[prescriptions\..*?(?=^\[site\])", re.MULTILINE | re.DOTALL)
_VALUES = re.compile(r"^\"prescriptions\..*?(?=^\"site\.)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class ExampleCourse:
    """One course: the protocol as an example site signed it, and its order."""

    active: ActiveProtocol
    order: PrescribeRadiotherapy


def protocol_text(study: str) -> str:
    """Return the protocol file of an example study: the shipped one with another prescription."""
    course_text = (_DATA / f"{study}.toml").read_text("utf-8")
    code = re.findall(r"^\[prescriptions\.([^.\]]+)\]", course_text, re.MULTILINE)[0]
    text = _PRESCRIPTION.sub(lambda _: course_text, (_SHIPPED / f"{VERSION}.toml").read_text())
    return text.replace(f'"{STUDY}"', f'"{study}"', 1).replace('"IFRT-40-20"', f'"{code}"', 1)


def values_text(study: str) -> str:
    """Return the example configuration of an example study."""
    values = (_DATA / f"{study}.values.toml").read_text("utf-8")
    text = _VALUES.sub(lambda _: values, (_SHIPPED / "example-site.toml").read_text("utf-8"))
    return text.replace(f'"{STUDY}"', f'"{study}"', 1)


def write(study: str, folder: Path) -> Path:
    """Write both files of an example study into a folder of protocols; return the protocol."""
    home = folder / study
    home.mkdir(parents=True)
    (home / "example-site.toml").write_text(values_text(study), "utf-8")
    file = home / f"{VERSION}.toml"
    file.write_text(protocol_text(study), "utf-8")
    return file


def resources(folder: Path) -> Path:
    """Return a folder of resources that has the example studies beside the shipped one.

    A test that needs them in a real site puts it in the place of `resource_files._root`.
    """
    real = resource_files.path()
    for one in real.iterdir():
        if one.name != "protocols":
            (folder / one.name).symlink_to(one)
    protocols = folder / "protocols"
    protocols.mkdir()
    for one in (real / "protocols").iterdir():
        (protocols / one.name).symlink_to(one)
    for study in (CSI, BOOST):
        load_file(write(study, protocols))
    return folder


def _values(study: str) -> Mapping[str, str]:
    named = re.findall(r"^\"([^\"]+)\" = \"([^\"]*)\"", values_text(study), re.MULTILINE)
    return dict(named)


def _resolved(study: str) -> ActiveProtocol:
    protocol = parse(protocol_text(study).encode(), f"{study}.toml")
    return resolve(protocol, dict(_values(study)))


@cache
def proton() -> ActiveProtocol:
    """Return 30 Gy(RBE) in 10 fractions to the craniospinal axis, signed."""
    return _resolved(CSI)


@cache
def boosted() -> ActiveProtocol:
    """Return the whole brain to 40 Gy and a boost to 60 Gy in the same 20 fractions, signed."""
    return _resolved(BOOST)


def rbe(value: str) -> Quantity:
    """Return Gy(RBE) from exact text."""
    return Quantity(gy(value).value, Unit.GY_RBE)


def proton_order(start: str = "2026-03-16") -> PrescribeRadiotherapy:
    """Return the order of the craniospinal axis in three fields."""
    sites = {"Brain": "brain", "Upper spine": "upper_spine", "Lower spine": "lower_spine"}
    return course(
        start,
        prescription="CSI-30-10",
        targets=tuple(
            CourseTarget(volume, "craniospinal", site, "", rbe("30"), rbe("3"))
            for volume, site in sites.items()
        ),
        fractions=10,
        technique="proton",
    )


def boosted_order(start: str = "2026-03-16") -> PrescribeRadiotherapy:
    """Return the order of a whole brain with a boost in every fraction."""
    brain = target("PTV1", level="brain")
    boost = CourseTarget("PTV2", "boost", "skull_base", "", gy("60"), gy("3"))
    return course(start, prescription="WB-40-BOOST-60", targets=(brain, boost), technique="vmat")


def example_course(name: str, start: str = "2026-03-16") -> ExampleCourse:
    """Return one of "standard", "proton" and "boosted"."""
    if name == "proton":
        return ExampleCourse(proton(), proton_order(start))
    if name == "boosted":
        return ExampleCourse(boosted(), boosted_order(start))
    return ExampleCourse(example(), course(start))
