"""All mutations, by the stack that they break."""

from __future__ import annotations

from typing import Final

from tests.mutations import own_data, own_service, reference_data, reference_service
from tests.mutations.mutation import Mutation

MUTATIONS: Final[dict[str, tuple[Mutation, ...]]] = {
    "own": (*own_data.MUTATIONS, *own_service.MUTATIONS),
    "reference": (*reference_data.MUTATIONS, *reference_service.MUTATIONS),
}
