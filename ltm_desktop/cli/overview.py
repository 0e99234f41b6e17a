"""The site's numbers from the command line: table files side by side, or paper for .pdf."""

from collections.abc import Sequence
from pathlib import Path

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.overview_counting import count
from ltm_desktop.app.overview_paper import save_paper
from ltm_desktop.app.overview_tables import save
from ltm_desktop.app.wording.words import Words


def write(path: Path, desk: Desk, say: Words) -> Sequence[Path]:
    """Write the numbers as they stand and return the files. Raises Refused, Unavailable."""
    told = count(desk, say)
    if told is None:
        return ()
    if path.suffix.lower() == ".pdf":
        return (path,) if save_paper(told, desk, say, path) else ()
    return save(told, desk, say, path)
