"""What stands in a data folder in the place of the platform's own files is believed only if it
is this user's; no key leaves the machine, nothing hangs, and what is stored is private."""

from __future__ import annotations

import json
import os
import socket
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest
from crashes.tools import until
from support.scripted import Reply, scripted
from support.wire import Wire, ask

from ionworks import Ionworks
from ionworks.errors import ConfigurationError
from ionworks.local import address, state
from ionworks.local.locking import hold
from ionworks.local.server import Platform

pytestmark = pytest.mark.skipif(os.name != "posix", reason="about files of POSIX")
STATE = {
    "url": "http://127.0.0.1:9",
    "storage_url": "http://127.0.0.1:9",
    "api_key": "key-that-nobody-should-see",
    "pid": 1,
    "run": "run",
}


@pytest.fixture(autouse=True)
def _stop_own_platforms() -> Iterator[None]:
    yield
    for folder in list(address._own):
        address._own.pop(folder).close()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    return folder


@contextmanager
def held(data: Path) -> Iterator[None]:
    """Hold a folder, as a platform does that serves it."""
    lock = hold(data)
    yield
    lock.release()


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket must be short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def a_folder(path: Path) -> None:
    path.mkdir()


def a_link(path: Path) -> None:
    outside = path.parent.parent / "outside"
    outside.write_text(json.dumps(STATE))
    path.symlink_to(outside)


def a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_loop(path: Path) -> None:
    path.symlink_to(path.name)


def open_to_all(path: Path) -> None:
    path.write_text(json.dumps(STATE))
    path.chmod(0o666)


def open_to_the_group(path: Path) -> None:
    path.write_text(json.dumps(STATE))
    path.chmod(0o660)


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(10 * 1024**3)
    path.chmod(0o600)


PLANTS = [a_pipe, a_socket, a_folder, a_link, a_device, a_loop]
SERIES = pl.DataFrame(
    {
        "Time [s]": [0.0, 1.0],
        "Voltage [V]": [4.0, 3.9],
        "Current [A]": [1.0, 1.0],
        "Step count": [0, 0],
    }
)
Plant = Callable[[Path], None]


@pytest.mark.parametrize("plant", [*PLANTS, open_to_all, open_to_the_group, huge])
def test_in_the_place_of_the_state_of_a_platform(data: Path, plant: Plant) -> None:
    plant(data / "serving.json")
    with held(data), pytest.raises(ConfigurationError, match=r"serving\.json") as refused:
        address.connect(f"local:{data}")
    assert STATE["api_key"] not in str(refused.value)


@pytest.mark.parametrize("plant", PLANTS)
@pytest.mark.parametrize("place", ["serving.json", "serving.lock", "api-key"])
def test_in_the_place_of_a_file_of_the_platform(data: Path, plant: Plant, place: str) -> None:
    plant(data / place)
    with pytest.raises(ConfigurationError, match=place):
        address.connect(f"local:{data}")
    with pytest.raises(ConfigurationError, match=place):
        Platform(data)
    outside = data.parent / "outside"
    assert not outside.exists() or outside.read_text() == json.dumps(STATE)


