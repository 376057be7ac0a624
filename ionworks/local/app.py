"""The ASGI application of the platform: one route for each operation of the contract."""

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from ionworks.local.answers import REFUSALS, answer
from ionworks.local.auth import authorize
from ionworks.local.bodies import read_json
from ionworks.local.contract import Arguments, Operation
from ionworks.local.errors import not_implemented
from ionworks.local.handlers import HANDLERS
from ionworks.local.repeats import once
from ionworks.local.services import Call, Services
from ionworks.local.tracing import Traced

CallMaker = Callable[[Request, Arguments], Call]
Endpoint = Callable[[Request], Awaitable[Response]]


def platform_app(services: Services, api_key: str, storage_port: int) -> ASGIApp:
    """Build the application.

    Parameters
    ----------
    services : Services
        The parts that the handlers work with.
    api_key : str
        The credential that lets a request in.
    storage_port : int
        Port of the storage origin, on the host by which a caller reaches this application.
    """

    def call(request: Request, arguments: Arguments) -> Call:
        host = request.url.hostname or "localhost"
        storage = f"http://{f'[{host}]' if ':' in host else host}:{storage_port}"
        return Call(
            services,
            request.url.path,
            arguments.path,
            arguments.query,
            arguments.body,
            request.headers,
            storage,
        )

    def admit(request: Request) -> None:
        authorize(request.headers, api_key, services.account.organization_id)

    routes = [
        Route("/openapi.json", _contract_endpoint(services), methods=["GET"]),
        *(
            Route(path, _endpoint(operation, admit, call), methods=[operation.method])
            for operation in services.contract.operations
            for path in _paths(operation)
        ),
    ]
    return Traced(Starlette(routes=routes, exception_handlers=REFUSALS), services.new_id)


def _paths(operation: Operation) -> list[str]:
    # A collection answers with and without a slash at its end.
    bare = operation.path.rstrip("/")
    return [bare] if bare.endswith("}") else [bare, f"{bare}/"]


def _contract_endpoint(services: Services) -> Endpoint:
    async def endpoint(_request: Request) -> Response:
        return answer(services.contract.document)

    return endpoint


def _endpoint(operation: Operation, admit: Callable[[Request], None], call: CallMaker) -> Endpoint:
    handler = HANDLERS.get(operation.id)

    async def endpoint(request: Request) -> Response:
        if operation.secured:
            admit(request)
        if handler is None:
            raise not_implemented(operation.id)
        body = await read_json(request) if operation.takes_body else None
        query = request.query_params.multi_items()
        checked = operation.check(request.path_params, query, body)
        return await once(call(request, checked), handler)

    return endpoint
