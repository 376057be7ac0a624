"""Property datasets: tables of what materials are like, with the files that they were made of."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

import polars as pl
from sqlalchemy import Connection, RowMapping, delete, select
from starlette.responses import Response

from ionworks.local import layout, repeats
from ionworks.local.answers import answer, single
from ionworks.local.errors import bad_request
from ionworks.local.filters import Listing
from ionworks.local.forms import Upload
from ionworks.local.handlers.cascade import remove_objects
from ionworks.local.handlers.collection import Collection, Records
from ionworks.local.handlers.materials import MATERIALS
from ionworks.local.handlers.projects import project_id
from ionworks.local.handlers.rows import merged, patch_row
from ionworks.local.json_columns import columns_of_file
from ionworks.local.property_tables import as_numbers, empty_counts, read_original
from ionworks.local.removals import mark_removed
from ionworks.local.schema import material_property_datasets, removals
from ionworks.local.services import Call, by_name
from ionworks.local.stored import DamagedError, Stored, damaged, find, record
from ionworks.tables.parquet import MEDIA_TYPE

_TABLE = material_property_datasets.c

Columns = list[dict[str, Any]]


def list_material_property_datasets(call: Call) -> Response:
    """List the datasets of a material, or those of it that are in one project."""
    material = call.query["material_id"]
    everything = select(material_property_datasets).where(_TABLE.material_id == material)
    with call.services.database.read() as connection:
        MATERIALS.row(connection, material)
        return DATASETS.page(connection, everything, call.query)


def create_material_property_dataset(call: Call) -> Response:
    """Store a table and the file that it came in."""
    body = call.body
    columns = _columns(body["columns"])
    file = body["file"]
    with call.services.database.read() as connection:
        MATERIALS.row(connection, body["material_id"])
    table = _table(file.content, columns)
    identifier = call.services.new_id()
    stored = _store(call, identifier, file, table)
    with call.services.database.write() as connection:
        material = MATERIALS.row(connection, body["material_id"])
        stated = body.get("project_id")
        project = project_id(call, connection, stated) if stated else material["project_id"]
        facts = {
            "id": identifier,
            "project_id": project,
            "columns": columns,
            "no_header": False,
            "data_version": 1,
            **_facts(file, table, stored),
        }
        DATASETS.insert(call, connection, material["id"], body, facts)
        _confirm(connection, identifier, stored)
        return repeats.created(call, connection, DATASETS.record(connection, identifier))


def update_material_property_dataset(call: Call) -> Response:
    """Change the name, or the columns: then the table is made of the original file again."""
    identifier = call.path["property_id"]
    with call.services.database.read() as connection:
        row = DATASETS.row(connection, identifier)
    columns = call.body.get("columns")
    if columns is None:
        return _change(call, row, call.body)
    _check_columns(columns)
    file = Upload(row["original_name"], _original(call, row))
    width = read_original(file.content, no_header=row["no_header"]).width
    if sorted(column["source_column_index"] for column in columns) != list(range(width)):
        raise bad_request(
            f"columns describes each of the {width} columns of the original file once, by its "
            "source_column_index from 0."
        )
    return _change(call, row, call.body, file, columns)


def replace_material_property_file(call: Call) -> Response:
    """Put another file in the place of the one that is stored."""
    identifier, body = call.path["property_id"], call.body
    with call.services.database.read() as connection:
        row = DATASETS.row(connection, identifier)
    stated = body.get("columns")
    columns = row["columns"] if stated is None else _columns(stated)
    return _change(call, row, body, body["file"], columns, no_header=body.get("no_header"))


def get_material_property_data(call: Call) -> Response:
    """Return the table as JSON columns."""
    row = _row(call)
    key = layout.dataset_table(row["id"], row["data_id"])
    _inspect(call, key)
    return answer(columns_of_file(call.services.objects.path(key)))


def get_material_property_download_url(call: Call) -> Response:
    """Return a link to the table, or to the file as it was uploaded."""
    row = _row(call)
    if call.query["kind"] == "original":
        key = layout.dataset_original(row["id"], row["data_id"])
        link = call.services.links.to_download(call.storage, key)
    else:
        key = layout.dataset_table(row["id"], row["data_id"])
        link = call.services.links.to_download(call.storage, key, MEDIA_TYPE)
    return answer({"url": link}, with_digest=False)


def _row(call: Call) -> RowMapping:
    with call.services.database.read() as connection:
        return DATASETS.row(connection, call.path["property_id"])


def _change(
    call: Call,
    row: RowMapping,
    body: Mapping[str, Any],
    file: Upload | None = None,
    columns: Columns | None = None,
    *,
    no_header: bool | None = None,
) -> Response:
    """Store changes of a dataset, and its new table if there is one."""
    identifier = row["id"]
    facts: dict[str, Any] = {}
    stored: dict[str, Stored] = {}
    if file is not None and columns is not None:
        headless = row["no_header"] if no_header is None else no_header
        table = _table(file.content, columns, no_header=headless)
        stored = _store(call, identifier, file, table)
        facts = {
            "columns": columns,
            "no_header": headless,
            **_facts(file, table, stored),
        }
    replaced: list[str] = []
    with call.services.database.write() as connection:
        now = DATASETS.row_to_change(call, connection, identifier)
        changes = merged(now, body, ("name",))
        if stored:
            if now["data_id"] != row["data_id"]:
                raise bad_request("The dataset was changed by another request; send this again.")
            facts["data_version"] = now["data_version"] + 1
            replaced = [layout.dataset_version(identifier, now["data_id"])]
            mark_removed(connection, replaced)
            _confirm(connection, identifier, stored)
        patch_row(call, connection, material_property_datasets, now, {**changes, **facts})
        changed = single(DATASETS.record(connection, identifier))
    remove_objects(call, replaced)
    return changed


def _table(content: bytes, columns: Columns, *, no_header: bool = False) -> pl.DataFrame:
    original = read_original(content, no_header=no_header)
    for column in columns:
        if column["source_column_index"] >= original.width:
            raise bad_request(
                f"columns names {column['name']!r} at place {column['source_column_index']}, but "
                f"the file has {original.width} columns, counted from 0."
            )
    return as_numbers(original, columns)


def _facts(file: Upload, table: pl.DataFrame, stored: Mapping[str, Stored]) -> dict[str, Any]:
    first, *_ = stored
    return {
        "data_id": first.split("/")[2],
        "original_name": file.filename,
        "nan_counts": empty_counts(table),
    }


def _store(call: Call, identifier: str, file: Upload, table: pl.DataFrame) -> dict[str, Stored]:
    """Write the file and the table below a new id; a start removes them if no record follows."""
    data_id = call.services.new_id()
    with call.services.database.write() as connection:
        mark_removed(connection, [layout.dataset_version(identifier, data_id)])
    write = call.services.objects.write
    original = layout.dataset_original(identifier, data_id)
    numbers = layout.dataset_table(identifier, data_id)
    return {
        original: write(original, lambda path: path.write_bytes(file.content)),
        numbers: write(numbers, table.write_parquet),
    }


def _confirm(connection: Connection, identifier: str, stored: Mapping[str, Stored]) -> None:
    """Note what was stored, in the transaction that makes a record name it."""
    first, *_ = stored
    prefix = layout.dataset_version(identifier, first.split("/")[2])
    connection.execute(delete(removals).where(removals.c.prefix == prefix))
    for key, one in stored.items():
        record(connection, key, one)


def _original(call: Call, row: RowMapping) -> bytes:
    key = layout.dataset_original(row["id"], row["data_id"])
    _inspect(call, key)
    return call.services.objects.path(key).read_bytes()


def _inspect(call: Call, key: str) -> None:
    with call.services.database.read() as connection:
        noted = find(connection, key)
    try:
        call.services.inspector.check(call.services.objects.path(key), noted)
    except DamagedError:
        raise damaged() from None


def _columns(text: str) -> Columns:
    """Read the descriptions of columns, which a form holds as JSON text."""
    try:
        columns = json.loads(text)
    except (ValueError, RecursionError):
        raise bad_request("columns is not JSON.") from None
    if not isinstance(columns, list):
        raise bad_request("columns is not an array.")
    for place, column in enumerate(columns):
        if not isinstance(column, dict):
            raise bad_request(f"columns[{place}] is not an object.")
        index, unit = column.get("source_column_index"), column.setdefault("unit", "")
        if not isinstance(column.get("name"), str):
            raise bad_request(f"columns[{place}] has no name.")
        if isinstance(index, bool) or not isinstance(index, int):
            raise bad_request(f"columns[{place}] has no source_column_index.")
        if not isinstance(unit, str):
            raise bad_request(f"The unit of columns[{place}] is not text.")
    _check_columns(columns)
    return columns


def _check_columns(columns: Sequence[Mapping[str, Any]]) -> None:
    if not columns:
        raise bad_request("columns is empty; describe at least one column.")
    for key in ("name", "source_column_index"):
        values = [column[key] for column in columns]
        for place, value in enumerate(values):
            if value in values[:place]:
                raise bad_request(f"columns[{place}] has a {key} that is there twice: {value!r}.")
    for place, column in enumerate(columns):
        if not column["name"].strip():
            raise bad_request(f"The name of columns[{place}] is empty.")
        if column["source_column_index"] < 0:
            raise bad_request(f"The source_column_index of columns[{place}] is below 0.")


def _fill(_connection: Connection, records: Records, _full: bool) -> None:
    for one in records:
        data_id = one.pop("data_id")
        one["storage_path"] = layout.dataset_table(one["id"], data_id)
        one["original_path"] = layout.dataset_original(one["id"], data_id)


DATASETS: Final = Collection(
    "material_property_dataset",
    material_property_datasets,
    parent=MATERIALS,
    fields=("name",),
    listing=Listing.of(
        material_property_datasets, text=(), exact=("project_id",), order=("created_at",)
    ),
    unique=(),
    verbs=("get", "delete"),
    fill=_fill,
)
OPERATIONS = by_name(
    list_material_property_datasets,
    create_material_property_dataset,
    update_material_property_dataset,
    replace_material_property_file,
    get_material_property_data,
    get_material_property_download_url,
)
