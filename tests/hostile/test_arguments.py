"""Every public call refuses what makes no sense with an error that says so, whatever is passed."""

from __future__ import annotations

import inspect
import re
import warnings
from collections.abc import Iterator
from typing import Any

import anyio
import polars as pl
import pytest
from hostile.fuzzing import fuzz
from hypothesis import given
from hypothesis import strategies as st

from ionworks import AsyncIonworks, IonworksError
from ionworks.local.server import Platform

FRAME = pl.DataFrame({"a": [1, 2]})
VALUES = st.one_of(
    st.sampled_from(
        [
            *(None, "", " ", "x" * 20_000, "\0", "../x", "\ud800", b"x", True, 5, -1, 1e400),
            *([], {}, (), object(), [None], [FRAME], FRAME, FRAME["a"], FRAME.to_pandas()),
            *({"name": FRAME}, {"name": "x", "options": FRAME}, {"name": "x", "elements": FRAME}),
            *({"name": " "}, {"name": "x", "project_id": FRAME}, {"name": ["x"]}, {1: 2}),
        ]
    ),
    st.text(max_size=5),
    st.dictionaries(st.text(max_size=3), st.integers() | st.none(), max_size=2),
    st.lists(st.integers() | st.text(max_size=3), max_size=3),
)
# What Python or a library says when a value is used for what it is not.
UNCLEAR = re.compile(
    "truth value|shape: |unhashable|not supported between|unsupported operand|object is not"
    "|has no attribute|has no len|cannot unpack|not enough values|expected str instance"
)
WITHOUT = {"close", "wait"}  # no requests, or awaited by `async for`


def _calls() -> Iterator[tuple[str, str, str]]:
    """Yield each argument of each awaited call: the sub-client, the call, the argument."""
    parts: dict[str, Any] = {"": AsyncIonworks}
    with_nothing = AsyncIonworks(api_key="key", api_url="http://127.0.0.1:9")
    for name in dir(AsyncIonworks):
        if not name.startswith("_") and not callable(getattr(AsyncIonworks, name)):
            parts[name] = type(getattr(with_nothing, name))
    for part, kind in parts.items():
        for name in dir(kind):
            call = inspect.getattr_static(kind, name)
            if name.startswith("_") or name in WITHOUT or not inspect.iscoroutinefunction(call):
                continue
            for argument in _arguments(call):
                yield part, name, argument


def _arguments(call: Any) -> dict[str, inspect.Parameter]:
    """Return the arguments that have a name, without `self`."""
    found = dict(inspect.signature(call).parameters)
    kinds = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    return {name: one for name, one in found.items() if one.kind in kinds and name != "self"}


CALLS = sorted(_calls())


def _plausible(argument: str) -> Any:
    if argument in ("data", "config"):
        return {"name": "x"}
    if argument.endswith("_ids"):
        return ["x"]
    return "jo@example.org" if argument == "email" else "x"


@pytest.fixture(autouse=True)
def _files_of_the_test(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a download may write the file that it is told to


def test_the_calls_are_found() -> None:
    assert len({(part, call) for part, call, _ in CALLS}) > 200
    assert ("cell_spec", "create", "data") in CALLS
    assert ("", "whoami", "self") not in CALLS


@fuzz(150)
@given(where=st.sampled_from(CALLS), value=VALUES)
def test_a_wrong_argument_is_refused_by_name(
    platform: Platform, where: tuple[str, str, str], value: Any
) -> None:
    part, name, argument = where

    async def call() -> None:
        async with AsyncIonworks(
            platform.api_key, api_url=platform.url, max_retries=0, timeout=30
        ) as client:
            method = getattr(getattr(client, part) if part else client, name)
            known = _arguments(method)
            asked = {
                other: _plausible(other) for other, one in known.items() if one.default is one.empty
            }
            asked[argument] = value
            if "verbose" in known:
                asked.setdefault("verbose", False)
            await method(**asked)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of keys that are not known, and of calls that are old
        try:
            anyio.run(call)
        except (IonworksError, TypeError, ValueError, OSError) as problem:
            said, status = str(problem), getattr(problem, "status_code", None)
        except ImportError as problem:
            if "pip install" not in str(problem):
                raise
            return
        else:
            return
    assert not UNCLEAR.search(said), said
    assert status not in (500, 502, 503), said
