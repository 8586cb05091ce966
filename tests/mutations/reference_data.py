"""What breaks the data of the reference: databases, secrets, replicas, backups of two regions."""

from __future__ import annotations

from typing import Final

from tests.mutations.mutation import Mutation

MUTATIONS: Final[tuple[Mutation, ...]] = ()
