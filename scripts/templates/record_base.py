"""What generated models share: how an answer is read, and what a record is.

`scripts/regen.py` copies this file into the generated package.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import UTC, datetime
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Generic,
    Literal,
    NoReturn,
    Self,
    SupportsIndex,
    TypeAlias,
    TypeVar,
    cast,
    overload,
)

from attrs import Attribute, evolve, field, fields, frozen

A = TypeVar("A", bound="Answer")
B = TypeVar("B", bound="Answer")


class UnreadableAnswerError(ValueError):
    """An answer is not what the contract promises.

    Attributes
    ----------
    place : str
        Where in the answer, such as ``items[3]``; empty for the answer itself.
    reason : str
        What is wrong there.
    """

    def __init__(self, reason: str, place: str = "") -> None:
        self.reason = reason
        self.place = place
        super().__init__(f"{place}: {reason}" if place else reason)


_BESIDE = ("_links", "_created")
"""What a record holds besides its fields."""

Links: TypeAlias = Callable[["Record"], str | None]
"""Gives the address of a record's page in the web app."""


class _FieldNames:
    """Names the fields of a class."""

    def __get__(self, answer: object, kind: type[Answer]) -> dict[str, Attribute[Any]]:
        specs = {spec.name: spec for spec in fields(cast(Any, kind))}
        return {name: specs[attribute] for name, attribute in kind._fields.items()}


