"""What a plan does not say of a program, or only by guess, for a person."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.terraform.plan import Plan


def told(plan: Plan) -> Iterator[str]:
    """Yield a sentence for each resource and input that is left out, guessed or hidden."""
    for urn in plan.left_out:
        yield f"{urn} is not in the plan: it is no resource that the program makes in AWS"
    for urn in plan.unsure_types:
        yield f"{urn}: what Terraform calls its type is a guess"
    for urn, paths in plan.unsure_inputs.items():
        yield f"{urn}: what Terraform calls {', '.join(paths)} is a guess"
    for urn, names in plan.hidden.items():
        yield f"{urn}: {', '.join(names)} is secret and hidden, so that nothing is found in it"
