"""What the platform keeps, as frozen records.

Fields follow the contract; an absent one is None. Free-form objects (ratings, properties,
protocols) are plain dicts. What a newer service adds is kept too and read like a field.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import asdict, evolve, field, fields, frozen

from ionworks.errors import UnexpectedResponseError
from ionworks.notebook import detail_html, record_html

if TYPE_CHECKING:
    from ionworks.tables import AnyFrame
    from ionworks.urls import Urls

__all__ = [
    "Capabilities",
    "CellBatch",
    "CellInstance",
    "CellMeasurement",
    "CellSpecification",
    "Job",
    "MeasurementBundle",
    "MeasurementDetail",
    "Organization",
    "Pipeline",
    "PipelineElement",
    "PipelineResult",
    "Project",
    "ProjectMeasurement",
    "RawData",
    "Record",
    "StepsAndCycles",
    "TagUsage",
    "User",
]


def _plain(value: Any) -> Any:
    """Take a field out of its generated model: nested ones as dicts, absent as None."""
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, list):
        return [_plain(item) for item in value]
    # The generated marker of an absent field is falsy and is not None.
    return None if type(value).__name__ == "Unset" else value


@cache
def _texts_of(record: type[Record]) -> tuple[str, ...]:
    """Name the fields that are always there and always text."""
    return tuple(spec.name for spec in fields(record) if spec.type in ("str", str))


@frozen(kw_only=True, repr=False, eq=False)
class Record:
    """A record of the platform.

    Records are values: they compare by content, hold no connection, and do not change
    when the platform does. Fields that this version does not know are in `extra`, and
    are read as attributes as well.
    """

    extra: Mapping[str, Any] = field(factory=dict)
    web_link: str | None = None

    _shown: ClassVar[tuple[str, ...]] = ("id", "name")

    @classmethod
    def from_model(cls, model: Any, links: Urls | None = None) -> Self:
        """Make the record of a model of the generated client, with its page in the web app."""
        # The generated reader takes any JSON for a text. Ids and names are keys and sort.
        for name in _texts_of(cls):  # type: ignore[arg-type]  # a class is hashable
            if not isinstance(getattr(model, name, ""), str):
                raise UnexpectedResponseError(
                    f"The service sent a {cls.__name__} whose {name} is no text"
                )
        extra = dict(getattr(model, "additional_properties", None) or {})
        known = {}
        for spec in fields(cls):
            if spec.name in ("extra", "web_link"):
                continue
            if hasattr(model, spec.name):
                known[spec.name] = _plain(getattr(model, spec.name))
            elif spec.name in extra:
                known[spec.name] = extra.pop(spec.name)
        record = cls(**known, extra=extra)
        if links is None:
            return record
        try:
            return evolve(record, web_link=record._page(links))
        except (TypeError, ValueError):  # neither client nor record names a project
            return record

    def _page(self, links: Urls) -> str | None:
        """Link to the page of this record, where the web app has one."""
        del links
        return None

    def summary(self) -> dict[str, Any]:
        """Give what one line says of the record."""
        shown = ((name, getattr(self, name, None)) for name in self._shown)
        return {name: value for name, value in shown if value is not None}

    def to_dict(self) -> dict[str, Any]:
        """All fields by name, with those of a newer service."""
        found = asdict(self, recurse=False)
        del found["web_link"]
        return {**found.pop("extra"), **found}

    def __getattr__(self, name: str) -> Any:
        # Only called for what is no field.
        if not name.startswith("_") and name in self.extra:
            return self.extra[name]
        raise AttributeError(f"{type(self).__name__} has no field {name!r}", name=name, obj=self)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.to_dict() == other.to_dict()

    def __hash__(self) -> int:
        return hash((type(self).__name__, getattr(self, "id", None)))

    def __repr__(self) -> str:
        inside = ", ".join(f"{name}={value!r}" for name, value in self.summary().items())
        return f"{type(self).__name__}({inside})"

    def _repr_html_(self) -> str:
        title = f"{type(self).__name__} {getattr(self, 'name', '')}".strip()
        return record_html(title, self.to_dict(), self.web_link)


@frozen(kw_only=True, repr=False, eq=False)
class Organization(Record):
    """An organization that the credential reaches."""

    id: str
    name: str


@frozen(kw_only=True, repr=False, eq=False)
class User(Record):
    """Who the credential stands for, and the organization that requests act for."""

    id: str
    email: str
    authorized_organization: dict[str, Any] | None = None
    organizations: list[dict[str, Any]] = field(factory=list)

    _shown = ("id", "email")


@frozen(kw_only=True, repr=False, eq=False)
class Capabilities(Record):
    """What the platform says of itself."""

    domain_context: dict[str, Any] = field(factory=dict)
    schemas: Any = None
    authentication: dict[str, Any] | None = None
    openapi_spec: Any = None
    version: str | None = None

    _shown = ("version",)


@frozen(kw_only=True, repr=False, eq=False)
class Project(Record):
    """A project: the room in which names of specifications are unique."""

    id: str
    name: str
    organization_id: str | None = None
    description: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    def _page(self, links: Urls) -> str | None:
        return links.project(self.id)


@frozen(kw_only=True, repr=False, eq=False)
class CellSpecification(Record):
    """A cell type: ratings, components, materials.

    Numbers with a unit are dicts ``{"value": 5.0, "unit": "A.h"}``. The components are
    filled by `get`, and by `list` when it is asked for them.
    """

    id: str
    name: str
    ratings: dict[str, Any] | None = None
    organization_id: str | None = None
    project_id: str | None = None
    form_factor: str | None = None
    manufacturer: str | None = None
    anode_id: str | None = None
    cathode_id: str | None = None
    electrolyte_id: str | None = None
    separator_id: str | None = None
    case_id: str | None = None
    anode: dict[str, Any] | None = None
    cathode: dict[str, Any] | None = None
    electrolyte: dict[str, Any] | None = None
    separator: dict[str, Any] | None = None
    case: dict[str, Any] | None = None
    properties: dict[str, Any] | None = None
    source: dict[str, Any] | None = None
    notes: str | None = None
    instance_ids: list[Any] | None = None
    created_by: str | None = None
    created_by_email: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    _shown = ("id", "name", "form_factor")

    def _page(self, links: Urls) -> str | None:
        return links.cell_instances(self.id, self.project_id)


@frozen(kw_only=True, repr=False, eq=False)
class CellBatch(Record):
    """A manufacturing lot of one specification."""

    id: str
    name: str
    cell_specification_id: str
    project_id: str | None = None
    organization_id: str | None = None
    notes: str | None = None
    date_manufactured: Any = None
    properties: dict[str, Any] | None = None
    instance_count: int | None = None
    created_by: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None


@frozen(kw_only=True, repr=False, eq=False)
class CellInstance(Record):
    """A physical cell of a specification."""

    id: str
    name: str
    cell_specification_id: str
    batch: str | None = None
    batch_id: str | None = None
    batch_name: str | None = None
    date_manufactured: Any = None
    measured_properties: dict[str, Any] | None = None
    notes: str | None = None
    measurement_ids: list[Any] | None = None
    organization_id: str | None = None
    created_by: str | None = None
    created_by_email: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    def _page(self, links: Urls) -> str | None:
        return links.cell_instances(self.cell_specification_id)


@frozen(kw_only=True, repr=False, eq=False)
class CellMeasurement(Record):
    """A test on a cell: its metadata, without its data.

    `processing_status` is ``"pending"`` or ``"running"`` while step and cycle tables are
    being made, then ``"ready"``, or ``"failed"`` with the reason in `processing_error`.
    """

    id: str
    name: str
    cell_instance_id: str
    measurement_type: str | None = None
    protocol: dict[str, Any] | None = None
    protocol_id: str | None = None
    test_setup: dict[str, Any] | None = None
    channel_id: str | None = None
    start_time: datetime | None = None
    end_time: datetime | None = None
    estimated_end_time: datetime | None = None
    estimated_end_time_note: str | None = None
    estimated_end_time_calculated_at: datetime | None = None
    step_labels_validated: bool | None = None
    notes: str | None = None
    properties: dict[str, Any] | None = None
    file_metadata: dict[str, Any] | None = None
    processing_status: str | None = None
    processing_error: str | None = None
    steps_created: int | None = None
    tags: list[str] | None = None
    organization_id: str | None = None
    created_by: str | None = None
    created_by_email: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    _shown = ("id", "name", "measurement_type", "processing_status")

    def _page(self, links: Urls) -> str | None:
        return links.measurement(self.id)


@frozen(kw_only=True, repr=False, eq=False)
class ProjectMeasurement(CellMeasurement):
    """A measurement with the specification and the cell that it belongs to."""

    specification: dict[str, Any] | None = None
    instance: dict[str, Any] | None = None


@frozen(kw_only=True, repr=False, eq=False)
class TagUsage(Record):
    """A tag and how many measurements carry it."""

    tag: str
    usage_count: int

    _shown = ("tag", "usage_count")


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
        measurements that are no time series.
    """

    measurement: CellMeasurement
    steps_created: int = 0

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name == "measurement":
            raise AttributeError(name)
        return getattr(self.measurement, name)

    def _repr_html_(self) -> str:
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
        return "".join(frame._repr_html_() for frame in (self.steps, self.cycles))

    def __getitem__(self, name: str) -> AnyFrame:
        if name in ("steps", "cycles"):
            return getattr(self, name)
        raise KeyError(f"{name!r}; there are 'steps' and 'cycles'")


