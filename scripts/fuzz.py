"""Fuzz the parsers that meet what others wrote, guided by what they cover.

Each target takes bytes, hands them to a parser, and lets only those exceptions pass that the
parser promises. What atheris finds otherwise, it writes to a file ``crash-...`` and stops.

    python scripts/fuzz.py                      # the names of the targets
    python scripts/fuzz.py footer -max_total_time=60
    python scripts/fuzz.py footer crash-...     # run one input again

Needs the dependency group ``fuzz``; atheris has wheels for Linux.
"""

from __future__ import annotations

import importlib
import json
import logging
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

Target = Callable[[bytes], None]


def _answer() -> Target:
    """Answers: JSON to record, and what a notebook shows of it."""
    import httpx
    from ionworks_generated.api.cell_measurements import get_measurement
    from ionworks_generated.api.cell_specifications import (
        get_cell_specification,
        list_cell_specifications,
    )

    from ionworks.errors import IonworksError
    from ionworks.records import CellMeasurement, CellSpecification
    from ionworks.resources._pages import page_of

    request = httpx.Request("GET", "http://service/")
    # What `Runtime.call` turns into an error of the package.
    promised = (ValueError, TypeError, LookupError, AttributeError, RecursionError)

    def take(data: bytes) -> None:
        response = httpx.Response(200, content=data, request=request)
        for operation, record in (
            (get_cell_specification, CellSpecification),
            (get_measurement, CellMeasurement),
            (list_cell_specifications, None),
        ):
            try:
                model: Any = operation._parse_response(client=None, response=response)
            except promised:
                continue
            with suppress(IonworksError):
                found: Any = (
                    page_of(CellSpecification, model)
                    if record is None
                    else record.from_model(model)
                )
                repr(found)
                found._repr_html_().encode()

    return take


def _refusal() -> Target:
    """Refusals: the error envelope, FastAPI's form, Retry-After, anything else."""
    import httpx

    from ionworks._io import failures
    from ionworks.errors import IonworksError

    request = httpx.Request("GET", "http://service/")

    def take(data: bytes) -> None:
        status = 400 + (data[0] if data else 0) % 200
        after, _, body = data[1:].partition(b"\n")
        headers = [(b"retry-after", after.replace(b"\r", b"")), (b"content-type", b"x/y")]
        response = httpx.Response(status, headers=headers, content=body, request=request)
        found = failures.from_answer(response, credential="the key")
        assert isinstance(found, IonworksError)
        str(found).encode(errors="replace")
        after_seconds: float | None = getattr(found, "retry_after", None)
        assert after_seconds is None or after_seconds >= 0
        getattr(found, "existing_id", None)

    return take


def _footer() -> Target:
    """Footers of Parquet files."""
    from ionworks.tables.footer import read_row_groups

    def take(data: bytes) -> None:
        with suppress(ValueError):
            for group in read_row_groups(data, 10_000):
                for extents in group.extents.values():
                    assert all(0 <= start <= stop <= 10_000 for start, stop in extents)

    return take


def _unpack() -> Target:
    """Packed answers."""
    import httpx

    from ionworks._io.decoding import Unpacked

    request = httpx.Request("GET", "http://service/")

    def take(data: bytes) -> None:
        response = httpx.Response(200, headers={"content-encoding": "gzip"}, request=request)
        unpacked = Unpacked(response)
        try:
            for place in range(0, len(data), 50):
                for piece in unpacked.feed(data[place : place + 50]):
                    assert len(piece) <= 1024 * 1024
            unpacked.finish()
        except httpx.DecodingError:
            pass

    return take


def _link() -> Target:
    """Links that a service gives."""
    import httpx

    from ionworks._io import links
    from ionworks.errors import UnexpectedResponseError

    base = httpx.URL("https://service/a/b")

    def take(data: bytes) -> None:
        text = data.decode("latin-1")
        for against in (None, base):
            with suppress(UnexpectedResponseError):
                target = links.checked(text, against)
                assert target.scheme in ("http", "https")
                assert target.host
                assert not target.userinfo

    return take


