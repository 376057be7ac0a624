"""A service may send anything; what reaches a user is a result or an error of this package.

Numbers that no computer has, nesting without end, keys that come twice, fields of the wrong kind:
every read of the facade either understands the answer, or raises an `IonworksError`.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import anyio
import pytest
from hostile.conftest import client_of
from hostile.fuzzing import fuzz
from hypothesis import example, given
from hypothesis import strategies as st
from support.scripted import Reply, Script, scripted

from ionworks import AsyncIonworks, Ionworks, errors

NUMBERS = ["1e400", "-1e400", "NaN", "Infinity", "-Infinity", "1" * 5000, "0." + "1" * 5000, "-0"]
HEAD = '"id": "s", "name": "n", "organization_id": "o"'


@pytest.mark.parametrize("number", NUMBERS, ids=range(len(NUMBERS)))
def test_numbers_that_no_computer_has_are_a_number_or_an_error(ask: Any, number: str) -> None:
    body = f'{{{HEAD}, "ratings": {{"capacity": {{"value": {number}, "unit": "A.h"}}}}}}'
    with scripted(Reply(200, body.encode())) as service:
        try:
            spec = ask(service.url, lambda client: client.cell_spec.get("s"))
        except errors.UnexpectedResponseError:
            assert number.isdigit()
            return
        assert isinstance(spec.ratings["capacity"]["value"], int | float)
        assert "A.h" in spec._repr_html_()
        tables = f'{{"cycles": {{"Cycle count": [{number}]}}}}'
        service.replies[0] = Reply(200, tables.encode())
        with contextlib.suppress(errors.UnexpectedResponseError):
            ask(service.url, lambda client: client.cell_measurement.cycles("m", use_cache=False))


@pytest.mark.parametrize("depth", [500, 900, 5_000, 100_000])
def test_nesting_is_shown_or_refused(ask: Any, depth: int) -> None:
    nested = '{"a": ' * depth + "1" + "}" * depth
    body = f'{{{HEAD}, "properties": {{"deep": {nested}}}}}'
    with scripted(Reply(200, body.encode())) as service:
        try:
            spec = ask(service.url, lambda client: client.cell_spec.get("s"))
        except errors.UnexpectedResponseError:
            return
        assert len(spec._repr_html_()) < 10_000
        assert repr(spec)


def test_a_key_that_comes_twice_is_read_once_and_half_a_character_is_shown(ask: Any) -> None:
    body = '{"id": "a", "id": "s", "name": "n\\ud800", "organization_id": "o"}'
    with scripted(Reply(200, body.encode())) as service:
        project = ask(service.url, lambda client: client.project.get("s"))
        assert project.id == "s"
        assert "\ud800" not in project._repr_html_()
        assert repr(project).encode()  # can be printed
        with pytest.raises(ValueError, match="surrogate"):
            ask(service.url, lambda client: client.project.create({"name": project.name}))


FIELDS = (
    *("id", "name", "items", "total", "count", "ratings", "properties", "url", "filenames"),
    *("created_at", "cell_specification_id", "cell_instance_id", "tags", "status", "cycles"),
    *("uploads", "measurement_id", "raw_data_id", "processing_status", "elements", "result"),
)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=4), inner, max_size=5)
    ),
    max_leaves=12,
)
READS: list[Callable[[Ionworks], Any]] = [
    lambda c: c.project.get("x"),
    lambda c: c.project.list(),
    lambda c: c.cell_spec.get("x"),
    lambda c: list(c.cell_spec.iter()),
    lambda c: c.cell_batch.list("x"),
    lambda c: c.cell_instance.get("x"),
    lambda c: c.cell_instance.list("x"),
    lambda c: c.cell_measurement.get("x"),
    lambda c: c.cell_measurement.list("x"),
    lambda c: c.cell_measurement.list_files("x"),
    lambda c: c.cell_measurement.cycles("x", use_cache=False),
    lambda c: c.cell_measurement.steps("x", use_cache=False),
    lambda c: c.cell_measurement.wait_for_processing(["x"], timeout=0.0),
    lambda c: c.raw_data.get("x"),
    lambda c: c.raw_data.upload(b"x", name="n"),
    lambda c: c.raw_data.of_measurement("x"),
    lambda c: c.raw_data.measurements("x"),
    lambda c: c.pipeline.get("x"),
    lambda c: c.pipeline.result("x"),
    lambda c: c.pipeline.elements("x"),
    lambda c: c.job.get("x"),
    lambda c: c.job.list(),
    lambda c: c.whoami(),
    lambda c: c.health_check(),
    lambda c: c.capabilities(),
]
ITEM: dict[str, Any] = {
    **dict.fromkeys(("id", "name", "email", "status", "tag", "organization_id"), "x"),
    **dict.fromkeys(("cell_specification_id", "cell_instance_id", "project_id"), "x"),
    **dict.fromkeys(("job_id", "pipeline_id", "job_type", "element_type", "version"), "x"),
    **dict.fromkeys(("created_at", "updated_at", "start_time"), "2026-01-01T00:00:00Z"),
    **{name: {"a": {"value": 1.0, "unit": "V"}} for name in ("ratings", "properties", "result")},
    **{name: {} for name in ("element_results", "protocol", "domain_context", "metadata")},
    **{name: {"id": "x", "name": "x"} for name in ("authorized_organization", "anode")},
    **{name: [] for name in ("tags", "organizations", "elements", "instance_ids")},
    **{"is_terminal": True, "is_failed": False, "usage_count": 1, "size_bytes": 1},
    **{"processing_status": "ready", "filename": "x", "url": "http://127.0.0.1:9/"},
}
"""A record of every kind at once."""
TABLE = {"Cycle count": [0, 1], "Step count": [0, 1], "Voltage [V]": [3.0, 4.0]}
TARGET = {"filename": "n", "signed_url": "http://127.0.0.1:9/", "token": "", "path": "n"}
WHOLE: dict[str, Any] = {
    **ITEM,
    **{"items": [ITEM], "pipelines": [ITEM], "jobs": [ITEM], "count": 1, "total": 1},
    **{"measurement_id": "x", "raw_data_id": "x", "uploads": [TARGET], "filenames": ["x"]},
    **{"cycles": TABLE, "steps": TABLE, "measurement": ITEM},
}
"""An answer to everything."""


def places(value: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Give the way to everything within a value."""
    inner: list[Any] = list(value.items()) if isinstance(value, dict) else []
    inner += enumerate(value) if isinstance(value, list) else []
    below = [way for key, one in inner for way in places(one, (*above, key))]
    return [above, *below] if above else below


