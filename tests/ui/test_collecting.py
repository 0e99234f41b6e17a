"""What is loaded is left out of the search for garbage; what comes later is not."""

import gc
import weakref

from ltm_desktop.ui.collecting import spare_what_is_loaded


class _Part:
    other: object = None


def test_what_is_loaded_is_spared_once_and_a_ring_made_later_is_still_found() -> None:
    spare_what_is_loaded()
    spared = gc.get_freeze_count()
    part = _Part()
    part.other = part
    gone = weakref.ref(part)

    spare_what_is_loaded()
    del part
    gc.collect()

    assert spared > 10_000
    assert gc.get_freeze_count() <= spared
    assert gone() is None
