"""Processes that use an emulator, and what is left of them."""

import json
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import contextmanager
from pathlib import Path

from sandbox.emulator import folders
from sandbox.emulator.process import ROOT
from tests.emulator.functions import function

REGION = "us-west-2"
# Where interrupts are ignored, as in the background of a shell, what is started here would ignore them too.
signal.signal(signal.SIGINT, signal.default_int_handler)
SLEEPER = """
import os, time
def handler(event, context):
    open(event["told"], "w").write(str(os.getpid()))
    time.sleep(600)
"""
USER = """
import json, sys, time
from sandbox.emulator.process import Emulator
with Emulator("us-west-2") as running:
    print(json.dumps([running.pid, str(running.folder), running.aws.endpoint]), flush=True)
    {body}
"""


def eventually(true, seconds=10):
    """Wait until something is true; ``seconds`` is how long at most."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.02)


def is_gone(pid):
    """Whether a process has ended, with all its threads; one that nobody waits for has too."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return True
    return "\nState:\tZ" in status and "\nThreads:\t1\n" in status


def left(place):
    """Return the folders of emulators that are there."""
    return [each.name for each in place.glob(f"{folders.PREFIX}*")]


@contextmanager
def user(body):
    """Start a process that uses an emulator; give it, and the emulator's pid, folder and endpoint."""
    source = USER.format(body=textwrap.indent(body, "    ").strip())
    with subprocess.Popen(
        [sys.executable, "-c", source], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as started:
        assert started.stdout
        try:
            yield started, *json.loads(started.stdout.readline())
        finally:
            started.kill()


def running_function(aws, place):
    """Call a function that sleeps for ten minutes; return its process."""
    told = place / "told"
    client = aws.client
    arn = function(lambda service: client(service, REGION), "sleeper", SLEEPER, Timeout=900)
    client("lambda", REGION).invoke(
        FunctionName=arn, InvocationType="Event", Payload=json.dumps({"told": str(told)})
    )
    eventually(lambda: told.exists() and told.read_text())
    return int(told.read_text())


def environment(pid):
    """Return a process's environment."""
    pairs = Path(f"/proc/{pid}/environ").read_bytes().decode().split("\0")
    return dict(each.split("=", 1) for each in pairs if "=" in each)
