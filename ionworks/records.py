"""The records of the platform, and what an upload or a read gives besides them.

The records are made from the contract, see `ionworks_generated.records`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self, SupportsIndex, TypeVar, overload

from attrs import field, fields, frozen
from ionworks_generated import models, record_types
from ionworks_generated.records import PlainRecord, Record

from ionworks.pagination import PaginatedList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ionworks_generated.record_types import *  # noqa: F403

    from ionworks.tables import AnyFrame

__all__ = [
    "CellInstanceDetail",
    "ColumnSpec",
    "CyclerDetail",
    "FlatChannel",
    "MeasurementBundle",
    "MeasurementDetail",
    "OrganizationMember",
    "ParsedProtocol",
    "Record",
    "RecordsById",
    "SearchResponse",
    "SimulationResult",
    "SiteDetail",
    "StepsAndCycles",
    "Utilization",
    "ZooImport",
]
__all__ += record_types.__all__


R = TypeVar("R", bound=Record)

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        # Each record of the contract is a module, which is imported when it is first needed.
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = globals()[name] = getattr(models, name)
        return found


def _html(record: Record) -> str:
    from ionworks.notebook import record_html

    title = f"{type(record).__name__} {record.get('name') or ''}".strip()
    return record_html(title, record.to_dict(), record.web_link)


Record._html = staticmethod(_html)


@frozen(kw_only=True, repr=False, eq=False)
class OrganizationMember(PlainRecord):
    """A member of an organization.

    Attributes
    ----------
    id : str
        Id of the user.
    email : str or None
        E-mail address.
    role : str or None
        Name of the role in the organization, such as ``Admin`` or ``Member``.
    projects : list of ProjectMembership
        Roles in the projects of the organization.
    """

    id: str
    email: str | None = None
    role: str | None = None
    projects: list[models.ProjectMembership] = field(factory=list)

    _fields: ClassVar[Mapping[str, str]] = {
        name: name for name in ("id", "email", "role", "projects")
    }
    _shown: ClassVar[tuple[str, ...]] = ("id", "email", "role")

    @classmethod
    def of(cls, user: models.OrganizationUser) -> Self:
        """Return a member as the service describes one."""
        return cls(
            id=user.id,
            email=user.email,
            role=(user.organization_role or {}).get("name"),
            projects=list(user.user_project_roles or ()),
            extra=user.extra,
        )


@frozen(kw_only=True, repr=False, eq=False)
class JobCreationPayload(PlainRecord):
    """A job to submit by itself, see `ionworks.resources.jobs.AsyncJobs.create`.

    Attributes
    ----------
    job_type : str
        Kind of the job.
    params : dict
        Its parameters.
    priority : int, default 5
        The higher, the sooner.
    callback_url : str or None
        Address that is called when the job is over.
    """

    job_type: str
    params: Mapping[str, Any]
    priority: int = 5
    callback_url: str | None = None

    _shown: ClassVar[tuple[str, ...]] = ("job_type", "params", "priority", "callback_url")
    _fields: ClassVar[Mapping[str, str]] = {name: name for name in _shown}


class RecordsById(list[R]):
    """Records, which are read by their ids too.

    ``for record in records`` and ``records[0]`` go by place; ``records["<id>"]``, ``records.get``,
    ``records.keys()``, ``records.values()`` and ``records.items()`` by id.
    """

    @overload
    def __getitem__(self, key: SupportsIndex) -> R: ...
    @overload
    def __getitem__(self, key: slice) -> list[R]: ...
    @overload
    def __getitem__(self, key: str) -> R: ...
    def __getitem__(self, key: SupportsIndex | slice | str) -> R | list[R]:
        return dict(self.items())[key] if isinstance(key, str) else super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        return key in self.keys() if isinstance(key, str) else super().__contains__(key)

    def get(self, record_id: str) -> R | None:
        """Return the record of an id, or None."""
        return dict(self.items()).get(record_id)

    def keys(self) -> list[str]:
        """Return the ids."""
        return [record["id"] for record in self]

    def values(self) -> list[R]:
        """Return the records."""
        return list(self)

    def items(self) -> list[tuple[str, R]]:
        """Return the ids, each with its record."""
        return [(record["id"], record) for record in self]


@frozen(kw_only=True, repr=False, eq=False)
class ParsedProtocol(PlainRecord):
    """A protocol file of a cycler, read.

    Attributes
    ----------
    ucp : str
        The protocol in UCP, as YAML.
    human_readable : str
        The protocol in prose, one line for each step.
    raw_protocol : str
        The file as text.
    cycler_type : str or None
        Whose file it is, such as ``"maccor"``.
    nominal_capacity_ah : float or None
        Capacity that the file states, in A.h.
    required_drive_cycles, available_drive_cycles : list of str
        Names of the drive cycles that the protocol needs, and of those that came with the file.
    required_subroutines, available_subroutines : list of str
        The same of subroutines.
    error : str or None
        What could not be read; None if all was.
    """

    ucp: str
    human_readable: str = ""
    raw_protocol: str = ""
    cycler_type: str | None = None
    nominal_capacity_ah: float | None = None
    required_drive_cycles: list[str] = field(factory=list)
    available_drive_cycles: list[str] = field(factory=list)
    required_subroutines: list[str] = field(factory=list)
    available_subroutines: list[str] = field(factory=list)
    error: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        name: name
        for name in (
            *("ucp", "human_readable", "raw_protocol", "cycler_type", "nominal_capacity_ah"),
            *("required_drive_cycles", "available_drive_cycles"),
            *("required_subroutines", "available_subroutines", "error"),
        )
    }
    _shown: ClassVar[tuple[str, ...]] = ("cycler_type", "error")


@frozen(kw_only=True)
class MeasurementBundle:
    """What an upload made.

    Fields of the measurement are read from the bundle as well: ``bundle.id`` is
    ``bundle.measurement.id``.

    Attributes
    ----------
    measurement : CellMeasurement
        The new record.
    steps_created : int
        Number of steps that the platform found; 0 while it is still processing, and for
        measurements that are not time series.
    created : bool or None
        Whether `create_or_get` created the measurement, or found it; None if another call returned
        this, or the answer to the creation was lost.
    """

    measurement: models.CellMeasurement
    steps_created: int = 0
    created: bool | None = field(default=None, eq=False, repr=False)

    @property
    def id(self) -> str:
        """Id of the measurement."""
        return self.measurement.id

    @property
    def name(self) -> str:
        """Name of the measurement."""
        return self.measurement.name

    if not TYPE_CHECKING:  # further fields of the measurement

        def __getattr__(self, name: str) -> Any:
            if name.startswith("_") or name == "measurement":
                raise AttributeError(name)
            return getattr(self.measurement, name)

    def _repr_html_(self) -> str | None:
        return self.measurement._repr_html_()


@frozen(kw_only=True, eq=False)
class StepsAndCycles:
    """The step table and the cycle table of a measurement, read in one go.

    Attributes
    ----------
    steps, cycles : polars.DataFrame or pandas.DataFrame
        One row a step, one row a cycle.
    """

    steps: AnyFrame = field(repr=lambda frame: f"<{len(frame)} rows>")
    cycles: AnyFrame = field(repr=lambda frame: f"<{len(frame)} rows>")

    def _repr_html_(self) -> str:
        return "".join(frame._repr_html_() or "" for frame in (self.steps, self.cycles))

    def __getitem__(self, name: str) -> AnyFrame:
        if name in ("steps", "cycles"):
            return getattr(self, name)
        raise KeyError(f"{name!r}; there are 'steps' and 'cycles'")


@frozen(kw_only=True, eq=False)
class SimulationResult:
    """What a simulation gave.

    Attributes
    ----------
    time_series, steps : polars.DataFrame or pandas.DataFrame
        One row an instant, one row a step.
    metrics : dict
        Figures of the run by name.
    """

    time_series: AnyFrame = field(repr=lambda frame: f"<{len(frame)} rows>")
    steps: AnyFrame = field(repr=lambda frame: f"<{len(frame)} rows>")
    metrics: dict[str, Any] = field(factory=dict)

    def _repr_html_(self) -> str:
        return "".join(frame._repr_html_() or "" for frame in (self.time_series, self.steps))


@frozen(kw_only=True, eq=False)
class MeasurementDetail:
    """A measurement with its data.

    Fields of the measurement are read from the detail as well: ``detail.name`` is
    ``detail.measurement.name``.

    Attributes
    ----------
    measurement : CellMeasurement
        The record.
    specification_id, instance_id : str
        Ids of the specification and the cell.
    time_series, steps, cycles : polars.DataFrame, pandas.DataFrame or None
        The tables of a time series; None for the other types.
    files : dict of str to bytes or None
        The files of a file measurement by name; None for the other types.
    """

    measurement: models.CellMeasurement
    specification_id: str
    instance_id: str
    time_series: AnyFrame | None = field(default=None, repr=False)
    steps: AnyFrame | None = field(default=None, repr=False)
    cycles: AnyFrame | None = field(default=None, repr=False)
    files: dict[str, bytes] | None = field(default=None, repr=False)

    @property
    def id(self) -> str:
        """Id of the measurement."""
        return self.measurement.id

    @property
    def name(self) -> str:
        """Name of the measurement."""
        return self.measurement.name

    if not TYPE_CHECKING:  # further fields of the measurement

        def __getattr__(self, name: str) -> Any:
            if name.startswith("_") or name == "measurement":
                raise AttributeError(name)
            return getattr(self.measurement, name)

    def model_dump(self) -> dict[str, Any]:
        """Return the fields of the measurement, with the ids and the tables beside them."""
        return {
            **self.measurement.model_dump(),
            **{place.name: getattr(self, place.name) for place in fields(type(self))[1:]},
        }

    def _repr_html_(self) -> str:
        from ionworks.notebook import detail_html

        tables = {name: getattr(self, name) for name in ("time_series", "steps", "cycles", "files")}
        return detail_html(self.measurement, tables)


class ColumnSpec(dict[str, Any]):
    """A column of a property dataset: a dict whose fields are attributes as well.

    Attributes
    ----------
    name : str
        Name of the column.
    unit : str
        Its unit, such as ``"S.m-1"``; empty for none.
    source_column_index : int
        Place of the column in the uploaded file, from 0.

    Examples
    --------
    >>> from ionworks.records import ColumnSpec
    >>> ColumnSpec(name="Conductivity", unit="S.m-1", source_column_index=1).unit
    'S.m-1'
    """

    @property
    def name(self) -> str:
        """Name of the column."""
        name: str = self["name"]
        return name

    @property
    def unit(self) -> str:
        """Its unit; empty for none."""
        return self.get("unit") or ""

    @property
    def source_column_index(self) -> int:
        """Place of the column in the uploaded file, from 0."""
        place: int = self["source_column_index"]
        return place

    def model_dump(self) -> dict[str, Any]:
        """Return the fields as a plain dict."""
        return dict(self)


class SearchResponse(PaginatedList[models.SearchResult]):
    """A page of what a search found.

    Attributes
    ----------
    query : str
        The text that was looked for.
    limit, offset : int
        Most results of the page, and the results that were left out before it.
    """

    query: str
    limit: int
    offset: int

    def __init__(
        self,
        results: Sequence[models.SearchResult],
        total: int | None,
        *,
        query: str,
        limit: int,
        offset: int,
    ) -> None:
        super().__init__(results, total)
        self.query = query
        self.limit = limit
        self.offset = offset

    @property
    def results(self) -> list[models.SearchResult]:
        """The results of this page."""
        return self.items

    def model_dump(self) -> dict[str, Any]:
        """Return the results and the fields of the page as plain values."""
        return {
            "results": [result.model_dump() for result in self.items],
            "query": self.query,
            "total": self.total,
            "limit": self.limit,
            "offset": self.offset,
        }


@frozen(kw_only=True, eq=False)
class CellInstanceDetail:
    """A cell with its measurements and their data.

    Attributes
    ----------
    instance : CellInstance
        The record of the cell.
    specification_id : str
        Id of its specification.
    measurements : list of MeasurementDetail
        Its measurements with the tables that were asked for.
    """

    instance: models.CellInstance
    specification_id: str
    measurements: list[MeasurementDetail] = field(
        factory=list, repr=lambda found: f"<{len(found)}>"
    )

    def model_dump(self) -> dict[str, Any]:
        """Return the cell and its measurements as plain dicts, with the tables in them."""
        return {
            "instance": self.instance.model_dump(),
            "specification_id": self.specification_id,
            "measurements": [one.model_dump() for one in self.measurements],
        }

    def _repr_html_(self) -> str:
        return "".join(
            [self.instance._repr_html_() or "", *(one._repr_html_() for one in self.measurements)]
        )


@frozen(kw_only=True, repr=False, eq=False)
class CyclerDetail(PlainRecord):
    """A cycler with its channels.

    Attributes
    ----------
    cycler : Cycler
        The record.
    site_id : str
        Site where it stands.
    channels : list of Channel
        Its channels.
    """

    cycler: models.Cycler
    site_id: str
    channels: list[models.Channel]

    _fields: ClassVar[Mapping[str, str]] = {
        name: name for name in ("cycler", "site_id", "channels")
    }

    def summary(self) -> dict[str, Any]:
        """Return what one line shows."""
        return {"cycler": self.cycler.name, "channels": len(self.channels)}


@frozen(kw_only=True, repr=False, eq=False)
class SiteDetail(PlainRecord):
    """A site with its cyclers and their channels.

    Attributes
    ----------
    site : Site
        The record.
    cyclers : list of CyclerDetail
        Its cyclers, each with its channels.
    """

    site: models.Site
    cyclers: list[CyclerDetail]

    _fields: ClassVar[Mapping[str, str]] = {name: name for name in ("site", "cyclers")}

    def summary(self) -> dict[str, Any]:
        """Return what one line shows."""
        return {"site": self.site.name, "cyclers": len(self.cyclers)}


@frozen(kw_only=True, repr=False, eq=False)
class FlatChannel(PlainRecord):
    """A channel of the lab's overview, with where it is.

    Attributes
    ----------
    channel : LabChannel
        The channel with its state and its test.
    cycler_id, cycler_name : str
        Its cycler.
    site_id, site_name : str
        The site of the cycler.
    """

    channel: models.LabChannel
    cycler_id: str
    cycler_name: str
    site_id: str
    site_name: str

    _fields: ClassVar[Mapping[str, str]] = {
        name: name for name in ("channel", "cycler_id", "cycler_name", "site_id", "site_name")
    }

    def summary(self) -> dict[str, Any]:
        """Return what one line shows."""
        return {"site": self.site_name, "cycler": self.cycler_name, "channel": self.channel.name}


@frozen(kw_only=True, repr=False, eq=False)
class Utilization(PlainRecord):
    """How much of a lab is in use.

    Attributes
    ----------
    percent : int
        Channels with a test, in percent of all channels; 0 without channels.
    occupied, stale, free, out_of_commission, total : int
        Channels in each state, and all of them.
    """

    percent: int
    occupied: int
    stale: int
    free: int
    out_of_commission: int
    total: int

    _shown: ClassVar[tuple[str, ...]] = (
        "percent",
        "occupied",
        "stale",
        "free",
        "out_of_commission",
        "total",
    )
    _fields: ClassVar[Mapping[str, str]] = {name: name for name in _shown}


@frozen(kw_only=True)
class ZooImport:
    """What became of a model of the zoo.

    Attributes
    ----------
    model : Model
        The uploaded model.
    parameterized_model : ParameterizedModel
        The same with values for its parameters.
    """

    model: models.Model
    parameterized_model: models.ParameterizedModel
