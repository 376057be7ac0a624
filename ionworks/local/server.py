"""A running platform: two servers, a worker and a folder."""

import asyncio
import os
import socket
from contextlib import ExitStack, closing
from pathlib import Path
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Final, Self
from uuid import uuid4

import uvicorn
from filelock import Timeout
from starlette.types import ASGIApp

from ionworks.errors import ConfigurationError
from ionworks.local import moments, reservations, state
from ionworks.local.account import load_account
from ionworks.local.app import platform_app
from ionworks.local.contract import load_contract
from ionworks.local.database import Database
from ionworks.local.ids import Ids, random_id
from ionworks.local.links import Links
from ionworks.local.locking import hold
from ionworks.local.objects import ObjectStore
from ionworks.local.services import Services
from ionworks.local.storage_app import storage_app
from ionworks.local.stored import Inspector
from ionworks.local.tracing import Traced
from ionworks.local.worker import Worker

LOOPBACK: Final = "127.0.0.1"
_GRACE: Final = 3  # seconds, for an answer under way when the platform stops, and for a start


class FolderInUseError(ConfigurationError):
    """Another platform serves the folder."""


class Platform:
    """A platform, from its start at construction until `close`.

    Parameters
    ----------
    data : Path
        Folder of the database, the objects and the key; made if need be.
    host : str
        Address to listen on.
    port, storage_port : int
        Ports of the service and of its storage origin; 0 takes a free one.
    api_key : str, optional
        The credential; by default the one that is kept in the folder, made at the first start.
    clock : callable
        Returns the present moment, with its zone.
    ids : callable
        Returns the id of a new record.

    Raises
    ------
    FolderInUseError
        Another platform serves the folder.
    ConfigurationError
        The folder was made by another version.
    OSError
        The folder or a port cannot be used.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Platform(Path(folder)) as platform:
    ...     platform.url.startswith("http://127.0.0.1:")
    True
    """

    def __init__(
        self,
        data: Path,
        *,
        host: str = LOOPBACK,
        port: int = 0,
        storage_port: int = 0,
        api_key: str | None = None,
        clock: moments.Clock = moments.now,
        ids: Ids = random_id,
    ) -> None:
        self.data = data.expanduser().resolve()
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._closing = Lock()
        self._pid = os.getpid()
        with ExitStack() as parts:
            try:
                parts.callback(hold(self.data).release)
            except Timeout:
                raise FolderInUseError(f"Another platform serves {self.data}.") from None
            self.api_key = api_key or state.kept_key(self.data)
            sockets = [
                parts.enter_context(closing(_listen(host, wanted)))
                for wanted in (port, storage_port)
            ]
            self.url, self.storage_url = (_address(host, each) for each in sockets)
            services = self._services(parts, clock, ids)
            storage = storage_app(
                services.database, services.objects, services.inspector, services.links
            )
            api = platform_app(services, self.api_key, sockets[1].getsockname()[1])
            parts.callback(services.worker.stop)
            services.worker.start()
            _run([_Server(api), _Server(Traced(storage, random_id))], sockets, parts)
            serving = state.Serving(
                self.url, self.storage_url, self.api_key, os.getpid(), services.run
            )
            parts.callback(state.remove, self.data)
            state.write(self.data, serving)
            self._parts = parts.pop_all()

    def close(self) -> None:
        """Stop; what is stored stays in the folder. Further calls do nothing."""
        if os.getpid() != self._pid:
            return  # a forked child has no part in it, but would give away the lock
        with self._closing:
            self._parts.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _services(self, parts: ExitStack, clock: moments.Clock, ids: Ids) -> Services:
        database = parts.enter_context(closing(Database(self.data / "platform.db")))
        objects, inspector = ObjectStore(self.data), Inspector()
        reservations.recover(database, objects)
        with database.write() as connection:
            account = load_account(connection, ids, moments.as_text(clock()))
        return Services(
            run=uuid4().hex,
            contract=load_contract(),
            database=database,
            objects=objects,
            inspector=inspector,
            links=Links(clock),
            worker=Worker(database, objects, inspector),
            account=account,
            clock=clock,
            new_id=ids,
        )


class _Server(uvicorn.Server):
    """A server that tells when it takes requests."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                lifespan="off",
                ws="none",
                loop="asyncio",
                timeout_graceful_shutdown=_GRACE,
            )
        )
        self.ready = Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to take requests."""
        await super().startup(sockets)
        self.ready.set()


def _run(servers: list[_Server], sockets: list[socket.socket], parts: ExitStack) -> None:
    """Run servers in a thread, from now until the parts are closed."""

    async def serve() -> None:
        pairs = zip(servers, sockets, strict=True)
        await asyncio.gather(*(server.serve(sockets=[each]) for server, each in pairs))

    def stop() -> None:
        for server in servers:
            server.should_exit = True
        thread.join()

    thread = Thread(target=asyncio.run, args=[serve()], name="ionworks-platform", daemon=True)
    thread.start()
    parts.callback(stop)
    for server in servers:
        while not server.ready.wait(_GRACE):
            if not thread.is_alive():
                raise RuntimeError("the server ended before it began; its log says why")


def _listen(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP
    )[0]
    # asyncio turns off Nagle's delay (40 ms a request) only if the protocol is named.
    listener = socket.socket(family, kind, protocol)
    if os.name == "posix":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
    except OSError:
        listener.close()
        raise
    return listener


def _address(host: str, listener: socket.socket) -> str:
    shown = {"0.0.0.0": LOOPBACK, "::": "::1"}.get(host, host)  # noqa: S104 - only compared
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{listener.getsockname()[1]}"
