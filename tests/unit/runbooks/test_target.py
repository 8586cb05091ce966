"""What a page is filled in with says a stack's promises in words."""

import pytest

from tests.unit.runbooks.fake import OUTPUTS, FakeTarget

DELETION = {"rpo_minutes": 5, "rto_minutes": 120}
ZONE = {"rpo_minutes": 0, "rto_minutes": 5}


@pytest.mark.parametrize(
    ("objectives", "words"),
    [
        ({}, "nothing"),
        ({"deletion": DELETION}, "deletion: RTO 2 h, RPO 5 min"),
        ({"zone": ZONE, "deletion": DELETION}, "zone: RTO 5 min, RPO 0 s; deletion: RTO 2 h, RPO 5 min"),
    ],
)
def test_a_page_says_in_words_what_is_promised(objectives, words):
    assert FakeTarget({**OUTPUTS, "objectives": objectives}).values["objectives"] == words