class Answer:
    """An answer of the service, read.

    Attributes
    ----------
    extra : mapping
        Fields that the contract does not name, as they were sent.
    model_fields : dict of str to attrs.Attribute
        The fields that the contract names; the class has it.
    """

    __slots__ = ()
    if TYPE_CHECKING:  # the classes that store them are below
        extra: Mapping[str, Any]

    model_fields: ClassVar[_FieldNames] = _FieldNames()

    # What the template fills in: each field of the contract with its attribute, a row in which
    # every field is absent, what one line says of it, and the models of the objects in it.
    _fields: ClassVar[Mapping[str, str]] = {}
    _absent: ClassVar[Mapping[str, Any]] = {}
    _shown: ClassVar[tuple[str, ...]] = ("id", "name")
    _inner: ClassVar[Mapping[str, str]] = {}
    _has_records: ClassVar[bool] = False

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        """Check an object of an answer; return a copy with all fields, and times parsed.

        Raises
        ------
        UnreadableAnswerError
            It is no object, or a field has the wrong type.
        """
        raise NotImplementedError

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        """Make the model of what `_read` returned."""
        raise NotImplementedError

    @classmethod
    def _rest(cls, row: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in row.items() if name not in cls._fields}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object of an answer.

        Raises
        ------
        UnreadableAnswerError
            A field is missing or has the wrong type.
        """
        return cls._build(cls._read(data))

    def to_dict(self) -> dict[str, Any]:
        """Return all fields by name, with those that the contract does not name."""
        found = {name: getattr(self, attribute) for name, attribute in self._fields.items()}
        for name, value in found.items():
            if isinstance(value, Rows | Answer | list):
                found[name] = _plain(value)
        return {**found, **self.extra}

    def summary(self) -> dict[str, Any]:
        """Return the fields that one line shows."""
        shown = ((name, getattr(self, name, None)) for name in self._shown)
        return {name: value for name, value in shown if value is not None}

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.to_dict() == other.to_dict()

    def __hash__(self) -> int:
        return hash((type(self).__name__, getattr(self, "id", None)))

    def __repr__(self) -> str:
        inside = ", ".join(f"{name}={value!r}" for name, value in self.summary().items())
        return f"{type(self).__name__}({inside})"

    if not TYPE_CHECKING:  # a type checker refuses a name that the contract does not have

        def __getattr__(self, name: str) -> Any:
            if name != "extra" and not name.startswith("_") and name in self.extra:
                return self.extra[name]
            if name in _BESIDE or name in self._fields.values():
                # Nobody set it, or a version that did not know the field pickled this.
                return None
            raise AttributeError(
                f"{type(self).__name__} has no field {name!r}", name=name, obj=self
            )


class Record(Answer, Mapping[str, Any]):
    """A record of the platform.

    Records are values: they compare by content, hold no connection, and do not change when the
    platform does. Fields are attributes, and are read as of a mapping too: ``record["name"]``.
    Absent fields are None.

    Attributes
    ----------
    extra : mapping
        Fields that this version does not know; ``record["new_field"]`` reads them too.
    """

    __slots__ = ()
    if TYPE_CHECKING:
        _links: Links | None
        _created: bool | None

    _html: ClassVar[Callable[[Any], str] | None] = None
    """Shows a record in a notebook; `ionworks.records` sets it."""

    @classmethod
    def from_model(cls, model: Answer, links: Links | None = None) -> Self:
        """Return a record as one of this class, with its page in the web app."""
        if type(model) is cls:
            object.__setattr__(model, "_links", links)  # the class itself is frozen
            return model
        made: Any = cls
        names = [spec.name for spec in fields(made) if spec.name not in _BESIDE]
        return cast(Self, made(**{name: getattr(model, name, None) for name in names}, links=links))

    @property
    def web_link(self) -> str | None:
        """Address of its page in the web app; None if there is none, or no project is known."""
        return None if self._links is None else self._links(self)

    @property
    def created(self) -> bool | None:
        """Whether the `create_or_get` that returned this created the record, or found it.

        None of a record that another call returned, and where the answer to the creation was lost:
        then nobody knows. It is no field: it is not compared, and `to_dict` leaves it out.
        """
        return self._created

    def _marked(self, created: bool | None) -> Self:
        """Return a copy that says whether the record was created."""
        return cast(Self, evolve(cast(Any, self), created=created))

    def model_dump(
        self,
        *,
        mode: Literal["python", "json"] = "python",
        include: Container[str] | None = None,
        exclude: Container[str] | None = None,
        exclude_none: bool = False,
    ) -> dict[str, Any]:
        """Return a deep copy of the fields by name.

        Parameters
        ----------
        mode : {"python", "json"}, default "python"
            With ``"json"`` times are text in ISO 8601.
        include : set of str, optional
            Names of the fields to return; all of them by default.
        exclude : set of str, optional
            Names of fields to leave out.
        exclude_none : bool, default False
            Leave out fields that are None.
        """
        found = {
            name: value
            for name, value in self.to_dict().items()
            if (include is None or name in include)
            and (exclude is None or name not in exclude)
            and not (exclude_none and value is None)
        }
        if mode == "json":
            return {name: _plain_times(value) for name, value in deepcopy(found).items()}
        return deepcopy(found)

    def model_dump_json(
        self,
        *,
        indent: int | None = None,
        include: Container[str] | None = None,
        exclude: Container[str] | None = None,
        exclude_none: bool = False,
    ) -> str:
        """Return the fields as JSON text.

        Parameters
        ----------
        indent : int, optional
            Spaces of each level; one line without spaces by default.
        include, exclude : set of str, optional
            Names of the fields to return, and of those to leave out.
        exclude_none : bool, default False
            Leave out fields that are None.
        """
        fields_by_name = self.model_dump(
            mode="json", include=include, exclude=exclude, exclude_none=exclude_none
        )
        separators = (",", ":") if indent is None else None
        return json.dumps(fields_by_name, indent=indent, separators=separators, ensure_ascii=False)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy, with other values for some fields. Nothing is sent to the service.

        Parameters
        ----------
        update : mapping, optional
            Values by the name of the field.
        deep : bool, default False
            Copy the values too.
        """
        changed, further = dict[str, Any](), dict(self.extra)
        for name, value in (update or {}).items():
            if name in self._fields:
                changed[self._fields[name]] = value
            else:
                further[name] = value
        copied: Any = deepcopy(self) if deep else self
        return cast(Self, evolve(copied, **changed, extra=further))

    @classmethod
    def model_validate(cls, obj: Mapping[str, Any]) -> Self:
        """Make a record of its fields, such as those that `model_dump` returned.

        Raises
        ------
        UnreadableAnswerError
            A field is missing or has the wrong type.
        """
        return obj if isinstance(obj, cls) else cls.from_dict(obj)

    def _repr_html_(self) -> str | None:
        show = type(self)._html
        return None if show is None else show(self)

    def __getitem__(self, name: str) -> Any:
        attribute = self._fields.get(name)
        return self.extra[name] if attribute is None else getattr(self, attribute)

    def __iter__(self) -> Iterator[str]:
        yield from self._fields
        yield from self.extra

    def __len__(self) -> int:
        return len(self._fields) + len(self.extra)


