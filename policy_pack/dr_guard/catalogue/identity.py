"""IAM: what roles may do, and who may take them."""

from __future__ import annotations

from typing import Final

from dr_guard.control import Control, Option
from dr_guard.tokens import (
    GROUP_POLICY,
    GROUP_POLICY_ATTACHMENT,
    POLICY,
    POLICY_ATTACHMENT,
    ROLE,
    ROLE_POLICY,
    ROLE_POLICY_ATTACHMENT,
    USER_POLICY,
    USER_POLICY_ATTACHMENT,
)

CONTROLS: Final = (
    Control(
        id="policy-actions-scoped",
        title="No policy grants everything that a service can do",
        why="Whoever takes over the role can then delete data and backups that it only had to read.",
        severity="critical",
        enforcement="mandatory",
        scope="resource",
        types=(POLICY, ROLE_POLICY, GROUP_POLICY, USER_POLICY, ROLE),
        references=(
            "FSBP IAM.1",
            "FSBP IAM.21",
            "Config iam-policy-no-statements-with-full-access",
            "checkov CKV_AWS_63",
            "CIS 1.15",
            "NIST AC-6",
        ),
        remediation=("Name the actions that are needed, or families that begin with three letters or more.",),
        group="access",
        options=(),
    ),
    Control(
        id="policy-resources-scoped",
        title="No policy reaches further than the resources it is for",
        why="Whoever takes over the role reaches every table, bucket and key of the account.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(POLICY, ROLE_POLICY, GROUP_POLICY, USER_POLICY, ROLE),
        references=(
            "checkov CKV_AWS_355",
            "checkov CKV_AWS_356",
            "NIST AC-6",
        ),
        remediation=(
            "Name the ARNs; or their kind in the ARN, and their tags or aliases in a condition.",
            "Give actions that take no resource a statement of their own.",
        ),
        group="access",
        options=(
            Option(
                "unscopableActions",
                (),
                "Further actions that AWS offers for every resource or none.",
            ),
        ),
    ),
    Control(
        id="policy-administrator-unattached",
        title="Nothing is given all rights by a policy that AWS wrote",
        why="Whoever takes over the role owns the account, its data and its backups.",
        severity="critical",
        enforcement="mandatory",
        scope="resource",
        types=(
            ROLE_POLICY_ATTACHMENT,
            POLICY_ATTACHMENT,
            GROUP_POLICY_ATTACHMENT,
            USER_POLICY_ATTACHMENT,
            ROLE,
        ),
        references=(
            "FSBP IAM.1",
            "Config iam-policy-no-statements-with-admin-access",
            "checkov CKV_AWS_274",
            "CIS 1.15",
            "NIST AC-6",
        ),
        remediation=("Attach a policy that names what is needed.",),
        group="access",
        options=(
            Option(
                "refused",
                ("AdministratorAccess", "PowerUserAccess", "IAMFullAccess"),
                "The names of the AWS-managed policies that nothing is given.",
            ),
        ),
    ),
    Control(
        id="role-trust-principal-restricted",
        title="Nobody unnamed may take a role",
        why="Anyone with an AWS account can otherwise act with the rights of the role.",
        severity="critical",
        enforcement="mandatory",
        scope="resource",
        types=(ROLE,),
        references=(
            "checkov CKV_AWS_60",
            "checkov CKV_AWS_61",
            "NIST AC-3",
        ),
        remediation=("Name the services, accounts or roles in assumeRolePolicy.",),
        group="access",
        options=(),
    ),
)
