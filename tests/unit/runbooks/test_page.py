"""A page is read into steps and commands, and filled in."""

from datetime import timedelta
from pathlib import Path

import pytest

from runbooks.page import Block, PageError, filled, load, parsed, placeholders

WHERE = Path("lost.md")
STEP = """# Lost

## Recover

### 1. Mend it

First look.

```sh
aws s3 ls s3://{s3_bucket_name}
```

Expect: `{s3_bucket_name}/documents`

```sh
aws s3 ls
```

Repeat until: `done`

Time limit: 90 s, or an hour.

## Verify

Time limit: 3 h

```sh
rm -rf /
```
"""


def of(text):
    return parsed(WHERE, text)


def test_a_page_has_a_title_sections_and_steps():
    page = of(STEP)
    assert (page.title, page.sections) == ("Lost", ("Recover", "Verify"))
    assert [(step.label, step.title, step.section) for step in page.steps] == [("1", "Mend it", "Recover")]
    assert page.step("1") is page.steps[0]


def test_a_step_has_the_commands_below_it_with_what_each_must_print():
    assert of(STEP).step("1").blocks == (
        Block("aws s3 ls s3://{s3_bucket_name}", "{s3_bucket_name}/documents"),
        Block("aws s3 ls", "done", repeat=True),
    )


def test_what_stands_in_the_next_section_is_not_the_step_s():
    step = of(STEP).step("1")
    assert (len(step.blocks), step.limit) == (2, timedelta(seconds=90))


@pytest.mark.parametrize(
    ("said", "limit"),
    [
        ("Time limit: 5 min", timedelta(minutes=5)),
        ("Time limit: 2 h", timedelta(hours=2)),
        ("Time limit: soon", None),
        ("Time limit: 5 minutes", None),
    ],
)
def test_a_limit_is_a_number_and_a_unit(said, limit):
    assert of(f"# Lost\n\n## Recover\n\n### 1. Mend\n\n{said}\n").step("1").limit == limit


def test_only_commands_for_a_shell_are_run():
    text = "# Lost\n\n## Recover\n\n### 1. Mend\n\n```json\n{}\n```\n\n```sh\necho\n```\n"
    assert of(text).step("1").blocks == (Block("echo"),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("## Recover\n", "lost.md: found 0 titles; wanted one"),
        ("# A\n\n# B\n", "lost.md: found 2 titles; wanted one"),
        ("# A\n\n### Look\n", "lost.md: found the heading 'Look'; wanted one such as '1. Look'"),
    ],
)
def test_what_is_no_page_is_refused(text, said):
    with pytest.raises(PageError) as refused:
        of(text)
    assert str(refused.value) == said


def test_a_step_or_a_file_that_is_not_there_is_said():
    with pytest.raises(PageError, match=r"^lost\.md: found no step 2$"):
        of(STEP).step("2")
    with pytest.raises(PageError, match=r"^lost\.md cannot be read: No such file"):
        load(WHERE)


def test_a_text_is_filled_in_with_a_stack_s_values():
    text = "s3://{bucket}/{days} ${NAME} {Id:x} {'a'}"
    assert placeholders(text) == {"bucket", "days"}
    assert filled(text, {"bucket": "shelf", "days": 7}, "here") == "s3://shelf/7 ${NAME} {Id:x} {'a'}"


def test_what_the_stack_does_not_export_cannot_be_filled_in():
    with pytest.raises(PageError, match=r"^here: found \{shelf\}, which is no output of the stack$"):
        filled("{shelf}", {}, "here")