@frozen(kw_only=True, eq=False)
class MeasurementDetail:
    """A measurement with its data.

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

    measurement: CellMeasurement
    specification_id: str
    instance_id: str
    time_series: AnyFrame | None = field(default=None, repr=False)
    steps: AnyFrame | None = field(default=None, repr=False)
    cycles: AnyFrame | None = field(default=None, repr=False)
    files: dict[str, bytes] | None = field(default=None, repr=False)

    def _repr_html_(self) -> str:
        tables = {name: getattr(self, name) for name in ("time_series", "steps", "cycles", "files")}
        return detail_html(self.measurement, tables)


@frozen(kw_only=True, repr=False, eq=False)
class Pipeline(Record):
    """A pipeline: elements that run one after the other.

    It is over when `is_terminal` is true, and was not successful when `is_failed` is: the
    names of the states in `status` may grow. `elements` is filled by `run` and `create`;
    ``client.pipeline.elements`` reads how far each of them is.
    """

    id: str
    name: str
    status: str
    is_terminal: bool
    is_failed: bool
    project_id: str | None = None
    organization_id: str | None = None
    description: str | None = None
    options: dict[str, Any] | None = None
    elements: list[dict[str, Any]] | None = None
    error: str | None = None
    error_code: str | None = None
    user_id: str | None = None
    created_by_email: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    _shown = ("id", "name", "status")

    def _page(self, links: Urls) -> str | None:
        return links.pipeline(self.id, self.project_id)


@frozen(kw_only=True, repr=False, eq=False)
class PipelineElement(Record):
    """One element of a pipeline as it runs, with the configuration that it was given.

    `element_type` is worded for people (``"Data Fit"``), unlike the one in a configuration
    (``"data_fit"``). `element_order` counts from 1.
    """

    id: str
    pipeline_id: str
    name: str
    status: str
    element_order: int | None = None
    element_type: str | None = None
    job_config: dict[str, Any] | None = None
    job_id: str | None = None
    job_status: str | None = None
    progress: dict[str, Any] | None = None
    result: dict[str, Any] | None = None
    error: str | None = None
    error_code: str | None = None
    error_detail: dict[str, Any] | None = None
    organization_id: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    _shown = ("id", "name", "element_type", "status")


@frozen(kw_only=True, repr=False, eq=False)
class PipelineResult(Record):
    """What a pipeline found: the whole in `result`, each element's by name."""

    result: dict[str, Any] = field(factory=dict)
    element_results: dict[str, Any] = field(factory=dict)

    _shown = ("result",)


