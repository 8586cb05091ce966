"""AWS Backup and its schedules."""
