"""Following a patient in the chart: contacts, loss, progression, and what is taken back."""
