"""Tags of EC2, which all of its resources get in the same way, by their ids."""

from __future__ import annotations

from sandbox.registration import Properties
from sandbox.resources.change import retag_pairs
from sandbox.resources.kind import Made, Place


def tagged(place: Place, identity: str, asked: Properties) -> None:
    """Leave a resource with the tags that are asked for, and no others."""
    client = place.client("ec2")
    there = client.describe_tags(Filters=[{"Name": "resource-id", "Values": [identity]}])["Tags"]
    retag_pairs(
        there,
        asked,
        lambda tags: client.create_tags(Resources=[identity], Tags=tags),
        lambda keys: client.delete_tags(Resources=[identity], Tags=[{"Key": key} for key in keys]),
    )


def retagged(place: Place, made: Made, asked: Properties) -> Made:
    """Change a resource of which nothing but the tags can change."""
    tagged(place, made.id, asked)
    return made
