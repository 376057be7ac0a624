"""Correlation ids: each answer, and each fault in the log, names its request."""

import logging
import re
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ionworks.local.ids import Ids

HEADER: Final = "x-correlation-id"

_log: Final = logging.getLogger(__name__)
_PLAIN: Final = re.compile(r"[\x21-\x7e]{1,128}")


class Traced:
    """An application whose answers carry the correlation id of the request, or a new one.

    A fault that was answered is logged with that id and goes no further, so that the
    connection stays usable.

    Parameters
    ----------
    app : ASGIApp
        The application.
    new_id : callable
        Returns the id of a request that brings none.
    """

    def __init__(self, app: ASGIApp, new_id: Ids) -> None:
        self._app = app
        self._new_id = new_id

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        given = Headers(scope=scope).get(HEADER, "")
        name = given if _PLAIN.fullmatch(given) else self._new_id()
        answered = False

        async def send_named(message: Message) -> None:
            nonlocal answered
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = name
            await send(message)
            answered = message["type"] == "http.response.body" and not message.get("more_body")

        try:
            await self._app(scope, receive, send_named)
        except Exception:
            if not answered:
                raise
            _log.exception("request %s failed: %s %s", name, scope["method"], scope["path"])
