"""What breaks the services of the reference: failover, certificates, event buses, endpoints."""

from __future__ import annotations

from typing import Final

from tests.mutations.mutation import Mutation

MUTATIONS: Final[tuple[Mutation, ...]] = ()
