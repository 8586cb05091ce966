"""What breaks the data of the own stack: tables, buckets, keys, backups."""

from __future__ import annotations

from typing import Final

from tests.mutations.mutation import Mutation

MUTATIONS: Final[tuple[Mutation, ...]] = ()
