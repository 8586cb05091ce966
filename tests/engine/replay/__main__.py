"""Registers the resources in ``registrations.json``, one after the other, as some program once did."""

import json
import signal
from pathlib import Path
from typing import Any

from google.protobuf import json_format, struct_pb2
from pulumi.runtime.proto import resource_pb2
from pulumi.runtime.settings import get_monitor
from pulumi.runtime.stack import get_root_resource

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"


def replay(_):
    """Register all, as soon as there is a stack to register it in."""
    monitor: Any = get_monitor()
    providers = {}
    for each in json.loads(Path("registrations.json").read_text()):
        request = json_format.ParseDict(each["request"], resource_pb2.RegisterResourceRequest())
        request.object.CopyFrom(json_format.ParseDict(each["inputs"], struct_pb2.Struct()))
        request.provider = providers.get(each["provider"], "")
        made = monitor.RegisterResource(request)
        if request.type.startswith("pulumi:providers:"):
            providers[made.urn] = f"{made.urn}::{made.id or UNKNOWN}"


# An engine that has refused a stack interrupts the program, and waits seconds for one that does not end.
signal.signal(signal.SIGINT, signal.SIG_DFL)
root: Any = get_root_resource()
root.urn.apply(replay)
