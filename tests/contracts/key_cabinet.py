"""What every key cabinet must do; an implementation gives the `cabinet` fixture."""

import unicodedata

import pytest

from ltm_desktop.app.ports import KeyCabinet
from ltm_desktop.domain.errors import Refused
from ltm_desktop.ledger.keys import PrivateKey

DATA_KEY = bytes(range(32))
KEY = PrivateKey.generate()
CA_KEY = PrivateKey.generate()
RECOVERY = "ABCDE-FGHJK-MNPQR-STVWX-YZ012-34567-89ABC"


def code_of(caught: pytest.ExceptionInfo[Refused]) -> str:
    return caught.value.alerts[0].code


class KeyCabinetContract:
    """The suite."""

    def test_a_secret_opens_its_own_slot(self, cabinet: KeyCabinet) -> None:
        cabinet.add("li.na", "a long secret", data_key=DATA_KEY, key=KEY, ca_key=CA_KEY)
        cabinet.add("wang.fang", "another secret", data_key=DATA_KEY, key=CA_KEY)
        unlocked = cabinet.unlock("li.na", "a long secret")
        assert (unlocked.person, unlocked.data_key) == ("li.na", DATA_KEY)
        assert unlocked.key.public == KEY.public
        assert unlocked.ca_key is not None
        assert unlocked.ca_key.public == CA_KEY.public
        assert cabinet.unlock("wang.fang", "another secret").ca_key is None
        assert list(cabinet.people()) == ["li.na", "wang.fang"]

    @pytest.mark.parametrize("person", ["li.na", "nobody", "", "recovery key", "li.na "])
    def test_wrong_and_unknown_get_the_same_words(self, cabinet: KeyCabinet, person: str) -> None:
        cabinet.add("li.na", "a long secret", data_key=DATA_KEY, key=KEY)
        cabinet.add_recovery(RECOVERY, data_key=DATA_KEY, ca_key=CA_KEY)
        with pytest.raises(Refused) as caught:
            cabinet.unlock(person, "a wrong secret")
        assert code_of(caught) == "people.wrong_secret"
        assert caught.value.alerts[0].values == {}

    def test_an_empty_cabinet_opens_for_nobody(self, cabinet: KeyCabinet) -> None:
        with pytest.raises(Refused, match="wrong_secret"):
            cabinet.unlock("li.na", "a long secret")
        with pytest.raises(Refused, match="wrong_recovery_key"):
            cabinet.recover(RECOVERY)

    def test_nobody_is_added_twice(self, cabinet: KeyCabinet) -> None:
        cabinet.add("li.na", "a long secret", data_key=DATA_KEY, key=KEY)
        with pytest.raises(Refused, match=r"people\.exists"):
            cabinet.add("li.na", "another secret", data_key=DATA_KEY, key=CA_KEY)
        assert cabinet.unlock("li.na", "a long secret").key.public == KEY.public

    @pytest.mark.parametrize(
        "secret", ["密码密码密码密码", "x" * 64, "x" * 500, "pass word with spaces ", "é" * 8]
    )
    def test_long_and_chinese_secrets_work(self, cabinet: KeyCabinet, secret: str) -> None:
        cabinet.add("li.na", secret, data_key=DATA_KEY, key=KEY)
        decomposed = unicodedata.normalize("NFD", secret)
        assert cabinet.unlock("li.na", decomposed).data_key == DATA_KEY
        with pytest.raises(Refused):
            cabinet.unlock("li.na", secret[:-1])

    @pytest.mark.parametrize("secret", ["", "short", "1234567", "é" * 7])
    def test_a_short_secret_is_refused_and_nothing_is_written(
        self, cabinet: KeyCabinet, secret: str
    ) -> None:
        with pytest.raises(Refused, match="secret_too_short"):
            cabinet.add("li.na", secret, data_key=DATA_KEY, key=KEY)
        assert list(cabinet.people()) == []

    def test_the_recovery_key_opens_however_it_is_typed(self, cabinet: KeyCabinet) -> None:
        cabinet.add_recovery(RECOVERY, data_key=DATA_KEY, ca_key=CA_KEY)
        for typed in (RECOVERY, RECOVERY.lower(), RECOVERY.replace("-", " "), f"{RECOVERY}\n",
                      RECOVERY.replace("0", "O").replace("1", "l")):  # fmt: skip
            data_key, ca_key = cabinet.recover(typed)
            assert data_key == DATA_KEY
            assert ca_key.public == CA_KEY.public
        with pytest.raises(Refused, match="wrong_recovery_key"):
            cabinet.recover(RECOVERY.replace("A", "B"))

    def test_nothing_opened_shows_itself(self, cabinet: KeyCabinet) -> None:
        cabinet.add("li.na", "a long secret", data_key=DATA_KEY, key=KEY)
        shown = repr(cabinet.unlock("li.na", "a long secret")) + repr(cabinet)
        assert DATA_KEY.hex() not in shown
        assert repr(DATA_KEY) not in shown
