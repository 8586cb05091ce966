"""What calls Lambda functions, and what becomes of a call that fails."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    EVENT_SOURCE_MAPPING,
    FUNCTION,
    FUNCTION_POLICY,
    FUNCTION_URL,
    PERMISSION,
)
from dr_guard.control import Control, Option
from dr_guard.remedy import Chosen, Fix

CONTROLS: Final = (
    Control(
        id="function-permission-principal-restricted",
        title="Nobody unnamed may call a function",
        why="A permission for everyone lets any account run the function, with the rights of its role.",
        severity="critical",
        enforcement="mandatory",
        scope="resource",
        types=(
            PERMISSION,
            FUNCTION_POLICY,
        ),
        references=(
            "FSBP Lambda.1",
            "Config lambda-function-public-access-prohibited",
            "checkov CKV_AWS_301",
            "NIST AC-3",
            "NIST AC-4",
            "NIST AC-6",
            "NIST SC-7",
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
        types=(
            PERMISSION,
            FUNCTION_POLICY,
        ),
        references=(
            "checkov CKV_AWS_364",
            "NIST AC-3",
            "NIST AC-6",
        ),
        remediation=("Set sourceArn to the ARN of the resource that the service calls for.",),
        group="access",
        options=(),
    ),
    Control(
        id="function-url-authorized",
        title="Nobody unnamed calls a function by its URL",
        why="Without authorization anyone on the internet runs the function, with the rights of its role.",
        severity="critical",
        enforcement="mandatory",
        scope="resource",
        types=(FUNCTION_URL,),
        references=(
            "checkov CKV_AWS_258",
            "NIST AC-3",
            "NIST AC-6",
            "NIST SC-7",
        ),
        remediation=(
            "Set authorizationType to AWS_IAM.",
            "Put an API in front of a function that others are to call.",
        ),
        group="access",
        options=(),
        fixes=(Fix("authorizationType", "AWS_IAM"),),
    ),
    Control(
        id="function-url-cors-origin-restricted",
        title="Only pages of named origins call a function by its URL from a browser",
        why="Any page that a signed-in user visits can otherwise call the function as that user.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(FUNCTION_URL,),
        references=(
            "checkov CKV2_AWS_75",
            "NIST AC-4",
        ),
        remediation=("Name the origins in cors.allowOrigins.",),
        group="access",
        options=(Option("mendedOrigins", (), "The origins that a remediation puts in their place."),),
        fixes=(Fix("cors.allowOrigins", Chosen("mendedOrigins")),),
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
            "NIST CA-7",
            "NIST SC-36(1)",
            "NIST SI-2",
        ),
        remediation=("Set deadLetterConfig.targetArn, or add a FunctionEventInvokeConfig with onFailure.",),
        group="recovery",
        options=(),
    ),
    Control(
        id="function-event-source-failure-destination-set",
        title="A record of a stream that a function cannot handle is kept",
        why=(
            "A record is otherwise dropped without a trace once it has been tried for the last "
            "time, or has left the stream."
        ),
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(EVENT_SOURCE_MAPPING,),
        references=("WA REL09-BP01",),
        remediation=("Set destinationConfig.onFailure.destinationArn to the ARN of a queue or a topic.",),
        group="recovery",
        options=(),
    ),
    Control(
        id="function-event-source-retry-bounded",
        title="One bad record does not hold up a stream until it expires",
        why=(
            "Lambda otherwise tries it again until it has left the stream, and all that came after "
            "it waits, and is lost with it."
        ),
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(EVENT_SOURCE_MAPPING,),
        references=("WA REL09-BP01",),
        remediation=(
            "Set maximumRetryAttempts and maximumRecordAgeInSeconds.",
            "Set bisectBatchOnFunctionError to true, or have the function report the records that failed.",
        ),
        group="recovery",
        options=(
            Option(
                "maximumAttempts",
                10_000,
                "The number of further attempts at most; -1, which is without end, is never within it.",
            ),
            Option(
                "maximumAgeSeconds",
                43_200,
                (
                    "The age up to which a record is tried at most, in seconds: by default half of the day "
                    "for which streams keep it, so that what the destination is told of can still be read."
                ),
                minimum=60,
            ),
        ),
        fixes=(
            Fix("maximumRetryAttempts", Chosen("maximumAttempts"), "at most"),
            Fix("maximumRecordAgeInSeconds", Chosen("maximumAgeSeconds"), "at most"),
            Fix("bisectBatchOnFunctionError", value=True),
        ),
    ),
)
