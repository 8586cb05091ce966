"""An emulator keeps to itself: other emulators, credentials and the network are nothing to it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.emulator import process
from sandbox.emulator.process import ROOT, Emulator
from tests.emulator.functions import function
from tests.emulator.processes import REGION, environment, eventually, is_gone, left, user


def test_two_at_once_have_nothing_to_do_with_each_other(place):
    table = {
        "TableName": "orders",
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
        "BillingMode": "PAY_PER_REQUEST",
    }
    with user("time.sleep(600)") as (started, pid, _, endpoint), Emulator(REGION) as running:
        mine = running.aws.client("dynamodb", REGION)
        mine.create_table(**table)
        assert len(left(place)) == 2
        assert endpoint != running.aws.endpoint
        foreign = process.Aws(endpoint, running.aws.account, running.aws.secret)
        with pytest.raises(Exception, match="InvalidSignatureException"):
            foreign.client("dynamodb", REGION).list_tables()
        started.kill()
        started.wait()
        eventually(lambda: is_gone(pid) and left(place) == [running.folder.name])
        assert mine.list_tables()["TableNames"] == ["orders"]
    assert left(place) == []


def test_it_and_its_functions_see_no_credentials_of_the_user(monkeypatch):
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/home/me/.aws/credentials")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "users-token")
    monkeypatch.setenv("PULUMI_ACCESS_TOKEN", "users-token")
    source = "import os\ndef handler(event, context):\n    return dict(os.environ)\n"
    with Emulator(REGION) as running:
        seen = environment(running.pid)
        assert seen.keys() <= {*process.KEPT, "HOME", "TMPDIR", "PYTHONDONTWRITEBYTECODE"}
        assert seen["HOME"] == seen["TMPDIR"] == str(running.folder)
        arn = function(lambda service: running.aws.client(service, REGION), "env", source)
        answer = running.aws.client("lambda", REGION).invoke(FunctionName=arn)
        inside = json.load(answer["Payload"])
    assert running.aws.secret not in inside.values()
    assert not {"AWS_SHARED_CREDENTIALS_FILE", "PULUMI_ACCESS_TOKEN"} & inside.keys()
    assert "users-token" not in inside.values()
    assert inside["HOME"] == str(running.folder)


def sockets(pid):
    """Return the local address of each socket that a process listens on, and the remote one of its others."""
    opened = [str(each.readlink()) for each in Path(f"/proc/{pid}/fd").iterdir()]
    inodes = {each[8:-1] for each in opened if each.startswith("socket:")}
    found = []
    for table in ("tcp", "tcp6", "udp", "udp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            _, local, remote, state, *rest = line.split()
            if rest[5] in inodes:
                found.append((table, state, local if state == "0A" else remote))
    return found


def test_it_listens_on_one_port_of_loopback_and_knows_nobody_outside():
    loopback = "0100007F"
    with Emulator(REGION) as running:
        aws = running.aws
        for service, operation in (
            ("rds", "describe_db_clusters"),
            ("iam", "list_roles"),
            ("s3", "list_buckets"),
        ):
            getattr(aws.client(service, REGION), operation)()
        port = int(aws.endpoint.rpartition(":")[2])
        found = sockets(running.pid)
    assert [each for each in found if each[1] == "0A"] == [("tcp", "0A", f"{loopback}:{port:04X}")]
    assert {(table, address.partition(":")[0]) for table, _, address in found} == {("tcp", loopback)}


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        ("socket.create_connection(('192.0.2.1', 9), 5)", "found socket.connect with 192.0.2.1"),
        ("socket.create_connection(('example.com', 80), 5)", "found the name example.com"),
        ("socket.create_server(('0.0.0.0', 0))", "found socket.bind with 0.0.0.0"),
        ("socket.socket(type=socket.SOCK_DGRAM).sendto(b'', ('192.0.2.1', 9))", "found socket.sendto with"),
    ],
)
def test_it_cannot_reach_out_nor_be_reached_from_outside(attempt, said):
    source = f"import socket\nfrom sandbox.emulator import outward\noutward.forbid()\n{attempt}"
    ended = subprocess.run(
        [sys.executable, "-c", source], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert said in ended.stderr.splitlines()[-1]
