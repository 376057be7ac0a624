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
_MOST_FINDINGS = 100


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
    _add_serve(commands.add_parser("serve", help="serve an embedded platform"))
    backup = commands.add_parser("backup", help="copy a data folder; it may be served meanwhile")
    backup.add_argument("folder", type=Path, help="the data folder")
    backup.add_argument("target", type=Path, help="folder of the backup: a new or an empty one")
    backup.set_defaults(run=_backup)
    restore = commands.add_parser("restore", help="make a data folder of a backup")
    restore.add_argument("backup", type=Path, help="folder of the backup")
    restore.add_argument("folder", type=Path, help="the data folder: a new or an empty one")
    restore.set_defaults(run=_restore)
    check = commands.add_parser("check", help="read a whole data folder and say what is wrong")
    check.add_argument("folder", type=Path, help="the data folder; it may be served meanwhile")
    check.set_defaults(run=_check)
    options = parser.parse_args(arguments)
    status: int = options.run(options)
    return status


def _add_serve(serve: argparse.ArgumentParser) -> None:
    serve.add_argument(
        "--data",
        type=Path,
        default=Path("~/.ionworks/local"),
        help="folder of its data; made if need be (default: %(default)s)",
    )
    serve.add_argument(
        "--host",
        default="127.0.0.1",
        help="address to listen on; others than loopback open it to the network "
        "(default: %(default)s)",
    )
    serve.add_argument(
        "--port",
        type=int,
        default=_DEFAULT_PORT,
        help="port of the service; 0 takes a free one (default: %(default)s)",
    )
    serve.add_argument(
        "--storage-port",
        type=int,
        default=0,
        help="port of its storage; 0 takes a free one (default: %(default)s)",
    )
    keys = serve.add_mutually_exclusive_group()
    keys.add_argument(
        "--api-key",
        metavar="KEY",
        help="key to accept, of 20 or more printable characters; other users of the machine can "
        "read it in the list of processes (default: the variable IONWORKS_LOCAL_KEY, or a key "
        "that is made once and kept in the folder)",
    )
    keys.add_argument(
        "--api-key-file", metavar="PATH", type=Path, help="file that holds the key to accept"
    )
    serve.add_argument(
        "--public-url",
        metavar="URL",
        help="address by which callers reach the service through a proxy or out of a container",
    )
    serve.add_argument(
        "--public-storage-url", metavar="URL", help="the same for storage; links use it"
    )
    serve.add_argument(
        "--allow-host",
        metavar="NAME",
        action="append",
        default=[],
        help="a further name by which it may be called; may be repeated",
    )
    serve.add_argument(
        "--max-upload",
        metavar="GIB",
        type=_gibibytes,
        default="64",
        help="size of the largest upload in GiB (default: %(default)s)",
    )
    serve.set_defaults(run=_serve)


def _gibibytes(text: str) -> int:
    """Return the bytes of a number of GiB."""
    try:
        size = int(float(text) * 1024**3)
    except (ValueError, OverflowError):
        size = 0
    if size < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no size in GiB, such as 64 or 0.5")
    return size


def _serve(options: argparse.Namespace) -> int:
    try:
        from ionworks.errors import ConfigurationError
        from ionworks.local.keys import KEY_FILE, given_key
        from ionworks.local.limits import Limits
        from ionworks.local.server import Platform
    except ImportError as error:
        return _fail(f"{error}; pip install 'ionworks-api[local]'")
    stopping = Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    try:
        key = given_key(options.api_key, options.api_key_file)
        platform = Platform(
            options.data,
            host=options.host,
            port=options.port,
            storage_port=options.storage_port,
            api_key=key,
            public_url=options.public_url,
            public_storage_url=options.public_storage_url,
            allowed_hosts=options.allow_host,
            limits=Limits(upload=options.max_upload),
        )
    except (ConfigurationError, OSError) as error:
        return _fail(str(error))
    with platform:
        print(f"Service   {platform.url}")
        print(f"Storage   {platform.storage_url}")
        print(f"Data      {platform.data}")
        print(f"API key   {f'in {platform.data / KEY_FILE}' if key is None else 'as given'}")
        print(f'Connect   Ionworks(api_url="local:{platform.data}") on this machine, or')
        print(f"          Ionworks(api_url={options.public_url or platform.url!r}, api_key=...)")
        print("Stop      Ctrl+C", flush=True)
        # Waiting in slices lets Windows deliver Ctrl+C.
        while not stopping.wait(1.0):
            pass
    return 0


def _backup(options: argparse.Namespace) -> int:
    from ionworks.errors import ConfigurationError
    from ionworks.local.backups import back_up

    try:
        made = back_up(options.folder, options.target)
    except ConfigurationError as error:
        return _fail(str(error))
    print(f"Backup    {made.place}")
    print(f"Objects   {made.objects} ({_amount(made.size_bytes)})")
    return _list(made.findings)


def _restore(options: argparse.Namespace) -> int:
    from ionworks.errors import ConfigurationError
    from ionworks.local.backups import restore

    try:
        made = restore(options.backup, options.folder)
    except ConfigurationError as error:
        return _fail(str(error))
    print(f"Data      {made.place}")
    print(f"Objects   {made.objects} ({_amount(made.size_bytes)})")
    return _list(made.findings)


def _check(options: argparse.Namespace) -> int:
    from ionworks.errors import ConfigurationError
    from ionworks.local.checking import check

    try:
        report = check(options.folder)
    except ConfigurationError as error:
        return _fail(str(error))
    print(f"Objects   {report.objects} sound ({_amount(report.size_bytes)})")
    print(f"          {report.without_digest} without digest")
    print(f"          {report.unconfirmed} not confirmed or about to be removed")
    print(f"          {report.lost} in lost+found")
    return _list(report.findings)


def _list(findings: Sequence[str]) -> int:
    """Print what is wrong, and return the exit status."""
    for finding in findings[:_MOST_FINDINGS]:
        print(finding)
    if len(findings) > _MOST_FINDINGS:
        print(f"... and {len(findings) - _MOST_FINDINGS} more")
    print(f"Findings  {len(findings)}")
    return 1 if findings else 0


def _amount(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:.1f} MB"


def _fail(reason: str) -> int:
    print(f"ionworks: {reason}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
