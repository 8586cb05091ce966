"""Which failures pass by themselves."""

import pytest
from botocore.exceptions import (
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    ReadTimeoutError,
)

from stack.functions.faults import UnavailableError, reason, serving


def refused(code, status=400):
    metadata = {
        "HTTPStatusCode": status,
        "RequestId": "",
        "HostId": "",
        "HTTPHeaders": {},
        "RetryAttempts": 0,
    }
    return ClientError({"Error": {"Code": code}, "ResponseMetadata": metadata}, "GetItem")


def cancelled(*codes):
    error = refused("TransactionCanceledException")
    error.response["CancellationReasons"] = [{"Code": code} for code in codes]
    return error


@pytest.mark.parametrize(
    ("error", "named"),
    [
        (refused("ThrottlingException"), "ThrottlingException"),
        (refused("ProvisionedThroughputExceededException"), "ProvisionedThroughputExceededException"),
        (refused("RequestLimitExceeded"), "RequestLimitExceeded"),
        (refused("Throttling"), "Throttling"),
        (refused("SlowDown", 503), "SlowDown"),
        (refused("InternalServerError", 500), "InternalServerError"),
        (refused("ResourceNotFoundException"), "ResourceNotFoundException"),
        (refused("NoSuchBucket", 404), "NoSuchBucket"),
        (refused("404", 404), "HTTP 404"),
        (refused("ConditionalRequestConflict", 409), "ConditionalRequestConflict"),
        (refused("OperationAborted", 409), "OperationAborted"),
        (refused("TransactionConflictException"), "TransactionConflictException"),
        (refused("TransactionInProgressException"), "TransactionInProgressException"),
        (cancelled("TransactionConflict", "None"), "TransactionConflict"),
        (cancelled("None", "ThrottlingError"), "ThrottlingError"),
        (cancelled("ProvisionedThroughputExceeded", "None"), "ProvisionedThroughputExceeded"),
        (refused("DatabaseResumingException"), "DatabaseResumingException"),
        (refused("DatabaseNotFoundException", 404), "DatabaseNotFoundException"),
        (refused("StatementTimeoutException"), "StatementTimeoutException"),
        (refused("DatabaseUnavailableException", 504), "DatabaseUnavailableException"),
        (refused("ServiceUnavailableError", 503), "ServiceUnavailableError"),
        (ConnectTimeoutError(endpoint_url="x"), "ConnectTimeoutError"),
        (ReadTimeoutError(endpoint_url="x"), "ReadTimeoutError"),
        (EndpointConnectionError(endpoint_url="x"), "EndpointConnectionError"),
    ],
)
def test_what_passes_makes_the_part_unavailable(error, named):
    with pytest.raises(UnavailableError) as caught, serving("table"):
        raise error
    assert str(caught.value) == f"table is unavailable: {named}"
    assert (caught.value.part, caught.value.reason) == ("table", named)
    assert caught.value.__cause__ is error


@pytest.mark.parametrize(
    "error",
    [
        refused("AccessDeniedException"),
        refused("ValidationException"),
        refused("BadRequestException"),
        refused("DatabaseErrorException"),
        refused("SecretsErrorException"),
        cancelled("ValidationError", "None"),
        cancelled("ConditionalCheckFailed", "None"),
        cancelled("None", "None"),
        NoCredentialsError(),
        KeyError("x"),
    ],
)
def test_what_does_not_pass_is_raised_as_it_is(error):
    with pytest.raises(type(error)) as caught, serving("table"):
        raise error
    assert caught.value is error


def test_what_succeeds_is_left_alone():
    with serving("table"):
        done = True
    assert done


def test_a_reason_holds_nothing_of_the_message():
    error = ClientError({"Error": {"Code": "AccessDenied", "Message": "arn:aws:s3:::b"}}, "PutObject")
    assert reason(error) == "AccessDenied"


def test_a_cancelled_transaction_is_named_by_its_first_reason():
    assert reason(cancelled("None", "ConditionalCheckFailed", "ThrottlingError")) == "ConditionalCheckFailed"
    assert reason(cancelled("None", "None")) == "TransactionCanceledException"
