"""Holds a recording against policy packs, in the order and with the data that the engine uses.

Resource policies see a resource's inputs as it is registered, after remediation; stack policies see the
outputs of all, which at preview are the inputs, and an unknown for whatever only the provider can compute.
"""

from __future__ import annotations

from collections.abc import Callable

from sandbox.ledger import Ledger
from sandbox.questions import Subject
from sandbox.registration import Recording, Registration
from sandbox.verdict import Analysis


def analyze(
    recording: Recording, ledgers: tuple[Ledger, ...], progress: Callable[[int, int], None]
) -> tuple[Analysis, ...]:
    """Hold ``recording`` against every pack.

    ``progress`` is told how many resources of how many are done.
    """
    by_urn = {each.urn: each for each in recording.registrations}
    registered = [each for each in recording.registrations if not each.read]
    for number, each in enumerate(registered, start=1):
        analyze_resource(each, by_urn.get(each.provider), ledgers)
        progress(number, len(registered))
    return analyze_stack(recording, ledgers)


def analyze_resource(
    registration: Registration, provider: Registration | None, ledgers: tuple[Ledger, ...]
) -> None:
    """Hold one resource by itself against every pack."""
    subject = Subject(registration, registration.inputs, provider)
    for ledger in ledgers:
        ledger.enter(ledger.analyzer.analyze(subject), lambda _: registration.urn)


def analyze_stack(recording: Recording, ledgers: tuple[Ledger, ...]) -> tuple[Analysis, ...]:
    """Hold the whole against every pack, and return all that they have said so far."""
    by_urn = {each.urn: each for each in recording.registrations}
    registered = [each for each in recording.registrations if not each.read]
    stack = [_in_stack(each, recording, by_urn) for each in registered]
    root = recording.stack.urn
    for ledger in ledgers:
        ledger.enter(ledger.analyzer.analyze_stack(stack), lambda urn: urn if urn in by_urn else root)
    return tuple(each.analysis() for each in ledgers)


def _in_stack(registration: Registration, recording: Recording, by_urn: dict[str, Registration]) -> Subject:
    provider = by_urn.get(registration.provider)
    if not registration.custom:
        return Subject(registration, recording.outputs.get(registration.urn, {}), provider)
    state = recording.states.get(registration.urn)
    if state is not None:
        return Subject(registration, state.outputs, provider)
    computed = recording.computed.get(registration.type, ())
    return Subject(registration, registration.planned(computed), provider)
