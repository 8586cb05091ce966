"""Documents are deleted and overwritten, and are there again when what lies on top of them is taken away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from runbooks.drill import moments, records, steps
from runbooks.drill.figures import Figure, Model, Part
from runbooks.drill.load import checksum
from runbooks.drill.model import Control, Drill, Phase, Step
from runbooks.drill.scene import Scene
from runbooks.drill.tolerance import AtLeast

DELETED, OVERWRITTEN = (1, 2), 3
"""The numbers of the records whose documents are damaged."""
WRONG = b'{"wrong": true}'


def _key(number: int) -> str:
    return f"documents/{checksum(number)}.json"


def _damage(scene: Scene) -> str:
    """Note the last good moment, then delete some documents and overwrite another."""
    scene.notes["moment"] = moments.settled(scene)
    s3, bucket = scene.client("s3"), scene.outputs["s3_bucket_name"]
    doomed = {"Objects": [{"Key": _key(number)} for number in DELETED]}
    s3.delete_objects(Bucket=bucket, Delete=doomed)
    s3.put_object(Bucket=bucket, Key=_key(OVERWRITTEN), Body=WRONG)
    return f"damaged {len(DELETED) + 1} documents just after {scene.notes['moment']}"


def _tell(scene: Scene) -> int:
    """Tell the moment; return how many records people miss by then."""
    scene.shell.export(MOMENT=scene.notes["moment"])
    return len(records.losses(scene).lost)


def _uncover(scene: Scene) -> None:
    """Take away what this drill has put on top of documents, and what the page kept of it."""
    s3, bucket = scene.client("s3"), scene.outputs["s3_bucket_name"]
    for number in (*DELETED, OVERWRITTEN):
        for each in _versions(scene, _key(number)):
            if each["IsLatest"] and (each.get("Size") in {None, len(WRONG)}):
                s3.delete_object(Bucket=bucket, Key=each["Key"], VersionId=each["VersionId"])
        for each in _versions(scene, f"damaged/{_key(number)}"):
            s3.delete_object(Bucket=bucket, Key=each["Key"], VersionId=each["VersionId"])


def _versions(scene: Scene, key: str) -> list[dict[str, Any]]:
    answer = scene.client("s3").list_object_versions(Bucket=scene.outputs["s3_bucket_name"], Prefix=key)
    return [*answer.get("Versions", []), *answer.get("DeleteMarkers", [])]


def _versioning(scene: Scene, status: str) -> None:
    scene.client("s3").put_bucket_versioning(
        Bucket=scene.outputs["s3_bucket_name"], VersioningConfiguration={"Status": status}
    )


def _suspend(scene: Scene) -> None:
    """Suspend versioning, and what would turn it on again; take away what earlier drills wrote."""
    scene.client("events").disable_rule(Name=scene.outputs["event_rule_name"])
    _versioning(scene, "Suspended")
    bucket = scene.outputs["s3_bucket_name"]
    for each in [each for number in (*DELETED, OVERWRITTEN) for each in _versions(scene, _key(number))]:
        scene.client("s3").delete_object(Bucket=bucket, Key=each["Key"], VersionId=each["VersionId"])


def _resume(scene: Scene) -> None:
    _versioning(scene, "Enabled")
    scene.client("events").enable_rule(Name=scene.outputs["event_rule_name"])


DRILL = Drill(
    scenario="objects-lost",
    threat="A script, or somebody with a stolen right, deletes and overwrites documents in mass.",
    disruption="deletion",
    steps=(
        *steps.STEADY,
        Step(
            "I1",
            Phase.INJECT,
            "Documents are deleted and overwritten",
            "Both happen without a version's id, as from most tools.",
            timedelta(minutes=1),
            _damage,
        ),
        Step(
            "1",
            Phase.DETECT,
            "Stop who deletes, and note the moment before",
            "No alarm looks into documents; people miss them.",
            timedelta(minutes=30),
            _tell,
            AtLeast(1),
        ),
        Step(
            "2",
            Phase.DETECT,
            "List what was put on top since then",
            "The system itself never deletes or overwrites, so each of these is damage.",
            timedelta(minutes=30),
        ),
        Step(
            "3",
            Phase.RECOVER,
            "Take the delete markers away",
            "What lies below is the document as it was.",
            timedelta(minutes=30),
        ),
        Step(
            "4",
            Phase.RECOVER,
            "Take the wrong versions away",
            "Records name the version of their document; a copy would have another.",
            timedelta(hours=1),
        ),
        Step(
            "5",
            Phase.VERIFY,
            "Each document is what its name says",
            "The name is the content's checksum, so no manifest is needed.",
            timedelta(hours=1),
        ),
        steps.nothing_lost(
            "6", "Each record and its document are held against what was sent.", timedelta(minutes=15)
        ),
        Step(
            "C1",
            Phase.CLEAN_UP,
            "Nothing of the drill lies on top of documents",
            "A drill that failed half-way must not leave documents covered.",
            timedelta(minutes=5),
            _uncover,
        ),
        steps.left("C2"),
    ),
    control=Control(
        title="versioning is suspended, and the check that would turn it on again does not run",
        why="Without versions nothing lies below a delete marker.",
        begin=_suspend,
        end=_resume,
        fails_at="5",
        reason="is not what its name says",
    ),
    published=(
        Figure(
            "S3 versioning",
            timedelta(0),
            None,
            "every version is kept until it is deleted by its id, or expires; no time is published",
            "S3 user guide, manage-versioning-examples",
        ),
    ),
    model=Model(
        parts=(
            Part("detect", None, "people: nothing in the stack notices"),
            Part("decide", timedelta(minutes=30), "the page's own allowance"),
            Part("recover", None, "seconds an object; no rate is published"),
            Part("verify", timedelta(minutes=75), "the page's own allowance"),
        ),
        rpo=timedelta(0),
        rpo_source="every version is kept",
    ),
    limits=("How long it takes for very many objects.", "How soon people notice."),
)
