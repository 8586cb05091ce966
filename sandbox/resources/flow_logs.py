"""Flow logs of EC2."""

from __future__ import annotations

from sandbox.errors import SandboxError
from sandbox.registration import Properties
from sandbox.resources.change import lasting
from sandbox.resources.ec2_tags import retagged, tagged
from sandbox.resources.kind import Kind, Made, Place
from sandbox.resources.request import given, request

LOG = {
    "iamRoleArn": "DeliverLogsPermissionArn",
    "logDestination": "LogDestination",
    "logDestinationType": "LogDestinationType",
    "logFormat": "LogFormat",
    "maxAggregationInterval": "MaxAggregationInterval",
    "trafficType": "TrafficType",
}
DEFAULTS: Properties = {"logDestinationType": "cloud-watch-logs", "maxAggregationInterval": 600}
SUBJECTS = {"eniId": "NetworkInterface", "subnetId": "Subnet", "vpcId": "VPC"}
FORMAT = " ".join(
    f"${{{field}}}"
    for field in (
        *("version", "account-id", "interface-id", "srcaddr", "dstaddr", "srcport", "dstport"),
        *("protocol", "packets", "bytes", "start", "end", "action", "log-status"),
    )
)
"""What AWS writes of a flow where nothing else is asked for."""


def _flow_log(place: Place, asked: Properties) -> Made:
    subject, identity = _subject(asked)
    made = place.client("ec2").create_flow_logs(
        **request({**DEFAULTS, **asked}, LOG), ResourceIds=[identity], ResourceType=subject
    )
    if made["Unsuccessful"]:
        raise SandboxError(f"the flow log of {identity} was refused: {made['Unsuccessful'][0]['Error']}")
    (log,) = made["FlowLogIds"]
    tagged(place, log, asked)
    outputs: Properties = {
        "arn": place.arn("ec2", f"vpc-flow-log/{log}"),
        "logDestination": "",
        "logFormat": FORMAT,
        **DEFAULTS,
    }
    return Made(log, {**outputs, **given(asked, *LOG, *SUBJECTS)})


def _subject(asked: Properties) -> tuple[str, str]:
    """Return what is logged, as AWS calls its kind, and which it is."""
    found = given(asked, *SUBJECTS)
    if len(found) != 1:
        listed = " and ".join(found) or "none of eniId, subnetId and vpcId"
        raise SandboxError(f"found {listed}; wanted exactly one")
    ((name, identity),) = found.items()
    return SUBJECTS[name], str(identity)


KINDS = {
    "aws:ec2/flowLog:FlowLog": Kind(
        _flow_log, frozenset({"tags", *LOG, *SUBJECTS}), lasting(retagged, *LOG, *SUBJECTS)
    )
}
