"""Runs a policy pack and writes down all that its engine asks of it and what it answers.

``python -m pulumi.policy`` runs a folder that ``write`` makes, as it runs any pack: the pack serves as it
always does, and a line of JSON is kept for each call.
"""

import json
import runpy
import sys
import threading
from pathlib import Path

import grpc
from google.protobuf import json_format

ROOT = Path(__file__).parents[2]
MAIN = """import sys
sys.path.insert(0, {root!r})
from tests.engine.tap import run
run({pack!r}, {file!r})
"""


def write(folder, pack, file):
    """Make a pack in ``folder`` that is ``pack``, with all that is said kept in ``file``."""
    folder.mkdir()
    (folder / "__main__.py").write_text(MAIN.format(root=str(ROOT), pack=str(pack), file=str(file)))
    settings = f"runtime:\n  name: python\n  options:\n    toolchain: pip\n    virtualenv: {sys.prefix}\n"
    (folder / "PulumiPolicy.yaml").write_text(f"version: 0.1.0\n{settings}")
    return folder


def run(pack, file):
    """Serve a pack until the engine ends it."""
    make, lock = grpc.server, threading.Lock()

    def keep(method, request, response):
        said = {
            "method": method,
            "request": json_format.MessageToDict(request),
            "response": json_format.MessageToDict(response),
        }
        with lock, Path(file).open("a") as lines:
            lines.write(json.dumps(said) + "\n")

    def tapped(*arguments, **options):
        return make(*arguments, interceptors=[Tap(keep)], **options)

    grpc.server = tapped
    sys.path.insert(0, pack)
    runpy.run_path(pack, run_name="__main__")


class Tap(grpc.ServerInterceptor):
    """Tells of each call that was answered: its method, the request and the answer."""

    def __init__(self, keep):
        self._keep = keep

    def intercept_service(self, continuation, handler_call_details):
        """Give the pack's own handler, which is listened to."""
        handler = continuation(handler_call_details)
        if handler is None:
            return None
        method = handler_call_details.method.rpartition("/")[2]

        def heard(request, context):
            response = handler.unary_unary(request, context)
            self._keep(method, request, response)
            return response

        return grpc.unary_unary_rpc_method_handler(
            heard,  # pyrefly: ignore[bad-argument-type] # its types are for one kind of message
            handler.request_deserializer,
            handler.response_serializer,
        )
