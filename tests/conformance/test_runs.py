"""Runs and values of models, through both faces: a row of `runs.py` says what differs."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from conformance.conftest import Face, Stage
from conformance.runs import RUNS
from conformance.test_rows import HOSTILE
from faults.breaks import LOST
from faults.conftest import posts
from support.scripted import Reply

from ionworks import errors

pytestmark = [
    pytest.mark.parametrize("name", RUNS),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # of simple pipelines
]


def of(client: Any, name: str) -> Any:
    return getattr(client, name)


def ident_of(made: Any) -> str:
    return str(getattr(made, "simulation_id", None) or made.id)


def test_a_run_is_made_listed_read_changed_and_deleted(stage: Stage, face: Face, name: str) -> None:
    row, place = RUNS[name], stage.place
    made = face(lambda client: row.make(client, place, stage.word()))
    ident = ident_of(made)
    got = face(lambda client: of(client, name).get(ident))
    assert got.id == ident
    page = face(lambda client: row.list(client, place, made))
    assert ident in [one.id for one in page]
    assert page.total >= page.count == len(page)
    walked = [one.id for one in face(lambda client: row.walk(client, place, made))]
    assert walked.count(ident) == 1
    assert len(walked) == page.total
    beyond = face(lambda client: row.list(client, place, made, limit=1, offset=page.total))
    assert (beyond.count, beyond.total) == (0, page.total)
    if row.change is not None:
        changed = face(lambda client: row.change(client, place, ident))
        assert (changed.id, changed.description, changed.name) == (ident, "changed", got.name)
        assert face(lambda client: of(client, name).get(ident)) == changed
    if row.delete is not None:
        assert face(lambda client: row.delete(client, place, ident)) is None
        acts = [lambda client: of(client, name).get(ident)]
        acts.append(lambda client: row.delete(client, place, ident))
        for act in acts:
            with pytest.raises(errors.NotFoundError, match=ident):
                face(act)


def test_a_create_whose_answer_is_lost_makes_no_second(stage: Stage, face: Face, name: str) -> None:
    row, place = RUNS[name], stage.place
    anchor = row.make(stage.direct, place, stage.word())
    for fault in LOST.values():
        word = stage.word()
        before = {one.id for one in row.walk(stage.direct, place, anchor)}
        stage.proxy.break_(fault, posts(""), times=1)
        found = None
        with suppress(errors.IonworksError):
            found = face(lambda client, word=word: row.make(client, place, word), "proxy")
        stage.proxy.heal()
        if row.is_same_again:
            again = face(lambda client, word=word: row.make(client, place, word))
            assert found is None or ident_of(again) == ident_of(found)
            assert face(lambda client, again=again: row.list(client, place, again)).total == 1
        else:
            made = {one.id for one in row.walk(stage.direct, place, anchor)} - before
            assert len(made) <= 1
            assert found is None or made == {ident_of(found)}


def test_what_is_no_record_is_an_error_that_says_so(stage: Stage, face: Face, name: str) -> None:
    row, place = RUNS[name], stage.place
    made = row.make(stage.direct, place, stage.word())
    ident = ident_of(made)
    record = json.loads(json.dumps(of(stage.direct, name).get(ident).to_dict(), default=str))
    stage.script.answer = lambda _: Reply(body=json.dumps(record).encode())
    assert face(lambda client: of(client, name).get(ident), "script").id == ident
    acts = [
        lambda client: of(client, name).get(ident),
        lambda client: row.list(client, place, made),
        lambda client: row.make(client, place, "word"),
    ]
    for kind, reply in HOSTILE.items():
        if kind == "a number for a name":
            continue  # the names of runs are read as they come
        answer = reply(record)
        stage.script.answer = lambda _, answer=answer: answer
        for act in acts:
            with pytest.raises((errors.UnexpectedResponseError, errors.APIConnectionError)):
                pytest.fail(f"{kind} became {face(act, 'script')!r}")
