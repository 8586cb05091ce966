"""The runtimes that the pack knows, against those that Lambda offers."""

from __future__ import annotations

import botocore.session
from dr_guard.aws.compute.runtimes import DEPRECATED, SUPPORTED

# What Lambda offers as a preview: not yet for what has to be recovered.
PREVIEW = {"nodejs26.x", "python3.15"}


def test_every_runtime_is_judged():
    """A new version of the service's model brings runtimes of which somebody has to know what they are."""
    model = botocore.session.get_session().get_service_model("lambda")
    offered = set(getattr(model.shape_for("Runtime"), "enum"))  # noqa: B009 # only some shapes have it
    assert offered - {*SUPPORTED, *DEPRECATED} == PREVIEW


def test_no_runtime_is_both():
    """What is deprecated is not supported."""
    assert not set(SUPPORTED) & set(DEPRECATED)
