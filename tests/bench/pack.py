"""Times the pack's own process: how long it takes for one resource in a stack of many."""

import time
from dataclasses import dataclass
from pathlib import Path

import grpc
from pulumi.runtime.proto import analyzer_pb2 as proto
from pulumi.runtime.proto import analyzer_pb2_grpc
from rich.console import Console
from rich.table import Table

from sandbox import pack, project
from sandbox.analyzer import MAX_MESSAGE_BYTES
from sandbox.job import Job
from sandbox.pack_process import PackProcess
from sandbox.questions import Subject, of_resource, of_stack_member
from sandbox.registration import Registration
from sandbox.worker import Worker
from tests.bench import checkov
from tests.bench.copies import copies

ROOT = Path(__file__).parents[2]
LIMITS = [
    ("grpc.max_receive_message_length", MAX_MESSAGE_BYTES),
    ("grpc.max_send_message_length", MAX_MESSAGE_BYTES),
]


@dataclass(frozen=True)
class Asked:
    """What a pack is asked about a stack of one size."""

    single: tuple[proto.AnalyzeRequest, ...]
    whole: proto.AnalyzeStackRequest


@dataclass(frozen=True)
class Times:
    """How many seconds a pack took, and how many findings it had."""

    single: float
    whole: float
    findings: int


def registrations() -> tuple[Registration, ...]:
    """Return what this project's stack registers."""
    with Worker(Job(project.load(ROOT, "dev"), ())) as worker:
        return worker.result(lambda *_: None, 300).recording.registrations


def asked(registered: tuple[Registration, ...]) -> Asked:
    """Return what an engine asks about resources."""
    by_urn = {each.urn: each for each in registered}
    subjects = [Subject(each, each.inputs, by_urn.get(each.provider)) for each in registered]
    return Asked(
        tuple(of_resource(each) for each in subjects),
        proto.AnalyzeStackRequest(resources=[of_stack_member(each) for each in subjects]),
    )


def timed(questions: Asked) -> Times:
    """Ask a pack that was started for it, one question after the other."""
    job = Job(project.load(ROOT, "dev"), (pack.load(ROOT / "policy_pack"),))
    with (
        PackProcess(job.packs[0], job.project, 60) as process,
        grpc.insecure_channel(f"127.0.0.1:{process.port()}", options=LIMITS) as channel,
    ):
        stub = analyzer_pb2_grpc.AnalyzerStub(channel)
        started = time.perf_counter()
        findings = sum(len(stub.Analyze(each).diagnostics) for each in questions.single)
        between = time.perf_counter()
        findings += len(stub.AnalyzeStack(questions.whole).diagnostics)
        ended = time.perf_counter()
    return Times(
        between - started,
        ended - between,
        findings,
    )


def report(console: Console, sizes: list[int], program: Path | None) -> None:
    """Time, and print a table."""
    registered = registrations()
    columns = (
        "resources",
        "each, ms",
        "stack, ms each",
        "sum, ms each",
        "findings",
        "plan, ms each",
        "checkov, ms each",
    )
    table = Table(*columns, title="The pack, asked about copies of this project's stack")
    for size in sizes:
        many = copies(registered, size)
        times = timed(asked(many))
        beside = f"{checkov.timed(program, many) * 1000 / size:.1f}" if program else "-"
        parts = (times.single, times.whole, times.single + times.whole)
        shown = [f"{seconds * 1000 / size:.2f}" for seconds in parts]
        planned = f"{checkov.mapped(many) * 1000 / size:.2f}"
        table.add_row(str(size), *shown, str(times.findings), planned, beside)
    console.print(table)
