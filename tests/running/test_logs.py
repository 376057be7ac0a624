"""What a program finds in its log: one line for each request, nothing of the server, no secret."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from typing import Any

import httpx
import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from support.scripted import Reply, scripted

from ionworks import APIConnectionError, Ionworks, errors

KEY = "key-that-nobody-may-read"


def lines(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.name == "ionworks.http"]


def test_each_attempt_is_one_line(do: Any, caplog: pytest.LogCaptureFixture) -> None:
    busy = Reply(503, b"{}", {"X-Correlation-Id": "c-1", "Retry-After": "0"})
    found = Reply(200, b'{"status": "ok"}', {"X-Correlation-Id": "c-2"})
    with caplog.at_level(logging.INFO), scripted(busy, found) as service:
        do(lambda client: client.get("/things?filter=hush"), api_url=service.url, api_key=KEY)
    told = [
        (one.method, one.path, one.status, one.attempt, one.correlation_id, one.levelname)
        for one in lines(caplog)
    ]
    assert told == [
        ("GET", "/things", 503, 1, "c-1", "INFO"),
        ("GET", "/things", 200, 2, "c-2", "INFO"),
    ]
    text = lines(caplog)[1].getMessage()
    assert text.startswith("GET /things: 200 in ")
    assert text.endswith(" ms, attempt 2, correlation id c-2")
    assert "hush" not in caplog.text
    assert KEY not in caplog.text
    # The HTTP library would say the same again.
    assert "httpx" not in {one.name for one in caplog.records}


@pytest.mark.parametrize("name", ["Set-Cookie", "SET-COOKIE"])
def test_cookies_are_in_no_log(do: Any, caplog: pytest.LogCaptureFixture, name: str) -> None:
    found = Reply(200, b"{}", {"Content-Type": "application/json", name: "session=hush; Path=/"})
    with caplog.at_level(0), scripted(found) as service:
        do(lambda client: client.get("/things"), api_url=service.url, api_key=KEY)
    assert "cookie" in caplog.text.lower()
    assert "hush" not in caplog.text


def test_a_request_without_an_answer_is_a_line_too(caplog: pytest.LogCaptureFixture) -> None:
    nobody = "http://127.0.0.1:9"
    with caplog.at_level(logging.INFO), Ionworks(KEY, nobody, max_retries=0) as client:
        with pytest.raises(APIConnectionError):
            client.cell_spec.get("a\nERROR forged")
    (line,) = lines(caplog)
    assert (line.status, line.error) == (None, "ConnectError")
    assert "\n" not in line.getMessage()


def test_links_of_storage_are_told_without_their_query(
    client: Ionworks, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        client.raw_data.upload(b"x", name="n.txt")
    (put,) = [one for one in lines(caplog) if one.method == "PUT"]
    assert put.getMessage().startswith("PUT http://127.0.0.1:")
    assert "?" not in put.getMessage()
    assert "signature" not in caplog.text


PROGRAM = """
import logging, sys
from ionworks import Ionworks, NotFoundError

def work():
    with Ionworks(api_url="local:" + sys.argv[1]) as client:
        client.raw_data.upload(b"x", name="n.txt")
        try:
            client.cell_spec.get("nowhere")
        except NotFoundError:
            pass

work()
print("now loud", file=sys.stderr)
logging.basicConfig(level=logging.DEBUG, format="%(name)s %(message)s")
sys.argv[1] += " too"
work()
"""


def test_nothing_of_the_server_is_in_the_log_of_a_program(tmp_path: Any) -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, tmp_path / "data"],
        capture_output=True,
        text=True,
        check=True,
    )
    quiet, _, loud = run.stderr.partition("now loud\n")
    assert quiet == ""
    named = {line.split()[0].partition(".")[0] for line in loud.splitlines()}
    # Locks of files are taken by the client's cache as well.
    assert named == {"ionworks", "httpx", "httpcore", "filelock"}, loud


SECRETS = """
import json, logging, sys, traceback
from urllib.parse import parse_qs, urlsplit

logging.basicConfig(level=0, format="%(name)s %(message)s")
logging.getLogger().setLevel(0)

import anyio
import ionworks
from ionworks import AsyncIonworks, Ionworks, IonworksError
from ionworks._io.network import AsyncTransport, Transport

secrets = set()

def watch(kind, method):
    send = getattr(kind, method)
    def watched(self, request):
        secrets.add(request.headers.get("X-API-Key"))
        secrets.update(parse_qs(urlsplit(str(request.url)).query).get("signature", ()))
        return send(self, request)
    setattr(kind, method, watched)

watch(Transport, "handle_request")
watch(AsyncTransport, "handle_async_request")

