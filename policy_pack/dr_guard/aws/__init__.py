"""What the pack knows of AWS, apart from what it asks for."""
