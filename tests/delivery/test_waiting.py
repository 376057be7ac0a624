"""Waiting for processing: polled together, longer each time, one time limit."""

from __future__ import annotations

import json
from typing import Any

import pytest
from support.scripted import Reply, Seen, scripted

from ionworks import AsyncIonworks
from ionworks.errors import MeasurementProcessingError, ProcessingTimeoutError
from ionworks.resources._processing import wait_until_ready


def platform(statuses: dict[str, list[str]]) -> Any:
    """Answer each measurement with its statuses in order; the last one stays."""

    def answer(seen: Seen) -> Reply:
        ident = seen.path.partition("?")[0].rpartition("/")[2]
        left = statuses[ident]
        status = left.pop(0) if len(left) > 1 else left[0]
        record = {
            "id": ident,
            "name": f"name of {ident}",
            "cell_instance_id": "c",
            "processing_status": status,
            "processing_error": "no voltage" if status == "failed" else None,
        }
        return Reply(body=json.dumps(record).encode())

    return answer


def wait(with_runtime: Any, url: str, ids: list[str], limit: float = 600.0) -> Any:
    def act(runtime: Any) -> Any:
        return wait_until_ready(AsyncIonworks._over(runtime), ids, timeout=limit)

    return with_runtime(url, act)


def test_only_what_is_not_ready_is_asked_again(with_runtime: Any, slept: list[float]) -> None:
    statuses = {"a": ["pending", "running", "ready"], "b": ["ready"]}
    with scripted(answer=platform(statuses)) as server:
        ready = wait(with_runtime, server.url, ["b", "a", "b"])
    assert [record.id for record in ready] == ["b", "a", "b"]
    asked = [seen.path.partition("?")[0].rpartition("/")[2] for seen in server.seen]
    assert sorted(asked) == ["a", "a", "a", "b"]
    assert slept == [0.005, 0.01]
    assert "include_steps=false" in server.seen[0].path


def test_pauses_grow_to_a_bound(with_runtime: Any, slept: list[float]) -> None:
    with scripted(answer=platform({"a": ["running"] * 11 + ["ready"]})) as server:
        wait(with_runtime, server.url, ["a"])
    assert slept == pytest.approx([0.005 * 2**n for n in range(9)] + [2.0, 2.0])


def test_every_failure_is_reported_when_all_are_finished(with_runtime: Any) -> None:
    statuses = {"a": ["failed"], "b": ["running", "failed"], "c": ["running", "running", "ready"]}
    with scripted(answer=platform(statuses)) as server:
        with pytest.raises(MeasurementProcessingError, match="'name of b'") as caught:
            wait(with_runtime, server.url, ["a", "b", "c"])
    assert caught.value.failures == {"a": "no voltage", "b": "no voltage"}


def test_the_wait_ends(with_runtime: Any, slept: list[float]) -> None:
    with scripted(answer=platform({"a": ["running"], "b": ["ready"]})) as server:
        with pytest.raises(ProcessingTimeoutError, match=r"1 of 2.*: a\.") as caught:
            wait(with_runtime, server.url, ["a", "b"], limit=0)
    assert caught.value.pending == ["a"]
    assert isinstance(caught.value, TimeoutError)
    assert slept == []


def test_of_many_that_are_pending_the_error_has_all_and_the_text_the_first(
    with_runtime: Any,
) -> None:
    ids = [f"m-{number:02}" for number in range(25)]
    named = r"m-00, m-01, .*, m-19 and 5 more"
    with scripted(answer=platform({one: ["running"] for one in ids})) as server:
        with pytest.raises(ProcessingTimeoutError, match=named) as caught:
            wait(with_runtime, server.url, ids, limit=0)
    assert caught.value.pending == ids


def test_a_record_of_before_there_was_processing_is_ready(with_runtime: Any) -> None:
    with scripted(answer=platform({"a": [None]})) as server:  # type: ignore[list-item]
        assert wait(with_runtime, server.url, ["a"])[0].processing_status is None
