"""One availability zone is gone: what stands in it is taken out of service, and the other zone serves."""

from __future__ import annotations

from datetime import timedelta

from runbooks.drill import chain, probes, records, steps
from runbooks.drill.figures import Figure, Model, Part
from runbooks.drill.model import Control, Drill, Phase, Step
from runbooks.drill.scene import Scene, StepError
from runbooks.drill.tolerance import Exactly, Something

NO_ZONES = "nothing in a sandbox runs in a zone, so none can be lost there"
LOST, BEFORE, SHUT, NARROWED = "zone_lost", "zone_version_before", "zone_shut", "zone_narrowed"
"""Names of notes: the zone, the version that served, the ACL that shuts, and a control's version."""


def _zones(scene: Scene) -> dict[str, list[str]]:
    """Return the stack's private subnets by the zone that they stand in."""
    listed = scene.client("ec2").describe_subnets(SubnetIds=scene.outputs["private_subnet_ids"])["Subnets"]
    found: dict[str, list[str]] = {}
    for each in listed:
        found.setdefault(each["AvailabilityZone"], []).append(each["SubnetId"])
    return found


def _lost(scene: Scene) -> str:
    """Choose the zone that is lost, tell the operator's shell, and keep what serves now."""
    if LOST not in scene.notes:
        scene.notes[LOST] = min(_zones(scene))
        scene.notes[BEFORE] = _serving(scene)
    zone = str(scene.notes[LOST])
    scene.shell.export(LOST_ZONE=zone)
    return zone


def _serving(scene: Scene) -> str:
    name, alias = scene.outputs["lambda_function_name"], scene.outputs["lambda_alias_name"]
    return str(scene.client("lambda").get_alias(FunctionName=name, Name=alias)["FunctionVersion"])


def _shut(scene: Scene) -> None:
    """Give the zone's subnets a network ACL that lets nothing through."""
    ec2, ids = scene.client("ec2"), _zones(scene)[_lost(scene)]
    found = _associations(scene, ids)
    if len(found) != len(ids):
        raise StepError(f"found network ACLs of {[*found]}; wanted one of each of {ids}")
    made = ec2.create_network_acl(VpcId=scene.outputs["vpc_id"])["NetworkAcl"]["NetworkAclId"]
    scene.notes[SHUT] = {"acl": made, "before": {subnet: acl for subnet, (_, acl) in found.items()}}
    for association, _ in found.values():
        ec2.replace_network_acl_association(AssociationId=association, NetworkAclId=made)


def _associations(scene: Scene, subnets: list[str]) -> dict[str, tuple[str, str]]:
    """Return by subnet the id of its association with an ACL, and the ACL's."""
    asked = [{"Name": "association.subnet-id", "Values": subnets}]
    return {
        each["SubnetId"]: (each["NetworkAclAssociationId"], each["NetworkAclId"])
        for acl in scene.client("ec2").describe_network_acls(Filters=asked)["NetworkAcls"]
        for each in acl["Associations"]
        if each["SubnetId"] in subnets
    }


def _open(scene: Scene) -> None:
    """Give the subnets the ACL back that they had, and take the other away."""
    shut = scene.notes.get(SHUT)
    if shut is None:
        return
    ec2 = scene.client("ec2")
    for subnet, (association, acl) in _associations(scene, [*shut["before"]]).items():
        if acl == shut["acl"]:
            ec2.replace_network_acl_association(
                AssociationId=association, NetworkAclId=shut["before"][subnet]
            )
    ec2.delete_network_acl(NetworkAclId=shut["acl"])
    del scene.notes[SHUT]


def _called(scene: Scene) -> str:
    return chain.rung(scene, "api-5xx-alarm") or chain.rung(scene, "health-check-alarm")


def _health_outside(scene: Scene) -> str:
    """Return the API's health, or which subnets of the lost zone what serves it still stands in."""
    function, zone = scene.client("lambda"), str(scene.notes[LOST])
    name, alias = scene.outputs["lambda_function_name"], scene.outputs["lambda_alias_name"]
    network = function.get_function_configuration(FunctionName=name, Qualifier=alias)["VpcConfig"]
    if still := sorted({*network["SubnetIds"]} & {*_zones(scene)[zone]}):
        return f"the function stands in {zone} still: {', '.join(still)}"
    return probes.health(scene)


def _losses(scene: Scene) -> int:
    """Count the lost records; where no zone was lost, that is no figure of what a loss costs."""
    if scene.injected is None:
        return len(records.losses(scene).lost)
    return records.lost(scene)


def _stands_in(scene: Scene, subnets: list[str]) -> None:
    """Let the function that is released next stand in these subnets."""
    function, name = scene.client("lambda"), scene.outputs["lambda_function_name"]
    groups = function.get_function_configuration(FunctionName=name)["VpcConfig"]["SecurityGroupIds"]
    network = {"SubnetIds": subnets, "SecurityGroupIds": groups}
    function.update_function_configuration(FunctionName=name, VpcConfig=network)
    function.get_waiter("function_updated").wait(FunctionName=name)


def _serves(scene: Scene, version: str) -> None:
    name, alias = scene.outputs["lambda_function_name"], scene.outputs["lambda_alias_name"]
    scene.client("lambda").update_alias(FunctionName=name, Name=alias, FunctionVersion=version)


