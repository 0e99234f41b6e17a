"""The command line: help in both languages, exit codes, errors with a next step, no secrets."""

import io
import json
import re
import shutil
from pathlib import Path

import pytest

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.cli import verbs
from ltm_desktop.cli.arguments import parser_of
from ltm_desktop.domain.errors import Refused, Stale, Unavailable, refuse
from ltm_desktop.domain.site import SiteKind
from ltm_desktop.ledger.entries import Head
from ltm_desktop.storage.folder import open_site
from ltm_desktop.storage.key_file import KeyFile
from tests.app.clinic import SECRET, found
from tests.builders import MONITOR
from tests.cases.clinical import STUDY, VERSION
from tests.language.kept import find_latin

VERBS = (
    *("demo", "verify", "report", "export", "import", "emergency", "people", "protocol"),
    *("backup", "restore", "rebuild", "doctor"),
)
VERB_WORDS = frozenset(VERBS) | {
    *(
        "record",
        "downtime",
        "kit",
        "trail",
        "overview",
        "dicom",
        "labs",
        "check",
        "latest",
        "o",
        "N",
    ),
    *("PySide", "Essentials", "SQLAlchemy", "sqlcipher", "reportlab", "pyHanko", "CN"),
}
"""Words of the command line and of the parts the program is made of; no language changes them."""
Capsys = pytest.CaptureFixture[str]


class NoTerminal(io.StringIO):
    """Standard input with nobody at it."""

    def isatty(self) -> bool:
        return False


