"""What the pack says of resources of which nothing is known."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

import pytest
from dr_guard.aws import kinds
from dr_guard.catalogue import CONTROLS
from dr_guard.judge import Judge
from dr_guard.pack import joined
from pulumi.runtime.proto import analyzer_pb2 as proto

from tests.policy.analyzer import CONTEXT, UNKNOWN, Planned, member, request, servicer
from tests.policy.test_tokens import provider

GETTER: Final = re.compile(r'@pulumi\.getter(?:\(name="(\w+)"\))?\n    def (\w+)\(')
TAGGABLE: Final = kinds.taggable()
TYPES: Final = sorted(
    {
        token
        for control in CONTROLS
        if control.types != TAGGABLE
        for token in control.types
        if token.startswith("aws:")
    }
)
SECRET: Final = "correct-horse-battery-staple"
SHAPES: Final = (UNKNOWN, {"": UNKNOWN}, [UNKNOWN], [[UNKNOWN]], 0, None)
SECRETS: Final = (SECRET, [SECRET], {"name": SECRET}, f"{SECRET}/0")


def inputs(token: str) -> list[str]:
    """Return the names of every input of a type."""
    arguments = provider()[token].partition("\nclass _")[0]
    return [name or plain for name, plain in GETTER.findall(arguments)]


def controls_of(token: str) -> Judge:
    """Return a judge of the controls that are about a type, with those that are off turned on."""
    own = [pair for pair in joined() if token in pair[0].types]
    return Judge(tuple((replace(control, enforcement="mandatory"), rule) for control, rule in own))


def said(token: str, shapes: tuple[object, ...]) -> list[str]:
    """Return what the controls of a type say of resources whose every input has one of these shapes."""
    names = inputs(token)
    assert names
    stack = [Planned(token, dict.fromkeys(names, shape), f"it-{at}") for at, shape in enumerate(shapes)]
    analyzer = servicer(controls_of(token))
    answers = [analyzer.Analyze(request(planned), CONTEXT) for planned in stack]
    whole = proto.AnalyzeStackRequest(resources=[member(planned, stack) for planned in stack])
    answers.append(analyzer.AnalyzeStack(whole, CONTEXT))
    return [found.message for answer in answers for found in answer.diagnostics]


@pytest.mark.parametrize("token", TYPES)
def test_no_rule_fails_or_gives_up(token: str):
    """Every input unknown, or of a shape that nobody expects: each control still decides."""
    messages = said(token, SHAPES)
    assert [message for message in messages if " failed with " in message] == []


@pytest.mark.parametrize("token", TYPES)
def test_no_control_repeats_a_value(token: str):
    """Any property may hold a secret, whatever it is meant to hold."""
    assert [message for message in said(token, SECRETS) if SECRET in message] == []
