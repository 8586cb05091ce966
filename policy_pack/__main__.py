"""What Pulumi starts; the only place that builds the pack, because building it serves until it is stopped."""

from dr_guard.pack import NAME, policies
from pulumi_policy import PolicyPack

PolicyPack(NAME, policies())
