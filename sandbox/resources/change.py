"""What a resource's update may not do, and what all updates have to: leave its tags as asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sandbox.errors import SandboxError
from sandbox.registration import Properties
from sandbox.resources.kind import Made, Place, Update, tag_list


def lasting(update: Update, *names: str) -> Update:
    """Refuse, before an update, another value of an input that only a new resource can have.

    ``Made.outputs`` must have these inputs. Raises ``SandboxError``.
    """

    def changed(place: Place, made: Made, asked: Properties) -> Made:
        for name in names:
            if name in asked and asked[name] != made.outputs.get(name):
                raise SandboxError(
                    f"{made.id}: {name} is {made.outputs.get(name)!r} and cannot become {asked[name]!r}; "
                    "only a new resource in a new sandbox can have that"
                )
        return update(place, made, asked)

    return changed


def retag(
    there: dict[str, str],
    asked: Properties,
    put: Callable[[dict[str, str]], object],
    drop: Callable[[list[str]], object],
) -> None:
    """Leave a resource with the tags that are asked for, and no others.

    ``there`` are those it has; ``put`` gets those that are new or other than they were, ``drop`` keys.
    """
    tags = asked.get("tags")
    wanted = {key: str(value) for key, value in tags.items()} if isinstance(tags, dict) else {}
    new = {key: value for key, value in wanted.items() if there.get(key) != value}
    gone = [key for key in there if key not in wanted]
    if gone:
        drop(gone)
    if new:
        put(new)


def retag_pairs(
    there: Iterable[dict[str, str]],
    asked: Properties,
    put: Callable[[list[dict[str, str]]], object],
    drop: Callable[[list[str]], object],
) -> None:
    """Do what ``retag`` does where a service lists, and takes, tags as pairs of ``Key`` and ``Value``."""
    tags = {each["Key"]: each["Value"] for each in there}
    retag(tags, asked, lambda new: put(tag_list(dict(new))), drop)
