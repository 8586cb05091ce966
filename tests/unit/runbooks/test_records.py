"""What counts as lost: records and audit rows are held against what was acknowledged."""

from types import SimpleNamespace

import pytest
from botocore.exceptions import ClientError

from runbooks.drill import records, rows
from runbooks.drill.load import checksum, document
from runbooks.drill.target import Answer, UnreachableError
from tests.unit.runbooks.fake import OUTPUTS, FakeTarget, a_scene
from tests.unit.runbooks.written import Stored, written


@pytest.fixture
def stored():
    return Stored()


@pytest.fixture
def scene(tmp_path, monkeypatch, stored):
    """A scene with five acknowledged records, all of which are stored whole."""
    found = a_scene(tmp_path, FakeTarget(OUTPUTS | {"dynamodb_table_name": "table"}))
    monkeypatch.setattr(found, "client", lambda _: stored)
    for _ in range(5):
        stored.keep(found.load.key(found.load.beat().number), len(found.load.beats))
        found.target.wait(found.target.beat)
    return found


def test_nothing_is_lost_where_each_record_has_its_item_and_its_document(scene):
    assert records.lost(scene) == 0
    assert (scene.losses.acknowledged, scene.losses.lost) == (5, ())


def no_item(stored, key):
    del stored.items[key]


def other_checksum(stored, key):
    stored.items[key]["checksum"] = {"S": "0" * 64}


def no_document(stored, key):
    del stored.documents[f"documents/{key}"]


def other_document(stored, key):
    stored.documents[f"documents/{key}"] = b"{}"


@pytest.mark.parametrize("damage", [no_item, other_checksum, no_document, other_document])
def test_a_record_is_lost_with_its_item_or_its_document(scene, stored, damage):
    damage(stored, scene.load.key(2))
    damage(stored, scene.load.key(5))
    assert records.losses(scene).lost == (2, 5)
    assert scene.losses is None


def test_a_document_that_cannot_be_asked_for_is_not_counted_as_lost(scene, stored):
    stored.refused = "AccessDenied"
    with pytest.raises(ClientError, match="AccessDenied"):
        records.lost(scene)


def test_what_was_not_acknowledged_is_not_missed(scene, stored, monkeypatch):
    monkeypatch.setattr(scene.target, "call", lambda *_, **__: Answer(503, {}, None))
    scene.load.beat()
    assert (records.lost(scene), scene.losses.acknowledged) == (0, 5)
    assert stored.items.keys() == {scene.load.key(number) for number in range(1, 6)}


def test_items_that_dynamodb_left_out_of_an_answer_are_asked_for_again(scene, stored, monkeypatch):
    stored.at_once = 2
    monkeypatch.setattr(records, "BATCH", 3)
    assert records.lost(scene) == 0
    assert stored.asked == 3


def test_records_that_another_table_lacks_are_named(scene, stored):
    keys = [scene.load.key(number) for number in (1, 2, 3)]
    other_checksum(stored, keys[0])
    no_item(stored, keys[2])
    assert records.missing(scene, "table-trial", keys) == [keys[0], keys[2]]
    assert records.missing(scene, "table-trial", keys[1:2]) == []


def test_a_request_that_nobody_answers_is_no_write_and_no_health(scene, monkeypatch):
    def silent(*_, **__):
        raise UnreachableError("nobody")

    monkeypatch.setattr(scene.target, "call", silent)
    beat = scene.load.beat()
    assert (beat.written, beat.healthy) == (False, False)


@pytest.mark.parametrize(
    ("status", "taken"), [(201, True), (200, True), (202, False), (409, False), (503, False)]
)
def test_a_write_counts_only_where_the_api_says_that_it_has_it(scene, monkeypatch, status, taken):
    monkeypatch.setattr(scene.target, "call", lambda *_, **__: Answer(status, {}, None))
    assert scene.load.beat().written is taken


def test_the_checksum_is_the_one_of_the_document_as_the_system_writes_it():
    assert len({checksum(number) for number in range(3)}) == 3
    assert written(document(1)) == checksum(1)


@pytest.fixture
def database(scene, monkeypatch):
    """The rows of the audit, as the Data API gives them; ``error`` is what it refuses with."""
    found = SimpleNamespace(
        rows={scene.load.key(n): checksum(n) for n in range(1, 6)}, error="", asked=list[str]()
    )

    def execute_statement(*, sql, **_):
        found.asked.append(sql)
        if found.error:
            raise ClientError({"Error": {"Code": found.error}}, "ExecuteStatement")
        kept = [[{"stringValue": name}, {"stringValue": value}] for name, value in found.rows.items()]
        return {"records": kept}

    client = SimpleNamespace(execute_statement=execute_statement, delete_item=lambda **_: None)
    monkeypatch.setattr(scene, "client", lambda _: client)
    scene.outputs |= dict.fromkeys(("database_cluster_arn", "database_secret_arn", "database_name"), "x")
    return found


def test_a_row_is_lost_that_is_not_there_or_has_another_checksum(scene, database):
    assert rows.missing(scene) == 0
    database.rows[scene.load.key(2)] = "damaged"
    del database.rows[scene.load.key(4)]
    assert (rows.missing(scene), scene.losses) == (2, None)
    assert (rows.lost(scene), scene.losses.lost) == (2, (2, 4))


@pytest.mark.parametrize("error", sorted(rows.AWAY))
def test_while_the_database_is_away_every_row_counts_as_missing(scene, database, error):
    database.error = error
    assert rows.missing(scene) == 5
    with pytest.raises(ConnectionError, match="cannot be asked to delete the drill's rows"):
        rows.remove(scene)


def test_a_database_that_refuses_is_no_database_that_is_away(scene, database):
    database.error = "AccessDeniedException"
    with pytest.raises(ClientError, match="AccessDeniedException"):
        rows.missing(scene)
