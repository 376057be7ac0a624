"""The ASGI application of the platform: one route for each operation of the contract."""

from collections.abc import Awaitable, Callable, Iterable
from contextlib import AsyncExitStack
from functools import cache
from inspect import iscoroutinefunction
from typing import Final, cast

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from ionworks.local.answers import REFUSALS, answer
from ionworks.local.auth import authorize
from ionworks.local.bodies import parse_json, read_body
from ionworks.local.contract import Arguments, Operation
from ionworks.local.errors import NotHere, change_of_bundle, not_implemented
from ionworks.local.forms import parse_form
from ionworks.local.handlers import HANDLERS
from ionworks.local.hosts import Hosts, OwnNames
from ionworks.local.repeats import once
from ionworks.local.rooms import Room
from ionworks.local.services import Call, Services
from ionworks.local.tracing import Traced

CallMaker = Callable[[Request, Arguments], Call]
Endpoint = Callable[[Request], Awaitable[Response]]

_READS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_READERS: Final = 16
_WRITERS: Final = 8
_LARGE: Final = 1024 * 1024  # bytes; a packed body can be of any size


def platform_app(
    services: Services, api_key: str, hosts: Hosts, *, read_only: bool = False
) -> ASGIApp:
    """Build the application.

    Parameters
    ----------
    services : Services
        The parts that the handlers work with.
    api_key : str
        The credential that lets a request in.
    hosts : Hosts
        The names that are served, and the address of the storage origin.
    read_only : bool
        Refuse every request that would change something.
    """

    def call(request: Request, arguments: Arguments) -> Call:
        return Call(
            services,
            request.url.path,
            arguments.path,
            arguments.query,
            arguments.body,
            request.headers,
            hosts.storage(request.scope),
        )

    def admit(request: Request) -> None:
        authorize(request.headers, api_key, services.account.organization_id)
        if read_only and request.method not in _READS:
            raise change_of_bundle()

    rooms = _Rooms()
    routes = [
        ("/openapi.json", "GET", _contract_endpoint(services)),
        *(
            (path, operation.method, _endpoint(operation, admit, call, rooms))
            for operation in services.contract.operations
            for path in _paths(operation)
        ),
    ]
    starlette = Starlette(exception_handlers=REFUSALS)
    starlette.router = _Routes(routes)
    return Traced(OwnNames(starlette, hosts), services.new_id)


class _Routes(Router):
    """Routes in groups by the first segment of their paths.

    So few are compared with a request, and those of a group are made when it is first asked for.

    Parameters
    ----------
    routes : iterable of (str, str, callable)
        Path, method and endpoint of each.
    """

    def __init__(self, routes: Iterable[tuple[str, str, Endpoint]]) -> None:
        super().__init__()
        self._routes: dict[str, list[tuple[str, str, Endpoint]]] = {}
        for route in routes:
            self._routes.setdefault(_first_segment(route[0]), []).append(route)
        self._groups: dict[str, Router] = {}

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        segment = _first_segment(scope["path"]) if scope["type"] == "http" else ""
        if segment in self._routes and segment not in self._groups:
            self._groups[segment] = Router(
                [
                    Route(path, endpoint, methods=[method])
                    for path, method, endpoint in self._routes[segment]
                ]
            )
        if group := self._groups.get(segment):
            await group.app(scope, receive, send)
        else:
            await super().app(scope, receive, send)


def _first_segment(path: str) -> str:
    return path[1:].partition("/")[0]


def _paths(operation: Operation) -> list[str]:
    # A collection answers with and without a slash at its end.
    bare = operation.path.rstrip("/")
    return [bare] if bare.endswith("}") else [bare, f"{bare}/"]


def _contract_endpoint(services: Services) -> Endpoint:
    # Few callers ask for it, and writing it takes longer than the rest of a start.
    document = cache(lambda: answer(services.contract.document).body)

    async def endpoint(_request: Request) -> Response:
        return Response(await run_sync(document), media_type="application/json")

    return endpoint


def _endpoint(
    operation: Operation, admit: Callable[[Request], None], call: CallMaker, rooms: "_Rooms"
) -> Endpoint:
    handler = HANDLERS.get(operation.id)

    def checked(request: Request, body: bytes) -> Call:
        value = None
        if operation.takes_body:
            parse = parse_form if operation.takes_form else parse_json
            value = parse(body, request.headers)
        query = request.query_params.multi_items()
        return call(request, operation.check(request.path_params, query, value))

    def answered(request: Request, body: bytes) -> Response:
        assert handler is not None
        try:
            return once(checked(request, body), cast("Callable[[Call], Response]", handler))
        except NotHere as reason:
            raise not_implemented(operation.id, reason.why) from None

    async def endpoint(request: Request) -> Response:
        if operation.secured:
            admit(request)
        if handler is None:
            raise not_implemented(operation.id)
        if iscoroutinefunction(handler):
            return cast("Response", await handler(checked(request, b"")))
        body = await read_body(request) if operation.takes_body else b""
        async with AsyncExitStack() as places:
            if len(body) > _LARGE or "content-encoding" in request.headers:
                await places.enter_async_context(rooms.large.place())
            room = rooms.reading if operation.method == "GET" else rooms.writing
            await places.enter_async_context(room.place())
            # One thread does all the slow work: parsing, checking, the database, the answer.
            return await run_sync(answered, request, body, limiter=rooms.threads)

    return endpoint


class _Rooms:
    """Bounds how much work is done at once, and keeps one kind of work from blocking others.

    Requests that wait to write take no place from those that read. Large bodies are held in
    memory one at a time: parsed they take many times their size.
    """

    def __init__(self) -> None:
        self.reading = Room(_READERS)
        self.writing = Room(_WRITERS)
        self.large = Room(1)
        self.threads = CapacityLimiter(_READERS + _WRITERS)
