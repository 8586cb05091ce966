"""A request is read as the engine reads it."""

import pytest
from pulumi.runtime.proto.resource_pb2 import RegisterResourceRequest

from sandbox.cloud import Nowhere
from sandbox.monitor import RecordingMonitor
from sandbox.project import Project
from sandbox.recording import unchanged
from sandbox.requested import each_depending
from sandbox.structs import struct

PROPERTIES = struct({"name": "orders", "delaySeconds": 5})
SAID = {"name": RegisterResourceRequest.PropertyDependencies(urns=["urn:b"])}


@pytest.mark.parametrize(
    ("said", "depends"),
    [
        ({}, {"name": ["urn:a"], "delaySeconds": ["urn:a"]}),
        (SAID, {"name": ["urn:b"]}),
        ({"name": RegisterResourceRequest.PropertyDependencies()}, {"name": []}),
    ],
)
def test_what_says_nothing_of_its_properties_depends_by_each_of_them(said, depends):
    request = RegisterResourceRequest(object=PROPERTIES, dependencies=["urn:a"], propertyDependencies=said)
    read = each_depending(request)
    assert {name: [*each.urns] for name, each in read.propertyDependencies.items()} == depends
    assert request.propertyDependencies == said


def test_the_monitor_reads_it_so():
    monitor = RecordingMonitor(Project("shop", "dev"), unchanged, Nowhere())
    kind = {"type": "aws:sqs/queue:Queue", "custom": True}
    first = monitor.RegisterResource(RegisterResourceRequest(**kind, name="first")).urn
    monitor.RegisterResource(
        RegisterResourceRequest(**kind, name="second", object=PROPERTIES, dependencies=[first])
    )
    second = monitor.recording().registrations[-1]
    assert second.property_dependencies == {"name": (first,), "delaySeconds": (first,)}
