"""Tags of what AWS Backup has and ministack knows nothing of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sandbox.emulator.backup.requests import backup_operations, missing
from sandbox.emulator.requests.answers import Act, Given
from sandbox.emulator.requests.calls import Call
from sandbox.emulator.requests.operations import Answer, Beneath, Operation

THEIRS = ("backup-vault:", "backup-plan:")
"""The resources whose tags ministack keeps."""


@dataclass
class Tags:
    """Tags by the ARN of what they are on; ministack answers for its own resources."""

    kept: dict[str, dict[str, str]]

    def operations(self) -> Mapping[str, Operation]:
        """What it answers."""
        acts: dict[str, Act] = {
            "ListTags": self._list,
            "TagResource": self._tag,
            "UntagResource": self._untag,
        }
        return {name: _but_theirs(ours) for name, ours in backup_operations(acts).items()}

    def _of(self, given: Given) -> dict[str, str]:
        tags = self.kept.get(given["ResourceArn"])
        if tags is None:
            raise missing(given["ResourceArn"])
        return tags

    def _list(self, _: str, given: Given) -> Given:
        return {"Tags": self._of(given)}

    def _tag(self, _: str, given: Given) -> Given:
        self._of(given).update(given["Tags"])
        return {}

    def _untag(self, _: str, given: Given) -> Given:
        tags = self._of(given)
        for name in given["TagKeyList"]:
            tags.pop(name, None)
        return {}


def _but_theirs(ours: Operation) -> Operation:
    async def operation(asked: Call, beneath: Beneath) -> Answer:
        if any(f":{kind}" in asked.path for kind in THEIRS):
            return await beneath()
        return await ours(asked, beneath)

    return operation
