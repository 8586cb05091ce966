"""Waiting for a program's outputs ends when it does by the SDK alone, but costs no more than each of them."""

import asyncio
from contextlib import suppress

import pulumi
import pulumi_aws as aws
import pytest
from pulumi.runtime import stack

from sandbox import recording
from sandbox.errors import SandboxError
from sandbox.outputs import Outputs
from sandbox.project import Project
from sandbox.recording import record

SHOP = Project("shop", "dev")
PATIENCE_SECONDS = 10


@pytest.fixture(params=[set, Outputs], ids=["by the SDK alone", "by ours"])
def kept(request, monkeypatch):
    """Run the test with the SDK's own set of outputs too."""
    monkeypatch.setattr(recording, "Outputs", request.param)


def recorded(program):
    """Record a program; a wait that does not end is stopped, with an error of its own."""

    def limited():
        loop = asyncio.get_running_loop()
        loop.call_later(PATIENCE_SECONDS, loop.stop)
        program()

    return record(limited, SHOP)


def never():
    pulumi.Output.from_input(asyncio.get_running_loop().create_future())


def twice():
    aws.sns.Topic("one")
    aws.sns.Topic("one")


def later(act, name="first"):
    """Act when a resource is there, in a callback that goes on to end well."""
    aws.sqs.Queue(name).urn.apply(lambda _: act() and None)


def cancelled():
    future = asyncio.get_running_loop().create_future()
    pulumi.Output.from_input(future)
    future.cancel()


FAILURES = {
    "a registration": (twice, SandboxError, "registered .* twice"),
    "a registration made later": (lambda: later(twice), SandboxError, "registered .* twice"),
    "a callback": (lambda: later(lambda: 1 / 0), ZeroDivisionError, "division by zero"),
    "a callback made later": (
        lambda: later(lambda: later(lambda: 1 / 0, "second")),
        ZeroDivisionError,
        "division by zero",
    ),
    "a future that is given up": (cancelled, asyncio.CancelledError, None),
    "the program itself": (lambda: pulumi.Config().require("size"), pulumi.ConfigMissingError, "size"),
}


@pytest.mark.parametrize("made_first", [True, False], ids=["before it", "after it"])
@pytest.mark.parametrize("case", [each for each in FAILURES if each != "the program itself"])
@pytest.mark.usefixtures("kept")
def test_failure_is_told_at_once_though_another_output_never_comes(case, made_first):
    fail, kind, message = FAILURES[case]

    def program():
        for act in (never, fail) if made_first else (fail, never):
            act()

    with pytest.raises(kind, match=message):
        recorded(program)


@pytest.mark.parametrize("case", FAILURES)
@pytest.mark.usefixtures("kept")
def test_failure_is_told_where_all_else_comes(case):
    fail, kind, message = FAILURES[case]

    def program():
        aws.sns.Topic("other")
        fail()

    with pytest.raises(kind, match=message):
        recorded(program)


@pytest.mark.usefixtures("kept")
def test_failure_of_what_a_component_says_of_itself_is_told():
    def program():
        component = pulumi.ComponentResource("shop:index:Part", "part")
        component.register_outputs({"odd": object()})

    with pytest.raises(ValueError, match="unexpected input of type object"):
        recorded(program)


@pytest.mark.usefixtures("kept")
def test_failure_that_the_program_recovers_from_is_none():
    def program():
        failed = pulumi.Output.from_input(1).apply(lambda one: one / 0)
        pulumi.export("half", failed.recover(lambda _: 0.5))

    assert recorded(program).exports == {"half": 0.5}


@pytest.mark.usefixtures("kept")
def test_failure_may_be_recovered_from_after_it_happened():
    def program():
        failed = pulumi.Output.from_input(1).apply(lambda one: one / 0)

        async def rest():
            with suppress(ZeroDivisionError):
                await failed.future()
            return {"half": failed.recover(lambda _: 0.5)}

        pulumi.run(rest)

    assert recorded(program).exports == {"half": 0.5}


@pytest.mark.usefixtures("kept")
def test_resources_made_one_from_the_other_are_all_waited_for():
    def chain(length):
        queue = aws.sqs.Queue(f"queue-{length}")
        if length:
            queue.urn.apply(lambda _: chain(length - 1))

    made = recorded(lambda: chain(5)).of_type("aws:sqs/queue:Queue")
    assert [each.name for each in made] == [f"queue-{length}" for length in (5, 4, 3, 2, 1, 0)]


@pytest.mark.usefixtures("kept")
def test_what_is_exported_when_the_program_has_ended_is_too_late():
    assert recorded(lambda: later(lambda: pulumi.export("late", 1))).exports == {}


@pytest.mark.usefixtures("kept")
def test_program_that_goes_on_by_itself_may_bring_what_an_output_waits_for():
    def program():
        future = asyncio.get_running_loop().create_future()
        awaited = pulumi.Output.from_input(future)

        async def rest():
            future.set_result("there")
            return {"found": awaited}

        pulumi.run(rest)

    assert recorded(program).exports == {"found": "there"}


def test_outputs_are_not_looked_at_again_whenever_one_of_them_is_there(monkeypatch):
    """By itself the SDK looks at all that are not there whenever one is."""
    looked = []

    async def wait(those, **options):
        looked.append(len(those))
        return await asyncio.wait(those, **options)

    class Watched:
        def __getattr__(self, name):
            return wait if name == "wait" else getattr(asyncio, name)

    monkeypatch.setattr(stack, "asyncio", Watched())
    recorded(lambda: [aws.sns.Topic(f"topic-{number}") for number in range(50)])
    assert max(looked) == 1
    assert len(looked) < 5
