"""The program's own list of drugs that must never reach the CSF: read strictly, never guessed."""

from pathlib import Path

import pytest

from ltm_desktop import resource_files
from ltm_desktop.domain.errors import Refused
from ltm_desktop.protocols import codelists
from ltm_desktop.protocols.codelists import read_wrong_route, wrong_route_drugs
from ltm_desktop.protocols.files import load
from tests.cases.clinical import STUDY, VERSION

_HEAD = '[label]\nen = "Never"\nzh_CN = "严禁"\n'
_DRUG = """
[drugs.vincristine]
label = { en = "Vincristine", zh_CN = "长春新碱" }
names = ["vincristine", "长春新碱"]
source = { en = "example", zh_CN = "示例" }
"""


def codes(text: str) -> set[str]:
    with pytest.raises(Refused) as refused:
        read_wrong_route(text)
    return {alert.code for alert in refused.value.alerts}


def test_every_protocol_carries_the_list_of_the_program() -> None:
    assert load(STUDY, VERSION)[0].never_intrathecal == wrong_route_drugs()
    assert {one.code for one in wrong_route_drugs()} >= {"vincristine", "bortezomib"}


def test_a_list_is_read_with_names_and_source() -> None:
    [drug] = read_wrong_route(_HEAD + _DRUG)
    assert (drug.code, drug.names, drug.source.en) == (
        "vincristine",
        ("vincristine", "长春新碱"),
        "example",
    )


def test_faults_of_a_list_are_named_with_their_line_and_an_empty_one_is_refused() -> None:
    assert codes(_HEAD + "[drugs]\n") == {"products.no_wrong_route_list"}
    assert codes(_HEAD + _DRUG.replace("names = ", "name = ")) == {
        "protocol.missing_key",
        "protocol.unknown_key",
    }
    assert codes("not toml") == {"protocol.syntax"}


def test_without_the_file_nothing_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(resource_files, "path", tmp_path.joinpath)
    codelists.wrong_route_drugs.cache_clear()
    with pytest.raises(Refused) as refused:
        wrong_route_drugs()
    assert [alert.code for alert in refused.value.alerts] == ["products.no_wrong_route_list"]
    codelists.wrong_route_drugs.cache_clear()
