"""The function: how it is set up, and that it really runs."""

import json

import pytest

SCHEDULED = {"source": "aws.events", "detail-type": "Scheduled Event", "detail": {}}


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


def test_its_runtime_memory_and_time_are_as_set(configuration):
    assert configuration["State"] == "Active"
    assert configuration["Runtime"] == "python3.12"
    assert configuration["Handler"] == "functions.app.handler"
    assert (configuration["MemorySize"], configuration["Timeout"]) == (256, 30)


def test_its_alias_stands_for_a_published_version(client, outputs):
    alias = client("lambda").get_alias(
        FunctionName=outputs["lambda_function_name"], Name=outputs["lambda_alias_name"]
    )
    assert alias["FunctionVersion"].isdigit()
    assert alias["AliasArn"] == outputs["lambda_alias_arn"]


def test_it_runs_in_the_private_subnets(configuration, outputs):
    assert sorted(configuration["VpcConfig"]["SubnetIds"]) == sorted(outputs["private_subnet_ids"])
    assert len(configuration["VpcConfig"]["SecurityGroupIds"]) == 1


def test_it_is_told_table_and_bucket_by_its_environment(configuration, outputs):
    variables = configuration["Environment"]["Variables"]
    assert variables["TABLE_NAME"] == outputs["dynamodb_table_name"]
    assert variables["BUCKET_NAME"] == outputs["s3_bucket_name"]
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
    assert found["ReservedConcurrentExecutions"] > 0


def test_it_is_traced_and_logs_to_its_own_group(configuration, outputs):
    assert configuration["TracingConfig"] == {"Mode": "Active"}
    assert configuration["LoggingConfig"]["LogGroup"] == outputs["lambda_log_group_name"]


def test_a_scheduled_run_finds_everything_in_order(client, outputs):
    error, answer = invoked(client, outputs, SCHEDULED)
    assert error is None
    assert answer == {
        "status": "healthy",
        "parts": {"table": "ok", "bucket": "ok"},
        "protections": {"table_pitr": "on", "bucket_versioning": "on"},
        "repaired": 0,
    }


def test_an_event_of_no_known_kind_is_an_error(client, outputs):
    error, answer = invoked(client, outputs, {"source": "somebody"})
    assert error == "Unhandled"
    assert answer["errorMessage"] == (
        "found an event with {'source': 'somebody'}; wanted an HTTP API request or a scheduled event"
    )


def test_what_it_does_is_logged(target, client, outputs):
    invoked(client, outputs, SCHEDULED)
    group = outputs["lambda_log_group_name"]

    def lines():
        found = client("logs").filter_log_events(logGroupName=group, filterPattern="inspected")["events"]
        return [json.loads(each["message"]) for each in found if each["message"].startswith("{")]

    [line, *_] = target.until("the function's log has a line", lines)
    assert line["message"] == "inspected"
    assert line["service"] == outputs["metrics_service"]
