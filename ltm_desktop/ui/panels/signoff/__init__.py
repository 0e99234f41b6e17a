"""Sign-off: records that wait for a signature, read whole before they are signed."""
