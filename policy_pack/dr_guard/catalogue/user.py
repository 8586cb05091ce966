"""IAM users, and who attaches what to roles."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    ACCESS_KEY,
    POLICY_ATTACHMENT,
    ROLE,
    ROLE_POLICY,
    SERVICE_CREDENTIAL,
    USER,
    USER_LOGIN_PROFILE,
    USER_POLICIES_EXCLUSIVE,
    USER_POLICY,
    USER_POLICY_ATTACHMENT,
    USER_POLICY_ATTACHMENTS_EXCLUSIVE,
)
from dr_guard.control import Control

CONTROLS: Final = (
    Control(
        id="identity-users-absent",
        title="Nobody and nothing is a user of IAM",
        why="A password or an access key that leaks works until somebody notices.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(USER, ACCESS_KEY, USER_LOGIN_PROFILE, SERVICE_CREDENTIAL),
        references=("checkov CKV_AWS_273", "NIST AC-2"),
        remediation=(
            "Let people in through IAM Identity Center, and programs through a role.",
            "Remove the user, its access keys and its password.",
        ),
        group="access",
        options=(),
    ),
    Control(
        id="policy-user-unattached",
        title="No user has rights of its own",
        why="Rights that are given one by one are forgotten one by one.",
        severity="low",
        enforcement="disabled",
        scope="resource",
        types=(
            USER_POLICY,
            USER_POLICY_ATTACHMENT,
            POLICY_ATTACHMENT,
            USER_POLICIES_EXCLUSIVE,
            USER_POLICY_ATTACHMENTS_EXCLUSIVE,
        ),
        references=(
            "FSBP IAM.2",
            "Config iam-user-no-policies-check",
            "checkov CKV_AWS_40",
            "CIS 1.14",
            "NIST AC-3",
            "NIST AC-6",
        ),
        remediation=("Attach the policy to a group, and make the user a member of it.",),
        group="access",
        options=(),
    ),
    Control(
        id="role-inline-policies-absent",
        title="No role has an inline policy",
        why="What is written into one role is reviewed and withdrawn nowhere else.",
        severity="low",
        enforcement="disabled",
        scope="resource",
        types=(ROLE_POLICY, ROLE),
        references=("Config iam-no-inline-policy-check", "NIST AC-2", "NIST AC-3"),
        remediation=("Make the document a Policy, and attach that to the role.",),
        group="access",
        options=(),
    ),
    Control(
        id="role-attachment-single",
        title="No two resources undo each other's policies of a role",
        why="Each update takes away what the other gave, until the role that restores can restore nothing.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(ROLE,),
        references=("WA REL13-BP04", "NIST CM-3"),
        remediation=(
            "Attach with RolePolicyAttachment and RolePolicy; remove managedPolicyArns and inlinePolicies.",
            "List all of them where RolePolicyAttachmentsExclusive or RolePoliciesExclusive owns the role.",
            "Replace PolicyAttachment, which owns all attachments of its policy in the account.",
        ),
        group="access",
        options=(),
    ),
)
