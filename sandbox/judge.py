"""The packs at work on one run of a program: they rewrite resources, let them pass, and judge the whole."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from sandbox.analysis import analyze, analyze_resource, analyze_stack
from sandbox.analyzer import Analyzer
from sandbox.errors import SandboxError
from sandbox.job import Job, Progress
from sandbox.ledger import Ledger
from sandbox.pack_process import PackProcess
from sandbox.registration import Recording, Registration
from sandbox.verdict import Analysis


class Judge:
    """Asks every pack, as soon as it serves.

    At a deployment each resource is judged before it is made, at a preview when the program has ended.
    """

    def __init__(self, job: Job, processes: Iterable[PackProcess], progress: Progress) -> None:
        self._deploys = job.aws is not None
        self._progress = progress
        pool = ThreadPoolExecutor(1)
        self._connected = pool.submit(
            lambda: tuple(Ledger(Analyzer(each, job.project, job.patience)) for each in processes)
        )
        # Who fails elsewhere does not wait for a pack that hangs: the process ends with its thread.
        pool.shutdown(wait=False)

    def ready(self) -> tuple[Ledger, ...]:
        """Wait until every pack serves. Raises ``SandboxError`` for one that never does."""
        return self._connected.result()

    def rewrite(self, registration: Registration, provider: Registration | None) -> Registration:
        """Return a resource as the packs want it. Raises ``SandboxError`` for one that must not be made."""
        for ledger in self.ready():
            registration = ledger.remediated(registration, provider)
        if self._deploys:
            analyze_resource(registration, provider, self.ready())
            self._stop_at_violations()
        return registration

    def verdict(self, recording: Recording) -> tuple[Analysis, ...]:
        """Return all that the packs say."""
        if self._deploys:
            return analyze_stack(recording, self.ready())
        return analyze(recording, self.ready(), lambda *done: self._progress("checking resources", *done))

    def close(self) -> None:
        """Let go of the packs."""
        for ledger in self.ready():
            ledger.analyzer.close()

    def _stop_at_violations(self) -> None:
        for ledger in self.ready():
            found = ledger.forbidding()
            if found is not None:
                raise SandboxError(f"{found.urn}: {found.policy} forbids it: {found.message}")
