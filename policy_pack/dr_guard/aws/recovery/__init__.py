"""What a planned system can recover from, how far and how soon."""
