"""Keys of a platform: a wrong one is refused at the start, and never lets anybody in."""

from __future__ import annotations

import os
import signal
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.datastructures import Headers
from support.wire import ask

from ionworks import cli
from ionworks.errors import ConfigurationError
from ionworks.local.auth import authorize
from ionworks.local.errors import Refusal
from ionworks.local.keys import VARIABLE, given_key
from ionworks.local.server import Platform

KEY = "a-key-of-more-than-twenty-characters"
NO_KEYS = [
    "",
    " ",
    "\t\n",
    "a",
    "x" * 19,
    " " * 30,
    "two words of more than twenty",
    "ends-with-a-line-end-here\n",
    "a-tab\tamong-the-characters",
    "nothing\x00after-the-null-byte",
    "schlüssel-mit-umlaut-und-mehr",
    "x" * 5000,
]


@pytest.mark.parametrize("key", NO_KEYS)
def test_what_is_no_key_is_refused_before_a_folder_is_made(tmp_path: Path, key: str) -> None:
    with pytest.raises(ConfigurationError, match="20") as refused:
        Platform(tmp_path / "data", api_key=key)
    assert not key.strip() or len(key) == 1 or key.strip() not in str(refused.value)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("key", ["x" * 20, "!" + "~" * 30, KEY])
def test_what_is_a_key_is_taken(tmp_path: Path, key: str) -> None:
    with Platform(tmp_path / "data", api_key=key) as platform:
        answer = httpx.get(f"{platform.url}/users/me", headers={"X-API-Key": key})
        assert answer.status_code == 200
        assert not (platform.data / "api-key").exists()


@pytest.mark.parametrize(
    "content",
    [b"", b" \n", b"\n\n", b"short\n", b"\xff" * 30, b"two words, and many more", b"x" * 9000],
)
def test_a_key_file_without_a_key_stops_the_start(tmp_path: Path, content: bytes) -> None:
    data = tmp_path / "data"
    Platform(data).close()
    kept = (data / "api-key").read_bytes()
    (data / "api-key").write_bytes(content)
    with pytest.raises(ConfigurationError, match="api-key") as refused:
        Platform(data)
    shown = content.decode("latin-1").strip()
    assert not shown or shown not in str(refused.value)
    assert (data / "api-key").read_bytes() == content
    # The folder is free again, and nothing in it was lost.
    (data / "api-key").write_bytes(kept)
    with Platform(data) as platform:
        assert platform.api_key == kept.decode().strip()


@pytest.mark.parametrize(
    "headers",
    [
        {"X_API_Key": ""},
        {"X_API_Key": " "},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer  "},
        {"Authorization": ""},
        {"Authorization": "Bearer", "X_API_Key": ""},
    ],
)
def test_an_empty_key_lets_nobody_in(platform: Platform, headers: dict[str, str]) -> None:
    assert ask(platform.url, "GET /users/me", **headers).status == 403
    # Not even if the key of the platform were empty, whatever made it so.
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with pytest.raises(Refusal):
        authorize(Headers(named), "", "organization")


def test_a_part_of_the_key_lets_nobody_in(platform: Platform) -> None:
    for part in (platform.api_key[:-1], platform.api_key[1:], platform.api_key * 2):
        headers = {"X-API-Key": part}
        assert httpx.get(f"{platform.url}/users/me", headers=headers).status_code == 403


# Where a key may be given


def test_an_option_goes_before_the_environment(tmp_path: Path) -> None:
    file, other = tmp_path / "key", "another-key-of-twenty-characters"
    file.write_text(f"{KEY}\n")
    environment = {VARIABLE: other}
    assert given_key(None, None, {}) is None
    assert given_key(None, None, environment) == other
    assert given_key(KEY, None, environment) == KEY
    assert given_key(None, file, environment) == KEY


@pytest.mark.parametrize("key", ["", " ", "short"])
def test_a_bad_key_is_refused_wherever_it_is_given(tmp_path: Path, key: str) -> None:
    file = tmp_path / "key"
    file.write_text(key)
    with pytest.raises(ConfigurationError, match=VARIABLE):
        given_key(None, None, {VARIABLE: key})
    with pytest.raises(ConfigurationError, match="--api-key"):
        given_key(key, None, {VARIABLE: KEY})
    with pytest.raises(ConfigurationError, match=str(file)):
        given_key(None, file, {VARIABLE: KEY})


def a_folder(path: Path) -> None:
    path.mkdir()


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def open_to_all(path: Path) -> None:
    path.write_text(KEY)
    path.chmod(0o666)


def too_large(path: Path) -> None:
    path.write_text(KEY * 1000)


def absent(path: Path) -> None:
    path.unlink(missing_ok=True)


@pytest.mark.skipif(os.name != "posix", reason="about files of POSIX")
@pytest.mark.parametrize("plant", [a_folder, a_pipe, a_device, open_to_all, too_large, absent])
def test_a_key_file_that_cannot_be_trusted_is_refused(tmp_path: Path, plant: Any) -> None:
    plant(tmp_path / "key")
    with pytest.raises(ConfigurationError, match="key") as refused:
        given_key(None, tmp_path / "key", {})
    assert KEY not in str(refused.value)


@pytest.mark.skipif(os.name != "posix", reason="about files of POSIX")
def test_a_key_file_may_be_a_link_as_the_secrets_of_containers_are(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(KEY)
    (tmp_path / "key").symlink_to("secret")
    assert given_key(None, tmp_path / "key", {}) == KEY


@pytest.fixture
def _signals_as_before() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("_signals_as_before")
@pytest.mark.parametrize("key", ["", " ", "a", "secret-but-short"])
def test_the_command_refuses_a_bad_key_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], key: str
) -> None:
    assert cli.main(["serve", "--data", str(tmp_path / "data"), "--api-key", key]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("ionworks: ")
    assert "secret" not in line
    assert not (tmp_path / "data").exists()


@pytest.mark.usefixtures("_signals_as_before")
def test_the_command_refuses_a_bad_key_of_the_environment(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "")
    assert cli.main(["serve", "--data", str(tmp_path / "data")]) == 1
    assert VARIABLE in capsys.readouterr().err


def test_two_keys_are_one_too_many(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    both = ["--api-key", KEY, "--api-key-file", str(tmp_path / "key")]
    assert cli.main(["serve", *both]) == 2
    assert "`--api-key` or `--api-key-file`, not both" in capsys.readouterr().err


# How it is kept


@pytest.mark.skipif(os.name != "posix", reason="about files of POSIX")
def test_a_new_key_is_on_the_disk_before_it_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[int, list[str]]] = []
    data, sync = tmp_path / "data", os.fsync

    def noted(handle: int) -> None:
        sync(handle)
        synced.append((os.fstat(handle).st_ino, sorted(path.name for path in data.iterdir())))

    monkeypatch.setattr(os, "fsync", noted)
    with Platform(data):
        key = data / "api-key"
        (of_file, *_) = [names for inode, names in synced if inode == key.stat().st_ino]
        written = max(
            place for place, (inode, _) in enumerate(synced) if inode == key.stat().st_ino
        )
        (of_folder, *_) = [
            names for inode, names in synced[written + 1 :] if inode == data.stat().st_ino
        ]
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert ".api-key.new" in of_file
    assert "api-key" not in of_file
    assert "api-key" in of_folder
