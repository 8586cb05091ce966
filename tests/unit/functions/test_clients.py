"""How long a call may take."""

import pytest
from botocore.exceptions import ConnectTimeoutError


def test_a_call_without_an_answer_ends_within_the_functions_30_seconds(cloud, naps, table):
    cloud.hang("DescribeTable", times=9)
    with pytest.raises(ConnectTimeoutError):
        table.status()
    config = table.client.meta.config
    assert cloud.calls == ["DescribeTable"] * 4
    assert len(naps) == 3
    assert 4 * (config.connect_timeout + config.read_timeout) + 1 + 2 + 4 == 19
