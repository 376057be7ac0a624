"""What a client says that is used as the one of the other face."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any


class OnlyAwaited:
    """Says how an async client is entered."""

    if not TYPE_CHECKING:  # type checkers refuse `with` themselves

        def __enter__(self) -> Any:
            raise TypeError(
                "write `async with AsyncIonworks(...) as client:`, and `await` before its calls; "
                "`with` is for Ionworks, whose calls are not awaited"
            )

        def __exit__(self, *problem: object) -> None:
            """Is looked for before `__enter__` is called."""


class OnlyBlocking:
    """Says how a blocking client is entered."""

    if not TYPE_CHECKING:

        def __aenter__(self) -> Any:
            raise TypeError(
                "write `with Ionworks(...) as client:`; `async with` is for AsyncIonworks, whose "
                "calls are awaited"
            )

        def __aexit__(self, *problem: object) -> None:
            """Is looked for before `__aenter__` is called."""
