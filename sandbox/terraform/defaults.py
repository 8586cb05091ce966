"""What the provider fills in where a program says nothing, of the arguments that checks look at.

Only what is more than nothing stands here: an argument that is absent is off, zero or empty already. The
engine fills these in itself, so that a state has them among its inputs, and a recording has not.
"""

from __future__ import annotations

from sandbox.registration import Properties
from sandbox.terraform.values import Values

DEFAULTS: dict[str, Properties] = {
    "aws_apigatewayv2_route": {"authorization_type": "NONE"},
    "aws_cloudwatch_metric_alarm": {"actions_enabled": True},
    "aws_db_instance": {"auto_minor_version_upgrade": True},
    "aws_dynamodb_table": {"billing_mode": "PROVISIONED"},
    "aws_kms_key": {"customer_master_key_spec": "SYMMETRIC_DEFAULT", "is_enabled": True},
    "aws_rds_cluster_instance": {"auto_minor_version_upgrade": True},
    "aws_security_group": {"description": "Managed by Pulumi"},
}


def fill(kind: str, found: Values) -> Values:
    """Add what is missing to what is known, and return it."""
    for name, value in DEFAULTS.get(kind, {}).items():
        if name not in found.unknown:
            found.known.setdefault(name, value)
    return found
