"""A release of the function that raises at every call: published, and withdrawn without a trace."""

from __future__ import annotations

from runbooks.drill.scene import Scene

BAD_HANDLER = "functions.environment.read"
"""Is in the archive, and takes less than Lambda gives a handler: each call raises ``TypeError``."""
BEFORE, HANDLER, RELEASED = "version_before", "handler_before", "version_released"
"""What its notes are called."""


def publish(scene: Scene) -> str:
    """Publish a version that raises, and have the alias stand for it; say which it is."""
    function, name = scene.client("lambda"), scene.outputs["lambda_function_name"]
    scene.notes[BEFORE] = serving(scene)
    scene.notes[HANDLER] = function.get_function_configuration(FunctionName=name)["Handler"]
    _handle(scene, BAD_HANDLER)
    scene.notes[RELEASED] = function.publish_version(FunctionName=name)["Version"]
    serve(scene, scene.notes[RELEASED])
    return f"version {scene.notes[RELEASED]}"


def withdraw(scene: Scene) -> None:
    """Have the alias stand for what it did, and delete the bad version, from wherever the drill stopped."""
    if HANDLER in scene.notes:
        _handle(scene, scene.notes[HANDLER])
    if BEFORE in scene.notes and serving(scene) != scene.notes[BEFORE]:
        serve(scene, scene.notes[BEFORE])
    if RELEASED in scene.notes:
        name, released = scene.outputs["lambda_function_name"], scene.notes[RELEASED]
        scene.client("lambda").delete_function(FunctionName=name, Qualifier=released)
        del scene.notes[RELEASED]


def serving(scene: Scene) -> str:
    """Return the version that the alias stands for."""
    name, alias = scene.outputs["lambda_function_name"], scene.outputs["lambda_alias_name"]
    return str(scene.client("lambda").get_alias(FunctionName=name, Name=alias)["FunctionVersion"])


def serve(scene: Scene, version: str) -> None:
    """Have the alias stand for a version."""
    name, alias = scene.outputs["lambda_function_name"], scene.outputs["lambda_alias_name"]
    scene.client("lambda").update_alias(FunctionName=name, Name=alias, FunctionVersion=version)


def _handle(scene: Scene, handler: str) -> None:
    function, name = scene.client("lambda"), scene.outputs["lambda_function_name"]
    function.update_function_configuration(FunctionName=name, Handler=handler)
    function.get_waiter("function_updated_v2").wait(FunctionName=name)
