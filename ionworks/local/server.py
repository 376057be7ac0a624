"""A running platform: two servers, a worker and a folder."""

import asyncio
import errno
import os
import socket
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from datetime import UTC
from ipaddress import ip_address
from pathlib import Path
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Final, Self
from uuid import uuid4
from weakref import WeakSet

import uvicorn
from filelock import Timeout
from starlette.types import ASGIApp

from ionworks.errors import ConfigurationError, FolderInUseError
from ionworks.local import binned, folders, moments, private, quiet, recovery, state
from ionworks.local.account import load_account
from ionworks.local.app import platform_app
from ionworks.local.claims import Claims
from ionworks.local.connections import protocol
from ionworks.local.contract import load_contract
from ionworks.local.database import Database
from ionworks.local.hosts import LOOPBACK, OwnNames, origin, own_hosts
from ionworks.local.ids import Ids, random_id
from ionworks.local.keys import checked_key
from ionworks.local.limits import Limits
from ionworks.local.links import Links
from ionworks.local.locking import hold, is_held
from ionworks.local.objects import ObjectStore
from ionworks.local.processing.bounds import Bounds
from ionworks.local.services import Services
from ionworks.local.storage_app import storage_app
from ionworks.local.stored import Inspector
from ionworks.local.tracing import Traced
from ionworks.local.worker import Worker

_GRACE: Final = 3  # seconds, for an answer under way when the platform stops, and for a start
_PATIENCE: Final = 30  # seconds, for what workers beside an earlier platform still do
_LAST_PORT: Final = 65535
# asyncio accepts as many connections at once as its backlog says, so that is a small number; the
# queue of the system is a long one.
_QUEUE: Final = 1024


class Platform:
    """A platform, from its start at construction until `close`.

    Parameters
    ----------
    data : Path
        Folder of the database, the objects and the key. It is made if need be; one that is there
        must be empty, or have been made by a platform.
    host : str
        Address to listen on. If it is not on the loopback interface, the platform listens there
        as well, for the programs of this machine.
    port, storage_port : int
        Ports of the service and of its storage origin; 0 takes a free one.
    api_key : str, optional
        The credential, of 20 or more printable ASCII characters; by default the one that is kept
        in the folder, made at the first start.
    public_url, public_storage_url : str, optional
        Addresses by which callers reach the service and its storage through a proxy or out of a
        container. Links to storage use them.
    allowed_hosts : sequence of str
        Further names by which the platform may be called.
    limits : Limits
        What it grants to those who connect.
    read_only : bool
        Refuse every request that would change something.
    clock : callable
        Returns the present moment, with its zone.
    ids : callable
        Returns the id of a new record.

    Raises
    ------
    FolderInUseError
        Another platform serves the folder.
    ConfigurationError
        The folder holds something else, was made by another version, can be changed by another
        user or cannot be used; its database is damaged or missing; the key is invalid; or a host,
        port or public address cannot be used.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from ionworks.local.server import Platform
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
        public_url: str | None = None,
        public_storage_url: str | None = None,
        allowed_hosts: Sequence[str] = (),
        limits: Limits | None = None,
        read_only: bool = False,
        clock: moments.Clock = moments.now,
        ids: Ids = random_id,
    ) -> None:
        limits = limits or Limits()
        if api_key is not None:
            checked_key(api_key, "The API key")
        self.data = folders.located(data)
        self._closing = Lock()
        self._pid = os.getpid()
        with ExitStack() as parts:
            # Wrong settings are reported before a folder is created.
            service, storage = self._sockets(parts, host, port, storage_port)
            hosts = own_hosts(
                host,
                service.getsockname()[0],
                self.storage_url,
                public_url=public_url,
                public_storage_url=public_storage_url,
                allowed=allowed_hosts,
            )
            nearby = _nearby(parts, service)
            folders.prepare(self.data)
            with folders.usable(self.data):
                try:
                    parts.callback(hold(self.data).release)
                except Timeout:
                    raise self._in_use() from None
            folders.claim(self.data)
            with folders.usable(self.data):
                private.close_folder(self.data)
                state.remove(self.data)  # what a platform left that was killed
            with folders.usable(self.data):
                self.api_key = api_key or state.kept_key(self.data)
            services = self._services(parts, clock, ids)
            files = storage_app(
                services.database,
                services.objects,
                services.inspector,
                services.links,
                limits.upload,
            )
            api = platform_app(services, self.api_key, hosts, read_only=read_only)
            parts.callback(services.worker.stop)
            with recovery.in_words(self.data):
                services.worker.start()
            self._servers = {
                _Server(api, limits): list({service, nearby}),
                _Server(Traced(OwnNames(files, hosts), random_id), limits): [storage],
            }
            _run(self._servers, parts)
            here = _address(nearby.getsockname()[0], nearby)
            serving = state.Serving(here, self.storage_url, self.api_key, os.getpid(), services.run)
            parts.callback(state.remove, self.data)
            with folders.usable(self.data):
                state.write(self.data, serving)
            self._parts = parts.pop_all()
        _running.add(self)

    def close(self) -> None:
        """Stop; what is stored stays in the folder. Further calls do nothing."""
        if os.getpid() != self._pid:
            return  # a forked child does not serve, but would release the lock
        with self._closing:
            self._parts.close()

    def leave_to_parent(self) -> None:
        """Close the sockets in a forked child.

        Those who are connected would otherwise wait for answers when the parent has ended.
        """
        connections = [one for server in self._servers for one in server.server_state.connections]
        listeners = [each for listening in self._servers.values() for each in listening]
        sockets = [*listeners, *(one.transport.get_extra_info("socket") for one in connections)]
        with suppress(OSError), Path(os.devnull).open("rb") as nothing:
            for each in sockets:
                # Each number stays open, because it is closed by its number later.
                if each is not None and each.fileno() >= 0:
                    os.dup2(nothing.fileno(), each.fileno(), inheritable=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _sockets(
        self, parts: ExitStack, host: str, *ports: int
    ) -> tuple[socket.socket, socket.socket]:
        try:
            service, storage = (
                parts.enter_context(closing(_listen(host, wanted))) for wanted in ports
            )
        except ConfigurationError:
            if is_held(self.data):  # which says more than that the port is in use
                raise self._in_use() from None
            raise
        self.url, self.storage_url = (_address(host, each) for each in (service, storage))
        return service, storage

    def _in_use(self) -> FolderInUseError:
        return FolderInUseError(f"Another platform serves {self.data}.")

    def _wait_for_workers(self, claims: Claims) -> None:
        """Wait until no other process changes the folder; none begins anything before the end."""
        try:
            claims.wait(_PATIENCE)
        except Timeout:
            raise ConfigurationError(
                f"'ionworks work' still processes a measurement in {self.data}. It begins no other "
                "one before a platform serves the folder: start again later, or stop it."
            ) from None

    def _services(self, parts: ExitStack, clock: moments.Clock, ids: Ids) -> Services:
        moment = clock().astimezone(UTC)
        with folders.usable(self.data), recovery.in_words(self.data):
            claims = Claims(self.data)
            self._wait_for_workers(claims)
            objects = ObjectStore(self.data)
            objects.remove_drafts()
            recovery.refuse_lost_database(self.data, objects)
            database = parts.enter_context(closing(Database(self.data / folders.DATABASE)))
            binned.remove_old(database, moment)
            recovery.recover(database, objects, f"{moment:%Y%m%dT%H%M%SZ}")
            with database.write() as connection:
                account = load_account(connection, ids, moments.as_text(moment))
        inspector = Inspector()
        return Services(
            run=uuid4().hex,
            contract=load_contract(),
            database=database,
            objects=objects,
            inspector=inspector,
            links=Links(clock),
            worker=Worker(database, objects, inspector, Bounds.of_environment(), claims),
            account=account,
            clock=clock,
            new_id=ids,
        )


_running: WeakSet[Platform] = WeakSet()


def _begin_child() -> None:
    for platform in _running:
        platform.leave_to_parent()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_child)


class _Server(uvicorn.Server):
    """A server that reports when it accepts requests."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=protocol(limits),
                timeout_keep_alive=limits.idle,
                backlog=limits.accepted,
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
        """Start to accept requests."""
        await super().startup(sockets)
        for each in sockets or ():
            each.listen(_QUEUE)
        self.ready.set()


