"""What all resources have in common, through both faces: a row of the table says what differs."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from math import inf
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from conformance.conftest import Face, Full, Stage
from conformance.table import ROWS, UNIQUE
from conformance.test_lists import OPERATIONS, WIRE, parameters
from faults.breaks import LOST
from faults.conftest import posts
from support.scripted import Reply

from ionworks import errors

PAGING = {"limit", "offset", "order_by", "order"}
# Arguments that choose what is in a record, or where to look, and not which records.
NO_FILTERS = {"include", "include_components"}

every_row = pytest.mark.parametrize("name", ROWS)


@every_row
def test_each_filter_finds_and_leaves_out(stage: Stage, face: Face, name: str) -> None:
    row, made = ROWS[name], stage.records(name)
    own = {record.id: number for number, record in enumerate(made)}
    for argument, value, expected in row.filters:
        query = {argument: value(made)}
        if argument == "project_id":
            query = {"project_id": stage.place.project}
        # A walk takes the filters of the list, and asks for its pages.
        found = face(lambda client, query=query: row.iter(client, stage.place, **query))
        assert {own[one.id] for one in found if one.id in own} == expected, query


@every_row
def test_each_argument_is_in_the_table_and_each_parameter_is_reached(
    stage: Stage, face: Face, name: str
) -> None:
    row, made = ROWS[name], stage.records(name)
    stage.script.answer = lambda _: Reply(body=b'{"items": [], "pipelines": [], "total": 0}')
    method = face(lambda client: row.of(client).list)
    arguments = inspect.signature(method).parameters.values()
    stated = {one.name for one in arguments if one.default is not one.empty}
    in_table = {argument for argument, *_ in row.filters}
    assert stated - PAGING - NO_FILTERS - {"project_id"} == in_table - {"project_id"}
    paging = {"limit": 1, "offset": 1, "order_by": "created_at", "order": "asc"}
    sent = {argument: value(made) or "x" for argument, value, _ in row.filters}
    for key, value in {**paging, **sent}.items():
        if key in stated:
            face(lambda c, key=key, value=value: row.list(c, stage.place, **{key: value}), "script")
    reached = set().union(*(parse_qs(urlsplit(seen.path).query) for seen in stage.script.seen))
    not_offered = set(WIRE.get(row.listed, ())) | {"full", "include", "project_id"}
    assert parameters(OPERATIONS[row.listed]) - not_offered <= reached


@every_row
def test_pages_far_down_a_list(stage: Stage, face: Face, full: Full, name: str) -> None:
    row, ids = ROWS[name], full.ids[name]
    query: dict[str, Any] = {}
    if any(argument == "name" for argument, *_ in row.filters):
        query["name"] = "full one"
    if name == "material":  # components of specifications have materials as well
        query = {"manufacturer": "producer"}
    if not row.below and name not in ("project", "site"):
        query["project_id"] = full.place.project
    for first in (0, 127, len(ids)):
        page = face(
            lambda client, first=first: row.list(client, full.place, limit=3, offset=first, **query)
        )
        if name in ("cell_measurement", "pipeline"):
            assert {one.id for one in page} <= set(ids)
        else:
            assert [one.id for one in page] == ids[first : first + 3]
        assert (page.count, page.total) == (len(ids[first : first + 3]), len(ids))
    walked = face(lambda client: row.iter(client, full.place, **query))
    assert sorted(one.id for one in walked) == sorted(ids)


@every_row
def test_a_record_is_created_read_changed_and_deleted(stage: Stage, face: Face, name: str) -> None:
    row, word = ROWS[name], stage.word()
    made = face(lambda client: row.make(client, stage.place, word))
    assert made.name == f"{stage.place.name} {word}"
    assert not [key for key in made.to_dict() if key.endswith("_key") or key == "attempts"]
    got = face(lambda client: row.of(client).get(made.id))
    assert got.to_dict().items() >= {"id": made.id, "name": made.name}.items()
    changed = face(lambda client: row.update(client, made.id, row.change))
    assert changed.to_dict().items() >= row.change.items()
    assert (changed.id, changed.name) == (made.id, made.name)
    assert changed.updated_at > got.updated_at
    assert changed.created_at == got.created_at
    assert face(lambda client: row.of(client).get(made.id)) == changed
    renamed = face(lambda client: row.update(client, made.id, {"name": f"{made.name} new"}))
    assert renamed.name == f"{made.name} new"
    assert renamed.to_dict().items() >= row.change.items()
    assert face(lambda client: row.of(client).delete(made.id)) is None
    for act in (
        lambda client: row.of(client).get(made.id),
        lambda client: row.update(client, made.id, row.change),
        lambda client: row.of(client).delete(made.id),
    ):
        with pytest.raises(errors.NotFoundError, match=made.id):
            face(act)


@pytest.mark.parametrize("name", UNIQUE)
def test_a_name_is_given_once(stage: Stage, face: Face, name: str) -> None:
    row, word = ROWS[name], stage.word()
    made = face(lambda client: row.make(client, stage.place, word))
    if row.create == "create":  # the others look whether it is theirs
        with pytest.raises(errors.ConflictError) as caught:
            face(lambda client: row.make(client, stage.place, word))
        assert caught.value.existing_id == made.id
    if row.has_create_or_get:
        data = row.data(stage.place, word)
        parent = row.parent(stage.place)
        assert face(lambda client: row.of(client).create_or_get(*parent, data)) == made
    other = face(lambda client: row.make(client, stage.place, f"{word} other"))
    with pytest.raises(errors.ConflictError) as caught:
        face(lambda client: row.update(client, other.id, {"name": made.name}))
    assert caught.value.existing_id == made.id
    assert face(lambda client: row.of(client).get(other.id)).name == other.name
    # Its own name is free for a record.
    same = face(lambda client: row.update(client, made.id, {"name": made.name}))
    assert same.name == made.name


@pytest.mark.parametrize("name", UNIQUE)
def test_a_create_whose_answer_is_lost_is_found(stage: Stage, face: Face, name: str) -> None:
    row = ROWS[name]
    for fault in LOST.values():
        word = stage.word()

        def act(client: Any, word: str = word) -> Any:
            if not row.has_create_or_get:
                return row.make(client, stage.place, word)
            data = row.data(stage.place, word)
            return row.of(client).create_or_get(*row.parent(stage.place), data)

        stage.proxy.break_(fault, posts(""), times=inf)
        made = face(act, "proxy")
        assert made.name == f"{stage.place.name} {word}"
        assert sum(line.startswith("POST") for line in stage.proxy.reached) == 1
        assert sum(line.startswith("POST") for line in stage.proxy.seen) == 1
        stage.proxy.heal()
        found = face(lambda client, made=made: row.list(client, stage.place, name_exact=made.name))
        assert [one.id for one in found] == [made.id]


def _without(record: dict[str, Any], key: str) -> bytes:
    return json.dumps({name: value for name, value in record.items() if name != key}).encode()


HTML = {"Content-Type": "text/html"}
HOSTILE: dict[str, Callable[[dict[str, Any]], Reply]] = {
    "a number for a name": lambda record: Reply(body=json.dumps({**record, "name": 5}).encode()),
    "no id": lambda record: Reply(body=_without(record, "id")),
    "HTML": lambda _: Reply(200, b"<h1>Maintenance</h1>", HTML),
    "a redirect to nowhere": lambda _: Reply(307, b"", {"Location": "http://127.0.0.1:9/x"}),
}


@every_row
def test_what_is_no_record_is_an_error_that_says_so(stage: Stage, face: Face, name: str) -> None:
    row = ROWS[name]
    record = json.loads(json.dumps(stage.records(name)[0].to_dict(), default=str))
    acts = (
        lambda client: row.of(client).get(record["id"]),
        lambda client: row.list(client, stage.place),
        lambda client: row.update(client, record["id"], row.change),
    )
    stage.script.answer = lambda _: Reply(body=json.dumps(record).encode())
    assert face(acts[0], "script").id == record["id"]  # it is what the service sends
    for kind, reply in HOSTILE.items():
        answer = reply(record)
        stage.script.answer = lambda _, answer=answer: answer
        for act in acts:
            with pytest.raises((errors.UnexpectedResponseError, errors.APIConnectionError)):
                pytest.fail(f"{kind} became {face(act, 'script')!r}")
