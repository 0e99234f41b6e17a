"""Backups: the tab with and without any, and the page on which one is put back."""

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.backups import Keeping
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import note, stop
from ltm_desktop.ui.panels.restore.view import RestorePage
from ltm_desktop.ui.panels.site.backups import BackupLine
from ltm_desktop.ui.panels.site.backups_view import BackupsView
from tests.builders import at
from tests.gallery.frame import Entry

_MADE = [f"2026-03-02 {hour:02d}:04" for hour in range(17, 6, -1)]


def _some(say: Words) -> QWidget:
    view = BackupsView(say)
    place = "D:\\LTM backups\\EX1"
    words = say.many("Proven backup {count} hour old", "Proven backup {count} hours old", 3)
    view.show_age(words, "neutral", place)
    view.show_lines(
        [
            BackupLine(
                say.moment(at(made)), say.number(4200 - 7 * n), "9f3c 21aa 7be0 04d1", "48 MiB"
            )
            for n, made in enumerate(_MADE)
        ]
    )
    view.show_keeping(Keeping(place="D:\\LTM backups"))
    view.show_done(
        say(
            "Backup made, put back in a temporary place and verified: entry {seq}.",
            seq=say.number(4200),
        )
    )
    return view


def _none(say: Words) -> QWidget:
    view = BackupsView(say)
    view.show_age(say("No proven backup"), "caution", "D:\\LTM\\backups\\EX1")
    view.show_keeping(Keeping())
    view.show_alerts([note("backup.same_disk"), note("storage.folder_synced")])
    return view


def _restore(say: Words) -> QWidget:
    page = RestorePage(say, backups="D:\\LTM backups", site="C:\\LTM")
    page.person.set_value("admin")
    page.show_preview(
        [
            say("The backup of {at} does not hold and is left out.", at=say.moment(at(_MADE[0]))),
            say(
                "Backup of {at}: entry {seq}, head {digits}.",
                at=say.moment(at(_MADE[1])),
                seq=say.number(4193),
                digits="9f3c21aa7be004d1",
            ),
            say(
                "The store here: entry {seq}, head {digits}.",
                seq=say.number(4195),
                digits="03bb5e71c2a9f6d0",
            ),
            say.many(
                "{count} entry came after the backup and will not be in the record:",
                "{count} entries came after the backup and will not be in the record:",
                2,
            ),
            say.many("{count} of them cannot be read.", "{count} of them cannot be read.", 2),
        ]
    )
    return page


def _refused(say: Words) -> QWidget:
    page = RestorePage(say, backups="", site="C:\\LTM")
    page.show_alerts([stop("backup.page_incomplete")])
    return page


ENTRIES = [
    Entry("site-backups", _some, (1234,), 640),
    Entry("site-backups-none", _none, (1234,), 640),
    Entry("restore", _restore, (1366,), 768),
    Entry("restore-refused", _refused, (1366,), 768),
]
