"""The site itself: its people with their register, and the configuration that fills the trial."""
