"""Rules of the command that are one comparison or one line each, at their limits."""

from __future__ import annotations

from typing import Any

import pytest
from typer import Abort

from ionworks import errors
from ionworks.commands import running, showing
from ionworks.commands.listing import filters_of, one_of, taken
from ionworks.commands.statuses import Status, status_of
from ionworks.errors import ConfigurationError
from ionworks.pagination import PaginatedList


@pytest.mark.parametrize(
    ("limit", "asked", "total"),
    # A list gives 1000 at once. A walk takes what is beyond, and may not know how much is left.
    [(1, 1, 1500), (1000, 1000, 1500), (1001, 0, None), (1500, 0, None), (1501, 0, 1500)],
)
def test_one_page_is_asked_for_where_it_is_enough(limit: int, asked: int, total: Any) -> None:
    pages: list[int] = []

    def page(*, limit: int) -> PaginatedList[int]:
        pages.append(limit)
        return PaginatedList(range(limit), total=1500)

    records, found = taken(page, lambda: iter(range(1500)), limit)
    assert (records, found) == (list(range(min(limit, 1500))), total)
    assert pages == ([asked] if asked else [])
    assert taken(page, lambda: iter(range(1500)), 0) == (list(range(1500)), 1500)


def test_filters_that_were_not_given_are_not_sent() -> None:
    assert filters_of({"name": None, "tags": [], "desc": False, "limit_to": 1}) == {"limit_to": 1}
    assert filters_of({"desc": True, "sort": "name", "created_by": "a@b", "name": "x"}) == {
        "order": "desc",
        "order_by": "name",
        "created_by_email": "a@b",
        "name": "x",
    }
    one_of(spec=None, cell="c")
    one_of(spec=None, cell=None)
    with pytest.raises(ConfigurationError, match="`--spec-name` and `--cell` exclude each other"):
        one_of(spec_name="s", cell="c", other=None)


@pytest.mark.parametrize(
    ("problem", "status"),
    [
        (errors.NotFoundError("x"), Status.NOT_FOUND),
        (errors.ForbiddenError("x"), Status.REFUSED),
        (errors.APITimeoutError("x"), Status.UNREACHABLE),
        (ConfigurationError("x"), Status.BAD_INPUT),
        (errors.ConflictError("x"), Status.FAILED),
        (errors.ServerError("x"), Status.FAILED),
        (FileNotFoundError("x"), Status.BAD_INPUT),
        (PermissionError("x"), Status.FAILED),
        (ValueError("x"), Status.BAD_INPUT),
        (KeyError("x"), None),
    ],
)
def test_each_failure_has_its_status(problem: Exception, status: Status | None) -> None:
    assert status_of(problem) is status


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, Abort])
def test_an_interrupt_is_said_and_has_a_status_of_its_own(
    interrupt: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_arguments: Any, **_options: Any) -> int:
        raise interrupt

    monkeypatch.setattr(running.typer.main, "get_command", lambda _: stopped)
    assert running.run(["specs"]) == Status.INTERRUPTED == 130
    assert capsys.readouterr().err == "ionworks: interrupted\n"
    for ended, status in ((3, 3), (None, 0), (True, 1)):
        monkeypatch.setattr(
            running.typer.main, "get_command", lambda _, end=ended: lambda *a, **k: end
        )
        assert running.run([]) == status
    assert running._words(FileNotFoundError(2, "No such file", "a.csv")) == "a.csv: No such file"
    assert running._words(OSError("full")) == "full"
    assert running._words(ValueError()) == "ValueError"


def test_columns_are_shown_as_far_as_they_fit() -> None:
    # The first column, then the last one, then the others in their order; two spaces between.
    assert showing._fitting([4, 5, 3], 16, 2) == ([0, 1, 2], 4)
    assert showing._fitting([4, 5, 3], 15, 2) == ([0, 2], 4)
    assert showing._fitting([4, 5, 3], 15, 0) == ([0, 1], 4)
    assert showing._fitting([4, 50, 3], 15, 0) == ([0, 2], 4)
    # A long first column gives way, down to 32, and takes what the others leave.
    assert showing._fitting([40, 5], 60, 0) == ([0, 1], 40)
    assert showing._fitting([40, 5], 45, 0) == ([0, 1], 38)
    assert showing._fitting([40, 5], 39, 0) == ([0, 1], 32)
    assert showing._fitting([40, 5], 38, 0) == ([0], 38)
    assert showing._fitting([40], 20, 0) == ([0], 20)
