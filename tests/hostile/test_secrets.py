"""The key is in nothing that is shown, kept or handed on, and signatures of links are in no log.

Shown: representations, messages, logs of every level and of the libraries below, tracebacks with
the values of locals, pages of a notebook. Kept or handed on: pickles, copies, the cache, progress,
the environment and the command line of children.
"""

from __future__ import annotations

import copy
import json
import logging
import os
import pickle
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hostile.conftest import KEY, client_of
from support.scripted import Reply, Seen, scripted

from ionworks import AsyncIonworks, Ionworks, errors
from ionworks._io.connections import _SIGNED

FAULTS: dict[str, Reply] = {
    "refused": Reply(403),
    "absent": Reply(404),
    "failed": Reply(500),
    "limited": Reply(429, b"{}", {"Retry-After": "3"}),
    "hung up": Reply(hang_up=True),
    "cut": Reply(200, b"{", {"Content-Length": "99", "Connection": "close"}),
    "no JSON": Reply(200, b"<html>"),
    "packed": Reply(200, b"x", {"Content-Encoding": "br"}),
    "redirect": Reply(307, b"", {"Location": "file:///"}),
}


@pytest.mark.parametrize("way", ["api_key", "token"])
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_the_key_is_in_no_log_no_repr_and_no_traceback(
    ask: Any, caplog: pytest.LogCaptureFixture, fault: Reply, way: str
) -> None:
    def shown(act: Callable[[Any], Any], url: str) -> list[str]:
        found: list[str] = []

        def acting(client: Any) -> Any:
            found.extend([repr(client), str(client), repr(vars(client)), repr(client.settings)])
            return act(client)

        with pytest.raises(errors.IonworksError) as failure:
            ask(url, acting, **{"api_key": None, way: KEY})
        problem: BaseException | None = failure.value
        found += [str(problem), repr(problem), repr(vars(problem))]
        while problem is not None:
            told = traceback.TracebackException.from_exception(problem, capture_locals=True)
            # The tests know the key.
            ours = [frame for frame in told.stack if "/tests/" not in frame.filename]
            found += [str([frame.locals for frame in ours]), str(problem), repr(problem)]
            problem = problem.__cause__ or problem.__context__
        return found

    with caplog.at_level(logging.DEBUG), scripted(fault) as service:
        texts = shown(lambda client: client.cell_spec.get("s"), service.url)
        texts += shown(lambda client: client.cell_spec.create({"name": "x"}), service.url)
        texts += shown(
            lambda client: client.cell_measurement.cycles("m", use_cache=False), service.url
        )
        nobody = "http://127.0.0.1:9"
        texts += shown(lambda client: client.cell_spec.get("s"), nobody)
    sent = [request.headers for request in service.seen]
    assert sent
    assert all(KEY in (one.get("x-api-key") or one["authorization"]) for one in sent)
    assert caplog.records
    for text in (*texts, caplog.text):
        assert KEY not in text


@pytest.mark.parametrize("way", ["api_key", "token"])
def test_a_service_that_quotes_the_key_is_not_quoted(ask: Any, way: str) -> None:
    quoting = {"message": f"{KEY} is not valid", "error_code": KEY, "detail": {"key": [KEY]}}
    for body in (json.dumps(quoting), json.dumps({"detail": [{"loc": [KEY], "msg": KEY}]}), KEY):
        with scripted(Reply(403, body.encode())) as service:
            with pytest.raises(errors.ForbiddenError) as refusal:
                ask(
                    service.url,
                    lambda client: client.cell_spec.get("s"),
                    **{"api_key": None, way: KEY},
                )
        assert KEY not in str(refusal.value)
        assert KEY not in repr(vars(refusal.value))


def test_signatures_of_links_are_in_no_log(
    caplog: pytest.LogCaptureFixture, connection: dict[str, Any], tmp_path: Path
) -> None:
    seen: list[str] = []
    with caplog.at_level(logging.DEBUG), Ionworks(**connection) as client:
        raw = client.raw_data.upload(b"x", name="n.txt")
        client.raw_data.download(raw.id, tmp_path / "n.txt")
        with scripted(Reply(404)) as storage:
            link = (
                f"{storage.url}/f?X-Amz-Signature=SECRET1&X-Amz-Security-Token=SECRET2&sig=SECRET3"
            )
            with scripted(Reply(307, b"", {"Location": link})) as service:
                with client_of(service.url) as other, pytest.raises(errors.TransferError):
                    other.cell_measurement.get_file("m", "f", use_cache=False)
            seen += [request.path for request in storage.seen]
    assert "SECRET1" in seen[0]  # it was asked for as it is
    assert "SECRET" not in caplog.text
    assert "HTTP Request: PUT" in caplog.text
    # What a server logs of the requests that it takes is its own; ours logs none.
    ours = [record.getMessage() for record in caplog.records if "uvicorn" not in record.name]
    logged = [line for line in ours if "signature=" in line.lower()]
    assert logged
    assert all("signature=…" in line.lower() for line in logged)