def _run(servers: Mapping[_Server, list[socket.socket]], parts: ExitStack) -> None:
    """Run servers in a thread, from now until the parts are closed."""

    async def serve() -> None:
        await asyncio.gather(*(server.serve(sockets) for server, sockets in servers.items()))

    def stop() -> None:
        for server in servers:
            server.should_exit = True
        thread.join()

    thread = Thread(target=asyncio.run, args=[serve()], name=quiet.THREAD, daemon=True)
    quiet.keep_out_of_logs()
    thread.start()
    parts.callback(stop)
    for server in servers:
        while not server.ready.wait(_GRACE):
            if not thread.is_alive():
                raise RuntimeError("the server ended before it began; its log says why")


def _listen(host: str, port: int) -> socket.socket:
    if not 0 <= port <= _LAST_PORT:
        raise ConfigurationError(f"There is no port {port}; a port is 0 (a free one) to 65535.")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP
        )[0]
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"The host {host!r} is not known here ({error}).") from error
    # asyncio turns off Nagle's delay (40 ms a request) only if the protocol is named.
    listener = socket.socket(family, kind, protocol)
    if os.name == "posix":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
    except OSError as error:
        listener.close()
        reason = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used ({error})"
        raise ConfigurationError(
            f"Port {port} of {host} {reason}; choose another port, or 0 for a free one."
        ) from error
    return listener


def _nearby(parts: ExitStack, service: socket.socket) -> socket.socket:
    """Return a listener of the service that the programs of this machine reach by loopback."""
    bound = ip_address(service.getsockname()[0])
    if bound.is_loopback or bound.is_unspecified:
        return service
    return parts.enter_context(closing(_listen(LOOPBACK, 0)))


def _address(host: str, listener: socket.socket) -> str:
    """Return the address of a listener for the programs of this machine."""
    bound, port = listener.getsockname()[:2]
    if ip_address(bound).is_unspecified:
        return origin("::1" if ":" in bound else LOOPBACK, port)
    return origin(host, port)
