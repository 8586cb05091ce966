"""A sandbox that is up is found by whom it is for, and nothing else is taken for it."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

from tests.up.steps import session, up


def test_awss_own_tools_find_it_whatever_the_shell_had_set(workshop):
    up(workshop)
    script = """
        eval "$1"
        exec "$2" -c 'import boto3; print(boto3.client("sqs").list_queues()["QueueUrls"][0])'
    """
    proxy = dict.fromkeys(("HTTP_PROXY", "http_proxy", "HTTPS_PROXY"), "http://127.0.0.1:9")
    shell = {"PATH": os.environ["PATH"], "AWS_DEFAULT_REGION": "eu-west-1", "AWS_PROFILE": "work", **proxy}
    given = ["sh", "-c", script, "sh", workshop.run("env").stdout, sys.executable]
    done = subprocess.run(given, env=shell, capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == (workshop.run("outputs", "queue").stdout, 0)


def test_awss_cli_finds_its_queues_too_whatever_the_shell_had_set(workshop):
    """The CLI's first version asks for queues at AWS's own address where only the environment names one."""
    up(workshop)
    script = 'eval "$1"; exec 2>&1; aws sqs list-queues --query "QueueUrls[0]" --output text'
    tools = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    shell = {"PATH": tools, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true", "AWS_PROFILE": "work"}
    given = ["sh", "-c", script, "sh", workshop.run("env").stdout]
    done = subprocess.run(given, env=shell, capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == (workshop.run("outputs", "queue").stdout, 0)


def greet(stranger):
    connection, _ = stranger.accept()
    with connection:
        connection.sendall(b"SSH-2.0-OpenSSH_9.6\r\n")


def test_whoever_took_the_port_of_one_that_died_is_not_taken_for_it(workshop):
    up(workshop)
    os.killpg(session(workshop)["pid"], signal.SIGKILL)
    kept = workshop.root / "project" / ".sandbox-dev" / "session.json"
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        there = f"http://127.0.0.1:{stranger.getsockname()[1]}"
        kept.write_text(json.dumps({**session(workshop), "endpoint": there}))
        threading.Thread(target=greet, args=(stranger,)).start()
        outcome = workshop.run("status")
    assert (outcome.status, outcome.stderr.partition(";")[0]) == (
        2,
        "error: no sandbox is up for stack 'dev'",
    )
