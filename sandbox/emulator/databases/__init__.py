"""Database clusters of RDS: their data, failing over, snapshots, restores, and what is told of them."""
