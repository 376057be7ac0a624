"""The tables of the platform.

Ids are text, moments are text (see `ionworks.local.moments`), free-form objects are JSON.
Whatever hangs below a record goes with it (``ON DELETE CASCADE``), so every column that names
another record leads an index: a delete looks for its children there. A table whose records have
objects says where (``info["objects"]``), and names every record above them. Each list has an index
in its default order, so that one page of it costs the same however much is stored.

A change here needs a new `VERSION`, and `ionworks.local.upgrades` says how an older folder gets its
new columns.
"""

from functools import cache
from typing import Any, Final

from sqlalchemy import (
    DDL,
    JSON,
    Boolean,
    Column,
    ExecutableDDLElement,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    create_mock_engine,
    event,
    text,
)
from sqlalchemy.dialects import sqlite

from ionworks.local import layout

VERSION: Final = 5
"""Number of this layout, kept in each database.

Every change of a column, reference, index or trigger takes the next number, whether the last one
was released or not. A folder with a lower number is upgraded when it is opened; one with this
number is taken to have this layout. `tests/field/layout.txt` lists the layout of the number, and
`scripts/layout.py` refuses another one for it. Only a number that is on your branch alone can be
used again: take the list from ``main``, and run the script.
"""

metadata = MetaData()

_Object = JSON(none_as_null=True)
_INTERNAL: Final = {"internal": True}  # of a column that no record shows


def _key() -> Column[str]:
    return Column("id", Text, primary_key=True)


def _below(name: str, parent: str, info: dict[str, bool] | None = None) -> Column[str]:
    above = ForeignKey(f"{parent}.id", ondelete="CASCADE")
    return Column(name, Text, above, nullable=False, info=info)


def _job() -> Column[str]:
    """Return the column that names the job of a record; the job goes with the record."""
    job = ForeignKey("jobs.id", ondelete="SET NULL")
    return Column("job_id", Text, job, unique=True)


def shown(table: Table) -> list[str]:
    """Return the names of the columns that the records of a table show."""
    return [column.name for column in table.columns if not column.info.get("internal")]


def _pages(name: str, *columns: str) -> Index:
    """Return the index that gives a list in order; the id keeps the order of equals."""
    return Index(name, *columns, "id")


def _dates() -> tuple[Column[Any], ...]:
    return (
        Column("created_at", Text, nullable=False),
        Column("updated_at", Text, nullable=False),
    )


def _columns_of_creation() -> tuple[Column[Any], ...]:
    return (
        Column("organization_id", Text, nullable=False),
        Column("created_by", Text, nullable=False),
        Column("created_by_email", Text, nullable=False),
        *_dates(),
    )


organizations = Table(
    "organizations",
    metadata,
    _key(),
    Column("name", Text, nullable=False),
    Column("slug", Text, nullable=False),
    *_dates(),
)

users = Table(
    "users",
    metadata,
    _key(),
    _below("organization_id", "organizations"),
    _below("default_project_id", "projects"),
    Column("email", Text, nullable=False),
    *_dates(),
    Index("user_organizations", "organization_id"),
    Index("user_projects", "default_project_id"),
)

