"""What a drill is, what runs it, and what it is run against."""
