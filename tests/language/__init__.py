"""What each language may show: kept foreign letters, and a made language that is longer."""
