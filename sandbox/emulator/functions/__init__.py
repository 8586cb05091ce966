"""Functions of Lambda: what happens around each of their runs, and to their asynchronous events."""
