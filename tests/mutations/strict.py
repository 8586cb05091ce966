"""How the reference is judged: by every control, with a region that may be lost.

Where two controls ask for what AWS does not let one resource have, each holds where the other is excused.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from dr_guard.catalogue import CONTROLS
from dr_guard.configuration import Level

RECOVERY_REGIONS: Final = ["us-east-1"]
TODAY: Final = date(2026, 1, 15)
UNTIL: Final = "2026-12-31"

FACTORS: Final = "S3 takes no lifecycle for a bucket with MFA delete, and old versions have to expire"
# What two controls ask for that cannot be had at once, or that the stack has for a reason.
EXEMPTIONS: Final = tuple(
    {"control": control, "urn": f"urn:pulumi:dev::reference::{urn}", "reason": reason, "until": UNTIL}
    for control, urn, reason in (
        ("bucket-mfa-delete-enabled", "*::documents-*", FACTORS),
        ("bucket-mfa-delete-enabled", "*::logs-*", FACTORS),
        (
            "vault-locked",
            "*::drills",
            "drills empty it again, so that a policy guards it in the place of a lock",
        ),
        ("identity-users-absent", "*::emergency", "somebody has to get in when nobody else can sign in"),
    )
)
SETTINGS: Final[Mapping[str, Mapping[str, object]]] = {
    "pack-configuration-current": {
        "recoveryRegions": RECOVERY_REGIONS,
        "exemptions": list(EXEMPTIONS),
        "measured": ["backup-copy.rpo=30", "backup-copy.rto=60", "cluster-global.rto=10"],
    },
    "resource-region-allowed": {"allowedRegions": ["us-west-2", *RECOVERY_REGIONS], "watchRegions": []},
    "stateful-rpo-met": {"region": 360},
    "stateful-rto-met": {"region": 180},
}


def configuration() -> Mapping[str, tuple[Level, Mapping[str, object]]]:
    """Return a configuration in which every control is mandatory."""
    return {control.id: ("mandatory", SETTINGS.get(control.id, {})) for control in CONTROLS}
