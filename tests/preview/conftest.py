"""What the tests of the preview share."""

import uuid

import pytest

from tests.workshop import Workshop


@pytest.fixture
def workshop(tmp_path):
    """A fresh folder; after the test no process that was started from it may be left."""
    shop = Workshop(tmp_path, uuid.uuid4().hex)
    yield shop
    assert shop.processes() == []
