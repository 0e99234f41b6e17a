"""Is the record whole? A check in plain words, a paper in the hand, and the heads kept outside."""
