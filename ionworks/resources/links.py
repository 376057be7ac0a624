"""Links to the web app, of a client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from ionworks_generated.api.simulations import get_simulation

from ionworks._io.blocking import run
from ionworks.ids import id_of
from ionworks.urls import Urls

if TYPE_CHECKING:
    from uuid import UUID

    from ionworks.client import AsyncIonworks
    from ionworks.ids import ProjectId


class AsyncWebUrls(Urls):
    """Links to the web app: ``client.urls``.

    All but `simulation` are text alone: nothing is asked of the service.
    """

    _client: AsyncIonworks

    @classmethod
    def _of(cls, client: AsyncIonworks) -> Self:
        links = cls(client.settings.address, client.settings.project_id)
        links._client = client
        return links

    def __reduce__(self) -> tuple[type[Urls], tuple[str, str | None]]:
        return Urls, (self._api_url, self._project_id)  # without the client and its credential

    async def simulation(  # type: ignore[override]  # one that may ask is awaited
        self,
        simulation_id: str | UUID,
        parameterized_model_id: str | UUID | None = None,
        project_id: ProjectId | UUID | None = None,
    ) -> str:
        """Link to a simulation, whose page belongs to its parameterized model.

        Parameters
        ----------
        simulation_id : str
            The simulation.
        parameterized_model_id : str, optional
            The model that it simulates; asked of the service if it is left out.
        project_id : str or Project, optional
            The project; the client's own when it has one.

        Raises
        ------
        ValueError
            The simulation has no parameterized model and so no page, or what `measurement`
            raises.
        NotFoundError
            The service was asked, and has no such simulation.

        Examples
        --------
        >>> (await client.urls.simulation("sim_1", "model_1", "proj_1")).rpartition("/projects/")[2]
        'proj_1/parameterized-models/model_1/simulations/sim_1'
        """
        if parameterized_model_id is None or (
            isinstance(parameterized_model_id, str) and not parameterized_model_id
        ):
            identifier = id_of(simulation_id, "simulation_id")
            found = await self._client._runtime.call(get_simulation, identifier)
            parameterized_model_id = found.parameterized_model_id
            if not parameterized_model_id:
                raise ValueError(
                    f"simulation {identifier!r} has no parameterized model, to whose pages its "
                    "page would belong; pass `parameterized_model_id`"
                )
        return super().simulation(simulation_id, parameterized_model_id, project_id)


class WebUrls(Urls):
    """Links to the web app: ``client.urls``.

    All but `simulation` are text alone: nothing is asked of the service.
    """

    def simulation(
        self,
        simulation_id: str | UUID,
        parameterized_model_id: str | UUID | None = None,
        project_id: ProjectId | UUID | None = None,
    ) -> str:
        """Link to a simulation, whose page belongs to its parameterized model.

        Parameters
        ----------
        simulation_id : str
            The simulation.
        parameterized_model_id : str, optional
            The model that it simulates; asked of the service if it is left out.
        project_id : str or Project, optional
            The project; the client's own when it has one.

        Raises
        ------
        ValueError
            The simulation has no parameterized model and so no page, or what `measurement`
            raises.
        NotFoundError
            The service was asked, and has no such simulation.

        Examples
        --------
        >>> client.urls.simulation("sim_1", "model_1", "proj_1").rpartition("/projects/")[2]
        'proj_1/parameterized-models/model_1/simulations/sim_1'
        """
        return run(self._async.simulation(simulation_id, parameterized_model_id, project_id))

    def __init__(self, links: AsyncWebUrls) -> None:
        super().__init__(links._api_url, links._project_id)
        self._async = links

    def __reduce__(self) -> tuple[type[Urls], tuple[str, str | None]]:
        return self._async.__reduce__()
