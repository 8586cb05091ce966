"""The function: how it is set up, and that it really runs."""

import base64
import json
import re
import time

import pytest

from tests.live.parts import has_database, parts
from tests.live.patience import until

SCHEDULED = {"source": "aws.events", "detail-type": "Scheduled Event", "detail": {}}
NOTHING_WAITS = {"audit": {"delivered": 0, "waiting": 0}}
"""What a run says besides where the stack has a database."""
REQUEST = re.compile(r"\"request_id\": ?\"([^\"]+)")


@pytest.fixture
def configuration(client, outputs):
    return client("lambda").get_function_configuration(
        FunctionName=outputs["lambda_function_name"], Qualifier=outputs["lambda_alias_name"]
    )


def invoked(client, outputs, event):
    answer = client("lambda").invoke(
        FunctionName=outputs["lambda_function_name"],
        Qualifier=outputs["lambda_alias_name"],
        Payload=json.dumps(event).encode(),
    )
    return answer.get("FunctionError"), json.loads(answer["Payload"].read())


def test_its_runtime_memory_and_time_are_as_set(configuration, outputs):
    assert configuration["State"] == "Active"
    assert configuration["Runtime"] == "python3.12"
    assert configuration["Handler"] == "functions.app.handler"
    assert (configuration["MemorySize"], configuration["Timeout"]) == (256, 30)
    assert configuration["Architectures"] == ["arm64"]
    assert configuration["Role"].rpartition("/")[2] == f"dr-{outputs['suffix']}-function-role"


def test_its_alias_stands_for_a_published_version(client, outputs):
    alias = client("lambda").get_alias(
        FunctionName=outputs["lambda_function_name"], Name=outputs["lambda_alias_name"]
    )
    assert alias["FunctionVersion"].isdigit()
    assert alias["AliasArn"] == outputs["lambda_alias_arn"]


def test_it_runs_in_the_private_subnets(client, configuration, outputs):
    assert sorted(configuration["VpcConfig"]["SubnetIds"]) == sorted(outputs["private_subnet_ids"])
    [group] = client("ec2").describe_security_groups(GroupIds=configuration["VpcConfig"]["SecurityGroupIds"])[
        "SecurityGroups"
    ]
    assert group["GroupName"] == f"dr-{outputs['suffix']}-function-security-group"


def told_of_database(outputs):
    return {
        "DATABASE_CLUSTER_ARN": outputs["database_cluster_arn"],
        "DATABASE_SECRET_ARN": outputs["database_secret_arn"],
        "DATABASE_NAME": outputs["database_name"],
    }


def test_it_is_told_by_its_environment_what_it_works_on_and_how(configuration, outputs):
    assert configuration["Environment"]["Variables"] == {
        "TABLE_NAME": outputs["dynamodb_table_name"],
        "BUCKET_NAME": outputs["s3_bucket_name"],
        "SELF_REPAIR": str(outputs["self_repair"]).lower(),
        "PITR_DAYS": str(outputs["pitr_days"]),
        "POWERTOOLS_SERVICE_NAME": outputs["metrics_service"],
        "POWERTOOLS_METRICS_NAMESPACE": outputs["metrics_namespace"],
        "POWERTOOLS_LOG_LEVEL": "INFO",
        **(told_of_database(outputs) if has_database(outputs) else {}),
    }
    assert configuration["KMSKeyArn"] == outputs["data_key_arn"]


def test_what_fails_for_good_is_kept(client, configuration, outputs):
    queue = (
        f"arn:aws:sqs:{outputs['region']}:{outputs['account']}:dr-{outputs['suffix']}-function-dead-letters"
    )
    assert configuration["DeadLetterConfig"] == {"TargetArn": queue}
    found = client("lambda").get_function_event_invoke_config(
        FunctionName=outputs["lambda_function_name"], Qualifier=outputs["lambda_alias_name"]
    )
    assert (found["MaximumRetryAttempts"], found["MaximumEventAgeInSeconds"]) == (2, 3600)
    assert found["DestinationConfig"]["OnFailure"] == {"Destination": queue}


def test_capacity_is_kept_free_for_it(client, outputs):
    found = client("lambda").get_function_concurrency(FunctionName=outputs["lambda_function_name"])
    assert found.get("ReservedConcurrentExecutions", 0) == outputs["reserved_concurrency"]


def test_it_is_traced_and_logs_to_its_own_group(configuration, outputs):
    assert configuration["TracingConfig"] == {"Mode": "Active"}
    assert configuration["LoggingConfig"]["LogGroup"] == outputs["lambda_log_group_name"]


def test_a_scheduled_run_finds_everything_in_order(client, outputs):
    error, answer = invoked(client, outputs, SCHEDULED)
    assert error is None
    assert answer == {
        "status": "healthy",
        "parts": parts(outputs),
        "protections": {"table_pitr": "on", "bucket_versioning": "on"},
        "repaired": 0,
        **(NOTHING_WAITS if has_database(outputs) else {}),
    }


def test_an_event_of_no_known_kind_is_an_error(client, outputs):
    error, answer = invoked(client, outputs, {"source": "somebody"})
    assert error == "Unhandled"
    assert answer["errorMessage"] == (
        "found an event with {'source': 'somebody'}; wanted an HTTP API request or a scheduled event"
    )


def test_what_it_does_is_logged(target, client, outputs):
    answer = client("lambda").invoke(
        FunctionName=outputs["lambda_function_name"],
        Qualifier=outputs["lambda_alias_name"],
        LogType="Tail",
        Payload=json.dumps(SCHEDULED).encode(),
    )
    assert json.loads(answer["Payload"].read())["status"] == "healthy"
    [request] = REQUEST.findall(base64.b64decode(answer["LogResult"]).decode())
    pages = client("logs").get_paginator("filter_log_events")
    asked = {
        "logGroupName": outputs["lambda_log_group_name"],
        "filterPattern": f'"{request}"',
        # The function's own clock is real everywhere.
        "startTime": int((time.time() - 300) * 1000),
    }

    def lines():
        texts = [each["message"] for page in pages.paginate(**asked) for each in page["events"]]
        return [json.loads(each) for each in texts if each.startswith("{")]

    [line] = until(target, f"the function's log has a line of {request}", lines)
    assert (line["message"], line["request_id"]) == ("inspected", request)
    assert line["service"] == outputs["metrics_service"]
