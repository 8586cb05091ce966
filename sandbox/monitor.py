"""The engine's resource monitor: the SDK's own mock monitor, made to remember.

At a preview inputs come back as outputs, and everything else, ids included, is unknown; at a deployment what
the cloud made of them comes back. URNs, what parents hand down and default providers follow the engine.
Policies are none of its business, and nothing is printed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeAlias

from google.protobuf import empty_pb2
from pulumi.runtime.mocks import MockMonitor, Mocks
from pulumi.runtime.proto import callback_pb2, provider_pb2, resource_pb2

from sandbox.cloud import Cloud
from sandbox.computed import computed_outputs
from sandbox.documents import with_documents
from sandbox.errors import RefusedError, SandboxError
from sandbox.inheritance import inherited
from sandbox.lookups import DEFAULT_REGION
from sandbox.plugins import Plugin, plugin, provider_config
from sandbox.project import Project
from sandbox.registration import (
    PROVIDER_PREFIX,
    STACK_TYPE,
    UNKNOWN,
    Json,
    Lookup,
    Properties,
    Recording,
    Registration,
    State,
)
from sandbox.requested import each_depending, inputs, made_at, options, provider_urn
from sandbox.structs import plain, struct
from sandbox.transforms import Transforms

# Gives a resource the inputs that it is to have instead of those asked for; the second is its provider.
Rewrite: TypeAlias = Callable[[Registration, Registration | None], Registration]

GET_RESOURCE = "pulumi:pulumi:getResource"
"""The engine's own function, by which the SDK looks up a resource that something refers to."""
Registering: TypeAlias = resource_pb2.RegisterResourceRequest
# What may say which provider is to serve it.
Provided: TypeAlias = Registering | resource_pb2.ReadResourceRequest | resource_pb2.ResourceInvokeRequest


class _NoMocks(Mocks):
    def call(self, args: object) -> tuple[dict[str, object], None]:
        raise NotImplementedError

    def new_resource(self, args: object) -> tuple[str, dict[str, object]]:
        raise NotImplementedError


