"""House rules that no linter knows: sizes, empty packages, nothing of anybody's machine."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
WALL = 500

# Spelled in two halves so that this file does not break its own rule.
FOREIGN = {
    "a folder of somebody's machine": r"(?<![\w.])/(?:ho" r"me|ro" r"ot|wo" r"rk|Us" r"ers)/\w",
    "a Windows folder of somebody": r"[A-Z]:\\+Us" r"ers\\",
    "a registry or mirror": r"(?:index|extra-index)-u" r"rl[ =]\S|pypi\.o" r"rg/|file:/" r"//",
}
# Prose may explain an address; data and locks may not carry one.
TEXT = {".py", ".toml", ".lock", ".md", ".po", ".json", ".svg", ".qss", ".yml", ".yaml", ""}


def tracked() -> list[Path]:
    if not (ROOT / ".git").exists():
        return unpacked()
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]


def unpacked() -> list[Path]:
    """Return the files of a source tree that came without its history."""
    made = {"__pycache__", ".venv", "build", "dist"}
    files = (path for path in ROOT.rglob("*") if path.is_file())
    return [path for path in files if not made & set(path.relative_to(ROOT).parts)]


def python_files() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py"]


def named(paths: list[Path]) -> list[str]:
    return sorted(path.relative_to(ROOT).as_posix() for path in paths)


def test_the_house_is_tracked() -> None:
    assert len(python_files()) > 20


def test_no_file_passes_the_wall_of_500_lines() -> None:
    long = [path for path in python_files() if len(path.read_text("utf-8").splitlines()) > WALL]
    assert named(long) == []


def test_every_package_file_is_a_docstring_only() -> None:
    packages = [path for path in python_files() if path.name == "__init__.py"]
    assert named([path for path in packages if not is_docstring_only(path)]) == []


def is_docstring_only(path: Path) -> bool:
    tree = ast.parse(path.read_text("utf-8"))
    return len(tree.body) == 1 and ast.get_docstring(tree) is not None


def test_every_module_of_the_program_says_what_lives_here_in_at_most_five_lines() -> None:
    program = [path for path in python_files() if path.is_relative_to(ROOT / "ltm_desktop")]
    # The errors draw their whole tree on top, on purpose.
    program.remove(ROOT / "ltm_desktop" / "domain" / "errors.py")
    faults = []
    for path in program:
        said = ast.get_docstring(ast.parse(path.read_text("utf-8")))
        if said is None or len([line for line in said.splitlines() if line.strip()]) > 5:
            faults.append(path)
    assert named(faults) == []


def test_there_is_no_utils_and_no_manager() -> None:
    banned = re.compile(r"(?i)(^|_)(utils?|helpers?|managers?|handlers?|misc|common)(_|$)")
    assert named([path for path in python_files() if banned.search(path.stem)]) == []


@pytest.mark.parametrize("what", FOREIGN)
def test_no_tracked_file_carries_a_trace_of_a_machine(what: str) -> None:
    pattern = re.compile(FOREIGN[what])
    texts = [path for path in tracked() if path.suffix in TEXT]
    carrying = [path for path in texts if pattern.search(path.read_text("utf-8", "replace"))]
    assert named(carrying) == []


def test_no_ignore_stands_without_its_reason() -> None:
    bare = re.compile(
        r"#\s*(?:no" r"qa(?:: ?[A-Z0-9, ]+)?|type: ig" r"nore(?:\[[\w, -]+\])?)\s*$", re.MULTILINE
    )
    assert named([path for path in python_files() if bare.search(path.read_text("utf-8"))]) == []


def test_the_test_lock_holds_the_runtime_lock_and_every_pin_has_a_digest() -> None:
    runtime, test = (pins(ROOT / "requirements" / name) for name in ("runtime.lock", "test.lock"))
    assert runtime.items() <= test.items()
    assert [name for name, block in test.items() if "--hash=sha256:" not in block] == []


def pins(lock: Path) -> dict[str, str]:
    blocks = re.split(r"\n(?=\S)", lock.read_text("utf-8").strip())
    return {block.split("==")[0]: block for block in blocks}


def test_the_locked_qt_is_one_that_survives_on_every_python_we_allow() -> None:
    # PySide6 6.12.0 on CPython 3.11 loses a reference to None at each call that returns nothing.
    qt = pins(ROOT / "requirements" / "runtime.lock")["pyside6-essentials"]
    major, minor = re.findall(r"==(\d+)\.(\d+)", qt)[0]
    assert (int(major), int(minor)) <= (6, 11)
