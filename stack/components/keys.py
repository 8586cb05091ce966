"""The customer-managed keys, one for each purpose: who may read alarms need not be able to read records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pulumi

from stack import key_policies
from stack.components.key import Key, KeyArgs
from stack.naming import type_token

if TYPE_CHECKING:
    from stack.documents import Statement
    from stack.scope import Scope

SENDERS: Final = (
    "backup.amazonaws.com",
    "budgets.amazonaws.com",
    "cloudwatch.amazonaws.com",
    "events.amazonaws.com",
)
"""The services that send to encrypted topics and queues in their own name."""


@dataclass(frozen=True)
class KeysArgs:
    """Whose keys they are, and for whom: the log groups, and the services that send messages."""

    scope: Scope
    log_groups: tuple[str, ...]
    senders: tuple[str, ...]


class Keys(pulumi.ComponentResource):
    """``data`` for records and documents, ``logs``, ``messages`` for topics and queues, ``backup``."""

    def __init__(self, name: str, args: KeysArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(type_token("Keys"), name, None, opts)
        scope = args.scope
        self.data = self._key(scope, "data-key", "Records and documents")
        self.logs = self._key(
            scope, "logs-key", "Log groups", key_policies.log_groups(scope, args.log_groups)
        )
        self.messages = self._key(
            scope, "messages-key", "Alarms and dead letters", key_policies.publishers(scope, args.senders)
        )
        self.backup = self._key(scope, "backup-key", "Backups")
        self.register_outputs(
            {"data": self.data, "logs": self.logs, "messages": self.messages, "backup": self.backup}
        )

    def _key(self, scope: Scope, kind: str, purpose: str, *users: Statement) -> pulumi.Output[str]:
        return Key(kind, KeyArgs(scope, kind, purpose, users), pulumi.ResourceOptions(parent=self)).arn
