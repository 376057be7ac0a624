"""Deletes: what one takes along, and one that is held to an expected count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, get_args

from ionworks_generated.api.deletions import describe_deletion
from ionworks_generated.models.describe_deletion_expected_type_0_item import (
    DescribeDeletionExpectedType0Item,
)

from ionworks._given import mapping_of, shown, suggestion
from ionworks.errors import ConflictError, IonworksError
from ionworks.records import Deletion

if TYPE_CHECKING:
    from ionworks_generated.models.describe_deletion_resource_type import (
        DescribeDeletionResourceType,
    )

    from ionworks._io.runtime import Runtime

KINDS: Final[tuple[str, ...]] = get_args(DescribeDeletionExpectedType0Item)
"""The kinds of records that are counted."""

_ALSO_CALLED: Final = {
    "batch": "cell_batches",
    "cell": "cell_instances",
    "cells": "cell_instances",
    "spec": "cell_specifications",
    "specs": "cell_specifications",
}
_NO_SUCH_OPERATION = (404, 405, 501)


async def deletion_of(
    runtime: Runtime,
    kind: DescribeDeletionResourceType,
    identifier: str,
    expected: Sequence[Any] = (),
) -> Deletion:
    """Say what a delete of a record would take along.

    The platform refuses a kind that is expected and that it does not know.

    Raises
    ------
    NotFoundError
        There is no such record.
    IonworksError
        The platform cannot say.
    """
    with refused_by_platform("what a delete takes along"):
        found = await runtime.call(
            describe_deletion, kind, identifier, expected=[*expected] or None
        )
    return Deletion.from_model(found)


async def matched(
    runtime: Runtime,
    kind: DescribeDeletionResourceType,
    identifier: str,
    expect: Mapping[str, int] | None,
) -> dict[str, str]:
    """Return the headers with which a delete takes along what is expected, and nothing else.

    Raises
    ------
    TypeError, ValueError
        `expect` names an unknown kind of record, or a wrong count. Nothing was asked.
    ConflictError
        Other counts would fall. Nothing was deleted.
    """
    if expect is None:
        return {}
    _require_counts(mapping_of(expect, "expect"))
    deletion = await deletion_of(runtime, kind, identifier, list(expect))
    wrong = {
        name: (count, deletion.counts.get(name, 0))
        for name, count in expect.items()
        if deletion.counts.get(name, 0) != count
    }
    if wrong:
        listed = ", ".join(f"{there} {name}, not {count}" for name, (count, there) in wrong.items())
        raise ConflictError(
            f"Nothing was deleted: with {deletion.name or identifier!r} would fall {listed}. All "
            f"that would fall: {_counts(deletion.counts)}",
            data={"counts": dict(deletion.counts)},
        )
    return {"If-Deletion-Match": deletion.version}


def _require_counts(expect: Mapping[Any, Any]) -> None:
    for name, count in expect.items():
        if name not in KINDS:
            meant = _ALSO_CALLED.get(name, name)
            raise ValueError(
                f"Nothing was deleted: `expect` has {shown(name)}, which is no kind of record; "
                f"{suggestion(meant, KINDS, most=len(KINDS))}"
            )
        if isinstance(count, bool) or not isinstance(count, int) or count < 0:
            raise ValueError(
                f"Nothing was deleted: `expect` has {shown(count)} for {name!r}; give a number of "
                "records, 0 or more"
            )


def _counts(counts: Mapping[str, Any]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items()) or "nothing else"


class refused_by_platform:  # noqa: N801 - it is used as a function
    """Say it clearly if a platform does not have an operation.

    Parameters
    ----------
    what : str
        What it cannot do, for the message.
    """

    def __init__(self, what: str) -> None:
        self._what = what

    def __enter__(self) -> None: ...

    def __exit__(self, _kind: object, problem: BaseException | None, _trace: object) -> None:
        if not isinstance(problem, IonworksError) or problem.status_code not in _NO_SUCH_OPERATION:
            return
        detail = problem.data.get("detail") if isinstance(problem.data, dict) else None
        names_record = any(
            isinstance(each, dict) and "resource_id" in each for each in (problem.data, detail)
        )
        if problem.status_code == 404 and names_record:
            return  # it is the record that is missing
        raise IonworksError(
            f"This platform does not offer {self._what}; the embedded platform does",
            status_code=problem.status_code,
            error_code="NOT_SUPPORTED",
            correlation_id=problem.correlation_id,
            method=problem.method,
            path=problem.path,
        ) from problem
