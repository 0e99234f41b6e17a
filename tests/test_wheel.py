"""The wheel, installed in a bare environment from the runtime lock, makes the demo site."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# pip keeps its cache in the person's own home, which tests move away.
HOME = Path.home()


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**kept, "HOME": str(HOME), "XDG_CACHE_HOME": str(HOME / ".cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_wheel_in_a_bare_environment_makes_the_demo_site(tmp_path: Path) -> None:
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", tmp_path / "dist")
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    venv.create(tmp_path / "bare", with_pip=True)
    scripts = tmp_path / "bare" / ("Scripts" if os.name == "nt" else "bin")
    pip = (scripts / "python", "-m", "pip", "install", "-qq", "--disable-pip-version-check")
    lock = ROOT / "requirements" / "runtime.lock"
    run(*pip, "--require-hashes", "--only-binary", ":all:", "-r", lock)
    run(*pip, "--no-deps", "--no-index", wheel)

    site = tmp_path / "demo site"
    demo = (scripts / "ltm-desktop", "demo", site, "--no-window", "--patients", "2")
    said = run(*demo, cwd=tmp_path)

    assert ".pdf" in said
    assert any(site.iterdir())
    # Nothing of the source tree was needed.
    where = "import ltm_desktop.resource_files as r; print(r.path())"
    found = run(scripts / "python", "-P", "-c", where, cwd=tmp_path).strip()
    assert Path(found).is_relative_to(tmp_path / "bare")
    assert run(scripts / "python", "-m", "pip", "check").strip() == "No broken requirements found."
