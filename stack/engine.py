"""The version of Aurora PostgreSQL: AWS's default, or the one that the owner pins, where it is on offer."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Final

import pulumi
import pulumi.runtime
import pulumi_aws as aws

from stack.setting_keys import DATABASE_ENGINE_VERSION
from stack.validation import SettingsError, fault

if TYPE_CHECKING:
    from collections.abc import Iterable

ENGINE: Final = "aurora-postgresql"
NO_MAJOR: Final = 100
LOOKUP: Final = "aws:rds/getEngineVersion:getEngineVersion"
NOTHING_FITS: Final = "no RDS engine versions"
"""What the provider says, and no code with it, where AWS answers and has none; "found" or "match" follows."""


class LookupFailedError(pulumi.RunError):
    """AWS did not say what it offers; its own message says why. The CLI shows it without a traceback."""


class NotOfferedError(LookupFailedError):
    """AWS said that it offers nothing that fits."""


@dataclass(frozen=True)
class Engine:
    """What the cluster runs, and the family that its parameters are of.

    ``version`` is none where nobody answers, as offline; AWS then takes its default, which was asked for.
    """

    version: str | None
    family: pulumi.Input[str]
    is_pinned: bool


@dataclass(frozen=True)
class Catalogue:
    """The versions that a region offers, as AWS says by ``provider``."""

    region: str
    provider: aws.Provider

    def engine(self, pinned: str) -> Engine:
        """Return the engine of a version, of AWS's default where that is empty.

        Raises ``SettingsError`` with the versions on offer where the region does not offer it, and
        ``LookupFailedError`` where AWS does not say.
        """
        if pinned:
            self._require(pinned)
            return Engine(pinned, _family(_major(pinned)), is_pinned=True)
        version = self._asked(defaultOnly=True)
        options = pulumi.InvokeOptions(provider=self.provider)
        default = aws.rds.get_engine_version_output(engine=ENGINE, default_only=True, opts=options)
        return Engine(version, default.parameter_group_family, is_pinned=False)

    def _require(self, pinned: str) -> None:
        # Offline there is no answer to both.
        if self._found(version=pinned) is not None or (newest := self._asked(latest=True)) is None:
            return
        offered = ", ".join(self._newest_of_each(_major(newest)))
        wanted = f"one that {self.region} offers (the newest of each major version: {offered})"
        name, breaks = DATABASE_ENGINE_VERSION.name, DATABASE_ENGINE_VERSION.breaks
        raise SettingsError(fault(name, pinned, wanted, breaks))

    def _newest_of_each(self, major: int) -> list[str]:
        """Go down and up from a major version until there is none; AWS skips none in between."""
        older = [*self._newest(range(major, 0, -1))]
        return [*reversed(older), *self._newest(range(major + 1, NO_MAJOR))]

    def _newest(self, majors: Iterable[int]) -> Iterable[str]:
        found = (self._found(latest=True, parameterGroupFamily=_family(each)) for each in majors)
        return (each for each in takewhile(lambda version: version is not None, found) if each)

    def _found(self, **criteria: str | bool) -> str | None:
        """Return the version that meets the criteria, none where AWS has none."""
        try:
            return self._asked(**criteria)
        except NotOfferedError:
            return None

    def _asked(self, **criteria: str | bool) -> str | None:
        options = pulumi.InvokeOptions(provider=self.provider)
        try:
            answer = pulumi.runtime.invoke(LOOKUP, {"engine": ENGINE, **criteria}, options).value
        except Exception as failure:
            raise _failed(self.region, " ".join(str(failure).split())) from failure
        return answer["version"] if answer else None


def _failed(region: str, said: str) -> LookupFailedError:
    kind = NotOfferedError if NOTHING_FITS in said else LookupFailedError
    return kind(f"which versions of {ENGINE} {region} offers cannot be looked up: {said}")


def _major(version: str) -> int:
    return int(version.split(".", maxsplit=1)[0])


def _family(major: int) -> str:
    return f"{ENGINE}{major}"
