"""Plans and treatment records of radiotherapy systems (DICOM RT); never written, only read."""
