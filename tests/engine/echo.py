"""A provider of AWS resources that makes nothing: what it is asked to make, it says is there.

It speaks the SDK's own provider protocol on loopback, for an engine that is told of it by
``PULUMI_DEBUG_PROVIDERS``. Outputs that only AWS computes are unknown at a preview and made up afterwards.
"""

import importlib
import threading
from concurrent import futures
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path

import grpc
import pulumi_aws
from google.protobuf import empty_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from sandbox.computed import computed_outputs
from sandbox.documents import with_documents
from sandbox.lookups import ACCOUNT, answer
from sandbox.registration import UNKNOWN
from sandbox.structs import plain, struct

NONE, SOME = provider_pb2.DiffResponse.DIFF_NONE, provider_pb2.DiffResponse.DIFF_SOME
PACKAGE = Path(pulumi_aws.__file__).parent


class Echo(provider_pb2_grpc.ResourceProviderServicer):
    """Answers for any resource of AWS.

    ``region`` is where functions are answered from, ``facts`` are the results of other functions by token
    (``answers``), the inputs of resources that were there before, by their ids (``existing``), and
    outputs that are no text, by type (``computed``).
    """

    def __init__(self, region, facts):
        self._region, self._facts = region, facts
        self._computed = {}
        self._lock = threading.Lock()

    def Handshake(self, request, context):
        return provider_pb2.ProviderHandshakeResponse(accept_secrets=True, accept_resources=True)

    def Attach(self, request, context):
        return empty_pb2.Empty()

    def GetPluginInfo(self, request, context):
        return plugin_pb2.PluginInfo(version=version("pulumi-aws"))

    def GetSchema(self, request, context):
        return provider_pb2.GetSchemaResponse(schema="{}")

    def CheckConfig(self, request, context):
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, request, context):
        return _diff(request.olds, request.news)

    def Configure(self, request, context):
        return provider_pb2.ConfigureResponse(acceptSecrets=True, supportsPreview=True, acceptResources=True)

    def Check(self, request, context):
        inputs = with_documents(_token(request.urn), plain(request.news))
        return provider_pb2.CheckResponse(inputs=struct(inputs))

    def Diff(self, request, context):
        return _diff(request.old_inputs, request.news)

    def Create(self, request, context):
        name = "" if request.preview else f"id-of-{request.urn.split('::')[-1]}"
        made = self._made(request.urn, request.properties, name, is_known=not request.preview)
        return provider_pb2.CreateResponse(id=name, properties=made)

    def Read(self, request, context):
        existing = self._facts["existing"].get(request.id, {})
        inputs = request.inputs if request.inputs.fields else struct(existing)
        before = request.properties if request.properties.fields else inputs
        made = self._made(request.urn, before, request.id, is_known=True)
        return provider_pb2.ReadResponse(id=request.id, properties=made, inputs=inputs)

    def Update(self, request, context):
        made = self._made(request.urn, request.news, request.id, is_known=not request.preview)
        return provider_pb2.UpdateResponse(properties=made)

    def Delete(self, request, context):
        return empty_pb2.Empty()

    def Cancel(self, request, context):
        return empty_pb2.Empty()

    def Invoke(self, request, context):
        found = self._facts["answers"].get(request.tok) or answer(
            request.tok, plain(request.args), self._region
        )
        response = provider_pb2.InvokeResponse()
        getattr(response, "return").CopyFrom(struct(found or {}))
        return response

    def _made(self, urn, properties, identity, *, is_known):
        """Return the outputs of a resource: its inputs, its id, and what AWS computes."""
        token, name = _token(urn), urn.rpartition("::")[2]
        with self._lock:
            computed = self._computed.setdefault(token, _computed(token))
        added = {each: self._computed_value(token, each, name) if is_known else UNKNOWN for each in computed}
        if is_known:
            added |= self._facts["computed"].get(token, {})
        # AWS's provider has the id among the outputs too; of another's resources nothing is known here.
        own = {"id": identity or UNKNOWN} if token.startswith("aws:") else {}
        return struct({**added, **plain(properties), **own})

    def _computed_value(self, token, output, name):
        text = f"{output}-of-{name}"
        service = token.split(":")[1].partition("/")[0]
        is_arn = output.lower().endswith("arn")
        return f"arn:aws:{service}:{self._region}:{ACCOUNT}:{text}" if is_arn else text


def _token(urn):
    return urn.split("::")[2].rpartition("$")[2]


def _diff(before, after):
    # A resource that is imported has no inputs yet; what it is like is not known here.
    is_same = before == after or not before
    return provider_pb2.DiffResponse(changes=NONE if is_same else SOME)


def _computed(token):
    module = token.split(":")[1].split("/")[0]
    folder = PACKAGE / module if (PACKAGE / module).is_dir() else PACKAGE / f"{module}_"
    with suppress(ModuleNotFoundError):
        getattr(importlib.import_module(f"pulumi_aws.{folder.name}"), token.rpartition(":")[2])
    return computed_outputs({token}).get(token, ())


@contextmanager
def served(region, facts):
    """Serve the provider and give the port that it is reached at."""
    server = grpc.server(futures.ThreadPoolExecutor(8))
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(Echo(region, facts), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield port
    finally:
        server.stop(None).wait()
