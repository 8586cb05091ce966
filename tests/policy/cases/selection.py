"""AWS Backup selections, and the evidence that what they select can be restored."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

RESOLVED: Final = "selection-resources-resolved"
TESTED: Final = "restore-testing-planned"
REPORTED: Final = "report-plan-present"

COVERS: Final = "wanted: resources or tags of the program's own"
ROLE_WANTED: Final = "wanted: a role that may back up"
FOREIGN: Final = "arn:aws:iam::1:role/backup"
PLAN: Final = Planned("aws:backup/plan:Plan", {"rules": [], "region": "eu-west-1"})
ROLE: Final = Planned("aws:iam/role:Role", {}, "role")
TABLE: Final = Planned("aws:dynamodb/table:Table", {"name": "orders", "tags": {"backup": "daily"}}, "table")
TABLES: Final = {"resources": ["arn:aws:dynamodb:*:*:table/*"]}


def selection(role: object = FOREIGN, depends: tuple[str, ...] = (), **inputs: object) -> Planned:
    """Return a selection whose resources depend on these; a role that is not known is the program's."""
    token = "aws:backup/selection:Selection"
    roles = ("role",) if role == UNKNOWN else ()
    return Planned(token, {"iamRoleArn": role, **inputs}, depends={"resources": depends, "iamRoleArn": roles})


def tagged(value: object) -> list[dict[str, object]]:
    """Return how a selection selects by a tag."""
    return [{"type": "STRINGEQUALS", "key": "backup", "value": value}]


def attached(token: str, prop: str, *depends: str, value: object = UNKNOWN) -> Planned:
    """Return what gives a role a policy."""
    return Planned(token, {prop: value}, "attached", depends={prop: depends})


def trial(region: str = "eu-west-1") -> Planned:
    """Return a plan that tries restores."""
    return Planned(
        "aws:backup/restoreTestingPlan:RestoreTestingPlan", {"name": "t", "region": region}, "test"
    )


def restored(name: object = "t") -> Planned:
    """Return a selection of what is restored on trial."""
    token = "aws:backup/restoreTestingSelection:RestoreTestingSelection"
    return Planned(token, {"restoreTestingPlanName": name}, "restored")


def given(arn: str) -> Planned:
    """Return what gives the role a policy by its ARN."""
    return Planned(ATTACHMENT, {"role": UNKNOWN, "policyArn": arn}, arn, depends={"role": ("role",)})


def listed(arns: list[str]) -> Planned:
    """Return what gives the role these policies alone."""
    token = "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive"
    return Planned(token, {"roleName": UNKNOWN, "policyArns": arns}, "l", depends={"roleName": ("role",)})


def written(policy: object) -> Planned:
    """Return what gives the role a policy of its own."""
    token = "aws:iam/rolePolicy:RolePolicy"
    return Planned(token, {"role": UNKNOWN, "policy": policy}, "w", depends={"role": ("role",)})


def own(**inputs: object) -> Planned:
    """Return the role, with policies of its own."""
    return Planned("aws:iam/role:Role", inputs, "role")


def allowing(*actions: str) -> dict[str, object]:
    """Return a policy that allows actions."""
    return {"Statement": [{"Effect": "Allow", "Action": list(actions), "Resource": "*"}]}


MANAGED: Final = "arn:aws:iam::aws:policy"
FOR_BACKUP: Final = f"{MANAGED}/service-role/AWSBackupServiceRolePolicyForBackup"
FOR_RESTORES: Final = f"{MANAGED}/service-role/AWSBackupServiceRolePolicyForRestores"
FOR_BUCKETS: Final = f"{MANAGED}/AWSBackupServiceRolePolicyForS3Backup"
DENIED: Final = {"Effect": "Deny", "Action": "*", "Resource": "*"}
DAILY: Final = tagged("daily")
STORES: Final = (TABLE, Planned("aws:s3/bucket:Bucket", {"tags": {"backup": "daily"}}, "bucket"))
ATTACHMENT: Final = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"

