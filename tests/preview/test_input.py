"""What the command is given is read as the CLI reads it; what is wrong with it is said in one line."""

import pytest

CONFIGURED = """
    import json, pulumi
    config = pulumi.Config()
    found = config.get("text"), config.get_int("number"), config.get_object("many"), config.get("none")
    print(json.dumps(found))
"""


def printed(outcome):
    return [line[4:] for line in outcome.stdout.splitlines() if line.startswith("  | ")]


def test_config_comes_from_the_stack_then_from_the_project_s_defaults(workshop):
    settings = """
name: shop
runtime: {name: python}
config:
  text: {type: string, default: small}
  number: {type: integer, default: 5}
  many: {type: array, items: {type: string}, default: [a]}
"""
    workshop.project(CONFIGURED, settings, "config:\n  shop:number: 7\n  shop:many: [b, c]\n")
    assert printed(workshop.preview()) == ['["small", 7, ["b", "c"], null]']


def test_an_object_is_passed_on_in_the_engine_s_own_writing(workshop):
    """Names are in order, and what HTML would read is escaped."""
    workshop.project(
        "import pulumi; print(pulumi.Config().require('many'))",
        stack='config:\n  shop:many: {b: "<ü> & more", a: [1, 2.5, null, true]}\n',
    )
    written = r'{"a":[1,2.5,null,true],"b":"\u003cü\u003e \u0026 more"}'
    assert printed(workshop.preview()) == [written]


def test_the_program_may_stand_in_a_folder_of_its_own(workshop):
    folder = workshop.project("raise AssertionError", "name: shop\nruntime: python\nmain: source/\n")
    (folder / "source").mkdir()
    (folder / "source" / "__main__.py").write_text("import os, sys; print(os.getcwd(), sys.path[0])")
    assert printed(workshop.preview()) == [f"{folder / 'source'} ."]


def test_an_encrypted_value_is_said_to_be_a_placeholder(workshop):
    workshop.project(CONFIGURED, stack="config:\n  shop:text:\n    secure: v1:abc\n")
    outcome = workshop.preview()
    assert printed(outcome) == ['["[encrypted]", null, null, null]']
    assert "Note: shop:text is encrypted: a placeholder stands for it" in outcome.stdout


def test_a_lookup_without_an_answer_is_noted_and_can_be_given_one(workshop):
    workshop.project("""
        import pulumi, pulumi_aws as aws
        aws.ec2.get_ami_output(owners=["me"]).id.apply(print)
    """)
    outcome = workshop.preview()
    assert "Note: aws:ec2/getAmi:getAmi has no answer offline" in outcome.stdout
    answers = workshop.root / "answers.json"
    answers.write_text('{"aws:ec2/getAmi:getAmi": {"id": "ami-1"}}')
    assert printed(workshop.preview("--answers", answers)) == ["ami-1"]


FAULTS = {
    "no project": (
        lambda folder: (folder / "Pulumi.yaml").unlink(),
        "no Pulumi.yaml in {0}; run this in a Pulumi project's folder, or name it with --cwd",
    ),
    "no stack": (
        lambda folder: (folder / "Pulumi.dev.yaml").unlink(),
        "name a stack with --stack; in {0} there are: none",
    ),
    "no YAML": (
        lambda folder: (folder / "Pulumi.yaml").write_text("name: [shop"),
        "Pulumi.yaml is not valid YAML: while parsing a flow sequence",
    ),
    "no mapping": (
        lambda folder: (folder / "Pulumi.yaml").write_text("- shop"),
        "Pulumi.yaml: found list; wanted keys and values",
    ),
    "no name": (
        lambda folder: (folder / "Pulumi.yaml").write_text("runtime: python"),
        "Pulumi.yaml in {0}: found None under 'name'; wanted a name",
    ),
    "another language": (
        lambda folder: (folder / "Pulumi.yaml").write_text("name: shop\nruntime: nodejs"),
        "Pulumi.yaml in {0}: found runtime 'nodejs'; wanted python, the only one run here",
    ),
    "no program": (
        lambda folder: (folder / "__main__.py").unlink(),
        "no program: {0}/__main__.py does not exist (Pulumi.yaml: main is None)",
    ),
    "odd config": (
        lambda folder: (folder / "Pulumi.dev.yaml").write_text("config: 5"),
        "Pulumi.dev.yaml: found 5 under 'config'; wanted keys and values",
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_project_that_cannot_be_read_is_one_line(workshop, case):
    spoil, message = FAULTS[case]
    folder = workshop.project()
    spoil(folder)
    outcome = workshop.preview()
    assert (outcome.status, outcome.stdout) == (2, "")
    assert outcome.stderr.startswith(f"error: {message.format(folder)}")
    assert outcome.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("written", "passed"),
    [
        ("no", "no"),
        ("true", "true"),
        ("12:30", "12:30"),
        ("2024-01-01", "2024-01-01 00:00:00 +0000 UTC"),
        ("1.5", "1.5"),
        ("1.0", "1"),
        ("012345678901", "12345678901"),
        ("null", ""),
    ],
)
def test_a_scalar_is_read_as_the_cli_reads_it(workshop, written, passed):
    workshop.project(CONFIGURED, stack=f"config:\n  shop:text: {written}\n")
    assert printed(workshop.preview()) == [f'["{passed}", null, null, null]']


def test_a_stack_s_name_may_have_dots(workshop):
    folder = workshop.project(CONFIGURED)
    (folder / "Pulumi.dev.yaml").rename(folder / "Pulumi.v1.0.yaml")
    assert workshop.preview().stdout.startswith("shop / v1.0 previewed")


def test_of_several_stacks_dev_is_meant_unless_another_is_named(workshop):
    folder = workshop.project(CONFIGURED)
    (folder / "Pulumi.aurora.yaml").write_text("config: {}")
    assert workshop.preview().stdout.startswith("shop / dev previewed")
    assert workshop.preview("--stack", "aurora").stdout.startswith("shop / aurora previewed")


def test_of_several_stacks_without_dev_none_is_guessed(workshop):
    folder = workshop.project(CONFIGURED)
    (folder / "Pulumi.dev.yaml").rename(folder / "Pulumi.live.yaml")
    (folder / "Pulumi.aurora.yaml").write_text("config: {}")
    outcome = workshop.preview()
    assert outcome.status == 2
    assert outcome.stderr == f"error: name a stack with --stack; in {folder} there are: aurora, live\n"


DECLARED = """
name: shop
runtime: python
config:
  wanted: {type: string}
  number: {type: integer}
  many: {type: array, items: {type: integer}}
  switch: {type: boolean}
  table: {type: object}
"""
FITTING = {"wanted": "a", "number": "5", "many": "[1]", "switch": "true", "table": "{a: 1}"}


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("wanted", None, "has no value for the configuration key 'shop:wanted'"),
        ("wanted", "[a]", ": 'shop:wanted' is ['a']; wanted string"),
        ("number", "five", ": 'shop:number' is 'five'; wanted integer"),
        ("number", "true", ": 'shop:number' is True; wanted integer"),
        ("many", "1", ": 'shop:many' is 1; wanted array of integer"),
        ("many", "[a]", ": 'shop:many' is ['a']; wanted array of integer"),
        ("switch", "'yes'", ": 'shop:switch' is 'yes'; wanted boolean"),
        ("table", "[a]", ": 'shop:table' is ['a']; wanted object"),
    ],
)
def test_a_declared_key_must_have_a_value_of_its_type(workshop, key, value, message):
    given = {**FITTING, key: value}
    lines = [f"  shop:{name}: {found}" for name, found in given.items() if found is not None]
    workshop.project("", DECLARED, "\n".join(["config:", *lines]))
    outcome = workshop.preview()
    assert outcome.status == 2
    assert outcome.stderr in (f"error: stack 'dev' {message}\n", f"error: stack 'dev'{message}\n")


