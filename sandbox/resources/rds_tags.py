"""Tags of RDS, which all of its resources get in the same way, by their ARNs."""

from __future__ import annotations

from sandbox.registration import Properties
from sandbox.resources.change import retag_pairs
from sandbox.resources.kind import Place


def tagged(place: Place, arn: str, asked: Properties) -> None:
    """Leave a resource with the tags that are asked for, and no others."""
    client = place.client("rds")
    there = client.list_tags_for_resource(ResourceName=arn)["TagList"]
    retag_pairs(
        there,
        asked,
        lambda tags: client.add_tags_to_resource(ResourceName=arn, Tags=tags),
        lambda keys: client.remove_tags_from_resource(ResourceName=arn, TagKeys=keys),
    )