def changed(value: Any, way: tuple[Any, ...], other: Any) -> Any:
    """Give a value with something within it replaced."""
    if not way:
        return other
    pairs = list(value.items() if isinstance(value, dict) else enumerate(value))
    new = [(key, changed(one, way[1:], other) if key == way[0] else one) for key, one in pairs]
    return dict(new) if isinstance(value, dict) else [one for _, one in new]


ALMOST = st.builds(
    changed, st.just(WHOLE), st.sampled_from(places(WHOLE)), ANYTHING | st.just(WHOLE)
)


def test_the_whole_answer_is_one_to_every_read() -> None:
    with scripted(Reply(200, json.dumps(WHOLE).encode())) as service:
        with client_of(service.url) as client:
            for read in READS:
                try:
                    read(client)
                except (errors.APIConnectionError, errors.UnexpectedResponseError) as problem:
                    # Only where a link or a bare array is wanted, or the link leads nowhere.
                    told = str(problem)
                    assert any(
                        way in told for way in ("127.0.0.1:9", "/download", "/elements", "ids")
                    )


@fuzz(120)
@given(answer=ALMOST | ALMOST | ANYTHING, read=st.integers(0, len(READS) - 1))
def test_any_answer_is_a_result_or_an_error_of_this_package(
    hostile_client: tuple[Ionworks, Script], answer: Any, read: int
) -> None:
    client, service = hostile_client
    service.replies[:] = [Reply(200, json.dumps(answer).encode())]
    service.seen.clear()
    try:
        found = READS[read](client)
    except errors.IonworksError:
        return
    repr(found)
    if hasattr(found, "_repr_html_"):
        found._repr_html_()


