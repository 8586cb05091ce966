"""What the pack says of resources of which nothing is known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest
from dr_guard import tokens
from dr_guard.catalogue import CONTROLS
from dr_guard.pack import policies
from pulumi.runtime.proto import analyzer_pb2 as proto

from tests.policy.analyzer import UNKNOWN, Planned, member, request, servicer
from tests.policy.test_tokens import provider

if TYPE_CHECKING:
    from pulumi_policy import Policy

GETTER: Final = re.compile(r'@pulumi\.getter(?:\(name="(\w+)"\))?\n    def (\w+)\(')
TAGGABLE: Final = tokens.taggable()
TYPES: Final = sorted({token for control in CONTROLS if control.types != TAGGABLE for token in control.types})
SHAPES: Final = (UNKNOWN, {"": UNKNOWN}, [UNKNOWN], [[UNKNOWN]], 0, None)


@pytest.fixture(scope="module")
def pack() -> list[Policy]:
    """Return the pack."""
    return policies()


def inputs(token: str) -> list[str]:
    """Return the names of every input of a type."""
    arguments = provider()[token].partition("\nclass _")[0]
    return [name or plain for name, plain in GETTER.findall(arguments)]


@pytest.mark.parametrize("token", TYPES)
def test_no_rule_fails_or_gives_up(token: str, pack: list[Policy]):
    """Every input unknown, or of a shape that nobody expects: each control still decides."""
    names = inputs(token)
    assert names
    stack = [Planned(token, dict.fromkeys(names, shape), f"it-{at}") for at, shape in enumerate(SHAPES)]
    analyzer = servicer(pack)
    answers = [analyzer.Analyze(request(planned), None) for planned in stack]
    whole = proto.AnalyzeStackRequest(resources=[member(planned, stack) for planned in stack])
    answers.append(analyzer.AnalyzeStack(whole, None))
    said = [found.message for answer in answers for found in answer.diagnostics]
    assert [message for message in said if "can't run policy" in message or " failed with " in message] == []
