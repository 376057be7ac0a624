"""Hold answers to the contract: of every platform that a test starts, whoever asked it.

`AnswerCheck` says what is wrong with one answer. `hold_platforms` puts it round the application
of each platform that is started from then on, in front of the network: no client is needed for an
answer to be checked, and none can see an answer before it was. `support/child/sitecustomize.py`
does the same in processes that tests start.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator

ROOT = "urn:contract"
METHODS = ("get", "post", "put", "patch", "delete")
BREACHES, ANSWERS = "breaches", "answers"
Json = dict[str, Any]


class AnswerCheck:
    """What a contract says of answers.

    Parameters
    ----------
    document : dict
        An OpenAPI 3.1 document.
    """

    def __init__(self, document: Json) -> None:
        from jsonschema_rs import Registry  # not needed by who only reads the ledger

        self.document = document
        self._registry = Registry([(ROOT, document)])
        self._validator = cache(self._compiled)
        self._answer = cache(self._resolved)

    def breaches(
        self, method: str, path: str, status: int, headers: Mapping[str, str], body: bytes
    ) -> Iterator[str]:
        """Yield what the contract does not allow; `headers` by their names in lower case."""
        operation = self.operation(method, path)
        if operation is not None:
            place = f"{operation}/responses/{status}"
        elif status in (404, 405):
            place = "/components/responses/NotFound"  # every refusal has this form
        elif (method, path, status) == ("GET", "/openapi.json", 200):
            if json.loads(body) != self.document:
                yield "/: this is not the contract"
            return
        else:
            yield "/paths: there is no such operation"
            return
        found = self._answer(place)
        if found is None:
            yield f"{place}: the status is not stated"
            return
        pointer, entry = found
        yield from self._header_breaches(pointer, entry, headers)
        yield from self._body_breaches(pointer, entry, headers, body)

    def operation(self, method: str, path: str) -> str | None:
        """Return the pointer to the operation that a request is for."""
        # A collection may be written with a slash at its end; no other segment is empty.
        sought = path.removesuffix("/").split("/")[1:]
        wanted = "GET" if method == "HEAD" else method
        for template, place in self._operations.get((wanted, len(sought)), ()):
            pairs = zip(template, sought, strict=True)
            if all(part == own or (part[0] == "{" and own) for part, own in pairs):
                return place
        return None

    def _header_breaches(
        self, pointer: str, entry: Json, headers: Mapping[str, str]
    ) -> Iterator[str]:
        for name in entry.get("headers", {}):
            place = f"{pointer}/headers/{name}"
            stated = self._answer(place)
            assert stated is not None
            value = headers.get(name.lower())
            if value is None:
                if stated[1].get("required"):
                    yield f"{place}: the header is missing"
            else:
                yield from self._value_breaches(f"{stated[0]}/schema", value)

    def _body_breaches(
        self, pointer: str, entry: Json, headers: Mapping[str, str], body: bytes
    ) -> Iterator[str]:
        content, given = entry.get("content"), headers.get("content-type")
        if content is None:
            if body or given:
                yield f"{pointer}: there is a body of {len(body)} bytes, {given}"
        elif given == "text/plain; charset=utf-8" and "text/plain" in content:
            text = body.decode()
            yield from self._value_breaches(f"{pointer}/content/text~1plain/schema", text)
        elif given not in content:
            yield f"{pointer}/content: the type is {given}"
        else:
            try:
                value = json.loads(body, parse_constant=_no_number)
            except ValueError as error:
                yield f"{pointer}/content: {error}"
                return
            yield from self._value_breaches(f"{pointer}/content/{_escaped(given)}/schema", value)

    def _value_breaches(self, pointer: str, value: Any) -> Iterator[str]:
        validator = self._validator(pointer)
        if not validator.is_valid(value):
            for error in validator.iter_errors(value):
                where = "/".join(str(part) for part in error.instance_path)
                yield f"{pointer} … {error.schema_path}: at /{where}: {error.message}"

    @cached_property
    def _operations(self) -> dict[tuple[str, int], list[tuple[list[str], str]]]:
        found: dict[tuple[str, int], list[tuple[list[str], str]]] = {}
        # A fixed segment is tried before a parameter.
        for path in sorted(self.document["paths"], key=lambda path: path.replace("{", "\x7f")):
            template = path.removesuffix("/").split("/")[1:]
            for method in METHODS:
                if method in self.document["paths"][path]:
                    key = (method.upper(), len(template))
                    place = f"/paths/{_escaped(path)}/{method}"
                    found.setdefault(key, []).append((template, place))
        return found

    def _compiled(self, pointer: str) -> Draft202012Validator:
        from jsonschema_rs import Draft202012Validator

        return Draft202012Validator(
            {"$ref": f"{ROOT}#{quote(pointer)}"}, registry=self._registry, validate_formats=True
        )

    def _resolved(self, pointer: str) -> tuple[str, Json] | None:
        """Return what a pointer leads to, references followed, and where that is."""
        found: Any = self.document
        for part in pointer.split("/")[1:]:
            found = found.get(part.replace("~1", "/").replace("~0", "~"))
            if found is None:
                return None
        if "$ref" in found:
            return self._resolved(found["$ref"].removeprefix("#"))
        return pointer, found


class Ledger:
    """What was found, in a folder that processes share.

    Attributes
    ----------
    folder : Path
        Holds a line for each breach, and a byte for each answer that was checked.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read = 0

    def environment(self) -> dict[str, str]:
        """Return the variables by which the platform of another process writes here."""
        paths = [str(Path(__file__).parent / "child"), os.environ.get("PYTHONPATH", "")]
        return {
            "PYTHONPATH": os.pathsep.join(filter(None, paths)),
            "ANSWERS_LEDGER": str(self.folder),
        }

    def add(self, lines: list[str]) -> None:
        """Write down an answer and what is wrong with it."""
        self._append(ANSWERS, ".")
        if lines:
            self._append(BREACHES, "".join(f"{json.dumps(line)}\n" for line in lines))

    def take(self) -> list[str]:
        """Return the breaches since the last look."""
        path = self.folder / BREACHES
        if not path.exists():
            return []
        lines = path.read_text().splitlines()
        new, self._read = lines[self._read :], len(lines)
        return [json.loads(line) for line in new]

    def answers(self) -> int:
        """Count the answers that were checked."""
        path = self.folder / ANSWERS
        return path.stat().st_size if path.exists() else 0

    def _append(self, name: str, text: str) -> None:
        # One write each, so that lines of several processes do not mix.
        file = os.open(self.folder / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(file, text.encode())
        finally:
            os.close(file)


class Held:
    """An ASGI application whose every answer is checked before it leaves.

    Parameters
    ----------
    app : callable
        The application.
    check : AnswerCheck
        What its answers are held to.
    ledger : Ledger
        Where it is written down.
    """

    def __init__(self, app: Any, check: AnswerCheck, ledger: Ledger) -> None:
        self._app = app
        self._check = check
        self._ledger = ledger

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        start: Json = {}
        body = b""

        async def send_checked(message: Json) -> None:
            nonlocal body
            if message["type"] == "http.response.start":
                start.update(message)
                return
            body += message.get("body", b"")
            if not message.get("more_body"):
                self._ledger.add([*self._found(scope, start, body)])
                # What is sent is what was checked.
                await send(start)
                await send({**message, "body": body})

        await self._app(scope, receive, send_checked)

    def _found(self, scope: Any, start: Json, body: bytes) -> Iterator[str]:
        method, path, status = scope["method"], scope["path"], start["status"]
        headers = {name.decode().lower(): value.decode() for name, value in start["headers"]}
        found = [*self._check.breaches(method, path, status, headers, body)]
        if status >= 500 and status != 501:
            found.append(f"the platform failed: {body.decode()}")
        for breach in found:
            yield f"{method} {path} → {status}: {breach}"


def hold_platforms(server: Any, folder: Path) -> Callable[[], None]:
    """Hold the platforms of this process to the contract; the answer undoes it.

    Parameters
    ----------
    server : module
        ``ionworks.local.server``.
    folder : Path
        Where to write down what is found.
    """
    made: Callable[..., Any] = server.platform_app
    ledger, check = Ledger(folder), AnswerCheck(server.load_contract().document)

    def held_app(*arguments: Any, **options: Any) -> Held:
        return Held(made(*arguments, **options), check, ledger)

    server.platform_app = held_app
    return lambda: setattr(server, "platform_app", made)


def _escaped(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1")


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
