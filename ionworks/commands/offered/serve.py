"""``ionworks serve``: serve an embedded platform."""

import logging
from pathlib import Path
from threading import Event
from typing import Annotated

import typer

from ionworks.commands.application import PLATFORM, help_of
from ionworks.commands.local import fail, show_log, stop_at_signals
from ionworks.commands.statuses import Status

_DEFAULT_PORT = 8321
_LAST_PORT = 65535


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        rich_help_panel=PLATFORM,
        help=help_of(
            "Serve a platform from a folder of this machine, until Ctrl+C.",
            "It is reached from this machine alone unless `--host` says otherwise.",
            examples={
                "ionworks serve": "serve ~/.ionworks/local at port 8321",
                "ionworks serve --data lab --port 0": "serve the folder lab at a free port",
                "ionworks serve --host 0.0.0.0 --api-key-file key.txt": "serve the network",
            },
        ),
    )(serve)


def _gibibytes(text: str) -> float:
    """Return a number of GiB, of at least one byte."""
    try:
        size = int(float(text) * 1024**3)
    except (ValueError, OverflowError):
        size = 0
    if size < 1:
        raise typer.BadParameter(
            f"{text!r} is no size in GiB, such as 64 or 0.5", param_hint="'--max-upload'"
        )
    return size


def serve(
    data: Annotated[
        Path, typer.Option("--data", metavar="FOLDER", help="Folder of its data; made if need be.")
    ] = Path("~/.ionworks/local"),
    host: Annotated[
        str,
        typer.Option(
            "--host",
            metavar="NAME",
            help="Address to listen on; others than loopback open it to the network.",
        ),
    ] = "127.0.0.1",
    port: Annotated[
        int,
        typer.Option(
            "--port",
            min=0,
            max=_LAST_PORT,
            metavar="NUMBER",
            help="Port of the service; 0 takes a free one.",
        ),
    ] = _DEFAULT_PORT,
    storage_port: Annotated[
        int,
        typer.Option(
            "--storage-port",
            min=0,
            max=_LAST_PORT,
            metavar="NUMBER",
            help="Port of its storage; 0 takes a free one.",
        ),
    ] = 0,
    api_key: Annotated[
        str | None,
        typer.Option(
            "--api-key",
            metavar="KEY",
            help="Key to accept, of 20 or more printable characters; other users of the machine "
            "can read it in the list of processes. Without it: the variable IONWORKS_LOCAL_KEY, "
            "or a key that is made once and kept in the folder.",
        ),
    ] = None,
    api_key_file: Annotated[
        Path | None,
        typer.Option("--api-key-file", metavar="FILE", help="File that holds the key to accept."),
    ] = None,
    public_url: Annotated[
        str | None,
        typer.Option(
            "--public-url",
            metavar="URL",
            help="Address by which callers reach the service through a proxy or out of a "
            "container.",
        ),
    ] = None,
    public_storage_url: Annotated[
        str | None,
        typer.Option(
            "--public-storage-url", metavar="URL", help="The same for storage; links use it."
        ),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-host",
            metavar="NAME",
            help="A further name by which it may be called; may be repeated.",
        ),
    ] = None,
    max_upload: Annotated[
        str, typer.Option("--max-upload", metavar="GIB", help="Size of the largest upload, in GiB.")
    ] = "64",
) -> int:
    """Serve a platform."""
    if api_key is not None and api_key_file is not None:
        raise typer.BadParameter("give `--api-key` or `--api-key-file`, not both")
    largest = int(_gibibytes(max_upload))
    try:
        from ionworks.errors import ConfigurationError
        from ionworks.local.keys import KEY_FILE, given_key
        from ionworks.local.limits import Limits
        from ionworks.local.server import Platform
    except ImportError as error:
        return fail(f"{error}; pip install 'ionworks-api[local]'")
    stopping = Event()
    stop_at_signals(stopping)
    show_log(logging.WARNING)
    try:
        key = given_key(api_key, api_key_file)
        platform = Platform(
            data,
            host=host,
            port=port,
            storage_port=storage_port,
            api_key=key,
            public_url=public_url,
            public_storage_url=public_storage_url,
            allowed_hosts=allow_host or [],
            limits=Limits(upload=largest),
        )
    except (ConfigurationError, OSError) as error:
        return fail(str(error))
    with platform:
        print(f"Service   {platform.url}")
        print(f"Storage   {platform.storage_url}")
        print(f"Data      {platform.data}")
        print(f"API key   {f'in {platform.data / KEY_FILE}' if key is None else 'as given'}")
        print(f'Connect   Ionworks(api_url="local:{platform.data}") on this machine, or')
        print(f"          Ionworks(api_url={public_url or platform.url!r}, api_key=...)")
        print("Stop      Ctrl+C", flush=True)
        # Waiting in slices lets Windows deliver Ctrl+C.
        while not stopping.wait(1.0):
            pass
    return Status.DONE
