"""A real PostgreSQL on this machine: its programs, its processes, and the files of each database."""
