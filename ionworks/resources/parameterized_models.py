"""Models with values for their parameters, of a cell specification or of a project."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from ionworks_generated import models
from ionworks_generated.api.parameterized_models import (
    create_for_cell,
    create_for_project,
    delete_for_cell,
    delete_for_project,
    get_parameter_values,
    get_parameterized_model,
    get_variable_names,
    list_by_cell_specification,
    list_by_project,
    update_for_cell,
    update_for_project,
)

from ionworks._given import flag_of
from ionworks._io.blocking import run
from ionworks._io.operations import payload, require_asked
from ionworks._io.updating import updated
from ionworks.ids import id_of, id_or_none
from ionworks.pagination import PaginatedList, every_page
from ionworks.records import Deletion, ParameterizedModel
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._bodies import body_of
from ionworks.resources._create_or_get import (
    Wanted,
    create_or_find,
    require_name,
)
from ionworks.resources._deletions import deletion_of, matched
from ionworks.resources._pages import as_sent, page_of, require_strings
from ionworks.resources._pybamm import parameter_values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ionworks.differences import OnDifference
    from ionworks.ids import CellSpecId, ParameterizedModelId, ProjectId
    from ionworks.types import ParameterizedModelCreate, ParameterizedModelUpdate


class AsyncParameterizedModels(AsyncResource):
    """Models with values for their parameters: ``client.parameterized_model``."""

    async def list_by_cell_specification(
        self, cell_spec_id: CellSpecId, limit: int | None = None, offset: int | None = None
    ) -> PaginatedList[ParameterizedModel]:
        """List a page of the parameterized models of a cell specification.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Id of the specification.
        limit : int, optional
            Results in the page, 1 to 1000.
        offset : int, optional
            Results to leave out at the start.

        Returns
        -------
        PaginatedList of ParameterizedModel
            One page; ``.total`` counts all.
        """
        page = await self._runtime.call(
            list_by_cell_specification,
            id_of(cell_spec_id, "cell_spec_id"),
            limit=limit,
            offset=offset,
        )
        return page_of(ParameterizedModel, page, self._links)

    iter_by_cell_specification = every_page(list_by_cell_specification)

    async def list_by_project(
        self,
        project_id: ProjectId | None = None,
        limit: int | None = None,
        offset: int | None = None,
        *,
        cell_spec_id: CellSpecId | None = None,
        summary: bool = False,
    ) -> PaginatedList[ParameterizedModel]:
        """List a page of the parameterized models of a project.

        Parameters
        ----------
        project_id : str or Project, optional
            Project to look in; the client's own by default.
        limit : int, optional
            Results in the page, 1 to 1000.
        offset : int, optional
            Results to leave out at the start.
        cell_spec_id : str or CellSpecification, optional
            Those that describe this cell specification.
        summary : bool, default False
            Leave the parameters out, which can be large.

        Returns
        -------
        PaginatedList of ParameterizedModel
            One page; ``.total`` counts all matches.
        """
        page = await self._runtime.call(
            list_by_project,
            project_id=self._project(project_id),
            limit=limit,
            offset=offset,
            cell_spec_id=id_or_none(cell_spec_id, "cell_spec_id"),
            summary=flag_of(summary, "summary") or None,
        )
        return page_of(ParameterizedModel, page, self._links)

    iter_by_project = every_page(list_by_project)

    async def get(self, parameterized_model_id: ParameterizedModelId) -> ParameterizedModel:
        """Get one parameterized model.

        Parameters
        ----------
        parameterized_model_id : str or ParameterizedModel
            Its id.

        Raises
        ------
        NotFoundError
            There is none with this id, or none that the credential may see.
        """
        identifier = id_of(parameterized_model_id, "parameterized_model_id")
        found = await self._runtime.call(get_parameterized_model, identifier)
        return ParameterizedModel.from_model(found, self._links)

    async def create(
        self, cell_spec_id: CellSpecId | None, data: ParameterizedModelCreate | Mapping[str, Any]
    ) -> ParameterizedModel:
        """Create a parameterized model.

        Parameters
        ----------
        cell_spec_id : str, CellSpecification or None
            Cell specification that it describes: its capacity and voltage cut-offs win over the
            values that are given. None: it belongs to the project, and the values stay.
        data : mapping
            ``name`` (unique in the specification) and ``model_id`` (required), ``description``,
            ``parameters``, ``simulation_settings``, and for one without a specification
            ``project_id`` (the client's own by default). ``parameters`` are values by name, a
            ``ParameterValues`` of PyBaMM, or the name of one of PyBaMM's sets such as
            ``"Chen2020"``, which takes PyBaMM.

        Returns
        -------
        ParameterizedModel
            The new one.

        Raises
        ------
        ConflictError
            The specification has one of this name; ``existing_id`` says which.
        ImportError
            A set of PyBaMM was named, and PyBaMM is not installed. Nothing was sent.

        Examples
        --------
        >>> model = await client.model.create({"name": "SPM", "config": {"type": "SPM"}})
        >>> described = {"name": "M50", "model_id": model, "parameters": {"Temperature [K]": 298.0}}
        >>> cell = await client.parameterized_model.create(None, described)
        >>> await client.parameterized_model.get_parameter_values(cell)
        {'Temperature [K]': 298.0}
        """
        cell_spec_id = id_or_none(cell_spec_id, "cell_spec_id")
        name = require_name(data, "parameterized model")
        if data.get("model_id") is None:
            raise ValueError("`model_id` of the parameterized model is missing")
        body = body_of(
            data, models.ParameterizedModelCreate, ParameterizedModel, what="a parameterized model"
        )
        if body.get("parameters") is not None:
            values = await self._runtime.backend.run_in_thread(parameter_values, body["parameters"])
            body["parameters"] = values
        if cell_spec_id is not None:
            made = await self._runtime.call(create_for_cell, cell_spec_id, body=payload(body))
        else:
            if project := self._client.settings.project_id:
                body = {"project_id": project, **body}
            made = await self._runtime.call(create_for_project, body=payload(body))
        record = ParameterizedModel.from_model(made, self._links)
        return require_asked(record, name=name, cell_spec_id=cell_spec_id)

    async def create_or_get(
        self,
        cell_spec_id: CellSpecId,
        data: ParameterizedModelCreate | Mapping[str, Any],
        *,
        on_difference: OnDifference = "warn",
    ) -> ParameterizedModel:
        """Create a parameterized model of a specification, or fetch the one of that name.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Cell specification that it describes.
        data : mapping
            As for `create`.
        on_difference : {"ignore", "warn", "raise", "update"}, default "warn"
            What to do if it exists and differs from `data`: nothing, warn with each field, raise
            an error, or change it to what was sent. Amounts are equal in any unit.

        Raises
        ------
        RecordDiffersError
            It exists and differs, and `on_difference` is ``"raise"``.
        """
        cell_spec_id = id_of(cell_spec_id, "cell_spec_id")
        require_name(data, "parameterized model")
        # Of these the record does not say the values.
        described = {name: value for name, value in data.items() if name != "parameters"}
        return await create_or_find(
            self._runtime,
            Wanted(
                "parameterized model",
                described,
                models.ParameterizedModelCreate,
                models.ParameterizedModelUpdate,
                on_difference,
            ),
            create=partial(self.create, cell_spec_id, data),
            get=self.get,
            same_name=partial(self.iter_by_cell_specification, cell_spec_id),
            update=partial(self.update, cell_spec_id),
        )

    async def update(
        self,
        cell_spec_id: CellSpecId | None,
        parameterized_model_id: ParameterizedModelId,
        data: ParameterizedModelUpdate | Mapping[str, Any],
    ) -> ParameterizedModel:
        """Change a parameterized model; its parameters stay.

        Parameters
        ----------
        cell_spec_id : str, CellSpecification or None
            Its cell specification; None for one without.
        parameterized_model_id : str or ParameterizedModel
            Its id.
        data : mapping
            The fields to change: ``name``, ``description``, ``simulation_settings`` (as a whole;
            None clears them).

        Returns
        -------
        ParameterizedModel
            The record as it is now.

        Raises
        ------
        NotFoundError
            The specification has none with this id.
        """
        below = id_or_none(cell_spec_id, "cell_spec_id")
        changed = await updated(
            self._runtime,
            update_for_project if below is None else update_for_cell,
            get_parameterized_model,
            id_of(parameterized_model_id, "parameterized_model_id"),
            body_of(
                data,
                models.ParameterizedModelUpdate,
                ParameterizedModel,
                what="a parameterized model",
            ),
            above=() if below is None else (below,),
            is_read_alone=True,
        )
        return ParameterizedModel.from_model(changed, self._links)

    async def deletion_of(self, parameterized_model_id: ParameterizedModelId) -> Deletion:
        """Say what a delete of a parameterized model would take along. Nothing is deleted.

        Parameters
        ----------
        parameterized_model_id : str or ParameterizedModel
            Its id.

        Returns
        -------
        Deletion
            ``counts`` has the number of records that fall with it, by kind.

        Raises
        ------
        NotFoundError
            There is no such parameterized model.
        IonworksError
            The platform cannot say; the embedded one can.
        """
        identifier = id_of(parameterized_model_id, "parameterized_model_id")
        return await deletion_of(self._runtime, "parameterized_model", identifier)

    async def delete(
        self,
        cell_spec_id: CellSpecId | None,
        parameterized_model_id: ParameterizedModelId,
        *,
        expect: Mapping[str, int] | None = None,
    ) -> None:
        """Delete a parameterized model with its simulations.

        Parameters
        ----------
        cell_spec_id : str, CellSpecification or None
            Its cell specification; None for one without.
        parameterized_model_id : str or ParameterizedModel
            Its id.
        expect : mapping of str to int, optional
            How many records of which kind fall with it, such as ``{"simulations": 3}``. If
            there are more or fewer, nothing is deleted. Kinds that are not named may fall.

        Raises
        ------
        NotFoundError
            The specification has none with this id.
        ConflictError
            Other counts would fall than `expect` says.
        """
        identifier = id_of(parameterized_model_id, "parameterized_model_id")
        match = await matched(self._runtime, "parameterized_model", identifier, expect)
        if cell_spec_id is None:
            await self._runtime.call_with(match, delete_for_project, identifier)
        else:
            below = id_of(cell_spec_id, "cell_spec_id")
            await self._runtime.call_with(match, delete_for_cell, below, identifier)

    async def get_parameter_values(
        self, parameterized_model_id: ParameterizedModelId
    ) -> dict[str, Any]:
        """Read all values by name of the parameter, without versions and citations.

        Parameters
        ----------
        parameterized_model_id : str or ParameterizedModel
            Its id.

        Returns
        -------
        dict
            Numbers, texts, and functions as PyBaMM writes them to JSON. The embedded platform
            knows the values that were given, and not the defaults of the model.
        """
        identifier = id_of(parameterized_model_id, "parameterized_model_id")
        return await as_sent(self._runtime, get_parameter_values, identifier)

    async def get_variable_names(self, parameterized_model_id: ParameterizedModelId) -> list[str]:
        """Read the names of the variables that depend on time only.

        Parameters
        ----------
        parameterized_model_id : str or ParameterizedModel
            Its id.

        Returns
        -------
        list of str
            Such as ``"Voltage [V]"``.

        Raises
        ------
        ConflictError
            The service does not build the model. The embedded platform refuses built-in ones.
        """
        identifier = id_of(parameterized_model_id, "parameterized_model_id")
        found = await self._runtime.call(get_variable_names, identifier)
        return require_strings(found, "names of variables")


class ParameterizedModels(Resource[AsyncParameterizedModels]):
    """Models with values for their parameters: ``client.parameterized_model``."""

    def list_by_cell_specification(
        self, cell_spec_id: CellSpecId, limit: int | None = None, offset: int | None = None
    ) -> PaginatedList[ParameterizedModel]:
        """List a page of the parameterized models of a cell specification.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Id of the specification.
        limit : int, optional
            Results in the page, 1 to 1000.
        offset : int, optional
            Results to leave out at the start.

        Returns
        -------
        PaginatedList of ParameterizedModel
            One page; ``.total`` counts all.
        """
        return run(self._async.list_by_cell_specification(cell_spec_id, limit, offset))

    iter_by_cell_specification = every_page(list_by_cell_specification)

    def list_by_project(
        self,
        project_id: ProjectId | None = None,
        limit: int | None = None,
        offset: int | None = None,
        *,
        cell_spec_id: CellSpecId | None = None,
        summary: bool = False,
    ) -> PaginatedList[ParameterizedModel]:
        """List a page of the parameterized models of a project.

        Parameters
        ----------
        project_id : str or Project, optional
            Project to look in; the client's own by default.
        limit : int, optional
            Results in the page, 1 to 1000.
        offset : int, optional
            Results to leave out at the start.
        cell_spec_id : str or CellSpecification, optional
            Those that describe this cell specification.
        summary : bool, default False
            Leave the parameters out, which can be large.

        Returns
        -------
        PaginatedList of ParameterizedModel
            One page; ``.total`` counts all matches.
        """
        return run(
            self._async.list_by_project(
                project_id, limit, offset, cell_spec_id=cell_spec_id, summary=summary
            )
        )

    iter_by_project = every_page(list_by_project)

    def get(self, parameterized_model_id: ParameterizedModelId) -> ParameterizedModel:
        """Get one parameterized model.

        Parameters
        ----------
        parameterized_model_id : str or ParameterizedModel
            Its id.

        Raises
        ------
        NotFoundError
            There is none with this id, or none that the credential may see.
        """
        return run(self._async.get(parameterized_model_id))

    def create(
        self, cell_spec_id: CellSpecId | None, data: ParameterizedModelCreate | Mapping[str, Any]
    ) -> ParameterizedModel:
        """Create a parameterized model.

        Parameters
        ----------
        cell_spec_id : str, CellSpecification or None
            Cell specification that it describes: its capacity and voltage cut-offs win over the
            values that are given. None: it belongs to the project, and the values stay.
        data : mapping
            ``name`` (unique in the specification) and ``model_id`` (required), ``description``,
            ``parameters``, ``simulation_settings``, and for one without a specification
            ``project_id`` (the client's own by default). ``parameters`` are values by name, a
            ``ParameterValues`` of PyBaMM, or the name of one of PyBaMM's sets such as
            ``"Chen2020"``, which takes PyBaMM.

        Returns
        -------
        ParameterizedModel
            The new one.

        Raises
        ------
        ConflictError
            The specification has one of this name; ``existing_id`` says which.
        ImportError
            A set of PyBaMM was named, and PyBaMM is not installed. Nothing was sent.

        Examples
        --------
        >>> model = client.model.create({"name": "SPM", "config": {"type": "SPM"}})
        >>> described = {"name": "M50", "model_id": model, "parameters": {"Temperature [K]": 298.0}}
        >>> cell = client.parameterized_model.create(None, described)
        >>> client.parameterized_model.get_parameter_values(cell)
        {'Temperature [K]': 298.0}
        """
        return run(self._async.create(cell_spec_id, data))

    def create_or_get(
        self,
        cell_spec_id: CellSpecId,
        data: ParameterizedModelCreate | Mapping[str, Any],
        *,
        on_difference: OnDifference = "warn",
    ) -> ParameterizedModel:
        """Create a parameterized model of a specification, or fetch the one of that name.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Cell specification that it describes.
        data : mapping
            As for `create`.
        on_difference : {"ignore", "warn", "raise", "update"}, default "warn"
            What to do if it exists and differs from `data`: nothing, warn with each field, raise
            an error, or change it to what was sent. Amounts are equal in any unit.

        Raises
        ------
        RecordDiffersError
            It exists and differs, and `on_difference` is ``"raise"``.
        """
        return run(self._async.create_or_get(cell_spec_id, data, on_difference=on_difference))

    def update(
        self,
        cell_spec_id: CellSpecId | None,
        parameterized_model_id: ParameterizedModelId,
        data: ParameterizedModelUpdate | Mapping[str, Any],
    ) -> ParameterizedModel:
        """Change a parameterized model; its parameters stay.

        Parameters
        ----------
        cell_spec_id : str, CellSpecification or None
            Its cell specification; None for one without.
        parameterized_model_id : str or ParameterizedModel
            Its id.
        data : mapping
            The fields to change: ``name``, ``description``, ``simulation_settings`` (as a whole;
            None clears them).

        Returns
        -------
        ParameterizedModel
            The record as it is now.

        Raises
        ------
        NotFoundError
            The specification has none with this id.
        """
        return run(self._async.update(cell_spec_id, parameterized_model_id, data))

    def deletion_of(self, parameterized_model_id: ParameterizedModelId) -> Deletion:
        """Say what a delete of a parameterized model would take along. Nothing is deleted.

        Parameters
        ----------
        parameterized_model_id : str or ParameterizedModel
            Its id.

        Returns
        -------
        Deletion
            ``counts`` has the number of records that fall with it, by kind.

        Raises
        ------
        NotFoundError
            There is no such parameterized model.
        IonworksError
            The platform cannot say; the embedded one can.
        """
        return run(self._async.deletion_of(parameterized_model_id))

    def delete(
        self,
        cell_spec_id: CellSpecId | None,
        parameterized_model_id: ParameterizedModelId,
        *,
        expect: Mapping[str, int] | None = None,
    ) -> None:
        """Delete a parameterized model with its simulations.

        Parameters
        ----------
        cell_spec_id : str, CellSpecification or None
            Its cell specification; None for one without.
        parameterized_model_id : str or ParameterizedModel
            Its id.
        expect : mapping of str to int, optional
            How many records of which kind fall with it, such as ``{"simulations": 3}``. If
            there are more or fewer, nothing is deleted. Kinds that are not named may fall.

        Raises
        ------
        NotFoundError
            The specification has none with this id.
        ConflictError
            Other counts would fall than `expect` says.
        """
        return run(self._async.delete(cell_spec_id, parameterized_model_id, expect=expect))

    def get_parameter_values(self, parameterized_model_id: ParameterizedModelId) -> dict[str, Any]:
        """Read all values by name of the parameter, without versions and citations.

        Parameters
        ----------
        parameterized_model_id : str or ParameterizedModel
            Its id.

        Returns
        -------
        dict
            Numbers, texts, and functions as PyBaMM writes them to JSON. The embedded platform
            knows the values that were given, and not the defaults of the model.
        """
        return run(self._async.get_parameter_values(parameterized_model_id))

    def get_variable_names(self, parameterized_model_id: ParameterizedModelId) -> list[str]:
        """Read the names of the variables that depend on time only.

        Parameters
        ----------
        parameterized_model_id : str or ParameterizedModel
            Its id.

        Returns
        -------
        list of str
            Such as ``"Voltage [V]"``.

        Raises
        ------
        ConflictError
            The service does not build the model. The embedded platform refuses built-in ones.
        """
        return run(self._async.get_variable_names(parameterized_model_id))
