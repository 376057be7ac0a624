"""Rules of the command that are one comparison or one line each, at their limits."""

from __future__ import annotations

from typing import Any

import pytest
from typer import Abort

from ionworks import errors
from ionworks.commands import running, showing
from ionworks.commands.listing import _conditions, cut, filters_of, is_uuid, one_of, taken
from ionworks.commands.reading import _arguments, _column, _rows, in_options
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


@pytest.mark.parametrize(
    ("given", "arguments"),
    [
        ({}, {}),
        ({"column": [], "where": None, "no_guess": False, "time_resets": "error"}, {}),
        ({"time_resets": "join"}, {"time_resets": "join"}),
        ({"no_guess": True}, {"guess": False}),
        ({"worksheet": "Data"}, {"sheet": "Data"}),
        ({"header_line": 0}, {"header_line": 0}),
        ({"separator": "tab"}, {"separator": "\t"}),
        ({"separator": "\\t"}, {"separator": "\t"}),
        ({"separator": ";"}, {"separator": ";"}),
        (
            {
                "column": [
                    "Time [s]=t",
                    "Voltage [V] = U=V",
                    'Current [A]={"sign": -1}',
                    "cell=null",
                ]
            },
            {
                "columns": {
                    "Time [s]": "t",
                    "Voltage [V]": "U=V",
                    "Current [A]": {"sign": -1},
                    "cell": None,
                }
            },
        ),
        (
            {"where": ["Channel=3", "Rate=0.5", "Name = a=b"]},
            {"where": {"Channel": 3, "Rate": 0.5, "Name": "a=b"}},
        ),
    ],
)
def test_options_of_reading_become_arguments(given: Any, arguments: Any) -> None:
    found = _arguments(given)
    assert found == arguments
    assert found.get("guess", None) is arguments.get("guess", None)


@pytest.mark.parametrize("text", ["", "=", "a", "a=", "=a", " = a", "a = "])
def test_an_option_with_a_value_has_both_sides(text: str) -> None:
    with pytest.raises(ConfigurationError, match="is not COLUMN=HEADER"):
        _column(text)
    with pytest.raises(ConfigurationError, match="is not HEADER=VALUE"):
        _rows(text)


def test_a_value_in_a_message_is_an_option_up_to_its_length() -> None:
    longest = "x" * 298  # and two quotes
    assert in_options(f"encoding='{longest}'") == f"`--encoding {longest}`"
    assert in_options(f"encoding='{longest}x'") == f"encoding='{longest}x'"
    assert in_options("guess=True, header_line=12.") == "guess=True, `--header-line 12`."


def test_conditions_have_a_name_a_comparison_and_a_value() -> None:
    assert _conditions(["capacity > 4 A.h", " material==NMC811 ", "capacity<=5 A.h", "a=b"]) == {
        "capacity": "> 4 A.h and <= 5 A.h",
        "material": "NMC811",
        "a": "b",
    }
    for wrong in ("capacity", "> 4", "capacity >", "a > 1 > 2", ""):
        with pytest.raises(ConfigurationError, match="give a name, a comparison and a value"):
            _conditions([wrong])
    ident = "7d0c4c9e-2f0c-4c55-a9a1-0c0f3f4d5b11"
    assert is_uuid(ident)
    assert is_uuid(ident.upper())
    assert not is_uuid(ident.replace("-", ""))
    assert not is_uuid("LG M50")
    assert (cut([1, 2, 3], 2), cut([1, 2, 3], 0), cut([1, 2, 3], 9)) == (
        [1, 2],
        [1, 2, 3],
        [1, 2, 3],
    )


def test_lines_stay_lines_in_what_is_shown() -> None:
    assert showing.printable("a\nb\t\x1b[1m") == "a\nb\\t\\x1b[1m"
