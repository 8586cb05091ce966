"""The RDS Data API: statements by request, answered from the PostgreSQL of a cluster."""
