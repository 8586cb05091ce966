"""SQS's own metrics of a queue, once a minute of the sandbox's time, also while it is empty."""

from __future__ import annotations

from sandbox.emulator.metrics import record
from sandbox.emulator.world import World

NAMESPACE = "AWS/SQS"
MINUTE = 60
COUNTS = {
    "ApproximateNumberOfMessages": "ApproximateNumberOfMessagesVisible",
    "ApproximateNumberOfMessagesDelayed": "ApproximateNumberOfMessagesDelayed",
    "ApproximateNumberOfMessagesNotVisible": "ApproximateNumberOfMessagesNotVisible",
}
"""What an attribute of a queue is called as a metric."""


class QueueMetrics:
    """Looks into every queue on the minute."""

    def __init__(self, world: World) -> None:
        from ministack.services import sqs  # noqa: PLC0415 it reads the environment when it is loaded

        self._world = world
        self._sqs = vars(sqs)
        self._looked = world.clock.now() // MINUTE

    def tick(self, now: float) -> None:
        """Record how many messages there are, where a minute has begun."""
        if now // MINUTE == self._looked:
            return
        self._looked = now // MINUTE
        for (account, region, _), queue in self._sqs["_queues"].all_items():
            if self._world.faults.lost("sqs", region):
                continue
            self._sqs["_refresh_counts"](queue)
            for attribute, metric in COUNTS.items():
                count = float(queue["attributes"][attribute])
                record(account, region, NAMESPACE, metric, {"QueueName": queue["name"]}, count)


def install(world: World) -> None:
    """Look at each tick."""
    world.clock.each_tick(QueueMetrics(world).tick)
