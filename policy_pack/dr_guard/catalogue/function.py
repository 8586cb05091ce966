"""Lambda functions: what they run on, where they run, what they know, and what they leave behind."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.compute.runtimes import SUPPORTED
from dr_guard.aws.tokens import (
    FUNCTION,
)
from dr_guard.control import Control, Option
from dr_guard.remedy import Chosen, Fix

CONTROLS: Final = (
    Control(
        id="function-runtime-supported",
        title="AWS still updates the runtime of every function",
        why=(
            "AWS no longer mends what is deprecated, and soon refuses to create such a function, "
            "also where it is to be recovered."
        ),
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(FUNCTION,),
        references=(
            "FSBP Lambda.2",
            "Config lambda-function-settings-check",
            "checkov CKV_AWS_363",
            "NIST SI-2",
        ),
        remediation=("Set runtime to a version that AWS still updates, and test the function with it.",),
        group="recovery",
        options=(Option("supportedRuntimes", SUPPORTED, "The runtimes that a function may use."),),
    ),
    Control(
        id="function-network-private",
        title="Every function runs in a network of the account's own",
        why=(
            "Outside of one, what the function may reach is bounded by no security group, and "
            "leaves no flow log."
        ),
        severity="low",
        enforcement="disabled",
        scope="resource",
        types=(FUNCTION,),
        references=(
            "FSBP Lambda.3",
            "Config lambda-inside-vpc",
            "checkov CKV_AWS_117",
            "NIST AC-3",
            "NIST SC-7",
        ),
        remediation=("Set vpcConfig.subnetIds and vpcConfig.securityGroupIds.",),
        group="network",
        options=(),
    ),
    Control(
        id="function-zones-multiple",
        title="A function in a network survives the loss of a zone",
        why="With subnets in one zone the function stops when that zone does.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(FUNCTION,),
        references=(
            "FSBP Lambda.5",
            "Config lambda-vpc-multi-az-check",
            "NIST CP-2(5)",
            "NIST SC-36",
            "NIST SI-13(5)",
        ),
        remediation=("Add subnets of other zones to vpcConfig.subnetIds.",),
        group="recovery",
        options=(
            Option(
                "minimumZones", 2, "The number of zones that a function's subnets lie in at least.", minimum=1
            ),
        ),
    ),
    Control(
        id="function-concurrency-reserved",
        title="Every function has a concurrency of its own",
        why=(
            "Any other function of the account can otherwise use up the quota they share, while "
            "this one is needed to recover."
        ),
        severity="medium",
        enforcement="advisory",
        scope="resource",
        types=(FUNCTION,),
        references=(
            "Config lambda-concurrency-check",
            "checkov CKV_AWS_115",
            "NIST SC-6",
            "NIST CA-7",
        ),
        remediation=(
            "Set reservedConcurrentExecutions to as many calls as the function needs at once.",
            (
                "Ask for a higher quota where the account's, which is 10 in a new one, leaves "
                "nothing to reserve."
            ),
        ),
        group="recovery",
        options=(
            Option(
                "minimumExecutions", 1, "The number of calls at once that are reserved at least.", minimum=1
            ),
            Option(
                "mendedExecutions", 20, "The number of calls at once that a remediation reserves.", minimum=1
            ),
        ),
        fixes=(Fix("reservedConcurrentExecutions", Chosen("mendedExecutions"), "at least"),),
    ),
    Control(
        id="function-tracing-active",
        title="Every function traces its calls",
        why="Without a trace nobody can tell which of the services behind the function failed, or was slow.",
        severity="low",
        enforcement="disabled",
        scope="resource",
        types=(FUNCTION,),
        references=(
            "FSBP Lambda.7",
            "checkov CKV_AWS_50",
            "NIST CA-7",
        ),
        remediation=("Set tracingConfig.mode to Active, and allow the role to write to X-Ray.",),
        group="detection",
        options=(),
        fixes=(Fix("tracingConfig.mode", "Active"),),
    ),
    Control(
        id="function-environment-secret-free",
        title="No function carries a secret in its environment",
        why=(
            "Everyone who may describe the function reads it, and it stays in the state and in every version."
        ),
        severity="critical",
        enforcement="mandatory",
        scope="resource",
        types=(FUNCTION,),
        references=(
            "checkov CKV_AWS_45",
            "prowler awslambda_function_no_secrets_in_variables",
            "NIST IA-5(7)",
        ),
        remediation=(
            "Keep the secret in Secrets Manager and give the function its name.",
            "Replace the secret, which has been in the program's state.",
        ),
        group="access",
        options=(),
    ),
    Control(
        id="function-environment-encryption-customer-managed",
        title="The environment of every function is encrypted with a customer-managed key",
        why="A key that AWS owns can be neither restricted to those who need it nor revoked.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(FUNCTION,),
        references=(
            "checkov CKV_AWS_173",
            "NIST SC-28(1)",
        ),
        remediation=(
            "Set kmsKeyArn to the ARN of a key of your own, and allow the role to decrypt with it.",
        ),
        group="encryption",
        options=(),
    ),
    Control(
        id="function-code-signed",
        title="A function runs only code that is signed",
        why="Whoever may update a function otherwise runs what he likes with the rights of its role.",
        severity="low",
        enforcement="disabled",
        scope="resource",
        types=(FUNCTION,),
        references=(
            "checkov CKV_AWS_272",
            "NIST SI-7",
        ),
        remediation=("Add a CodeSigningConfig, and set codeSigningConfigArn to its ARN.",),
        group="access",
        options=(),
    ),
    Control(
        id="function-limits-bounded",
        title="Every function has a timeout and a memory within stated bounds",
        why="A call that hangs otherwise holds its concurrency and costs money for up to fifteen minutes.",
        severity="low",
        enforcement="disabled",
        scope="resource",
        types=(FUNCTION,),
        references=("Config lambda-function-settings-check",),
        remediation=("Set timeout and memorySize to what the function needs.",),
        group="recovery",
        options=(
            Option("maximumTimeoutSeconds", 300, "The timeout of a function at most, in seconds.", minimum=1),
            Option(
                "maximumMemoryMegabytes",
                3_008,
                "The memory of a function at most, in megabytes.",
                minimum=128,
            ),
        ),
        fixes=(
            Fix("timeout", Chosen("maximumTimeoutSeconds"), "at most"),
            Fix("memorySize", Chosen("maximumMemoryMegabytes"), "at most"),
        ),
    ),
    Control(
        id="function-description-set",
        title="Every function says what it is for",
        why="Whoever recovers the system cannot tell from a name what is missing while the function is.",
        severity="low",
        enforcement="disabled",
        scope="resource",
        types=(FUNCTION,),
        references=("WA REL13-BP04",),
        remediation=("Set description to one sentence.",),
        group="tagging",
        options=(),
    ),
    Control(
        id="function-log-group-managed",
        title="Every function has a log group of its own in the program",
        why=(
            "Lambda otherwise makes one that keeps everything for ever, without a key, and outlives "
            "the stack."
        ),
        severity="medium",
        enforcement="mandatory",
        scope="stack",
        types=(FUNCTION,),
        references=("NIST AU-11",),
        remediation=("Add a LogGroup called /aws/lambda/<name>, or set loggingConfig.logGroup.",),
        group="detection",
        options=(),
    ),
)