# Every organization has a member: the user who made it.
organization_members = Table(
    "organization_members",
    metadata,
    Column(
        "organization_id",
        Text,
        ForeignKey("organizations.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column(
        "user_id",
        Text,
        ForeignKey("users.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
    Column("role_name", Text, nullable=False),
    Column("is_active", Boolean, nullable=False, default=True),
    # Of those who were invited; null for the one whose key it is.
    Column("invited_at", Text),
    *_dates(),
)

projects = Table(
    "projects",
    metadata,
    _key(),
    _below("organization_id", "organizations"),
    Column("name", Text, nullable=False),
    Column("description", Text),
    *_dates(),
    UniqueConstraint("organization_id", "name"),
    _pages("project_dates", "created_at"),
)

# Every project has a member: the user who made it.
project_members = Table(
    "project_members",
    metadata,
    Column("project_id", Text, ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "user_id",
        Text,
        ForeignKey("users.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
    Column("project_role_id", Text, nullable=False),
    *_dates(),
)

materials = Table(
    "materials",
    metadata,
    _key(),
    _below("project_id", "projects"),
    Column("organization_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("manufacturer", Text),
    Column("product_id", Text),
    Column("definition", _Object),
    *_dates(),
    _pages("material_names", "project_id", "name"),
)

material_property_datasets = Table(
    "material_property_datasets",
    metadata,
    _key(),
    _below("material_id", "materials"),
    _below("project_id", "projects"),
    Column("name", Text, nullable=False),
    Column("columns", _Object, nullable=False),
    Column("data_version", Integer, nullable=False),
    # Folder of the files; each change of the data has its own.
    Column("data_id", Text, nullable=False),
    Column("original_name", Text, nullable=False, info=_INTERNAL),
    Column("no_header", Boolean, nullable=False, default=False),
    Column("nan_counts", _Object),
    Column("source_pipeline_id", Text),
    Column("source_simple_pipeline_id", Text),
    Column("source_analysis_id", Text),
    Column("source_label", Text),
    *_columns_of_creation(),
    _pages("dataset_dates", "material_id", "created_at"),
    Index("dataset_projects", "project_id"),
    info={"objects": layout.dataset},
)

cell_specifications = Table(
    "cell_specifications",
    metadata,
    _key(),
    _below("project_id", "projects"),
    Column("name", Text, nullable=False),
    Column("form_factor", Text),
    Column("manufacturer", Text),
    Column("ratings", _Object),
    Column("properties", _Object),
    Column("source", _Object),
    Column("notes", Text),
    *_columns_of_creation(),
    UniqueConstraint("project_id", "name"),
    _pages("specification_dates", "project_id", "created_at"),
)

cell_components = Table(
    "cell_components",
    metadata,
    _key(),
    _below("cell_specification_id", "cell_specifications"),
    Column("organization_id", Text, nullable=False),
    Column("component_type", Text, nullable=False),
    Column("material_id", Text, ForeignKey("materials.id"), index=True),
    Column("properties", _Object),
    *_dates(),
    UniqueConstraint("cell_specification_id", "component_type"),
)

cell_batches = Table(
    "cell_batches",
    metadata,
    _key(),
    _below("cell_specification_id", "cell_specifications"),
    Column("name", Text, nullable=False),
    # The name without case, which must be unique.
    Column("name_key", Text, nullable=False, info=_INTERNAL),
    Column("notes", Text),
    Column("date_manufactured", Text),
    Column("properties", _Object),
    *_columns_of_creation(),
    UniqueConstraint("cell_specification_id", "name_key"),
    _pages("batch_dates", "cell_specification_id", "created_at"),
)

cell_instances = Table(
    "cell_instances",
    metadata,
    _key(),
    _below("cell_specification_id", "cell_specifications"),
    Column("batch_id", Text, ForeignKey("cell_batches.id", ondelete="SET NULL"), index=True),
    Column("name", Text, nullable=False),
    Column("batch", Text),
    Column("date_manufactured", Text),
    Column("measured_properties", _Object),
    Column("notes", Text),
    *_columns_of_creation(),
    UniqueConstraint("cell_specification_id", "name"),
    _pages("cell_dates", "cell_specification_id", "created_at"),
)

sites = Table(
    "sites",
    metadata,
    _key(),
    Column("name", Text, nullable=False),
    Column("location", Text),
    *_columns_of_creation(),
    UniqueConstraint("organization_id", "name"),
    _pages("site_dates", "created_at"),
)

cyclers = Table(
    "cyclers",
    metadata,
    _key(),
    _below("site_id", "sites"),
    _below("project_id", "projects"),
    Column("name", Text, nullable=False),
    Column("manufacturer", Text),
    Column("model", Text),
    Column("version", Text),
    Column("serial_number", Text),
    Column("firmware_version", Text),
    Column("hostname", Text),
    Column("ip_address", Text),
    Column("port", Integer),
    Column("last_calibrated_at", Text),
    Column("calibration_interval_days", Integer),
    # The sum of the two before it, for filters and order.
    Column("calibration_due_at", Text),
    *_columns_of_creation(),
    UniqueConstraint("site_id", "name"),
    Index("cycler_projects", "project_id"),
    _pages("cycler_dates", "site_id", "created_at"),
)

cycler_service_events = Table(
    "cycler_service_events",
    metadata,
    _key(),
    _below("cycler_id", "cyclers"),
    Column("event_type", Text, nullable=False),
    Column("scheduled_for", Text),
    Column("scheduled_until", Text),
    Column("performed_at", Text),
    Column("notes", Text),
    Column("created_by", Text, nullable=False),
    Column("performed_by", Text),
    *_dates(),
    _pages("service_dates", "cycler_id", "created_at"),
    Index("open_services", "cycler_id", unique=True, sqlite_where=text("performed_at IS NULL")),
)

channels = Table(
    "channels",
    metadata,
    _key(),
    _below("cycler_id", "cyclers"),
    _below("project_id", "projects"),  # that of the cycler, which moves to no other project
    Column("name", Text, nullable=False),
    Column("notes", Text),
    Column("out_of_commission", Boolean, nullable=False, default=False),
    Column("max_amps", Float),
    Column("min_volts", Float),
    Column("max_volts", Float),
    *_columns_of_creation(),
    UniqueConstraint("cycler_id", "name"),
    Index("channel_projects", "project_id"),
    _pages("channel_dates", "created_at"),
    _pages("channel_dates_of_cycler", "cycler_id", "created_at"),
)

channel_incidents = Table(
    "channel_incidents",
    metadata,
    _key(),
    _below("channel_id", "channels"),
    Column(
        "service_event_id",
        Text,
        ForeignKey("cycler_service_events.id", ondelete="SET NULL"),
        index=True,
    ),
    Column("category", Text, nullable=False),
    Column("notes", Text),
    Column("service_scheduled_at", Text),
    Column("service_scheduled_until", Text),
    Column("started_at", Text, nullable=False),
    Column("resolved_at", Text),
    Column("resolution_notes", Text),
    Column("started_by", Text),
    Column("resolved_by", Text),
    Column("is_estimated", Boolean, nullable=False, default=False),
    _pages("incident_dates", "channel_id", "started_at"),
    Index("open_incidents", "channel_id", unique=True, sqlite_where=text("resolved_at IS NULL")),
)

planned_measurements = Table(
    "planned_measurements",
    metadata,
    _key(),
    _below("project_id", "projects"),
    Column("name", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("protocol_id", Text, ForeignKey("protocols.id", ondelete="SET NULL"), index=True),
    Column(
        "cell_specification_id",
        Text,
        ForeignKey("cell_specifications.id", ondelete="SET NULL"),
        index=True,
    ),
    Column(
        "cell_instance_id",
        Text,
        ForeignKey("cell_instances.id", ondelete="SET NULL"),
        index=True,
    ),
    # Whether the plan was for a cell that was deleted; a trigger notes it.
    Column("lost_cell", Boolean, nullable=False, default=False, info=_INTERNAL),
    Column("channel_id", Text, ForeignKey("channels.id", ondelete="SET NULL")),
    Column("planned_start_time", Text),
    Column("planned_end_time", Text),
    Column("estimated_duration_seconds", Integer),
    Column("setup_duration_seconds", Integer),
    Column("teardown_duration_seconds", Integer),
    Column("test_setup", _Object),
    Column("notes", Text),
    Column("requested_by_email", Text),
    Column("scheduled_by_email", Text),
    *_dates(),
    UniqueConstraint("project_id", "name"),
    _pages("plan_dates", "project_id", "created_at"),
    _pages("plan_starts", "project_id", "planned_start_time"),
    Index("channel_plans", "channel_id", "planned_start_time"),
)

cell_measurements = Table(
    "cell_measurements",
    metadata,
    _key(),
    _below("cell_instance_id", "cell_instances"),
    # Copies of what the cell says, for the indexes. They are right because no cell moves to another
    # specification, and no specification to another project.
    _below("cell_specification_id", "cell_specifications", _INTERNAL),
    _below("project_id", "projects", _INTERNAL),
    Column("name", Text, nullable=False),
    Column("measurement_type", Text, nullable=False),
    Column("protocol", _Object),
    Column("protocol_id", Text, ForeignKey("protocols.id", ondelete="SET NULL"), index=True),
    Column("channel_id", Text, ForeignKey("channels.id", ondelete="SET NULL")),
    Column("test_setup", _Object),
    Column("start_time", Text),
    Column("end_time", Text),
    Column("step_labels_validated", Boolean, nullable=False, default=False),
    Column("notes", Text),
    Column("properties", _Object),
    Column("file_metadata", _Object),
    Column("processing_status", Text, nullable=False),
    Column("processing_error", Text),
    Column("steps_created", Integer, nullable=False, default=0),
    # How often processing started and did not finish. After a few times it is not tried again.
    Column("attempts", Integer, nullable=False, default=0, server_default="0", info=_INTERNAL),
    # Objects of a measurement lie below a number that grows when the data change.
    Column("data_version", Integer, nullable=False, default=1, info=_INTERNAL),
    # Key of the rows that wait to be appended.
    Column("extension", Text, info=_INTERNAL),
    # Digest of the body that confirmed the upload.
    Column("confirmation", Text, info=_INTERNAL),
    *_columns_of_creation(),
    UniqueConstraint("cell_instance_id", "name"),
    Index("measurement_states", "processing_status"),
    Index("channel_runs", "channel_id", "end_time"),
    _pages("measurement_dates", "project_id", "created_at"),
    _pages("measurement_changes", "project_id", "updated_at"),
    _pages("measurement_starts", "project_id", "start_time"),
    # Also in the default order, which SQLite would prefer to look for a name in.
    _pages("measurement_names", "project_id", "name", "created_at"),
    _pages("measurement_dates_of_specification", "cell_specification_id", "created_at"),
    _pages("measurement_dates_of_cell", "cell_instance_id", "created_at"),
    info={"objects": layout.measurement},
)

measurement_tags = Table(
    "measurement_tags",
    metadata,
    Column(
        "measurement_id",
        Text,
        ForeignKey("cell_measurements.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("tag_key", Text, primary_key=True),  # the tag without case
    Column("tag", Text, nullable=False),
    _below("project_id", "projects"),  # a copy of what the measurement says, for the index
    Index("tagged_measurements", "project_id", "tag_key", "measurement_id"),
)

# Numbers of records in a project, kept by the triggers below: counting would read all of them.
measurement_counts = Table(
    "measurement_counts",
    metadata,
    Column("project_id", Text, ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("measurements", Integer, nullable=False),
)

tags = Table(
    "tags",
    metadata,
    Column("project_id", Text, ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("tag_key", Text, primary_key=True),
    Column("tag", Text, nullable=False),  # as the project spells it
    Column("uses", Integer, nullable=False),
)

measurement_files = Table(
    "measurement_files",
    metadata,
    Column(
        "measurement_id",
        Text,
        ForeignKey("cell_measurements.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("position", Integer, primary_key=True),
    Column("filename", Text, nullable=False),
    Column("content_type", Text, nullable=False),
    Column("object_key", Text, nullable=False),
)

watches = Table(
    "watches",
    metadata,
    Column(
        "measurement_id",
        Text,
        ForeignKey("cell_measurements.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column(
        "user_id",
        Text,
        ForeignKey("users.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
)

# Uploads that were begun and are not confirmed. They are not records yet.
uploads = Table(
    "uploads",
    metadata,
    _key(),
    Column("kind", Text, nullable=False),
    Column("target_id", Text, nullable=False),
    Column("expires_at", Text, nullable=False, index=True),
)

upload_objects = Table(
    "upload_objects",
    metadata,
    Column("object_key", Text, primary_key=True),
    _below("upload_id", "uploads"),
    Column("position", Integer, nullable=False),
    Column("filename", Text, nullable=False),
    Index("upload_targets", "upload_id", "position"),
)

# Size and SHA-256 of every stored object at the time when it was stored.
objects = Table(
    "objects",
    metadata,
    Column("object_key", Text, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("size_bytes", Integer, nullable=False),
)

# Answers to requests that carried an Idempotency-Key, so that a repeat gets the same answer.
repeatable_answers = Table(
    "repeatable_answers",
    metadata,
    Column("idempotency_key", Text, primary_key=True),
    Column("request_digest", Text, nullable=False),
    Column("status", Integer, nullable=False),
    Column("body", _Object),
    Column("created_at", Text, nullable=False, index=True),
)

# Prefixes of objects whose records were deleted, or whose uploads expired. They are removed right
# after that; the next start removes what a crash left, and then forgets them.
removals = Table("removals", metadata, Column("prefix", Text, primary_key=True))

# Deletes that can be undone, with the rows that they took along; and where the objects of these
# lie.
bin_entries = Table(
    "bin",
    metadata,
    _key(),
    Column("resource_type", Text, nullable=False),
    Column("resource_id", Text, nullable=False),
    Column("name", Text),
    Column("project_id", Text),  # which may be deleted itself
    Column("counts", _Object, nullable=False),
    Column("content", _Object, nullable=False, info=_INTERNAL),
    Column("deleted_at", Text, nullable=False),
    _pages("bin_dates", "deleted_at"),
)

binned_objects = Table(
    "binned_objects",
    metadata,
    Column("prefix", Text, primary_key=True),
    _below("entry_id", "bin"),
    Index("objects_of_deletion", "entry_id"),
)

raw_data = Table(
    "raw_data",
    metadata,
    _key(),
    _below("project_id", "projects"),
    Column("name", Text, nullable=False),
    Column("filename", Text, nullable=False),
    Column("source", Text),
    Column("content_type", Text, nullable=False),
    Column("metadata", _Object),
    Column("size_bytes", Integer, nullable=False),
    *_columns_of_creation(),
    _pages("raw_data_dates", "project_id", "created_at"),
    info={"objects": layout.raw_data},
)

measurement_raw_data = Table(
    "measurement_raw_data",
    metadata,
    Column(
        "measurement_id",
        Text,
        ForeignKey("cell_measurements.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column(
        "raw_data_id",
        Text,
        ForeignKey("raw_data.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
)

# What a hosted engine would do, for the records that name it in a column made by `_job`.
jobs = Table(
    "jobs",
    metadata,
    _key(),
    _below("project_id", "projects"),
    Column("job_type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("error", Text),
    Column("error_code", Text),
    *_columns_of_creation(),
    Index("project_jobs", "project_id"),
    _pages("job_dates", "created_at"),
)

pipelines = Table(
    "pipelines",
    metadata,
    _key(),
    _below("project_id", "projects"),
    Column("name", Text, nullable=False),
    Column("description", Text),
    Column("options", _Object),
    Column("status", Text, nullable=False),
    Column("error", Text),
    Column("error_code", Text),
    *_columns_of_creation(),
    _pages("pipeline_dates", "project_id", "created_at"),
)

pipeline_elements = Table(
    "pipeline_elements",
    metadata,
    _key(),
    _below("pipeline_id", "pipelines"),
    Column("name", Text, nullable=False),
    Column("element_order", Integer, nullable=False),
    Column("element_type", Text, nullable=False),
    Column("job_config", _Object),
    _job(),  # only elements that compute have one
    Column("status", Text, nullable=False),
    Column("error", Text),
    Column("error_code", Text),
    *_columns_of_creation(),
    Index("element_order", "pipeline_id", "element_order"),
)

protocols = Table(
    "protocols",
    metadata,
    _key(),
    _below("project_id", "projects"),
    Column("name", Text, nullable=False),
    Column("description", Text),
    Column("protocol_config", _Object, nullable=False),
    Column("parameters_schema", _Object),
    Column("source_protocol", Text),
    # Digest of the content, of which a project has one protocol.
    Column("content_key", Text, nullable=False, info=_INTERNAL),
    *_columns_of_creation(),
    UniqueConstraint("project_id", "content_key"),
    _pages("protocol_dates", "project_id", "created_at"),
)

analyses = Table(
    "analyses",
    metadata,
    _key(),
    _below("measurement_id", "cell_measurements"),
    # Copies of what the measurement says: it stays where it is.
    _below("cell_instance_id", "cell_instances", _INTERNAL),
    _below("cell_specification_id", "cell_specifications", _INTERNAL),
    _below("project_id", "projects"),
    Column("name", Text, nullable=False),
    Column("analysis_type", Text, nullable=False),
    Column("columns", _Object, nullable=False),
    Column("plots", _Object, nullable=False),
    Column("metadata", _Object, nullable=False),
    Column("notes", Text),
    *_columns_of_creation(),
    _pages("analysis_dates", "project_id", "created_at"),
    _pages("analysis_dates_of_measurement", "measurement_id", "created_at"),
    _pages("analysis_dates_of_cell", "cell_instance_id", "created_at"),
    _pages("analysis_dates_of_specification", "cell_specification_id", "created_at"),
    info={"objects": layout.analysis},
)

studies = Table(
    "studies",
    metadata,
    _key(),
    _below("project_id", "projects"),
    Column("name", Text, nullable=False),
    Column("description", Text),
    *_columns_of_creation(),
    _pages("study_dates", "project_id", "created_at"),
)

study_measurements = Table(
    "study_measurements",
    metadata,
    Column("study_id", Text, ForeignKey("studies.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "measurement_id",
        Text,
        ForeignKey("cell_measurements.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
)

simulations = Table(
    "simulations",
    metadata,
    _key(),
    _below("project_id", "projects"),
    _job(),
    Column(
        "parameterized_model_id",
        Text,
        ForeignKey("parameterized_models.id", ondelete="CASCADE"),
    ),
    Column(
        "experiment_template_id", Text, ForeignKey("protocols.id", ondelete="SET NULL"), index=True
    ),
    Column("model", _Object, info=_INTERNAL),  # anything but a parameterized model
    Column("experiment_parameters", _Object),
    Column("design_parameters", _Object),
    Column("options", _Object, info=_INTERNAL),
    # Digest of all that is run, of which a project has one simulation.
    Column("content_key", Text, nullable=False, info=_INTERNAL),
    *_columns_of_creation(),
    UniqueConstraint("project_id", "content_key"),
    _pages("simulation_dates", "created_at"),
    _pages("simulation_dates_of_model", "parameterized_model_id", "created_at"),
)

study_simulations = Table(
    "study_simulations",
    metadata,
    Column("study_id", Text, ForeignKey("studies.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "simulation_id",
        Text,
        ForeignKey("simulations.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
)

optimization_templates = Table(
    "optimization_templates",
    metadata,
    _key(),
    _below("project_id", "projects"),
    Column("organization_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("description", Text),
    Column("initial_form_data", _Object),
    *_dates(),
    _pages("optimization_template_dates", "project_id", "created_at"),
)

optimizations = Table(
    "optimizations",
    metadata,
    _key(),
    _below("project_id", "projects"),
    _job(),
    Column("name", Text),
    Column("description", Text),
    Column("kind", Text, nullable=False),
    Column(
        "parameterized_model_id",
        Text,
        ForeignKey("parameterized_models.id", ondelete="SET NULL"),
        index=True,
    ),
    Column(
        "optimization_template_id",
        Text,
        ForeignKey("optimization_templates.id", ondelete="SET NULL"),
        index=True,
    ),
    Column("config", _Object),
    Column("run_count", Integer, nullable=False),
    *_columns_of_creation(),
    _pages("optimization_dates", "project_id", "created_at"),
)

simple_pipelines = Table(
    "simple_pipelines",
    metadata,
    _key(),
    _below("project_id", "projects"),
    _job(),
    Column("name", Text),
    Column("description", Text),
    Column("options", _Object),
    Column("config", _Object, info=_INTERNAL),
    Column("status", Text, nullable=False),
    Column("error", Text),
    Column("error_code", Text),
    *_columns_of_creation(),
    _pages("simple_pipeline_dates", "project_id", "created_at"),
)

models = Table(
    "models",
    metadata,
    _key(),
    _below("project_id", "projects"),
    Column("name", Text, nullable=False),
    Column("description", Text),
    Column("config", _Object),
    Column("simulation_settings", _Object),
    Column("pybamm_version", Text),
    Column("is_custom_model", Boolean, nullable=False, default=False),
    *_columns_of_creation(),
    _pages("model_dates", "project_id", "created_at"),
)

# What was uploaded of a model. It is large, and no list reads it.
model_documents = Table(
    "model_documents",
    metadata,
    Column("model_id", Text, ForeignKey("models.id", ondelete="CASCADE"), primary_key=True),
    Column("document", Text, nullable=False),
    # Names of its variables that depend on time only.
    Column("variable_names", _Object, nullable=False),
)

parameterized_models = Table(
    "parameterized_models",
    metadata,
    _key(),
    _below("project_id", "projects"),
    Column("cell_spec_id", Text, ForeignKey("cell_specifications.id", ondelete="CASCADE")),
    _below("model_id", "models"),
    Column("name", Text, nullable=False),
    Column("description", Text),
    Column("parameters", _Object),
    Column("simulation_settings", _Object),
    *_columns_of_creation(),
    UniqueConstraint("cell_spec_id", "name"),
    Index("parameterized_models_of_model", "model_id"),
    _pages("parameterized_model_dates", "project_id", "created_at"),
    _pages("parameterized_model_dates_of_specification", "cell_spec_id", "created_at"),
)

model_builders = Table(
    "model_builders",
    metadata,
    _key(),
    _below("project_id", "projects"),
    _below("model_id", "models"),
    Column("name", Text, nullable=False),
    Column("description", Text),
    Column("config", _Object, nullable=False),
    *_columns_of_creation(),
    UniqueConstraint("model_id", "project_id", "name"),
    _pages("model_builder_dates", "project_id", "created_at"),
)

STORED: Final = [
    table for table in metadata.sorted_tables if table not in (measurement_counts, tags)
]
"""The tables, except those that the triggers keep."""

_TRIGGERS: Final = (
    """CREATE TRIGGER measurement_added AFTER INSERT ON cell_measurements BEGIN
        INSERT INTO measurement_counts VALUES (NEW.project_id, 1)
            ON CONFLICT (project_id) DO UPDATE SET measurements = measurements + 1;
    END""",
    """CREATE TRIGGER measurement_deleted AFTER DELETE ON cell_measurements BEGIN
        UPDATE measurement_counts SET measurements = measurements - 1
            WHERE project_id = OLD.project_id;
    END""",
    """CREATE TRIGGER tag_added AFTER INSERT ON measurement_tags BEGIN
        INSERT INTO tags VALUES (NEW.project_id, NEW.tag_key, NEW.tag, 1)
            ON CONFLICT (project_id, tag_key) DO UPDATE SET uses = uses + 1;
    END""",
    """CREATE TRIGGER tag_deleted AFTER DELETE ON measurement_tags BEGIN
        UPDATE tags SET uses = uses - 1
            WHERE project_id = OLD.project_id AND tag_key = OLD.tag_key;
        DELETE FROM tags
            WHERE project_id = OLD.project_id AND tag_key = OLD.tag_key AND uses = 0;
    END""",
    """CREATE TRIGGER planned_cell_deleted BEFORE DELETE ON cell_instances BEGIN
        UPDATE planned_measurements SET lost_cell = 1 WHERE cell_instance_id = OLD.id;
    END""",
)

_JOB_TRIGGERS: Final = [
    f"""CREATE TRIGGER job_of_{table.name}_deleted AFTER DELETE ON {table.name} BEGIN
        DELETE FROM jobs WHERE id = OLD.job_id;
    END"""  # noqa: S608 - names of our own
    for table in metadata.sorted_tables
    if "job_id" in table.c
]

for _trigger in (*_TRIGGERS, *_JOB_TRIGGERS):
    event.listen(metadata, "after_create", DDL(_trigger))  # type: ignore[no-untyped-call]


@cache
def statements() -> tuple[str, ...]:
    """Return the SQL that fills an empty database with tables, indexes and triggers."""
    found: list[str] = []
    dialect = sqlite.dialect()

    def note(statement: ExecutableDDLElement, *_: Any, **__: Any) -> None:
        found.append(str(statement.compile(dialect=dialect)))

    metadata.create_all(create_mock_engine("sqlite://", note), checkfirst=False)
    return tuple(found)
