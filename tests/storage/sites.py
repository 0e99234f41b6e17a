"""A synthetic site's facts and a cheap derivation, so that tests spend their time elsewhere."""

from ltm_desktop.storage.folder import SiteFacts
from ltm_desktop.storage.wrapping import Cost

DATA_KEY = bytes(range(100, 132))
CHEAP = Cost(memory_kib=64, passes=1)
FACTS = SiteFacts(
    id="SYN-01",
    kind="demo",
    zone="Asia/Shanghai",
    country="CN",
    created="2026-03-02T10:00:00+08:00",
)