def _back(scene: Scene) -> None:
    """Let the version serve that did before, and what is released next stand in all zones."""
    if BEFORE not in scene.notes:
        return
    name, before = scene.outputs["lambda_function_name"], str(scene.notes[BEFORE])
    after = _serving(scene)
    _serves(scene, before)
    if NARROWED not in scene.notes:
        _stands_in(scene, scene.outputs["private_subnet_ids"])
    if after != before:
        scene.client("lambda").delete_function(FunctionName=name, Qualifier=after)


def _narrow(scene: Scene) -> None:
    """Let the function stand in the one zone alone that will be lost."""
    _stands_in(scene, _zones(scene)[min(_zones(scene))])
    name = scene.outputs["lambda_function_name"]
    kept = _serving(scene)
    made = scene.client("lambda").publish_version(FunctionName=name)["Version"]
    scene.notes[NARROWED] = {"before": kept, "after": made}
    _serves(scene, made)


def _widen(scene: Scene) -> None:
    versions = scene.notes.pop(NARROWED)
    _serves(scene, versions["before"])
    _stands_in(scene, scene.outputs["private_subnet_ids"])
    name = scene.outputs["lambda_function_name"]
    scene.client("lambda").delete_function(FunctionName=name, Qualifier=versions["after"])


DRILL = Drill(
    scenario="zone-loss",
    threat="A zone fails, or half fails: what runs in it hangs, and every second request with it.",
    disruption="zone",
    steps=(
        *steps.STEADY,
        Step(
            "I1",
            Phase.INJECT,
            "One zone's subnets let nothing through",
            "It is how a zone looks that half fails: what runs there goes on, and reaches nothing.",
            timedelta(minutes=5),
            _shut,
            account_only=NO_ZONES,
        ),
        Step(
            "1",
            Phase.DETECT,
            "An alarm has called, or AWS tells of the zone",
            "A zone that is wholly gone is left by Lambda itself; one that half fails is not.",
            timedelta(minutes=20),
            _called,
            Something(),
            until=True,
            account_only=NO_ZONES,
        ),
        Step(
            "2",
            Phase.DETECT,
            "Look which zones the function stands in",
            "What stands in two zones can leave one of them.",
            timedelta(minutes=5),
            _lost,
            Something(),
        ),
        Step(
            "3",
            Phase.DETECT,
            "A zone is left",
            "A function that stands in one zone alone goes down with it.",
            timedelta(minutes=5),
        ),
        Step(
            "4",
            Phase.DETECT,
            "What is left reaches the data",
            "To move into a zone without a way to table and bucket makes things worse.",
            timedelta(minutes=5),
        ),
        Step(
            "5",
            Phase.DETECT,
            "What would be released is what serves",
            "After a release that was taken back the newest code is the bad one.",
            timedelta(minutes=2),
        ),
        Step(
            "6",
            Phase.RECOVER,
            "Release the function without the zone",
            "A version's network is part of it, so leaving a zone is a release.",
            timedelta(minutes=15),
        ),
        Step(
            "7",
            Phase.RECOVER,
            "Let the alias serve it",
            "Nothing changes for callers until the alias moves.",
            timedelta(minutes=5),
        ),
        Step(
            "8",
            Phase.VERIFY,
            "The API is healthy from the zone that is left",
            "What people see is what counts, and it is to come from where nothing is lost.",
            timedelta(minutes=10),
            _health_outside,
            Exactly("healthy"),
            until=True,
        ),
        Step(
            "9",
            Phase.VERIFY,
            "Nothing that was acknowledged is lost",
            "Table and bucket are not of one zone.",
            timedelta(minutes=5),
            _losses,
            Exactly(0),
        ),
        # Always taken: the steps of the page change the function also where nothing could be injected.
        Step(
            "C1",
            Phase.CLEAN_UP,
            "The zone's subnets have their own network ACL",
            "Without it the zone would stay shut.",
            timedelta(minutes=5),
            _open,
            own=True,
        ),
        Step(
            "C2",
            Phase.CLEAN_UP,
            "The version serves that did before, in both zones",
            "A system left in one zone would not survive the next loss.",
            timedelta(minutes=15),
            _back,
            own=True,
        ),
        steps.left("C3"),
    ),
    control=Control(
        title="the function stands in one zone alone",
        why="With its only zone gone there is nowhere to go, and the page must say so before anything moves.",
        begin=_narrow,
        end=_widen,
        fails_at="3",
        reason="wanted 'left: subnet-'",
    ),
    published=(
        Figure(
            "Lambda in two zones",
            timedelta(0),
            timedelta(0),
            "stateless; runs on in the other zone where it stands in subnets of two",
            "Lambda developer guide, Resilience in AWS Lambda",
        ),
        Figure(
            "Aurora with a reader in another zone",
            timedelta(0),
            timedelta(minutes=1),
            "typically under 60 s, often under 30 s",
            "Aurora user guide, High availability for Amazon Aurora",
        ),
    ),
    model=Model(
        parts=(
            Part("detect", timedelta(minutes=6), "alarm: 1 period of 5 minutes, and a minute of delivery"),
            Part("decide", timedelta(minutes=5), "the page's own allowance"),
            Part("recover", None, "not published: how long a version with another network takes to start"),
            Part("verify", timedelta(minutes=1), "one request"),
        ),
        rpo=timedelta(0),
        rpo_source="DynamoDB and S3 keep what they acknowledge in three zones",
    ),
    limits=(
        "The loss itself: a sandbox has no zones. There only the way out of one is proved.",
        "Neither RTO nor RPO of a loss is measured in a sandbox.",
        "That Lambda leaves a zone by itself, and that network and capacity of the other zone suffice.",
        "The database's part of it: its drill is that of a failover.",
    ),
)
