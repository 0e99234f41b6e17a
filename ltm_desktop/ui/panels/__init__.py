"""What people work in; no panel knows another, the shell composes them."""
