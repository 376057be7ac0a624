"""The ``ionworks`` command."""

import argparse
import signal
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from threading import Event
from types import FrameType

_DEFAULT_PORT = 8321


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str, optional
        Its arguments; by default those of the process.

    Returns
    -------
    int
        The exit status.
    """
    parser = argparse.ArgumentParser(prog="ionworks", description="Tools of the Ionworks SDK.")
    parser.add_argument("--version", action="version", version=version("ionworks-api"))
    commands = parser.add_subparsers(title="commands", required=True)
    serve = commands.add_parser("serve", help="serve an embedded platform")
    serve.add_argument(
        "--data",
        type=Path,
        default=Path("~/.ionworks/local"),
        help="folder of its data; made if need be (default: %(default)s)",
    )
    serve.add_argument(
        "--port",
        type=int,
        default=_DEFAULT_PORT,
        help="port of the service; 0 takes a free one (default: %(default)s)",
    )
    serve.add_argument(
        "--host",
        default="127.0.0.1",
        help="address to listen on; others than loopback open it to the network "
        "(default: %(default)s)",
    )
    serve.add_argument(
        "--api-key", help="credential to accept (default: one made once and kept in the folder)"
    )
    serve.set_defaults(run=_serve)
    options = parser.parse_args(arguments)
    status: int = options.run(options)
    return status


def _serve(options: argparse.Namespace) -> int:
    try:
        from ionworks.errors import ConfigurationError
        from ionworks.local.server import Platform
        from ionworks.local.state import KEY_FILE
    except ImportError as error:
        return _fail(f"{error}; pip install 'ionworks-api[local]'")
    stopping = Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    try:
        platform = Platform(
            options.data, host=options.host, port=options.port, api_key=options.api_key
        )
    except (ConfigurationError, OSError) as error:
        return _fail(str(error))
    with platform:
        key = "as given by --api-key" if options.api_key else f"in {platform.data / KEY_FILE}"
        print(f"Service   {platform.url}")
        print(f"Storage   {platform.storage_url}")
        print(f"Data      {platform.data}")
        print(f"API key   {key}")
        print(f'Connect   Ionworks(api_url="local:{platform.data}") on this machine, or')
        print(f"          Ionworks(api_url={platform.url!r}, api_key=...)")
        print("Stop      Ctrl+C", flush=True)
        # Waiting in slices lets Windows deliver Ctrl+C.
        while not stopping.wait(1.0):
            pass
    return 0


def _fail(reason: str) -> int:
    print(f"ionworks: {reason}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
