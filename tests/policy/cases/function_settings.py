"""Lambda functions: what their own inputs say of what they run on and of what they may use."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

RUNTIME: Final = "function-runtime-supported"
PRIVATE: Final = "function-network-private"
RESERVED: Final = "function-concurrency-reserved"
TRACED: Final = "function-tracing-active"
KEY: Final = "function-environment-encryption-customer-managed"
SIGNED: Final = "function-code-signed"
LIMITS: Final = "function-limits-bounded"
DESCRIBED: Final = "function-description-set"

OTHER: Final = Planned("aws:sns/topic:Topic", {})
UPDATED: Final = "wanted: one that AWS still updates"
IMAGE: Final = "the function is a container image, which brings its own runtime"
UNSIGNED_IMAGE: Final = "the function is a container image, which Lambda takes no signature of"
OUTSIDE: Final = "the list of its subnets is not set; wanted: subnets of a network of your own"
UNRESERVED: Final = "the reserved concurrency is not set; wanted: at least 1 execution"
NO_KEY: Final = "the key of its environment is not set; wanted: a customer-managed key"
NO_TIMEOUT: Final = "the timeout is not set; wanted: 1 to 300 seconds"
NO_MEMORY: Final = "the memory is not set; wanted: 128 to 3008 megabytes"


def function(**inputs: object) -> Planned:
    """Return a function."""
    return Planned("aws:lambda/function:Function", inputs)


def knowing(variables: object, **inputs: object) -> Planned:
    """Return a function with these environment variables."""
    return function(environment={"variables": variables}, **inputs)


CASES: Final = (
    passes(RUNTIME, "current", function(runtime="python3.14")),
    passes(RUNTIME, "one's own", function(runtime="provided.al2023")),
    passes(
        RUNTIME,
        "deprecated, as configured",
        function(runtime="python3.9"),
        config={"supportedRuntimes": ["python3.9"]},
    ),
    *(
        fails(
            RUNTIME, f"deprecated, {name}", function(runtime=name), says=f"the runtime is {name}; {UPDATED}"
        )
        for name in ("python3.9", "nodejs20.x", "dotnet8", "provided.al2")
    ),
    fails(
        RUNTIME,
        "one that nobody knows",
        function(runtime="cobol85"),
        says=f"the runtime is something else; {UPDATED}",
    ),
    fails(RUNTIME, "missing", function(packageType="Zip"), says=f"the runtime is not set; {UPDATED}"),
    fails(
        RUNTIME,
        "unknown",
        function(runtime=UNKNOWN),
        says=f"the runtime cannot be known at preview; {UPDATED}",
    ),
    fails(
        RUNTIME,
        "unknown packaging",
        function(packageType=UNKNOWN),
        says=f"the runtime is not set; {UPDATED}",
    ),
    skips(RUNTIME, "an image", function(packageType="Image"), because=IMAGE),
    skips(RUNTIME, "an image that is not known", function(imageUri=UNKNOWN), because=IMAGE),
    skips(RUNTIME, "another type", OTHER),
    passes(PRIVATE, "in subnets", function(vpcConfig={"subnetIds": [UNKNOWN]})),
    passes(PRIVATE, "in subnets that are not known", function(vpcConfig=UNKNOWN)),
    fails(PRIVATE, "missing", function(), says=OUTSIDE),
    fails(PRIVATE, "in none", function(vpcConfig={"subnetIds": []}), says=OUTSIDE),
    skips(
        PRIVATE,
        "on instances",
        function(capacityProviderConfig={"lambdaManagedInstancesCapacityProviderConfig": {}}),
        because="the function runs in the network of its capacity provider",
    ),
    passes(RESERVED, "some", function(reservedConcurrentExecutions=5)),
    fails(RESERVED, "missing", function(), says=UNRESERVED),
    *(
        fails(
            RESERVED,
            label,
            function(reservedConcurrentExecutions=number),
            says=f"the reserved concurrency is {number} executions; wanted: at least 1 execution",
        )
        for label, number in (("none at all", 0), ("what others leave", -1))
    ),
    fails(
        RESERVED,
        "fewer than configured",
        function(reservedConcurrentExecutions=5),
        says="the reserved concurrency is 5 executions; wanted: at least 10 executions",
        config={"minimumExecutions": 10},
    ),
    fails(
        RESERVED,
        "unknown",
        function(reservedConcurrentExecutions=UNKNOWN),
        says="the reserved concurrency cannot be known at preview; wanted: at least 1 execution",
    ),
    passes(TRACED, "active", function(tracingConfig={"mode": "Active"})),
    fails(
        TRACED,
        "passed through",
        function(tracingConfig={"mode": "PassThrough"}),
        says="tracing is PassThrough; wanted: Active",
    ),
    fails(TRACED, "missing", function(), says="tracing is not set; wanted: Active"),
    fails(
        TRACED,
        "unknown",
        function(tracingConfig={"mode": UNKNOWN}),
        says="tracing cannot be known at preview; wanted: Active",
    ),
    passes(KEY, "one's own", knowing({"A": "b"}, kmsKeyArn="arn:aws:kms:eu-west-1:1:key/k")),
    passes(KEY, "one that is not known yet", knowing({"A": UNKNOWN}, kmsKeyArn=UNKNOWN)),
    fails(KEY, "missing", knowing({"A": "b"}), says=NO_KEY),
    fails(KEY, "missing, and variables not known", knowing(UNKNOWN), says=NO_KEY),
    fails(KEY, "missing, and environment not known", function(environment=UNKNOWN), says=NO_KEY),
    fails(
        KEY,
        "one of AWS",
        knowing({"A": "b"}, kmsKeyArn="arn:aws:kms:eu-west-1:1:alias/aws/lambda"),
        says="the key of its environment is a key that AWS manages; wanted: a customer-managed key",
    ),
    *(
        skips(KEY, label, planned, because="the function has no environment variables")
        for label, planned in (("no environment", function()), ("no variables", knowing({})))
    ),
    passes(SIGNED, "with a configuration", function(codeSigningConfigArn=UNKNOWN)),
    fails(SIGNED, "missing", function(), says="code signing is not set; wanted: a configuration of it"),
    skips(SIGNED, "an image", function(packageType="Image"), because=UNSIGNED_IMAGE),
    passes(LIMITS, "both", function(timeout=30, memorySize=512)),
    passes(
        LIMITS,
        "both, as configured",
        function(timeout=900, memorySize=10240),
        config={"maximumTimeoutSeconds": 900, "maximumMemoryMegabytes": 10240},
    ),
    fails(LIMITS, "missing", function(), says=(NO_TIMEOUT, NO_MEMORY)),
    fails(
        LIMITS,
        "too much",
        function(timeout=900, memorySize=10240),
        says=(
            "the timeout is 900 seconds; wanted: 1 to 300 seconds",
            "the memory is 10240 megabytes; wanted: 128 to 3008 megabytes",
        ),
    ),
    fails(
        LIMITS,
        "unknown",
        function(timeout=UNKNOWN, memorySize=128),
        says="the timeout cannot be known at preview; wanted: 1 to 300 seconds",
    ),
    passes(DESCRIBED, "described", function(description="Stores records")),
    passes(DESCRIBED, "a description that is not known", function(description=UNKNOWN)),
    fails(DESCRIBED, "missing", function(), says="the description is not set; wanted: a sentence"),
    fails(
        DESCRIBED, "empty", function(description=""), says="the description is not set; wanted: a sentence"
    ),
)
