"""What every request meets: credentials, bodies, the contract, correlation ids."""

import gzip
import json

import httpx
import pytest

from ionworks.local import bodies


def test_only_the_key_lets_in(platform):
    def status(**headers):
        response = httpx.get(f"{platform.url}/users/me", headers=headers)
        assert platform.api_key not in response.text
        return response.status_code

    assert status(**{"X-API-Key": platform.api_key}) == 200
    assert status(Authorization=f"Bearer {platform.api_key}") == 200
    assert status() == 403
    assert status(**{"X-API-Key": platform.api_key + "x"}) == 403
    assert status(**{"X-API-Key": "schlüssel".encode()}) == 403
    assert status(Authorization="Bearer nope", **{"X-API-Key": platform.api_key}) == 403
    assert status(**{"X-API-Key": platform.api_key, "X-Organization-Id": "other"}) == 403


def test_a_refused_credential_is_named(platform):
    wrong = httpx.get(f"{platform.url}/users/me", headers={"X-API-Key": "wrong"}).json()
    assert wrong["error_code"] == "FORBIDDEN"
    assert "X-API-Key" in wrong["message"]
    assert "wrong" not in wrong["message"]


def test_health_needs_no_credential(platform):
    assert httpx.get(f"{platform.url}/healthz").status_code == 200


def test_correlation_ids_are_kept_or_made(api):
    assert (
        api.get("/healthz", headers={"x-correlation-id": "mine"}).headers["x-correlation-id"]
        == "mine"
    )
    made = api.get("/healthz", headers={"x-correlation-id": "bad id"}).headers["x-correlation-id"]
    assert made != "bad id"
    assert api.get("/nowhere").headers["x-correlation-id"]


@pytest.mark.parametrize(
    ("body", "loc"),
    [
        ({}, ["body", "name"]),
        ({"name": 3}, ["body", "name"]),
        ([], ["body"]),
        (
            {"name": "a", "ratings": {"capacity": {"value": "5", "unit": "A.h"}}},
            ["body", "ratings", "capacity", "value"],
        ),
        (
            {"name": "a", "anode": {"material": {"manufacturer": "X"}}},
            ["body", "anode", "material", "name"],
        ),
        ({"name": "a", "anode": 3}, ["body", "anode"]),
    ],
)
def test_a_wrong_field_is_named(lab, body, loc):
    refusal = lab.refused(422, "POST", "/cell_specifications", json=body)
    assert loc in [problem["loc"] for problem in refusal["detail"]]


@pytest.mark.parametrize(
    "query",
    [
        {"limit": "0"},
        {"limit": "1001"},
        {"limit": "ten"},
        {"offset": "-1"},
        {"order": "up"},
        {"order_by": "size"},
        {"created_at_gt": "yesterday"},
    ],
)
def test_a_wrong_parameter_is_named(lab, query):
    refusal = lab.refused(422, "GET", "/cell_specifications", params=query)
    assert [problem["loc"] for problem in refusal["detail"]] == [["query", *query]]


def test_a_problem_of_many_is_not_repeated_for_ever(lab):
    body = {"measurement_ids": [0] * 1000, "add": [], "remove": []}
    refusal = lab.refused(422, "POST", "/cell_measurements/tags/bulk", json=body)
    assert 0 < len(refusal["detail"]) <= 20


@pytest.mark.parametrize("path", ["/projects", "/jobs/some/cancel"])
def test_null_is_not_the_same_as_no_body(lab, path):
    refusal = lab.refused(
        422, "POST", path, content=b" null ", headers={"Content-Type": "application/json"}
    )
    assert refusal["detail"][0]["loc"] == ["body"]


def test_gzipped_bodies(lab):
    body = gzip.compress(json.dumps({"name": "zipped"}).encode())
    made = lab.ok(
        "POST",
        "/cell_specifications",
        content=body,
        headers={"Content-Encoding": "gzip", "Content-Type": "application/json"},
    )
    assert made["name"] == "zipped"


@pytest.mark.parametrize(
    ("status", "encoding", "content"),
    [
        (400, "gzip", b'{"name": "not zipped"}'),
        (400, "gzip", gzip.compress(b'{"name": "cut"}')[:-6]),
        (400, "br", b"{}"),
        (400, "identity", b'{"name": '),
        (400, "identity", b'{"name": "\xff"}'),
        (400, "identity", b'{"name": "a", "properties": {"x": NaN}}'),
        (400, "identity", b'{"name": "\\ud800"}'),
        (400, "identity", b"[" * 100_000),
        (400, "identity", b'{"name": "a", "properties": ' + b'{"a":' * 70 + b"1" + b"}" * 71),
        (422, "identity", b""),
        (413, "gzip", gzip.compress(b" " * (bodies.MAX_BYTES + 1))),
        (413, "identity", b" " * (bodies.MAX_BYTES + 1)),
    ],
    ids=[
        "no gzip",
        "gzip cut off",
        "other encoding",
        "JSON cut off",
        "no UTF-8",
        "NaN",
        "half a surrogate pair",
        "deep beyond parsing",
        "deep",
        "nothing",
        "gzip bomb",
        "large",
    ],
)
def test_a_body_that_cannot_be_read_is_refused(lab, status, encoding, content):
    refusal = lab.refused(
        status,
        "POST",
        "/cell_specifications",
        content=content,
        headers={"Content-Encoding": encoding},
    )
    assert status == 422 or refusal["message"]
    assert lab.get("/cell_specifications")["total"] == 0


def test_an_operation_that_is_not_done_here_says_so(lab):
    query = {"parameter": "Mass [kg]"}
    refusal = lab.refused(501, "GET", "/model_builders/calculations/producing", params=query)
    assert refusal["error_code"] == "NOT_IMPLEMENTED"
    assert refusal["detail"]["operation"] == "calculations_producing"


def test_paths_that_are_none(lab):
    assert lab.refused(404, "GET", "/nowhere")["error_code"] == "NOT_FOUND"
    assert lab.refused(404, "GET", "//projects")["error_code"] == "NOT_FOUND"
    assert lab.refused(405, "PUT", "/projects")["error_code"] == "METHOD_NOT_ALLOWED"


def test_a_collection_takes_a_slash_at_its_end(lab):
    assert lab.get("/projects/") == lab.get("/projects")


@pytest.mark.failing_platform
def test_a_fault_is_an_answer_and_the_connection_stays(lab, api, platform, monkeypatch, caplog):
    monkeypatch.setattr("ionworks.local.filters.Listing.page", None)
    refusal = lab.refused(500, "GET", "/projects", headers={"x-correlation-id": "this-one"})
    assert refusal["error_code"] == "INTERNAL_ERROR"
    assert lab.get("/healthz")["status"] == "ok"
    assert "this-one" in caplog.text


def test_the_key_is_kept_and_private(platform):
    path = platform.data / "api-key"
    assert path.read_text().strip() == platform.api_key
    assert path.stat().st_mode & 0o777 == 0o600
    assert (platform.data / "serving.json").stat().st_mode & 0o777 == 0o600
    assert platform.data.stat().st_mode & 0o777 == 0o700
