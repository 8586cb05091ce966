"""The questions that most rules ask of one property, and how their answers read.

A value is repeated in a finding only where it is a number, a boolean or one of the strings that a rule
declares to be public.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dr_guard.finding import Finding
from dr_guard.values import MISSING, UNKNOWN, Plain, boolean, is_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dr_guard.graph import Satellites
    from dr_guard.resource import Resource

NOT_KNOWN = "cannot be known at preview"


def shown(value: Plain, public: Iterable[str] = ()) -> str:
    """Return a value as a finding may repeat it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"{value:g}"
    return value if isinstance(value, str) and value in tuple(public) else "something else"


def state(value: Plain, public: Iterable[str] = ()) -> str:
    """Return what is said of a property after its name, such as "is not set" or "is 7"."""
    if value is MISSING:
        return "is not set"
    return NOT_KNOWN if value is UNKNOWN else f"is {shown(value, public)}"


def must_be_on(value: Plain, noun: str, urn: str = "") -> Iterator[Finding]:
    """Yield a finding unless a switch is on; one that is not set is off."""
    switch = boolean(value)
    if switch is not True:
        yield Finding(f"{noun} {'is off' if switch is False else state(switch)}", "on", urn)


def must_not_be_on(value: Plain, noun: str, urn: str = "") -> Iterator[Finding]:
    """Yield a finding unless a switch is off; one that is not set is off."""
    switch = boolean(value)
    if switch not in (False, MISSING):
        yield Finding(f"{noun} {'is on' if switch is True else state(switch)}", "off", urn)


def must_be_set(value: Plain, noun: str, wanted: str, urn: str = "") -> Iterator[Finding]:
    """Yield a finding unless something is set, known or not."""
    if not is_set(value):
        yield Finding(f"{noun} is not set", wanted, urn)


def must_be_one_of(
    value: Plain, noun: str, allowed: tuple[str, ...], refused: tuple[str, ...], urn: str = ""
) -> Iterator[Finding]:
    """Yield a finding unless a choice is an allowed one; ``refused`` are the others that AWS offers."""
    if value not in allowed:
        yield Finding(f"{noun} {state(value, refused)}", " or ".join(allowed), urn)


def must_reach(value: Plain, noun: str, minimum: float, unit: str, urn: str = "") -> Iterator[Finding]:
    """Yield a finding unless a number is there and not below ``minimum``; ``unit`` is in the singular."""
    wanted = f"at least {counted(minimum, unit)}"
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield Finding(f"{noun} {state(value)}", wanted, urn)
    # No number at all is not below it either.
    elif not value >= minimum:
        yield Finding(f"{noun} is {counted(value, unit)}", wanted, urn)


def must_not_exceed(value: Plain, noun: str, maximum: float, unit: str, urn: str = "") -> Iterator[Finding]:
    """Yield a finding unless a number is there and not above ``maximum``; ``unit`` is in the singular."""
    wanted = f"at most {counted(maximum, unit)}"
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield Finding(f"{noun} {state(value)}", wanted, urn)
    elif not value <= maximum:
        yield Finding(f"{noun} is {counted(value, unit)}", wanted, urn)


def must_lie_within(
    value: Plain, noun: str, bounds: tuple[float, float], unit: str, urn: str = ""
) -> Iterator[Finding]:
    """Yield a finding unless a number is there and within both bounds; ``unit`` is in the singular."""
    wanted = f"{bounds[0]:g} to {counted(bounds[1], unit)}"
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield Finding(f"{noun} {state(value)}", wanted, urn)
    elif not bounds[0] <= value <= bounds[1]:
        yield Finding(f"{noun} is {counted(value, unit)}", wanted, urn)


def counted(number: float, unit: str) -> str:
    """Return a number with its unit, such as "1 day" or "7 days"."""
    return f"{number:g} {unit}{'' if number == 1 else 's'}"


def must_be_customer_key(value: Plain, noun: str, urn: str = "") -> Iterator[Finding]:
    """Yield a finding unless a key is named that AWS does not manage.

    A key that is not known yet is one that the stack creates.
    """
    wanted = "a customer-managed key"
    yield from must_be_set(value, noun, wanted, urn)
    if is_of_aws(value):
        yield Finding(f"{noun} is a key that AWS manages", wanted, urn)


def unread(noun: str, wanted: str, urn: str = "") -> Finding:
    """Return the finding for a document that is not known, for which one unknown ARN in it is enough."""
    return Finding(f"{noun} {NOT_KNOWN}, unless its ARNs are made of names", wanted, urn)


def is_of_aws(key: Plain) -> bool:
    """Whether a key is named that AWS manages."""
    return isinstance(key, str) and "alias/aws/" in key


def absent(satellites: Satellites, subject: Resource, noun: str) -> Finding:
    """Return the finding for a resource that nothing of a kind refers to, as far as can be known."""
    unclear = f"which {noun} belongs to it {NOT_KNOWN}"
    return Finding(
        unclear if satellites.doubtful else f"it has no {noun}", "one that refers to it", subject.urn
    )
