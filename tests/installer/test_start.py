"""Start: the demo site once, the window on it, and the main job where there is no display."""

from pathlib import Path

from tests.installer.conftest import Project

WINDOW = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":7"}


def asked(output: str) -> list[str]:
    return [line.removeprefix("asked: ") for line in output.splitlines() if "asked: " in line]


def test_the_demo_site_is_made_once_and_then_only_opened(ready: Project, tmp_path: Path) -> None:
    site = tmp_path / "my site"
    first = ready.run("--site", str(site), **WINDOW)
    second = ready.run("--site", str(site), **WINDOW)
    assert asked(first.stdout) == [f"demo {site} --no-window", f"--site {site}"]
    assert asked(second.stdout) == [f"--site {site}"]


def test_without_a_display_one_dose_is_done_and_the_display_is_asked_for(
    ready: Project, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    done = ready.run("--site", str(site), QT_QPA_PLATFORM="", DISPLAY="", WAYLAND_DISPLAY="")
    assert done.returncode == 0
    assert asked(done.stdout) == [f"demo {site} --no-window"]
    assert "needs a display" in done.stdout


def test_the_default_site_lies_in_the_persons_own_data_folder(
    ready: Project, tmp_path: Path
) -> None:
    done = ready.run(XDG_DATA_HOME=str(tmp_path), **WINDOW)
    site = tmp_path / "ltm-desktop" / "demo-site"
    assert asked(done.stdout)[0] == f"demo {site} --no-window"


def test_a_demo_that_fails_is_an_honest_failure_and_is_made_anew_next_time(
    ready: Project, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    failed = ready.run("--site", str(site), PROGRAM_FAILS="1", **WINDOW)
    assert failed.returncode == 1
    assert "Next:" in failed.stderr
    site.mkdir()
    (site / "half").touch()
    again = ready.run("--site", str(site), **WINDOW)
    assert asked(again.stdout) == [f"demo {site} --no-window", f"--site {site}"]
    assert not (site / "half").exists()


def test_a_folder_that_was_there_before_is_never_removed(ready: Project, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("mine", "utf-8")
    ready.run("--site", str(tmp_path), PROGRAM_FAILS="1", QT_QPA_PLATFORM="offscreen")
    ready.run("--site", str(tmp_path), QT_QPA_PLATFORM="offscreen")
    assert (tmp_path / "letter").read_text("utf-8") == "mine"


def test_a_window_that_ends_badly_ends_start_badly(ready: Project, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert ready.run("--site", str(site), **WINDOW).returncode == 0
    assert ready.run("--site", str(site), PROGRAM_FAILS="1", **WINDOW).returncode == 3
