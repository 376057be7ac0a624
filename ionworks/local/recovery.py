"""What a start does with the objects of an earlier run.

Nothing that was ever confirmed is removed: the database may be older than the objects.
"""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import delete
from sqlalchemy.exc import DBAPIError

from ionworks.errors import ConfigurationError
from ionworks.local.database import Database
from ionworks.local.folders import DATABASE, database_is_gone
from ionworks.local.inventory import Inventory
from ionworks.local.objects import ObjectStore
from ionworks.local.schema import removals, uploads
from ionworks.local.stored import forget

_log: Final = logging.getLogger(__name__)


def refuse_lost_database(data: Path, objects: ObjectStore) -> None:
    """Refuse objects whose database is missing, empty or has no records.

    Raises
    ------
    ConfigurationError
        There are objects, and no record could name them.
    """
    if next(objects.keys(), None) is not None and not _has_records(data / DATABASE):
        raise database_is_gone(data)


def recover(database: Database, objects: ObjectStore, moment: str) -> None:
    """Forget unfinished uploads, remove their objects, and set aside objects without a record.

    Parameters
    ----------
    database : Database
        Of the platform that starts.
    objects : ObjectStore
        Its objects.
    moment : str
        Names the folder in ``lost+found``.
    """
    unwanted: list[str] = []
    lost: list[str] = []
    with database.write() as connection:
        inventory = Inventory(connection.connection.driver_connection)  # type: ignore[arg-type]
        for key in objects.keys():  # noqa: SIM118 - not those of a mapping
            if not inventory.names(key):
                chosen = unwanted if _is_unwanted(inventory, objects, key) else lost
                chosen.append(key)
        # Objects are removed before their notes, so that the next start can resume from any point.
        for key in unwanted:
            objects.remove(key)
            forget(connection, key)
        if lost:
            _set_aside(objects, lost, moment)
        objects.prune()
        connection.execute(delete(uploads))
        connection.execute(delete(removals))


@contextmanager
def in_words(data: Path) -> Iterator[None]:
    """Turn errors of the database (damage, rights, a full disk) into a `ConfigurationError`."""
    try:
        yield
    except DBAPIError as problem:
        raise ConfigurationError(
            f"The database {data / DATABASE} cannot be used: {problem.orig}. Nothing was removed. "
            "If another program holds it, stop that; if it may not be read or written, change its "
            f"rights; if it is damaged, see 'ionworks check {data}', then put a good copy in its "
            "place or restore a backup: ionworks restore BACKUP FOLDER"
        ) from problem


def _has_records(path: Path) -> bool:
    if not path.exists():
        return False
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True)) as database:
            return Inventory(database).has_records()
    except sqlite3.Error:
        return True  # nobody knows; opening it as usual says what is wrong with it


def _is_unwanted(inventory: Inventory, objects: ObjectStore, key: str) -> bool:
    """Tell whether the database shows that an object may be removed."""
    if inventory.is_removed(key):
        return True
    together = inventory.uploaded_with(key)
    return bool(together) and not any(
        objects.size(each) is not None and objects.is_confirmed(each) for each in together
    )


def _set_aside(objects: ObjectStore, lost: list[str], moment: str) -> None:
    try:
        place = objects.set_aside(lost, moment)
    except OSError as problem:
        _log.warning(
            "%d objects are named by no record, and not all could be moved to lost+found: %s. "
            "They stay where they are. Is the database older than they are?",
            len(lost),
            problem,
        )
    else:
        _log.warning(
            "%d objects that no record names were moved to %s. Is the database older than they "
            "are? If so, stop the platform, put the right one back, and move them to where they "
            "were; if they are not needed, delete them there.",
            len(lost),
            place,
        )