class RecordingMonitor(MockMonitor):
    """A resource monitor that keeps every request, in order, from any thread."""

    def __init__(self, project: Project, rewrite: Rewrite, cloud: Cloud) -> None:
        super().__init__(_NoMocks())
        self._project = project
        self._rewrite = rewrite
        self._cloud = cloud
        self._states: dict[str, State] = {}
        self._registrations: dict[str, Registration] = {}
        self._outputs: dict[str, Properties] = {}
        self._lookups: list[Lookup] = []
        self._goals: dict[str, Registering] = {}
        self._providers_of: dict[str, dict[str, str]] = {}
        self._computed: dict[str, tuple[str, ...]] = {}
        self._transforms = Transforms()
        self._lock = threading.Lock()

    def recording(self) -> Recording:
        """All that was asked for so far."""
        with self._lock:
            registrations = tuple(self._registrations.values())
            computed = {each.type: self._computed_outputs(each) for each in registrations if each.custom}
            return Recording(
                registrations, dict(self._outputs), tuple(self._lookups), computed, dict(self._states)
            )

    def make_urn(self, parent: str, type_: str, name: str) -> str:
        """Name a resource as the engine does: the root stack's type is no part of its children's."""
        qualified = parent.split("::")[2] if parent else ""
        prefix = f"{qualified}$" if qualified and qualified != STACK_TYPE else ""
        return f"urn:pulumi:{self._project.stack}::{self._project.name}::{prefix}{type_}::{name}"

    def RegisterResource(  # noqa: N802 the protocol's name
        self, request: Registering
    ) -> resource_pb2.RegisterResourceResponse:
        """Record a resource and answer with what there is of it: at a preview its inputs, and no id."""
        urn = self.make_urn(request.parent, request.type, request.name)
        if request.remote:
            raise SandboxError(f"{urn} is a remote component: only its own plugin knows what is in it")
        with self._lock:
            request = self._resolved(inherited(each_depending(request), self._goals.get(request.parent)))
        request = self._transforms.applied(request, urn)
        with self._lock:
            self._refuse_again(urn)
            registration = self._rewritten(self._registration(urn, request))
            self._registrations[urn] = registration
        state = self._made(registration)
        if state is None:
            # What a component is, it says later.
            is_told = registration.custom
            planned = registration.planned(self._computed_outputs(registration)) if is_told else {}
            return resource_pb2.RegisterResourceResponse(
                urn=urn, id=registration.import_id, object=struct(planned)
            )
        return resource_pb2.RegisterResourceResponse(urn=urn, id=state.id, object=struct(state.outputs))

    def ReadResource(  # noqa: N802 the protocol's name
        self, request: resource_pb2.ReadResourceRequest
    ) -> resource_pb2.ReadResourceResponse:
        """Record a resource that exists already; only what the program gave of it is known."""
        urn = self.make_urn(request.parent, request.type, request.name)
        if not self._cloud.dry_run:
            raise SandboxError(
                f"{urn}: found a read of {request.id}; the sandbox starts empty, there is nothing to read"
            )
        with self._lock:
            self._refuse_again(urn)
            self._registrations[urn] = Registration(
                urn=urn,
                type=request.type,
                name=request.name,
                custom=True,
                parent=request.parent,
                inputs=plain(request.properties),
                provider=self._provider(request.type, request),
                dependencies=tuple(request.dependencies),
                import_id=request.id,
                read=True,
            )
        return resource_pb2.ReadResourceResponse(urn=urn, properties=request.properties)

    def RegisterResourceOutputs(  # noqa: N802 the protocol's name
        self, request: resource_pb2.RegisterResourceOutputsRequest
    ) -> empty_pb2.Empty:
        """Keep what a component or the stack says of itself."""
        with self._lock:
            self._outputs[request.urn] = plain(request.outputs)
        return empty_pb2.Empty()

    def Invoke(  # noqa: N802 the protocol's name
        self, request: resource_pb2.ResourceInvokeRequest
    ) -> resource_pb2.ResourceInvokeResponse:
        """Answer a provider's function, or say why it refuses; where nothing is known, that is recorded."""
        arguments = plain(request.args)
        with self._lock:
            region = self._region(self._provider(request.tok, request))
            if request.tok == GET_RESOURCE:
                return self._known(str(arguments["urn"]))
        found = self._project.answers.get(request.tok)
        try:
            found = self._cloud.answer(request.tok, arguments, region) if found is None else found
        except RefusedError as refused:
            failure = provider_pb2.CheckFailure(reason=str(refused))
            return resource_pb2.ResourceInvokeResponse(failures=[failure])
        with self._lock:
            self._lookups.append(Lookup(request.tok, arguments, answered=found is not None))
        if found is None:
            return resource_pb2.ResourceInvokeResponse(unknown=True)
        response = resource_pb2.ResourceInvokeResponse()
        getattr(response, "return").CopyFrom(struct(found))
        return response

    def Call(self, request: resource_pb2.ResourceCallRequest) -> None:  # noqa: N802 the protocol's name
        """Refuse a method of a resource: only a real provider can run it."""
        raise SandboxError(f"the program called {request.tok}, which only the real provider can answer")

    def RegisterStackTransform(self, request: callback_pb2.Callback) -> empty_pb2.Empty:  # noqa: N802 the protocol's name
        """Keep a transform that is to run on every resource of the stack."""
        self._transforms.add_for_stack(request)
        return empty_pb2.Empty()

    def _known(self, urn: str) -> resource_pb2.ResourceInvokeResponse:
        """Answer what there is of a resource of this program, by its URN."""
        registration, state = self._registrations.get(urn), self._states.get(urn)
        if registration is None:
            failure = provider_pb2.CheckFailure(reason=f"unknown resource {urn}")
            return resource_pb2.ResourceInvokeResponse(failures=[failure])
        known = registration.planned(self._computed_outputs(registration)) if registration.custom else {}
        found: Properties = {
            "urn": urn,
            "id": state.id if state else registration.import_id,
            "state": state.outputs if state else self._outputs.get(urn, known),
        }
        response = resource_pb2.ResourceInvokeResponse()
        getattr(response, "return").CopyFrom(struct(found))
        return response

    def _refuse_again(self, urn: str) -> None:
        if urn in self._registrations:
            raise SandboxError(f"the program registered {urn} twice; give each resource a name of its own")

    def _resolved(self, request: Registering) -> Registering:
        """Name the provider of a resource where it or a component above it says which."""
        if request.custom and not request.provider:
            request.provider = self._handed_down(request).get(_package(request.type), "")
        return request

    def _handed_down(self, request: Registering) -> dict[str, str]:
        """Return the providers by package that a resource's children have, its parent's among them."""
        return {**self._providers_of.get(request.parent, {}), **request.providers}

    def _registration(self, urn: str, request: Registering) -> Registration:
        if not request.custom:
            self._providers_of[urn] = self._handed_down(request)
        managed = request.custom and not request.type.startswith(PROVIDER_PREFIX)
        provider = self._provider(request.type, request) if managed else ""
        self._goals[urn] = request
        if provider and not request.provider:
            request.provider = f"{provider}::{UNKNOWN}"
        depends = {key: tuple(sorted(each.urns)) for key, each in request.propertyDependencies.items()}
        return Registration(
            urn=urn,
            type=request.type,
            name=request.name,
            custom=request.custom,
            parent=request.parent,
            inputs=with_documents(request.type, inputs(request)),
            provider=provider,
            dependencies=tuple(sorted(request.dependencies)),
            property_dependencies=depends,
            options=options(request),
            import_id=request.importId,
            made_at=made_at(request, self._project.root),
        )

    def _provider(self, token: str, request: Provided) -> str:
        """Return the URN of the provider that serves a request; it may bring the default one."""
        if request.provider:
            return provider_urn(request.provider)
        return self._default_provider(plugin(_package(token), request.version, request.pluginDownloadURL))

    def _default_provider(self, wanted: Plugin) -> str:
        type_token = f"{PROVIDER_PREFIX}{wanted.package}"
        urn = self.make_urn("", type_token, wanted.default_name)
        if urn not in self._registrations:
            config = provider_config(wanted.package, self._project)
            inputs: Properties = {**config, **({"version": wanted.version} if wanted.version else {})}
            self._registrations[urn] = self._rewritten(
                Registration(
                    urn=urn, type=type_token, name=wanted.default_name, custom=True, parent="", inputs=inputs
                )
            )
        return urn

    def _computed_outputs(self, registration: Registration) -> tuple[str, ...]:
        """Name what only the provider computes of a resource; nothing of what a provider itself is."""
        token = registration.type
        if not registration.custom or registration.is_provider:
            return ()
        if token not in self._computed:
            self._computed[token] = computed_outputs({token}).get(token, ())
        return self._computed[token]

    def _rewritten(self, registration: Registration) -> Registration:
        return self._rewrite(registration, self._registrations.get(registration.provider))

    def _made(self, registration: Registration) -> State | None:
        """Let the cloud make a resource; other resources are made meanwhile."""
        if not registration.custom:
            return None
        with self._lock:
            asked = registration.inputs.get("region")
            region = asked if isinstance(asked, str) else self._region(registration.provider)
            provider = self._registrations.get(registration.provider)
        state = self._cloud.make(registration, provider, region)
        if state is not None:
            with self._lock:
                self._states[registration.urn] = state
        return state

    def _region(self, urn: str) -> str:
        """Return the region of a provider, by its URN, or the project's own."""
        provider = self._registrations.get(urn)
        region: Json = provider.inputs.get("region") if provider else None
        return region if isinstance(region, str) else self._project.config.get("aws:region", DEFAULT_REGION)


def _package(token: str) -> str:
    return token.partition(":")[0]
