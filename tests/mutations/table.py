"""All mutations, by the stack that they break."""

from __future__ import annotations

from typing import Final

from tests.mutations import (
    own_api,
    own_backup,
    own_bucket,
    own_function,
    own_identity,
    own_key,
    own_message,
    own_network,
    own_policy,
    own_safety,
    own_table,
    reference_data,
    reference_service,
)
from tests.mutations.mutation import Mutation

MUTATIONS: Final[dict[str, tuple[Mutation, ...]]] = {
    "own": (
        *own_table.MUTATIONS,
        *own_bucket.MUTATIONS,
        *own_policy.MUTATIONS,
        *own_key.MUTATIONS,
        *own_backup.MUTATIONS,
        *own_function.MUTATIONS,
        *own_api.MUTATIONS,
        *own_message.MUTATIONS,
        *own_network.MUTATIONS,
        *own_identity.MUTATIONS,
        *own_safety.MUTATIONS,
    ),
    "reference": (*reference_data.MUTATIONS, *reference_service.MUTATIONS),
}