@pytest.mark.parametrize("place", ["serving.json", "api-key", "."])
def test_of_another_user(data: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    Platform(data).close()
    state.write(data, state.Serving(**STATE))
    user, lstat, fstat = os.geteuid(), Path.lstat, os.fstat
    theirs = (data / place).stat().st_ino

    def as_seen(found: os.stat_result) -> os.stat_result:
        fields = list(found)
        if found.st_ino == theirs:
            fields[stat.ST_UID] = user + 1
        return os.stat_result(fields)

    monkeypatch.setattr(Path, "lstat", lambda path: as_seen(lstat(path)))
    monkeypatch.setattr(os, "fstat", lambda handle: as_seen(fstat(handle)))
    with pytest.raises(ConfigurationError, match="another user"):
        address.connect(f"local:{data}")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 10_000,
        b'{"url": "http://127.0.0.1:9"}',
        json.dumps({**STATE, "url": 5}).encode(),
        json.dumps({**STATE, "api_key": None}).encode(),
        json.dumps({**STATE, "more": 1}).encode(),
    ],
)
def test_garbage_of_ones_own_is_no_state(
    data: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    """As after a crash: the platform that holds the folder is waited for, within bounds."""
    path = data / "serving.json"
    path.write_bytes(content)
    path.chmod(0o600)
    assert state.read(data) is None
    monkeypatch.setattr(address, "_PATIENCE", 0.0)
    with held(data), pytest.raises(ConfigurationError, match="does not answer"):
        address.connect(f"local:{data}")


def test_garbage_of_ones_own_is_replaced_by_the_next_platform(data: Path) -> None:
    (data / "serving.json").write_text("{")
    connection = address.connect(f"local:{data}")
    assert ask(connection.api_url, "GET /healthz").status == 200
    found = state.read(data)
    assert found is not None
    assert found.url == connection.api_url


@pytest.mark.parametrize(
    "url",
    [
        "http://192.0.2.1:80",
        "http://example.org:80",
        "http://localhost.example.org:80",
        "http://127.0.0.1.example.org:80",
        "http://127.0.0.1:80@example.org:80",
        "http://user@127.0.0.1:80",
        "http://0.0.0.0:80",
        "http://[2001:db8::1]:80",
        "https://127.0.0.1:80",
        "ftp://127.0.0.1:80",
        "http://127.0.0.1",
        "http://127.0.0.1:99999",
        "http://[::1",
        "http://2130706433:80",
        "127.0.0.1:80",
        "",
    ],
)
def test_no_key_goes_to_an_address_that_is_not_on_this_machine(data: Path, url: str) -> None:
    state.write(data, state.Serving(**{**STATE, "url": url}))
    with held(data), pytest.raises(ConfigurationError, match="loopback") as refused:
        address.connect(f"local:{data}")
    assert STATE["api_key"] not in str(refused.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.8.9.10", "[::1]"])
def test_loopback_is_this_machine(data: Path, host: str) -> None:
    state.write(data, state.Serving(**{**STATE, "url": f"http://{host}:80"}))
    assert state.read(data) is not None


def test_who_took_the_port_of_a_killed_platform_gets_no_key(data: Path) -> None:
    """Anybody can learn the name of a run from a health check, but nobody holds the folder."""
    health = Reply(body=json.dumps({"status": "ok", "run": STATE["run"]}).encode())
    with scripted(health) as other:
        state.write(data, state.Serving(**{**STATE, "url": other.url}))
        connection = address.connect(f"local:{data}")
        assert connection.api_url != other.url
        assert other.seen == []


def test_who_holds_the_folder_and_says_nothing_is_not_waited_for_long(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(address, "_PATIENCE", 0.0)
    monkeypatch.setattr(address, "_PROBE", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        state.write(data, state.Serving(**{**STATE, "url": url}))
        with held(data), pytest.raises(ConfigurationError, match="does not answer"):
            address.connect(f"local:{data}")


def test_a_platform_that_is_about_to_serve_is_waited_for(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Platform(tmp_path / "other") as other, held(data):
        ready = state.read(other.data)
        assert ready is not None
        clock = SimpleNamespace(
            monotonic=time.monotonic, sleep=lambda seconds: state.write(data, ready)
        )
        monkeypatch.setattr(address, "time", clock)
        assert address.connect(f"local:{data}").api_url == other.url


# A platform that serves the network is joined on its machine


def own_address() -> str | None:
    """An address of this machine that is not loopback, if it has one; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        found: str = probe.getsockname()[0]
        return None if found.startswith("127.") else found


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "localhost", "127.0.0.1", own_address()])
def test_a_platform_is_joined_by_loopback_wherever_it_listens(data: Path, host: Any) -> None:
    if host is None or (host == "::" and not socket.has_ipv6):
        pytest.skip("this machine has no such address")
    with Platform(data, host=host) as platform:
        connection = address.connect(f"local:{data}")
        assert not address._own
        assert connection.api_key == platform.api_key
        assert state.read(data) is not None  # so its address is loopback
        with Ionworks(connection.api_key, api_url=connection.api_url) as client:
            assert client.health_check()["status"] == "ok"
        with Ionworks(platform.api_key, api_url=platform.url) as client:
            assert client.health_check()["status"] == "ok"


# What is stored is private


@pytest.fixture
def _open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def open_places(folder: Path) -> list[str]:
    """Name what others may do something with."""
    places = [folder, *folder.rglob("*")]
    return [str(place) for place in places if place.lstat().st_mode & 0o077]


@pytest.mark.usefixtures("_open_umask")
@pytest.mark.parametrize("before", ["absent", "empty", "filled"])
def test_what_a_platform_keeps_is_its_users_alone(data: Path, before: str) -> None:
    if before == "absent":
        data.rmdir()
    if before == "filled":
        Platform(data).close()
        for place in data.rglob("*"):
            place.chmod(0o755 if place.is_dir() else 0o644)
    if before != "absent":
        data.chmod(0o755)
    with Platform(data) as platform:
        assert open_places(data) == []
        with Ionworks(platform.api_key, api_url=platform.url) as client:
            spec = client.cell_spec.create({"name": "spec"})
            cell = client.cell_instance.create(spec.id, {"name": "cell"})
            detail = {"measurement": {"name": "m"}, "time_series": SERIES}
            client.cell_measurement.create(cell.id, detail)
            names = {path.name for path in data.rglob("*")}
            assert {"platform.db", "platform.db-wal", "platform.db-shm", "serving.lock"} <= names
            assert {"serving.json", "api-key", "time_series.parquet", "steps.parquet"} <= names
            assert open_places(data) == []
    assert open_places(data) == []


@pytest.mark.usefixtures("_open_umask")
def test_a_draft_is_private_while_it_is_received(data: Path) -> None:
    with Platform(data) as platform, Ionworks(platform.api_key, api_url=platform.url) as client:
        link = upload_link(client)
        with Wire(link) as wire:
            path = link.removeprefix(platform.storage_url)
            wire.head(f"PUT {path}", Content_Length="100", Expect="100-continue")
            answer = wire.answer()  # the platform is ready for the body, so the draft is there
            assert answer is not None
            assert answer.status == 100
            until(lambda: any((data / "incoming").iterdir()))
            assert open_places(data) == []


def upload_link(client: Ionworks) -> str:
    spec = client.cell_spec.create({"name": "spec"})
    cell = client.cell_instance.create(spec.id, {"name": "cell"})
    begun = client.api.get_httpx_client().post(
        f"/cell_instances/{cell.id}/cell_measurements/initiate-upload",
        json={"measurement": {"name": "m"}},
    )
    return str(begun.json()["uploads"][0]["signed_url"])


@pytest.mark.parametrize("place", [".serving.json.new", ".api-key.new"])
def test_a_folder_in_the_place_of_a_draft_is_an_error_in_words(data: Path, place: str) -> None:
    (data / "api-key").unlink(missing_ok=True)
    (data / place).mkdir()
    with pytest.raises(ConfigurationError, match=r"cannot be used.*\.new"):
        Platform(data)


def test_a_marker_that_is_nested_without_end_is_damaged(data: Path) -> None:
    with Platform(data):
        pass
    (data / "ionworks-platform.json").write_bytes(b"[" * 10_000)
    with pytest.raises(ConfigurationError, match="is damaged"):
        Platform(data)
