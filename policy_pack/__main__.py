"""What Pulumi starts; the only place that builds the pack, because building it serves until it is stopped."""
# ruff: noqa: INP001 # Pulumi runs this folder, it is no package

from dr_guard import servicer
from dr_guard.pack import NAME, judge, policies
from pulumi_policy import PolicyPack

servicer.install(judge())
PolicyPack(NAME, policies())
