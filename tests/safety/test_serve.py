"""What `ionworks serve` cannot do is one line that says so; no answer shows paths of the server."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from crashes.tools import until
from hostile.raw import uploaded

from ionworks import Ionworks, cli
from ionworks.errors import ConfigurationError, FolderInUseError
from ionworks.local.errors import without_paths
from ionworks.local.server import Platform


@pytest.fixture(autouse=True)
def _signals_as_before() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("option", ["--port", "--storage-port"])
@pytest.mark.parametrize("port", ["99999", "65536", "-1", "99999999999999999999"])
def test_a_port_that_is_none_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, port: str
) -> None:
    free = [] if option == "--port" else ["--port", "0"]
    data = tmp_path / "data"
    assert cli.main(["serve", "--data", str(data), *free, option, port]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("ionworks: ")
    assert port in line
    assert not data.exists()


@pytest.mark.parametrize(
    "options",
    [
        ["--port", "http"],
        ["--port", ""],
        ["--port", "80.5"],
        ["--max-upload", "none"],
        ["--max-upload", "0"],
        ["--max-upload", "-1"],
        ["--max-upload", "nan"],
        ["--max-upload", "inf"],
    ],
)
def test_what_is_no_number_is_refused(
    capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    assert cli.main(["serve", *options]) == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert options[0] in said
    assert "_gibibytes" not in said


def test_a_port_in_use_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        data = tmp_path / "data"
        assert cli.main(["serve", "--data", str(data), "--port", port]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line == (
        f"ionworks: Port {port} of 127.0.0.1 is in use; choose another port, or 0 for a free one."
    )
    assert not data.exists()


def test_a_folder_in_use_is_said_before_its_port(platform: Platform) -> None:
    port = int(platform.url.rpartition(":")[2])
    with pytest.raises(FolderInUseError):
        Platform(platform.data, port=port)
    with pytest.raises(ConfigurationError, match="in use"):
        Platform(platform.data / "other", port=port)


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("no such file: /srv/my lab/objects/m/1/x.parquet", "no such file: a file of the platform"),
        ("'/srv/lab/incoming/ab12' is damaged", "'a file of the platform' is damaged"),
        (
            r"cannot open C:\Users\Some One\x.parquet: denied",
            "cannot open a file of the platform: denied",
        ),
        (r"\\server\share\x denied", "a file of the platform denied"),
        ("panicked at /home/runner/polars/lib.rs:12", "panicked at a file of the platform:12"),
        ("at file:///srv/lab/x now", "at a file of the platform now"),
        ("path=/srv/lab/x", "path=a file of the platform"),
        ("'Energy [mW.h/g]' and V/s and W/(m.K)", "'Energy [mW.h/g]' and V/s and W/(m.K)"),
        ("a / b, n/a, 1/2, https://example.org/x/y", "a / b, n/a, 1/2, https://example.org/x/y"),
    ],
)
def test_messages_show_no_paths(message: str, shown: str) -> None:
    assert without_paths(message) == shown


@pytest.mark.parametrize("content", [b"", b"no file", b"PAR1" + bytes(200) + b"PAR1"])
def test_a_failed_processing_shows_no_path_of_the_server(
    client: Ionworks, platform: Platform, content: bytes
) -> None:
    spec = client.cell_spec.create({"name": "spec"})
    cell = client.cell_instance.create(spec.id, {"name": "cell"})
    (made,) = uploaded(client, cell.id, "m", content)
    until(lambda: client.cell_measurement.get(made).processing_status == "failed")
    said = client.cell_measurement.get(made).processing_error
    assert said
    assert "/" not in said
    assert platform.data.name not in said
