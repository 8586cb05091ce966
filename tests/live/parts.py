"""What a stack consists of, and what is said where all of it serves."""


def has_database(outputs):
    """Tell whether the stack has the relational database, which is a setting."""
    return "database_cluster_id" in outputs


def database_log(outputs):
    """Return the name of the log group that RDS sends the database's log to."""
    return f"/aws/rds/cluster/{outputs['database_cluster_id']}/postgresql"


def parts(outputs, **ill):
    """Return what the function says of each part: that it is well, but for those named with their fault."""
    names = ["table", "bucket", *["database"] * has_database(outputs)]
    return {name: ill.get(name, "ok") for name in names}
