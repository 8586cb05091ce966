"""IAM: what identities may do, who may take a role, and whom resources let in."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.kinds import (
    ATTACHERS,
    IDENTITY_POLICIES,
    RESOURCE_POLICIES,
)
from dr_guard.aws.tokens import (
    ROLE,
)
from dr_guard.control import Control, Option

CONTROLS: Final = (
    Control(
        id="policy-actions-scoped",
        title="No policy grants everything that a service can do",
        why="Whoever takes over the role can then delete data and backups that it only had to read.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=IDENTITY_POLICIES,
        references=(
            "FSBP IAM.21",
            "Config iam-policy-no-statements-with-full-access",
            "checkov CKV_AWS_63",
            "checkov CKV_AWS_49",
            "NIST AC-3",
            "NIST AC-5",
            "NIST AC-6(2)",
            "NIST AC-6(10)",
        ),
        remediation=("Name the actions that are needed, or families that begin with three letters or more.",),
        group="access",
        options=(),
    ),
    Control(
        id="policy-not-action-refused",
        title="No policy allows what it does not name",
        why="Every action that AWS adds later, of any service, is granted the day it appears.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=IDENTITY_POLICIES,
        references=("WA SEC03-BP02", "NIST AC-6"),
        remediation=("Name what is allowed in Action, or what is refused in a statement that denies.",),
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
        types=IDENTITY_POLICIES,
        references=(
            "checkov CKV_AWS_355",
            "checkov CKV_AWS_356",
            "checkov CKV_AWS_290",
            "checkov CKV_AWS_111",
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
        types=ATTACHERS,
        references=(
            "FSBP IAM.1",
            "checkov CKV_AWS_274",
            "checkov CKV_AWS_275",
            "CIS 1.15",
            "NIST AC-6",
        ),
        remediation=("Attach a policy that names what is needed.",),
        group="access",
        options=(
            Option(
                "refused",
                ("AdministratorAccess", "PowerUserAccess"),
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
            "NIST AC-6",
        ),
        remediation=("Name the services, accounts or roles in assumeRolePolicy.",),
        group="access",
        options=(),
    ),
    Control(
        id="role-trust-source-conditioned",
        title="No service takes a role for somebody else's resource",
        why="A service that also works for others can be made to use the role on their behalf.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(ROLE,),
        references=("prowler iam_role_cross_service_confused_deputy_prevention", "NIST AC-3"),
        remediation=(
            "Add a condition on aws:SourceAccount or aws:SourceArn to the statement of assumeRolePolicy.",
            "Where AWS documents that the service sends neither, add it to exempt.",
        ),
        group="access",
        options=(
            Option(
                "exempt",
                (
                    "apigateway.amazonaws.com",
                    "backup.amazonaws.com",
                    "cloudtrail.amazonaws.com",
                    "ec2.amazonaws.com",
                    "edgelambda.amazonaws.com",
                    "lambda.amazonaws.com",
                    "s3.amazonaws.com",
                ),
                "Services that need no condition: they take only roles of the account that they act for, "
                "and with a condition some of them cannot take the role at all.",
            ),
        ),
    ),
    Control(
        id="resource-policy-principal-restricted",
        title="No store, registry or archive lets everyone in",
        why="Anyone with an AWS account can otherwise read what is kept there, or delete it.",
        severity="critical",
        enforcement="mandatory",
        scope="resource",
        types=RESOURCE_POLICIES,
        references=("WA SEC03-BP07", "NIST AC-3", "NIST AC-6"),
        remediation=(
            "Name accounts or roles as principals.",
            "Or add a condition to the statement, such as one on aws:PrincipalOrgID.",
        ),
        group="access",
        options=(),
    ),
)
