"""What may stand where an id belongs: the id, or a record of the right kind that has it.

Every id that a user gives is checked here, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

from ionworks._given import kind_of, shown

if TYPE_CHECKING:
    from ionworks.pagination import PaginatedList
    from ionworks.records import (
        Analysis,
        CellBatch,
        CellInstance,
        CellMeasurement,
        CellSpecification,
        Channel,
        Cycler,
        Job,
        Material,
        MaterialPropertyDataset,
        MeasurementBundle,
        MeasurementDetail,
        Model,
        ModelBuilder,
        Optimization,
        OrganizationMember,
        ParameterizedModel,
        Pipeline,
        PipelineElement,
        PlannedMeasurement,
        Project,
        Protocol,
        RawData,
        Record,
        SimplePipeline,
        Simulation,
        SimulationCreated,
        Site,
        Study,
    )

    ProjectId: TypeAlias = str | Project
    CellSpecId: TypeAlias = str | CellSpecification
    CellBatchId: TypeAlias = str | CellBatch
    CellInstanceId: TypeAlias = str | CellInstance
    MeasurementId: TypeAlias = str | CellMeasurement | MeasurementBundle | MeasurementDetail
    MeasurementIds: TypeAlias = (
        list[str]
        | list[CellMeasurement]
        | list[MeasurementBundle]
        | list[MeasurementId]
        | tuple[MeasurementId, ...]
        | PaginatedList[CellMeasurement]
    )
    """Several, in forms that a type checker can tell from one text."""
    RawDataId: TypeAlias = str | RawData
    MaterialId: TypeAlias = str | Material
    DatasetId: TypeAlias = str | MaterialPropertyDataset
    PipelineId: TypeAlias = str | Pipeline
    PipelineElementId: TypeAlias = str | PipelineElement
    JobId: TypeAlias = str | Job
    ModelId: TypeAlias = str | Model
    ParameterizedModelId: TypeAlias = str | ParameterizedModel
    ModelBuilderId: TypeAlias = str | ModelBuilder
    ExampleId: TypeAlias = str
    """Of an example, which is no record."""
    SiteId: TypeAlias = str | Site
    CyclerId: TypeAlias = str | Cycler
    ChannelId: TypeAlias = str | Channel
    PlannedMeasurementId: TypeAlias = str | PlannedMeasurement
    UserId: TypeAlias = str | OrganizationMember
    AnalysisId: TypeAlias = str | Analysis
    ProtocolId: TypeAlias = str | Protocol
    StudyId: TypeAlias = str | Study
    SimplePipelineId: TypeAlias = str | SimplePipeline
    OptimizationId: TypeAlias = str | Optimization
    SimulationId: TypeAlias = str | Simulation | SimulationCreated
    SimulationIds: TypeAlias = (
        list[str]
        | list[Simulation]
        | list[SimulationCreated]
        | list[SimulationId]
        | tuple[SimulationId, ...]
        | PaginatedList[Simulation]
    )

_FORM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_KINDS: dict[str, str] = {
    "cell_spec_id": "CellSpecification",
    "spec_id": "CellSpecification",
    "batch_id": "CellBatch",
    "deletion_id": "BinnedDeletion",
    "instance_id": "CellInstance",
    "measurement_id": "CellMeasurement",
    "measurement_ids": "CellMeasurement",
    "measurements": "CellMeasurement",
    "raw_data_ids": "RawData",
    "planned_measurement_ids": "PlannedMeasurement",
    "exclude_cell_spec_id": "CellSpecification",
    "dataset_id": "MaterialPropertyDataset",
    "user_id": "OrganizationMember",
    "simulation_ids": "Simulation",
    "element_id": "PipelineElement",
}
"""Kind of the record that each argument takes whose name is not that of the record."""


def _kind(argument: str) -> type[Record] | None:
    """Return the kind of the record that an argument takes: a `CellBatch` as ``cell_batch_id``."""
    from ionworks import records

    if argument.endswith("_material_id"):  # that of a component
        return records.Material
    name = "".join(part.capitalize() for part in argument.removesuffix("_id").split("_"))
    named = getattr(records, _KINDS.get(argument, name), None)
    return named if isinstance(named, type) and issubclass(named, records.Record) else None


def is_id(text: str) -> bool:
    """Tell whether a text is written as the id of a record."""
    return _FORM.fullmatch(text) is not None


def id_of(given: object, argument: str) -> str:
    """Return the id that an argument gives: text as it is, of a record its id.

    Parameters
    ----------
    given : str, UUID or record
        What was passed.
    argument : str
        Name of the argument.

    Raises
    ------
    TypeError
        It is neither, or a record of another kind.
    ValueError
        The id is empty, or a dot or two, which would address something else.
    """
    if isinstance(given, str | UUID):
        text = str(given)
    else:
        from ionworks import records

        record = given
        if isinstance(given, records.MeasurementBundle | records.MeasurementDetail):
            record = given.measurement
        kind = _kind(argument)
        found = getattr(record, "id", None)
        if type(record).__name__ == "SimulationCreated" and kind is records.Simulation:
            kind = records.SimulationCreated
        is_record = isinstance(record, records.Record)
        if not (isinstance(record, kind) if kind else is_record) or not isinstance(found, str):
            wanted = "" if kind is None else f" or a {kind.__name__}"
            hint = "" if is_record or found is None else "; pass its `.id`"
            raise TypeError(
                f"{argument} must be text{wanted}, not {kind_of(given).removeprefix('a ')}{hint}"
            )
        text = found
    if not text.strip():
        raise ValueError(f"{argument} is empty; give the id of a record")
    if text.strip() in (".", ".."):  # in a path they lead to another page
        raise ValueError(f"{argument} is {text!r}; give the id of a record")
    return text


def id_or_none(given: object, argument: str) -> str | None:
    """Return the id that an argument gives; None gives none."""
    return None if given is None else id_of(given, argument)


def ids_of(given: Any, argument: str) -> list[str]:
    """Return the ids that an argument gives, which takes several.

    Raises
    ------
    TypeError
        It is a single id or record, no collection, or holds something else.
    """
    if is_one(given) or isinstance(given, Mapping | bytes) or hasattr(given, "columns"):
        raise TypeError(
            f"`{argument}` is a list of ids or records, not {kind_of(given)}; put a single one "
            "into a list"
        )
    found = []
    for place, one in enumerate(given):
        try:
            found.append(id_of(one, argument))
        except (TypeError, ValueError) as problem:
            if isinstance(one, Awaitable):
                raise TypeError(f"`{argument}` holds {kind_of(one)}") from None
            raise type(problem)(
                f"`{argument}` holds {shown(one)} at {place}, which is no id of a record and no "
                f"record of this kind: {problem}"
            ) from None
    return found


def one_or_more(given: object, argument: str) -> list[str]:
    """Return the ids that an argument gives, which takes one or several."""
    return [id_of(given, argument)] if is_one(given) else ids_of(given, argument)


def is_one(given: object) -> bool:
    """Tell a single id or record from a collection of them."""
    from ionworks.records import Record

    return isinstance(given, str | UUID | Record) or not isinstance(given, Iterable)
