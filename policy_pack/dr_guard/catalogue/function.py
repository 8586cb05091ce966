"""Lambda functions: who may call them, what they know, and what becomes of a call that fails."""

from __future__ import annotations

from typing import Final

from dr_guard.control import Control, Option
from dr_guard.tokens import FUNCTION, PERMISSION

CONTROLS: Final = (
    Control(
        id="function-permission-principal-restricted",
        title="Nobody unnamed may call a function",
        why="A permission for everyone lets any account run the function, with the rights of its role.",
        severity="critical",
        enforcement="mandatory",
        scope="resource",
        types=(PERMISSION,),
        references=(
            "FSBP Lambda.1",
            "Config lambda-function-public-access-prohibited",
            "checkov CKV_AWS_301",
            "NIST AC-3",
        ),
        remediation=("Name the account or the service as principal, or an organization as principalOrgId.",),
        group="access",
        options=(),
    ),
    Control(
        id="function-permission-source-scoped",
        title="A service calls a function only for resources that are named",
        why="Without a source any account can have the service call the function on its behalf.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(PERMISSION,),
        references=(
            "checkov CKV_AWS_364",
            "NIST AC-6",
        ),
        remediation=("Set sourceArn to the ARN of the resource that the service calls for.",),
        group="access",
        options=(),
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
        id="function-failure-destination-set",
        title="An event that a function cannot handle is kept",
        why="After two further attempts an asynchronous event is dropped.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(FUNCTION,),
        references=(
            "Config lambda-dlq-check",
            "checkov CKV_AWS_116",
            "NIST SI-2",
        ),
        remediation=("Set deadLetterConfig.targetArn, or add a FunctionEventInvokeConfig with onFailure.",),
        group="recovery",
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
        id="function-log-group-managed",
        title="Every function has a log group of its own in the program",
        why=(
            "Lambda otherwise makes one that keeps everything for ever, without a key, and "
            "outlives the stack."
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
