"""Times whole previews of programs of many resources: the offline one part by part, the CLI's beside it."""

import json
import subprocess
import sys
import tempfile
import textwrap
import time
from contextlib import suppress
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.engine.cli import CLI, engine

PACK = Path(__file__).parents[2] / "policy_pack"
PARTS = ("sdk", "program", "analysis")
PATIENCE_SECONDS = 900
STEP_SECONDS = 0.1
EACH = 10
"""How many resources one part of the program has."""
PROGRAM = textwrap.dedent("""
    import pulumi_aws as aws
    from pulumi import ComponentResource, ResourceOptions


    class Part(ComponentResource):
        def __init__(self, n):
            super().__init__("many:index:Part", f"part-{{n}}")
            own = ResourceOptions(parent=self)
            key = aws.kms.Key(f"key-{{n}}", enable_key_rotation=True, opts=own)
            bucket = aws.s3.Bucket(f"bucket-{{n}}", opts=own)
            on = {{"status": "Enabled"}}
            aws.s3.BucketVersioning(f"bucket-{{n}}", bucket=bucket.id, versioning_configuration=on, opts=own)
            aws.s3.BucketPublicAccessBlock(f"bucket-{{n}}", bucket=bucket.id, opts=own)
            keyed = {{"enabled": True, "kms_key_arn": key.arn}}
            id = [{{"name": "id", "type": "S"}}]
            aws.dynamodb.Table(
                f"table-{{n}}", hash_key="id", attributes=id, server_side_encryption=keyed, opts=own
            )
            dead = aws.sqs.Queue(f"dead-{{n}}", opts=own)
            queue = aws.sqs.Queue(f"queue-{{n}}", redrive_policy=dead.arn, opts=own)
            topic = aws.sns.Topic(f"topic-{{n}}", kms_master_key_id=key.id, opts=own)
            aws.sns.TopicSubscription(
                f"topic-{{n}}", topic=topic.arn, protocol="sqs", endpoint=queue.arn, opts=own
            )
            self.register_outputs({{}})


    for n in range({parts}):
        Part(n)
""")


def written(folder: Path, size: int) -> Path:
    """Write a project of so many resources."""
    folder.mkdir()
    (folder / "Pulumi.yaml").write_text("name: many\nruntime: python\n")
    (folder / "Pulumi.dev.yaml").write_text("config:\n  aws:region: eu-west-1\n")
    (folder / "__main__.py").write_text(PROGRAM.format(parts=size // EACH))
    return folder


def offline(project: Path) -> dict[str, float]:
    """Return the seconds of each part and of the whole, and the most memory of program and pack, in MB."""
    command = [sys.executable, "-m", "sandbox", "preview", "--json", "--timeout", str(PATIENCE_SECONDS)]
    started = time.perf_counter()
    peaks: dict[str, float] = {"program, MB": 0, "pack, MB": 0}
    output = project.parent / "report.json"
    with (
        output.open("w") as file,
        subprocess.Popen(
            [*command, "--cwd", str(project), "--policy-pack", str(PACK)], cwd=PACK.parent, stdout=file
        ) as process,
    ):
        while process.poll() is None:
            _measure(process.pid, peaks)
            time.sleep(STEP_SECONDS)
    whole = time.perf_counter() - started
    return {**json.loads(output.read_text())["seconds"], "whole": whole, **peaks}


def by_the_cli(project: Path, folder: Path) -> float:
    """Return the seconds that the CLI takes."""
    with engine(project, "dev", folder) as cli:
        started = time.perf_counter()
        cli.run("preview", "--policy-pack", PACK)
        return time.perf_counter() - started


def _measure(root: int, peaks: dict[str, float]) -> None:
    """Look how much memory the worker and its pack have needed so far, where the system tells."""
    parents = {root}
    for _ in range(2):
        parents |= {each for each in _processes() if _parent(each) in parents}
    for each in parents - {root}:
        with suppress(OSError, StopIteration):
            kind = "pack" if b"pulumi.policy" in Path(f"/proc/{each}/cmdline").read_bytes() else "program"
            lines = Path(f"/proc/{each}/status").read_text().splitlines()
            held = next(line for line in lines if line.startswith("VmHWM:"))
            peaks[f"{kind}, MB"] = max(peaks[f"{kind}, MB"], int(held.split()[1]) / 1024)


def _processes() -> list[int]:
    return [int(path.name) for path in Path("/proc").glob("[0-9]*")]


def _parent(process: int) -> int:
    with suppress(OSError):
        return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
    return 0


def report(console: Console, sizes: list[int]) -> None:
    """Time, and print a table; growth is by how much more a resource takes than at the size before."""
    columns = (
        "resources",
        *(f"{part}, s" for part in PARTS),
        "whole, s",
        "growth",
        "program, MB",
        "pack, MB",
    )
    table = Table(*columns, "pulumi preview, s", title="Previews of programs of many resources")
    before = 0.0
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            project = written(folder / "many", size)
            found = offline(project)
            (folder / "engine").mkdir()
            beside = f"{by_the_cli(project, folder / 'engine'):.1f}" if CLI else "-"
        each = found["whole"] / size
        growth = f"{each / before:.2f}" if before else "-"
        shown = [f"{found[part]:.1f}" for part in (*PARTS, "whole")]
        memory = [f"{found[kind]:.0f}" for kind in ("program, MB", "pack, MB")]
        table.add_row(str(size), *shown, growth, *memory, beside)
        before = each
    console.print(table)
