"""Records that are dicts as well: what `json.dumps` writes, what is equal, what does not change."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ionworks.records import Capabilities, Optimization, Record, Simulation, User

Do = Callable[..., Any]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.text(), JSON, max_size=5), JSON, st.text())
def test_the_dict_has_what_the_record_has(further: dict[str, Any], metrics: Any, name: str) -> None:
    sent = {**further, "id": "o", "name": name, "created_at": "2026-03-01T00:00:00+00:00"}
    sent["metrics"] = {"figures": metrics}
    sent = {key: value for key, value in sent.items() if key not in ("objectives", "extra")}
    record = Optimization.from_dict(sent)
    assert isinstance(record, Record)
    read = json.loads(json.dumps(record))
    assert {key: read[key] for key in sent} == sent
    assert read == dict(record) == {**record} == record == dict(record.items())
    assert list(record) == list(record.keys()) == list(reversed(list(reversed(record))))
    assert record.created_at == datetime(2026, 3, 1, tzinfo=UTC)
    for again in (copy.copy(record), copy.deepcopy(record), pickle.loads(pickle.dumps(record))):
        assert type(again) is Optimization
        assert again == record
        assert (again != record) is False
        assert dict(again) == dict(record)
        assert hash(again) == hash(record)
    other = record.model_copy(update={"name": name + "!"})
    assert (other["name"], other.name, other == record) == (name + "!", name + "!", False)


@pytest.mark.parametrize(
    "change",
    [
        lambda record: record.update(id="x"),
        lambda record: record.pop("id"),
        lambda record: record.popitem(),
        lambda record: record.clear(),
        lambda record: record.setdefault("new", 1),
        lambda record: record.__setitem__("id", "x"),
        lambda record: record.__delitem__("id"),
        lambda record: record.__ior__({"id": "x"}),
        lambda record: setattr(record, "id", "x"),
    ],
)
def test_a_record_does_not_change(change: Callable[[Any], Any]) -> None:
    record = Simulation.from_dict({"id": "s"})
    with pytest.raises((TypeError, AttributeError)):
        change(record)
    assert record == Simulation.from_dict({"id": "s"})
    free = dict(record)
    free["id"] = "x"
    assert (free["id"], record["id"], record.id) == ("x", "s", "s")


def test_answers_that_are_dicts(do: Do) -> None:
    me = do(lambda client: client.whoami())
    assert type(me) is User
    assert isinstance(me, dict)
    assert me["user"] == {"id": me.id, "email": me.email}
    assert json.loads(json.dumps(me)) == me
    found = do(lambda client: client.capabilities())
    assert type(found) is Capabilities
    assert json.loads(json.dumps(found)) == found
    started = do(lambda client: client.optimization.run({"name": "thicker", "config": {}}))
    assert json.loads(json.dumps(do(lambda client: client.optimization.get(started)))) == started
    assert do(lambda client: client.optimization.list())[0] == started


def test_a_class_names_its_fields() -> None:
    assert {"id", "email", "organizations"} <= set(User.model_fields)
    assert User.model_fields["email"].name == "email"
    assert set(User(id="1", email="e", organizations=[]).model_fields) == set(User.model_fields)
