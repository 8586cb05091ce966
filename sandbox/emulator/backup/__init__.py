"""AWS Backup as far as ministack lacks it: locks and notifications of vaults, jobs, and restores on trial."""
