"""A resource has from its parent what it says nothing of itself."""

from pulumi.runtime.proto.resource_pb2 import RegisterResourceRequest

from sandbox.inheritance import inherited

PROVIDER = "urn:pulumi:dev::shop::pulumi:providers:aws::far::id"
PARENT = RegisterResourceRequest(
    type="aws:sqs/queue:Queue",
    custom=True,
    protect=True,
    retainOnDelete=True,
    deletedWith="urn:a",
    provider=PROVIDER,
)


def child(type_="aws:sns/topic:Topic", **said):
    return inherited(RegisterResourceRequest(type=type_, custom=True, **said), PARENT)


def test_what_is_not_said_is_the_parent_s():
    found = child()
    assert (found.protect, found.retainOnDelete, found.deletedWith) == (True, True, "urn:a")
    assert found.provider == PROVIDER


def test_what_is_said_stays():
    found = child(protect=False, retainOnDelete=False, deletedWith="urn:b", provider="own")
    assert (found.protect, found.retainOnDelete, found.deletedWith) == (False, False, "urn:b")
    assert found.provider == "own"


def test_a_provider_is_for_its_own_package():
    assert child("random:index/randomId:RandomId").provider == ""


def test_without_a_parent_nothing_is_added():
    assert inherited(RegisterResourceRequest(), None) == RegisterResourceRequest()
