"""What breaks the services of the own stack: functions, messages, alarms, networks, identities."""

from __future__ import annotations

from typing import Final

from tests.mutations.mutation import Mutation

MUTATIONS: Final[tuple[Mutation, ...]] = ()