ENVELOPE = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("error_code", "message", "detail"), ANYTHING)
)


@fuzz(80)
@example(b'{"message": "no", "detail": "because"}', 409, "", "application/json")
@given(
    body=(ANYTHING | ENVELOPE).map(lambda value: json.dumps(value).encode())
    | st.binary(max_size=60),
    status=st.sampled_from([300, 304, 400, 401, 403, 404, 409, 410, 422, 429, 500, 503, 599]),
    after=st.text(max_size=12).filter(lambda text: text.isprintable()) | st.just("9" * 400),
    kind=st.sampled_from(["application/json", "text/html", "", "x/y; charset=nonsense"]),
)
def test_any_refusal_is_an_error_of_this_package(
    hostile_client: tuple[Ionworks, Script], body: bytes, status: int, after: str, kind: str
) -> None:
    client, service = hostile_client
    headers = {"Content-Type": kind, "Retry-After": after.encode().decode("latin-1")}
    service.replies[:] = [Reply(status, body if status != 304 else b"", headers)]
    with pytest.raises(errors.IonworksError) as refusal:
        client.cell_spec.get("s")
    assert str(refusal.value)
    retry_after = getattr(refusal.value, "retry_after", None)
    assert retry_after is None or retry_after >= 0


@pytest.fixture(scope="module")
def hostile_client() -> Iterator[tuple[Ionworks, Script]]:
    with scripted(Reply()) as service, client_of(service.url) as client:
        yield client, service


SPEC = b'{"id": "s", "name": "mine", "organization_id": "o"}'
FORGED = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 52\r\n\r\n"
    b'{"id": "s", "name": "other", "organization_id": "o"}'
)
MORE = {
    "line ends": ({"Content-Length": str(len(SPEC))}, SPEC + b"\r\n\r\n"),
    "text": ({"Content-Length": str(len(SPEC))}, SPEC + b"<!-- served by a proxy -->"),
    "an answer": ({"Content-Length": str(len(SPEC))}, SPEC + FORGED),
    "an answer after chunks": (
        {"Transfer-Encoding": "chunked"},
        b"%x\r\n%s\r\n0\r\n\r\n%s" % (len(SPEC), SPEC, FORGED),
    ),
}


CALLS: list[Callable[[Any], Any]] = [
    lambda client: client.cell_spec.get("s"),
    lambda client: client.cell_spec.create({"name": "mine"}),
    lambda client: client.cell_spec.get("s"),
    lambda client: client.close(),
]


@pytest.mark.parametrize("face", [Ionworks, AsyncIonworks])
@pytest.mark.parametrize("case", MORE)
def test_what_comes_after_an_answer_is_not_the_next_one(face: Any, case: str) -> None:
    """A connection with bytes that nobody asked for is not used again."""
    headers, body = MORE[case]
    more = Reply(200, body, {"Content-Type": "application/json", **headers})

    async def names(url: str) -> list[str]:
        client = face(api_url=url, api_key="k", max_retries=0)
        outcomes = []
        for call in CALLS:
            outcome = call(client)
            outcomes.append(await outcome if isinstance(outcome, Awaitable) else outcome)
        return [spec.name for spec in outcomes[:-1]]

    with scripted(more, more, Reply(200, SPEC)) as service:
        assert anyio.run(names, service.url) == ["mine"] * 3
    assert [seen.method for seen in service.seen] == ["GET", "POST", "GET"]
    assert len({seen.port for seen in service.seen}) == 3  # a connection each
