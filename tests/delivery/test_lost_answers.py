"""A create whose answer is lost: what may have happened is looked up, never done twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from support.scripted import Reply, Seen, scripted

from ionworks import AsyncIonworks
from ionworks.errors import APIConnectionError, ServerError

SPEC = {"id": "s1", "name": "LG M50", "ratings": {}}


def service(lost: Reply, *, made: bool) -> Callable[[Seen], Reply]:
    """Lose the answer of a create, and list what is there."""

    def answer(seen: Seen) -> Reply:
        if seen.method == "POST":
            return lost
        items = [SPEC] if made else []
        return Reply(body=json.dumps({"items": items, "total": len(items)}).encode())

    return answer


def create(with_runtime: Any, url: str) -> Any:
    return with_runtime(
        url,
        lambda runtime: AsyncIonworks._over(runtime).cell_spec.create_or_get({"name": "LG M50"}),
    )


LOST = [Reply(hang_up=True), Reply(502, b"<h1>Bad gateway</h1>", {"Content-Type": "text/html"})]


@pytest.mark.parametrize("lost", LOST, ids=["reset", "502"])
def test_what_was_made_is_found(with_runtime: Any, lost: Reply) -> None:
    with scripted(answer=service(lost, made=True)) as server:
        assert create(with_runtime, server.url).id == "s1"
    assert [seen.method for seen in server.seen] == ["POST", "GET"]
    assert "name=eq.LG" in server.seen[1].path


@pytest.mark.parametrize("lost", LOST, ids=["reset", "502"])
def test_what_was_not_made_is_the_first_problem(with_runtime: Any, lost: Reply) -> None:
    with scripted(answer=service(lost, made=False)) as server:
        with pytest.raises((APIConnectionError, ServerError)) as caught:
            create(with_runtime, server.url)
    assert caught.value.method == "POST"
    assert [seen.method for seen in server.seen] == ["POST", "GET"]


def test_a_service_that_is_gone_is_reported_as_it_was_first(with_runtime: Any) -> None:
    with scripted(Reply(hang_up=True)) as server:
        with pytest.raises(APIConnectionError) as caught:
            create(with_runtime, server.url)
    assert caught.value.method == "POST"
    assert [seen.method for seen in server.seen].count("POST") == 1
