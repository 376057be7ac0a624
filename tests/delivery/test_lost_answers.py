"""A create whose answer is lost: what may have happened is looked up, never done twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from ionworks_generated.api.cell_measurements import confirm_measurement_upload, get_measurement
from support.scripted import Reply, Seen, scripted

from ionworks import AsyncIonworks
from ionworks.errors import APIConnectionError, ConflictError, IonworksError, ServerError
from ionworks.resources._confirming import confirmed

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


MADE = Reply(
    200,
    json.dumps({"id": "m", "name": "n", "cell_instance_id": "c", "measurement_type": "x"}).encode(),
)
ABSENT = Reply(404, b'{"error_code": "NOT_FOUND", "message": "no"}')


def confirm(with_runtime: Any, *replies: Reply, **settings: Any) -> tuple[Any, list[str]]:
    """Confirm an upload of the reserved id ``m``."""

    def act(runtime: Any) -> Any:
        return confirmed(
            runtime,
            confirm_measurement_upload,
            "m",
            {"measurement": {"name": "n"}},
            lambda made: made.id,
            lambda: runtime.call(
                get_measurement, "m", include_steps=False, include_time_series=False
            ),
        )

    answers, seen = list(replies), []

    def answer(asked: Seen) -> Reply:
        seen.append(asked.method)
        return answers.pop(0)

    with scripted(answer=answer) as server:
        try:
            return with_runtime(server.url, act, **settings), seen
        except IonworksError as problem:
            return problem, seen


@pytest.mark.parametrize("existing", ["m", None, "other"])
def test_a_conflict_may_be_of_the_own_confirmation_that_a_gateway_repeated(
    with_runtime: Any, existing: str | None
) -> None:
    detail = {"existing_id": existing} if existing else None
    body = {"error_code": "CONFLICT", "message": "taken", "detail": detail}
    found, seen = confirm(with_runtime, Reply(409, json.dumps(body).encode()), MADE)
    if existing == "other":
        assert isinstance(found, ConflictError)
        assert seen == ["POST"]
    else:
        assert (found, seen) == ("m", ["POST", "GET"])


@pytest.mark.parametrize(("pause", "posts"), [(6, 2), (7, 1)])
def test_a_confirmation_waits_as_long_as_a_call_may_take(
    with_runtime: Any, slept: list[float], pause: int, posts: int
) -> None:
    lost = Reply(503, b"{}", {"Retry-After": str(pause)})
    found, seen = confirm(with_runtime, lost, ABSENT, MADE, timeout=3.0, max_retries=1)
    assert seen.count("POST") == posts
    assert slept == [float(pause)] * (posts - 1)
    assert (found == "m") is (posts == 2)
