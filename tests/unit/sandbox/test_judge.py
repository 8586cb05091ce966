"""At a deployment a judge lets no resource be made that a pack forbids, nor any after it."""

from dataclasses import dataclass, field

import pytest

from sandbox import judge
from sandbox.analyzer import Answer, Diagnostic
from sandbox.aws import Aws
from sandbox.errors import SandboxError
from sandbox.job import Job
from sandbox.project import Project
from sandbox.registration import Registration

EMULATOR = Aws("http://127.0.0.1:1", "123456789012", "secret")


@dataclass
class Pack:
    """A pack that says of a resource what its name is: the level of a finding, or nothing."""

    process: object
    project: Project
    patience: float
    name: str = "guard"
    policies: dict = field(default_factory=dict)

    def remediate(self, _):
        return ()

    def analyze(self, subject):
        level = subject.registration.type
        urn = subject.registration.urn
        found = [Diagnostic("rule", level, "high", "", f"{level} in {self.process}", urn)]
        return Answer(tuple(each for each in found if level), ())


@pytest.fixture
def judged(monkeypatch):
    """Return what makes a question of two packs: about a resource, by its URN and the level of a finding."""
    monkeypatch.setattr(judge, "Analyzer", Pack)

    def of(aws=EMULATOR):
        job, packs = Job(Project("shop", "dev"), (), aws=aws), ("one", "two")
        asked = judge.Judge(job, packs, lambda *_: None)  # pyrefly: ignore[bad-argument-type]
        return lambda urn, level="": asked.rewrite(
            Registration(urn, level, urn, custom=True, parent="", inputs={}), None
        )

    return of


def test_what_no_pack_forbids_is_let_pass(judged):
    ask = judged()
    assert [ask(urn, level).urn for urn, level in (("a", ""), ("b", "advisory"))] == ["a", "b"]


def test_what_a_pack_forbids_is_refused_with_its_words(judged):
    ask = judged()
    ask("a", "advisory")
    with pytest.raises(SandboxError, match=r"^b: rule forbids it: mandatory in one$"):
        ask("b", "mandatory")


def test_nothing_is_made_after_the_first_that_is_refused(judged):
    ask = judged()
    for urn, level in (("a", "mandatory"), ("b", "mandatory"), ("c", "")):
        with pytest.raises(SandboxError, match=r"^a: rule forbids it"):
            ask(urn, level)


def test_a_preview_refuses_nothing(judged):
    assert judged(aws=None)("a", "mandatory").urn == "a"
