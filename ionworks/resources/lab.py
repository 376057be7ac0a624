"""The lab: which channels are in use, and by which tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ionworks_generated.api.equipment import lab_status, lab_watched

from ionworks._io.blocking import run
from ionworks.ids import id_of
from ionworks.records import FlatChannel, LabMeasurementSummary, LabStatus, Utilization
from ionworks.resources._arguments import require_number
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._pages import require_strings

if TYPE_CHECKING:
    from ionworks.ids import ChannelId, ProjectId


class AsyncLab(AsyncResource):
    """Which channels of a project are in use: ``client.lab``.

    Each question takes a `status` that was fetched already, so that several of them cost one
    request.
    """

    async def status(self, project_id: ProjectId) -> LabStatus:
        """Get the sites, cyclers and channels of a project with what runs on them.

        A channel is ``occupied`` by a test without an end that was updated lately, ``stale`` if
        that test has gone quiet, ``free`` or ``out_of_commission``. On the embedded platform a test
        goes stale after 24 hours.

        Parameters
        ----------
        project_id : str or Project
            Id of the project.

        Returns
        -------
        LabStatus
            ``sites``, each with ``cyclers``, each with ``channels``; and the number of channels in
            each state.

        Raises
        ------
        NotFoundError
            There is no project with this id, or none that the credential may see.

        Examples
        --------
        >>> project = await client.project.create_or_get({"name": "Lab overview"})
        >>> site = await client.site.create_or_get({"name": "Overview lab"})
        >>> data = {"name": "BCS-1", "project_id": project.id}
        >>> cycler = await client.cycler.create_or_get(site.id, data)
        >>> channel = await client.channel.create_or_get(cycler.id, {"name": "01"})
        >>> status = await client.lab.status(project.id)
        >>> status.sites[0].cyclers[0].channels[0].state
        'free'
        >>> (await client.lab.utilization(project.id, status=status)).percent
        0
        """
        found = await self._runtime.call(lab_status, id_of(project_id, "project_id"))
        return LabStatus.from_model(found, self._links)

    async def list_watched(self, project_id: ProjectId) -> list[str]:
        """List the ids of the measurements of a project that the caller watches.

        Parameters
        ----------
        project_id : str or Project
            Id of the project.

        Returns
        -------
        list of str
            Ids of measurements; finished ones may be among them.
        """
        found = await self._runtime.call(lab_watched, id_of(project_id, "project_id"))
        return require_strings(found.measurement_ids or [], "ids of measurements")

    async def utilization(
        self, project_id: ProjectId, *, status: LabStatus | None = None
    ) -> Utilization:
        """Count the channels in each state, and tell how much of the lab is in use.

        Parameters
        ----------
        project_id : str or Project
            Id of the project.
        status : LabStatus, optional
            What `status` gave; it is fetched without.

        Returns
        -------
        Utilization
            ``percent`` of all channels that have a test, and the numbers.
        """
        found = await self._status(project_id, status)
        occupied, stale = found.occupied or 0, found.stale or 0
        free, out = found.free or 0, found.out_of_commission or 0
        total = occupied + stale + free + out
        return Utilization(
            percent=round((occupied + stale) / total * 100) if total else 0,
            occupied=occupied,
            stale=stale,
            free=free,
            out_of_commission=out,
            total=total,
        )

    async def free_channels(
        self,
        project_id: ProjectId,
        *,
        min_amps: float | None = None,
        min_volts: float | None = None,
        max_volts: float | None = None,
        status: LabStatus | None = None,
    ) -> list[FlatChannel]:
        """List the channels that are free, and can do what a test needs.

        Parameters
        ----------
        project_id : str or Project
            Id of the project.
        min_amps : float, optional
            Current that the channel has to give, in A.
        min_volts, max_volts : float, optional
            Voltages that it has to reach, in V. A channel whose limit is not known is left out
            where the limit matters.
        status : LabStatus, optional
            What `status` gave; it is fetched without.

        Returns
        -------
        list of FlatChannel
            The channels, each with its cycler and its site.
        """
        for argument, limit in (
            ("min_amps", min_amps),
            ("min_volts", min_volts),
            ("max_volts", max_volts),
        ):
            if limit is not None:
                require_number(limit, argument)

        def can(flat: FlatChannel) -> bool:
            channel = flat.channel
            return (
                _reaches(channel.max_amps, min_amps)
                and _reaches(channel.max_volts, max_volts)
                and _reaches(_negative(channel.min_volts), _negative(min_volts))
            )

        found = await self._status(project_id, status)
        return [flat for flat in _flat(found) if flat.channel.state == "free" and can(flat)]

    async def stale_channels(
        self, project_id: ProjectId, *, status: LabStatus | None = None
    ) -> list[FlatChannel]:
        """List the channels whose test has gone quiet.

        Parameters
        ----------
        project_id : str or Project
            Id of the project.
        status : LabStatus, optional
            What `status` gave; it is fetched without.
        """
        found = await self._status(project_id, status)
        return [flat for flat in _flat(found) if flat.channel.state == "stale"]

    async def watched_channels(
        self, project_id: ProjectId, *, status: LabStatus | None = None
    ) -> list[FlatChannel]:
        """List the channels with a test that the caller watches.

        Parameters
        ----------
        project_id : str or Project
            Id of the project.
        status : LabStatus, optional
            What `status` gave; it is fetched without.
        """
        found = await self._status(project_id, status)
        return [
            flat
            for flat in _flat(found)
            if flat.channel.measurement is not None and flat.channel.measurement.watched
        ]

    async def on_channel(
        self, project_id: ProjectId, channel_id: ChannelId, *, status: LabStatus | None = None
    ) -> LabMeasurementSummary | None:
        """Get the test that runs on a channel.

        Parameters
        ----------
        project_id : str or Project
            Id of the project.
        channel_id : str or Channel
            Id of the channel.
        status : LabStatus, optional
            What `status` gave; it is fetched without.

        Returns
        -------
        LabMeasurementSummary or None
            The test; None if there is none, or no such channel in the project.
        """
        wanted = id_of(channel_id, "channel_id")
        for flat in _flat(await self._status(project_id, status)):
            if flat.channel.id == wanted:
                return flat.channel.measurement
        return None

    async def _status(self, project_id: ProjectId, status: LabStatus | None) -> LabStatus:
        if status is None:
            return await self.status(project_id)
        if not isinstance(status, LabStatus):
            raise TypeError(f"status must be a LabStatus, not {type(status).__name__}")
        return status


def _flat(status: LabStatus) -> Iterator[FlatChannel]:
    """Yield each channel of the lab with where it is."""
    for site in status.sites or ():
        for cycler in site.cyclers or ():
            for channel in cycler.channels or ():
                yield FlatChannel(
                    channel=channel,
                    cycler_id=cycler.id,
                    cycler_name=cycler.name,
                    site_id=site.id,
                    site_name=site.name,
                )


def _reaches(limit: float | None, wanted: float | None) -> bool:
    return wanted is None or (limit is not None and limit >= wanted)


def _negative(volts: float | None) -> float | None:
    return None if volts is None else -volts


class Lab(Resource[AsyncLab]):
    """Which channels of a project are in use: ``client.lab``.

    Each question takes a `status` that was fetched already, so that several of them cost one
    request.
    """

    def status(self, project_id: ProjectId) -> LabStatus:
        """Get the sites, cyclers and channels of a project with what runs on them.

        A channel is ``occupied`` by a test without an end that was updated lately, ``stale`` if
        that test has gone quiet, ``free`` or ``out_of_commission``. On the embedded platform a test
        goes stale after 24 hours.

        Parameters
        ----------
        project_id : str or Project
            Id of the project.

        Returns
        -------
        LabStatus
            ``sites``, each with ``cyclers``, each with ``channels``; and the number of channels in
            each state.

        Raises
        ------
        NotFoundError
            There is no project with this id, or none that the credential may see.

        Examples
        --------
        >>> project = client.project.create_or_get({"name": "Lab overview"})
        >>> site = client.site.create_or_get({"name": "Overview lab"})
        >>> data = {"name": "BCS-1", "project_id": project.id}
        >>> cycler = client.cycler.create_or_get(site.id, data)
        >>> channel = client.channel.create_or_get(cycler.id, {"name": "01"})
        >>> status = client.lab.status(project.id)
        >>> status.sites[0].cyclers[0].channels[0].state
        'free'
        >>> client.lab.utilization(project.id, status=status).percent
        0
        """
        return run(self._async.status(project_id))

    def list_watched(self, project_id: ProjectId) -> list[str]:
        """List the ids of the measurements of a project that the caller watches.

        Parameters
        ----------
        project_id : str or Project
            Id of the project.

        Returns
        -------
        list of str
            Ids of measurements; finished ones may be among them.
        """
        return run(self._async.list_watched(project_id))

    def utilization(self, project_id: ProjectId, *, status: LabStatus | None = None) -> Utilization:
        """Count the channels in each state, and tell how much of the lab is in use.

        Parameters
        ----------
        project_id : str or Project
            Id of the project.
        status : LabStatus, optional
            What `status` gave; it is fetched without.

        Returns
        -------
        Utilization
            ``percent`` of all channels that have a test, and the numbers.
        """
        return run(self._async.utilization(project_id, status=status))

    def free_channels(
        self,
        project_id: ProjectId,
        *,
        min_amps: float | None = None,
        min_volts: float | None = None,
        max_volts: float | None = None,
        status: LabStatus | None = None,
    ) -> list[FlatChannel]:
        """List the channels that are free, and can do what a test needs.

        Parameters
        ----------
        project_id : str or Project
            Id of the project.
        min_amps : float, optional
            Current that the channel has to give, in A.
        min_volts, max_volts : float, optional
            Voltages that it has to reach, in V. A channel whose limit is not known is left out
            where the limit matters.
        status : LabStatus, optional
            What `status` gave; it is fetched without.

        Returns
        -------
        list of FlatChannel
            The channels, each with its cycler and its site.
        """
        return run(
            self._async.free_channels(
                project_id,
                min_amps=min_amps,
                min_volts=min_volts,
                max_volts=max_volts,
                status=status,
            )
        )

    def stale_channels(
        self, project_id: ProjectId, *, status: LabStatus | None = None
    ) -> list[FlatChannel]:
        """List the channels whose test has gone quiet.

        Parameters
        ----------
        project_id : str or Project
            Id of the project.
        status : LabStatus, optional
            What `status` gave; it is fetched without.
        """
        return run(self._async.stale_channels(project_id, status=status))

    def watched_channels(
        self, project_id: ProjectId, *, status: LabStatus | None = None
    ) -> list[FlatChannel]:
        """List the channels with a test that the caller watches.

        Parameters
        ----------
        project_id : str or Project
            Id of the project.
        status : LabStatus, optional
            What `status` gave; it is fetched without.
        """
        return run(self._async.watched_channels(project_id, status=status))

    def on_channel(
        self, project_id: ProjectId, channel_id: ChannelId, *, status: LabStatus | None = None
    ) -> LabMeasurementSummary | None:
        """Get the test that runs on a channel.

        Parameters
        ----------
        project_id : str or Project
            Id of the project.
        channel_id : str or Channel
            Id of the channel.
        status : LabStatus, optional
            What `status` gave; it is fetched without.

        Returns
        -------
        LabMeasurementSummary or None
            The test; None if there is none, or no such channel in the project.
        """
        return run(self._async.on_channel(project_id, channel_id, status=status))
