"""Lists: which records match the query, in which order, and which page of them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Self

from attrs import field, frozen
from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Table, func, or_

from ionworks.local import moments

_COMPARISONS: Final = ("gte", "lte", "gt", "lt")
_OPERATORS: Final = ("eq", "ilike", "in", *_COMPARISONS)
_LARGEST: Final = 2**63 - 1

Column = ColumnElement[Any]
Condition = ColumnElement[bool]
Special = Callable[[Mapping[str, Any]], Sequence[Condition]]


def _none(_query: Mapping[str, Any]) -> Sequence[Condition]:
    return ()


@frozen
class Listing:
    """What the query of one list may filter and order by.

    Attributes
    ----------
    text : mapping of str to column
        Parameters that take an operator (``ilike.%cell%``), or a bare value to equal.
    times : mapping of str to column
        The same for moments, each also with ``_gt`` and ``_lt`` and a bare moment.
    exact : mapping of str to column
        Parameters that take a bare value only.
    order : mapping of str to column
        Values of ``order_by``.
    key : column
        Unique; keeps the order of equals the same on every page.
    default : str
        ``order_by`` when the query names none.
    direction : str
        ``order`` when the query names none.
    special : callable
        ``special(query)`` gives the conditions of parameters that name no column.
    """

    text: Mapping[str, Column]
    times: Mapping[str, Column]
    order: Mapping[str, Column]
    key: Column
    exact: Mapping[str, Column] = field(factory=dict)
    default: str = "created_at"
    special: Special = _none
    direction: str = "asc"

    @classmethod
    def of(
        cls,
        table: Table,
        *,
        text: Sequence[str] = ("name", "created_by_email"),
        times: Sequence[str] = ("created_at", "updated_at"),
        exact: Sequence[str] = (),
        order: Sequence[str] = ("name", "created_at", "updated_at"),
        default: str = "created_at",
        special: Special = _none,
        direction: str = "asc",
    ) -> Self:
        """Return the listing of a table whose parameters are named like its columns.

        The contract says which of them a list takes; a request with others does not come here.
        """

        def columns(names: Sequence[str]) -> Mapping[str, Column]:
            return {name: table.c[name] for name in names}

        return cls(
            columns(text),
            columns(times),
            columns(order),
            table.c.id,
            columns(exact),
            default,
            special,
            direction,
        )

    def conditions(self, query: Mapping[str, Any]) -> list[Condition]:
        """Return what the query asks of a record."""
        found = [text_condition(c, query[n]) for n, c in self.text.items() if n in query]
        found += [c == query[n] for n, c in self.exact.items() if n in query]
        for name, column in self.times.items():
            if name in query:
                found.append(_time_condition(column, query[name], name))
            if f"{name}_gt" in query:
                found.append(column > _stored_moment(query[f"{name}_gt"], f"{name}_gt"))
            if f"{name}_lt" in query:
                found.append(column < _stored_moment(query[f"{name}_lt"], f"{name}_lt"))
        return [*found, *self.special(query)]

    def ordering(self, query: Mapping[str, Any]) -> list[Column]:
        """Return the order that the query asks for."""
        column = self.order[query.get("order_by", self.default)]
        if query.get("order", self.direction) == "desc":
            return [column.desc().nulls_last(), self.key.desc()]
        return [column.asc().nulls_last(), self.key.asc()]

    def page(
        self,
        connection: Connection,
        statement: Select[Any],
        query: Mapping[str, Any],
        stored: int | None = None,
    ) -> tuple[Sequence[RowMapping], int]:
        """Read one page.

        Parameters
        ----------
        connection : Connection
            Where to read.
        statement : Select
            All that could be listed.
        query : mapping of str to object
            The checked query; ``limit`` and ``offset`` (or ``skip``) cut the page.
        stored : int, optional
            The number of all that could be listed, where it is known without counting.

        Returns
        -------
        tuple
            The rows of the page, and the number of all matches.
        """
        conditions = self.conditions(query)
        matches = statement.where(*conditions)
        if stored is None or conditions:
            counted = matches.with_only_columns(func.count(), maintain_column_froms=True)
            total = connection.scalars(counted).one()
        else:
            total = stored
        offset = query.get("offset", query.get("skip", 0))
        wanted = (
            matches.order_by(*self.ordering(query))
            .limit(query.get("limit", 1000))
            .offset(min(offset, _LARGEST))
        )
        return connection.execute(wanted).mappings().all(), total


def text_condition(column: Column, wanted: str) -> Condition:
    """Return the condition that a text filter states.

    ``eq.x`` and a bare value equal; ``ilike.%x%`` matches without case, ``%`` standing
    for anything and a backslash taking the next character as it is; ``in.(a,"b,c")``
    equals any; ``gt.``, ``gte.``, ``lt.`` and ``lte.`` compare.
    """
    operator, value = _split(wanted)
    match operator:
        case "ilike":
            return func.is_like(column, value)
        case "in":
            return column.in_(_values(value))
        case "eq":
            return column == value
        case _:
            return _compare(column, operator, value)


def contains(column: Column, text: str) -> Condition:
    """Return the condition that a column contains a text, without case."""
    return has_text(func.casefold(column), text)


def has_text(folded: Column, text: str) -> Condition:
    """Return the same for a column that has its text without case already."""
    return func.instr(folded, text.casefold()) > 0


def any_contains(columns: Sequence[Column], text: str) -> Condition:
    """Return the condition that one of several columns contains a text."""
    return or_(*(contains(column, text) for column in columns))


def _time_condition(column: Column, wanted: str, name: str) -> Condition:
    operator, value = _split(wanted)
    if operator == "in":
        return column.in_([_stored_moment(each, name) for each in _values(value)])
    moment = _stored_moment(value, name)
    return _compare(column, operator, moment) if operator in _COMPARISONS else column == moment


def _stored_moment(text: str, name: str) -> str:
    return moments.read(text, ["query", name])


def _compare(column: Column, operator: str, value: str) -> Condition:
    match operator:
        case "gte":
            return column >= value
        case "lte":
            return column <= value
        case "gt":
            return column > value
        case _:
            return column < value


def _split(wanted: str) -> tuple[str, str]:
    operator, dot, value = wanted.partition(".")
    return (operator, value) if dot and operator in _OPERATORS else ("eq", wanted)


def _values(text: str) -> list[str]:
    """Return the values of ``(a,b)``; quotes keep a comma, a backslash the next character."""
    inner = text.removeprefix("(").removesuffix(")")
    values, current, quoted = [], "", False
    letters = iter(inner)
    for letter in letters:
        if letter == '"':
            quoted = not quoted
        elif letter == "\\" and quoted:
            current += next(letters, "")
        elif letter == "," and not quoted:
            values.append(current)
            current = ""
        else:
            current += letter
    return list(dict.fromkeys([*values, current]))
