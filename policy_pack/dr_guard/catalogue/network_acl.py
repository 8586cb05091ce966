"""Network ACLs."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    DEFAULT_NETWORK_ACL,
    NETWORK_ACL,
    NETWORK_ACL_RULE,
)
from dr_guard.catalogue.security_group import ADMIN_PORTS
from dr_guard.control import Control

CONTROLS: Final = (
    Control(
        id="network-acl-admin-ports-closed",
        title="No network ACL lets the internet in to a port of administration",
        why="One mistake in a security group is then enough to open the port to all.",
        severity="medium",
        enforcement="mandatory",
        scope="stack",
        types=(NETWORK_ACL, DEFAULT_NETWORK_ACL, NETWORK_ACL_RULE),
        references=(
            "FSBP EC2.21",
            "Config nacl-no-unrestricted-ssh-rdp",
            "checkov CKV_AWS_231",
            "checkov CKV_AWS_232",
            "checkov CKV_AWS_352",
            "CIS 5.2",
            "NIST SC-7",
            "NIST AC-4",
        ),
        remediation=(
            "Name the networks and the ports that need to be let in.",
            "Where a range of ports has to be open, deny the ports of administration in a rule before it.",
        ),
        group="network",
        options=(ADMIN_PORTS,),
    ),
)