def test_a_declared_key_must_have_a_value_though_its_type_is_not_said(workshop):
    workshop.project("", "name: shop\nruntime: python\nconfig:\n  size: {secret: false}\n", "config: {}")
    outcome = workshop.preview()
    message = "error: stack 'dev' has no value for the configuration key 'shop:size'\n"
    assert (outcome.status, outcome.stderr) == (2, message)


TYPES = "wanted string, integer, boolean, object, array"


@pytest.mark.parametrize(
    ("declared", "message"),
    [
        ("{type: text}", f"config size: found 'text' as a type; {TYPES}"),
        ("{type: [string]}", f"config size: found ['string'] as a type; {TYPES}"),
        ("{type: array}", "config size: found None as items; wanted their type"),
        ("{type: array, items: {}}", f"config size: found None as a type; {TYPES}"),
        ("{type: array, items: {type: array}}", "config size: found None as items; wanted their type"),
        (
            "{type: string, defualt: a, 1: b}",
            "config size: found defualt, 1; wanted type, items, description, secret, default, value",
        ),
    ],
)
def test_a_declaration_that_the_cli_refuses_is_refused(workshop, declared, message):
    workshop.project("", f"name: shop\nruntime: python\nconfig:\n  size: {declared}\n", "config: {size: []}")
    outcome = workshop.preview()
    assert (outcome.status, outcome.stderr) == (2, f"error: Pulumi.yaml: {message}\n")


def test_declared_keys_with_values_of_their_types_pass(workshop):
    lines = [f"  shop:{name}: {found}" for name, found in FITTING.items()]
    workshop.project("", DECLARED, "\n".join(["config:", *lines]))
    assert workshop.preview().status == 0


OPTIONS = {
    "an unknown stack": (
        ("--stack", "live"),
        "no stack 'live': Pulumi.live.yaml is not in {0} (stacks there: dev)",
    ),
    "no pack": (("--policy-pack", "/nowhere"), "no policy pack in /nowhere: PulumiPolicy.yaml is not there"),
    "more configurations than packs": (
        ("--policy-pack-config", "a.json"),
        "found 1 policy pack configurations for 0 packs; wanted one each",
    ),
    "no answers": (("--answers", "/nowhere"), "the answers in /nowhere cannot be read: [Errno 2]"),
}


@pytest.mark.parametrize("case", OPTIONS)
def test_an_option_that_names_nothing_is_one_line(workshop, case):
    arguments, message = OPTIONS[case]
    folder = workshop.project()
    outcome = workshop.preview(*arguments)
    assert (outcome.status, outcome.stdout) == (2, "")
    assert outcome.stderr.startswith(f"error: {message.format(folder)}")


@pytest.mark.parametrize("seconds", ["0", "-1", "soon", "inf"])
def test_a_time_limit_is_a_number_above_zero(workshop, seconds):
    outcome = workshop.preview("--timeout", seconds)
    assert outcome.status == 2
    assert f"argument --timeout: found '{seconds}'; wanted a number of seconds above 0" in outcome.stderr