@pytest.fixture(autouse=True)
def _nobody_types(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", NoTerminal())
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")


def run(*argv: object) -> int:
    """Run one command line in a fresh house."""
    return verbs.run([str(word) for word in argv], House())


@pytest.fixture(scope="session")
def private_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose people are asked for their secrets."""
    site = tmp_path_factory.mktemp("private") / "site"
    found(site, kind=SiteKind.PRACTICE)
    return site


@pytest.fixture
def secret_file(tmp_path: Path) -> Path:
    """A file with the right secret."""
    file = tmp_path / "secret"
    file.write_text(SECRET + "\nanything else\n", "utf-8")
    return file


def left_in_english(told: str) -> list[str]:
    """Return what a Chinese answer says in English, beside the words the program itself reads."""
    commands = r"\{[^}]*\}|'[^']*'|ltm-desktop(?: [a-z-]+)*|(?:^| )-[ho]\b|^ +[a-z-]+(?= )"
    spoken = re.sub(commands, " ", told, flags=re.MULTILINE)
    return [run for line in spoken.splitlines() for run in find_latin(line, also=VERB_WORDS)]


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_every_verb_has_help_in_both_languages(verb: str, capsys: Capsys) -> None:
    words = [verb] if verb else []
    assert run(*words, "--help") == 0
    english = capsys.readouterr().out
    assert english.startswith("usage: ltm-desktop")
    assert run("--language", "zh_CN", *words, "--help") == 0
    chinese = capsys.readouterr().out
    assert chinese.startswith("用法：ltm-desktop")
    for heading in ("options", "arguments", "show this help", "usage"):
        assert heading not in chinese
    same = {line.strip() for line in chinese.splitlines()} & {
        line.strip() for line in english.splitlines()
    }
    assert left_in_english(chinese) == []
    # the choices themselves are words of the program, not of a language
    choices = re.compile(r"\[?(--[a-z]+ ?)?(\{[a-z_A-Z,]+\})?\]?")
    assert [line for line in same if line and not choices.fullmatch(line)] == []


def test_the_window_is_asked_for_a_language_only_by_who_named_one() -> None:
    parser = parser_of(Words("zh_CN"))
    assert parser.parse_args([]).language == ""
    assert parser.parse_args(["--language", "en"]).language == "en"


def test_the_language_of_the_computer_is_spoken_unless_another_is_asked(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert run("--help") == 0
    assert "用法：" in capsys.readouterr().out
    assert run("--language=en", "--help") == 0
    assert "usage: " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["verfy"], "VERB cannot be 'verfy'"),
        (["report", "record"], "Missing: -o/--output."),
        (["verify", "--secret", "x"], "Not understood: --secret."),
        (["verify", "--anchor"], "A value is missing after --anchor."),
        (["demo", "somewhere", "--patients", "many"], "The value after --patients cannot be used."),
        (["demo", "somewhere", "--patients", "0"], "The value after --patients cannot be used."),
        (["--language", "fr"], "--language cannot be 'fr'. Choose from: "),
        (["verify"], "Nothing was named that could be verified."),
    ],
)
def test_a_command_line_that_cannot_be_understood_says_why(
    argv: list[str], said: str, capsys: Capsys
) -> None:
    assert run(*argv) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""


@pytest.mark.parametrize("argv", [["verfy"], ["report"], ["verify", "--x"], ["verify", "--qr"]])
def test_what_cannot_be_understood_is_said_in_chinese_too(argv: list[str], capsys: Capsys) -> None:
    assert run("--language", "zh_CN", *argv) == 2
    told = capsys.readouterr().err
    assert left_in_english(told) == []


def test_a_missing_file_and_a_folder_that_is_no_site_are_named_with_a_next_step(
    tmp_path: Path, capsys: Capsys
) -> None:
    missing = tmp_path / "nowhere 无.pdf"
    assert run("verify", missing) == 2
    told = capsys.readouterr().err
    assert str(missing) in told
    assert "it is not there" in told
    assert len(told.splitlines()) == 2
    for words in (["verify"], ["rebuild"], ["doctor"]):
        assert run(*words, tmp_path) == 2
        assert "There is no site in this folder." in capsys.readouterr().err
    assert run("report", "record", "latest", tmp_path, "-o", tmp_path / "x.pdf") == 2
    assert run("protocol", "check", tmp_path) == 2
    assert "it is a folder" in capsys.readouterr().err


def test_a_file_that_is_no_pdf_is_not_proved(tmp_path: Path, capsys: Capsys) -> None:
    file = tmp_path / "note.pdf"
    for content in (b"", b"hello", b"%PDF-1.7\n" + bytes(300)):
        file.write_bytes(content)
        assert run("verify", file) == 1
        assert capsys.readouterr().out.startswith("ALTERED. ")


def test_a_whole_site_is_said_to_be_whole_with_its_head(site_copy: Path, capsys: Capsys) -> None:
    assert run("verify", site_copy) == 0
    told = capsys.readouterr().out
    assert told.startswith("WHOLE. ")
    assert run("verify", site_copy, "--json") == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["intact"] is True
    assert facts["problems"] == []
    head = Head.from_line(facts["head"])
    assert head.seq == facts["entries"]
    assert run("verify", site_copy, "--anchor", facts["head"]) == 0
    ahead = Head(head.log, head.seq + 1, head.hash).to_line()
    assert run("verify", site_copy, "--anchor", ahead) == 1
    assert f"First bad entry: {head.seq + 1}." in capsys.readouterr().out
    groups = " ".join(head.hash[at : at + 4] for at in range(0, 64, 4))
    assert run("verify", site_copy, "--anchor", f"entry {head.seq}, {groups}") == 0
    assert "No head is entered as kept outside" in capsys.readouterr().out
    assert facts["kept_outside"] == 0
    assert run("verify", site_copy, "--anchor", f"{head.seq} {groups[:19].upper()}") == 0
    wrong = "0" if head.hash[0] != "0" else "1"
    assert run("verify", site_copy, "--anchor", f"{head.seq} {wrong}{groups[1:]}") == 1
    assert run("verify", site_copy, "--anchor", "no head at all") == 2
    assert "This is not a witnessed head." in capsys.readouterr().err


def test_a_cut_tail_is_told_in_both_languages_and_as_json(site_copy: Path, capsys: Capsys) -> None:
    last = harmed(site_copy)
    assert run("verify", site_copy) == 1
    assert f"First bad entry: {last}." in capsys.readouterr().out
    assert run("--language", "zh_CN", "verify", site_copy) == 1
    assert f"第一条有问题的条目：{last}" in capsys.readouterr().out
    assert run("verify", site_copy, "--json") == 1
    facts = json.loads(capsys.readouterr().out)
    assert facts["intact"] is False
    assert facts["problems"][0] == {"code": "ledger.tail_cut", "entry": last, "detail": ""}
    # a site that misses a witnessed head is not opened to write
    assert run("rebuild", site_copy) == 1
    assert capsys.readouterr().out.startswith("ALTERED. ")


def harmed(site: Path) -> int:
    """Cut the newest entry off, past the guards; return its number."""
    import sqlcipher3

    folder = open_site(site)
    key = KeyFile(folder.keys).unlock("admin", DEMO_SECRET).data_key
    database = sqlcipher3.connect(str(folder.store))
    database.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    guards = database.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger'").fetchall()
    for name, _ in guards:
        database.execute(f'DROP TRIGGER "{name}"')
    (last,) = database.execute("SELECT max(seq) FROM entries").fetchone()
    database.execute("DELETE FROM papers WHERE seq = ?", (last,))
    database.execute("DELETE FROM entries WHERE seq = ?", (last,))
    for _, sql in guards:
        database.execute(sql)
    database.commit()
    database.close()
    return int(last)


def test_a_site_that_is_no_demo_asks_for_a_person_and_a_secret(
    private_site: Path, secret_file: Path, tmp_path: Path, capsys: Capsys
) -> None:
    assert run("verify", private_site) == 2
    assert "nobody is here to type them" in capsys.readouterr().err
    assert run("verify", private_site, "--user", MONITOR, "--password-file", secret_file) == 0
    assert capsys.readouterr().out.startswith("WHOLE. ")
    assert run("rebuild", private_site, "--user", MONITOR, "--password-file", secret_file) == 0
    assert "0 patients rebuilt." in capsys.readouterr().out
    windows = tmp_path / "windows"
    windows.write_bytes(b"\xef\xbb\xbf" + SECRET.encode() + b"\r\n")
    assert run("verify", private_site, "--user", MONITOR, "--password-file", windows) == 0


def test_a_wrong_missing_or_empty_password_file_is_refused_and_never_shown(
    private_site: Path, tmp_path: Path, capsys: Capsys
) -> None:
    file = tmp_path / "secret"
    asked = ["verify", private_site, "--user", MONITOR, "--password-file", file]
    for content, said in (
        (None, "it is not there"),
        (b"", "holds no secret in its first line"),
        (b"\xff\xfe\x00bad", "holds no secret in its first line"),
        (b"a wrong guess at it", "User name and secret do not match."),
    ):
        if content is not None:
            file.write_bytes(content)
        assert run(*asked) == 2
        told = capsys.readouterr()
        assert said in told.err
        assert "guess" not in told.out + told.err
    assert run(*asked[:3], "nobody.here", *asked[4:]) == 2
    assert "User name and secret do not match." in capsys.readouterr().err


def test_a_password_file_is_honoured_on_a_demo_site_too(site_copy: Path, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("not the demo secret", "utf-8")
    asked = ["verify", site_copy, "--user", "monitor.m", "--password-file", file]
    assert run(*asked) == 2
    file.write_text(DEMO_SECRET, "utf-8")
    assert run(*asked) == 0


def test_the_shipped_protocol_has_no_faults(project: Path, capsys: Capsys) -> None:
    file = project / "resources" / "protocols" / STUDY / f"{VERSION}.toml"
    assert run("protocol", "check", file) == 0
    assert f"{STUDY} version {VERSION}: no faults." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda text: text.replace("[", "[[", 1), "protocol.syntax"),
        (lambda text: text + "\nunheard_of = 1\n", ""),
        (lambda _: "", ""),
    ],
)
def test_a_broken_protocol_file_is_faulty_with_its_lines(
    project: Path, tmp_path: Path, capsys: Capsys, change: object, code: str
) -> None:
    assert callable(change)
    whole = project / "resources" / "protocols" / STUDY / f"{VERSION}.toml"
    file = tmp_path / "draft.toml"
    file.write_text(change(whole.read_text("utf-8")), "utf-8")
    assert run("protocol", "check", file) == 1
    told = capsys.readouterr().out
    assert "draft.toml" in told
    assert run("protocol", "check", file, "--json") == 1
    facts = json.loads(capsys.readouterr().out)
    assert facts["faults"]
    assert all(fault["line"] >= 1 for fault in facts["faults"])
    assert code in facts["faults"][0]["code"]
    assert run("--language", "zh_CN", "protocol", "check", file) == 1
    capsys.readouterr()
    file.write_bytes(b"\xff\xfe")
    assert run("protocol", "check", file) == 1
    assert run("protocol", "check", tmp_path / "none.toml") == 2


def test_the_newest_record_is_written_to_a_file_and_is_whole(
    site_copy: Path, tmp_path: Path, capsys: Capsys
) -> None:
    out = tmp_path / "纸 record.pdf"
    assert run("report", "record", "latest", site_copy, "-o", out) == 0
    assert str(out) in capsys.readouterr().out
    assert run("verify", out, "--site", site_copy) == 0
    assert "Its digest is the ledger's." in capsys.readouterr().out
    assert run("report", "record", "adm-none", site_copy, "-o", out) == 2
    assert "There is no issued PDF" in capsys.readouterr().err
    assert run("report", "record", "latest", site_copy, "-o", tmp_path / "no" / "x.pdf") == 2
    assert "There is no folder" in capsys.readouterr().err


def test_the_lists_are_rebuilt_and_the_site_is_whole_after_it(
    site_copy: Path, capsys: Capsys
) -> None:
    assert run("rebuild", site_copy) == 0
    assert "4 patients rebuilt." in capsys.readouterr().out
    assert run("verify", site_copy) == 0


def test_the_doctor_says_what_the_program_stands_on_and_what_the_site_is(
    site_copy: Path, capsys: Capsys
) -> None:
    assert run("doctor", site_copy) == 0
    told = capsys.readouterr().out
    assert "PySide6" in told
    assert "Demonstration site: D01, Asia/Shanghai, CN" in told
    assert run("--language", "zh_CN", "doctor", site_copy) == 0
    chinese = capsys.readouterr().out
    assert "演示中心" in chinese
    assert left_in_english(chinese) == []


def test_a_code_without_a_trusted_authority_is_not_judged(capsys: Capsys) -> None:
    assert run("verify", "--qr", "LTM1:xxxx") == 2
    assert "No trusted authority was named." in capsys.readouterr().err
    assert run("verify", "--qr", "LTM1:xxxx", "--trust", "00" * 32) == 1
    assert capsys.readouterr().out.startswith("NOT PROVED. ")
    assert run("verify", "--qr", "", "--trust", "00" * 32, "--json") == 1
    assert json.loads(capsys.readouterr().out)["intact"] is False


class Failing(House):
    """A house in which opening anything ends in one way."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    def versions(self) -> tuple[str, ...]:
        raise self._error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (RuntimeError("Li Na 10 mg"), "The program met a fault of its own"),
        (Stale("pat-1"), "Somebody else wrote in this chart meanwhile"),
        (Unavailable("storage.busy"), "The store is busy with another write."),
        (refuse("people.locked"), "The screen is locked."),
        (OSError(28, "No space left on device", "f"), "the disk is full"),
        (Refused(), ""),
    ],
)
def test_whatever_goes_wrong_no_traceback_and_no_value_is_shown(
    error: Exception, said: str, capsys: Capsys
) -> None:
    assert verbs.run(["doctor"], Failing(error)) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert "Traceback" not in told.err + told.out
    assert "Li Na" not in told.err + told.out


def test_an_interrupt_stops_quietly(capsys: Capsys) -> None:
    class Interrupted(House):
        def versions(self) -> tuple[str, ...]:
            raise KeyboardInterrupt

    assert verbs.run(["doctor"], Interrupted()) == 2
    assert "Stopped." in capsys.readouterr().err


def test_the_demo_is_not_made_over_anything(
    site_copy: Path, private_site: Path, tmp_path: Path, capsys: Capsys
) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "letter.txt").write_text("keep me", "utf-8")
    assert run("demo", full, "--patients", 1, "--no-window") == 2
    assert "This folder already holds something" in capsys.readouterr().err
    assert [file.name for file in full.iterdir()] == ["letter.txt"]
    mine = Path(shutil.copytree(private_site, tmp_path / "mine"))
    assert run("demo", mine, "--patients", 1, "--no-window") == 2
    assert "not a demonstration site" in capsys.readouterr().err
    assert run("verify", site_copy) == 0
