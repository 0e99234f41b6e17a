"""What each page is for, what to do first, and what is kept when one leaves it."""
