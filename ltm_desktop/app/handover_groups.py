"""The lines of a handover in their groups, in the order of the page and of the paper."""

from collections.abc import Iterator, Sequence

from ltm_desktop.domain.handover import HandoverGroup, HandoverLine


def groups_of(
    lines: Sequence[HandoverLine],
) -> Iterator[tuple[HandoverGroup, tuple[HandoverLine, ...]]]:
    """Yield every group with its lines, an empty one as well: "none" is news too."""
    for group in HandoverGroup:
        yield group, tuple(one for one in lines if one.group is group)
