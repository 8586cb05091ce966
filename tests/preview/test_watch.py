"""A preview that watches runs again when a file changes, and ends clean."""

import json
import signal

import pytest

TOPIC = "import pulumi_aws as aws\naws.sns.Topic('{}')\n"
NAMES = """
    def rule(args, report):
        if args.resource_type == "aws:sns/topic:Topic":
            report(args.name)
    PolicyPack("{}", [ResourceValidationPolicy("names", "Named.", rule)])
"""


@pytest.fixture
def watched(workshop):
    """A preview that watches a project with one topic, and the lines it prints."""
    folder = workshop.project(TOPIC.format("one"))
    pack = workshop.pack(NAMES.format("first"))
    with workshop.started("--watch", "--json", "--policy-pack", str(pack)) as process:
        yield folder, pack, process
        process.send_signal(signal.SIGINT)
        process.wait(timeout=10)


def said(process):
    """What the next preview's policies said, once it waits again."""
    document = json.loads(process.stdout.readline())
    assert process.stderr.readline().startswith("-- ")
    return [(each["pack"], each["message"]) for each in document["violations"]]


def test_a_change_of_the_program_is_seen(watched):
    folder, _, process = watched
    assert said(process) == [("first", "one")]
    (folder / "__main__.py").write_text(TOPIC.format("two"))
    assert said(process) == [("first", "two")]


def test_a_change_of_the_pack_is_seen(watched):
    _, pack, process = watched
    assert said(process) == [("first", "one")]
    source = pack / "__main__.py"
    source.write_text(source.read_text().replace("first", "second"))
    assert said(process) == [("second", "one")]


def test_a_change_of_the_settings_is_seen(watched):
    folder, _, process = watched
    assert said(process) == [("first", "one")]
    (folder / "__main__.py").write_text(
        "import pulumi, pulumi_aws as aws\naws.sns.Topic(pulumi.Config().get('name') or 'none')\n"
    )
    assert said(process) == [("first", "none")]
    (folder / "Pulumi.dev.yaml").write_text("config:\n  shop:name: set\n")
    assert said(process) == [("first", "set")]


def test_a_fault_is_a_document_too(watched):
    folder, _, process = watched
    said(process)
    (folder / "__main__.py").write_text("raise SystemExit(3)\n")
    assert json.loads(process.stdout.readline())["status"] == 2


def test_a_fault_is_said_and_mended(watched):
    folder, _, process = watched
    assert said(process) == [("first", "one")]
    (folder / "__main__.py").write_text("import lost\n")
    lines = iter(process.stderr.readline, "")
    assert next(lines) == "error: the program failed:\n"
    assert "ModuleNotFoundError: No module named 'lost'\n" in lines
    assert next(lines).startswith("-- ")
    assert json.loads(process.stdout.readline())["status"] == 2
    (folder / "__main__.py").write_text(TOPIC.format("two"))
    assert said(process) == [("first", "two")]


def test_ending_it_gives_the_last_status(watched):
    _, _, process = watched
    said(process)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=10) == 0
