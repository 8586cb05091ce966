"""What the catalogue leaves out, and why: what people look for and no pack can decide."""

from __future__ import annotations

from typing import Final

OMITTED: Final = {
    "The resource options retainOnDelete, deletedWith and replaceOnChanges": (
        "An engine tells a policy of none of them; of the options that guard data it tells protect, "
        "ignoreChanges and deleteBeforeReplace."
    ),
    "Resources that a program only reads": (
        "An engine asks about what a program registers. What it reads with `get` is none of that: a setting "
        "that is registered for it is judged, and whether it lacks one is not."
    ),
    "Whether a resource is imported": (
        "An engine does not tell; an imported resource is judged like any other, by the inputs that the "
        "program gives it."
    ),
    "Deletions": (
        "No policy is asked before a resource is deleted or a stack destroyed; protect and deletion "
        "protection, which controls ask for, are what stands in the way."
    ),
    "Mending what belongs to two resources": (
        "Pulumi mends one resource at a time, without sight of others: whether a queue takes dead letters, "
        "whether a domain fronts an API or whether a table's capacity follows its load cannot be known there."
    ),
    "Encrypting a database that exists": (
        "AWS encrypts a database only when it is made, so that the value which mends it would replace the "
        "database; it is reported and never mended."
    ),
    "How long a restore takes": (
        "AWS publishes no figure for most; one counts as unproven until a drill has measured it."
    ),
}
