"""Who is at the desk: signing in before the window, and the lock screen over it."""
