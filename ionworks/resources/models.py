"""Battery models: built-in ones with options, and uploaded PyBaMM models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from ionworks_generated import models
from ionworks_generated.api.health import serialize_ionworks_model
from ionworks_generated.api.models import (
    add_custom_variable,
    create_model,
    delete_model,
    get_model,
    list_models,
    update_model,
    upload_custom_model,
)

from ionworks._given import mapping_of
from ionworks._io.blocking import run
from ionworks._io.failures import leaves_doubt
from ionworks._io.forms import form
from ionworks._io.operations import payload, require_asked
from ionworks._io.replacing import replacing
from ionworks._io.updating import updated
from ionworks.errors import IonworksError
from ionworks.ids import id_of
from ionworks.pagination import PaginatedList, every_page
from ionworks.records import Deletion, Model, ZooImport
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._bodies import body_of
from ionworks.resources._configs import plain_config
from ionworks.resources._create_or_get import require_name
from ionworks.resources._deletions import deletion_of, matched
from ionworks.resources._pages import as_sent, page_of
from ionworks.resources._pybamm import model_config, model_file, required
from ionworks.resources._pybamm import parameter_values as values_of
from ionworks.resources._queries import Moment, Order, OrderBy, contains_filter, name_filter, to_iso

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    from ionworks.ids import CellSpecId, ModelId, ProjectId
    from ionworks.types import ModelCreate, ModelUpdate

ModelChemistry: TypeAlias = Literal["lithium_ion", "lithium_sulfur", "ecm", "generic"]


class AsyncModels(AsyncResource):
    """Battery models: ``client.model``."""

    async def list(
        self,
        limit: int | None = None,
        offset: int | None = None,
        *,
        project_id: ProjectId | None = None,
        name: str | None = None,
        name_exact: str | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        order_by: OrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[Model]:
        """List a page of the models of a project.

        Parameters
        ----------
        limit : int, optional
            Results in the page, 1 to 1000.
        offset : int, optional
            Results to leave out at the start.
        project_id : str or Project, optional
            Project to look in; the client's own by default.
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
        PaginatedList of Model
            One page; ``.total`` counts all matches.
        """
        page = await self._runtime.call(
            list_models,
            project_id=self._project(project_id),
            limit=limit,
            offset=offset,
            name=name_filter(name, name_exact),
            created_by_email=contains_filter(created_by_email, "created_by_email"),
            created_at_gt=to_iso(created_after, "created_after"),
            created_at_lt=to_iso(created_before, "created_before"),
            updated_at_gt=to_iso(updated_after, "updated_after"),
            updated_at_lt=to_iso(updated_before, "updated_before"),
            order_by=order_by,
            order=order,
        )
        return page_of(Model, page, self._links)

    iter = every_page(list)

    async def get(self, model_id: ModelId) -> Model:
        """Get one model with its configuration.

        Parameters
        ----------
        model_id : str or Model
            Its id.

        Raises
        ------
        NotFoundError
            There is no model with this id, or none that the credential may see.
        """
        found = await self._runtime.call(get_model, id_of(model_id, "model_id"))
        return Model.from_model(found, self._links)

    async def create(self, data: ModelCreate | Mapping[str, Any] | None = None) -> Model:
        """Create a built-in model with options.

        Parameters
        ----------
        data : mapping
            ``name`` and ``config`` (required), ``description``, ``pybamm_version``,
            ``simulation_settings``, ``project_id`` (the client's own by default). ``config`` is
            ``{"type": "SPMe", "options": {...}}``, or a built-in model of PyBaMM, of which type
            and options are sent. Names may repeat.

        Returns
        -------
        Model
            The new model.

        Raises
        ------
        TypeError
            ``config`` is a PyBaMM model of your own: see `upload_custom`.

        Examples
        --------
        >>> config = {"type": "SPMe", "options": {"thermal": "lumped"}}
        >>> model = await client.model.create({"name": "Lumped SPMe", "config": config})
        >>> model.config["type"], model.is_custom_model
        ('SPMe', False)
        """
        name = require_name(data, "model")
        assert data is not None
        if data.get("config") is None:
            raise ValueError("`config` of the model is missing; pass {'type': ..., 'options': ...}")
        config = await self._runtime.backend.run_in_thread(model_config, data["config"])
        body = body_of({**data, "config": config}, models.ModelCreate, Model, what="a model")
        if project := self._client.settings.project_id:
            body = {"project_id": project, **body}
        made = await self._runtime.call(create_model, body=payload(body))
        return require_asked(Model.from_model(made, self._links), name=name)

    async def upload_custom(
        self,
        model: Any,
        *,
        name: str,
        chemistry: ModelChemistry = "lithium_ion",
        description: str | None = None,
        project_id: ProjectId | None = None,
    ) -> Model:
        """Upload a PyBaMM model of your own.

        Parameters
        ----------
        model : model, path, file or mapping
            A model of PyBaMM, which writes itself by its ``to_json``; a file of that, as a path
            or open in binary mode; or the mapping that ``to_json`` returns.
        name : str
            What to call it.
        chemistry : {"lithium_ion", "lithium_sulfur", "ecm", "generic"}, default "lithium_ion"
            Family of the model.
        description : str, optional
            What it is for.
        project_id : str or Project, optional
            Project that it goes to; the client's own by default.

        Returns
        -------
        Model
            The new model; ``is_custom_model`` is True.

        Raises
        ------
        TypeError
            `model` is not one of these. Nothing was sent.
        FileNotFoundError
            There is no such file. Nothing was sent.
        RequestValidationError
            The file is not JSON.

        Examples
        --------
        >>> document = {"pybamm_version": "26.10", "model": {"name": "Own", "variables": {}}}
        >>> model = await client.model.upload_custom(document, name="Own model")
        >>> model.is_custom_model, model.pybamm_version
        (True, '26.10')
        """
        require_name({"name": name}, "model")
        file = await self._runtime.backend.run_in_thread(model_file, model)
        fields = {
            "name": name,
            "chemistry": chemistry,
            "project_id": self._project(project_id),
            "description": description,
            "file": file,
        }
        made = await self._runtime.call(upload_custom_model, body=form(fields))
        return require_asked(Model.from_model(made, self._links), name=name)

    async def update(
        self, model_id: ModelId, data: ModelUpdate | Mapping[str, Any] | None = None
    ) -> Model:
        """Change a model; its configuration stays.

        Parameters
        ----------
        model_id : str or Model
            Its id.
        data : mapping
            The fields to change: ``name``, ``description``, ``pybamm_version``,
            ``simulation_settings`` (as a whole; None clears them).

        Returns
        -------
        Model
            The model as it is now.
        """
        body = body_of(data, models.ModelUpdate, Model, what="a model")
        changed = await updated(
            self._runtime, update_model, get_model, id_of(model_id, "model_id"), body
        )
        return Model.from_model(changed, self._links)

    async def deletion_of(self, model_id: ModelId) -> Deletion:
        """Say what a delete of a model would take along. Nothing is deleted.

        Parameters
        ----------
        model_id : str or Model
            Its id.

        Returns
        -------
        Deletion
            ``counts`` has the number of records that fall with it, by kind.

        Raises
        ------
        NotFoundError
            There is no such model.
        IonworksError
            The platform cannot say; the embedded one can.
        """
        return await deletion_of(self._runtime, "model", id_of(model_id, "model_id"))

    async def delete(self, model_id: ModelId, *, expect: Mapping[str, int] | None = None) -> None:
        """Delete a model, with its parameterized models and builders.

        Parameters
        ----------
        model_id : str or Model
            Its id.
        expect : mapping of str to int, optional
            How many records of which kind fall with it, such as ``{"parameterized_models": 3}``. If
            there are more or fewer, nothing is deleted. Kinds that are not named may fall.

        Raises
        ------
        ConflictError
            Other counts would fall than `expect` says.
        """
        model_id = id_of(model_id, "model_id")
        match = await matched(self._runtime, "model", model_id, expect)
        await self._runtime.call_with(match, delete_model, model_id)

    async def add_custom_variable(
        self, model_id: ModelId, data: Mapping[str, Any] | None = None
    ) -> Model:
        """Add a named expression to a model, which simulations can return.

        Parameters
        ----------
        model_id : str or Model
            Id of the model.
        data : mapping
            ``name``, such as ``"Power [W]"``, and ``expression`` in PyBaMM's terms.

        Returns
        -------
        Model
            The model as it is now.

        Examples
        --------
        >>> model = await client.model.create({"name": "SPM", "config": {"type": "SPM"}})
        >>> power = {"name": "Power [W]", "expression": "Voltage [V] * Current [A]"}
        >>> model = await client.model.add_custom_variable(model, power)
        >>> list(model.config["custom_variables"])
        ['Power [W]']
        """
        require_name(data, "custom variable")
        body = body_of(data, models.CustomVariable, what="a custom variable")
        changed = await self._runtime.call(
            add_custom_variable, id_of(model_id, "model_id"), body=payload(body)
        )
        return Model.from_model(changed, self._links)

    async def get_simulation_settings(self, model_id: ModelId) -> dict[str, Any]:
        """Read how a model is solved.

        Parameters
        ----------
        model_id : str or Model
            Id of the model.

        Returns
        -------
        dict
            Its settings; empty where it has none.
        """
        return dict((await self.get(model_id)).simulation_settings or {})

    async def serialize(
        self, name: str, *, options: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Let the service build one of its own models, and read it as PyBaMM writes it.

        Parameters
        ----------
        name : str
            Name of the model, such as ``"ECM"`` or ``"LumpedSPMR"``.
        options : mapping, optional
            Its options.

        Returns
        -------
        dict
            The model as PyBaMM writes it to JSON; `download` loads it.

        Raises
        ------
        ServerError
            The service builds no models: the embedded platform answers 501.
        """
        body = {"name": name, "options": plain_config(mapping_of(options, "options"), "options")}
        return await as_sent(self._runtime, serialize_ionworks_model, body=payload(body))

    async def download(
        self,
        name: str,
        *,
        options: Mapping[str, Any] | None = None,
        path: str | PathLike[str] | None = None,
    ) -> Any:
        """Let the service build one of its own models, and load it with PyBaMM.

        Parameters
        ----------
        name, options
            As for `serialize`.
        path : path, optional
            File to keep the model in as well, as JSON; one that is there is replaced.

        Returns
        -------
        pybamm.BaseModel
            The model.

        Raises
        ------
        ImportError
            PyBaMM is not installed. Nothing was sent.
        """
        pybamm = required("pybamm", "pybamm", "download")
        document = await self.serialize(name, options=options)

        def load() -> Any:
            if path is not None:
                with replacing(Path(path).expanduser()) as file:
                    file.write(json.dumps(document).encode())
            return pybamm.BaseModel.from_json(document)

        return await self._runtime.backend.run_in_thread(load)

    async def create_from_zoo(
        self,
        name: str,
        *,
        cell_spec_id: CellSpecId | None = None,
        options: Mapping[str, Any] | None = None,
        model_kwargs: Mapping[str, Any] | None = None,
        parameter_values: Any = None,
        model_name: str | None = None,
        parameterized_model_name: str | None = None,
        description: str | None = None,
        chemistry: ModelChemistry = "lithium_ion",
        project_id: ProjectId | None = None,
    ) -> ZooImport:
        """Upload a model of the PyBaMM model zoo, with values for its parameters.

        Parameters
        ----------
        name : str
            Name of the model in the zoo, such as ``"LinearisedSPM"``.
        cell_spec_id : str or CellSpecification, optional
            Cell specification that the values describe; without one they belong to the project.
        options, model_kwargs : mapping, optional
            Options of the model, and further arguments of its class.
        parameter_values : ParameterValues, str or mapping, optional
            Values of the parameters; those of the model by default.
        model_name : str, optional
            What to call the model; `name` by default.
        parameterized_model_name : str, optional
            What to call the parameterized model; as the model by default.
        description : str, optional
            What both are for; the summary of the zoo by default.
        chemistry : {"lithium_ion", "lithium_sulfur", "ecm", "generic"}, default "lithium_ion"
            Family of the model.
        project_id : str or Project, optional
            Project that both go to; the client's own by default.

        Returns
        -------
        ZooImport
            ``.model`` and ``.parameterized_model``.

        Raises
        ------
        ImportError
            The zoo is not installed.
        KeyError
            The zoo has no such model.
        IonworksError
            The service refused the values: the model is deleted again. Where it is not known
            what became of them, the model stays, and a note on the error has its id.
        """
        zoo = required("pybamm_model_zoo", "pybamm-model-zoo", "create_from_zoo")

        def built() -> Any:
            chosen = {} if options is None else {"options": dict(options)}
            return zoo.load(name)(**chosen, **(model_kwargs or {}))

        made = await self._runtime.backend.run_in_thread(built)
        if description is None:
            description = getattr(zoo.info(name), "summary", None)
        given = made.default_parameter_values if parameter_values is None else parameter_values
        values = await self._runtime.backend.run_in_thread(values_of, given)
        model = await self.upload_custom(
            made,
            name=model_name or name,
            chemistry=chemistry,
            description=description,
            project_id=project_id,
        )
        data = {
            "name": parameterized_model_name or model_name or name,
            "model_id": model.id,
            "description": description,
            "parameters": values,
            "project_id": None if cell_spec_id else self._project(project_id),
        }
        data = {key: value for key, value in data.items() if value is not None}
        try:
            parameterized = await self._client.parameterized_model.create(cell_spec_id, data)
        except IonworksError as problem:
            # Nobody knows whether a parameterized model hangs on it, or the service is gone.
            if problem.status_code is None or leaves_doubt(problem):
                problem.add_note(f"The model was uploaded and stays: its id is {model.id}.")
            else:
                await self.delete(model.id)
            raise
        return ZooImport(model=model, parameterized_model=parameterized)


class Models(Resource[AsyncModels]):
    """Battery models: ``client.model``."""

    def list(
        self,
        limit: int | None = None,
        offset: int | None = None,
        *,
        project_id: ProjectId | None = None,
        name: str | None = None,
        name_exact: str | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        order_by: OrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[Model]:
        """List a page of the models of a project.

        Parameters
        ----------
        limit : int, optional
            Results in the page, 1 to 1000.
        offset : int, optional
            Results to leave out at the start.
        project_id : str or Project, optional
            Project to look in; the client's own by default.
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
        PaginatedList of Model
            One page; ``.total`` counts all matches.
        """
        return run(
            self._async.list(
                limit,
                offset,
                project_id=project_id,
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

    def get(self, model_id: ModelId) -> Model:
        """Get one model with its configuration.

        Parameters
        ----------
        model_id : str or Model
            Its id.

        Raises
        ------
        NotFoundError
            There is no model with this id, or none that the credential may see.
        """
        return run(self._async.get(model_id))

    def create(self, data: ModelCreate | Mapping[str, Any] | None = None) -> Model:
        """Create a built-in model with options.

        Parameters
        ----------
        data : mapping
            ``name`` and ``config`` (required), ``description``, ``pybamm_version``,
            ``simulation_settings``, ``project_id`` (the client's own by default). ``config`` is
            ``{"type": "SPMe", "options": {...}}``, or a built-in model of PyBaMM, of which type
            and options are sent. Names may repeat.

        Returns
        -------
        Model
            The new model.

        Raises
        ------
        TypeError
            ``config`` is a PyBaMM model of your own: see `upload_custom`.

        Examples
        --------
        >>> config = {"type": "SPMe", "options": {"thermal": "lumped"}}
        >>> model = client.model.create({"name": "Lumped SPMe", "config": config})
        >>> model.config["type"], model.is_custom_model
        ('SPMe', False)
        """
        return run(self._async.create(data))

    def upload_custom(
        self,
        model: Any,
        *,
        name: str,
        chemistry: ModelChemistry = "lithium_ion",
        description: str | None = None,
        project_id: ProjectId | None = None,
    ) -> Model:
        """Upload a PyBaMM model of your own.

        Parameters
        ----------
        model : model, path, file or mapping
            A model of PyBaMM, which writes itself by its ``to_json``; a file of that, as a path
            or open in binary mode; or the mapping that ``to_json`` returns.
        name : str
            What to call it.
        chemistry : {"lithium_ion", "lithium_sulfur", "ecm", "generic"}, default "lithium_ion"
            Family of the model.
        description : str, optional
            What it is for.
        project_id : str or Project, optional
            Project that it goes to; the client's own by default.

        Returns
        -------
        Model
            The new model; ``is_custom_model`` is True.

        Raises
        ------
        TypeError
            `model` is not one of these. Nothing was sent.
        FileNotFoundError
            There is no such file. Nothing was sent.
        RequestValidationError
            The file is not JSON.

        Examples
        --------
        >>> document = {"pybamm_version": "26.10", "model": {"name": "Own", "variables": {}}}
        >>> model = client.model.upload_custom(document, name="Own model")
        >>> model.is_custom_model, model.pybamm_version
        (True, '26.10')
        """
        return run(
            self._async.upload_custom(
                model,
                name=name,
                chemistry=chemistry,
                description=description,
                project_id=project_id,
            )
        )

    def update(
        self, model_id: ModelId, data: ModelUpdate | Mapping[str, Any] | None = None
    ) -> Model:
        """Change a model; its configuration stays.

        Parameters
        ----------
        model_id : str or Model
            Its id.
        data : mapping
            The fields to change: ``name``, ``description``, ``pybamm_version``,
            ``simulation_settings`` (as a whole; None clears them).

        Returns
        -------
        Model
            The model as it is now.
        """
        return run(self._async.update(model_id, data))

    def deletion_of(self, model_id: ModelId) -> Deletion:
        """Say what a delete of a model would take along. Nothing is deleted.

        Parameters
        ----------
        model_id : str or Model
            Its id.

        Returns
        -------
        Deletion
            ``counts`` has the number of records that fall with it, by kind.

        Raises
        ------
        NotFoundError
            There is no such model.
        IonworksError
            The platform cannot say; the embedded one can.
        """
        return run(self._async.deletion_of(model_id))

    def delete(self, model_id: ModelId, *, expect: Mapping[str, int] | None = None) -> None:
        """Delete a model, with its parameterized models and builders.

        Parameters
        ----------
        model_id : str or Model
            Its id.
        expect : mapping of str to int, optional
            How many records of which kind fall with it, such as ``{"parameterized_models": 3}``. If
            there are more or fewer, nothing is deleted. Kinds that are not named may fall.

        Raises
        ------
        ConflictError
            Other counts would fall than `expect` says.
        """
        return run(self._async.delete(model_id, expect=expect))

    def add_custom_variable(
        self, model_id: ModelId, data: Mapping[str, Any] | None = None
    ) -> Model:
        """Add a named expression to a model, which simulations can return.

        Parameters
        ----------
        model_id : str or Model
            Id of the model.
        data : mapping
            ``name``, such as ``"Power [W]"``, and ``expression`` in PyBaMM's terms.

        Returns
        -------
        Model
            The model as it is now.

        Examples
        --------
        >>> model = client.model.create({"name": "SPM", "config": {"type": "SPM"}})
        >>> power = {"name": "Power [W]", "expression": "Voltage [V] * Current [A]"}
        >>> model = client.model.add_custom_variable(model, power)
        >>> list(model.config["custom_variables"])
        ['Power [W]']
        """
        return run(self._async.add_custom_variable(model_id, data))

    def get_simulation_settings(self, model_id: ModelId) -> dict[str, Any]:
        """Read how a model is solved.

        Parameters
        ----------
        model_id : str or Model
            Id of the model.

        Returns
        -------
        dict
            Its settings; empty where it has none.
        """
        return run(self._async.get_simulation_settings(model_id))

    def serialize(self, name: str, *, options: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Let the service build one of its own models, and read it as PyBaMM writes it.

        Parameters
        ----------
        name : str
            Name of the model, such as ``"ECM"`` or ``"LumpedSPMR"``.
        options : mapping, optional
            Its options.

        Returns
        -------
        dict
            The model as PyBaMM writes it to JSON; `download` loads it.

        Raises
        ------
        ServerError
            The service builds no models: the embedded platform answers 501.
        """
        return run(self._async.serialize(name, options=options))

    def download(
        self,
        name: str,
        *,
        options: Mapping[str, Any] | None = None,
        path: str | PathLike[str] | None = None,
    ) -> Any:
        """Let the service build one of its own models, and load it with PyBaMM.

        Parameters
        ----------
        name, options
            As for `serialize`.
        path : path, optional
            File to keep the model in as well, as JSON; one that is there is replaced.

        Returns
        -------
        pybamm.BaseModel
            The model.

        Raises
        ------
        ImportError
            PyBaMM is not installed. Nothing was sent.
        """
        return run(self._async.download(name, options=options, path=path))

    def create_from_zoo(
        self,
        name: str,
        *,
        cell_spec_id: CellSpecId | None = None,
        options: Mapping[str, Any] | None = None,
        model_kwargs: Mapping[str, Any] | None = None,
        parameter_values: Any = None,
        model_name: str | None = None,
        parameterized_model_name: str | None = None,
        description: str | None = None,
        chemistry: ModelChemistry = "lithium_ion",
        project_id: ProjectId | None = None,
    ) -> ZooImport:
        """Upload a model of the PyBaMM model zoo, with values for its parameters.

        Parameters
        ----------
        name : str
            Name of the model in the zoo, such as ``"LinearisedSPM"``.
        cell_spec_id : str or CellSpecification, optional
            Cell specification that the values describe; without one they belong to the project.
        options, model_kwargs : mapping, optional
            Options of the model, and further arguments of its class.
        parameter_values : ParameterValues, str or mapping, optional
            Values of the parameters; those of the model by default.
        model_name : str, optional
            What to call the model; `name` by default.
        parameterized_model_name : str, optional
            What to call the parameterized model; as the model by default.
        description : str, optional
            What both are for; the summary of the zoo by default.
        chemistry : {"lithium_ion", "lithium_sulfur", "ecm", "generic"}, default "lithium_ion"
            Family of the model.
        project_id : str or Project, optional
            Project that both go to; the client's own by default.

        Returns
        -------
        ZooImport
            ``.model`` and ``.parameterized_model``.

        Raises
        ------
        ImportError
            The zoo is not installed.
        KeyError
            The zoo has no such model.
        IonworksError
            The service refused the values: the model is deleted again. Where it is not known
            what became of them, the model stays, and a note on the error has its id.
        """
        return run(
            self._async.create_from_zoo(
                name,
                cell_spec_id=cell_spec_id,
                options=options,
                model_kwargs=model_kwargs,
                parameter_values=parameter_values,
                model_name=model_name,
                parameterized_model_name=parameterized_model_name,
                description=description,
                chemistry=chemistry,
                project_id=project_id,
            )
        )
