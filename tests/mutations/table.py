"""All mutations, by the stack that they break."""

from __future__ import annotations

from typing import Final

from tests.mutations import (
    own_api,
    own_backup,
    own_bucket,
    own_database,
    own_function,
    own_identity,
    own_key,
    own_message,
    own_network,
    own_policy,
    own_safety,
    own_table,
    reference_api,
    reference_backup,
    reference_bucket,
    reference_database,
    reference_database_record,
    reference_failover,
    reference_function,
    reference_identity,
    reference_network,
    reference_store,
    reference_table,
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
    "aurora": own_database.MUTATIONS,
    "reference": (
        *reference_table.MUTATIONS,
        *reference_bucket.MUTATIONS,
        *reference_database.MUTATIONS,
        *reference_database_record.MUTATIONS,
        *reference_store.MUTATIONS,
        *reference_backup.MUTATIONS,
        *reference_network.MUTATIONS,
        *reference_function.MUTATIONS,
        *reference_api.MUTATIONS,
        *reference_failover.MUTATIONS,
        *reference_identity.MUTATIONS,
    ),
}
