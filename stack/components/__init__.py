"""The parts of the system, one noun per file: its arguments and one component."""
