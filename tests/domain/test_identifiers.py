"""User ids: what may be one."""

import pytest

from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import person_id


@pytest.mark.parametrize(
    ("typed", "read"),
    [("n.lin", "n.lin"), (" N.Lin ", "n.lin"), ("ab", "ab"), ("d-2.x9", "d-2.x9")],
)
def test_a_user_id_is_read_without_regard_to_case_and_outer_spaces(typed: str, read: str) -> None:
    assert person_id(typed) == read


@pytest.mark.parametrize("typed", ["", "a", "9a", ".ab", "a b", "林", "a" * 21, "a_b", "a/b"])
def test_a_user_id_that_could_be_misread_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        person_id(typed)
    assert refused.value.alerts[0].code == "people.bad_user_id"
