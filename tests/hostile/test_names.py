"""Names from elsewhere stay names.

A name either comes back as it was given or is refused with a `ValueError` before anything is
sent; and whatever a service calls its files, nothing is written outside the folder that was asked
for. Both faces are the same code below `_attachments`; where a client is involved, both run.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hostile.conftest import client_of
from hostile.fuzzing import HALVES, NAMES, fuzz
from hypothesis import given
from support.scripted import Reply, Seen, scripted

from ionworks import errors
from ionworks.cache import Cache, CacheSettings, Key
from ionworks.resources._attachments import prepare_targets, safe_target
from ionworks.urls import Urls

FOLDER = Path("downloads")
BAD = [
    *("", ".", "..", "../a", "/etc/passwd", "a/b", "a\\b", "C:a", "a\0", "a\n", "a.", "a "),
    *("CON", "nul.txt", "Lpt1.csv", "COM¹.txt", "conout$", "aux.tar.gz"),
    *("a\u202egnp.exe", "\u2066a", "a\u200b", "\ud800.png", "\U0001f50b" * 64, "x" * 256),
]


@pytest.mark.parametrize("name", BAD, ids=ascii)
def test_a_name_that_leads_elsewhere_is_refused_before_anything_is_made(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(ValueError, match="written safely"):
        prepare_targets(tmp_path / "new", ["fine.png", name])
    assert not (tmp_path / "new").exists()


@fuzz(400)
@given(NAMES | HALVES)
def test_any_name_stays_in_the_folder(name: str) -> None:
    try:
        target = safe_target(FOLDER, name)
    except ValueError:
        return
    assert target.parent == FOLDER
    assert target.name == name


@pytest.mark.parametrize("name", ["x" * 255, "\U0001f50b" * 63, "säule #1.txt", ".hidden"])
def test_plain_names_are_kept(name: str) -> None:
    assert safe_target(FOLDER, name) == FOLDER / name


@pytest.mark.parametrize("name", [*BAD, "../../../planted", "sub/../../planted"], ids=ascii)
def test_a_service_that_calls_its_files_so_writes_nothing_outside(
    ask: Any, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "deep" / "target"
    folder.mkdir(parents=True)

    def answer(seen: Seen) -> Reply:
        if seen.path.endswith("/files"):
            return Reply(body=json.dumps({"filenames": ["fine.txt", name]}).encode())
        if seen.path.endswith("download-url"):
            return Reply(body=json.dumps({"url": f"{service.url}/stored"}).encode())
        if seen.path == "/raw_data/r":
            return Reply(body=json.dumps({"id": "r", "name": "n", "filename": name}).encode())
        return Reply(body=b"planted", headers={})

    with scripted(answer=answer) as service:
        with pytest.raises(ValueError, match="written safely"):
            ask(service.url, lambda client: client.cell_measurement.save_files("m", folder))
        if name:  # without a file name, the record's own name is taken
            with pytest.raises(ValueError, match="written safely"):
                ask(service.url, lambda client: client.raw_data.download("r", folder))
        assert not any("stored" in seen.path for seen in service.seen)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@fuzz(40)
@given(NAMES)
def test_an_id_reaches_the_service_as_it_is_or_nothing_is_sent(name: str) -> None:
    acts = (
        lambda c: c.cell_spec.get(name),
        lambda c: c.cell_instance.delete(name),
        lambda c: c.cell_measurement.update(name, {"notes": "x"}),
        lambda c: c.cell_measurement.get_file("m", name, use_cache=False),
    )
    with scripted(Reply(404)) as service, client_of(service.url) as client:
        for act in acts:
            service.seen.clear()
            try:
                act(client)
            except errors.NotFoundError:
                (request,) = service.seen
                path, _, query = request.path.partition("?")
                assert not query or "=" in query
                assert unquote(path.rpartition("/")[2]) == name
                assert path.count("/") == (4 if "/files/" in path else 2)
                assert path.isascii()
            except ValueError:
                assert not service.seen
                assert name.strip() in ("", ".", "..")


@fuzz(20)
@given(HALVES)
def test_what_is_no_text_is_refused_in_words_before_anything_is_sent(name: str) -> None:
    acts = (
        lambda c: c.cell_spec.get(name),
        lambda c: c.cell_spec.list(name=name),
        lambda c: c.cell_spec.list(name_exact=name),
        lambda c: c.cell_spec.create({"name": name}),
        lambda c: c.project.create({"name": name}),
        lambda c: c.cell_instance.create("s", {"name": name}),
        lambda c: c.raw_data.upload(b"x", name=name),
        lambda c: c.resolve_measurement(name, "c", "m"),
    )
    with scripted(Reply(500)) as service, client_of(service.url) as client:
        for act in acts:
            with pytest.raises(ValueError, match="surrogate"):
                act(client)
        assert not service.seen


@pytest.mark.parametrize("length", [70_000, 1_000_000])
def test_an_address_that_is_too_long_is_refused_in_words(length: int) -> None:
    with scripted(Reply(500)) as service, client_of(service.url) as client:
        for act in (
            lambda: client.cell_spec.get("x" * length),
            lambda: client.cell_spec.list(name="x" * length),
        ):
            with pytest.raises(ValueError, match="make no address"):
                act()
        assert not service.seen


@fuzz(100)
@given(NAMES, NAMES)
def test_a_link_to_the_web_app_has_its_parts_and_no_others(project: str, name: str) -> None:
    try:
        link = Urls("https://api.ionworks.com", project).measurement(name)
    except ValueError:
        assert {project.strip(), name.strip()} & {"", ".", ".."}
        return
    parts = link.removeprefix("https://app.ionworks.com/dashboard/projects/").split("/")
    assert [unquote(part) for part in (parts[0], parts[-1])] == [project.strip(), name.strip()]
    assert parts[1:-1] == ["data", "measurements"]


@fuzz(40)
@given(NAMES, NAMES)
def test_whatever_a_key_holds_its_file_is_in_the_folder_of_the_cache(
    tmp_path_factory: pytest.TempPathFactory, measurement: str, name: str
) -> None:
    directory = tmp_path_factory.mktemp("cache")
    cache = Cache(CacheSettings(directory=directory))
    key = Key("https://api", "account", measurement, f"file:{name}")
    with cache.writer(key) as writer:
        writer.file.write(name.encode())
        entry = writer.commit()
    assert entry is not None
    assert entry.path.parent == directory / "sdk-v1" / "entries"
    found = cache.find(key)
    assert found is not None
    assert found.path.read_bytes() == name.encode()
    other = cache.find(Key("https://api", "account", f"{measurement}x", f"file:{name}"))
    assert other is None


@pytest.mark.skipif(sys.platform != "linux", reason="about names that are bytes")
def test_a_file_whose_name_is_no_text_is_refused_in_words(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"\xff.txt")  # noqa: PTH118 - a name of bytes
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(b"x")
    with scripted(Reply(500)) as service, client_of(service.url) as client:
        with pytest.raises(ValueError, match="surrogate"):
            client.cell_measurement.create_file("c", name="n", filepaths=[os.fsdecode(path)])
        with pytest.raises(ValueError, match="surrogate"):
            client.raw_data.upload(os.fsdecode(path))
        assert not service.seen
