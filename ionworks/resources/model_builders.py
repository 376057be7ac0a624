"""Model builders: recipes that make the parameters of a model from a cell specification."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ionworks_generated.api.cell_specifications import get_resolved_cell_specification
from ionworks_generated.api.model_builder import (
    build_with_model_builder,
    builder_readiness,
    calculations_producing,
    check_model_builder,
    create_model_builder,
    delete_model_builder,
    dry_run_model_builder,
    get_model_builder,
    list_model_builders,
    preview_mapping,
    update_model_builder,
)

from ionworks._given import flag_of
from ionworks._io.blocking import run
from ionworks._io.operations import payload, require_asked
from ionworks._io.updating import updated
from ionworks.ids import id_of, id_or_none
from ionworks.pagination import PaginatedList, every_page
from ionworks.records import BuilderReadiness, BuildResult, ModelBuilder, ReadinessReport
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._configs import plain_config
from ionworks.resources._create_or_get import require_name
from ionworks.resources._pages import as_sent, page_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ionworks.ids import CellSpecId, ModelBuilderId, ModelId, ProjectId


class AsyncModelBuilders(AsyncResource):
    """Recipes that make parameters from cell specifications: ``client.model_builder``.

    A recipe has ``elements`` by name, entries and calculations. An entry that reads the
    specification maps names of parameters to dotted paths::

        {"elements": {"rated": {
            "element_type": "entry",
            "mapping": {"Nominal cell capacity [A.h]": "ratings.capacity"},
        }}}

    A value is converted to the unit in the name of its parameter.
    """

    _page_size = 100

    async def list(
        self,
        model_id: ModelId | None = None,
        project_id: ProjectId | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> PaginatedList[ModelBuilder]:
        """List a page of the builders of a project, the newest first.

        Parameters
        ----------
        model_id : str or Model, optional
            Model that they make parameters for.
        project_id : str or Project, optional
            Project to look in; the client's own by default. Without either, all that the
            credential may see.
        limit : int, optional
            Results in the page, 1 to 100.
        offset : int, optional
            Results to leave out at the start.

        Returns
        -------
        PaginatedList of ModelBuilder
            One page; ``.total`` counts all matches.
        """
        page = await self._runtime.call(
            list_model_builders,
            project_id=self._project(project_id),
            model_id=id_or_none(model_id, "model_id"),
            limit=limit,
            offset=offset,
        )
        return page_of(ModelBuilder, page, self._links)

    iter = every_page(list)

    async def get(self, model_builder_id: ModelBuilderId) -> ModelBuilder:
        """Get one builder with its recipe.

        Parameters
        ----------
        model_builder_id : str or ModelBuilder
            Its id.

        Raises
        ------
        NotFoundError
            There is no builder with this id, or none that the credential may see.
        """
        identifier = id_of(model_builder_id, "model_builder_id")
        found = await self._runtime.call(get_model_builder, identifier)
        return ModelBuilder.from_model(found, self._links)

    async def create(
        self,
        model_id: ModelId,
        name: str,
        config: Any,
        description: str | None = None,
        project_id: ProjectId | None = None,
    ) -> ModelBuilder:
        """Create a builder.

        Parameters
        ----------
        model_id : str or Model
            Model to make parameters for.
        name : str
            What to call it; unique among the builders of the model in the project.
        config : mapping or object
            The recipe: ``elements`` by name, entries and calculations. A pipeline of
            ``ionworks-schema`` serves too.
        description : str, optional
            What it is for.
        project_id : str or Project, optional
            Project that it goes to; the client's own by default.

        Returns
        -------
        ModelBuilder
            The new builder.

        Raises
        ------
        ConflictError
            The name is taken; ``existing_id`` says by which builder.
        RequestValidationError
            The recipe has fits or validations.

        Examples
        --------
        >>> model = await client.model.create({"name": "SPM", "config": {"type": "SPM"}})
        >>> mapping = {"Nominal cell capacity [A.h]": "ratings.capacity"}
        >>> recipe = {"elements": {"rated": {"element_type": "entry", "mapping": mapping}}}
        >>> builder = await client.model_builder.create(model, "From ratings", recipe)
        >>> ratings = {"capacity": {"value": 5000, "unit": "mA.h"}}
        >>> spec = await client.cell_spec.create({"name": "Cell to build", "ratings": ratings})
        >>> (await client.model_builder.build(builder, spec)).parameters
        {'Nominal cell capacity [A.h]': 5.0}
        """
        require_name({"name": name}, "model builder")
        body = {
            "model_id": id_of(model_id, "model_id"),
            "name": name,
            "config": await self._runtime.backend.run_in_thread(plain_config, config),
            "description": description,
            "project_id": self._project(project_id),
        }
        body = {key: value for key, value in body.items() if value is not None}
        made = await self._runtime.call(create_model_builder, body=payload(body))
        record = ModelBuilder.from_model(made, self._links)
        return require_asked(record, name=name, model_id=body["model_id"])

    async def update(
        self,
        model_builder_id: ModelBuilderId,
        *,
        name: str | None = None,
        description: str | None = None,
        config: Any = None,
    ) -> ModelBuilder:
        """Change a builder; what is not given stays.

        Parameters
        ----------
        model_builder_id : str or ModelBuilder
            Its id.
        name : str, optional
            Its new name.
        description : str, optional
            What it is for.
        config : mapping or object, optional
            The new recipe, as a whole.

        Returns
        -------
        ModelBuilder
            The builder as it is now.
        """
        body: dict[str, Any] = {"name": name, "description": description}
        if config is not None:
            body["config"] = await self._runtime.backend.run_in_thread(plain_config, config)
        changed = await updated(
            self._runtime,
            update_model_builder,
            get_model_builder,
            id_of(model_builder_id, "model_builder_id"),
            {key: value for key, value in body.items() if value is not None},
        )
        return ModelBuilder.from_model(changed, self._links)

    async def delete(self, model_builder_id: ModelBuilderId) -> None:
        """Delete a builder; what it built stays.

        Parameters
        ----------
        model_builder_id : str or ModelBuilder
            Its id.
        """
        identifier = id_of(model_builder_id, "model_builder_id")
        await self._runtime.call(delete_model_builder, identifier)

    async def check(
        self, model_builder_id: ModelBuilderId, cell_spec_id: CellSpecId
    ) -> ReadinessReport:
        """Ask what a cell specification lacks for a builder.

        Parameters
        ----------
        model_builder_id : str or ModelBuilder
            Id of the builder.
        cell_spec_id : str or CellSpecification
            Id of the specification.

        Returns
        -------
        ReadinessReport
            ``ready``, ``issues``, and how many of the mapped parameters have a value
            (``resolved`` of ``total``).
        """
        body = {"cell_spec_id": id_of(cell_spec_id, "cell_spec_id")}
        identifier = id_of(model_builder_id, "model_builder_id")
        found = await self._runtime.call(check_model_builder, identifier, body=payload(body))
        return ReadinessReport.from_model(found)

    async def build(
        self,
        model_builder_id: ModelBuilderId,
        cell_spec_id: CellSpecId,
        *,
        save: bool = False,
        name: str | None = None,
        description: str | None = None,
        set_as_default: bool = False,
    ) -> BuildResult:
        """Make parameters from a cell specification.

        Parameters
        ----------
        model_builder_id : str or ModelBuilder
            Id of the builder.
        cell_spec_id : str or CellSpecification
            Id of the specification to read.
        save : bool, default False
            Keep them as a parameterized model of the specification.
        name : str, optional
            What to call that; required with `save`.
        description : str, optional
            What it is for.
        set_as_default : bool, default False
            Make it the default of the specification.

        Returns
        -------
        BuildResult
            ``parameters`` by name, what is ``missing``, ``issues``, and the
            ``parameterized_model_id`` of what was kept.

        Raises
        ------
        ValueError
            `save` without a `name`. Nothing was sent.
        ConflictError
            A parameter is missing, so that nothing can be kept; the name is taken; or the recipe
            has calculations, which the embedded platform does not run.
        """
        if flag_of(save, "save"):
            require_name({"name": name}, "parameterized model")
        body = {
            "cell_spec_id": id_of(cell_spec_id, "cell_spec_id"),
            "save": save,
            "set_as_default": set_as_default,
            "name": name,
            "description": description,
        }
        body = {key: value for key, value in body.items() if value is not None}
        identifier = id_of(model_builder_id, "model_builder_id")
        found = await self._runtime.call(build_with_model_builder, identifier, body=payload(body))
        return BuildResult.from_model(found)

    async def dry_run(
        self, model_id: ModelId, config: Any, cell_spec_id: CellSpecId
    ) -> dict[str, Any]:
        """Run a recipe without keeping anything.

        Parameters
        ----------
        model_id : str or Model
            Model to make parameters for.
        config : mapping or object
            The recipe, as for `create`.
        cell_spec_id : str or CellSpecification
            Id of the specification to read.

        Returns
        -------
        dict
            ``report`` (as of `check`), ``parameters``, ``missing``, and ``error``: why it could
            not be run.
        """
        body = {
            "model_id": id_of(model_id, "model_id"),
            "config": await self._runtime.backend.run_in_thread(plain_config, config),
            "cell_spec_id": id_of(cell_spec_id, "cell_spec_id"),
        }
        return await as_sent(self._runtime, dry_run_model_builder, body=payload(body))

    async def preview_mapping(
        self, cell_spec_id: CellSpecId, mapping: Mapping[str, str]
    ) -> dict[str, dict[str, Any]]:
        """Look what the paths of a mapping lead to.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Id of the specification to read.
        mapping : mapping of str to str
            Dotted path by name of the parameter.

        Returns
        -------
        dict
            By name of the parameter: ``found`` (as the specification has it), ``converted`` (in
            the unit of the parameter), ``curve``, and ``issue``: what is wrong.

        Examples
        --------
        >>> ratings = {"voltage_max": {"value": 4200, "unit": "mV"}}
        >>> spec = await client.cell_spec.create({"name": "Cell to map", "ratings": ratings})
        >>> mapping = {"Upper voltage cut-off [V]": "ratings.voltage_max"}
        >>> preview = await client.model_builder.preview_mapping(spec, mapping)
        >>> preview["Upper voltage cut-off [V]"]["converted"]
        '4.2'
        """
        body = {
            "cell_spec_id": id_of(cell_spec_id, "cell_spec_id"),
            "mapping": plain_config(mapping, "mapping"),
        }
        return await as_sent(self._runtime, preview_mapping, body=payload(body))

    async def readiness(
        self, cell_spec_id: CellSpecId, model_id: ModelId | None = None
    ) -> Sequence[BuilderReadiness]:
        """Ask which builders a cell specification has all the values for.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Id of the specification.
        model_id : str or Model, optional
            Only builders of this model.

        Returns
        -------
        list of BuilderReadiness
            One for each builder.
        """
        found = await self._runtime.call(
            builder_readiness,
            id_of(cell_spec_id, "cell_spec_id"),
            model_id=id_or_none(model_id, "model_id"),
        )
        return [BuilderReadiness.from_model(one) for one in found]

    async def calculations_producing(self, parameter: str) -> Sequence[dict[str, Any]]:
        """Ask which calculations give a parameter.

        Parameters
        ----------
        parameter : str
            Name of the parameter.

        Returns
        -------
        list of dict
            The calculations, as the service describes them.

        Raises
        ------
        ServerError
            The service has no calculations: the embedded platform answers 501.
        """
        return [
            dict(one)
            for one in await self._runtime.call(calculations_producing, parameter=parameter)
        ]

    async def resolved_cell_spec(self, cell_spec_id: CellSpecId) -> dict[str, Any]:
        """Read a cell specification as the paths of a mapping do.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Id of the specification.

        Returns
        -------
        dict
            Its fields, with its components and their materials.
        """
        identifier = id_of(cell_spec_id, "cell_spec_id")
        return await as_sent(self._runtime, get_resolved_cell_specification, identifier)


class ModelBuilders(Resource[AsyncModelBuilders]):
    """Recipes that make parameters from cell specifications: ``client.model_builder``.

    A recipe has ``elements`` by name, entries and calculations. An entry that reads the
    specification maps names of parameters to dotted paths::

        {"elements": {"rated": {
            "element_type": "entry",
            "mapping": {"Nominal cell capacity [A.h]": "ratings.capacity"},
        }}}

    A value is converted to the unit in the name of its parameter.
    """

    def list(
        self,
        model_id: ModelId | None = None,
        project_id: ProjectId | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> PaginatedList[ModelBuilder]:
        """List a page of the builders of a project, the newest first.

        Parameters
        ----------
        model_id : str or Model, optional
            Model that they make parameters for.
        project_id : str or Project, optional
            Project to look in; the client's own by default. Without either, all that the
            credential may see.
        limit : int, optional
            Results in the page, 1 to 100.
        offset : int, optional
            Results to leave out at the start.

        Returns
        -------
        PaginatedList of ModelBuilder
            One page; ``.total`` counts all matches.
        """
        return run(self._async.list(model_id, project_id, limit, offset))

    iter = every_page(list)

    def get(self, model_builder_id: ModelBuilderId) -> ModelBuilder:
        """Get one builder with its recipe.

        Parameters
        ----------
        model_builder_id : str or ModelBuilder
            Its id.

        Raises
        ------
        NotFoundError
            There is no builder with this id, or none that the credential may see.
        """
        return run(self._async.get(model_builder_id))

    def create(
        self,
        model_id: ModelId,
        name: str,
        config: Any,
        description: str | None = None,
        project_id: ProjectId | None = None,
    ) -> ModelBuilder:
        """Create a builder.

        Parameters
        ----------
        model_id : str or Model
            Model to make parameters for.
        name : str
            What to call it; unique among the builders of the model in the project.
        config : mapping or object
            The recipe: ``elements`` by name, entries and calculations. A pipeline of
            ``ionworks-schema`` serves too.
        description : str, optional
            What it is for.
        project_id : str or Project, optional
            Project that it goes to; the client's own by default.

        Returns
        -------
        ModelBuilder
            The new builder.

        Raises
        ------
        ConflictError
            The name is taken; ``existing_id`` says by which builder.
        RequestValidationError
            The recipe has fits or validations.

        Examples
        --------
        >>> model = client.model.create({"name": "SPM", "config": {"type": "SPM"}})
        >>> mapping = {"Nominal cell capacity [A.h]": "ratings.capacity"}
        >>> recipe = {"elements": {"rated": {"element_type": "entry", "mapping": mapping}}}
        >>> builder = client.model_builder.create(model, "From ratings", recipe)
        >>> ratings = {"capacity": {"value": 5000, "unit": "mA.h"}}
        >>> spec = client.cell_spec.create({"name": "Cell to build", "ratings": ratings})
        >>> client.model_builder.build(builder, spec).parameters
        {'Nominal cell capacity [A.h]': 5.0}
        """
        return run(self._async.create(model_id, name, config, description, project_id))

    def update(
        self,
        model_builder_id: ModelBuilderId,
        *,
        name: str | None = None,
        description: str | None = None,
        config: Any = None,
    ) -> ModelBuilder:
        """Change a builder; what is not given stays.

        Parameters
        ----------
        model_builder_id : str or ModelBuilder
            Its id.
        name : str, optional
            Its new name.
        description : str, optional
            What it is for.
        config : mapping or object, optional
            The new recipe, as a whole.

        Returns
        -------
        ModelBuilder
            The builder as it is now.
        """
        return run(
            self._async.update(model_builder_id, name=name, description=description, config=config)
        )

    def delete(self, model_builder_id: ModelBuilderId) -> None:
        """Delete a builder; what it built stays.

        Parameters
        ----------
        model_builder_id : str or ModelBuilder
            Its id.
        """
        return run(self._async.delete(model_builder_id))

    def check(self, model_builder_id: ModelBuilderId, cell_spec_id: CellSpecId) -> ReadinessReport:
        """Ask what a cell specification lacks for a builder.

        Parameters
        ----------
        model_builder_id : str or ModelBuilder
            Id of the builder.
        cell_spec_id : str or CellSpecification
            Id of the specification.

        Returns
        -------
        ReadinessReport
            ``ready``, ``issues``, and how many of the mapped parameters have a value
            (``resolved`` of ``total``).
        """
        return run(self._async.check(model_builder_id, cell_spec_id))

    def build(
        self,
        model_builder_id: ModelBuilderId,
        cell_spec_id: CellSpecId,
        *,
        save: bool = False,
        name: str | None = None,
        description: str | None = None,
        set_as_default: bool = False,
    ) -> BuildResult:
        """Make parameters from a cell specification.

        Parameters
        ----------
        model_builder_id : str or ModelBuilder
            Id of the builder.
        cell_spec_id : str or CellSpecification
            Id of the specification to read.
        save : bool, default False
            Keep them as a parameterized model of the specification.
        name : str, optional
            What to call that; required with `save`.
        description : str, optional
            What it is for.
        set_as_default : bool, default False
            Make it the default of the specification.

        Returns
        -------
        BuildResult
            ``parameters`` by name, what is ``missing``, ``issues``, and the
            ``parameterized_model_id`` of what was kept.

        Raises
        ------
        ValueError
            `save` without a `name`. Nothing was sent.
        ConflictError
            A parameter is missing, so that nothing can be kept; the name is taken; or the recipe
            has calculations, which the embedded platform does not run.
        """
        return run(
            self._async.build(
                model_builder_id,
                cell_spec_id,
                save=save,
                name=name,
                description=description,
                set_as_default=set_as_default,
            )
        )

    def dry_run(self, model_id: ModelId, config: Any, cell_spec_id: CellSpecId) -> dict[str, Any]:
        """Run a recipe without keeping anything.

        Parameters
        ----------
        model_id : str or Model
            Model to make parameters for.
        config : mapping or object
            The recipe, as for `create`.
        cell_spec_id : str or CellSpecification
            Id of the specification to read.

        Returns
        -------
        dict
            ``report`` (as of `check`), ``parameters``, ``missing``, and ``error``: why it could
            not be run.
        """
        return run(self._async.dry_run(model_id, config, cell_spec_id))

    def preview_mapping(
        self, cell_spec_id: CellSpecId, mapping: Mapping[str, str]
    ) -> dict[str, dict[str, Any]]:
        """Look what the paths of a mapping lead to.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Id of the specification to read.
        mapping : mapping of str to str
            Dotted path by name of the parameter.

        Returns
        -------
        dict
            By name of the parameter: ``found`` (as the specification has it), ``converted`` (in
            the unit of the parameter), ``curve``, and ``issue``: what is wrong.

        Examples
        --------
        >>> ratings = {"voltage_max": {"value": 4200, "unit": "mV"}}
        >>> spec = client.cell_spec.create({"name": "Cell to map", "ratings": ratings})
        >>> mapping = {"Upper voltage cut-off [V]": "ratings.voltage_max"}
        >>> preview = client.model_builder.preview_mapping(spec, mapping)
        >>> preview["Upper voltage cut-off [V]"]["converted"]
        '4.2'
        """
        return run(self._async.preview_mapping(cell_spec_id, mapping))

    def readiness(
        self, cell_spec_id: CellSpecId, model_id: ModelId | None = None
    ) -> Sequence[BuilderReadiness]:
        """Ask which builders a cell specification has all the values for.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Id of the specification.
        model_id : str or Model, optional
            Only builders of this model.

        Returns
        -------
        list of BuilderReadiness
            One for each builder.
        """
        return run(self._async.readiness(cell_spec_id, model_id))

    def calculations_producing(self, parameter: str) -> Sequence[dict[str, Any]]:
        """Ask which calculations give a parameter.

        Parameters
        ----------
        parameter : str
            Name of the parameter.

        Returns
        -------
        list of dict
            The calculations, as the service describes them.

        Raises
        ------
        ServerError
            The service has no calculations: the embedded platform answers 501.
        """
        return run(self._async.calculations_producing(parameter))

    def resolved_cell_spec(self, cell_spec_id: CellSpecId) -> dict[str, Any]:
        """Read a cell specification as the paths of a mapping do.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Id of the specification.

        Returns
        -------
        dict
            Its fields, with its components and their materials.
        """
        return run(self._async.resolved_cell_spec(cell_spec_id))