CASES: Final = (
    passes(RESOLVED, "by its tag", TABLE, selection(selectionTags=tagged("daily"))),
    passes(RESOLVED, "by what it depends on", TABLE, selection(depends=("table",), resources=[UNKNOWN])),
    passes(RESOLVED, "by a wildcard", selection(**TABLES)),
    passes(
        RESOLVED,
        "one of two",
        Planned("aws:s3/bucket:Bucket", {}, "b"),
        TABLE,
        selection(selectionTags=tagged("daily")),
    ),
    skips(
        RESOLVED,
        "missing resources in the whole program",
        selection(selectionTags=tagged("daily")),
        because="the program has nothing that can be selected",
    ),
    fails(
        RESOLVED,
        "by another tag",
        TABLE,
        selection(selectionTags=tagged("weekly")),
        says=f"it covers nothing in the program; {COVERS}",
    ),
    fails(
        RESOLVED,
        "by another ARN",
        TABLE,
        selection(resources=["arn:aws:dynamodb:eu-west-1:1:table/x"]),
        says=f"it covers nothing in the program; {COVERS}",
    ),
    fails(
        RESOLVED,
        "unknown",
        TABLE,
        selection(selectionTags=tagged(UNKNOWN)),
        says=f"whether it covers anything cannot be known at preview; {COVERS}",
    ),
    fails(RESOLVED, "missing role", selection(None, **TABLES), says=f"its role is not set; {ROLE_WANTED}"),
    passes(
        RESOLVED,
        "by a role with a policy",
        ROLE,
        attached(ATTACHMENT, "role", "role"),
        selection(UNKNOWN, **TABLES),
    ),
    *(
        passes(RESOLVED, f"by a role with a policy, {label}", ROLE, found, selection(UNKNOWN, **TABLES))
        for label, found in (
            ("inline", attached("aws:iam/rolePolicy:RolePolicy", "role", "role")),
            (
                "among others",
                attached("aws:iam/policyAttachment:PolicyAttachment", "roles", "role", value=[UNKNOWN]),
            ),
            (
                "exclusively",
                attached("aws:iam/rolePoliciesExclusive:RolePoliciesExclusive", "roleName", "role"),
            ),
        )
    ),
    passes(
        RESOLVED,
        "by a role with policies of its own",
        Planned("aws:iam/role:Role", {"managedPolicyArns": [UNKNOWN]}, "role"),
        selection(UNKNOWN, **TABLES),
    ),
    fails(
        RESOLVED,
        "by a role without a policy",
        ROLE,
        selection(UNKNOWN, **TABLES),
        says=f"its role has no policy; {ROLE_WANTED}",
    ),
    fails(
        RESOLVED,
        "by a role with a policy, perhaps",
        ROLE,
        attached(ATTACHMENT, "role"),
        selection(UNKNOWN, **TABLES),
        says=f"which policy its role has cannot be known at preview; {ROLE_WANTED}",
    ),
    *(
        passes(
            RESOLVED, f"by a role that may, {label}", *STORES, *held, selection(UNKNOWN, selectionTags=DAILY)
        )
        for label, held in (
            ("of AWS's policies", (ROLE, given(FOR_BACKUP), given(FOR_BUCKETS))),
            ("of all rights", (ROLE, given(f"{MANAGED}/AdministratorAccess"))),
            ("of a policy elsewhere", (ROLE, given("arn:aws:iam::1:policy/own"))),
            ("of one of several policies", (ROLE, listed([FOR_BACKUP, FOR_BUCKETS]))),
            ("of actions", (ROLE, written(allowing("dynamodb:StartAwsBackupJob", "s3:GetObject*")))),
            ("of actions unknown", (ROLE, written(allowing(UNKNOWN)))),
            ("of a document unknown", (ROLE, written(UNKNOWN))),
            (
                "of its own",
                (own(managedPolicyArns=[FOR_BACKUP], inlinePolicies=[{"policy": allowing("s3:*")}]),),
            ),
        )
    ),
    *(
        fails(
            RESOLVED,
            f"by a role that may not, {label}",
            *STORES,
            *held,
            selection(UNKNOWN, selectionTags=DAILY),
            says=tuple(f"its role may not back up {noun}; {ROLE_WANTED}" for noun in nouns),
        )
        for label, held, nouns in (
            ("missing a policy for buckets", (ROLE, given(FOR_BACKUP)), ("buckets",)),
            ("missing all but restores", (ROLE, given(FOR_RESTORES)), ("tables", "buckets")),
            ("missing actions", (ROLE, written(allowing("s3:GetObject"))), ("tables",)),
            ("denied them", (ROLE, written({"Statement": [DENIED]})), ("tables", "buckets")),
            ("no JSON", (ROLE, written("{")), ("tables", "buckets")),
            ("of its own", (own(managedPolicyArns=[FOR_BUCKETS]),), ("tables",)),
        )
    ),
    fails(
        RESOLVED,
        "by a role that may, perhaps",
        TABLE,
        ROLE,
        given(FOR_RESTORES),
        attached(ATTACHMENT, "role"),
        selection(UNKNOWN, selectionTags=DAILY),
        says=f"whether its role may back up tables cannot be known at preview; {ROLE_WANTED}",
    ),
    passes(TESTED, "in its region", PLAN, trial(), restored()),
    fails(
        TESTED, "missing", PLAN, says="no restore testing plan tries its backups; wanted: one in its region"
    ),
    fails(
        TESTED,
        "in another region",
        PLAN,
        trial("us-west-2"),
        restored(),
        says=("no restore testing plan tries its backups; wanted: one in its region",),
    ),
    fails(
        TESTED,
        "without a selection",
        PLAN,
        trial(),
        says="it restores nothing; wanted: a restore testing selection that refers to it",
        at="test",
    ),
    fails(
        TESTED,
        "unknown",
        PLAN,
        trial(),
        restored(UNKNOWN),
        says="which selection belongs to it cannot be known at preview; "
        "wanted: a restore testing selection that refers to it",
        at="test",
    ),
    passes(REPORTED, "one", PLAN, Planned("aws:backup/reportPlan:ReportPlan", {}, "report")),
    passes(
        REPORTED, "unknown", PLAN, Planned("aws:backup/reportPlan:ReportPlan", {"name": UNKNOWN}, "report")
    ),
    fails(REPORTED, "missing", PLAN, says="no report plan reports on it; wanted: one"),
)
