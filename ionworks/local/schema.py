"""The tables of the platform.

Ids are text, moments are text (see `ionworks.local.moments`), free-form objects are JSON.
Whatever hangs below a record goes with it (``ON DELETE CASCADE``).
"""

from typing import Any, Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

VERSION: Final = 3
"""Number of this layout, kept in the database."""

metadata = MetaData()

_Object = JSON(none_as_null=True)


def _key() -> Column[str]:
    return Column("id", Text, primary_key=True)


def _below(name: str, parent: str) -> Column[str]:
    return Column(name, Text, ForeignKey(f"{parent}.id", ondelete="CASCADE"), nullable=False)


def _dates() -> tuple[Column[Any], ...]:
    return (
        Column("created_at", Text, nullable=False),
        Column("updated_at", Text, nullable=False),
    )


def _made() -> tuple[Column[Any], ...]:
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
    Column("name", Text, nullable=False, unique=True),
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
    Index("material_names", "project_id", "name"),
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
    *_made(),
    UniqueConstraint("project_id", "name"),
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
    Column("name_key", Text, nullable=False),  # the name without case, which must be unique
    Column("notes", Text),
    Column("date_manufactured", Text),
    Column("properties", _Object),
    *_made(),
    UniqueConstraint("cell_specification_id", "name_key"),
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
    *_made(),
    UniqueConstraint("cell_specification_id", "name"),
)

cell_measurements = Table(
    "cell_measurements",
    metadata,
    _key(),
    _below("cell_instance_id", "cell_instances"),
    Column("name", Text, nullable=False),
    Column("measurement_type", Text, nullable=False),
    Column("protocol", _Object),
    Column("protocol_id", Text),
    Column("channel_id", Text),
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
    # How often processing began without an end: what ends its process is not tried for ever.
    Column("attempts", Integer, nullable=False, default=0, server_default="0"),
    # Objects of a measurement lie below a number that grows when the data change.
    Column("data_version", Integer, nullable=False, default=1),
    Column("extension", Text),  # key of the rows that wait to be appended
    Column("confirmation", Text),  # digest of the body that confirmed the upload
    *_made(),
    UniqueConstraint("cell_instance_id", "name"),
    Index("measurement_states", "processing_status"),
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
    Column("user_id", Text, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
)

# Uploads that were begun and not confirmed. Nobody sees them as records.
uploads = Table(
    "uploads",
    metadata,
    _key(),
    Column("kind", Text, nullable=False),
    Column("target_id", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
)

upload_objects = Table(
    "upload_objects",
    metadata,
    Column("object_key", Text, primary_key=True),
    _below("upload_id", "uploads"),
    Column("position", Integer, nullable=False),
    Column("filename", Text, nullable=False),
)

# Size and SHA-256 of every stored object, as it was when it was stored.
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
    *_made(),
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
    *_made(),
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
    Column("job_id", Text, unique=True),  # only elements that compute have a job
    Column("job_type", Text),
    Column("status", Text, nullable=False),
    Column("error", Text),
    Column("error_code", Text),
    *_made(),
)
