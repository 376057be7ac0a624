"""Raw data: files stored unchanged, and the measurements that were made from them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeAlias, overload

from ionworks_generated import models
from ionworks_generated.api.cell_measurements import (
    attach_raw_data,
    detach_raw_data,
    list_measurement_raw_data,
)
from ionworks_generated.api.raw_data import (
    confirm_raw_data_upload,
    delete_raw_data,
    get_raw_data,
    get_raw_data_download_url,
    initiate_raw_data_upload,
    list_raw_data,
    list_raw_data_measurements,
    update_raw_data,
)

from ionworks._given import mapping_of
from ionworks._io import multipart
from ionworks._io.blocking import run
from ionworks._io.bodies import BytesBody, FileBody
from ionworks._io.operations import payload, require_asked
from ionworks._io.replacing import replacing
from ionworks._io.silence import Silence, check_silence
from ionworks._io.sinks import FileSink
from ionworks._io.transfers import fetch
from ionworks._io.updating import updated
from ionworks.errors import UnexpectedResponseError
from ionworks.ids import id_of, one_or_more
from ionworks.pagination import PaginatedList, every_page
from ionworks.progress import reporting
from ionworks.records import RawData
from ionworks.resources._attachments import guessed_type, prepare_targets
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._bodies import body_of
from ionworks.resources._confirming import confirmed
from ionworks.resources._measurement_cache import MeasurementCache, is_over
from ionworks.resources._pages import page_of, require_strings
from ionworks.resources._targets import stated_digests

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    from ionworks._io.bodies import Body
    from ionworks.ids import MeasurementId, ProjectId, RawDataId
    from ionworks.progress import ProgressOption
    from ionworks.types import RawDataUpdate

Upload: TypeAlias = "str | PathLike[str] | bytes | IO[bytes]"


class AsyncRawDataFiles(AsyncResource):
    """Raw data: ``client.raw_data``."""

    async def upload(
        self,
        *args: Any,
        file: Upload | None = None,
        name: str | None = None,
        source: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        timeout: Silence | None = None,
        project_id: ProjectId | None = None,
        progress: ProgressOption = None,
    ) -> RawData:
        """Upload a file as it is, such as the export of a cycler.

        The record is created when the whole file has arrived.

        Parameters
        ----------
        *args : path, bytes or binary file
            The file alone; or the project and then the file, which `name`, `source`, `metadata`
            and `timeout` may follow.
        file : path, bytes or binary file, optional
            The file, or its content, by name. An open file is read from where it stands.
        name : str, optional
            What to call it; the name of the file by default, or ``upload.bin`` of a stream that
            has none. Bytes need one.
        source : str, optional
            Where it comes from: an address, a DOI, the instrument and channel.
        metadata : mapping, optional
            Further facts of your own.
        timeout : float or tuple of float, optional
            Seconds that the storage may be silent; or those to connect, and those of silence.
            300 s, and 10 s to connect, by default.
        project_id : str or Project, optional
            Project that it goes to; the client's own by default.
        progress : bool or callable, optional
            True shows a bar; a callable is called with (bytes done, bytes in all).

        Returns
        -------
        RawData
            The record; the file itself comes back with `download`.

        Raises
        ------
        FileNotFoundError
            There is no such file. Nothing was sent.
        TypeError, ValueError
            The file is missing, given twice, or bytes without a name. Nothing was sent.

        Examples
        --------
        >>> raw = await client.raw_data.upload(b"mV;mA", name="channel-7.txt", source="Cycler 2")
        >>> raw.filename, raw.size_bytes
        ('channel-7.txt', 5)
        >>> await client.raw_data.download(raw.id)
        b'mV;mA'
        >>> (await client.raw_data.download(raw.id, "copy.txt")).read_bytes()
        b'mV;mA'
        """
        given = _upload_arguments(
            args,
            project_id=project_id,
            file=file,
            name=name,
            source=source,
            metadata=metadata,
            timeout=timeout,
        )
        name, source, metadata = given["name"], given["source"], given["metadata"]
        silence = check_silence(given["timeout"])
        filename, body = await self._runtime.backend.run_in_thread(_opened, given["file"], name)
        described = {
            "name": name or filename,
            "filename": filename,
            "metadata": mapping_of(metadata, "metadata"),
        }
        project = self._project(given["project_id"])
        if project:
            described["project_id"] = project
        if source is not None:
            described["source"] = source
        return await self._stored(described, body, silence, progress)

    async def _stored(
        self,
        described: Mapping[str, Any],
        body: Body,
        silence: Silence | None,
        progress: ProgressOption,
    ) -> RawData:
        """Upload a file with its description, which has its name."""
        filename = described["filename"]
        content_type = guessed_type(filename)[0] or "application/octet-stream"
        described = {**described, "content_type": content_type}
        ticket = await self._runtime.call(initiate_raw_data_upload, body=payload(described))
        if not ticket.uploads:
            raise UnexpectedResponseError(f"The service offers no place for {filename!r}")
        with reporting(progress, f"Uploading {filename}", body.size) as report:
            await multipart.store(
                self._runtime,
                ticket.uploads[0],
                body,
                content_type=content_type,
                progress=report,
                timeout=silence,
            )
        stated = await self._runtime.backend.run_in_thread(
            stated_digests, ticket.uploads[:1], [body]
        )
        # The service compares the two descriptions, and the size and digest with the file.
        confirmation = {**described, "size_bytes": body.size, **stated}

        def read(made: Any) -> RawData:
            asked = {"id": ticket.raw_data_id, "name": described["name"]}
            return require_asked(RawData.from_model(made), **asked)

        async def get() -> Any:
            return await self._runtime.call(get_raw_data, ticket.raw_data_id)

        return await confirmed(
            self._runtime,
            confirm_raw_data_upload,
            ticket.raw_data_id,
            confirmation,
            read,
            get,
        )

    async def list(
        self,
        project_id: ProjectId | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> PaginatedList[RawData]:
        """List a page of the raw data of a project.

        Parameters
        ----------
        project_id : str or Project, optional
            Project to look in; the client's own by default.
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 100.
        offset : int, optional
            Results to leave out at the start.

        Returns
        -------
        PaginatedList of RawData
            One page; ``.total`` counts all.
        """
        page = await self._runtime.call(
            list_raw_data,
            limit=limit,
            offset=offset,
            project_id=self._project(project_id),
        )
        return page_of(RawData, page)

    iter = every_page(list)

    async def get(self, raw_data_id: RawDataId) -> RawData:
        """Get what is known of a file.

        Parameters
        ----------
        raw_data_id : str or RawData
            Its id.

        Raises
        ------
        NotFoundError
            There is no file with this id, or none that the credential may see.
        """
        return RawData.from_model(
            await self._runtime.call(get_raw_data, id_of(raw_data_id, "raw_data_id"))
        )

    async def update(
        self,
        raw_data_id: RawDataId,
        name: str | Mapping[str, Any] | None = None,
        source: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        *,
        data: RawDataUpdate | Mapping[str, Any] | None = None,
    ) -> RawData:
        """Change what is known of a file.

        Parameters
        ----------
        raw_data_id : str or RawData
            Its id.
        name : str or mapping, optional
            Its new name; or the fields to change, as `data`.
        source : str, optional
            Where it comes from; empty text clears it.
        metadata : mapping, optional
            Further facts, which replace all that are stored.
        data : mapping, optional
            The fields to change: ``name``, ``source`` and ``metadata``.

        Returns
        -------
        RawData
            The record as it is now.

        Raises
        ------
        TypeError
            A field is given twice.
        """
        changes = {"name": name, "source": source, "metadata": metadata}
        if isinstance(name, Mapping):
            if data is not None:
                raise TypeError("`data` is given twice")
            data = name
            del changes["name"]
        body = {key: value for key, value in changes.items() if value is not None}
        if data is not None:
            data = mapping_of(data, "data")
            if twice := sorted(body.keys() & data.keys()):
                raise TypeError(f"`{twice[0]}` is given twice")
            body |= body_of(data, models.RawDataUpdate, models.RawData, what="a raw data file")
        changed = await updated(
            self._runtime, update_raw_data, get_raw_data, id_of(raw_data_id, "raw_data_id"), body
        )
        return RawData.from_model(changed)

    async def delete(self, raw_data_id: RawDataId) -> None:
        """Delete a file, its record and its links; measurements made from it stay.

        Parameters
        ----------
        raw_data_id : str or RawData
            Its id.
        """
        raw_data_id = id_of(raw_data_id, "raw_data_id")
        await MeasurementCache(self._runtime).changing(
            raw_data_id,
            lambda: self._runtime.call(delete_raw_data, raw_data_id),
            settled=is_over,
        )

    @overload
    async def download(
        self, raw_data_id: RawDataId, use_cache: bool = ..., read_timeout: float = ...
    ) -> bytes: ...
    @overload
    async def download(
        self,
        raw_data_id: RawDataId,
        path: str | PathLike[str],
        /,
        *,
        read_timeout: float = ...,
        overwrite: bool = ...,
        progress: ProgressOption = ...,
    ) -> Path: ...
    @overload
    async def download(
        self,
        raw_data_id: RawDataId,
        *,
        path: str | PathLike[str],
        read_timeout: float = ...,
        overwrite: bool = ...,
        progress: ProgressOption = ...,
    ) -> Path: ...
    @overload
    async def download(
        self,
        raw_data_id: RawDataId,
        use_cache: bool | str | PathLike[str] = ...,
        read_timeout: float = ...,
        *,
        path: str | PathLike[str] | None = ...,
        overwrite: bool = ...,
        progress: ProgressOption = ...,
    ) -> bytes | Path: ...
    async def download(
        self,
        raw_data_id: RawDataId,
        use_cache: bool | str | PathLike[str] = True,
        read_timeout: float = 300.0,
        *,
        path: str | PathLike[str] | None = None,
        overwrite: bool = False,
        progress: ProgressOption = None,
    ) -> bytes | Path:
        """Read a file into memory, or save it: byte for byte as it was uploaded.

        What is read into memory is kept in the disk cache. A raw data file does not change, so
        a script that reads it runs the same on every machine.

        A saved file gets its name when it is complete. If you give the path of a file, that file
        is replaced and keeps its permissions. If you give a folder, the file gets the name that it
        was uploaded under, and nothing is replaced unless you ask for it.

        Parameters
        ----------
        raw_data_id : str or RawData
            Its id.
        use_cache : bool or path, default True
            False neither reads from the disk cache nor writes to it. A path is taken as `path`.
        read_timeout : float, default 300
            Seconds that the storage may be silent.
        path : path, optional
            The file to write, or a folder that exists, where it gets the name that it was
            uploaded under.
        overwrite : bool, default False
            True replaces a file of that name in the folder too, and takes a name that begins
            with a dot.
        progress : bool or callable, optional
            Of a saved file: True shows a bar; a callable is called with (bytes done, bytes in
            all).

        Returns
        -------
        bytes or pathlib.Path
            The content; with `path` the file that was written.

        Raises
        ------
        ValueError
            `path` is a folder, and the name of the file leads out of it, is not a valid file name
            on every system, or begins with a dot.
        FileExistsError
            `path` is a folder that has a file of that name.
        NotFoundError
            There is no file with this id, or none that the credential may see.
        UnexpectedResponseError
            The downloaded bytes are not those that were stored.
        """
        raw_data_id = id_of(raw_data_id, "raw_data_id")
        silence = check_silence(read_timeout)
        if not isinstance(use_cache, bool):
            if path is not None:
                raise TypeError("`path` is given twice")
            path, use_cache = use_cache, True
        if path is None:
            return await MeasurementCache(self._runtime).read(
                raw_data_id,
                "raw",
                lambda: self.download_url(raw_data_id),
                lambda source: source if isinstance(source, bytes) else source.read_bytes(),
                use_cache=use_cache,
                timeout=silence,
            )
        target, is_folder = await self._runtime.backend.run_in_thread(_place, path)
        if is_folder:
            record = await self.get(raw_data_id)
            names = [record.filename or record.name]
            prepare = partial(prepare_targets, target, names, overwrite=overwrite)
            (target,) = await self._runtime.backend.run_in_thread(prepare)
        link = await self._runtime.call(get_raw_data_download_url, raw_data_id)
        with (
            reporting(progress, f"Downloading {target.name}", None) as report,
            replacing(target, overwrite=overwrite or not is_folder) as part,
        ):
            await fetch(self._runtime, link.url, FileSink(part, report), timeout=silence)
        return target

    async def download_url(self, raw_data_id: RawDataId) -> str:
        """Return a link to a file, which can be read without a credential for a short time.

        Parameters
        ----------
        raw_data_id : str or RawData
            Its id.

        Returns
        -------
        str
            The address. Who has it can read the file: treat it as a secret.

        Raises
        ------
        NotFoundError
            There is no file with this id, or none that the credential may see.
        """
        link = await self._runtime.call(
            get_raw_data_download_url, id_of(raw_data_id, "raw_data_id")
        )
        return link.url

    async def attach(
        self, raw_data_ids: RawDataId | Sequence[RawDataId], *, measurement_id: MeasurementId
    ) -> None:
        """Say that a measurement was made from files. Saying it again changes nothing.

        Parameters
        ----------
        raw_data_ids : str or record, or list of them
            The file, or several.
        measurement_id : str or CellMeasurement
            Id of the measurement.
        """
        body = payload({"raw_data_ids": one_or_more(raw_data_ids, "raw_data_ids")})
        await self._runtime.call(
            attach_raw_data, id_of(measurement_id, "measurement_id"), body=body
        )

    async def detach(self, raw_data_id: RawDataId, *, measurement_id: MeasurementId) -> None:
        """Remove a link; the file and the measurement stay.

        Parameters
        ----------
        raw_data_id : str or RawData
            Id of the file.
        measurement_id : str or CellMeasurement
            Id of the measurement.
        """
        await self._runtime.call(
            detach_raw_data,
            id_of(measurement_id, "measurement_id"),
            id_of(raw_data_id, "raw_data_id"),
        )

    async def of_measurement(self, measurement_id: MeasurementId) -> Sequence[RawData]:
        """List the files that a measurement was made from.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.

        Returns
        -------
        list of RawData
            All of them.
        """
        measurement_id = id_of(measurement_id, "measurement_id")

        async def page(limit: int, offset: int) -> PaginatedList[RawData]:
            found = await self._runtime.call(
                list_measurement_raw_data, measurement_id, limit=limit, offset=offset
            )
            return page_of(RawData, found)

        return [record async for record in self._pages(page)]

    async def list_measurements(
        self, raw_data_id: RawDataId, limit: int = 100, offset: int = 0
    ) -> PaginatedList[str]:
        """List a page of the ids of the measurements that were made from a file.

        Parameters
        ----------
        raw_data_id : str or RawData
            Id of the file.
        limit : int, default 100
            Ids in the page, 1 to 1000.
        offset : int, default 0
            Ids to leave out at the start.

        Returns
        -------
        PaginatedList of str
            One page; ``.total`` counts all.
        """
        found = await self._runtime.call(
            list_raw_data_measurements,
            id_of(raw_data_id, "raw_data_id"),
            limit=limit,
            offset=offset,
        )
        ids = require_strings(found.items, "ids")
        return PaginatedList(ids, found.total if isinstance(found.total, int) else None)

    async def measurements(self, raw_data_id: RawDataId) -> Sequence[str]:
        """List the measurements that were made from a file.

        Parameters
        ----------
        raw_data_id : str or RawData
            Id of the file.

        Returns
        -------
        list of str
            The ids of all of them.
        """
        pages = self._pages(partial(self.list_measurements, raw_data_id))
        return [measurement_id async for measurement_id in pages]


def _upload_arguments(args: tuple[Any, ...], **named: Any) -> dict[str, Any]:
    """Read the arguments of an upload: the file alone, or the project and what follows it.

    Raises
    ------
    TypeError
        The file is missing, or something is given twice.
    """
    order = ("project_id", "file", "name", "source", "metadata", "timeout")
    places = ("file",) if len(args) == 1 and named["file"] is None else order
    if len(args) > len(places):
        raise TypeError(f"`upload` takes {', '.join(order)} in this order; more were given")
    for place, value in zip(places, args, strict=False):
        if named[place] is not None:
            raise TypeError(f"`{place}` is given twice")
        named[place] = value
    if named["file"] is None:
        raise TypeError("`file` is missing; pass a path, bytes or an open binary file")
    return named


def _opened(file: Upload, name: str | None) -> tuple[str, Body]:
    """Read what is to be uploaded: the name of the file, and its content."""
    if isinstance(file, str | os.PathLike):
        path = Path(file).expanduser()
        if not path.is_file():
            raise FileNotFoundError(f"no such file: {path}; nothing was sent")
        return path.name, FileBody.of(path)
    content: Any = file
    own = ""
    if not isinstance(file, bytes) and hasattr(file, "read"):
        content = file.read()
        named = getattr(file, "name", None)  # a number where the file has no name
        own = Path(named).name if isinstance(named, str | os.PathLike) else name or "upload.bin"
    if not isinstance(content, bytes):
        raise TypeError(
            f"`file` gives {type(content).__name__}, not bytes; pass a path, bytes or a file that "
            "is open in binary mode"
        )
    if not (own or name):
        raise ValueError("bytes have no name of their own; pass `name`, such as 'export.mpr'")
    return own or str(name), BytesBody(content)


def _place(path: str | PathLike[str]) -> tuple[Path, bool]:
    """Look where a download goes to: the path, and whether it is a folder."""
    place = Path(path).expanduser()
    return place, place.is_dir()


class RawDataFiles(Resource[AsyncRawDataFiles]):
    """Raw data: ``client.raw_data``."""

    def upload(
        self,
        *args: Any,
        file: Upload | None = None,
        name: str | None = None,
        source: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        timeout: Silence | None = None,
        project_id: ProjectId | None = None,
        progress: ProgressOption = None,
    ) -> RawData:
        """Upload a file as it is, such as the export of a cycler.

        The record is created when the whole file has arrived.

        Parameters
        ----------
        *args : path, bytes or binary file
            The file alone; or the project and then the file, which `name`, `source`, `metadata`
            and `timeout` may follow.
        file : path, bytes or binary file, optional
            The file, or its content, by name. An open file is read from where it stands.
        name : str, optional
            What to call it; the name of the file by default, or ``upload.bin`` of a stream that
            has none. Bytes need one.
        source : str, optional
            Where it comes from: an address, a DOI, the instrument and channel.
        metadata : mapping, optional
            Further facts of your own.
        timeout : float or tuple of float, optional
            Seconds that the storage may be silent; or those to connect, and those of silence.
            300 s, and 10 s to connect, by default.
        project_id : str or Project, optional
            Project that it goes to; the client's own by default.
        progress : bool or callable, optional
            True shows a bar; a callable is called with (bytes done, bytes in all).

        Returns
        -------
        RawData
            The record; the file itself comes back with `download`.

        Raises
        ------
        FileNotFoundError
            There is no such file. Nothing was sent.
        TypeError, ValueError
            The file is missing, given twice, or bytes without a name. Nothing was sent.

        Examples
        --------
        >>> raw = client.raw_data.upload(b"mV;mA", name="channel-7.txt", source="Cycler 2")
        >>> raw.filename, raw.size_bytes
        ('channel-7.txt', 5)
        >>> client.raw_data.download(raw.id)
        b'mV;mA'
        >>> client.raw_data.download(raw.id, "copy.txt").read_bytes()
        b'mV;mA'
        """
        return run(
            self._async.upload(
                *args,
                file=file,
                name=name,
                source=source,
                metadata=metadata,
                timeout=timeout,
                project_id=project_id,
                progress=progress,
            )
        )

    def list(
        self,
        project_id: ProjectId | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> PaginatedList[RawData]:
        """List a page of the raw data of a project.

        Parameters
        ----------
        project_id : str or Project, optional
            Project to look in; the client's own by default.
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 100.
        offset : int, optional
            Results to leave out at the start.

        Returns
        -------
        PaginatedList of RawData
            One page; ``.total`` counts all.
        """
        return run(self._async.list(project_id, limit, offset))

    iter = every_page(list)

    def get(self, raw_data_id: RawDataId) -> RawData:
        """Get what is known of a file.

        Parameters
        ----------
        raw_data_id : str or RawData
            Its id.

        Raises
        ------
        NotFoundError
            There is no file with this id, or none that the credential may see.
        """
        return run(self._async.get(raw_data_id))

    def update(
        self,
        raw_data_id: RawDataId,
        name: str | Mapping[str, Any] | None = None,
        source: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        *,
        data: RawDataUpdate | Mapping[str, Any] | None = None,
    ) -> RawData:
        """Change what is known of a file.

        Parameters
        ----------
        raw_data_id : str or RawData
            Its id.
        name : str or mapping, optional
            Its new name; or the fields to change, as `data`.
        source : str, optional
            Where it comes from; empty text clears it.
        metadata : mapping, optional
            Further facts, which replace all that are stored.
        data : mapping, optional
            The fields to change: ``name``, ``source`` and ``metadata``.

        Returns
        -------
        RawData
            The record as it is now.

        Raises
        ------
        TypeError
            A field is given twice.
        """
        return run(self._async.update(raw_data_id, name, source, metadata, data=data))

    def delete(self, raw_data_id: RawDataId) -> None:
        """Delete a file, its record and its links; measurements made from it stay.

        Parameters
        ----------
        raw_data_id : str or RawData
            Its id.
        """
        return run(self._async.delete(raw_data_id))

    @overload
    def download(
        self, raw_data_id: RawDataId, use_cache: bool = ..., read_timeout: float = ...
    ) -> bytes: ...

    @overload
    def download(
        self,
        raw_data_id: RawDataId,
        path: str | PathLike[str],
        /,
        *,
        read_timeout: float = ...,
        overwrite: bool = ...,
        progress: ProgressOption = ...,
    ) -> Path: ...

    @overload
    def download(
        self,
        raw_data_id: RawDataId,
        *,
        path: str | PathLike[str],
        read_timeout: float = ...,
        overwrite: bool = ...,
        progress: ProgressOption = ...,
    ) -> Path: ...

    @overload
    def download(
        self,
        raw_data_id: RawDataId,
        use_cache: bool | str | PathLike[str] = ...,
        read_timeout: float = ...,
        *,
        path: str | PathLike[str] | None = ...,
        overwrite: bool = ...,
        progress: ProgressOption = ...,
    ) -> bytes | Path: ...

    def download(
        self,
        raw_data_id: RawDataId,
        use_cache: bool | str | PathLike[str] = True,
        read_timeout: float = 300.0,
        *,
        path: str | PathLike[str] | None = None,
        overwrite: bool = False,
        progress: ProgressOption = None,
    ) -> bytes | Path:
        """Read a file into memory, or save it: byte for byte as it was uploaded.

        What is read into memory is kept in the disk cache. A raw data file does not change, so
        a script that reads it runs the same on every machine.

        A saved file gets its name when it is complete. If you give the path of a file, that file
        is replaced and keeps its permissions. If you give a folder, the file gets the name that it
        was uploaded under, and nothing is replaced unless you ask for it.

        Parameters
        ----------
        raw_data_id : str or RawData
            Its id.
        use_cache : bool or path, default True
            False neither reads from the disk cache nor writes to it. A path is taken as `path`.
        read_timeout : float, default 300
            Seconds that the storage may be silent.
        path : path, optional
            The file to write, or a folder that exists, where it gets the name that it was
            uploaded under.
        overwrite : bool, default False
            True replaces a file of that name in the folder too, and takes a name that begins
            with a dot.
        progress : bool or callable, optional
            Of a saved file: True shows a bar; a callable is called with (bytes done, bytes in
            all).

        Returns
        -------
        bytes or pathlib.Path
            The content; with `path` the file that was written.

        Raises
        ------
        ValueError
            `path` is a folder, and the name of the file leads out of it, is not a valid file name
            on every system, or begins with a dot.
        FileExistsError
            `path` is a folder that has a file of that name.
        NotFoundError
            There is no file with this id, or none that the credential may see.
        UnexpectedResponseError
            The downloaded bytes are not those that were stored.
        """
        return run(
            self._async.download(
                raw_data_id,
                use_cache,
                read_timeout,
                path=path,
                overwrite=overwrite,
                progress=progress,
            )
        )

    def download_url(self, raw_data_id: RawDataId) -> str:
        """Return a link to a file, which can be read without a credential for a short time.

        Parameters
        ----------
        raw_data_id : str or RawData
            Its id.

        Returns
        -------
        str
            The address. Who has it can read the file: treat it as a secret.

        Raises
        ------
        NotFoundError
            There is no file with this id, or none that the credential may see.
        """
        return run(self._async.download_url(raw_data_id))

    def attach(
        self, raw_data_ids: RawDataId | Sequence[RawDataId], *, measurement_id: MeasurementId
    ) -> None:
        """Say that a measurement was made from files. Saying it again changes nothing.

        Parameters
        ----------
        raw_data_ids : str or record, or list of them
            The file, or several.
        measurement_id : str or CellMeasurement
            Id of the measurement.
        """
        return run(self._async.attach(raw_data_ids, measurement_id=measurement_id))

    def detach(self, raw_data_id: RawDataId, *, measurement_id: MeasurementId) -> None:
        """Remove a link; the file and the measurement stay.

        Parameters
        ----------
        raw_data_id : str or RawData
            Id of the file.
        measurement_id : str or CellMeasurement
            Id of the measurement.
        """
        return run(self._async.detach(raw_data_id, measurement_id=measurement_id))

    def of_measurement(self, measurement_id: MeasurementId) -> Sequence[RawData]:
        """List the files that a measurement was made from.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.

        Returns
        -------
        list of RawData
            All of them.
        """
        return run(self._async.of_measurement(measurement_id))

    def list_measurements(
        self, raw_data_id: RawDataId, limit: int = 100, offset: int = 0
    ) -> PaginatedList[str]:
        """List a page of the ids of the measurements that were made from a file.

        Parameters
        ----------
        raw_data_id : str or RawData
            Id of the file.
        limit : int, default 100
            Ids in the page, 1 to 1000.
        offset : int, default 0
            Ids to leave out at the start.

        Returns
        -------
        PaginatedList of str
            One page; ``.total`` counts all.
        """
        return run(self._async.list_measurements(raw_data_id, limit, offset))

    def measurements(self, raw_data_id: RawDataId) -> Sequence[str]:
        """List the measurements that were made from a file.

        Parameters
        ----------
        raw_data_id : str or RawData
            Id of the file.

        Returns
        -------
        list of str
            The ids of all of them.
        """
        return run(self._async.measurements(raw_data_id))