@frozen(kw_only=True, repr=False, eq=False)
class Job(Record):
    """A piece of background work.

    It is over when `is_terminal` is true, and was not successful when `is_failed` is.
    `compute_time` is in seconds.
    """

    job_id: str
    status: str
    is_terminal: bool
    is_failed: bool
    job_type: str | None = None
    priority: int | None = None
    project_id: str | None = None
    organization_id: str | None = None
    user_id: str | None = None
    parent_job_id: str | None = None
    access_level: str | None = None
    result: dict[str, Any] | None = None
    error: str | None = None
    error_code: str | None = None
    callback_url: str | None = None
    params_path: str | None = None
    metadata_path: str | None = None
    compute_time: float | None = None
    started_at: datetime | None = None
    completed_at: datetime | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    _shown = ("id", "job_type", "status")

    @property
    def id(self) -> str:
        """The same as `job_id`."""
        return self.job_id


@frozen(kw_only=True, repr=False, eq=False)
class RawData(Record):
    """A file that is kept as it came, such as the export of a cycler.

    `source` says where the file comes from: an address, a DOI, a description.
    """

    id: str
    name: str
    filename: str | None = None
    project_id: str | None = None
    organization_id: str | None = None
    source: str | None = None
    content_type: str | None = None
    metadata: dict[str, Any] | None = None
    size_bytes: int | None = None
    created_by: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    _shown = ("id", "name", "filename", "size_bytes")