@pytest.mark.parametrize(
    "query",
    [
        "signature=S&expires=1",
        "type=x&Signature=S",
        "token=S",
        "X-Amz-Credential=S&X-Amz-Security-Token=S",
        "sig=S&se=1",
        "X-Goog-Signature=S",
        "Key-Pair-Id=S",
    ],
)
def test_the_names_of_signatures_are_known(query: str) -> None:
    assert "=S" not in _SIGNED.sub(r"\1…", f"GET https://storage/a?{query} HTTP/1.1")


def test_a_key_gets_into_the_pickles_of_clients_alone_and_works_in_copies() -> None:
    with client_of("http://127.0.0.1:9") as client:
        for thing in (client.settings, client.settings.credential):
            with pytest.raises(TypeError, match=r"pickle"):
                pickle.dumps(thing)
        for thing in (client, client.cell_spec):
            again = pickle.loads(pickle.dumps(thing))
            for one in (again, copy.copy(thing), copy.deepcopy(thing)):
                assert KEY not in repr(one) + str(vars(one))
        assert pickle.loads(pickle.dumps(client)).settings.headers() == {"X-API-Key": KEY}
        assert copy.copy(client.settings).headers() == {"X-API-Key": KEY}
        assert copy.deepcopy(client.settings).headers() == {"X-API-Key": KEY}
        assert KEY not in repr(copy.deepcopy(client.settings))
        with pytest.raises(TypeError):
            json.dumps(client.settings)
    error = errors.NotFoundError("gone", status_code=404)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_the_key_is_not_in_the_cache(tmp_path: Path) -> None:
    from ionworks.cache import CacheSettings

    def answer(seen: Seen) -> Reply:
        if seen.path.startswith("/stored"):
            return Reply(200, b"content", {"ETag": '"1"'})
        return Reply(307, b"", {"Location": f"{service.url}/stored?signature={KEY}-signed"})

    with scripted(answer=answer) as service:
        with client_of(service.url, cache=CacheSettings(directory=tmp_path)) as client:
            assert client.cell_measurement.get_file("m", "f") == b"content"
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.read_bytes() == b"content" for path in kept)
    for path in kept:
        assert KEY.encode() not in path.read_bytes()
        assert KEY not in str(path)


def test_the_key_is_not_in_progress_nor_with_children(tmp_path: Path) -> None:
    told: list[str] = []
    before = dict(os.environ)
    target = {"filename": "n", "token": "", "path": "p"}

    def answer(seen: Seen) -> Reply:
        if seen.method == "PUT":
            return Reply(200)
        uploads = [{**target, "signed_url": f"{service.url}/put"}]
        return Reply(
            body=json.dumps(
                {"raw_data_id": "r", "uploads": uploads, "id": "r", "name": "n"}
            ).encode()
        )

    with scripted(answer=answer) as service, client_of(service.url) as client:
        client.raw_data.upload(b"x" * 99, name="n", progress=lambda *done: told.append(repr(done)))
        child = subprocess.run(
            [sys.executable, "-c", "import os; print(dict(os.environ))"],
            capture_output=True,
            text=True,
            check=True,
        )
    assert told
    assert KEY not in "".join(told)
    assert dict(os.environ) == before
    assert KEY not in child.stdout
    assert KEY not in " ".join(sys.argv)
    cmdline = Path("/proc/self/cmdline")
    assert not cmdline.exists() or KEY.encode() not in cmdline.read_bytes()


def test_the_key_is_on_no_page_of_a_notebook() -> None:
    project = b'{"id": "p", "name": "n", "organization_id": "o"}'
    page = b'{"items": [' + project + b'], "count": 1, "total": 1}'
    with scripted(Reply(body=page)) as service, client_of(service.url) as client:
        found = client.project.list()
        assert "o" in found._repr_html_()
        assert KEY not in found._repr_html_() + found[0]._repr_html_() + repr(found)
        for thing in (client, AsyncIonworks(api_key=KEY, api_url=service.url)):
            assert not hasattr(thing, "_repr_html_")
            assert KEY not in repr(thing) + str(vars(thing)) + repr(dir(thing))
