"""Protocols: what a cycler does, saved by content."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from attrs import evolve
from ionworks_generated import models
from ionworks_generated.api.protocols import (
    convert_protocol,
    create_protocol,
    delete_protocol,
    get_protocol,
    list_protocols,
    parse_protocol_file,
    protocol_human_readable,
    protocol_input_references,
    protocol_source,
    update_protocol,
    validate_protocol,
)

from ionworks import ucp
from ionworks._given import flag_of, kind_of, shown
from ionworks._io.blocking import run
from ionworks._io.bodies import encode_json
from ionworks._io.forms import FormFile, form
from ionworks._io.operations import payload, require_asked
from ionworks._io.updating import updated
from ionworks.differences import require_on_difference
from ionworks.ids import id_of
from ionworks.pagination import PaginatedList, every_page
from ionworks.records import ParsedProtocol, Protocol, ProtocolValidation
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._configs import plain_config
from ionworks.resources._conversions import ConvertResult
from ionworks.resources._create_or_get import Wanted, require_name, settle_differences
from ionworks.resources._pages import page_of, require_strings
from ionworks.resources._queries import (
    Moment,
    Order,
    OrderBy,
    contains_filter,
    name_filter,
    texts,
    to_iso,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from os import PathLike
    from typing import IO

    from ionworks.differences import OnDifference
    from ionworks.ids import ProjectId, ProtocolId

ConversionTarget: TypeAlias = Literal[
    "maccor", "arbin", "arbin_sdx", "neware", "biologic_bttest", "novonix"
]

_CREATED = 201  # another success says that a protocol of this content was there


class AsyncProtocols(AsyncResource):
    """Protocols: ``client.protocol``.

    A protocol is written in UCP: YAML text, or the same as a dict, with ``global`` settings and
    ``steps``. Protocols are saved by content: a project has each of them once.
    """

    _page_size = 100

    async def list(
        self,
        project_id: ProjectId | None = None,
        limit: int | None = None,
        offset: int | None = None,
        *,
        include: Iterable[str] | None = None,
        name: str | None = None,
        name_exact: str | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        order_by: OrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[Protocol]:
        """List a page of the protocols of a project, without their content.

        Parameters
        ----------
        project_id : str or Project, optional
            Project to look in; the client's own by default.
        limit : int, optional
            Results in the page, 1 to 100. Without it all come, as far as the service lets them.
        offset : int, optional
            Results to leave out at the start.
        include : iterable of str, optional
            Large fields that are wanted too: ``"protocol_config"``, ``"parameters_schema"``,
            ``"source_protocol"``, ``"time_series_spec"``, ``"metrics_spec"`` or
            ``"plot_options"``. Those that are not are None.
        name, created_by_email : str, optional
            A part of the field, case-insensitive.
        name_exact : str, optional
            The whole name; wins over `name`.
        created_after, created_before, updated_after, updated_before : str or datetime, optional
            Bounds in time: ISO 8601 text, or a datetime (without a zone it is UTC).
        order_by : {"name", "created_at", "updated_at"}, optional
            What to sort by.
        order : {"asc", "desc"}, optional
            Which way to sort.

        Returns
        -------
        PaginatedList of Protocol
            One page; ``.total`` counts all matches.
        """
        wanted = texts(include, "include")
        page = await self._runtime.call(
            list_protocols,
            project_id=self._project(project_id),
            limit=limit,
            offset=offset,
            include=",".join(wanted) if wanted else None,
            name=name_filter(name, name_exact),
            created_by_email=contains_filter(created_by_email, "created_by_email"),
            created_at_gt=to_iso(created_after, "created_after"),
            created_at_lt=to_iso(created_before, "created_before"),
            updated_at_gt=to_iso(updated_after, "updated_after"),
            updated_at_lt=to_iso(updated_before, "updated_before"),
            order_by=order_by,
            order=order,
        )
        return page_of(Protocol, page, self._links)

    iter = every_page(list)

    async def get(self, protocol_id: ProtocolId) -> Protocol:
        """Get one protocol with its content.

        Parameters
        ----------
        protocol_id : str or Protocol
            Its id.

        Raises
        ------
        NotFoundError
            There is no protocol with this id, or none that the credential may see.
        """
        found = await self._runtime.call(get_protocol, id_of(protocol_id, "protocol_id"))
        return Protocol.from_model(found, self._links)

    async def find_by_name(self, name: str, project_id: ProjectId | None = None) -> Protocol | None:
        """Find the protocol of a name, with its content.

        Parameters
        ----------
        name : str
            The whole name.
        project_id : str or Project, optional
            Project to look in; the client's own by default.

        Returns
        -------
        Protocol or None
            None if there is no protocol of this name.

        Raises
        ------
        ValueError
            Several protocols have the name: names may repeat.
        """
        require_name({"name": name}, "protocol")
        page = await self.list(project_id, 2, name_exact=name, include=ucp.CONTENT)
        if len(page) > 1:
            raise ValueError(
                f"{page.total} protocols are called {name!r}; list them with name_exact, and take "
                "one by its id"
            )
        return page[0] if page else None

    async def create(
        self,
        name: str,
        protocol: str | Mapping[str, Any],
        project_id: ProjectId | None = None,
        *,
        description: str | None = None,
        parameters_schema: Mapping[str, Any] | None = None,
        source_protocol: str | None = None,
        force_create: bool = False,
    ) -> Protocol:
        """Save a protocol, unless the project has one of the same content.

        Parameters
        ----------
        name : str
            Name of a new protocol; names may repeat.
        protocol : str or mapping
            The content in UCP: YAML text, or a dict.
        project_id : str or Project, optional
            Project that it goes to; the client's own by default.
        description : str, optional
            Free text.
        parameters_schema : mapping, optional
            JSON Schema of the inputs.
        source_protocol : str, optional
            The text that it was made from; `protocol` by default, if that is text.
        force_create : bool, default False
            Refuse a content that the project has already.

        Returns
        -------
        Protocol
            The new protocol, or the one of the same content as it is: it keeps its name.

        Raises
        ------
        ValueError
            The text is no YAML, or no mapping; the message gives the line. Nothing was sent.
        ConflictError
            `force_create` was asked for, and there is a protocol of the same content;
            ``existing_id`` says which.

        Examples
        --------
        >>> steps = '''
        ... steps:
        ... - direction: Discharge
        ...   mode: C-rate
        ...   value: input["C-rate"]
        ... '''
        >>> saved = await client.protocol.create("Discharge", steps)
        >>> saved.protocol_config["steps"][0]["mode"]
        'C-rate'
        >>> (await client.protocol.create("The same", steps)).id == saved.id
        True
        """
        require_name({"name": name}, "protocol")
        body: dict[str, Any] = {
            "name": name,
            "protocol_config": await self._runtime.backend.run_in_thread(_config_of, protocol),
            "parameters_schema": _mapping(parameters_schema, "parameters_schema"),
            "force_create": flag_of(force_create, "force_create"),
        }
        if project := self._project(project_id):
            body["project_id"] = project
        if description is not None:
            body["description"] = description
        if source_protocol is None and isinstance(protocol, str):
            source_protocol = protocol
        if source_protocol is not None:
            body["source_protocol"] = source_protocol
        response, made = await self._runtime.call_with_response(
            {}, create_protocol, body=payload(body)
        )
        record = require_asked(Protocol.from_model(made, self._links), project_id=project)
        return record._marked(response.status_code == _CREATED)

    async def create_or_get(
        self,
        name: str,
        protocol: str | Mapping[str, Any],
        project_id: ProjectId | None = None,
        *,
        description: str | None = None,
        parameters_schema: Mapping[str, Any] | None = None,
        source_protocol: str | None = None,
        on_difference: OnDifference = "warn",
    ) -> Protocol:
        """Save a protocol, or fetch the one of the same content, whatever its name.

        Parameters
        ----------
        name, protocol, project_id, description, parameters_schema, source_protocol
            As for `create`.
        on_difference : {"ignore", "warn", "raise", "update"}, default "warn"
            What to do if it exists with another description: nothing, warn, raise an error, or
            change it to what was sent. Its name is not compared.

        Raises
        ------
        RecordDiffersError
            It exists and differs, and `on_difference` is ``"raise"``.
        """
        require_on_difference(on_difference)
        found = await self.create(
            name,
            protocol,
            project_id,
            description=description,
            parameters_schema=parameters_schema,
            source_protocol=source_protocol,
        )
        if found.created:
            return found
        described = {"description": description}
        return await settle_differences(
            self._runtime,
            Wanted(
                "protocol", described, models.ProtocolCreate, models.ProtocolUpdate, on_difference
            ),
            found,
            lambda identifier, changes: self.update(identifier, **changes),
        )

    async def update(
        self,
        protocol_id: ProtocolId,
        *,
        name: str | None = None,
        description: str | None = None,
    ) -> Protocol:
        """Rename or redescribe a protocol; its content does not change.

        Parameters
        ----------
        protocol_id : str or Protocol
            Its id.
        name : str, optional
            The new name.
        description : str, optional
            The new description; an empty one clears it.

        Returns
        -------
        Protocol
            The protocol as it is now, also if there is nothing to change.

        Raises
        ------
        RequestValidationError
            The name is empty. Nothing was sent.
        """
        body: dict[str, Any] = {}
        if name is not None:
            body["name"] = require_name({"name": name}, "protocol")
        if description is not None:
            body["description"] = description
        if not body:
            return await self.get(protocol_id)
        changed = await updated(
            self._runtime, update_protocol, get_protocol, id_of(protocol_id, "protocol_id"), body
        )
        return Protocol.from_model(changed, self._links)

    async def delete(self, protocol_id: ProtocolId) -> None:
        """Delete a protocol; what was measured by it stays.

        Parameters
        ----------
        protocol_id : str or Protocol
            Its id.
        """
        await self._runtime.call(delete_protocol, id_of(protocol_id, "protocol_id"))

    async def human_readable(self, protocol_id: ProtocolId) -> str:
        """Read a protocol in prose, one line for each step.

        Parameters
        ----------
        protocol_id : str or Protocol
            Its id.

        Raises
        ------
        ConflictError
            The protocol is wrong; the message names the place.
        ServerError
            The protocol has steps that the service does not know: the embedded platform knows those
            that charge, discharge and rest.
        """
        return await self._runtime.call(protocol_human_readable, id_of(protocol_id, "protocol_id"))

    async def source_protocol(self, protocol_id: ProtocolId) -> str:
        """Read the text that a protocol was made from.

        Parameters
        ----------
        protocol_id : str or Protocol
            Its id.

        Raises
        ------
        NotFoundError
            It was made from a dict, not from text; or there is no such protocol.
        """
        return await self._runtime.call(protocol_source, id_of(protocol_id, "protocol_id"))

    async def parse_file(self, file: str | PathLike[str] | IO[bytes]) -> ParsedProtocol:
        """Read the protocol file of a cycler, and save nothing.

        Parameters
        ----------
        file : path or binary file
            The file, or an open one, which is read from where it stands.

        Returns
        -------
        ParsedProtocol
            ``.ucp`` is the protocol, which `create` takes; ``.error`` says what could not be
            read.

        Raises
        ------
        FileNotFoundError
            There is no such file. Nothing was sent.
        TypeError
            The file was opened as text. Nothing was sent.
        """
        read = await self._runtime.backend.run_in_thread(_file_of, file)
        found = await self._runtime.call(parse_protocol_file, body=form({"file": read}))
        return _parsed(found)

    async def validate(self, protocol: str | Mapping[str, Any]) -> ProtocolValidation:
        """Check a protocol, and save nothing.

        Parameters
        ----------
        protocol : str or mapping
            The protocol in UCP: YAML text, or a dict.

        Returns
        -------
        ProtocolValidation
            ``.valid``, and ``.error``, which says what is wrong.

        Raises
        ------
        ServerError
            No rule is broken, but the service does not know all of the protocol: the embedded
            platform knows the rules that are published, and steps that charge, discharge and rest.

        Examples
        --------
        >>> (await client.protocol.validate("steps: [")).valid
        False
        """
        body = {"protocol": await self._runtime.backend.run_in_thread(_text_of, protocol)}
        return ProtocolValidation.from_model(
            await self._runtime.call(validate_protocol, body=payload(body))
        )

    async def find_input_references(self, protocol: str | Mapping[str, Any]) -> Sequence[str]:
        """List the inputs that a protocol leaves open as ``input["<name>"]``.

        Parameters
        ----------
        protocol : str or mapping
            The protocol in UCP: YAML text, or a dict.

        Returns
        -------
        list of str
            The names.

        Examples
        --------
        >>> await client.protocol.find_input_references({"steps": [{"value": "input['C-rate']"}]})
        ['C-rate']
        """
        body = {"protocol": await self._runtime.backend.run_in_thread(_text_of, protocol)}
        found = await self._runtime.call(protocol_input_references, body=payload(body))
        return require_strings(found, "names of inputs")

    async def convert(
        self,
        protocol: str | Mapping[str, Any],
        target: ConversionTarget,
        drive_cycles: Mapping[str, Any] | None = None,
        filename_stem: str = "protocol",
        nominal_capacity_ah: float | None = None,
        verify: bool = False,
    ) -> ConvertResult:
        """Write a protocol as the file of a cycler.

        Parameters
        ----------
        protocol : str or mapping
            The protocol in UCP: YAML text, or a dict.
        target : str
            Whose file: ``"maccor"``, ``"arbin"`` (``.sdu``, MITS Pro 7 and older),
            ``"arbin_sdx"`` (``.sdx``, MITS Pro 8 and newer), ``"neware"``,
            ``"biologic_bttest"`` or ``"novonix"``.
        drive_cycles : mapping, optional
            Drive cycles by name, frames among them; needed for drive-cycle steps.
        filename_stem : str, default "protocol"
            Name of the file, without its ending.
        nominal_capacity_ah : float, optional
            Capacity in A.h; needed for ``"neware"`` and ``"biologic_bttest"`` if the protocol
            has C-rates.
        verify : bool, default False
            Let the service read its file again and compare; reliable for
            ``"biologic_bttest"`` and ``"novonix"``.

        Returns
        -------
        ConvertResult
            ``.text()`` is the file, ``.save(folder)`` writes it and what goes with it.

        Raises
        ------
        ValueError
            There is no such target. Nothing was sent.
        """
        if not isinstance(target, str) or target not in get_args(ConversionTarget):
            known = ", ".join(map(repr, get_args(ConversionTarget)))
            raise ValueError(f"`target` is {shown(target)}; it must be one of {known}")
        plain: Any = protocol
        if not isinstance(protocol, str):
            plain = await self._runtime.backend.run_in_thread(plain_config, protocol)
        body: dict[str, Any] = {
            "protocol": plain,
            "target": target,
            "filename_stem": filename_stem,
        }
        if drive_cycles is not None:
            body["drive_cycles"] = await self._runtime.backend.run_in_thread(
                plain_config, drive_cycles, "drive_cycles"
            )
        if nominal_capacity_ah is not None:
            body["nominal_capacity_ah"] = nominal_capacity_ah
        if verify:
            body["verify"] = True
        return ConvertResult._of(await self._runtime.call(convert_protocol, body=payload(body)))


def _file_of(file: Any) -> FormFile:
    """Read a protocol file; an open one without a name has none that matters."""
    has_no_name = hasattr(file, "read") and not isinstance(getattr(file, "name", None), str)
    return evolve(
        FormFile.read(file, "protocol" if has_no_name else None),
        media_type="application/octet-stream",
    )


def _parsed(found: models.ParsedProtocol) -> ParsedProtocol:
    return ParsedProtocol(
        ucp=found.parsed_protocol_ucp,
        human_readable=found.parsed_protocol_human or "",
        raw_protocol=found.raw_protocol or "",
        cycler_type=found.cycler_type,
        nominal_capacity_ah=found.nominal_capacity_ah,
        required_drive_cycles=found.required_drive_cycles or [],
        available_drive_cycles=found.available_drive_cycles or [],
        required_subroutines=found.required_subroutines or [],
        available_subroutines=found.available_subroutines or [],
        error=found.error,
        extra=found.extra,
    )


def _config_of(protocol: Any) -> dict[str, Any]:
    """Return the content of a protocol, which may be text."""
    return ucp.parse(protocol) if isinstance(protocol, str) else plain_config(protocol, "protocol")


def _text_of(protocol: Any) -> str:
    """Return a protocol as text. Anything else becomes JSON, which is YAML too."""
    if isinstance(protocol, str):
        return protocol
    return encode_json(plain_config(protocol, "protocol"), place="protocol").decode()


def _mapping(given: Any, argument: str) -> dict[str, Any]:
    if given is not None and not isinstance(given, Mapping):
        raise TypeError(f"`{argument}` is a dict, not {kind_of(given)}")
    return dict(given or {})


class Protocols(Resource[AsyncProtocols]):
    """Protocols: ``client.protocol``.

    A protocol is written in UCP: YAML text, or the same as a dict, with ``global`` settings and
    ``steps``. Protocols are saved by content: a project has each of them once.
    """

    def list(
        self,
        project_id: ProjectId | None = None,
        limit: int | None = None,
        offset: int | None = None,
        *,
        include: Iterable[str] | None = None,
        name: str | None = None,
        name_exact: str | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        order_by: OrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[Protocol]:
        """List a page of the protocols of a project, without their content.

        Parameters
        ----------
        project_id : str or Project, optional
            Project to look in; the client's own by default.
        limit : int, optional
            Results in the page, 1 to 100. Without it all come, as far as the service lets them.
        offset : int, optional
            Results to leave out at the start.
        include : iterable of str, optional
            Large fields that are wanted too: ``"protocol_config"``, ``"parameters_schema"``,
            ``"source_protocol"``, ``"time_series_spec"``, ``"metrics_spec"`` or
            ``"plot_options"``. Those that are not are None.
        name, created_by_email : str, optional
            A part of the field, case-insensitive.
        name_exact : str, optional
            The whole name; wins over `name`.
        created_after, created_before, updated_after, updated_before : str or datetime, optional
            Bounds in time: ISO 8601 text, or a datetime (without a zone it is UTC).
        order_by : {"name", "created_at", "updated_at"}, optional
            What to sort by.
        order : {"asc", "desc"}, optional
            Which way to sort.

        Returns
        -------
        PaginatedList of Protocol
            One page; ``.total`` counts all matches.
        """
        return run(
            self._async.list(
                project_id,
                limit,
                offset,
                include=include,
                name=name,
                name_exact=name_exact,
                created_by_email=created_by_email,
                created_after=created_after,
                created_before=created_before,
                updated_after=updated_after,
                updated_before=updated_before,
                order_by=order_by,
                order=order,
            )
        )

    iter = every_page(list)

    def get(self, protocol_id: ProtocolId) -> Protocol:
        """Get one protocol with its content.

        Parameters
        ----------
        protocol_id : str or Protocol
            Its id.

        Raises
        ------
        NotFoundError
            There is no protocol with this id, or none that the credential may see.
        """
        return run(self._async.get(protocol_id))

    def find_by_name(self, name: str, project_id: ProjectId | None = None) -> Protocol | None:
        """Find the protocol of a name, with its content.

        Parameters
        ----------
        name : str
            The whole name.
        project_id : str or Project, optional
            Project to look in; the client's own by default.

        Returns
        -------
        Protocol or None
            None if there is no protocol of this name.

        Raises
        ------
        ValueError
            Several protocols have the name: names may repeat.
        """
        return run(self._async.find_by_name(name, project_id))

    def create(
        self,
        name: str,
        protocol: str | Mapping[str, Any],
        project_id: ProjectId | None = None,
        *,
        description: str | None = None,
        parameters_schema: Mapping[str, Any] | None = None,
        source_protocol: str | None = None,
        force_create: bool = False,
    ) -> Protocol:
        """Save a protocol, unless the project has one of the same content.

        Parameters
        ----------
        name : str
            Name of a new protocol; names may repeat.
        protocol : str or mapping
            The content in UCP: YAML text, or a dict.
        project_id : str or Project, optional
            Project that it goes to; the client's own by default.
        description : str, optional
            Free text.
        parameters_schema : mapping, optional
            JSON Schema of the inputs.
        source_protocol : str, optional
            The text that it was made from; `protocol` by default, if that is text.
        force_create : bool, default False
            Refuse a content that the project has already.

        Returns
        -------
        Protocol
            The new protocol, or the one of the same content as it is: it keeps its name.

        Raises
        ------
        ValueError
            The text is no YAML, or no mapping; the message gives the line. Nothing was sent.
        ConflictError
            `force_create` was asked for, and there is a protocol of the same content;
            ``existing_id`` says which.

        Examples
        --------
        >>> steps = '''
        ... steps:
        ... - direction: Discharge
        ...   mode: C-rate
        ...   value: input["C-rate"]
        ... '''
        >>> saved = client.protocol.create("Discharge", steps)
        >>> saved.protocol_config["steps"][0]["mode"]
        'C-rate'
        >>> client.protocol.create("The same", steps).id == saved.id
        True
        """
        return run(
            self._async.create(
                name,
                protocol,
                project_id,
                description=description,
                parameters_schema=parameters_schema,
                source_protocol=source_protocol,
                force_create=force_create,
            )
        )

    def create_or_get(
        self,
        name: str,
        protocol: str | Mapping[str, Any],
        project_id: ProjectId | None = None,
        *,
        description: str | None = None,
        parameters_schema: Mapping[str, Any] | None = None,
        source_protocol: str | None = None,
        on_difference: OnDifference = "warn",
    ) -> Protocol:
        """Save a protocol, or fetch the one of the same content, whatever its name.

        Parameters
        ----------
        name, protocol, project_id, description, parameters_schema, source_protocol
            As for `create`.
        on_difference : {"ignore", "warn", "raise", "update"}, default "warn"
            What to do if it exists with another description: nothing, warn, raise an error, or
            change it to what was sent. Its name is not compared.

        Raises
        ------
        RecordDiffersError
            It exists and differs, and `on_difference` is ``"raise"``.
        """
        return run(
            self._async.create_or_get(
                name,
                protocol,
                project_id,
                description=description,
                parameters_schema=parameters_schema,
                source_protocol=source_protocol,
                on_difference=on_difference,
            )
        )

    def update(
        self, protocol_id: ProtocolId, *, name: str | None = None, description: str | None = None
    ) -> Protocol:
        """Rename or redescribe a protocol; its content does not change.

        Parameters
        ----------
        protocol_id : str or Protocol
            Its id.
        name : str, optional
            The new name.
        description : str, optional
            The new description; an empty one clears it.

        Returns
        -------
        Protocol
            The protocol as it is now, also if there is nothing to change.

        Raises
        ------
        RequestValidationError
            The name is empty. Nothing was sent.
        """
        return run(self._async.update(protocol_id, name=name, description=description))

    def delete(self, protocol_id: ProtocolId) -> None:
        """Delete a protocol; what was measured by it stays.

        Parameters
        ----------
        protocol_id : str or Protocol
            Its id.
        """
        return run(self._async.delete(protocol_id))

    def human_readable(self, protocol_id: ProtocolId) -> str:
        """Read a protocol in prose, one line for each step.

        Parameters
        ----------
        protocol_id : str or Protocol
            Its id.

        Raises
        ------
        ConflictError
            The protocol is wrong; the message names the place.
        ServerError
            The protocol has steps that the service does not know: the embedded platform knows those
            that charge, discharge and rest.
        """
        return run(self._async.human_readable(protocol_id))

    def source_protocol(self, protocol_id: ProtocolId) -> str:
        """Read the text that a protocol was made from.

        Parameters
        ----------
        protocol_id : str or Protocol
            Its id.

        Raises
        ------
        NotFoundError
            It was made from a dict, not from text; or there is no such protocol.
        """
        return run(self._async.source_protocol(protocol_id))

    def parse_file(self, file: str | PathLike[str] | IO[bytes]) -> ParsedProtocol:
        """Read the protocol file of a cycler, and save nothing.

        Parameters
        ----------
        file : path or binary file
            The file, or an open one, which is read from where it stands.

        Returns
        -------
        ParsedProtocol
            ``.ucp`` is the protocol, which `create` takes; ``.error`` says what could not be
            read.

        Raises
        ------
        FileNotFoundError
            There is no such file. Nothing was sent.
        TypeError
            The file was opened as text. Nothing was sent.
        """
        return run(self._async.parse_file(file))

    def validate(self, protocol: str | Mapping[str, Any]) -> ProtocolValidation:
        """Check a protocol, and save nothing.

        Parameters
        ----------
        protocol : str or mapping
            The protocol in UCP: YAML text, or a dict.

        Returns
        -------
        ProtocolValidation
            ``.valid``, and ``.error``, which says what is wrong.

        Raises
        ------
        ServerError
            No rule is broken, but the service does not know all of the protocol: the embedded
            platform knows the rules that are published, and steps that charge, discharge and rest.

        Examples
        --------
        >>> client.protocol.validate("steps: [").valid
        False
        """
        return run(self._async.validate(protocol))

    def find_input_references(self, protocol: str | Mapping[str, Any]) -> Sequence[str]:
        """List the inputs that a protocol leaves open as ``input["<name>"]``.

        Parameters
        ----------
        protocol : str or mapping
            The protocol in UCP: YAML text, or a dict.

        Returns
        -------
        list of str
            The names.

        Examples
        --------
        >>> client.protocol.find_input_references({"steps": [{"value": "input['C-rate']"}]})
        ['C-rate']
        """
        return run(self._async.find_input_references(protocol))

    def convert(
        self,
        protocol: str | Mapping[str, Any],
        target: ConversionTarget,
        drive_cycles: Mapping[str, Any] | None = None,
        filename_stem: str = "protocol",
        nominal_capacity_ah: float | None = None,
        verify: bool = False,
    ) -> ConvertResult:
        """Write a protocol as the file of a cycler.

        Parameters
        ----------
        protocol : str or mapping
            The protocol in UCP: YAML text, or a dict.
        target : str
            Whose file: ``"maccor"``, ``"arbin"`` (``.sdu``, MITS Pro 7 and older),
            ``"arbin_sdx"`` (``.sdx``, MITS Pro 8 and newer), ``"neware"``,
            ``"biologic_bttest"`` or ``"novonix"``.
        drive_cycles : mapping, optional
            Drive cycles by name, frames among them; needed for drive-cycle steps.
        filename_stem : str, default "protocol"
            Name of the file, without its ending.
        nominal_capacity_ah : float, optional
            Capacity in A.h; needed for ``"neware"`` and ``"biologic_bttest"`` if the protocol
            has C-rates.
        verify : bool, default False
            Let the service read its file again and compare; reliable for
            ``"biologic_bttest"`` and ``"novonix"``.

        Returns
        -------
        ConvertResult
            ``.text()`` is the file, ``.save(folder)`` writes it and what goes with it.

        Raises
        ------
        ValueError
            There is no such target. Nothing was sent.
        """
        return run(
            self._async.convert(
                protocol, target, drive_cycles, filename_stem, nominal_capacity_ah, verify
            )
        )

    pass
