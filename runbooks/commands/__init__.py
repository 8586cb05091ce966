"""What ``python -m runbooks`` can do, one command a file."""
