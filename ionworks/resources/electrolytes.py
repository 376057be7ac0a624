"""Electrolytes: transport parameters of a model, from a property dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ionworks._io.blocking import run
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._electrolyte_transport import parameters_of, read_forms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ionworks.ids import DatasetId


class AsyncElectrolytes(AsyncResource):
    """Electrolytes: ``client.electrolyte``."""

    async def transport_from_dataset(
        self,
        dataset_id: DatasetId,
        forms: Mapping[str, str] | None = None,
        columns: Mapping[str, str] | None = None,
        concentration_column: str = "Electrolyte concentration",
    ) -> Any:
        """Make functions of the concentration from the curves of a dataset.

        Parameters
        ----------
        dataset_id : str or MaterialPropertyDataset
            Id of a dataset with a column of concentrations, in mol.m-3, and the properties.
        forms : mapping of str to str, optional
            For each parameter ``"interpolant"``, which is linear between the values and the
            default, or ``"landesfeind"``, a fit of the isothermal form of Landesfeind and
            Gasteiger (2019). That one is for ``"Electrolyte conductivity [S.m-1]"``,
            ``"Electrolyte diffusivity [m2.s-1]"``, ``"Cation transference number"`` and
            ``"Thermodynamic factor"``.
        columns : mapping of str to str, optional
            The column of each parameter. Without it ``"Electrolyte conductivity"``,
            ``"Electrolyte diffusivity"`` and ``"Transference number"`` are the columns of
            conductivity, diffusivity and cation transference number.
        concentration_column : str, default "Electrolyte concentration"
            The column of concentrations.

        Returns
        -------
        pybamm.ParameterValues
            A function ``(c_e, T)`` for each parameter; ``c_e`` in mol.m-3.

        Raises
        ------
        ValueError
            A form or a column is not one that there is, or a curve has too few values.
        ModuleNotFoundError
            The package ``pybamm`` is not installed.
        NotFoundError
            There is no dataset with this id.
        """
        wanted = read_forms(forms, columns)
        frame = await self._client.material_property_dataset._values_of(dataset_id)
        return await self._runtime.backend.run_in_thread(
            parameters_of, frame, wanted, concentration_column
        )


class Electrolytes(Resource[AsyncElectrolytes]):
    """Electrolytes: ``client.electrolyte``."""

    def transport_from_dataset(
        self,
        dataset_id: DatasetId,
        forms: Mapping[str, str] | None = None,
        columns: Mapping[str, str] | None = None,
        concentration_column: str = "Electrolyte concentration",
    ) -> Any:
        """Make functions of the concentration from the curves of a dataset.

        Parameters
        ----------
        dataset_id : str or MaterialPropertyDataset
            Id of a dataset with a column of concentrations, in mol.m-3, and the properties.
        forms : mapping of str to str, optional
            For each parameter ``"interpolant"``, which is linear between the values and the
            default, or ``"landesfeind"``, a fit of the isothermal form of Landesfeind and
            Gasteiger (2019). That one is for ``"Electrolyte conductivity [S.m-1]"``,
            ``"Electrolyte diffusivity [m2.s-1]"``, ``"Cation transference number"`` and
            ``"Thermodynamic factor"``.
        columns : mapping of str to str, optional
            The column of each parameter. Without it ``"Electrolyte conductivity"``,
            ``"Electrolyte diffusivity"`` and ``"Transference number"`` are the columns of
            conductivity, diffusivity and cation transference number.
        concentration_column : str, default "Electrolyte concentration"
            The column of concentrations.

        Returns
        -------
        pybamm.ParameterValues
            A function ``(c_e, T)`` for each parameter; ``c_e`` in mol.m-3.

        Raises
        ------
        ValueError
            A form or a column is not one that there is, or a curve has too few values.
        ModuleNotFoundError
            The package ``pybamm`` is not installed.
        NotFoundError
            There is no dataset with this id.
        """
        return run(
            self._async.transport_from_dataset(dataset_id, forms, columns, concentration_column)
        )
