"""A practice site and a live one of the same name: nothing of the one ever counts in the other.

Everybody in them is synthetic.
"""

import shutil
import subprocess
from pathlib import Path

import pytest

from ltm_desktop.app.verdicts import ALTERED, of_paper
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.errors import ChainBroken, Refused, Unavailable
from ltm_desktop.domain.site import SiteKind
from ltm_desktop.storage.folder import open_site
from tests import builders
from tests.app.clinic import (
    SECRET,
    approve_product,
    configure,
    found,
    opened,
    plan_one_patient,
)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A practice site and a live one: same name, code, people and secrets."""
    place = tmp_path_factory.mktemp("pair")
    for kind in (SiteKind.PRACTICE, SiteKind.LIVE):
        found(place / kind.value, kind=kind)
    return place / "practice", place / "live"


@pytest.fixture
def sites(pair: tuple[Path, Path], tmp_path: Path) -> tuple[Path, Path]:
    """A copy of the two that may be harmed."""
    practice, live = (Path(shutil.copytree(one, tmp_path / one.name)) for one in pair)
    return practice, live


def opens(site: Path) -> str:
    """Return what the program says when somebody signs in, empty where it opens."""
    try:
        House().open_site(site, builders.ADMINISTRATOR, SECRET).close()
    except (ChainBroken, Refused, Unavailable) as error:
        return str(error)
    return ""


def test_the_two_open_each_by_its_own_keys(sites: tuple[Path, Path]) -> None:
    assert [opens(site) for site in sites] == ["", ""]


def test_the_keys_of_practice_open_nothing_live(sites: tuple[Path, Path]) -> None:
    practice, live = sites
    before = open_site(live).store.read_bytes()
    shutil.copy(open_site(practice).keys, open_site(live).keys)
    assert opens(live) == "storage.unreadable"
    assert open_site(live).store.read_bytes() == before


@pytest.mark.parametrize("carried", [("store", "keys"), ("store", "keys", "heads")])
def test_a_practice_ledger_in_the_live_folder_is_not_opened(
    sites: tuple[Path, Path], carried: tuple[str, ...]
) -> None:
    practice, live = sites
    for name in carried:
        source = getattr(open_site(practice), name)
        shutil.copy(source, getattr(open_site(live), name))
    with pytest.raises((ChainBroken, Unavailable)):
        House().open_site(live, builders.ADMINISTRATOR, SECRET)


def test_a_practice_site_that_calls_itself_live_is_not_opened(sites: tuple[Path, Path]) -> None:
    file = sites[0] / "site.toml"
    told = file.read_text("utf-8")
    file.write_text(told.replace('kind = "practice"', 'kind = "live"'), "utf-8")
    assert opens(sites[0]) == "site.facts_differ"


def test_a_practice_paper_is_marked_and_no_live_paper(
    sites: tuple[Path, Path], tmp_path: Path
) -> None:
    practice, live = sites
    with opened(practice, "2026-02-24 09:00") as clinic:
        configure(clinic, site__record_language="en")
        approve_product(clinic)
        plan_one_patient(clinic)
        pdf = clinic.at("2026-03-02 10:00").gives("IND-1", "2026-03-02").papers[0].pdf
    paper = tmp_path / "practice.pdf"
    paper.write_bytes(pdf)
    text = subprocess.run(["pdftotext", paper, "-"], check=True, capture_output=True, text=True)
    assert "PRACTICE - not for treatment" in text.stdout
    press = House().press()
    with opened(live, "2026-03-02 18:00") as clinic:
        verdict = of_paper(pdf, press, clinic.desk, None, Words())
    assert verdict.code == ALTERED


def test_nobody_founds_a_second_site_over_one(sites: tuple[Path, Path]) -> None:
    with pytest.raises((Refused, Unavailable)):
        found(sites[1], kind=SiteKind.PRACTICE)
    assert opens(sites[1]) == ""
