"""``ionworks files``: the files of a measurement."""

from pathlib import Path
from typing import Annotated

import typer

from ionworks import Ionworks
from ionworks._io.replacing import replacing
from ionworks.commands.application import DATA, group, help_of
from ionworks.commands.choosing import Measurement, measurement_of
from ionworks.commands.connecting import connected
from ionworks.commands.showing import Json, amount, say, write, write_json, write_table
from ionworks.errors import NotFoundError
from ionworks.records import CellMeasurement
from ionworks.resources._attachments import prepare_targets

_FILE, _RAW = "file", "raw data"


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    files = group(
        "List the files of a measurement, or download them.",
        "They are the images and other files that it was made of, and the raw data that belong "
        "to it, such as the export of the cycler.",
        examples={
            'ionworks files "LG M50/cell 1/microscopy"': "list them",
            "ionworks files download ID --to pictures": "download all into a folder",
            "ionworks files download ID --name front.png": "download one here",
        },
    )
    files.command(
        "list",
        help=help_of(
            "List the files of a measurement.",
            examples={"ionworks files list ID --json": "as JSON"},
        ),
    )(connected(list_files))
    files.command(
        "download",
        help=help_of(
            "Download the files of a measurement into a folder.",
            examples={"ionworks files download ID --to pictures": "all of them"},
        ),
    )(connected(download))
    app.add_typer(files, name="files", rich_help_panel=DATA)


def list_files(client: Ionworks, measurement: Measurement, json: Json = False) -> None:
    """List files."""
    found = measurement_of(client, measurement)
    rows: list[tuple[str, str, int | None, str | None]] = [
        (name, _FILE, None, None) for name in _stored(client, found)
    ]
    for raw in client.cell_measurement.list_raw_data(found.id):
        rows.append((raw.filename or raw.name, _RAW, raw.size_bytes, raw.id))
    if json:
        heads = ("name", "kind", "size_bytes", "id")
        write_json([dict(zip(heads, row, strict=True)) for row in rows])
    elif rows:
        write_table(
            ["Name", "Kind", "Size", "ID"],
            [(name, kind, size and amount(size), id_) for name, kind, size, id_ in rows],
            numbers=["Size"],
        )
    else:
        say(f"{found.name!r} has no files.")


def download(
    client: Ionworks,
    measurement: Measurement,
    folder: Annotated[
        Path, typer.Option("--to", metavar="FOLDER", help="Where to; made if need be.")
    ] = Path(),
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="FILE", help="A file; may be repeated. Without it, all."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there.")] = False,
) -> None:
    """Download files."""
    found = measurement_of(client, measurement)
    stored = _stored(client, found)
    raw = {
        one.filename or one.name: one.id for one in client.cell_measurement.list_raw_data(found.id)
    }
    wanted = name or [*stored, *raw]
    if missing := [one for one in wanted if one not in stored and one not in raw]:
        have = ", ".join([*stored, *raw]) or "none"
        raise NotFoundError(f"{found.name!r} has no file {missing[0]!r}; there is {have}")
    if not wanted:
        say(f"{found.name!r} has no files.")
        return
    # The person who uploaded the files chose their names: all are checked before one is written.
    for one, target in zip(wanted, prepare_targets(folder, wanted, overwrite=force), strict=True):
        if one in stored:
            with replacing(target, overwrite=force) as file:
                file.write(client.cell_measurement.get_file(found.id, one, use_cache=False))
        else:
            client.raw_data.download(raw[one], target)
        write(str(target))


def _stored(client: Ionworks, measurement: CellMeasurement) -> list[str]:
    """Return the names of the files that a measurement was made of."""
    if measurement.measurement_type != _FILE:
        return []  # the platform refuses to list what cannot be there
    return client.cell_measurement.list_files(measurement.id)
