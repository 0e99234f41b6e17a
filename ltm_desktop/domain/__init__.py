"""What is true: standard library only, no IO, clock, randomness, Qt, SQL or hashing."""
