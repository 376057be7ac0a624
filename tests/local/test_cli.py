"""The command: serve a platform, tell the version."""

import signal
import subprocess
import sys
from importlib.metadata import version

import httpx
import pytest

from ionworks import cli


def serve(*arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "ionworks.cli", "serve", "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def read(process):
    """Return what it prints until it serves."""
    lines = []
    while not lines or not lines[-1].startswith("Stop"):
        line = process.stdout.readline()
        assert line, process.stderr.read()
        lines.append(line)
    return dict(line.split(maxsplit=1) for line in lines if line[0] != " ")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serve_until_told_to_stop(data, number):
    process = serve("--data", str(data))
    said = read(process)
    url, folder = said["Service"].strip(), said["Data"].strip()
    assert folder == str(data)
    key = (data / "api-key").read_text().strip()
    assert key not in str(said)
    assert str(data / "api-key") in said["API"]
    answer = httpx.get(f"{url}/users/me", headers={"X-API-Key": key})
    assert answer.status_code == 200
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (0, "", "")


def test_serve_with_a_key_of_ones_own(data):
    process = serve("--data", str(data), "--api-key", "my-own-key-of-20-characters")
    said = read(process)
    url = said["Service"].strip()
    assert "my-own-key-of-20-characters" not in str(said)
    status = httpx.get(
        f"{url}/users/me", headers={"X-API-Key": "my-own-key-of-20-characters"}
    ).status_code
    assert status == 200
    process.terminate()
    process.communicate(timeout=30)


def test_a_folder_in_use_is_a_plain_message(platform):
    process = serve("--data", str(platform.data))
    _, err = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "serves" in err
    assert "Traceback" not in err


def test_a_port_in_use_is_a_plain_message(platform, tmp_path):
    port = platform.url.rpartition(":")[2]
    process = serve("--data", str(tmp_path / "other"), "--port", port)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "Traceback" not in err


def test_version(capsys):
    with pytest.raises(SystemExit) as end:
        cli.main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out.strip() == version("ionworks-api")


def test_the_command_alone_says_what_there_is(capsys):
    with pytest.raises(SystemExit) as end:
        cli.main([])
    assert end.value.code == 2
    assert "usage: ionworks" in capsys.readouterr().err
