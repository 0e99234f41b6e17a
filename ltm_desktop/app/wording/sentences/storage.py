"""What the storage alerts and refusals mean, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

SENTENCES: dict[str, tuple[str, str]] = {
    "storage.no_site": (
        _mark("There is no site in this folder."),
        _mark("Choose the site's folder, or set up a new site."),
    ),
    "storage.site_exists": (
        _mark("This folder already holds something; nothing was written over it."),
        _mark("Choose an empty folder."),
    ),
    "storage.site_damaged": (
        _mark("The file {file} of this site cannot be read."),
        _mark("Restore the site from its newest backup."),
    ),
    "storage.missing_file": (
        _mark("The file {file} of this site is missing; it was not made anew."),
        _mark("Put the whole folder back, or restore the site from its newest backup."),
    ),
    "storage.no_permission": (
        _mark("This computer account may not use the site's folder."),
        _mark(
            "Sign in to the computer with the right account, or let the administrator give "
            "permission."
        ),
    ),
    "storage.read_only_folder": (
        _mark("The site's folder can only be read here, and a record is not opened like that."),
        _mark(
            "Copy the whole folder to a disk of this computer and open it there; to go on with it "
            "in its place, let this account write in it."
        ),
    ),
    "storage.disk": (
        _mark("The disk could not be read or written. Nothing was saved."),
        _mark("Check the disk and its connection, then save again."),
    ),
    "storage.disk_full": (
        _mark(
            "The disk is full. What you just entered is not saved; what was saved before stands."
        ),
        _mark("Make at least 20 MB of room on the disk, then save again."),
    ),
    "storage.in_use": (
        _mark("Another program is already working on this site."),
        _mark("Go to the window that is open, or close it first."),
    ),
    "storage.busy": (
        _mark("The store is busy with another write. Nothing was saved."),
        _mark("Wait a moment, then save again."),
    ),
    "storage.read_only": (
        _mark("The store was opened only to read. Nothing was saved."),
        _mark("Open the site in its own window to write."),
    ),
    "storage.unreadable": (
        _mark("The store cannot be read with this key, or it is damaged."),
        _mark("Change nothing in the folder. Restore the site from its newest backup."),
    ),
    "storage.page_damaged": (
        _mark("Page {detail} of the store's file is damaged."),
        _mark("Change nothing in the folder. Restore the site from its newest backup."),
    ),
    "storage.newer_version": (
        _mark("The store was written by a newer version of the program."),
        _mark("Start the newer version."),
    ),
    "storage.older_version": (
        _mark(
            "The store was written by an earlier version of the program, which kept it otherwise."
        ),
        _mark(
            "Open it with the version that wrote it. A demonstration is made anew in an empty "
            "folder: ltm-desktop demo FOLDER."
        ),
    ),
    "storage.guards_missing": (
        _mark("A guard that keeps entries from being changed is missing from the store."),
        _mark("Do not write. Verify the site and tell the site administrator."),
    ),
    "storage.part_altered": (
        _mark("A part of the store is not as the program makes it ({detail})."),
        _mark("Do not write. Verify the site and tell the site administrator."),
    ),
    "storage.index_differs": (
        _mark("A list is kept in an order that does not lead to every row ({detail})."),
        _mark("Make the lists again from the ledger; no record is affected."),
    ),
    "storage.old_sqlite": (
        _mark("The database library is too old ({version}) and can damage a store."),
        _mark("Install the program again with its own libraries."),
    ),
    "storage.not_encrypted": (
        _mark("The database library cannot encrypt. The store was not opened."),
        _mark("Install the program again with its own libraries."),
    ),
    "storage.unsafe_setting": (
        _mark("The database does not keep a setting that protects the records: {setting}."),
        _mark("Move the site's folder to a local disk, then start again."),
    ),
    "storage.not_witnessed": (
        _mark("The record is saved. Only its proof outside the store could not be written."),
        _mark(
            "Do not record it again. Make room on the disk; the proof is written with the "
            "next entry."
        ),
    ),
    "storage.heads_damaged": (
        _mark("The file of witnessed heads cannot be read."),
        _mark("Change nothing in the folder. Restore this file from the newest backup."),
    ),
    "storage.keys_damaged": (
        _mark("The key file is damaged."),
        _mark("Restore the key file from the newest backup. The records are not affected."),
    ),
    "storage.no_paper": (
        _mark("This signed document is not in the store."),
        _mark("Verify the site; another version may be in the patient's record."),
    ),
    "storage.row_differs": (
        _mark("A list differs from the ledger ({detail})."),
        _mark("Make the lists again from the ledger; no record is affected."),
    ),
    "storage.row_unknown": (
        _mark("A list names a patient the ledger does not know ({detail})."),
        _mark("Make the lists again from the ledger; no record is affected."),
    ),
}
