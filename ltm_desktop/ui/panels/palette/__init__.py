"""Going anywhere by typing: places, patients and the actions of the page in sight."""
