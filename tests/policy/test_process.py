"""The pack as the engine starts it: a process of its own that prints a port and serves."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import grpc
from dr_guard import pack
from dr_guard.catalogue import CONTROLS
from google.protobuf import empty_pb2
from pulumi.runtime.proto import analyzer_pb2_grpc

PACK = Path(pack.__file__).parents[1]


def test_pack_starts_prints_its_port_and_serves(tmp_path: Path):
    """Anything else on standard output would break the handshake."""
    command = [sys.executable, "-u", "-m", "pulumi.policy", "127.0.0.1:1", str(PACK)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as process:
        try:
            assert process.stdout
            port = process.stdout.readline()
            assert re.fullmatch(r"\d+\n", port)
            with grpc.insecure_channel(f"127.0.0.1:{port.strip()}") as channel:
                info = analyzer_pb2_grpc.AnalyzerStub(channel).GetAnalyzerInfo(empty_pb2.Empty(), timeout=10)
            assert info.name == "dr-guard"
            assert len(info.policies) == len(CONTROLS)
        finally:
            process.terminate()
            rest = process.stdout.read() if process.stdout else ""
    assert rest == ""


def test_pack_needs_no_provider():
    """Importing the provider would cost the preview seconds."""
    code = "import sys; from dr_guard.pack import policies; policies(); sys.exit('pulumi_aws' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PACK, check=False, capture_output=True, timeout=20
    )
    assert (done.returncode, done.stdout) == (0, b"")
