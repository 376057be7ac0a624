"""Addresses of platforms on this machine: start one, join one, never two."""

import os
import subprocess
import sys
from contextlib import closing

import httpx
import pytest

from ionworks.errors import ConfigurationError, FolderInUseError
from ionworks.local import address, schema, state
from ionworks.local.address import connect
from ionworks.local.server import Platform

CHILD = """
import sys
from ionworks.local.address import connect
connection = connect("local:" + sys.argv[1])
print(connection.api_url, connection.api_key, flush=True)
sys.stdin.read()
"""


def spawn(folder):
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def finish(process):
    process.stdin.close()
    process.wait(timeout=60)
    process.stdout.close()


@pytest.fixture(autouse=True)
def _stop_own_platforms():
    yield
    for folder in list(address._own):
        address._own.pop(folder).close()


def healthy(connection):
    answer = httpx.get(f"{connection.api_url}/users/me", headers={"X-API-Key": connection.api_key})
    return answer.status_code == 200


def test_an_address_starts_a_platform_once(data):
    first = connect(f"local:{data}")
    assert healthy(first)
    assert connect(f"local:{data}") == first
    assert connect(f"local:{data}/../data") == first


def test_the_address_without_a_path_is_in_the_home_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert healthy(connect("local:"))
    assert (tmp_path / ".ionworks" / "local" / "platform.db").exists()


def test_an_address_joins_who_serves_the_folder(platform):
    connection = connect(f"local:{platform.data}")
    assert (connection.api_url, connection.api_key) == (platform.url, platform.api_key)
    assert not address._own
    with pytest.raises(FolderInUseError):
        Platform(platform.data)


def test_after_the_one_that_was_joined_another_is_started(data):
    with Platform(data) as platform:
        joined = connect(f"local:{data}")
        assert joined.api_url == platform.url
    own = connect(f"local:{data}")
    assert healthy(own)
    assert own.api_key == joined.api_key


def test_what_a_killed_platform_left_is_not_believed(data):
    child = spawn(data)
    url, key = child.stdout.readline().split()
    assert state.read(data).url == url
    child.kill()
    finish(child)
    assert state.read(data).url == url
    connection = connect(f"local:{data}")
    assert healthy(connection)
    assert connection.api_key == key


def test_another_program_on_the_port_is_not_taken_for_the_platform(data, tmp_path):
    with Platform(tmp_path / "other") as other:
        stale = state.Serving(other.url, other.storage_url, "key", os.getpid(), "an older run")
        state.write(data, stale)
        connection = connect(f"local:{data}")
        assert connection.api_url != other.url
        assert healthy(connection)


def test_processes_that_race_share_one_platform(tmp_path):
    children = [spawn(tmp_path / "shared") for _ in range(3)]
    try:
        answers = {child.stdout.readline() for child in children}
        assert len(answers) == 1
        url, key = answers.pop().split()
        assert healthy(address.Connection(url, key))
    finally:
        for child in children:
            finish(child)
    assert [child.returncode for child in children] == [0, 0, 0]
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{url}/healthz")


@pytest.mark.parametrize("wrong", ["http://x", "local", ""])
def test_other_addresses_are_refused(wrong):
    with pytest.raises(ConfigurationError, match="local:"):
        connect(wrong)


def test_a_missing_extra_is_named(data):
    code = (
        "import sys; sys.modules['uvicorn'] = None\n"
        "from ionworks.local.address import connect\n"
        f"connect({f'local:{data}'!r})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "ConfigurationError" in done.stderr
    assert "ionworks-api[local]" in done.stderr


def test_a_folder_of_another_version_is_refused(data):
    import sqlite3

    with closing(sqlite3.connect(data / "platform.db")) as connection, connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(ConfigurationError, match="another version"):
        Platform(data)
    # and the folder is free again
    with closing(sqlite3.connect(data / "platform.db")) as connection, connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION}")
    connection.close()
    with Platform(data):
        pass


def test_a_platform_can_be_closed_twice(data):
    platform = Platform(data)
    platform.close()
    platform.close()
    assert state.read(data) is None
