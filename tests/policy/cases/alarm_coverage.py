"""What CloudWatch alarms watch."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

RESOLVED: Final = "alarm-dimensions-resolved"
COVERED: Final = "alarm-coverage-complete"

TOKENS: Final = {
    "api": "aws:apigatewayv2/api:Api",
    "check": "aws:route53/healthCheck:HealthCheck",
    "cluster": "aws:rds/cluster:Cluster",
    "database": "aws:rds/instance:Instance",
    "function": "aws:lambda/function:Function",
    "member": "aws:rds/clusterInstance:ClusterInstance",
    "queue": "aws:sqs/queue:Queue",
    "table": "aws:dynamodb/table:Table",
}
WANTED: Final = "a resource of the program, or one of foreignNames"


def planned(kind: str, label: str = "it", **inputs: object) -> Planned:
    """Return a resource of one of these kinds."""
    return Planned(TOKENS[kind], inputs, label)


def alarm(
    metric: tuple[str, str], dimensions: object, depends: tuple[str, ...] = (), **inputs: object
) -> Planned:
    """Return an alarm on one metric, whose dimensions depend on these."""
    inputs = {"namespace": metric[0], "metricName": metric[1], "dimensions": dimensions, **inputs}
    label = "-".join((*map(str, metric), *depends))
    return Planned("aws:cloudwatch/metricAlarm:MetricAlarm", inputs, label, depends={"dimensions": depends})


def math(*queries: object, depends: tuple[str, ...] = ()) -> Planned:
    """Return an alarm on several metrics."""
    inputs = {"metricQueries": [*queries, {"id": "e", "expression": "SUM(METRICS())"}]}
    token = "aws:cloudwatch/metricAlarm:MetricAlarm"
    return Planned(token, inputs, "math", depends={"metricQueries": depends})


def query(metric: tuple[str, str], dimensions: object, **more: object) -> dict[str, object]:
    """Return one query of an alarm on several metrics."""
    held = {"namespace": metric[0], "metricName": metric[1], "dimensions": dimensions}
    return {"id": "q", "metric": held, **more}


READS: Final = ("AWS/DynamoDB", "ReadThrottleEvents")
WRITES: Final = ("AWS/DynamoDB", "WriteThrottleEvents")
SYSTEM: Final = ("AWS/DynamoDB", "SystemErrors")
ERRORS: Final = ("AWS/Lambda", "Errors")
THROTTLES: Final = ("AWS/Lambda", "Throttles")
STATUS: Final = ("AWS/Route53", "HealthCheckStatus")
CPU: Final = ("AWS/RDS", "CPUUtilization")
UNNAMED: Final = {"TableName": UNKNOWN}
ORDERS: Final = planned("table", name="orders")
ON_ORDERS: Final = {"TableName": "orders"}
LABEL: Final = "-".join(READS)
LOST: Final = f"its dimension TableName names nothing in the program; wanted: {WANTED}"
LOST_MAYBE: Final = f"what its dimension TableName names cannot be known at preview; wanted: {WANTED}"
ABROAD: Final = f"the metrics of what its dimension TableName names are in another region; wanted: {WANTED}"


def unwatched(metric: str) -> str:
    """Return what is said of a resource that no alarm watches."""
    return f"no alarm watches its {metric}; wanted: one that does"


def unclear(metric: str) -> str:
    """Return what is said of a resource that some alarm may watch."""
    return f"whether an alarm watches its {metric} cannot be known at preview; wanted: one that does"


WATCHED: Final = tuple(alarm(metric, UNNAMED, ("it",)) for metric in (READS, WRITES, SYSTEM))
ALL_LACKING: Final = (
    unwatched("ReadThrottleEvents or ThrottledRequests"),
    unwatched("WriteThrottleEvents or ThrottledRequests"),
    unwatched("SystemErrors"),
)
ERRORS_ONLY: Final = {"requiredMetrics": ["function: Errors"]}
SYSTEM_ONLY: Final = {"requiredMetrics": ["table: SystemErrors"]}
STATUS_ONLY: Final = {"requiredMetrics": ["health-check: HealthCheckStatus"]}
ALIAS: Final = Planned("aws:lambda/alias:Alias", {}, "alias")

CASES: Final = (
    passes(RESOLVED, "by name", ORDERS, alarm(READS, ON_ORDERS)),
    passes(RESOLVED, "by what it depends on", planned("table"), alarm(READS, UNNAMED, ("it",))),
    passes(
        RESOLVED, "by one of two", planned("table"), planned("table", "b"), alarm(READS, UNNAMED, ("it", "b"))
    ),
    passes(RESOLVED, "missing dimensions", ORDERS, alarm(READS, None)),
    passes(RESOLVED, "a metric of one's own", ORDERS, alarm(("Own", "Healthy"), {"TableName": "x"})),
    passes(RESOLVED, "a kind that the program has not", planned("queue"), alarm(READS, {"TableName": "x"})),
    passes(
        RESOLVED,
        "through an alias",
        planned("function"),
        ALIAS,
        alarm(ERRORS, {"FunctionName": UNKNOWN}, ("alias",)),
    ),
    passes(
        RESOLVED,
        "a name elsewhere",
        ORDERS,
        alarm(READS, {"TableName": "theirs"}),
        config={"foreignNames": ["the*"]},
    ),
    passes(
        RESOLVED,
        "a member of a cluster by the dimension of a database",
        planned("database", identifier="a"),
        planned("member", "member", identifier="b"),
        alarm(CPU, {"DBInstanceIdentifier": "b"}),
    ),
    passes(RESOLVED, "of another account", ORDERS, math(query(READS, {"TableName": "x"}, accountId="2"))),
    fails(RESOLVED, "another name", ORDERS, alarm(READS, {"TableName": "order"}), says=LOST, at=LABEL),
    fails(
        RESOLVED,
        "another name than of what it depends on",
        ORDERS,
        alarm(READS, {"TableName": "x"}, ("it",)),
        says=LOST,
        at=f"{LABEL}-it",
    ),
    fails(
        RESOLVED,
        "another name in one query of two",
        ORDERS,
        math(query(READS, ON_ORDERS), query(READS, {"TableName": "x"})),
        says=LOST,
        at="math",
    ),
    fails(RESOLVED, "unknown", ORDERS, alarm(READS, UNNAMED), says=LOST_MAYBE, at=LABEL),
    fails(
        RESOLVED,
        "unknown, behind somebody's component",
        ORDERS,
        Planned("acme:index:Tables", {}, "component"),
        ALIAS,
        alarm(READS, UNNAMED, ("component", "alias")),
        says=LOST_MAYBE,
        at=f"{LABEL}-component-alias",
    ),
    fails(
        RESOLVED,
        "of a namespace that is not known",
        ORDERS,
        alarm((UNKNOWN, "Errors"), ON_ORDERS),
        says=f"what it watches cannot be known at preview; wanted: {WANTED}",
        at=f"{UNKNOWN}-Errors",
    ),
    fails(
        RESOLVED,
        "from another region",
        planned("table", name="orders", region="eu-west-1"),
        alarm(READS, ON_ORDERS, region="us-west-2"),
        says=ABROAD,
        at=LABEL,
    ),
    passes(
        RESOLVED,
        "one of two, of which one is in its region",
        planned("table", region="eu-west-1"),
        planned("table", "b", region="us-west-2"),
        alarm(READS, UNNAMED, ("it", "b"), region="us-west-2"),
    ),
    passes(
        RESOLVED,
        "from the region of its replica",
        planned("table", name="orders", region="eu-west-1", replicas=[{"regionName": "us-west-2"}]),
        alarm(READS, ON_ORDERS, region="us-west-2"),
    ),
    passes(
        RESOLVED,
        "a health check from where Route 53 reports",
        planned("check", region="eu-west-1"),
        alarm(STATUS, {"HealthCheckId": UNKNOWN}, ("it",), region="us-east-1"),
    ),
    fails(
        RESOLVED,
        "a health check from elsewhere",
        planned("check"),
        alarm(STATUS, {"HealthCheckId": UNKNOWN}, ("it",), region="eu-west-1"),
        says=f"the metrics of what its dimension HealthCheckId names are in another region; wanted: {WANTED}",
        at=f"{'-'.join(STATUS)}-it",
    ),
    skips(RESOLVED, "no alarm", ORDERS, because=f"the stack has no resource that {RESOLVED} is about"),
    passes(COVERED, "a table", planned("table"), *WATCHED),
    fails(COVERED, "missing", planned("table"), says=ALL_LACKING),
    fails(COVERED, "a table, but for one metric", planned("table"), *WATCHED[:2], says=ALL_LACKING[2]),
    fails(
        COVERED,
        "unknown",
        planned("table"),
        alarm(SYSTEM, UNNAMED),
        says=unclear("SystemErrors"),
        config=SYSTEM_ONLY,
    ),
    fails(
        COVERED,
        "a metric that is not known",
        ORDERS,
        alarm(("AWS/DynamoDB", UNKNOWN), ON_ORDERS),
        says=unclear("SystemErrors"),
        config=SYSTEM_ONLY,
    ),
    fails(
        COVERED,
        "a namespace that is not known",
        ORDERS,
        alarm((UNKNOWN, "SystemErrors"), ON_ORDERS),
        says=unclear("SystemErrors"),
        config=SYSTEM_ONLY,
    ),
    fails(
        COVERED,
        "one of two tables",
        ORDERS,
        planned("table", "second", name="items"),
        alarm(SYSTEM, ON_ORDERS),
        says=unwatched("SystemErrors"),
        at="second",
        config=SYSTEM_ONLY,
    ),
    passes(
        COVERED,
        "a table by its operations",
        planned("table"),
        math(*(query(SYSTEM, {**UNNAMED, "Operation": each}) for each in ("Get", "Put")), depends=("it",)),
        config=SYSTEM_ONLY,
    ),
    passes(
        COVERED,
        "two tables by one alarm",
        planned("table"),
        planned("table", "second"),
        math(query(SYSTEM, UNNAMED), query(SYSTEM, UNNAMED), depends=("it", "second")),
        config=SYSTEM_ONLY,
    ),
    fails(
        COVERED,
        "a table from another region",
        planned("table", region="eu-west-1"),
        alarm(SYSTEM, UNNAMED, ("it",), region="us-west-2"),
        says=unwatched("SystemErrors"),
        config=SYSTEM_ONLY,
    ),
    passes(
        COVERED,
        "a function",
        planned("function"),
        alarm(ERRORS, {"FunctionName": UNKNOWN}, ("it",)),
        alarm(THROTTLES, {"FunctionName": UNKNOWN}, ("it",)),
    ),
    passes(COVERED, "all functions together", planned("function"), alarm(ERRORS, {}), config=ERRORS_ONLY),
    fails(
        COVERED,
        "all tables together",
        ORDERS,
        alarm(SYSTEM, {}),
        says=unwatched("SystemErrors"),
        config=SYSTEM_ONLY,
    ),
    fails(
        COVERED,
        "a function through its alias",
        planned("function"),
        ALIAS,
        alarm(ERRORS, {"FunctionName": UNKNOWN}, ("alias",)),
        says=unclear("Errors"),
        config=ERRORS_ONLY,
    ),
    passes(
        COVERED,
        "a database",
        planned("database", identifier="a"),
        *(
            alarm(("AWS/RDS", metric), {"DBInstanceIdentifier": "a"})
            for metric in ("CPUUtilization", "FreeStorageSpace", "FreeableMemory", "DatabaseConnections")
        ),
    ),
    fails(
        COVERED,
        "a cluster, by one metric",
        planned("cluster", clusterIdentifier="a"),
        alarm(CPU, {"DBClusterIdentifier": "a"}),
        says=(unwatched("FreeableMemory"), unwatched("DatabaseConnections")),
    ),
    passes(COVERED, "an API", planned("api"), alarm(("AWS/ApiGateway", "5xx"), {"ApiId": UNKNOWN}, ("it",))),
    fails(
        COVERED,
        "an API, missing",
        planned("api"),
        says=unwatched("5xx or ExecutionError or IntegrationError"),
    ),
    passes(
        COVERED,
        "a health check",
        planned("check"),
        alarm(STATUS, {"HealthCheckId": UNKNOWN}, ("it",), region="us-east-1"),
        config=STATUS_ONLY,
    ),
    fails(
        COVERED,
        "a health check from a region that has no metrics of it",
        planned("check"),
        alarm(STATUS, {"HealthCheckId": UNKNOWN}, ("it",), region="eu-west-1"),
        says=unwatched("HealthCheckStatus"),
        config=STATUS_ONLY,
    ),
    passes(COVERED, "what has controls of its own", planned("queue"), planned("check", "check")),
    fails(
        COVERED,
        "a queue, where its age is asked for",
        planned("queue"),
        says=unwatched("ApproximateAgeOfOldestMessage"),
        config={"requiredMetrics": ["queue: ApproximateAgeOfOldestMessage"]},
    ),
    *(
        fails(
            COVERED,
            f"configured with {label}",
            planned("queue"),
            says="a member of requiredMetrics names no kind and metric; wanted: such as table: SystemErrors",
            at="",
            config={"requiredMetrics": [requirement]},
        )
        for label, requirement in (
            ("no kind", "tables: Errors"),
            ("no metric", "table"),
            ("half an alternative", "table: SystemErrors |"),
        )
    ),
    skips(
        COVERED,
        "nothing that has alarms",
        Planned("aws:iam/role:Role", {}),
        because=f"the stack has no resource that {COVERED} is about",
    ),
)