@frozen(kw_only=True, repr=False, eq=False)
class PlainAnswer(Answer):
    """An answer that is no record."""

    extra: Mapping[str, Any] = field(factory=dict)


@frozen(kw_only=True, repr=False, eq=False)
class PlainRecord(Record):
    """A record with its fields."""

    extra: Mapping[str, Any] = field(factory=dict)
    _links: Links | None = field(default=None, alias="links")
    _created: bool | None = field(default=None, alias="created")


@frozen(kw_only=True, repr=False, eq=False)
class DictRecord(Record, dict[str, Any]):
    """A record that is a dict as well, which `json.dumps` takes: times in the dict are text.

    As a record it does not change; ``dict(record)`` is a copy that can be changed.
    """

    extra: Mapping[str, Any] = field(factory=dict)
    _links: Links | None = field(default=None, alias="links")
    _created: bool | None = field(default=None, alias="created")

    def __attrs_post_init__(self) -> None:
        dict.update(self, {name: _plain_times(value) for name, value in self.to_dict().items()})

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[Any, ...]:
        stored: Any = self
        return _restored, (type(self), stored.__getstate__())

    def __eq__(self, other: object) -> bool:
        return dict.__eq__(self, other) if type(other) is dict else super().__eq__(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = Record.__hash__  # type: ignore[assignment]

    # Read as the dict that it is, and not field by field.
    __getitem__ = dict.__getitem__
    __iter__ = dict.__iter__
    __len__ = dict.__len__
    __contains__ = dict.__contains__
    __reversed__ = dict.__reversed__
    get = dict.get
    keys = dict.keys
    values = dict.values
    items = dict.items

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError(
            f"a {type(self).__name__} does not change; `dict(record)` is a copy that can be changed"
        )

    if not TYPE_CHECKING:  # a type checker knows a dict, whose methods these are
        __setitem__ = __delitem__ = __ior__ = _refuse
        clear = pop = popitem = setdefault = update = _refuse


def _restored(kind: type[DictRecord], state: Any) -> DictRecord:
    made: Any = kind.__new__(kind)
    made.__setstate__(state)
    made.__attrs_post_init__()
    return cast(DictRecord, made)


class Incident:
    """What a client knows of an incident besides its fields."""

    __slots__ = ()
    if TYPE_CHECKING:
        resolved_at: datetime | None
        service_scheduled_until: datetime | None

    @property
    def is_overdue_to_return(self) -> bool:
        """Whether it is open although its service should have ended."""
        until = self.service_scheduled_until
        if self.resolved_at is not None or until is None:
            return False
        return datetime.now(UTC) > (until if until.tzinfo else until.replace(tzinfo=UTC))


class Assignment:
    """What a client knows of an assignment besides its fields."""

    __slots__ = ()
    if TYPE_CHECKING:
        channel_id: str | None
        planned_start_time: datetime | None
        planned_end_time: datetime | None
        unscheduled_reason: str | None

    @property
    def is_scheduled(self) -> bool:
        """Whether a time on a channel was found."""
        found = (self.channel_id, self.planned_start_time, self.planned_end_time)
        return None not in found and self.unscheduled_reason is None


class Rows(Sequence[A], Generic[A]):
    """Objects of an answer, all checked; each becomes a model when it is read.

    Parameters
    ----------
    model : type
        Model of the objects.
    rows : list of dict
        The objects as the model's `_read` returned them.
    links : Links, optional
        Knows the pages of records.
    """

    __slots__ = ("_links", "model", "rows")

    def __init__(
        self, model: type[A], rows: list[dict[str, Any]], links: Links | None = None
    ) -> None:
        self.model = model
        self.rows = rows
        self._links = links

    @classmethod
    def read(cls, model: type[A], data: Any, place: str) -> Rows[A]:
        """Check a list of objects.

        Raises
        ------
        UnreadableAnswerError
            It is no list, or an object in it is wrong; the error says which.
        """
        if not isinstance(data, list):
            raise UnreadableAnswerError(f"this is {_kind_of(data)}, not a list", place)
        rows: list[dict[str, Any]] = []
        try:
            rows.extend(map(model._read, data))
        except UnreadableAnswerError as problem:
            inner = f".{problem.place}" if problem.place else ""
            where = f"{place}[{len(rows)}]{inner}"
            raise UnreadableAnswerError(problem.reason, where) from None
        return cls(model, rows)

    def of(self, model: type[B]) -> Rows[B]:
        """Return the same rows, read as another model."""
        if self.model is model:
            return cast("Rows[B]", self)
        return Rows.read(model, self.rows, "")

    def linked(self, links: Links | None) -> Rows[A]:
        """Return the same rows; their records know their pages."""
        return Rows(self.model, self.rows, links)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return what `to_dict` of each model gives, without making the models."""
        if not self.model._has_records:
            return [{**row} for row in self.rows]
        return [{name: _plain(value) for name, value in row.items()} for row in self.rows]

    @overload
    def __getitem__(self, index: int) -> A: ...
    @overload
    def __getitem__(self, index: slice) -> list[A]: ...
    def __getitem__(self, index: int | slice) -> A | list[A]:
        if isinstance(index, slice):
            return [self.model._build(row, self._links) for row in self.rows[index]]
        return self.model._build(self.rows[index], self._links)

    def __iter__(self) -> Iterator[A]:
        build, links = self.model._build, self._links
        return (build(row, links) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, Rows | list) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{len(self)} of {self.model.__name__}>"


def read_list(model: type[A], data: Any) -> list[A]:
    """Read an answer that is a list of objects."""
    return list(Rows.read(model, data, ""))


def read_model(model: type[A], data: Any) -> A | None:
    """Read an offer of the service; None if it cannot be read."""
    try:
        return model.from_dict(data)
    except UnreadableAnswerError:
        return None


def read_record(model: type[A], data: Any, place: str) -> A:
    """Read an object within an answer."""
    return Rows.read(model, [data], place)[0]


def require(
    model: type[Answer], name: str, value: Any, kind: type, *, items: type | None = None
) -> None:
    """Refuse a value of the wrong type. The value may be a secret, so the error shows its type."""
    listed: Any = value
    if not isinstance(value, kind):
        wrong, wanted = _kind_of(value), _KINDS[kind]
    elif items is not None and not all(isinstance(item, items) for item in listed):
        item = next(item for item in listed if not isinstance(item, items))
        wrong, wanted = f"a list that holds {_kind_of(item)}", f"a list of {_KINDS[items]}"
    else:
        return
    what = f"`{name}` of {model.__name__}" if name else model.__name__
    raise UnreadableAnswerError(f"{what} is {wrong}, not {wanted}")


def require_time(model: type[Answer], name: str, value: Any) -> datetime:
    """Refuse a value that is no text in ISO 8601, unless it is a time already."""
    if isinstance(value, datetime):
        return value
    shown = repr(value[:40]) if isinstance(value, str) else _kind_of(value)
    raise UnreadableAnswerError(
        f"`{name}` of {model.__name__} is {shown}, not a time in ISO 8601"
    ) from None


_KINDS: dict[type, str] = {
    bool: "true or false",
    dict: "an object",
    float: "a number",
    int: "a number",
    list: "a list",
    str: "text",
    type(None): "missing or null",
    Mapping: "an object",
}


def _kind_of(value: Any) -> str:
    return _KINDS.get(type(value), type(value).__name__)


def _plain(value: Any) -> Any:
    """Return a value with dicts in the place of the records in it."""
    if isinstance(value, Rows):
        return value.to_dicts()
    if isinstance(value, Answer):
        return value.to_dict()
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _plain_times(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain_times(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain_times(item) for item in value]
    return value.isoformat() if isinstance(value, datetime) else value


__all__ = [
    "Answer",
    "Assignment",
    "DictRecord",
    "Incident",
    "Links",
    "PlainAnswer",
    "PlainRecord",
    "Record",
    "Rows",
    "UnreadableAnswerError",
    "read_list",
    "read_model",
    "read_record",
    "require",
    "require_time",
]
