"""Collections: what list, create, get, update and delete have in common for every kind of record.

A resource with these five operations is one `Collection`. Where it differs it has a hook. Where it
has more operations, they are functions beside it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from attrs import frozen
from sqlalchemy import (
    Column,
    Connection,
    RowMapping,
    Select,
    Table,
    and_,
    delete,
    func,
    insert,
    select,
)
from starlette.responses import Response

from ionworks.local import repeats
from ionworks.local.answers import answer, done, page, single, version
from ionworks.local.binned import check_version, falling, put
from ionworks.local.errors import Refusal, name_taken, not_found
from ionworks.local.filters import Listing
from ionworks.local.handlers.cascade import remove_objects, stored_below
from ionworks.local.handlers.rows import merged, patch_row
from ionworks.local.schema import shown
from ionworks.local.services import Call, Handler

Records: TypeAlias = list[dict[str, Any]]
Row: TypeAlias = Mapping[str, Any] | RowMapping

_VERBS: Final = ("list", "create", "get", "update", "delete")


def _nothing(*_: Any) -> None:
    """Do nothing: the hook of a resource that needs none."""


def _no_facts(*_: Any) -> Mapping[str, Any]:
    return {}


@frozen(eq=False)
class Collection:
    """One kind of record: where it is stored, and how it differs from others.

    Attributes
    ----------
    resource : str
        The kind in answers, such as ``cell_batch``. The operations are named after it and after
        the table: ``create_cell_batch``, ``list_cell_batches``.
    table : Table
        Where the records are.
    parent : Collection, optional
        What a record belongs to: the record in the path, or the project that the query or the
        body names. Without one it belongs to the organization.
    fields : sequence of str
        What callers set and change.
    listing : Listing
        Filters and order of the list.
    unique : sequence of str
        Columns that no two records of a parent may share; empty where names may repeat.
    verbs : sequence of str
        The operations that this value answers; the others are written by hand or do not exist.
    word : str
        The kind in the names of the operations, if not `resource`.
    fixed : sequence of str
        Fields that callers set, and that an update leaves as they are.
    whole : sequence of str
        Fields that an update replaces as a whole, in which nothing is merged.
    listed_as : str
        Name of the array in the answer of the list.
    free_text : sequence of str, optional
        Columns that a search reads beside the name. None: the search leaves this kind out.
    found_as : str
        The kind in the results of the search, if not `resource`.
    is_in_project : bool
        Whether the search in one project leaves out the records of others.
    is_part : bool
        Whether these are some of the records of another collection, which stands for the kind in
        the search and in what a delete takes along.
    facts : callable
        ``facts(call, connection, parent_id, body)`` returns what the platform decides about each
        new record: columns that win over the body. It may refuse.
    settle : callable
        ``settle(connection, values, stored)`` completes and checks values before they are
        stored; `stored` is the row that is changed, None for a new one.
    store_parts : callable
        ``store_parts(call, connection, identifier, parent_id, body)`` stores what a body says
        in other tables.
    fill : callable
        ``fill(connection, records, full)`` completes records before they are sent; `full` is
        False in lists that do not ask for everything.
    check_delete : callable
        ``check_delete(call, connection, identifier)`` refuses to delete.
    """

    resource: str
    table: Table
    parent: "Collection | None"
    fields: Sequence[str]
    listing: Listing
    unique: Sequence[str] = ("name",)
    verbs: Sequence[str] = _VERBS
    word: str = ""
    fixed: Sequence[str] = ()
    whole: Sequence[str] = ()
    listed_as: str = "items"
    free_text: Sequence[str] | None = None
    found_as: str = ""
    is_in_project: bool = True
    is_part: bool = False
    facts: Callable[[Call, Connection, str, Mapping[str, Any]], Mapping[str, Any]] = _no_facts
    settle: Callable[[Connection, dict[str, Any], Row | None], None] = _nothing
    store_parts: Callable[[Call, Connection, str, str, Mapping[str, Any]], None] = _nothing
    fill: Callable[[Connection, Records, bool], None] = _nothing
    check_delete: Callable[[Call, Connection, str], None] = _nothing

    @property
    def parent_column(self) -> Column[Any]:
        """The column that names the parent."""
        table = self.parent.table if self.parent is not None else None
        for column in self.table.columns:
            if any(key.column.table is table for key in column.foreign_keys):
                return column
        return self.table.c.organization_id

    def operations(self) -> Mapping[str, Handler]:
        """Return the handlers by the names of their operations."""
        handlers = (self.list, self.create, self.get, self.update, self.delete)
        return {
            f"{verb}_{self.table.name if verb == 'list' else self.word or self.resource}": handler
            for verb, handler in zip(_VERBS, handlers, strict=True)
            if verb in self.verbs
        }

    def list(self, call: Call) -> Response:
        """Answer with a page of the records below a parent."""
        everything = select(self.table)
        with call.services.database.read() as connection:
            if self.parent is not None:
                parent = self._parent_id(call, connection, call.query)
                everything = everything.where(self.parent_column == parent)
            rows, total = self.listing.page(connection, everything, call.query)
            records = self.records(connection, rows, full=call.query.get("full", False))
        return answer({self.listed_as: records, "count": len(records), "total": total})

    def page(
        self, connection: Connection, chosen: Select[Any], query: Mapping[str, Any]
    ) -> Response:
        """Answer with a page of chosen records."""
        rows, total = self.listing.page(connection, chosen, query)
        return page(self.records(connection, rows), total)

    def create(self, call: Call) -> Response:
        """Store a record, and answer with it."""
        with call.services.database.write() as connection:
            parent = self._parent_id(call, connection, call.body)
            identifier = self.insert(call, connection, parent, call.body)
            return repeats.created(call, connection, self.record(connection, identifier))

    def get(self, call: Call) -> Response:
        """Answer with one record."""
        with call.services.database.read() as connection:
            self._row_named(call, connection)
            return single(self.record(connection, _named_in(call)))

    def update(self, call: Call) -> Response:
        """Change a record by a merge patch, and answer with it."""
        identifier = _named_in(call)
        with call.services.database.write() as connection:
            self._row_named(call, connection)
            row = self.row_to_change(call, connection, identifier)
            changes = merged(row, call.body, [one for one in self.fields if one not in self.fixed])
            changes |= {name: call.body[name] for name in self.whole if name in call.body}
            self.settle(connection, changes, row)
            parent = row[self.parent_column.name]
            if not changes.keys().isdisjoint(self.unique):
                self.check_unique(connection, parent, {**row, **changes}, identifier)
            self.store_parts(call, connection, identifier, parent, call.body)
            patch_row(call, connection, self.table, row, changes)
            return single(self.record(connection, identifier))

    def delete(self, call: Call) -> Response:
        """Move a record to the bin, with all that hangs below it and the objects of it."""
        identifier = _named_in(call)
        with call.services.database.write() as connection:
            row = self._row_named(call, connection)
            self.check_delete(call, connection, identifier)
            over = self.remove(call, connection, row)
        remove_objects(call, over)
        return done()

    def remove(self, call: Call, connection: Connection, row: RowMapping) -> Sequence[str]:
        """Move a record to the bin, with all that hangs below it.

        Returns
        -------
        list of str
            Prefixes of objects whose time in the bin is over; the caller removes them after the
            transaction.

        Raises
        ------
        Refusal
            Other records would fall than the request says (409).
        """
        found = falling(connection, self.table, row["id"])
        check_version(call, found)
        stored = stored_below(connection, self.table, row["id"])
        over = put(call, connection, self.resource, self.table, row, found, stored)
        connection.execute(delete(self.table).where(self.table.c.id == row["id"]))
        return over

    def insert(
        self,
        call: Call,
        connection: Connection,
        parent_id: str,
        body: Mapping[str, Any],
        facts: Mapping[str, Any] | None = None,
    ) -> str:
        """Store a new record.

        Parameters
        ----------
        call : Call
            The request.
        connection : Connection
            The connection that writes.
        parent_id : str
            Id of the parent.
        body : mapping
            What the caller says of the record.
        facts : mapping, optional
            What the platform decides about this one record, beside what the hook says of each.
            An id is made unless given.

        Returns
        -------
        str
            Its id.

        Raises
        ------
        Refusal
            The name is taken (409), or a hook refuses the values.
        """
        signature = call.services.signature()
        values = {
            **{name: body[name] for name in self.fields if name in body},
            **{name: value for name, value in signature.items() if name in self.table.c},
            self.parent_column.name: parent_id,
            **self.facts(call, connection, parent_id, body),
            **(facts or {}),
        }
        self.settle(connection, values, None)
        self.check_unique(connection, parent_id, values)
        identifier: str = values.get("id") or call.services.new_id()
        connection.execute(insert(self.table).values({**values, "id": identifier}))
        self.store_parts(call, connection, identifier, parent_id, body)
        return identifier

    def row(self, connection: Connection, identifier: str) -> RowMapping:
        """Return the row of an id.

        Raises
        ------
        Refusal
            There is none (404).
        """
        found = select(self.table).where(self.table.c.id == identifier)
        row = connection.execute(found).mappings().first()
        if row is None:
            raise not_found(self.resource, identifier)
        return row

    def _row_named(self, call: Call, connection: Connection) -> RowMapping:
        """Return the row that the path of a request names, below what the path says.

        Raises
        ------
        Refusal
            There is none there (404).
        """
        *above, identifier = call.path.values()
        row = self.row(connection, identifier)
        if above and row[self.parent_column.name] != above[-1]:
            raise not_found(self.resource, identifier)
        return row

    def row_to_change(self, call: Call, connection: Connection, identifier: str) -> RowMapping:
        """Return the row that a request is going to change, in the version that it means.

        Raises
        ------
        Refusal
            There is none (404), or the request has an ``If-Match`` of another version (412).
        """
        row = self.row(connection, identifier)
        wanted = call.headers.get("if-match", "*")
        current = version(dict(row))
        if wanted.strip() != "*" and current not in map(str.strip, wanted.split(",")):
            raise Refusal(
                412,
                "PRECONDITION_FAILED",
                f"The {self.resource.replace('_', ' ')} {identifier!r} has changed: it is at "
                f"version {current}, not {wanted}. Read it, and change it again if that is still "
                "wanted.",
            )
        return row

    def record(self, connection: Connection, identifier: str) -> dict[str, Any]:
        """Return a record as it is sent."""
        return self.records(connection, [self.row(connection, identifier)])[0]

    def records(
        self, connection: Connection, rows: Iterable[RowMapping], *, full: bool = True
    ) -> Records:
        """Return records as they are sent."""
        names = shown(self.table)
        records = [{name: row[name] for name in names} for row in rows]
        self.fill(connection, records, full)
        return records

    def by_id(
        self, connection: Connection, identifiers: Iterable[str]
    ) -> Mapping[str, dict[str, Any]]:
        """Return records as they are sent, by their ids."""
        wanted = select(self.table).where(self.table.c.id.in_(identifiers))
        rows = connection.execute(wanted).mappings()
        return {record["id"]: record for record in self.records(connection, rows)}

    def same(self, connection: Connection, parent_id: str, values: Row) -> "Sequence[str]":
        """Return the ids of the records of a parent that are unique by the same values."""
        conditions = [self.parent_column == parent_id]
        for name in self.unique:
            column, value = self.table.c[name], values.get(name)
            if column.nullable:  # no value is a value: two records may not both have none
                conditions.append(func.coalesce(column, "") == (value or ""))
            else:
                conditions.append(column == value)
        return connection.scalars(select(self.table.c.id).where(and_(*conditions))).all()

    def check_unique(
        self, connection: Connection, parent_id: str, values: Row, except_id: str | None = None
    ) -> None:
        """Refuse values that another record of the parent has.

        Raises
        ------
        Refusal
            They are taken; the answer says by which record (409).
        """
        if not self.unique:
            return
        for existing in self.same(connection, parent_id, values):
            if existing != except_id:
                raise name_taken(self.resource, values["name"], existing)

    def _parent_id(self, call: Call, connection: Connection, stated: Row) -> str:
        """Return the id of the parent that a request means; without a name, the default project."""
        account = call.services.account
        if self.parent is None:
            return account.organization_id
        identifier = _named_in(call) if call.path else stated.get("project_id")
        if identifier is None:
            return account.default_project_id
        return str(self.parent.row(connection, identifier)["id"])


def _named_in(call: Call) -> str:
    """Return the id that the path of an operation ends with."""
    *_, identifier = call.path.values()
    return identifier
