"""What the handlers ask of tables again and again."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, insert, select, update

from ionworks.local import moments
from ionworks.local.answers import version
from ionworks.local.errors import Refusal, name_taken, not_found
from ionworks.local.merge import merge_patch
from ionworks.local.schema import projects
from ionworks.local.services import Call


def fetch(connection: Connection, table: Table, identifier: str, resource: str) -> RowMapping:
    """Return the row of an id.

    Raises
    ------
    Refusal
        There is none (404).
    """
    row = connection.execute(select(table).where(table.c.id == identifier)).mappings().first()
    if row is None:
        raise not_found(resource, identifier)
    return row


def fetch_to_change(
    call: Call, connection: Connection, table: Table, identifier: str, resource: str
) -> RowMapping:
    """Return the row that a request is going to change, in the version that it means.

    Raises
    ------
    Refusal
        There is none (404), or the request has an ``If-Match`` of another version (412).
    """
    row = fetch(connection, table, identifier, resource)
    wanted = call.headers.get("if-match", "*")
    current = version(dict(row))
    if wanted.strip() != "*" and current not in map(str.strip, wanted.split(",")):
        raise Refusal(
            412,
            "PRECONDITION_FAILED",
            f"The {resource.replace('_', ' ')} {identifier!r} has changed: it is at version "
            f"{current}, not {wanted}. Read it, and change it again if that is still wanted.",
        )
    return row


def check_name_free(
    connection: Connection,
    resource: str,
    taken: ColumnElement[bool],
    table: Table,
    name: str,
    except_id: str | None = None,
) -> None:
    """Refuse a name that another record of the same parent has.

    Parameters
    ----------
    connection : Connection
        The connection that is going to write.
    resource : str
        Kind of the record, for the answer.
    taken : condition
        Finds the record that has the name.
    table : Table
        Where to look.
    name : str
        The wanted name.
    except_id : str, optional
        A record that may have it: the one that is updated.

    Raises
    ------
    Refusal
        The name is taken; the answer says by what (409).
    """
    existing = connection.scalar(select(table.c.id).where(taken, table.c.id != (except_id or "")))
    if existing is not None:
        raise name_taken(resource, name, existing)


def insert_row(connection: Connection, table: Table, values: Mapping[str, Any]) -> None:
    """Insert one row."""
    connection.execute(insert(table).values(**values))


def patch_row(
    call: Call,
    connection: Connection,
    table: Table,
    row: RowMapping,
    changes: Mapping[str, Any],
) -> None:
    """Store changes and the moment of the change, which is later than that of the one before."""
    # It is the version of the record. The clock may stand still, or be set back.
    moment = max(call.services.now(), moments.after(row["updated_at"]))
    connection.execute(
        update(table).where(table.c.id == row["id"]).values(**changes, updated_at=moment)
    )


def merged(row: RowMapping, body: Mapping[str, Any], fields: Sequence[str]) -> dict[str, Any]:
    """Return the new values of the fields that a merge patch names.

    A name can be changed and not removed: where the contract allows null for it, null leaves
    it as it is.
    """
    changes = {name: merge_patch(row[name], body[name]) for name in fields if name in body}
    if "name" in changes and changes["name"] is None:
        del changes["name"]
    return changes


def project_id(call: Call, connection: Connection, given: str | None) -> str:
    """Return the project that a request means: the one it names, or the default one.

    Raises
    ------
    Refusal
        There is no such project (404).
    """
    if given is None:
        return call.services.account.default_project_id
    row = fetch(connection, projects, given, "project")
    return str(row["id"])