def _table() -> Target:
    """Tables that travel as JSON."""
    from ionworks.errors import UnexpectedResponseError
    from ionworks.resources._derived import as_parquet

    convert = as_parquet("cycles")

    def take(data: bytes) -> None:
        with suppress(UnexpectedResponseError):
            convert(data)

    return take


def _inline() -> Target:
    """Configure pipelines, with tables in what is given."""
    from ionworks.resources._configs import plain_config

    def take(data: bytes) -> None:
        try:
            config = json.loads(data)
        except (ValueError, RecursionError):
            return
        # Names of files of this machine are looked up.
        with suppress(TypeError, ValueError, OSError):
            plain_config(config)

    return take


def _filter() -> Target:
    """Filter lists, as the platform does."""
    from ionworks.local import filters
    from ionworks.local.patterns import is_like

    def take(data: bytes) -> None:
        wanted = data.decode("utf-8", "replace")
        operator, value = filters._split(wanted)
        assert operator in ("eq", "ilike", "in", "gte", "lte", "gt", "lt")
        filters._values(value)
        is_like(wanted, value)
        literal = wanted.replace("\\", "\\\\").replace("%", "\\%")
        assert is_like(f"a{wanted}b", f"%{literal}%")
        assert is_like(wanted, literal)

    return take


def _moment() -> Target:
    """Moments in queries and records."""
    from ionworks.local import moments
    from ionworks.local.errors import Invalid

    def take(data: bytes) -> None:
        with suppress(Invalid):
            stored = moments.read(data.decode("utf-8", "replace"), ["query", "x"])
            assert moments.read(stored, ["query", "x"]) == stored

    return take


def _unit() -> Target:
    """Units of ratings."""
    from ionworks.validators.ratings import rated_capacity, voltage_window

    def take(data: bytes) -> None:
        unit = data.decode("utf-8", "replace")
        quantity = {"value": 1.0, "unit": unit}
        with suppress(ValueError):
            rated_capacity({"capacity": quantity})
        with suppress(ValueError):
            voltage_window({"voltage_min": {"value": 0.0, "unit": "V"}, "voltage_max": quantity})

    return take


def _image() -> Target:
    """Heads of images, and names of files."""
    from ionworks.local.handlers.uploads import _dimensions
    from ionworks.resources._attachments import guessed_type, safe_target

    path = Path(tempfile.mkdtemp(prefix="ionworks-fuzz-")) / "image"

    def take(data: bytes) -> None:
        path.write_bytes(data)
        found = _dimensions(path, "image/png")
        assert all(0 <= side < 2**32 for side in found.values())
        name = data.decode("utf-8", "surrogateescape")
        guessed_type(name)
        with suppress(ValueError):
            assert safe_target(Path("folder"), name).parent == Path("folder")

    return take


def _address() -> Target:
    """Settle what the environment sets."""
    from ionworks.errors import ConfigurationError
    from ionworks.settings import resolve

    def take(data: bytes) -> None:
        parts = data.decode("utf-8", "surrogateescape").split("\n")[:3]
        names = ("IONWORKS_API_URL", "IONWORKS_API_KEY", "IONWORKS_ORGANIZATION_ID")
        with suppress(ConfigurationError):
            settings = resolve(
                environ=dict(zip(names, parts, strict=False)),
                start_local=lambda _: ("http://x", "k"),
            )
            assert settings.api_url.isprintable()
            assert all(value.isprintable() for value in settings.headers().values())

    return take


TARGETS: dict[str, Callable[[], Target]] = {
    "answer": _answer,
    "refusal": _refusal,
    "footer": _footer,
    "unpack": _unpack,
    "link": _link,
    "table": _table,
    "inline": _inline,
    "filter": _filter,
    "moment": _moment,
    "unit": _unit,
    "image": _image,
    "address": _address,
}


def main(arguments: list[str]) -> None:
    """Run one target."""
    if not arguments or arguments[0] not in TARGETS:
        for name, made in TARGETS.items():
            print(f"{name:10}{(made.__doc__ or '').strip()}")
        return
    atheris: Any = importlib.import_module("atheris")
    logging.disable()
    with atheris.instrument_imports(include=["ionworks", "ionworks_generated", "imagesize"]):
        target = TARGETS[arguments[0]]()
    atheris.Setup([sys.argv[0], *arguments[1:]], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
