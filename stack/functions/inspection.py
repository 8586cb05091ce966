"""The scheduled run: health, protections, then the backlog of the audit, told to the log and as metrics."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit

from . import backlog, health, repair

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from .runtime import Runtime


@dataclass(frozen=True)
class Inspection:
    """What one run found, and left behind; ``backlog`` is None without a database."""

    health: health.Health
    protections: Mapping[str, str]
    backlog: backlog.Backlog | None = None

    @property
    def healthy(self) -> bool:
        """Tell whether each part serves, each protection is on when the run ends, and nothing is unknown."""
        protected = set(self.protections.values()) <= {repair.ON, repair.REPAIRED}
        counted = self.backlog is None or self.backlog.waiting is not None
        return self.health.healthy and protected and counted

    @property
    def repaired(self) -> int:
        """Count the protections that were off and were turned on."""
        return [*self.protections.values()].count(repair.REPAIRED)

    @property
    def waiting(self) -> int | None:
        """Count the audit rows that wait; None without a database, or when they could not be counted."""
        return None if self.backlog is None else self.backlog.waiting


def inspect(runtime: Runtime) -> Inspection:
    """Check the parts, verify the protections and catch up; an unhealthy system is a finding, never raised.

    The protections of a part that does not serve stay unverified: waiting for it again could outlast the
    function, and a run that is cut off reports nothing.
    """
    began = runtime.clock()
    found = health.check(runtime.table, runtime.bucket, runtime.database)
    watched = repair.protections(runtime.table, runtime.bucket, runtime.environment.pitr_days)
    states = {each.name: repair.UNVERIFIED for each in watched}
    for each in watched:
        if found.parts[each.part] == health.OK:
            self_repair = runtime.environment.self_repair
            states[each.name] = repair.verify(each, runtime.logger, self_repair=self_repair)
    return Inspection(found, states, _caught_up(found, runtime, began))


def _caught_up(found: health.Health, runtime: Runtime, began: datetime) -> backlog.Backlog | None:
    """Work the backlog off where table and database serve; where only the table does, count it."""
    if runtime.outbox is None:
        return None
    if found.parts["table"] != health.OK:
        return backlog.Backlog(0, None)
    if found.parts[health.DATABASE] != health.OK:
        return backlog.count(runtime.outbox)
    return backlog.work_off(runtime.outbox, lambda: runtime.clock() - began >= backlog.PERIOD)


def report(inspection: Inspection, runtime: Runtime) -> dict[str, object]:
    """Log the inspection, emit its metrics, and give it as the run's answer.

    The metrics are ``Healthy``, ``Repaired`` and, when audit rows were counted, ``AuditBacklog``.
    """
    answer: dict[str, object] = {
        "status": "healthy" if inspection.healthy else "unhealthy",
        "parts": dict(inspection.health.parts),
        "protections": dict(inspection.protections),
        "repaired": inspection.repaired,
    }
    if inspection.backlog is not None:
        answer["audit"] = asdict(inspection.backlog)
    as_expected = inspection.healthy and not inspection.repaired and not inspection.waiting
    log = runtime.logger.info if as_expected else runtime.logger.warning
    log("inspected", extra=answer)
    _emit(inspection, runtime)
    return answer


def _emit(inspection: Inspection, runtime: Runtime) -> None:
    metrics = Metrics(namespace=runtime.environment.metrics_namespace, service=runtime.environment.service)
    metrics.add_metric("Healthy", MetricUnit.Count, int(inspection.healthy))
    metrics.add_metric("Repaired", MetricUnit.Count, inspection.repaired)
    if inspection.waiting is not None:
        metrics.add_metric("AuditBacklog", MetricUnit.Count, inspection.waiting)
    metrics.flush_metrics()
