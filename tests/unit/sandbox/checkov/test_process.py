"""checkov's answer is read whole, and what keeps it from one is an error."""

import json
import sys

import pytest

from sandbox.checkov.process import Answer, Said, answer, run
from sandbox.errors import SandboxError

ROW = {
    "check_id": "CKV_1",
    "check_name": "Ensure",
    "resource": "aws_x.y",
    "check_result": {"result": "PASSED"},
}
REPORT = {
    "results": {
        "passed_checks": [ROW],
        "failed_checks": [{**ROW, "resource": "aws_x.z", "check_result": {"result": "FAILED"}}],
        "parsing_errors": [],
    },
    "summary": {"checkov_version": "3.3.30"},
}
SAID = (Said("CKV_1", "Ensure", "aws_x.y", passed=True), Said("CKV_1", "Ensure", "aws_x.z", passed=False))


@pytest.mark.parametrize("document", [REPORT, [REPORT], [REPORT, {"passed": 0}]])
def test_an_answer_of_any_number_of_frameworks_is_read(document):
    assert answer(json.dumps(document), "", 1) == Answer(SAID, "3.3.30")


def test_a_secret_is_of_the_resource_whose_line_it_stands_in():
    secret = {**ROW, "resource": "d70eab08", "check_result": {"result": "FAILED"}, "file_line_range": [5, 6]}
    report = {**REPORT, "check_type": "secrets", "results": {"failed_checks": [secret]}}
    lines = (
        ' "address": "aws_x.w",',
        "{",
        ' "address": "aws_x.y",',
        '  "a": "b",',
        '  "key": "hush"',
        ' "address": "aws_x.z",',
    )
    assert answer(json.dumps(report), "", 1, lines).said == (
        Said("CKV_1", "Ensure", "aws_x.y", passed=False),
    )


def test_nothing_to_say_has_no_version():
    assert answer('{"passed": 0, "failed": 0}', "", 0) == Answer(())


@pytest.mark.parametrize(
    ("stdout", "status", "message"),
    [
        ("{}", 2, "checkov ended with status 2\n  | oh"),
        ("what?", 0, "checkov printed no JSON\n  | oh"),
        (
            json.dumps({**REPORT, "results": {"parsing_errors": ["/plan.json"]}}),
            0,
            "checkov could not read the plan\n  | oh",
        ),
    ],
)
def test_what_is_no_answer_is_an_error(stdout, status, message):
    with pytest.raises(SandboxError) as caught:
        answer(stdout, "oh\n", status)
    assert str(caught.value) == message


def program(tmp_path, body):
    file = tmp_path / "checkov"
    file.write_text(f"#!{sys.executable}\nimport json, os, socket, sys\n{body}\n")
    file.chmod(0o755)
    return file


def test_it_gets_the_plan_and_neither_credentials_nor_settings(tmp_path, monkeypatch):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hush")
    monkeypatch.setenv("CKV_FRAMEWORK", "dockerfile")
    body = (
        "plan = json.load(open(sys.argv[2]))\n"
        "assert plan == {'a': 1} and not {'AWS_SECRET_ACCESS_KEY', 'CKV_FRAMEWORK'} & set(os.environ)\n"
        "assert '--skip-download' in sys.argv and os.environ['HOME'] == os.getcwd()\n"
        f"print({json.dumps(json.dumps(REPORT))})"
    )
    assert run(program(tmp_path, body), {"a": 1}, ("terraform_plan",), 30) == Answer(SAID, "3.3.30")


@pytest.mark.parametrize(
    ("call", "tried"),
    [
        ("socket.create_connection(('127.0.0.1', 9))", "socket.getaddrinfo ('127.0.0.1', 9, 0, 1, 0)"),
        ("socket.socket().connect(('127.0.0.1', 9))", "socket.connect (('127.0.0.1', 9),)"),
        ("socket.gethostbyname('example.com')", "socket.gethostbyname ('example.com',)"),
        (
            "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
            "socket.sendto (('127.0.0.1', 9),)",
        ),
    ],
)
def test_a_try_to_reach_the_network_is_refused_and_told_even_where_it_is_caught(tmp_path, call, tried):
    body = f"try:\n    {call}\nexcept OSError:\n    pass\nprint('{{}}')"
    with pytest.raises(SandboxError) as caught:
        run(program(tmp_path, body), {}, ("terraform_plan",), 30)
    assert str(caught.value) == f"checkov tried to reach the network: {tried}"


def test_sockets_of_this_machine_alone_are_left_to_it(tmp_path):
    body = (
        "there = os.getcwd() + '/s'\nserver = socket.socket(socket.AF_UNIX)\nserver.bind(there)\n"
        "server.listen()\nsocket.socket(socket.AF_UNIX).connect(there)\nprint('{}')"
    )
    assert run(program(tmp_path, body), {}, ("terraform_plan",), 30) == Answer(())


def test_it_may_not_take_for_ever(tmp_path):
    with pytest.raises(SandboxError, match=r"^checkov was not done after 0\.2 s$"):
        run(program(tmp_path, "import time\ntime.sleep(60)"), {}, ("terraform_plan",), 0.2)


def test_what_cannot_be_run_is_told(tmp_path):
    file = tmp_path / "checkov"
    file.write_text("")
    with pytest.raises(SandboxError) as caught:
        run(file, {}, ("terraform_plan",), 5)
    assert str(caught.value) == f"checkov cannot be run: {file}: Permission denied"
