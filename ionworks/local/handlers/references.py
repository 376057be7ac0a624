"""References of records to others, which have to be in the same project."""

from sqlalchemy import Connection, Table, select

from ionworks.local.errors import bad_request


def check_reference(
    connection: Connection, table: Table, name: str, identifier: str, project: str
) -> None:
    """Refuse an id that names nothing in the project of the record that holds it.

    Parameters
    ----------
    connection : Connection
        Where to read.
    table : Table
        What the id names; it has a ``project_id``.
    name, identifier : str
        The field, and the id in it.
    project : str
        Id of the project.

    Raises
    ------
    Refusal
        There is no such record, or it is in another project (400).
    """
    found = connection.scalar(select(table.c.project_id).where(table.c.id == identifier))
    if found != project:
        raise bad_request(
            f"{name} {identifier!r} names nothing in the project; {_where(table, found)}."
        )


def _where(table: Table, project: str | None) -> str:
    if project is None:
        return f"there is no such record among the {table.name.replace('_', ' ')}"
    return "the record is in another project"