def failing(call):
    try:
        call()
    except IonworksError as problem:
        logging.getLogger("mine").exception("it failed: %r", problem)
    else:
        raise AssertionError("that should fail")

address = f"local:{sys.argv[1]}"
with Ionworks(api_url=address) as client:
    spec = client.cell_spec.create({"name": "spec"})
    cell = client.cell_instance.create(spec, {"name": "cell"})
    detail = {"measurement": {"name": "m"}, "time_series": ionworks.examples.discharge()}
    made = client.cell_measurement.create(cell, detail)
    client.cell_measurement.time_series(made.id, use_cache=False)
    client.cell_measurement.scan_many([made.id]).collect()
    file = client.raw_data.upload(b"x", name="n.txt")
    client.raw_data.download(file, sys.argv[1] + "/n.txt")
    failing(lambda: client.cell_spec.get("nowhere"))
    failing(lambda: client.raw_data.download("nowhere", sys.argv[1] + "/m.txt"))
    failing(lambda: client.cell_spec.create({"name": "spec"}))
    logging.getLogger("mine").info("%r %r", client, client.settings)
    wrong = Ionworks("a-wrong-key-that-is-long-enough", client.settings.api_url)
failing(wrong.cell_spec.list)
failing(Ionworks("a-key-for-nobody-who-listens", "http://127.0.0.1:9", max_retries=0).whoami)

async def again():
    async with AsyncIonworks(api_url=address) as client:
        await client.raw_data.upload(b"y", name="other.txt")

anyio.run(again)
print(json.dumps(sorted(secrets - {None})))
"""


def test_no_secret_is_in_any_log_of_any_level(tmp_path: Any) -> None:
    run = subprocess.run(
        [sys.executable, "-c", SECRETS, tmp_path / "data"],
        capture_output=True,
        text=True,
        check=True,
    )
    secrets = json.loads(run.stdout)
    assert len(secrets) >= 7  # three keys; signatures of what went up and down
    for secret in secrets:
        assert secret not in run.stderr
    named = {line.split()[0].partition(".")[0] for line in run.stderr.splitlines() if line}
    assert {"ionworks.http", "httpx", "mine"} <= {
        line.split()[0] for line in run.stderr.splitlines() if line
    }
    assert not named & {"uvicorn", "sqlalchemy", "python_multipart"}


@pytest.fixture(scope="module")
def exporter() -> InMemorySpanExporter:
    """Where spans of this process go; a process has one provider for good."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    return exporter


def test_each_attempt_is_a_span(do: Any, exporter: InMemorySpanExporter) -> None:
    exporter.clear()
    away = Reply(404, b"{}", {"X-Correlation-Id": "c-3"})
    with scripted(Reply(503, b"{}", {"Retry-After": "0"}), away) as service:
        with trace.get_tracer("test").start_as_current_span("outer") as outer:
            with pytest.raises(errors.NotFoundError):
                do(lambda client: client.get("/t?q=hush"), api_url=service.url, api_key=KEY)
        sent = [request.headers["traceparent"].split("-") for request in service.seen]
    first, second = (one for one in exporter.get_finished_spans() if one.name == "GET")
    assert second.parent.span_id == outer.get_span_context().span_id
    assert second.kind is trace.SpanKind.CLIENT
    assert second.status.status_code is trace.StatusCode.ERROR
    said = dict(second.attributes or {})
    assert said.pop("server.port") == int(service.url.rpartition(":")[2])
    assert said == {
        "http.request.method": "GET",
        "http.request.resend_count": 1,
        "http.response.status_code": 404,
        "server.address": "127.0.0.1",
        "url.full": f"{service.url}/t",
        "url.path": "/t",
        "error.type": "404",
        "ionworks.correlation_id": "c-3",
    }
    # The service can go on with the trace.
    for span, (_, trace_id, span_id, _) in zip((first, second), sent, strict=True):
        assert (f"{span.context.trace_id:032x}", f"{span.context.span_id:016x}") == (
            trace_id,
            span_id,
        )


def test_storage_is_told_of_no_trace(client: Ionworks, exporter: InMemorySpanExporter) -> None:
    seen: list[httpx.Headers] = []
    hooks = {"request": [lambda request: seen.append(request.headers)]}
    with httpx.Client(event_hooks=hooks) as http:
        settings = client.settings
        with Ionworks(
            settings.credential.value, settings.api_url, settings.project_id, http_client=http
        ) as own:
            own.raw_data.upload(b"x", name="n.txt")
    with_trace = ["traceparent" in headers for headers in seen]
    with_key = ["x-api-key" in headers for headers in seen]
    assert with_trace == with_key
    assert not all(with_trace)
