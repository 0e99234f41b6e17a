"""Protocol files: what is read, and every fault told with its line."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop import resource_files
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.errors import Refused
from ltm_desktop.protocols.files import available, load, load_example_site, load_file, parse
from ltm_desktop.protocols.lines import line_of, lines_of

STUDY, VERSION = "NCT05305885", "1.0"
SHIPPED = resource_files.path("protocols", STUDY, f"{VERSION}.toml")
TEXT = SHIPPED.read_text("utf-8")


def refused(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(Refused) as caught:
        parse(text.encode(), "trial.toml")
    alerts = caught.value.alerts
    return [(int(str(a.values["line"])), a.code, str(a.values.get("path", ""))) for a in alerts]


def line(fragment: str) -> int:
    """Return the first line that begins with a fragment."""
    found = (n for n, text in enumerate(TEXT.splitlines(), 1) if text.startswith(fragment))
    return next(found)


def test_the_shipped_protocol_is_read_with_the_digest_of_its_bytes() -> None:
    assert (STUDY, VERSION) in available()
    protocol, digest = load(STUDY, VERSION)
    assert (protocol.study, protocol.version) == (STUDY, VERSION)
    assert digest == hashlib.sha256(SHIPPED.read_bytes()).hexdigest()
    assert load_file(SHIPPED) == protocol


@pytest.mark.parametrize(("study", "version"), [(STUDY, "9.9"), ("..", "1.0"), ("NCT1", "1.0")])
def test_a_protocol_that_is_not_carried_is_refused(study: str, version: str) -> None:
    with pytest.raises(Refused) as caught:
        load(study, version)
    assert caught.value.alerts[0].code == "configuration.unknown_protocol"


def test_the_example_configuration_says_example_on_every_value() -> None:
    path = resource_files.path("protocols", STUDY, "example-site.toml")
    lines = path.read_text("utf-8").partition("[values]")[2].strip().splitlines()
    assert len(lines) == len(load_example_site(STUDY, VERSION))
    assert all(one.endswith("# example") for one in lines)


def test_an_example_of_another_version_is_refused() -> None:
    with pytest.raises(Refused):
        load_example_site(STUDY, "2.0")


@pytest.mark.parametrize(
    ("old", "new", "at", "code", "path"),
    [
        ('value = "40 Gy"', "value = 40.0", "total =", "protocol.not_text",
         "prescriptions.IFRT-40-20.levels.involved_field.total.value"),
        ('value = "40 Gy"', 'value = "40"', "total =", "protocol.bad_value",
         "prescriptions.IFRT-40-20.levels.involved_field.total"),
        ('value = "20"', "value = 20", "fractions =", "protocol.not_text",
         "prescriptions.IFRT-40-20.fractions.value"),
        ('prescription = "IFRT-40-20"', 'prescription = "IFRT"', "prescription =",
         "protocol.leads_nowhere", "arms.A.prescription"),
        ('phases = ["induction", "concomitant"]', 'phases = ["concomitant", "wash_out"]',
         "phases =", "protocol.leads_nowhere", "arms.A.phases"),
        ('phases = ["induction", "concomitant"]', 'phases = "induction"', "phases =",
         "protocol.not_names", "arms.A.phases"),
        ('phases = ["induction", "concomitant"]', "phases = []", "phases =",
         "protocol.not_names", "arms.A.phases"),
        ('rule = "anchor"', 'rule = "when_ready"', "start =", "protocol.unknown_rule",
         "phases.induction.start.rule"),
        ('start = { rule = "anchor" }', 'start = "anchor"', "start =", "protocol.not_a_table",
         "phases.induction.start"),
        ('targets_from = "rt_target"', 'targets_from = "rt_site"', "targets_from =",
         "protocol.leads_nowhere", "prescriptions.IFRT-40-20.levels.involved_field.targets_from"),
        ('prefix = "IND"', 'prefix = " "', "prefix =", "protocol.blank",
         "series.induction.prefix"),
        ('version = "1.0"', 'version = "1.0"\nversoin = "1"', "version =", "protocol.unknown_key",
         "versoin"),
        ('unit = "G"', 'unit = "Fr"', 'unit = "G"', "protocol.unknown_unit",
         "ranges.ommaya.needle_gauge.unit"),
        ('endpoint = "primary"', 'endpoint = "first"', "endpoint =", "protocol.leads_nowhere",
         "assessments.clinical_response.endpoint"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line_and_path(
    old: str, new: str, at: str, code: str, path: str
) -> None:
    assert old in TEXT
    expected = line(at) + ("\n" in new)
    assert (expected, code, path) in refused(TEXT.replace(old, new, 1))


def test_all_faults_of_a_file_are_told_at_once_in_order() -> None:
    text = TEXT.replace('value = "40 Gy"', "value = 40.0").replace('prefix = "WK"', "prefix = 7")
    faults = refused(text)
    assert [one[0] for one in faults] == sorted(one[0] for one in faults)
    assert {one[2] for one in faults} >= {
        "prescriptions.IFRT-40-20.levels.involved_field.total.value",
        "series.weekly.prefix",
    }


def test_a_missing_key_is_told_at_its_table() -> None:
    text = "".join(one for one in TEXT.splitlines(True) if not one.startswith("min_gap"))
    assert refused(text) == [
        (line("[prescriptions.IFRT-40-20]"), "protocol.missing_key",
         "prescriptions.IFRT-40-20.min_gap"),
    ]  # fmt: skip


def test_a_later_phase_needs_the_interval_to_the_phase_before() -> None:
    kept = (one for one in TEXT.splitlines(True) if "min_interval_from_previous" not in one)
    assert (line("[series.weekly]"), "protocol.missing_key") in [
        one[:2] for one in refused("".join(kept))
    ]


def test_the_number_of_doses_cannot_be_left_to_the_site() -> None:
    stated = TEXT.splitlines()[line("doses =") - 1]
    text = TEXT.replace(stated, 'doses = { unset = "Not said.", zh_CN = "未说明。" }', 1)
    assert (line("doses ="), "protocol.must_be_stated", "series.induction.doses") in refused(text)


def test_an_arm_without_phases_is_told_at_the_arm() -> None:
    text = TEXT.replace('phases = ["induction", "concomitant"]\n', "", 1)
    assert (line("[arms.A]"), "protocol.missing_key", "arms.A.phases") in refused(text)


def test_a_value_without_its_source_is_refused() -> None:
    text = TEXT.replace('source = "Trial summary: 40 Gy.", ', "", 1)
    assert refused(text) == [
        (line("total ="), "protocol.missing_key",
         "prescriptions.IFRT-40-20.levels.involved_field.total.source")
    ]  # fmt: skip


def test_words_in_one_language_only_are_refused() -> None:
    text = TEXT.replace(', zh_CN = "诱导期" }', " }", 1)
    assert [one[1:] for one in refused(text)] == [
        ("protocol.missing_key", "phases.induction.label.zh_CN")
    ]


def test_broken_toml_is_told_with_its_line() -> None:
    text = TEXT.replace('series = "induction"', "series = induction", 1)
    assert refused(text)[0][:2] == (line("series ="), "protocol.syntax")


def test_a_file_cut_short_or_in_another_encoding_is_refused() -> None:
    assert refused('study = "NCT')[0][1] == "protocol.syntax"
    with pytest.raises(Refused) as caught:
        parse('study = "x"\ntitle = "诱导"'.encode("gb18030"), "trial.toml")
    (alert,) = caught.value.alerts
    assert (alert.code, alert.values["line"]) == ("protocol.not_utf8", 2)


def test_an_empty_file_names_what_is_missing() -> None:
    paths = {one[2] for one in refused("")}
    assert paths >= {"study", "version", "arms", "phases", "series", "drugs", "site"}


def test_a_released_name_must_be_the_files_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "protocols" / "NCT00000000"
    folder.mkdir(parents=True)
    (folder / "1.0.toml").write_text(TEXT, "utf-8")
    monkeypatch.setattr(resource_files, "path", tmp_path.joinpath)
    with pytest.raises(Refused) as caught:
        load("NCT00000000", "1.0")
    assert caught.value.alerts[0].code == "protocol.other_name"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_fault_has_words(language: str) -> None:
    say = Words(language)
    broken = TEXT.replace('value = "40 Gy"', 'value = "40"').replace('prefix = "WK"', "prefix = 7")
    with pytest.raises(Refused) as caught:
        parse(broken.encode(), "trial.toml")
    for alert in caught.value.alerts:
        assert "trial.toml" in say.alert(alert)
        assert alert.code not in say.alert(alert)
        assert say.next_step(alert)


def test_the_line_of_a_key_is_found_in_tables_quotes_and_dots() -> None:
    text = 'a = 1\n[b.c] # words\nd.e = 2\n"f.g" = 3\n[[h]]\ni = { j = 4 }\n'
    lines = lines_of(text)
    assert lines["a"] == 1
    assert lines["b.c.d.e"] == 3
    assert lines["b.c.f.g"] == 4
    assert line_of(lines, "h.i.j") == 6
    assert line_of(lines, "nowhere") == 1


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_and_never_breaks_the_reader(text: str) -> None:
    with pytest.raises(Refused):
        parse(text.encode("utf-8", "surrogatepass"), "trial.toml")


NOT_TABLES = st.sampled_from(["1", "2.5", "true", "2026-01-01", '""', "[]", "[1]", "{}"])


@given(st.integers(0, TEXT.count(" = ") - 1), NOT_TABLES)
def test_any_value_of_another_type_is_refused_with_a_line(number: int, value: str) -> None:
    keys = [n for n, one in enumerate(TEXT.splitlines()) if " = " in one and one[0] != "#"]
    lines = TEXT.splitlines()
    place = keys[number % len(keys)]
    lines[place] = f"{lines[place].partition(' = ')[0]} = {value}"
    for at, _, _ in refused("\n".join(lines)):
        assert 1 <= at <= len(lines)
