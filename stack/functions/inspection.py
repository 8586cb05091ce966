"""The scheduled run: health, then protections, told to the log and as metrics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit

from . import health, repair

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .runtime import Runtime


@dataclass(frozen=True)
class Inspection:
    """What one run found, and left behind."""

    health: health.Health
    protections: Mapping[str, str]

    @property
    def healthy(self) -> bool:
        """Tell whether every part serves and every protection is on when the run ends."""
        return self.health.healthy and set(self.protections.values()) <= {repair.ON, repair.REPAIRED}

    @property
    def repaired(self) -> int:
        """Count the protections that were off and were turned on."""
        return [*self.protections.values()].count(repair.REPAIRED)


def inspect(runtime: Runtime) -> Inspection:
    """Check the parts and verify the protections; an unhealthy system is a finding, never raised.

    The protections of a part that does not serve stay unverified: waiting for it again could outlast the
    function, and a run that is cut off reports nothing.
    """
    found = health.check(runtime.table, runtime.bucket)
    watched = repair.protections(runtime.table, runtime.bucket, runtime.environment.pitr_days)
    states = {each.name: repair.UNVERIFIED for each in watched}
    for each in watched:
        if found.parts[each.part] == health.OK:
            self_repair = runtime.environment.self_repair
            states[each.name] = repair.verify(each, runtime.logger, self_repair=self_repair)
    return Inspection(found, states)


def report(inspection: Inspection, runtime: Runtime) -> dict[str, object]:
    """Log the inspection, emit ``Healthy`` and ``Repaired``, and give it as the run's answer."""
    answer: dict[str, object] = {
        "status": "healthy" if inspection.healthy else "unhealthy",
        "parts": dict(inspection.health.parts),
        "protections": dict(inspection.protections),
        "repaired": inspection.repaired,
    }
    as_expected = inspection.healthy and not inspection.repaired
    log = runtime.logger.info if as_expected else runtime.logger.warning
    log("inspected", extra=answer)
    _emit(inspection, runtime)
    return answer


def _emit(inspection: Inspection, runtime: Runtime) -> None:
    metrics = Metrics(namespace=runtime.environment.metrics_namespace, service=runtime.environment.service)
    metrics.add_metric("Healthy", MetricUnit.Count, int(inspection.healthy))
    metrics.add_metric("Repaired", MetricUnit.Count, inspection.repaired)
    metrics.flush_metrics()
