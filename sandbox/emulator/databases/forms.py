"""Requests to RDS, which are forms, and its answers, which are XML."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias
from xml.sax.saxutils import escape, unescape

from sandbox.emulator.databases.store import private
from sandbox.emulator.requests.answers import Refused
from sandbox.emulator.requests.operations import Answer

Form: TypeAlias = dict[str, list[str]]
Act: TypeAlias = Callable[[Form], Answer]


def word(given: Form, name: str) -> str:
    """Return a parameter, empty where there is none."""
    return given.get(name, [""])[0]


def words(given: Form, name: str) -> list[str]:
    """Return a list of texts."""
    found: list[str] = private("_parse_member_list")(given, name)
    return found


def xml(action: str, tag: str, inner: str) -> Answer:
    """Answer with one thing, whose fields are XML already."""
    body = f"<{action}Result><{tag}>{inner}</{tag}></{action}Result>"
    answer: Answer = private("_xml")(200, f"{action}Response", body)
    return answer


def fields(content: Mapping[str, Any]) -> str:
    """Write texts, numbers, truths and lists of texts as XML."""
    return "".join(f"<{name}>{_written(name, value)}</{name}>" for name, value in content.items())


def _written(name: str, value: Any) -> str:  # noqa: ANN401 a text, a number, a truth or a list of texts
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Sequence) and not isinstance(value, str):
        member = name.removesuffix("List").removesuffix("s").replace("Categorie", "Category")
        return "".join(f"<{member}>{escape(each)}</{member}>" for each in value)
    return escape(str(value))


def refusing(act: Act) -> Act:
    """Return an operation that answers AWS's refusals as RDS does."""

    def answered(given: Form) -> Answer:
        try:
            return act(given)
        except Refused as error:
            status = 404 if error.code.endswith(("NotFound", "NotFoundFault")) else 400
            answer: Answer = private("_error")(error.code, escape(str(error)), status)
            return answer

    return answered


def done(answer: Answer) -> bool:
    """Whether ministack did what it was asked for."""
    return int(answer[0]) < 300  # noqa: PLR2004 where HTTP's successes end


def message_of(answer: Answer) -> str:
    """Return what a refusal says."""
    found = re.search(r"(?s)<Message>(.*?)</Message>", answer[2].decode())
    return unescape(found[1]) if found else f"RDS answered with status {answer[0]}"


def take_over(acts: Mapping[str, Callable[[Act], Act]]) -> None:
    """Put operations in the place of ministack's, each made of what it replaces; a new one gets a refusal."""
    known = private("_ACTION_MAP")
    for action, make in acts.items():
        known[action] = refusing(make(known.get(action, _unknown)))


def _unknown(_: Form) -> Answer:
    raise Refused("InvalidAction", "Unknown action")
