"""Drills run where they may, and in an account only where that is meant."""

import io
import sys

import pytest

from runbooks.commands import places
from runbooks.commands.places import Given, Own, confirm, deployed, needs_database, refuse
from sandbox.errors import SandboxError
from tests.unit.runbooks.fake import OUTPUTS, Acts, FakeTarget, a_drill

QUIET = lambda *_: None  # noqa: E731 nobody looks
PRODUCTION = "stack 'dev' is of the tier production; wanted allowDrills: true in its settings"


class Guarded(FakeTarget):
    """Says whose credentials are used."""

    def client(self, service, region=None):
        assert (service, region) == ("sts", None)
        return self

    def get_caller_identity(self):
        return {"Account": OUTPUTS["account"]}


def target(**changed):
    outputs = {name: value for name, value in {**OUTPUTS, **changed}.items() if value is not None}
    return Guarded(outputs)


@pytest.mark.parametrize(
    "changed", [{}, {"tier": "development"}, {"tier": "production", "allow_drills": True}], ids=str
)
def test_a_stack_may_be_drilled_unless_it_is_production_or_if_its_settings_allow_it(changed):
    refuse(target(**changed))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"tier": "production"},
            PRODUCTION,
        ),
        (
            {"tier": "production", "allow_drills": None},
            PRODUCTION,
        ),
        (
            {"tier": "production", "allow_drills": "true"},
            PRODUCTION,
        ),
        ({"tier": None}, "stack 'dev' does not say of which tier it is; deploy it anew first"),
        ({"account": "9"}, "found credentials of account 123456789012; wanted 9, the stack's"),
    ],
    ids=["production", "older production", "text", "no tier", "another account"],
)
def test_a_stack_that_may_not_be_drilled_is_refused(changed, said):
    with pytest.raises(SandboxError) as refused:
        refuse(target(**changed))
    assert str(refused.value).startswith(said)


class Terminal(io.StringIO):
    """Somebody who types."""

    def isatty(self):
        return True


def test_the_stack_s_name_has_to_be_typed_or_given(monkeypatch, capsys):
    confirm(target(), "dev")
    monkeypatch.setattr(sys, "stdin", Terminal("dev\n"))
    confirm(target(), None)
    assert "This breaks stack 'dev' (account 123456789012, eu-west-1) on purpose" in capsys.readouterr().err


@pytest.mark.parametrize("typed", ["", "y", "Dev"])
def test_another_name_is_refused(typed, monkeypatch):
    said = f"^found the name {typed!r}; wanted 'dev': nothing was done$"
    with pytest.raises(SandboxError, match=said):
        confirm(target(), typed)
    monkeypatch.setattr(sys, "stdin", Terminal(f"{typed}\n"))
    with pytest.raises(SandboxError, match=said):
        confirm(target(), None)


def test_where_nobody_can_type_the_name_has_to_be_given(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("dev\n"))
    with pytest.raises(SandboxError, match=r"^wanted --confirm dev, where nobody can be asked for the name$"):
        confirm(target(), None)


def test_a_stack_in_an_account_has_to_be_named(tmp_path):
    with pytest.raises(SandboxError, match=r"^found --target aws without a stack; "):
        deployed(tmp_path, None)


def test_a_drill_of_a_database_needs_one():
    drill = a_drill(Acts(), needs_database=True)
    needs_database(drill, target(database_cluster_id="cluster"))
    with pytest.raises(SandboxError, match=r"^all-lost is about a database, and stack 'dev' has none$"):
        needs_database(drill, target())


def test_a_stack_that_is_there_anyway_takes_no_drill_after_one_that_left_something():
    place, drill = Given(found := target()), a_drill(Acts())
    assert place.target(drill) is found
    place.spoil()
    with pytest.raises(SandboxError, match=r"^an earlier drill did not leave this stack as it was$"):
        place.target(drill)


@pytest.fixture
def sandboxes(monkeypatch):
    """Sandboxes in name only; returns what was made and ended."""
    seen = []

    class Made:
        def __init__(self, root, stack, progress):
            self.root, self.stack, self.progress = root, stack, progress

        def __enter__(self):
            seen.append(f"up {self.stack}")
            made = target()
            made.stack = self.stack
            return made

        def __exit__(self, *_):
            seen.append(f"down {self.stack}")

    monkeypatch.setattr(places.sandboxed, "sandboxed", Made)
    monkeypatch.setattr(places, "named", lambda _, stack: stack or "dev")
    return seen


def test_drills_share_a_sandbox_until_it_is_spoilt_or_another_stack_is_needed(sandboxes, tmp_path):
    place, drill = Own(tmp_path, None, QUIET), a_drill(Acts())
    assert place.target(drill) is place.target(drill)
    place.spoil()
    place.target(drill)
    place.target(a_drill(Acts(), needs_database=True))
    place.spoil()
    place.spoil()
    assert sandboxes == ["up dev", "down dev", "up dev", "down dev", "up aurora", "down aurora"]


def test_a_stack_that_is_named_is_drilled_whatever_is_drilled(sandboxes, tmp_path):
    with places.own(tmp_path, "pr-7", QUIET) as place:
        place.target(a_drill(Acts(), needs_database=True))
    assert sandboxes == ["up pr-7", "down pr-7"]


def test_a_stack_is_read_where_it_is_said_to_be(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(places.account, "deployed", lambda *of: asked.append(("aws", *of)))
    monkeypatch.setattr(places.sandboxed, "running", lambda *of: asked.append(("sandbox", *of)))
    monkeypatch.setattr(places, "named", lambda _, stack: stack or "dev")
    places.seen(tmp_path, "prod", "aws")
    places.seen(tmp_path, None, "sandbox")
    assert asked == [("aws", tmp_path, "prod"), ("sandbox", tmp_path, "dev")]
    with pytest.raises(SandboxError, match="wanted --stack NAME"):
        places.seen(tmp_path, None, "aws")
