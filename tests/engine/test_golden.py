"""The offline preview is held to what an engine was heard to do, also where there is none."""

import json

import pytest

from tests.engine import golden
from tests.engine.cases import FROZEN, by_the_sandbox
from tests.engine.listed import unlisted
from tests.engine.observed import Observed, differences


@pytest.mark.parametrize("case", FROZEN, ids=lambda case: case.name)
@pytest.mark.filterwarnings("ignore:.*is deprecated:UserWarning")
def test_offline_a_preview_is_what_it_was_under_the_engine(tmp_path, case):
    """``python -m tests.engine`` records what an engine does, where there is one."""
    kept = golden.read(case.name)
    ours, _ = by_the_sandbox(case, tmp_path)
    as_kept = Observed(**json.loads(json.dumps(vars(ours))))
    assert kept.asked
    assert unlisted(differences(case.name, kept, as_kept)) == []


def test_nothing_is_kept_that_is_not_compared():
    assert golden.names() == sorted(golden.file_name(case.name) for case in FROZEN)
