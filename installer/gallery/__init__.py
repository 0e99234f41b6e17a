"""Every screen a dose passes, pictured in both languages: python -m installer.gallery [FOLDER]."""
