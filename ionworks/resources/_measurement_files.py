"""The files of a file measurement: sending them, and saving them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from ionworks_generated.api.cell_measurements import (
    get_measurement_file,
    initiate_measurement_upload,
)

from ionworks._given import shown
from ionworks._io import multipart
from ionworks._io.operations import payload
from ionworks._io.replacing import replacing
from ionworks._io.sinks import FileSink
from ionworks.progress import reporting, shared
from ionworks.resources._attachments import read_attachments
from ionworks.resources._confirming import confirm_measurement
from ionworks.resources._downloads import fetch_linked
from ionworks.resources._measurement_cache import MeasurementCache
from ionworks.resources._targets import stated_digests, target_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from os import PathLike
    from pathlib import Path

    from ionworks._io.runtime import Runtime
    from ionworks.client import AsyncIonworks
    from ionworks.progress import ProgressOption
    from ionworks.records import CellMeasurement


async def upload_files(
    client: AsyncIonworks,
    cell_instance_id: str,
    described: Mapping[str, Any],
    filepaths: Sequence[str | PathLike[str]],
    *,
    validate_images: bool,
    max_parallel: int,
    progress: ProgressOption,
) -> CellMeasurement:
    """Send files, and make a measurement of them when all have arrived."""
    runtime = client._runtime
    files = await runtime.backend.run_in_thread(
        partial(read_attachments, filepaths, validate_images=validate_images)
    )
    names = [file.name for file in files]
    of_files = {"measurement_type": "file", "filenames": names}
    head = {key: described[key] for key in ("name", "notes") if key in described}
    ticket = await runtime.call(
        initiate_measurement_upload,
        cell_instance_id,
        body=payload({"measurement": head, **of_files}),
    )
    targets = [target_for(ticket.uploads, name, place) for place, name in enumerate(names)]
    bodies = [file.body for file in files]
    sizes = [body.size for body in bodies]
    with reporting(progress, f"Uploading {described['name']}", sum(sizes)) as report:
        sends = [
            partial(
                multipart.store,
                runtime,
                target,
                file.body,
                content_type=file.content_type,
                progress=part,
            )
            for target, file, part in zip(targets, files, shared(report, sizes), strict=True)
        ]
        await runtime.backend.gather(sends, limit=max_parallel)
    body = {
        "cell_instance_id": cell_instance_id,
        "measurement": described,
        **of_files,
        **stated_digests(targets, bodies),
    }
    return await confirm_measurement(client, ticket.measurement_id, body)


async def read_file(
    runtime: Runtime, measurement_id: str, filename: str, *, use_cache: bool
) -> bytes:
    """Read a file through the cache."""
    if not isinstance(filename, str):
        raise TypeError(f"`filename` is text, not {shown(filename)}")
    return await MeasurementCache(runtime).read(
        measurement_id,
        f"file:{filename}",
        lambda: runtime.call(get_measurement_file, measurement_id, filename),
        lambda source: source if isinstance(source, bytes) else source.read_bytes(),
        use_cache=use_cache,
    )


async def save_file(
    runtime: Runtime, measurement_id: str, filename: str, target: Path, *, overwrite: bool
) -> None:
    """Stream a file beside its target, and rename it when it is whole."""
    with replacing(target, overwrite=overwrite) as file:
        await fetch_linked(
            runtime,
            lambda: runtime.call(get_measurement_file, measurement_id, filename),
            FileSink(file),
        )
