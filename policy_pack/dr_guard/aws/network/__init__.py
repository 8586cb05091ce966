"""Networks and what is let into them."""
