"""The blank paper form at the command line."""

from pathlib import Path

import pytest

from ltm_desktop.bootstrap import House
from ltm_desktop.cli import verbs


@pytest.mark.parametrize("access", ["", "ommaya", "lumbar"])
def test_the_blank_paper_form_is_written_for_a_way_in_or_for_both(
    access: str, demo_site: Path, tmp_path: Path
) -> None:
    form = tmp_path / "form.pdf"
    way = ["--access", access] if access else []
    command = ["report", "downtime", "--site", str(demo_site), *way, "-o", str(form)]
    assert verbs.run(command, House()) == 0
    assert form.read_bytes().startswith(b"%PDF")


def test_without_a_site_or_a_record_nothing_is_written_and_it_is_said(
    tmp_path: Path, demo_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = tmp_path / "form.pdf"
    assert verbs.run(["report", "downtime", "-o", str(form)], House()) == 2
    assert verbs.run(["report", "record", "--site", str(demo_site), "-o", str(form)], House()) == 2
    assert "No record was named." in capsys.readouterr().err
    assert not form.exists()


def test_the_kit_of_seven_days_is_written_to_a_file(demo_site: Path, tmp_path: Path) -> None:
    kit = tmp_path / "kit.pdf"
    command = ["report", "kit", "--site", str(demo_site), "-o", str(kit)]
    assert verbs.run(command, House()) == 0
    assert kit.read_bytes().startswith(b"%PDF")
