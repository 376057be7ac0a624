"""File measurements: images, documents, arrays."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from ionworks_generated.api.cell_measurements import (
    get_measurement_file,
    initiate_measurement_upload,
    list_measurement_files,
)

from ionworks._io import multipart
from ionworks._io.blocking import run
from ionworks._io.bodies import FileSink
from ionworks._io.operations import payload
from ionworks._io.replacing import replacing
from ionworks.ids import id_of
from ionworks.progress import reporting, shared
from ionworks.records import MeasurementBundle, MeasurementDetail
from ionworks.resources._attachments import prepare_targets, read_attachments
from ionworks.resources._confirming import confirm_measurement
from ionworks.resources._downloads import fetch_linked
from ionworks.resources._drafts import metadata
from ionworks.resources._measurement_cache import MeasurementCache
from ionworks.resources._pages import require_strings
from ionworks.resources._targets import stated_digests, target_for
from ionworks.resources.measurement_reads import AsyncMeasurementReads, MeasurementReads

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from os import PathLike
    from pathlib import Path

    from ionworks.ids import CellInstanceId, MeasurementId
    from ionworks.progress import ProgressOption
    from ionworks.resources._queries import Moment
    from ionworks.tables import WorkingElectrode


class AsyncMeasurementFiles(AsyncMeasurementReads):
    """File measurements."""

    async def create_file(
        self,
        cell_instance_id: CellInstanceId,
        *,
        name: str,
        filepaths: Sequence[str | PathLike[str]],
        validate_images: bool = False,
        protocol: Mapping[str, Any] | None = None,
        test_setup: Mapping[str, Any] | None = None,
        start_time: Moment | None = None,
        end_time: Moment | None = None,
        notes: str | None = None,
        tags: Sequence[str] | None = None,
        max_parallel: int = 4,
        progress: ProgressOption = None,
    ) -> MeasurementBundle:
        """Upload files as a measurement.

        Every file is looked at before anything is sent, and nothing exists on the platform
        until all have arrived.

        Parameters
        ----------
        cell_instance_id : str or CellInstance
            Id of the cell.
        name : str
            Name of the measurement, unique for the cell.
        filepaths : sequence of path
            The files; no two with the same base name.
        validate_images : bool, default False
            Refuse a file whose content is not the image that its ending says.
        protocol, test_setup : mapping, optional
            As for a time series.
        start_time, end_time : str or datetime, optional
            When it was measured, with a time zone.
        notes : str, optional
            Free text.
        tags : sequence of str, optional
            At most 50, each at most 50 characters.
        max_parallel : int, default 4
            How many files are sent at once.
        progress : bool or callable, optional
            True shows a bar; a callable is called with (bytes done, bytes in all).

        Returns
        -------
        MeasurementBundle
            ``.measurement.file_metadata`` says what the platform knows of the files.

        Raises
        ------
        FileNotFoundError
            A file is missing.
        ValueError
            Base names repeat, or an image is none.
        ConflictError
            The cell has a measurement of this name.

        Examples
        --------
        >>> from pathlib import Path
        >>> _ = Path("note.txt").write_text("two scratches on the can")
        >>> spec = await client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = await client.cell_instance.create_or_get(spec.id, {"name": "M50-005"})
        >>> made = await client.cell_measurement.create_file(
        ...     cell.id, name="Visual inspection", filepaths=["note.txt"]
        ... )
        >>> await client.cell_measurement.download_files(made.id)
        {'note.txt': b'two scratches on the can'}
        """
        cell_instance_id = id_of(cell_instance_id, "cell_instance_id")
        described = metadata(
            name=name,
            protocol=protocol,
            test_setup=test_setup,
            start_time=start_time,
            end_time=end_time,
            notes=notes,
            tags=tags,
        )
        files = await self._runtime.run_in_thread(
            partial(read_attachments, filepaths, validate_images=validate_images)
        )
        names = [file.name for file in files]
        head = {key: described[key] for key in ("name", "notes") if key in described}
        ticket = await self._runtime.call(
            initiate_measurement_upload,
            cell_instance_id,
            body=payload(
                {
                    "measurement": head,
                    "measurement_type": "file",
                    "filenames": names,
                }
            ),
        )
        targets = [target_for(ticket.uploads, name, place) for place, name in enumerate(names)]
        bodies = [file.body for file in files]
        sizes = [body.size for body in bodies]
        with reporting(progress, f"Uploading {name}", sum(sizes)) as report:
            sends = [
                partial(
                    multipart.store,
                    self._runtime,
                    target,
                    file.body,
                    content_type=file.content_type,
                    progress=part,
                )
                for target, file, part in zip(targets, files, shared(report, sizes), strict=True)
            ]
            await self._runtime.gather(sends, limit=max_parallel)
        body = {
            "cell_instance_id": cell_instance_id,
            "measurement": described,
            "measurement_type": "file",
            "filenames": names,
            **stated_digests(targets, bodies),
        }
        made = await confirm_measurement(self._runtime, ticket.measurement_id, body)
        return MeasurementBundle(measurement=made, steps_created=0)

    async def list_files(self, measurement_id: MeasurementId) -> list[str]:
        """List the names of the files of a file measurement.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        """
        answer = await self._runtime.call(
            list_measurement_files, id_of(measurement_id, "measurement_id")
        )
        return require_strings(answer.filenames, "file names")

    async def get_file(
        self, measurement_id: MeasurementId, filename: str, *, use_cache: bool = True
    ) -> bytes:
        """Read one file of a file measurement.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        filename : str
            One of `list_files`.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.

        Raises
        ------
        NotFoundError
            The measurement has no such file.
        """
        measurement_id = id_of(measurement_id, "measurement_id")
        return await MeasurementCache(self._runtime).read(
            measurement_id,
            f"file:{filename}",
            lambda: self._runtime.call(get_measurement_file, measurement_id, filename),
            _content,
            use_cache=use_cache,
        )

    async def download_files(
        self, measurement_id: MeasurementId, *, max_parallel: int = 4, use_cache: bool = True
    ) -> dict[str, bytes]:
        """Read all files of a file measurement into memory.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        max_parallel : int, default 4
            How many files are fetched at once.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.

        Returns
        -------
        dict of str to bytes
            Content by name. Names are data of whoever uploaded them: use `save_files` to
            write them to a folder.
        """
        measurement_id = id_of(measurement_id, "measurement_id")
        names = await self.list_files(measurement_id)
        contents = await self._runtime.gather(
            [partial(self.get_file, measurement_id, name, use_cache=use_cache) for name in names],
            limit=max_parallel,
        )
        return dict(zip(names, contents, strict=True))

    async def save_files(
        self,
        measurement_id: MeasurementId,
        folder: str | PathLike[str],
        *,
        overwrite: bool = False,
        max_parallel: int = 4,
    ) -> list[Path]:
        """Save all files of a file measurement to a folder.

        The names are data of whoever uploaded the files, so no file is replaced unless you ask
        for it. Every name is looked at before anything is downloaded.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        folder : path
            Where to; made if it is not there.
        overwrite : bool, default False
            True replaces files of the same name, which keep their permissions, and writes names
            that begin with a dot too.
        max_parallel : int, default 4
            How many files are fetched at once.

        Returns
        -------
        list of pathlib.Path
            The files.

        Raises
        ------
        ValueError
            A name would lead out of the folder, cannot be a file name everywhere, or begins with
            a dot.
        FileExistsError
            The folder has a file of such a name.
        """
        measurement_id = id_of(measurement_id, "measurement_id")
        names = await self.list_files(measurement_id)
        prepare = partial(prepare_targets, folder, names, overwrite=overwrite)
        targets = await self._runtime.run_in_thread(prepare)
        await self._runtime.gather(
            [
                partial(self._save_file, measurement_id, name, target, overwrite=overwrite)
                for name, target in zip(names, targets, strict=True)
            ],
            limit=max_parallel,
        )
        return targets

    async def detail(
        self,
        measurement_id: MeasurementId,
        *,
        working_electrode: WorkingElectrode | None = None,
        use_cache: bool = True,
    ) -> MeasurementDetail:
        """Read a measurement with its data. See `CellMeasurements.detail`."""
        measurement_id = id_of(measurement_id, "measurement_id")
        found = await super().detail(
            measurement_id, working_electrode=working_electrode, use_cache=use_cache
        )
        if found.measurement.measurement_type != "file":
            return found
        files = await self.download_files(measurement_id, use_cache=use_cache)
        return MeasurementDetail(
            measurement=found.measurement,
            specification_id=found.specification_id,
            instance_id=found.instance_id,
            files=files,
        )

    async def _save_file(
        self, measurement_id: str, filename: str, target: Path, *, overwrite: bool
    ) -> None:
        """Stream a file beside its target and rename it when it is whole."""
        with replacing(target, overwrite=overwrite) as file:
            await fetch_linked(
                self._runtime,
                lambda: self._runtime.call(get_measurement_file, measurement_id, filename),
                FileSink(file),
            )


def _content(source: Path | bytes) -> bytes:
    return source if isinstance(source, bytes) else source.read_bytes()


L = TypeVar("L", bound=AsyncMeasurementFiles)


class MeasurementFiles(MeasurementReads[L]):
    """File measurements."""

    def create_file(
        self,
        cell_instance_id: CellInstanceId,
        *,
        name: str,
        filepaths: Sequence[str | PathLike[str]],
        validate_images: bool = False,
        protocol: Mapping[str, Any] | None = None,
        test_setup: Mapping[str, Any] | None = None,
        start_time: Moment | None = None,
        end_time: Moment | None = None,
        notes: str | None = None,
        tags: Sequence[str] | None = None,
        max_parallel: int = 4,
        progress: ProgressOption = None,
    ) -> MeasurementBundle:
        """Upload files as a measurement.

        Every file is looked at before anything is sent, and nothing exists on the platform
        until all have arrived.

        Parameters
        ----------
        cell_instance_id : str or CellInstance
            Id of the cell.
        name : str
            Name of the measurement, unique for the cell.
        filepaths : sequence of path
            The files; no two with the same base name.
        validate_images : bool, default False
            Refuse a file whose content is not the image that its ending says.
        protocol, test_setup : mapping, optional
            As for a time series.
        start_time, end_time : str or datetime, optional
            When it was measured, with a time zone.
        notes : str, optional
            Free text.
        tags : sequence of str, optional
            At most 50, each at most 50 characters.
        max_parallel : int, default 4
            How many files are sent at once.
        progress : bool or callable, optional
            True shows a bar; a callable is called with (bytes done, bytes in all).

        Returns
        -------
        MeasurementBundle
            ``.measurement.file_metadata`` says what the platform knows of the files.

        Raises
        ------
        FileNotFoundError
            A file is missing.
        ValueError
            Base names repeat, or an image is none.
        ConflictError
            The cell has a measurement of this name.

        Examples
        --------
        >>> from pathlib import Path
        >>> _ = Path("note.txt").write_text("two scratches on the can")
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = client.cell_instance.create_or_get(spec.id, {"name": "M50-005"})
        >>> made = client.cell_measurement.create_file(
        ...     cell.id, name="Visual inspection", filepaths=["note.txt"]
        ... )
        >>> client.cell_measurement.download_files(made.id)
        {'note.txt': b'two scratches on the can'}
        """
        return run(
            self._async.create_file(
                cell_instance_id,
                name=name,
                filepaths=filepaths,
                validate_images=validate_images,
                protocol=protocol,
                test_setup=test_setup,
                start_time=start_time,
                end_time=end_time,
                notes=notes,
                tags=tags,
                max_parallel=max_parallel,
                progress=progress,
            )
        )

    def list_files(self, measurement_id: MeasurementId) -> list[str]:
        """List the names of the files of a file measurement.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        """
        return run(self._async.list_files(measurement_id))

    def get_file(
        self, measurement_id: MeasurementId, filename: str, *, use_cache: bool = True
    ) -> bytes:
        """Read one file of a file measurement.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        filename : str
            One of `list_files`.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.

        Raises
        ------
        NotFoundError
            The measurement has no such file.
        """
        return run(self._async.get_file(measurement_id, filename, use_cache=use_cache))

    def download_files(
        self, measurement_id: MeasurementId, *, max_parallel: int = 4, use_cache: bool = True
    ) -> dict[str, bytes]:
        """Read all files of a file measurement into memory.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        max_parallel : int, default 4
            How many files are fetched at once.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.

        Returns
        -------
        dict of str to bytes
            Content by name. Names are data of whoever uploaded them: use `save_files` to
            write them to a folder.
        """
        return run(
            self._async.download_files(
                measurement_id, max_parallel=max_parallel, use_cache=use_cache
            )
        )

    def save_files(
        self,
        measurement_id: MeasurementId,
        folder: str | PathLike[str],
        *,
        overwrite: bool = False,
        max_parallel: int = 4,
    ) -> list[Path]:
        """Save all files of a file measurement to a folder.

        The names are data of whoever uploaded the files, so no file is replaced unless you ask
        for it. Every name is looked at before anything is downloaded.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        folder : path
            Where to; made if it is not there.
        overwrite : bool, default False
            True replaces files of the same name, which keep their permissions, and writes names
            that begin with a dot too.
        max_parallel : int, default 4
            How many files are fetched at once.

        Returns
        -------
        list of pathlib.Path
            The files.

        Raises
        ------
        ValueError
            A name would lead out of the folder, cannot be a file name everywhere, or begins with
            a dot.
        FileExistsError
            The folder has a file of such a name.
        """
        return run(
            self._async.save_files(
                measurement_id, folder, overwrite=overwrite, max_parallel=max_parallel
            )
        )

    def detail(
        self,
        measurement_id: MeasurementId,
        *,
        working_electrode: WorkingElectrode | None = None,
        use_cache: bool = True,
    ) -> MeasurementDetail:
        """Read a measurement with its data. See `CellMeasurements.detail`."""
        return run(
            self._async.detail(
                measurement_id, working_electrode=working_electrode, use_cache=use_cache
            )
        )
