"""Property datasets: tables of what a material is like, such as a conductivity curve."""

from __future__ import annotations

import builtins
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from ionworks_generated import models
from ionworks_generated.api.materials import (
    create_material_property_dataset,
    delete_material_property_dataset,
    get_material_property_data,
    get_material_property_dataset,
    get_material_property_download_url,
    list_material_property_datasets,
    replace_material_property_file,
    update_material_property_dataset,
)
from ionworks_generated.types import UNSET

from ionworks._given import shown
from ionworks._io.blocking import run
from ionworks._io.failures import leaves_doubt
from ionworks._io.operations import require_asked
from ionworks._io.updating import updated
from ionworks.errors import IonworksError, RequestValidationError
from ionworks.ids import id_of
from ionworks.pagination import PaginatedList, every_page
from ionworks.records import ColumnSpec, MaterialPropertyDataset
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._create_or_get import require_name
from ionworks.resources._datasets import (
    as_file,
    as_text,
    check_same_layout,
    columns_of,
    named_columns,
    numbers_of,
)
from ionworks.resources._pages import page_of
from ionworks.resources._priors import check_width, prior_of
from ionworks.tables import to_backend

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from ionworks.ids import DatasetId, MaterialId, ProjectId
    from ionworks.tables import AnyFrame


class AsyncMaterialPropertyDatasets(AsyncResource):
    """Property datasets of materials: ``client.material_property_dataset``."""

    _page_size = 100

    async def list(
        self,
        material_id: MaterialId,
        project_id: ProjectId | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> PaginatedList[MaterialPropertyDataset]:
        """List a page of the datasets of a material.

        Parameters
        ----------
        material_id : str or Material
            Id of the material.
        project_id : str or Project, optional
            Only those of this project; all without it.
        limit : int, optional
            Results in the page, 1 to 100; the service's default is 100.
        offset : int, optional
            Results to leave out at the start.

        Returns
        -------
        PaginatedList of MaterialPropertyDataset
            One page; ``.total`` counts all.
        """
        page = await self._runtime.call(
            list_material_property_datasets,
            material_id=id_of(material_id, "material_id"),
            project_id=UNSET if project_id is None else id_of(project_id, "project_id"),
            limit=limit,
            offset=offset,
        )
        found = page_of(MaterialPropertyDataset, page, self._links)
        return PaginatedList([named_columns(one) for one in found], found.total)

    iter = every_page(list)

    async def get(self, dataset_id: DatasetId) -> MaterialPropertyDataset:
        """Get the record of a dataset; `get_data` reads its values.

        Parameters
        ----------
        dataset_id : str or MaterialPropertyDataset
            Its id.

        Raises
        ------
        NotFoundError
            There is no dataset with this id, or none that the credential may see.
        """
        return self._record(
            await self._runtime.call(get_material_property_dataset, id_of(dataset_id, "dataset_id"))
        )

    async def create(
        self,
        material_id: MaterialId,
        name: str,
        data: Any,
        *,
        columns: Sequence[ColumnSpec | Mapping[str, Any]] | None = None,
        project_id: ProjectId | None = None,
    ) -> MaterialPropertyDataset:
        """Upload a table of properties of a material.

        Parameters
        ----------
        material_id : str or Material
            Id of the material.
        name : str
            Name of the dataset.
        data : frame, dict of columns or pyarrow table
            The table. The service stores 64-bit floating-point numbers; other values
            becomes empty and is counted in ``nan_counts``.
        columns : sequence of ColumnSpec or mapping, optional
            ``name``, ``unit`` and ``source_column_index`` (place in `data`, from 0; their order
            by default) of each column. Without it they come from the names of the columns:
            ``"Electrolyte conductivity [S.m-1]"`` has its unit in brackets at its end.
        project_id : str or Project, optional
            Project that it goes to; the client's own by default, and else that of the material.

        Returns
        -------
        MaterialPropertyDataset
            The new dataset.

        Raises
        ------
        NotFoundError
            There is no such material.
        TypeError, ValueError
            The table is empty, or a column description is wrong. Nothing was sent.

        Examples
        --------
        >>> lp57 = await client.material.create_or_get({"name": "LP57"})
        >>> curve = {
        ...     "Electrolyte concentration [mol.m-3]": [200.0, 1000.0, 2000.0],
        ...     "Electrolyte conductivity [S.m-1]": [0.5, 0.95, 0.7],
        ... }
        >>> made = await client.material_property_dataset.create(lp57, "Conductivity", curve)
        >>> await client.material_property_dataset.get_units(made)
        {'Electrolyte concentration': 'mol.m-3', 'Electrolyte conductivity': 'S.m-1'}
        """
        require_name({"name": name}, "dataset")
        frame, file = await self._runtime.backend.run_in_thread(as_file, data)
        described = columns_of(frame, columns)
        form = models.MaterialPropertyDatasetForm(
            file=file,
            material_id=id_of(material_id, "material_id"),
            name=name,
            columns=as_text(described),
            project_id=self._project(project_id) or UNSET,
        )
        made = await self._runtime.call(create_material_property_dataset, body=form)
        return require_asked(self._record(made), name=name, material_id=form.material_id)

    async def update(
        self,
        dataset_id: DatasetId,
        *,
        name: str | None = None,
        columns: Sequence[ColumnSpec | Mapping[str, Any]] | None = None,
    ) -> MaterialPropertyDataset:
        """Change the name of a dataset, or the names and units of its columns.

        Parameters
        ----------
        dataset_id : str or MaterialPropertyDataset
            Its id.
        name : str, optional
            The new name.
        columns : sequence of ColumnSpec or mapping, optional
            The new descriptions, one for each column of the original file; the table is made of
            that file again.

        Returns
        -------
        MaterialPropertyDataset
            The record as it is now.
        """
        body: dict[str, Any] = {}
        if name is not None:
            body["name"] = require_name({"name": name}, "dataset")
        if columns is not None:
            body["columns"] = columns_of(None, columns)
        changed = await updated(
            self._runtime,
            update_material_property_dataset,
            get_material_property_dataset,
            id_of(dataset_id, "dataset_id"),
            body,
        )
        return self._record(changed)

    async def replace_file(
        self,
        dataset_id: DatasetId,
        data: Any,
        *,
        name: str | None = None,
        columns: Sequence[ColumnSpec | Mapping[str, Any]] | None = None,
    ) -> MaterialPropertyDataset:
        """Replace the table of a dataset, which keeps its id.

        Parameters
        ----------
        dataset_id : str or MaterialPropertyDataset
            Its id.
        data : frame, dict of columns or pyarrow table
            The new table.
        name : str, optional
            A new name.
        columns : sequence of ColumnSpec or mapping, optional
            New descriptions. Without them the stored ones stay, which choose columns by their
            place: `data` must have the same columns in the same places.

        Returns
        -------
        MaterialPropertyDataset
            The record as it is now; its ``data_version`` has grown.

        Raises
        ------
        ValueError
            `columns` is absent and the columns of `data` are not those that are stored. Nothing
            was sent.
        """
        dataset_id = id_of(dataset_id, "dataset_id")
        if name is not None:
            require_name({"name": name}, "dataset")
        frame, file = await self._runtime.backend.run_in_thread(as_file, data)
        before = await self.get(dataset_id)
        if columns is None:
            check_same_layout(frame, before.columns)
            described = [dict(column) for column in before.columns]
        else:
            described = columns_of(frame, columns)
        form = models.MaterialPropertyFileForm(
            file=file,
            name=UNSET if name is None else name,
            columns=UNSET if columns is None else as_text(described),
        )
        try:
            changed = await self._runtime.call(
                replace_material_property_file, dataset_id, body=form
            )
            return self._record(changed)
        except IonworksError as problem:
            if not leaves_doubt(problem):
                raise
            return await self._replaced(before, frame, described, problem)

    async def delete(self, dataset_id: DatasetId) -> None:
        """Delete a dataset with its files.

        Parameters
        ----------
        dataset_id : str or MaterialPropertyDataset
            Its id.
        """
        await self._runtime.call(delete_material_property_dataset, id_of(dataset_id, "dataset_id"))

    async def get_data(self, dataset_id: DatasetId) -> AnyFrame:
        """Read the table of a dataset.

        Parameters
        ----------
        dataset_id : str or MaterialPropertyDataset
            Its id.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            One column for each that is described, of 64-bit floating-point numbers.

        Examples
        --------
        >>> material = await client.material.create_or_get({"name": "Silicon"})
        >>> radius = {"Particle radius [m]": [5e-6]}
        >>> made = await client.material_property_dataset.create(material, "Radius", radius)
        >>> (await client.material_property_dataset.get_data(made))["Particle radius"].to_list()
        [5e-06]
        """
        frame = await self._values_of(dataset_id)
        return to_backend(frame, self._client.settings.dataframe_backend)

    async def get_units(self, dataset_id: DatasetId) -> dict[str, str]:
        """Return the units of the columns of a dataset, by the names of the columns.

        Parameters
        ----------
        dataset_id : str or MaterialPropertyDataset
            Its id.

        Returns
        -------
        dict of str to str
            Empty text for a column without a unit.
        """
        record = await self.get(dataset_id)
        return {column["name"]: column.get("unit") or "" for column in record.columns}

    async def get_download_url(
        self, dataset_id: DatasetId, kind: Literal["parquet", "original"] = "parquet"
    ) -> str:
        """Return a link to a file, which can be read without a credential for a short time.

        Parameters
        ----------
        dataset_id : str or MaterialPropertyDataset
            Its id.
        kind : {"parquet", "original"}, default "parquet"
            The stored table, or the file as it was uploaded.

        Returns
        -------
        str
            The address. Who has it can read the file: treat it as a secret.
        """
        if not isinstance(kind, str) or kind not in ("parquet", "original"):
            raise RequestValidationError(f"`kind` is 'parquet' or 'original', not {shown(kind)}")
        link = await self._runtime.call(
            get_material_property_download_url, id_of(dataset_id, "dataset_id"), kind=kind
        )
        return link.url

    async def to_prior(
        self,
        dataset_id: DatasetId,
        column: str,
        parameter_name: str,
        *,
        std: float | None = None,
        rel_std: float | None = None,
        distribution: Literal["normal", "lognormal"] = "normal",
        regularizer_weight: float | None = None,
        row: int | None = None,
    ) -> Any:
        """Make a prior for a fit of one value of a dataset.

        Parameters
        ----------
        dataset_id : str or MaterialPropertyDataset
            Id of the dataset.
        column : str
            Name of the column, as in `get_units`.
        parameter_name : str
            Name of the parameter of the fit, such as ``"Negative particle radius [m]"``.
        std : float, optional
            Standard deviation, in the unit of the value; of its natural logarithm if the
            distribution is ``"lognormal"``. One of `std` and `rel_std` is needed.
        rel_std : float, optional
            Standard deviation as a fraction of the value: 0.1 is 10 %. Of ``"lognormal"`` it is
            the standard deviation of the logarithm.
        distribution : {"normal", "lognormal"}, default "normal"
            ``"lognormal"`` suits positive parameters that span orders of magnitude. Its mean is
            the logarithm of the value.
        regularizer_weight : float, optional
            Weight of the prior in the cost of the fit.
        row : int, optional
            Which row to read, from 0; needed if the dataset has more than one.

        Returns
        -------
        ionworks_schema.priors.Prior
            To be passed to a ``DataFit`` in ``priors={prior.name: prior}``.

        Raises
        ------
        ValueError
            The width, the column, the row or the value is not what it should be.
        ModuleNotFoundError
            The package ``ionworks-schema`` is not installed.
        """
        check_width(std, rel_std, distribution)
        frame = await self._values_of(dataset_id)
        return prior_of(
            frame,
            column,
            parameter_name,
            std=std,
            rel_std=rel_std,
            distribution=distribution,
            regularizer_weight=regularizer_weight,
            row=row,
        )

    def _record(self, model: Any) -> MaterialPropertyDataset:
        return named_columns(MaterialPropertyDataset.from_model(model, self._links))

    async def _values_of(self, dataset_id: DatasetId) -> pl.DataFrame:
        return await self._values(id_of(dataset_id, "dataset_id"))

    async def _values(self, dataset_id: str) -> pl.DataFrame:
        sent = await self._runtime.call(get_material_property_data, dataset_id)
        return await self._runtime.backend.run_in_thread(numbers_of, sent)

    async def _replaced(
        self,
        before: MaterialPropertyDataset,
        frame: pl.DataFrame,
        described: builtins.list[dict[str, Any]],
        problem: IonworksError,
    ) -> MaterialPropertyDataset:
        """Look whether a replacement whose answer was lost has been made.

        Raises
        ------
        IonworksError
            The problem, if the stored table is not the one that was sent.
        """
        now = await self.get(before.id)
        if now.data_version == before.data_version:
            raise problem
        stored = await self._values(before.id)
        sent = await self._runtime.backend.run_in_thread(
            partial(numbers_of, {}, of=frame, described=described)
        )
        if not stored.equals(sent):
            raise problem
        return now


class MaterialPropertyDatasets(Resource[AsyncMaterialPropertyDatasets]):
    """Property datasets of materials: ``client.material_property_dataset``."""

    def list(
        self,
        material_id: MaterialId,
        project_id: ProjectId | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> PaginatedList[MaterialPropertyDataset]:
        """List a page of the datasets of a material.

        Parameters
        ----------
        material_id : str or Material
            Id of the material.
        project_id : str or Project, optional
            Only those of this project; all without it.
        limit : int, optional
            Results in the page, 1 to 100; the service's default is 100.
        offset : int, optional
            Results to leave out at the start.

        Returns
        -------
        PaginatedList of MaterialPropertyDataset
            One page; ``.total`` counts all.
        """
        return run(self._async.list(material_id, project_id, limit, offset))

    iter = every_page(list)

    def get(self, dataset_id: DatasetId) -> MaterialPropertyDataset:
        """Get the record of a dataset; `get_data` reads its values.

        Parameters
        ----------
        dataset_id : str or MaterialPropertyDataset
            Its id.

        Raises
        ------
        NotFoundError
            There is no dataset with this id, or none that the credential may see.
        """
        return run(self._async.get(dataset_id))

    def create(
        self,
        material_id: MaterialId,
        name: str,
        data: Any,
        *,
        columns: Sequence[ColumnSpec | Mapping[str, Any]] | None = None,
        project_id: ProjectId | None = None,
    ) -> MaterialPropertyDataset:
        """Upload a table of properties of a material.

        Parameters
        ----------
        material_id : str or Material
            Id of the material.
        name : str
            Name of the dataset.
        data : frame, dict of columns or pyarrow table
            The table. The service stores 64-bit floating-point numbers; other values
            becomes empty and is counted in ``nan_counts``.
        columns : sequence of ColumnSpec or mapping, optional
            ``name``, ``unit`` and ``source_column_index`` (place in `data`, from 0; their order
            by default) of each column. Without it they come from the names of the columns:
            ``"Electrolyte conductivity [S.m-1]"`` has its unit in brackets at its end.
        project_id : str or Project, optional
            Project that it goes to; the client's own by default, and else that of the material.

        Returns
        -------
        MaterialPropertyDataset
            The new dataset.

        Raises
        ------
        NotFoundError
            There is no such material.
        TypeError, ValueError
            The table is empty, or a column description is wrong. Nothing was sent.

        Examples
        --------
        >>> lp57 = client.material.create_or_get({"name": "LP57"})
        >>> curve = {
        ...     "Electrolyte concentration [mol.m-3]": [200.0, 1000.0, 2000.0],
        ...     "Electrolyte conductivity [S.m-1]": [0.5, 0.95, 0.7],
        ... }
        >>> made = client.material_property_dataset.create(lp57, "Conductivity", curve)
        >>> client.material_property_dataset.get_units(made)
        {'Electrolyte concentration': 'mol.m-3', 'Electrolyte conductivity': 'S.m-1'}
        """
        return run(
            self._async.create(material_id, name, data, columns=columns, project_id=project_id)
        )

    def update(
        self,
        dataset_id: DatasetId,
        *,
        name: str | None = None,
        columns: Sequence[ColumnSpec | Mapping[str, Any]] | None = None,
    ) -> MaterialPropertyDataset:
        """Change the name of a dataset, or the names and units of its columns.

        Parameters
        ----------
        dataset_id : str or MaterialPropertyDataset
            Its id.
        name : str, optional
            The new name.
        columns : sequence of ColumnSpec or mapping, optional
            The new descriptions, one for each column of the original file; the table is made of
            that file again.

        Returns
        -------
        MaterialPropertyDataset
            The record as it is now.
        """
        return run(self._async.update(dataset_id, name=name, columns=columns))

    def replace_file(
        self,
        dataset_id: DatasetId,
        data: Any,
        *,
        name: str | None = None,
        columns: Sequence[ColumnSpec | Mapping[str, Any]] | None = None,
    ) -> MaterialPropertyDataset:
        """Replace the table of a dataset, which keeps its id.

        Parameters
        ----------
        dataset_id : str or MaterialPropertyDataset
            Its id.
        data : frame, dict of columns or pyarrow table
            The new table.
        name : str, optional
            A new name.
        columns : sequence of ColumnSpec or mapping, optional
            New descriptions. Without them the stored ones stay, which choose columns by their
            place: `data` must have the same columns in the same places.

        Returns
        -------
        MaterialPropertyDataset
            The record as it is now; its ``data_version`` has grown.

        Raises
        ------
        ValueError
            `columns` is absent and the columns of `data` are not those that are stored. Nothing
            was sent.
        """
        return run(self._async.replace_file(dataset_id, data, name=name, columns=columns))

    def delete(self, dataset_id: DatasetId) -> None:
        """Delete a dataset with its files.

        Parameters
        ----------
        dataset_id : str or MaterialPropertyDataset
            Its id.
        """
        return run(self._async.delete(dataset_id))

    def get_data(self, dataset_id: DatasetId) -> AnyFrame:
        """Read the table of a dataset.

        Parameters
        ----------
        dataset_id : str or MaterialPropertyDataset
            Its id.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            One column for each that is described, of 64-bit floating-point numbers.

        Examples
        --------
        >>> material = client.material.create_or_get({"name": "Silicon"})
        >>> radius = {"Particle radius [m]": [5e-6]}
        >>> made = client.material_property_dataset.create(material, "Radius", radius)
        >>> client.material_property_dataset.get_data(made)["Particle radius"].to_list()
        [5e-06]
        """
        return run(self._async.get_data(dataset_id))

    def get_units(self, dataset_id: DatasetId) -> dict[str, str]:
        """Return the units of the columns of a dataset, by the names of the columns.

        Parameters
        ----------
        dataset_id : str or MaterialPropertyDataset
            Its id.

        Returns
        -------
        dict of str to str
            Empty text for a column without a unit.
        """
        return run(self._async.get_units(dataset_id))

    def get_download_url(
        self, dataset_id: DatasetId, kind: Literal["parquet", "original"] = "parquet"
    ) -> str:
        """Return a link to a file, which can be read without a credential for a short time.

        Parameters
        ----------
        dataset_id : str or MaterialPropertyDataset
            Its id.
        kind : {"parquet", "original"}, default "parquet"
            The stored table, or the file as it was uploaded.

        Returns
        -------
        str
            The address. Who has it can read the file: treat it as a secret.
        """
        return run(self._async.get_download_url(dataset_id, kind))

    def to_prior(
        self,
        dataset_id: DatasetId,
        column: str,
        parameter_name: str,
        *,
        std: float | None = None,
        rel_std: float | None = None,
        distribution: Literal["normal", "lognormal"] = "normal",
        regularizer_weight: float | None = None,
        row: int | None = None,
    ) -> Any:
        """Make a prior for a fit of one value of a dataset.

        Parameters
        ----------
        dataset_id : str or MaterialPropertyDataset
            Id of the dataset.
        column : str
            Name of the column, as in `get_units`.
        parameter_name : str
            Name of the parameter of the fit, such as ``"Negative particle radius [m]"``.
        std : float, optional
            Standard deviation, in the unit of the value; of its natural logarithm if the
            distribution is ``"lognormal"``. One of `std` and `rel_std` is needed.
        rel_std : float, optional
            Standard deviation as a fraction of the value: 0.1 is 10 %. Of ``"lognormal"`` it is
            the standard deviation of the logarithm.
        distribution : {"normal", "lognormal"}, default "normal"
            ``"lognormal"`` suits positive parameters that span orders of magnitude. Its mean is
            the logarithm of the value.
        regularizer_weight : float, optional
            Weight of the prior in the cost of the fit.
        row : int, optional
            Which row to read, from 0; needed if the dataset has more than one.

        Returns
        -------
        ionworks_schema.priors.Prior
            To be passed to a ``DataFit`` in ``priors={prior.name: prior}``.

        Raises
        ------
        ValueError
            The width, the column, the row or the value is not what it should be.
        ModuleNotFoundError
            The package ``ionworks-schema`` is not installed.
        """
        return run(
            self._async.to_prior(
                dataset_id,
                column,
                parameter_name,
                std=std,
                rel_std=rel_std,
                distribution=distribution,
                regularizer_weight=regularizer_weight,
                row=row,
            )
        )
