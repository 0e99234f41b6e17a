"""What the alerts of backups and of folders for a site mean, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

SENTENCES: dict[str, tuple[str, str]] = {
    "backup.not_proven": (
        _mark("The copy does not hold ({detail}); it was thrown away and does not count."),
        _mark("Check the whole record now, and make another backup."),
    ),
    "backup.disk_full": (
        _mark("The disk is full. No backup was made; the older ones stand."),
        _mark("Make at least {room} MB of room where backups lie, or choose another disk."),
    ),
    "backup.damaged": (
        _mark("The file {file} of this backup is not as it was written."),
        _mark("Take an older backup, and check the disk they lie on."),
    ),
    "backup.none": (
        _mark("There is no backup in this folder."),
        _mark("Choose the folder of one backup: its name begins with a date."),
    ),
    "backup.none_holds": (
        _mark("None of these backups holds."),
        _mark("Look for an older one on another disk, and keep this folder as it is."),
    ),
    "backup.page_incomplete": (
        _mark("Both folders, a user name and a secret are needed."),
        _mark("Fill in what is empty."),
    ),
    "backup.under_way": (
        _mark("A backup is being made already."),
        _mark("Wait until it is proven."),
    ),
    "backup.keeping_unusable": (
        _mark("How many stay is a whole number from 0 to {most}, at least one of the newest."),
        _mark("Correct the numbers and save again."),
    ),
    "backup.place_unusable": (
        _mark("{place} is not the whole path of a folder."),
        _mark("Type the path from its beginning, such as a drive or a slash."),
    ),
    "backup.same_disk": (
        _mark("Backups lie on the same disk as the site: a broken disk takes both."),
        _mark("Choose a folder on another disk, such as a drive that is kept apart."),
    ),
    "backup.place_synced": (
        _mark("Another program synchronises the folder of the backups."),
        _mark("Choose a folder that nothing synchronises."),
    ),
    "backup.target_holds": (
        _mark(
            "There is a site in this folder already, with {seq} {seq:entry|entries}. Nothing was "
            "changed."
        ),
        _mark("Choose an empty folder, or let what stands there be kept aside."),
    ),
    "backup.other_site": (
        _mark("The backup is of the site {site}, not of {found}."),
        _mark("Choose a backup of this site."),
    ),
    "backup.why_missing": (
        _mark("Nothing says why the backup is put back."),
        _mark("Say in a few words what happened."),
    ),
    "backup.not_a_head": (
        _mark("What was put back or lost is not told as a head."),
        _mark("Put the backup back with the program itself."),
    ),
    "backup.restored": (
        _mark(
            "On {at} {by} put the record back to the backup of {made}: {why}. Entries lost: {lost}."
        ),
        _mark("Look through your own work since the backup, and record again what is missing."),
    ),
    "backup.restore_untold": (
        _mark("The record was put back to a backup of {made}; that is not on record yet."),
        _mark("Let {by} sign in: it is written down then."),
    ),
    "storage.folder_synced": (
        _mark("Another program synchronises the site's folder. It can tear the record in two."),
        _mark("Move the folder to a disk of this computer that nothing synchronises."),
    ),
    "storage.on_network": (
        _mark("The site's folder lies on a network. A break in the line can damage the record."),
        _mark("Move the folder to a disk of this computer; the backups may lie elsewhere."),
    ),
}
