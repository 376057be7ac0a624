"""The bodies of requests, as dicts that editors complete and type checkers read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Required, TypedDict

__all__ = [
    "AnalysisColumnInput",
    "AnalysisUpdate",
    "AttachRawDataRequest",
    "AutoScheduleApply",
    "AutoScheduleChoice",
    "AutoScheduleRequest",
    "BuildRequest",
    "BuilderConfig",
    "BuilderElement",
    "BulkTagsRequest",
    "CapacityBounds",
    "CellBatchCreate",
    "CellBatchUpdate",
    "CellInstanceCreate",
    "CellInstanceUpdate",
    "CellMeasurementUpdate",
    "CellSpecRef",
    "CellSpecificationCreate",
    "CellSpecificationUpdate",
    "ChannelCreate",
    "ChannelUpdate",
    "ColumnSpec",
    "ComponentInput",
    "ConfirmRawDataUploadRequest",
    "ConfirmUploadRequest",
    "CreatePropertiesMeasurementRequest",
    "CustomVariable",
    "CyclerCreate",
    "CyclerUpdate",
    "DOERow",
    "DesignParametersDOE",
    "DryRunRequest",
    "EcmFitCurves",
    "EcmFitRequest",
    "EcmMeasurement",
    "EcmOptions",
    "EcmSave",
    "EcmValidate",
    "InitiateMeasurement",
    "InitiateRawDataUploadRequest",
    "InitiateUploadRequest",
    "JobCreate",
    "MaterialCreate",
    "MaterialInput",
    "MaterialPropertyDatasetUpdate",
    "MaterialUpdate",
    "MeasurementCreate",
    "MeasurementReplace",
    "ModelBuilderCreate",
    "ModelBuilderUpdate",
    "ModelCreate",
    "ModelReference",
    "ModelUpdate",
    "OcvSocCurve",
    "OptimizationCreate",
    "OptimizationTemplateCreate",
    "OptimizationUpdate",
    "OrganizationCreate",
    "OrganizationInvite",
    "OrganizationRoleSet",
    "OrganizationUserUpdate",
    "ParameterizedModelCreate",
    "ParameterizedModelUpdate",
    "ParseToTemplate",
    "PipelineCreate",
    "PipelineElementConfig",
    "PipelineOptions",
    "PipelineUpdate",
    "PlannedMeasurementCreate",
    "PlannedMeasurementUpdate",
    "PlotPreset",
    "PlotRow",
    "PreviewMapping",
    "ProjectCreate",
    "ProjectInvite",
    "ProjectMemberSet",
    "ProjectMemberUpdate",
    "ProjectUpdate",
    "ProtocolConvert",
    "ProtocolCreate",
    "ProtocolExperiment",
    "ProtocolInfo",
    "ProtocolText",
    "ProtocolUpdate",
    "QuantityDict",
    "QuickModel",
    "Ratings",
    "RawDataUpdate",
    "RcPair",
    "SerializeModelRequest",
    "ServiceComplete",
    "ServiceStart",
    "SimplePipelineConfig",
    "SimplePipelineCreate",
    "SimulationBatchCreate",
    "SimulationCondition",
    "SimulationSettings",
    "SimulationStatusQuery",
    "SiteCreate",
    "SiteUpdate",
    "SourceInfo",
    "StudyCreate",
    "StudyUpdate",
    "StudyValidate",
    "TestSetup",
    "ValidateModelConfigRequest",
]


class AnalysisColumnInput(TypedDict, total=False):
    """A column of the table of an analysis, as it is described.

    Attributes
    ----------
    name : str
        Name of the column.
    unit : str
        Its unit, such as `A.h`.
    dtype : str | None
        Its type, such as `Float64`.
    """

    name: Required[str]
    unit: str
    dtype: str | None


class AnalysisUpdate(TypedDict, total=False):
    """Changes of an analysis, as a merge patch.

    Attributes
    ----------
    name : str
        Name; may repeat.
    analysis_type : str
        What was made of the measurement.
    columns : Sequence[AnalysisColumnInput | Mapping[str, Any]]
        Columns of the table.
    plots : Sequence[PlotPreset | Mapping[str, Any]]
        How the table is plotted.
    metadata : Mapping[str, Any] | None
        Further facts; merged key by key.
    notes : str | None
        Free text; null clears it.
    """

    name: str
    analysis_type: str
    columns: Sequence[AnalysisColumnInput | Mapping[str, Any]]
    plots: Sequence[PlotPreset | Mapping[str, Any]]
    metadata: Mapping[str, Any] | None
    notes: str | None


class AttachRawDataRequest(TypedDict, total=False):
    """Raw-data records to link.

    Attributes
    ----------
    raw_data_ids : Sequence[str]
        Ids of the records.
    """

    raw_data_ids: Required[Sequence[str]]


class AutoScheduleApply(TypedDict, total=False):
    """Reserves what was proposed, all or nothing.

    Attributes
    ----------
    assignments : Sequence[AutoScheduleChoice | Mapping[str, Any]]
        The assignments of a proposal.
    """

    assignments: Required[Sequence[AutoScheduleChoice | Mapping[str, Any]]]


class AutoScheduleChoice(TypedDict, total=False):
    """A proposed time to reserve; one that is not complete is left out.

    Attributes
    ----------
    planned_measurement_id : str | Mapping[str, Any]
        Plan.
    planned_measurement_name : str
        Name of the plan.
    planned_measurement_updated_at : str | datetime
        When the plan was last changed; it must be the same when the proposal is applied.
    channel_id : str | Mapping[str, Any] | None
        Channel to reserve.
    channel_name : str | None
        Name of the channel.
    cycler_name : str | None
        Name of the cycler.
    planned_start_time : str | datetime | None
        Begin of the reservation.
    planned_end_time : str | datetime | None
        End of the reservation, which is not part of it.
    unscheduled_reason : str | None
        Why no time was found.
    """

    planned_measurement_id: Required[str | Mapping[str, Any]]
    planned_measurement_name: Required[str]
    planned_measurement_updated_at: Required[str | datetime]
    channel_id: str | Mapping[str, Any] | None
    channel_name: str | None
    cycler_name: str | None
    planned_start_time: str | datetime | None
    planned_end_time: str | datetime | None
    unscheduled_reason: str | None


class AutoScheduleRequest(TypedDict, total=False):
    """Asks for the earliest times of some plans.

    Attributes
    ----------
    planned_measurement_ids : Sequence[str]
        Ids of the plans, the most urgent first.
    start_after : str | datetime
        Nothing is to begin before. Unless given, and at the earliest: now.
    """

    planned_measurement_ids: Required[Sequence[str]]
    start_after: str | datetime


class BuildRequest(TypedDict, total=False):
    """What to build from, and whether to keep it.

    Attributes
    ----------
    cell_spec_id : str | Mapping[str, Any]
        Cell specification to read.
    save : bool
        Keep the result as a parameterized model; refused while a parameter is missing.
    set_as_default : bool
        Make it the default of the specification.
    name : str
        Name of the parameterized model; required with `save`.
    description : str
        What it is for.
    """

    cell_spec_id: Required[str | Mapping[str, Any]]
    save: bool
    set_as_default: bool
    name: str
    description: str


class BuilderConfig(TypedDict, total=False):
    """The recipe of a builder.

    Attributes
    ----------
    elements : Mapping[str, Any]
        Entries and calculations by name.
    """

    elements: Required[Mapping[str, Any]]


class BuilderElement(TypedDict, total=False):
    """An element of a recipe. An entry that reads the specification has a `mapping`, such as `{"Nominal cell capacity [A.h]": "ratings.capacity"}`.

    Attributes
    ----------
    element_type : str
        What it is; fits and validations are no part of a recipe.
    mapping : Mapping[str, Any] | None
        Dotted path in the specification, by name of the parameter.
    values : Mapping[str, Any] | None
        Values by name of the parameter.
    """

    element_type: Required[str]
    mapping: Mapping[str, Any] | None
    values: Mapping[str, Any] | None


class BulkTagsRequest(TypedDict, total=False):
    """Tags to add to and remove from measurements.

    Attributes
    ----------
    measurement_ids : Sequence[str]
        Measurements to change.
    add : Sequence[str]
        Tags to add.
    remove : Sequence[str]
        Tags to remove.
    """

    measurement_ids: Required[Sequence[str]]
    add: Sequence[str]
    remove: Sequence[str]


class CapacityBounds(TypedDict, total=False):
    """Bounds of a capacity.

    Attributes
    ----------
    lo : float
        Lower bound in A.h.
    hi : float
        Upper bound in A.h, above the lower.
    """

    lo: Required[float]
    hi: Required[float]


class CellBatchCreate(TypedDict, total=False):
    """A new lot.

    Attributes
    ----------
    name : str
        Name; unique in its specification, whatever the case.
    notes : str
        Free text.
    date_manufactured : str | date
        Day of manufacture, such as `2024-01-20`.
    properties : Mapping[str, Any]
        Named values.
    """

    name: Required[str]
    notes: str
    date_manufactured: str | date
    properties: Mapping[str, Any]


class CellBatchUpdate(TypedDict, total=False):
    """Changes of a lot, as a merge patch.

    Attributes
    ----------
    name : str
        Name.
    notes : str | None
        Free text.
    date_manufactured : str | date | None
        Day of manufacture, such as `2024-01-20`.
    properties : Mapping[str, Any] | None
        Named values.
    """

    name: str
    notes: str | None
    date_manufactured: str | date | None
    properties: Mapping[str, Any] | None


class CellInstanceCreate(TypedDict, total=False):
    """A new cell.

    Attributes
    ----------
    name : str
        Name; unique in its specification.
    batch_id : str | Mapping[str, Any] | None
        Lot of the cell; null for none.
    date_manufactured : str | date | None
        Day of manufacture, such as `2024-01-20`.
    measured_properties : Mapping[str, Any] | None
        Values measured on this cell, by component (`cathode`, `anode`, `cell`, …) and name.
    notes : str | None
        Free text.
    batch : str | None
        Lot as free text.
    """

    name: Required[str]
    batch_id: str | Mapping[str, Any] | None
    date_manufactured: str | date | None
    measured_properties: Mapping[str, Any] | None
    notes: str | None
    batch: str | None


class CellInstanceUpdate(TypedDict, total=False):
    """Changes of a cell, as a merge patch.

    Attributes
    ----------
    name : str
        Name.
    batch_id : str | Mapping[str, Any] | None
        Lot of the cell; null for none.
    date_manufactured : str | date | None
        Day of manufacture, such as `2024-01-20`.
    measured_properties : Mapping[str, Any] | None
        Values measured on this cell, by component (`cathode`, `anode`, `cell`, …) and name.
    notes : str | None
        Free text.
    batch : str | None
        Lot as free text.
    """

    name: str
    batch_id: str | Mapping[str, Any] | None
    date_manufactured: str | date | None
    measured_properties: Mapping[str, Any] | None
    notes: str | None
    batch: str | None


class CellMeasurementUpdate(TypedDict, total=False):
    """Changes of a measurement record, as a merge patch.

    Attributes
    ----------
    name : str | None
        New name; null leaves it.
    protocol : ProtocolInfo | Mapping[str, Any] | None
        What was done in the test.
    test_setup : TestSetup | Mapping[str, Any] | None
        What the test was done with.
    notes : str | None
        Free text.
    properties : Mapping[str, Any] | None
        Named values.
    channel_id : str | Mapping[str, Any] | None
        Channel of a cycler that ran the test; needs `start_time`, and a time series.
    protocol_id : str | Mapping[str, Any] | None
        A saved protocol of the same project; wins over `protocol`.
    end_time : str | datetime | None
        When the test ended; empty while it runs. Not before `start_time`.
    start_time : str | datetime | None
        When the test began, with its time zone.
    tags : Sequence[str]
        All tags that the measurement shall have.
    """

    name: str | None
    protocol: ProtocolInfo | Mapping[str, Any] | None
    test_setup: TestSetup | Mapping[str, Any] | None
    notes: str | None
    properties: Mapping[str, Any] | None
    channel_id: str | Mapping[str, Any] | None
    protocol_id: str | Mapping[str, Any] | None
    end_time: str | datetime | None
    start_time: str | datetime | None
    tags: Sequence[str]


class CellSpecRef(TypedDict, total=False):
    """A cell specification.

    Attributes
    ----------
    cell_spec_id : str | Mapping[str, Any]
        Its id.
    """

    cell_spec_id: Required[str | Mapping[str, Any]]


class CellSpecificationCreate(TypedDict, total=False):
    """A new cell type.

    Attributes
    ----------
    name : str
        Name; unique in its project.
    ratings : Ratings | Mapping[str, Any]
        What the cell is rated for.
    project_id : str | Mapping[str, Any]
        Project it belongs to.
    form_factor : str | None
        Such as `18650`, `R2032`, `pouch`.
    manufacturer : str | None
        Who made it.
    properties : Mapping[str, Any] | None
        Named values.
    source : SourceInfo | Mapping[str, Any] | None
        Where it comes from.
    anode : ComponentInput | Mapping[str, Any] | None
        The negative electrode.
    cathode : ComponentInput | Mapping[str, Any] | None
        The positive electrode.
    electrolyte : ComponentInput | Mapping[str, Any] | None
        The electrolyte.
    separator : ComponentInput | Mapping[str, Any] | None
        The separator.
    case : ComponentInput | Mapping[str, Any] | None
        The case.
    notes : str | None
        Free text.
    """

    name: Required[str]
    ratings: Ratings | Mapping[str, Any]
    project_id: str | Mapping[str, Any]
    form_factor: str | None
    manufacturer: str | None
    properties: Mapping[str, Any] | None
    source: SourceInfo | Mapping[str, Any] | None
    anode: ComponentInput | Mapping[str, Any] | None
    cathode: ComponentInput | Mapping[str, Any] | None
    electrolyte: ComponentInput | Mapping[str, Any] | None
    separator: ComponentInput | Mapping[str, Any] | None
    case: ComponentInput | Mapping[str, Any] | None
    notes: str | None


class CellSpecificationUpdate(TypedDict, total=False):
    """Changes of a cell type, as a merge patch.

    Attributes
    ----------
    name : str | None
        New name; null leaves it.
    form_factor : str | None
        Such as `18650`, `R2032`, `pouch`.
    manufacturer : str | None
        Who made it.
    ratings : Ratings | Mapping[str, Any] | None
        What the cell is rated for.
    properties : Mapping[str, Any] | None
        Named values.
    source : SourceInfo | Mapping[str, Any] | None
        Where it comes from.
    anode : ComponentInput | Mapping[str, Any] | None
        The negative electrode.
    cathode : ComponentInput | Mapping[str, Any] | None
        The positive electrode.
    electrolyte : ComponentInput | Mapping[str, Any] | None
        The electrolyte.
    separator : ComponentInput | Mapping[str, Any] | None
        The separator.
    case : ComponentInput | Mapping[str, Any] | None
        The case.
    notes : str | None
        Free text.
    """

    name: str | None
    form_factor: str | None
    manufacturer: str | None
    ratings: Ratings | Mapping[str, Any] | None
    properties: Mapping[str, Any] | None
    source: SourceInfo | Mapping[str, Any] | None
    anode: ComponentInput | Mapping[str, Any] | None
    cathode: ComponentInput | Mapping[str, Any] | None
    electrolyte: ComponentInput | Mapping[str, Any] | None
    separator: ComponentInput | Mapping[str, Any] | None
    case: ComponentInput | Mapping[str, Any] | None
    notes: str | None


class ChannelCreate(TypedDict, total=False):
    """A new channel; it is in service.

    Attributes
    ----------
    name : str
        Name; unique in its cycler.
    notes : str
        Free text.
    max_amps : float
        Highest current, in A.
    min_volts : float
        Lowest voltage, in V.
    max_volts : float
        Highest voltage, in V.
    """

    name: Required[str]
    notes: str
    max_amps: float
    min_volts: float
    max_volts: float


class ChannelUpdate(TypedDict, total=False):
    """Changes of a channel, as a merge patch. The fields of the incident count only when `out_of_commission` changes, except `service_scheduled_until`.

    Attributes
    ----------
    name : str
        Name; unique in its cycler.
    notes : str | None
        Free text.
    max_amps : float | None
        Highest current, in A.
    min_volts : float | None
        Lowest voltage, in V.
    max_volts : float | None
        Highest voltage, in V.
    out_of_commission : bool
        Takes it out of service, which opens an incident, or back, which closes it. The present value changes nothing.
    incident_category : str
        Why it is taken out.
    incident_notes : str
        Free text of the incident that is opened.
    resolution_notes : str
        Free text of the incident that is closed.
    service_scheduled_at : str | datetime
        When the service is to begin; required for `maintenance` and `calibration`.
    service_scheduled_until : str | datetime
        When it is to end, after `service_scheduled_at`. Alone, it sets the end of a service that is scheduled.
    """

    name: str
    notes: str | None
    max_amps: float | None
    min_volts: float | None
    max_volts: float | None
    out_of_commission: bool
    incident_category: str
    incident_notes: str
    resolution_notes: str
    service_scheduled_at: str | datetime
    service_scheduled_until: str | datetime


class ColumnSpec(TypedDict, total=False):
    """A column of a dataset.

    Attributes
    ----------
    name : str
        Name of the column, such as `Electrolyte conductivity`; unique in its dataset.
    unit : str
        Unit as an expression, such as `A*h` or `mg.cm-2`.
    source_column_index : int
        Place of the column in the uploaded file, from 0.
    """

    name: Required[str]
    unit: str
    source_column_index: Required[int]


class ComponentInput(TypedDict, total=False):
    """A component: its properties and its material.

    Attributes
    ----------
    properties : Mapping[str, Any] | None
        Named values.
    material : MaterialInput | Mapping[str, Any] | None
        The material.
    """

    properties: Mapping[str, Any] | None
    material: MaterialInput | Mapping[str, Any] | None


class ConfirmRawDataUploadRequest(TypedDict, total=False):
    """A file that was uploaded.

    Attributes
    ----------
    project_id : str | Mapping[str, Any]
        Project it belongs to.
    name : str
        Name; the file's unless given.
    filename : str
        Name of the file.
    content_type : str
        Media type of the file.
    metadata : Mapping[str, Any]
        Further facts; free-form.
    source : str
        Where the file comes from.
    size_bytes : int
        Size of the file in bytes.
    digests : Mapping[str, Any] | None
        SHA-256 of the files that were uploaded, in hexadecimal, by the `filename` of their targets; only of targets that offer it by `digest`. What is stored otherwise is refused (400, `DIGEST_MISMATCH`).
    """

    project_id: str | Mapping[str, Any]
    name: str
    filename: Required[str]
    content_type: str
    metadata: Mapping[str, Any]
    source: str
    size_bytes: Required[int]
    digests: Mapping[str, Any] | None


class ConfirmUploadRequest(TypedDict, total=False):
    """What was uploaded, and the record to make of it.

    Attributes
    ----------
    cell_instance_id : str | Mapping[str, Any]
        Cell that was measured.
    measurement : MeasurementCreate | Mapping[str, Any]
        The record.
    measurement_type : str
        What the measurement holds.
    filenames : Sequence[str] | None
        Names of the files that were uploaded.
    steps : Mapping[str, Any] | None
        Step table as columns, for who does not upload `steps.parquet`; derived from the series if neither is given.
    digests : Mapping[str, Any] | None
        SHA-256 of the files that were uploaded, in hexadecimal, by the `filename` of their targets; only of targets that offer it by `digest`. What is stored otherwise is refused (400, `DIGEST_MISMATCH`).
    """

    cell_instance_id: Required[str | Mapping[str, Any]]
    measurement: Required[MeasurementCreate | Mapping[str, Any]]
    measurement_type: str
    filenames: Sequence[str] | None
    steps: Mapping[str, Any] | None
    digests: Mapping[str, Any] | None


class CreatePropertiesMeasurementRequest(TypedDict, total=False):
    """A new measurement of named values.

    Attributes
    ----------
    name : str
        Name; unique on its cell.
    properties : Mapping[str, Any]
        Named values.
    measurement_type : str
        What the measurement holds.
    protocol : ProtocolInfo | Mapping[str, Any] | None
        What was done in the test.
    start_time : str | datetime | None
        When the test began, with its time zone.
    end_time : str | datetime | None
        When the test ended; empty while it runs. Not before `start_time`.
    test_setup : TestSetup | Mapping[str, Any] | None
        What the test was done with.
    step_labels_validated : bool
        Whether a person has checked the labels of the steps.
    notes : str | None
        Free text.
    file_metadata : Mapping[str, Any] | None
        Facts about the files, such as media types and image sizes.
    tags : Sequence[str]
        At most 50 words of at most 50 characters.
    """

    name: Required[str]
    properties: Required[Mapping[str, Any]]
    measurement_type: str
    protocol: ProtocolInfo | Mapping[str, Any] | None
    start_time: str | datetime | None
    end_time: str | datetime | None
    test_setup: TestSetup | Mapping[str, Any] | None
    step_labels_validated: bool
    notes: str | None
    file_metadata: Mapping[str, Any] | None
    tags: Sequence[str]


class CustomVariable(TypedDict, total=False):
    """A variable of a model.

    Attributes
    ----------
    name : str
        Name, such as `Power [W]`.
    expression : str
        Expression in PyBaMM's terms, over variables and parameters of the model.
    """

    name: Required[str]
    expression: Required[str]


class CyclerCreate(TypedDict, total=False):
    """A new cycler.

    Attributes
    ----------
    name : str
        Name; unique in its site.
    project_id : str | Mapping[str, Any]
        Project it belongs to.
    manufacturer : str
        Who made it, such as `BioLogic`.
    model : str
        Model, such as `BCS-815`.
    version : str
        Version of the hardware.
    serial_number : str
        Serial number.
    firmware_version : str
        Version of the firmware.
    hostname : str
        Name in the network, such as `bcs-1.lab.example`.
    ip_address : str
        Address in the network.
    port : int
        Port in the network.
    calibration_interval_days : int
        How often it has to be calibrated, in days.
    """

    name: Required[str]
    project_id: str | Mapping[str, Any]
    manufacturer: str
    model: str
    version: str
    serial_number: str
    firmware_version: str
    hostname: str
    ip_address: str
    port: int
    calibration_interval_days: int


class CyclerUpdate(TypedDict, total=False):
    """Changes of a cycler, as a merge patch.

    Attributes
    ----------
    name : str
        Name; unique in its site.
    manufacturer : str | None
        Who made it, such as `BioLogic`.
    model : str | None
        Model, such as `BCS-815`.
    version : str | None
        Version of the hardware.
    serial_number : str | None
        Serial number.
    firmware_version : str | None
        Version of the firmware.
    hostname : str | None
        Name in the network, such as `bcs-1.lab.example`.
    ip_address : str | None
        Address in the network.
    port : int | None
        Port in the network.
    calibration_interval_days : int | None
        How often it has to be calibrated, in days.
    """

    name: str
    manufacturer: str | None
    model: str | None
    version: str | None
    serial_number: str | None
    firmware_version: str | None
    hostname: str | None
    ip_address: str | None
    port: int | None
    calibration_interval_days: int | None


class DOERow(TypedDict, total=False):
    """A design parameter that varies: between two bounds, over given values, or about a mean.

    Attributes
    ----------
    type : str
        How it varies.
    name : str
        Name of the parameter.
    min : float
        Smallest value of a range.
    max : float
        Largest value of a range.
    count : int
        Values in a grid.
    values : Sequence[float]
        Values to take.
    mean : float
        Mean of a normal distribution.
    std : float
        Standard deviation of a normal distribution.
    """

    type: Required[str]
    name: Required[str]
    min: float
    max: float
    count: int
    values: Sequence[float]
    mean: float
    std: float


class DesignParametersDOE(TypedDict, total=False):
    """Design parameters that are sampled. A grid has a run for each combination of the values of its rows; another sampling has `count` runs.

    Attributes
    ----------
    sampling : str
        How the runs are chosen.
    rows : Sequence[DOERow | Mapping[str, Any]]
        The parameters that vary.
    count : int
        Runs, where the sampling is no grid.
    """

    sampling: Required[str]
    rows: Required[Sequence[DOERow | Mapping[str, Any]]]
    count: int


class DryRunRequest(TypedDict, total=False):
    """A recipe to try.

    Attributes
    ----------
    model_id : str | Mapping[str, Any]
        Model to make parameters for.
    config : BuilderConfig | Mapping[str, Any]
        The recipe.
    cell_spec_id : str | Mapping[str, Any]
        Cell specification to read.
    """

    model_id: Required[str | Mapping[str, Any]]
    config: Required[BuilderConfig | Mapping[str, Any]]
    cell_spec_id: Required[str | Mapping[str, Any]]


class EcmFitCurves(TypedDict, total=False):
    """The curves of a fit.

    Attributes
    ----------
    soc : Sequence[float]
        State of charge.
    ocv : Sequence[float]
        Open-circuit voltage in V.
    r0 : Sequence[float]
        Series resistance in Ohm.
    rc_pairs : Sequence[RcPair | Mapping[str, Any]]
        RC pairs.
    capacity_Ah : Sequence[float] | float | None
        Capacity in A.h, one for each part.
    """

    soc: Required[Sequence[float]]
    ocv: Required[Sequence[float]]
    r0: Required[Sequence[float]]
    rc_pairs: Required[Sequence[RcPair | Mapping[str, Any]]]
    capacity_Ah: Sequence[float] | float | None


class EcmFitRequest(TypedDict, total=False):
    """A fit of an equivalent circuit.

    Attributes
    ----------
    measurements : Sequence[EcmMeasurement | Mapping[str, Any]]
        Measurements to fit together.
    ecm_options : EcmOptions | Mapping[str, Any]
        How to fit.
    """

    measurements: Required[Sequence[EcmMeasurement | Mapping[str, Any]]]
    ecm_options: EcmOptions | Mapping[str, Any]


class EcmMeasurement(TypedDict, total=False):
    """A measurement to fit, or a part of it.

    Attributes
    ----------
    id : str
        Id of the measurement.
    start_step : int
        First step of the part.
    end_step : int
        Last step of the part, included.
    initial_soc : float
        State of charge at the start.
    capacity : float
        Capacity in A.h; for all measurements or for none.
    """

    id: Required[str]
    start_step: int
    end_step: int
    initial_soc: float
    capacity: float


class EcmOptions(TypedDict, total=False):
    """How to fit an equivalent circuit.

    Attributes
    ----------
    num_rcs : int
        Number of RC pairs.
    fit_ocv : bool
        Fit the open-circuit voltage too.
    capacity : float
        Capacity in A.h.
    ocv_soc_curve : OcvSocCurve | Mapping[str, Any]
        A known curve: it is not fitted then. Not with a column `Open-circuit voltage [V]`.
    bounds_capacity : CapacityBounds | Mapping[str, Any]
        Bounds in which the capacity is fitted, with a known curve.
    num_knots : int
        Number of knots over the state of charge.
    num_knots_r0 : int
        The same for the series resistance.
    knot_schedule : Sequence[int]
        Numbers of knots of the stages of the fit: increasing, the last one `num_knots`.
    clamp_boundary_knots : bool
        Keep the outer knots near their neighbours.
    clamp_max_ratio : float
        Largest ratio of an outer knot to its neighbour.
    regularization : float
        Weight of the smoothness term.
    """

    num_rcs: int
    fit_ocv: bool
    capacity: float
    ocv_soc_curve: OcvSocCurve | Mapping[str, Any]
    bounds_capacity: CapacityBounds | Mapping[str, Any]
    num_knots: int
    num_knots_r0: int
    knot_schedule: Sequence[int]
    clamp_boundary_knots: bool
    clamp_max_ratio: float
    regularization: float


class EcmSave(TypedDict, total=False):
    """A fit to keep.

    Attributes
    ----------
    name : str
        Name of the parameterized model.
    description : str
        What it is for.
    cell_spec_id : str | Mapping[str, Any]
        Cell specification that it describes.
    num_rcs : int
        Number of RC pairs.
    fit_results : EcmFitCurves | Mapping[str, Any]
        The fit.
    """

    name: Required[str]
    description: str
    cell_spec_id: Required[str | Mapping[str, Any]]
    num_rcs: Required[int]
    fit_results: Required[EcmFitCurves | Mapping[str, Any]]


class EcmValidate(TypedDict, total=False):
    """A fit, and data that it was not made from. Exactly one of `measurement_id` and `example_id`, and one of `fit_results` and `parameterized_model_id`.

    Attributes
    ----------
    measurement_id : str | Mapping[str, Any]
        Measurement to compare with.
    example_id : str | Mapping[str, Any]
        Example to compare with.
    start_step : int
        First step of the part.
    end_step : int
        Last step of the part, included.
    initial_soc : float
        State of charge at the start.
    capacity : float
        Capacity in A.h.
    fit_results : EcmFitCurves | Mapping[str, Any]
        The fit.
    parameterized_model_id : str | Mapping[str, Any]
        The parameterized model.
    """

    measurement_id: str | Mapping[str, Any]
    example_id: str | Mapping[str, Any]
    start_step: int
    end_step: int
    initial_soc: float
    capacity: float
    fit_results: EcmFitCurves | Mapping[str, Any]
    parameterized_model_id: str | Mapping[str, Any]


class InitiateMeasurement(TypedDict, total=False):
    """The beginnings of a record.

    Attributes
    ----------
    name : str
        Name; unique on its cell.
    notes : str
        Free text.
    """

    name: Required[str]
    notes: str


class InitiateRawDataUploadRequest(TypedDict, total=False):
    """A file that is going to be uploaded.

    Attributes
    ----------
    project_id : str | Mapping[str, Any]
        Project it belongs to.
    name : str
        Name; the file's unless given.
    filename : str
        Name of the file.
    content_type : str
        Media type of the file.
    metadata : Mapping[str, Any]
        Further facts; free-form.
    source : str
        Where the file comes from.
    """

    project_id: str | Mapping[str, Any]
    name: str
    filename: Required[str]
    content_type: str
    metadata: Mapping[str, Any]
    source: str


class InitiateUploadRequest(TypedDict, total=False):
    """What is going to be uploaded.

    Attributes
    ----------
    measurement : InitiateMeasurement | Mapping[str, Any]
        The record.
    measurement_type : str
        What the measurement holds.
    filenames : Sequence[str]
        Names of the files of a file measurement, without folders.
    """

    measurement: Required[InitiateMeasurement | Mapping[str, Any]]
    measurement_type: str
    filenames: Sequence[str]


class JobCreate(TypedDict, total=False):
    """A job to submit.

    Attributes
    ----------
    job_type : str
        Kind of the job.
    params : Mapping[str, Any]
        Parameters; free-form.
    priority : int
        The higher, the sooner.
    callback_url : str
        Address that is told when the job is over.
    """

    job_type: Required[str]
    params: Required[Mapping[str, Any]]
    priority: int
    callback_url: str


class MaterialCreate(TypedDict, total=False):
    """A new material.

    Attributes
    ----------
    name : str
        Name, such as `NMC811`; with the manufacturer unique in its project.
    definition : Mapping[str, Any] | None
        What is known of it, of any form: formula, kind, constituents.
    manufacturer : str | None
        Who made it, such as `BASF`.
    product_id : str | Mapping[str, Any] | None
        Reference of the supplier, such as `NCM-811-A`.
    project_id : str | Mapping[str, Any] | None
        Project that it goes to; the default one of the caller if it is absent.
    """

    name: Required[str]
    definition: Mapping[str, Any] | None
    manufacturer: str | None
    product_id: str | Mapping[str, Any] | None
    project_id: str | Mapping[str, Any] | None


class MaterialInput(TypedDict, total=False):
    """A material, found by name and manufacturer, or created.

    Attributes
    ----------
    name : str
        Name.
    manufacturer : str | None
        Who made it, such as `BASF`.
    product_id : str | Mapping[str, Any] | None
        Reference of the supplier, such as `NCM-811-A`.
    definition : Mapping[str, Any] | None
        What is known of it, of any form: formula, kind, constituents.
    """

    name: Required[str]
    manufacturer: str | None
    product_id: str | Mapping[str, Any] | None
    definition: Mapping[str, Any] | None


class MaterialPropertyDatasetUpdate(TypedDict, total=False):
    """Changes of a dataset.

    Attributes
    ----------
    name : str | None
        New name; null leaves it.
    columns : Sequence[ColumnSpec | Mapping[str, Any]] | None
        One description for each column of the original file; the table is made of that file again.
    """

    name: str | None
    columns: Sequence[ColumnSpec | Mapping[str, Any]] | None


class MaterialUpdate(TypedDict, total=False):
    """Changes of a material, as a merge patch.

    Attributes
    ----------
    name : str | None
        New name; null leaves it.
    definition : Mapping[str, Any] | None
        What is known of it, of any form: formula, kind, constituents.
    manufacturer : str | None
        Who made it, such as `BASF`.
    product_id : str | Mapping[str, Any] | None
        Reference of the supplier, such as `NCM-811-A`.
    """

    name: str | None
    definition: Mapping[str, Any] | None
    manufacturer: str | None
    product_id: str | Mapping[str, Any] | None


class MeasurementCreate(TypedDict, total=False):
    """A new measurement record.

    Attributes
    ----------
    name : str
        Name; unique on its cell.
    notes : str | None
        Free text.
    protocol : ProtocolInfo | Mapping[str, Any] | None
        What was done in the test.
    protocol_id : str | Mapping[str, Any] | None
        A saved protocol of the same project; wins over `protocol`.
    test_setup : TestSetup | Mapping[str, Any] | None
        What the test was done with.
    start_time : str | datetime | None
        When the test began, with its time zone.
    end_time : str | datetime | None
        When the test ended; empty while it runs. Not before `start_time`.
    channel_id : str | Mapping[str, Any] | None
        Channel of a cycler that ran the test; needs `start_time`, and a time series.
    tags : Sequence[str]
        At most 50 words of at most 50 characters.
    step_labels_validated : bool
        Whether a person has checked the labels of the steps.
    """

    name: Required[str]
    notes: str | None
    protocol: ProtocolInfo | Mapping[str, Any] | None
    protocol_id: str | Mapping[str, Any] | None
    test_setup: TestSetup | Mapping[str, Any] | None
    start_time: str | datetime | None
    end_time: str | datetime | None
    channel_id: str | Mapping[str, Any] | None
    tags: Sequence[str]
    step_labels_validated: bool


class MeasurementReplace(TypedDict, total=False):
    """What takes the place of a measurement.

    Attributes
    ----------
    replacement_id : str | Mapping[str, Any]
        Id of the measurement that takes its place; it is ready.
    """

    replacement_id: Required[str | Mapping[str, Any]]


class ModelBuilderCreate(TypedDict, total=False):
    """A new builder.

    Attributes
    ----------
    model_id : str | Mapping[str, Any]
        Model to make parameters for.
    project_id : str | Mapping[str, Any]
        Project it goes to.
    name : str
        Name; unique among the builders of a model in a project.
    config : BuilderConfig | Mapping[str, Any]
        The recipe.
    description : str
        What it is for.
    """

    model_id: Required[str | Mapping[str, Any]]
    project_id: str | Mapping[str, Any]
    name: Required[str]
    config: Required[BuilderConfig | Mapping[str, Any]]
    description: str


class ModelBuilderUpdate(TypedDict, total=False):
    """Changes of a builder.

    Attributes
    ----------
    name : str
        Name; unique among the builders of a model in a project.
    description : str | None
        What it is for.
    config : BuilderConfig | Mapping[str, Any]
        The recipe, as a whole.
    """

    name: str
    description: str | None
    config: BuilderConfig | Mapping[str, Any]


class ModelCreate(TypedDict, total=False):
    """A new model.

    Attributes
    ----------
    name : str
        Name.
    config : Mapping[str, Any]
        What the model is: `type`, the class in PyBaMM or a model of the service, and `options`.
    project_id : str | Mapping[str, Any]
        Project it goes to.
    description : str
        What the model is for.
    pybamm_version : str
        Version of PyBaMM to build it with; that of the service by default.
    simulation_settings : SimulationSettings | Mapping[str, Any]
        How it is solved.
    """

    name: Required[str]
    config: Required[Mapping[str, Any]]
    project_id: str | Mapping[str, Any]
    description: str
    pybamm_version: str
    simulation_settings: SimulationSettings | Mapping[str, Any]


class ModelReference(TypedDict, total=False):
    """A model that is not a parameterized one: a quick model, or a model with parameters.

    Attributes
    ----------
    quick_model : QuickModel | Mapping[str, Any]
        A generic cell.
    model_id : str | Mapping[str, Any]
        Id of a model.
    parameters : Mapping[str, Any]
        Its parameters by name.
    """

    quick_model: QuickModel | Mapping[str, Any]
    model_id: str | Mapping[str, Any]
    parameters: Mapping[str, Any]


class ModelUpdate(TypedDict, total=False):
    """Changes of a model. Its configuration does not change.

    Attributes
    ----------
    name : str
        Name.
    description : str | None
        What the model is for.
    pybamm_version : str | None
        Version of PyBaMM to build it with.
    simulation_settings : SimulationSettings | Mapping[str, Any] | None
        How it is solved, as a whole; null clears it.
    """

    name: str
    description: str | None
    pybamm_version: str | None
    simulation_settings: SimulationSettings | Mapping[str, Any] | None


class OcvSocCurve(TypedDict, total=False):
    """A known open-circuit voltage.

    Attributes
    ----------
    soc : Sequence[float]
        State of charge, increasing from 0 to 1.
    ocv : Sequence[float]
        Open-circuit voltage in V, as many as `soc`.
    """

    soc: Required[Sequence[float]]
    ocv: Required[Sequence[float]]


class OptimizationCreate(TypedDict, total=False):
    """A new optimization. What `config` holds depends on its kind; further fields are passed on.

    Attributes
    ----------
    project_id : str | Mapping[str, Any]
        Project; the default project if none is named.
    name : str
        Name.
    parameterized_model_id : str | Mapping[str, Any]
        Parameterized model to optimize.
    config : Mapping[str, Any]
        Objectives, parameters and bounds; free-form.
    """

    project_id: str | Mapping[str, Any]
    name: str
    parameterized_model_id: str | Mapping[str, Any]
    config: Mapping[str, Any]


class OptimizationTemplateCreate(TypedDict, total=False):
    """A new template.

    Attributes
    ----------
    name : str
        Name.
    project_id : str | Mapping[str, Any]
        Project; the default project if none is named.
    description : str | None
        Free text.
    initial_form_data : Mapping[str, Any]
        Fields of the form that are filled in; free-form.
    """

    name: Required[str]
    project_id: str | Mapping[str, Any]
    description: str | None
    initial_form_data: Mapping[str, Any]


class OptimizationUpdate(TypedDict, total=False):
    """What to change of an optimization.

    Attributes
    ----------
    name : str
        Name.
    description : str
        Free text.
    """

    name: str
    description: str


class OrganizationCreate(TypedDict, total=False):
    """A new organization.

    Attributes
    ----------
    name : str
        Name.
    """

    name: Required[str]


class OrganizationInvite(TypedDict, total=False):
    """An invitation to an organization.

    Attributes
    ----------
    email : str
        E-mail address.
    role_name : str
        Role in the organization.
    """

    email: Required[str]
    role_name: str


class OrganizationRoleSet(TypedDict, total=False):
    """A new role, by its name.

    Attributes
    ----------
    role_name : str
        Name of the role in the organization.
    """

    role_name: Required[str]


class OrganizationUserUpdate(TypedDict, total=False):
    """Whether a member is active.

    Attributes
    ----------
    is_active : bool
        False takes the access away and keeps the roles; true gives it back.
    """

    is_active: Required[bool]


class ParameterizedModelCreate(TypedDict, total=False):
    """A new parameterized model.

    Attributes
    ----------
    name : str
        Name; unique in its cell specification.
    model_id : str | Mapping[str, Any]
        Model that the values are for.
    description : str
        What it is for.
    parameters : Mapping[str, Any]
        Values by name of the parameter; functions as PyBaMM writes them to JSON.
    simulation_settings : SimulationSettings | Mapping[str, Any]
        How it is solved; wins over what the model says.
    project_id : str | Mapping[str, Any]
        Project it goes to. One of a specification belongs to the project of that.
    """

    name: Required[str]
    model_id: Required[str | Mapping[str, Any]]
    description: str
    parameters: Mapping[str, Any]
    simulation_settings: SimulationSettings | Mapping[str, Any]
    project_id: str | Mapping[str, Any]


class ParameterizedModelUpdate(TypedDict, total=False):
    """Changes of a parameterized model. Its parameters do not change.

    Attributes
    ----------
    name : str
        Name.
    description : str | None
        What it is for.
    simulation_settings : SimulationSettings | Mapping[str, Any] | None
        How it is solved, as a whole; null clears it.
    """

    name: str
    description: str | None
    simulation_settings: SimulationSettings | Mapping[str, Any] | None


class ParseToTemplate(TypedDict, total=False):
    """A protocol that is not saved yet.

    Attributes
    ----------
    protocol_experiment : ProtocolExperiment | Mapping[str, Any]
        Protocol experiment.
    experiment_parameters : Mapping[str, Any]
        Values of the inputs by name; may be empty.
    project_id : str | Mapping[str, Any]
        Project it belongs to.
    """

    protocol_experiment: Required[ProtocolExperiment | Mapping[str, Any]]
    experiment_parameters: Required[Mapping[str, Any]]
    project_id: str | Mapping[str, Any]


class PipelineCreate(TypedDict, total=False):
    """A pipeline to run.

    Attributes
    ----------
    project_id : str | Mapping[str, Any]
        Project it belongs to.
    elements : Mapping[str, Any]
        Elements by name, in the order in which they run.
    name : str | None
        Name.
    description : str | None
        Free text.
    options : PipelineOptions | Mapping[str, Any]
        How it runs.
    """

    project_id: str | Mapping[str, Any]
    elements: Required[Mapping[str, Any]]
    name: str | None
    description: str | None
    options: PipelineOptions | Mapping[str, Any]


class PipelineElementConfig(TypedDict, total=False):
    """One element; which further fields it has depends on `element_type`.

    Attributes
    ----------
    element_type : str
        Kind of the element.
    """

    element_type: Required[str]


class PipelineOptions(TypedDict, total=False):
    """How a pipeline runs.

    Attributes
    ----------
    live_progress_updates : bool
        Report progress while running.
    """

    live_progress_updates: bool


class PipelineUpdate(TypedDict, total=False):
    """Changes of a pipeline.

    Attributes
    ----------
    name : str
        Name.
    description : str
        Free text.
    """

    name: str
    description: str


class PlannedMeasurementCreate(TypedDict, total=False):
    """A new plan.

    Attributes
    ----------
    name : str
        Name; unique in its project.
    protocol_id : str | Mapping[str, Any]
        Protocol of the test.
    cell_specification_id : str | Mapping[str, Any]
        Specification of the cell.
    status : str
        `requested` to be scheduled later, `scheduled` to reserve a channel at once.
    estimated_duration_seconds : int
        How long the test takes, in s; required when requested.
    channel_id : str | Mapping[str, Any]
        Channel to reserve; required when scheduled.
    planned_start_time : str | datetime
        Begin of the reservation; required when scheduled.
    planned_end_time : str | datetime
        End of the reservation, after its begin; required when scheduled.
    cell_instance_id : str | Mapping[str, Any]
        Cell that is to be tested.
    test_setup : Mapping[str, Any]
        What the test is to be done with.
    setup_duration_seconds : int
        Time to set the test up, in s.
    teardown_duration_seconds : int
        Time to take it down, in s.
    notes : str
        Free text.
    """

    name: Required[str]
    protocol_id: Required[str | Mapping[str, Any]]
    cell_specification_id: Required[str | Mapping[str, Any]]
    status: str
    estimated_duration_seconds: int
    channel_id: str | Mapping[str, Any]
    planned_start_time: str | datetime
    planned_end_time: str | datetime
    cell_instance_id: str | Mapping[str, Any]
    test_setup: Mapping[str, Any]
    setup_duration_seconds: int
    teardown_duration_seconds: int
    notes: str


class PlannedMeasurementUpdate(TypedDict, total=False):
    """Changes of a plan, as a merge patch. To schedule it, `status`, `channel_id` and both times are sent; to cancel it, `status`.

    Attributes
    ----------
    name : str
        Name; unique in its project.
    status : str
        How far the plan has come.
    channel_id : str | Mapping[str, Any] | None
        Channel that is reserved.
    planned_start_time : str | datetime | None
        Begin of the reservation.
    planned_end_time : str | datetime | None
        End of the reservation, which is not part of it.
    estimated_duration_seconds : int | None
        How long the test takes, in s.
    cell_instance_id : str | Mapping[str, Any] | None
        Cell that is to be tested.
    test_setup : Mapping[str, Any] | None
        What the test is to be done with.
    setup_duration_seconds : int | None
        Time to set the test up, in s.
    teardown_duration_seconds : int | None
        Time to take it down, in s.
    notes : str | None
        Free text.
    protocol_id : str | Mapping[str, Any]
        Protocol of the test.
    cell_specification_id : str | Mapping[str, Any]
        Specification of the cell.
    """

    name: str
    status: str
    channel_id: str | Mapping[str, Any] | None
    planned_start_time: str | datetime | None
    planned_end_time: str | datetime | None
    estimated_duration_seconds: int | None
    cell_instance_id: str | Mapping[str, Any] | None
    test_setup: Mapping[str, Any] | None
    setup_duration_seconds: int | None
    teardown_duration_seconds: int | None
    notes: str | None
    protocol_id: str | Mapping[str, Any]
    cell_specification_id: str | Mapping[str, Any]


class PlotPreset(TypedDict, total=False):
    """A plot: `x`, and at least one column of `y` or `y2`. Each column must be one of those that are described, if any are.

    Attributes
    ----------
    x : str
        Column of the horizontal axis.
    y : Sequence[str]
        Columns of the left axis.
    y2 : Sequence[str]
        Columns of the right axis.
    rows : Sequence[PlotRow | Mapping[str, Any]]
        Plots below each other, each with `y` and `y2`.
    group_by : str
        Column whose values have a line each.
    title : str
        Title.
    """

    x: Required[str]
    y: Sequence[str]
    y2: Sequence[str]
    rows: Sequence[PlotRow | Mapping[str, Any]]
    group_by: str
    title: str


class PlotRow(TypedDict, total=False):
    """One of several plots below each other.

    Attributes
    ----------
    y : Sequence[str]
        Columns of the left axis.
    y2 : Sequence[str]
        Columns of the right axis.
    """

    y: Sequence[str]
    y2: Sequence[str]


class PreviewMapping(TypedDict, total=False):
    """A mapping to try.

    Attributes
    ----------
    cell_spec_id : str | Mapping[str, Any]
        Cell specification to read.
    mapping : Mapping[str, Any]
        Path in the specification by name of the parameter.
    """

    cell_spec_id: Required[str | Mapping[str, Any]]
    mapping: Required[Mapping[str, Any]]


class ProjectCreate(TypedDict, total=False):
    """A new project.

    Attributes
    ----------
    name : str
        Name; unique in the organization.
    description : str | None
        Free text.
    """

    name: Required[str]
    description: str | None


class ProjectInvite(TypedDict, total=False):
    """An invitation to a project.

    Attributes
    ----------
    email : str
        E-mail address of the person.
    project_role_id : str | Mapping[str, Any]
        Id of a role, from `GET /roles/project`.
    """

    email: Required[str]
    project_role_id: Required[str | Mapping[str, Any]]


class ProjectMemberSet(TypedDict, total=False):
    """A member and a role.

    Attributes
    ----------
    user_id : str | Mapping[str, Any]
        Id of a member of the organization.
    project_role_id : str | Mapping[str, Any]
        Id of a role, from `GET /roles/project`.
    """

    user_id: Required[str | Mapping[str, Any]]
    project_role_id: Required[str | Mapping[str, Any]]


class ProjectMemberUpdate(TypedDict, total=False):
    """A new role.

    Attributes
    ----------
    project_role_id : str | Mapping[str, Any]
        Id of a role, from `GET /roles/project`.
    """

    project_role_id: Required[str | Mapping[str, Any]]


class ProjectUpdate(TypedDict, total=False):
    """Changes of a project.

    Attributes
    ----------
    name : str
        Name; unique in the organization.
    description : str | None
        Free text.
    """

    name: str
    description: str | None


class ProtocolConvert(TypedDict, total=False):
    """A protocol, and what to make of it.

    Attributes
    ----------
    protocol : str | Mapping[str, Any]
        The protocol in UCP: YAML text or an object.
    target : str
        Whose file to write.
    filename_stem : str
        Name of the file, without its ending.
    drive_cycles : Mapping[str, Any]
        Drive cycles by name; needed if the protocol has drive-cycle steps.
    nominal_capacity_ah : float
        Capacity in A.h; needed for `neware` and `biologic_bttest` if the protocol has C-rates.
    verify : bool
        Read the written file again, and compare. Reliable for `biologic_bttest` and `novonix`.
    """

    protocol: Required[str | Mapping[str, Any]]
    target: Required[str]
    filename_stem: str
    drive_cycles: Mapping[str, Any]
    nominal_capacity_ah: float
    verify: bool


class ProtocolCreate(TypedDict, total=False):
    """A new protocol.

    Attributes
    ----------
    name : str
        Name; may repeat.
    protocol_config : Mapping[str, Any]
        The content in UCP: `global` settings and `steps`.
    parameters_schema : Mapping[str, Any]
        JSON Schema of the inputs; `{}` for none.
    project_id : str | Mapping[str, Any]
        Project it goes to.
    force_create : bool
        Refuse (409) instead of answering with a protocol of the same content.
    description : str
        Free text.
    source_protocol : str
        The text that the content was read from.
    """

    name: Required[str]
    protocol_config: Required[Mapping[str, Any]]
    parameters_schema: Required[Mapping[str, Any]]
    project_id: str | Mapping[str, Any]
    force_create: bool
    description: str
    source_protocol: str


class ProtocolExperiment(TypedDict, total=False):
    """A protocol as text, and its name.

    Attributes
    ----------
    protocol : str
        UCP as YAML text.
    name : str
        Name of the protocol, if it is a new one.
    """

    protocol: Required[str]
    name: Required[str]


class ProtocolInfo(TypedDict, total=False):
    """What was done in a test.

    Attributes
    ----------
    name : str | None
        Name of the protocol.
    ambient_temperature_degc : float | None
        Temperature of the surroundings in degrees Celsius.
    definition : Mapping[str, Any] | str | None
        The protocol itself, in any format.
    """

    name: str | None
    ambient_temperature_degc: float | None
    definition: Mapping[str, Any] | str | None


class ProtocolText(TypedDict, total=False):
    """A protocol as text.

    Attributes
    ----------
    protocol : str
        The protocol in UCP, as YAML.
    """

    protocol: Required[str]


class ProtocolUpdate(TypedDict, total=False):
    """Changes of a protocol, as a merge patch.

    Attributes
    ----------
    name : str
        Name; may repeat.
    description : str | None
        Free text; null clears it.
    """

    name: str
    description: str | None


class QuantityDict(TypedDict, total=False):
    """A number with its unit.

    Attributes
    ----------
    value : float
        The number.
    unit : str
        Unit as an expression, such as `A*h` or `mg.cm-2`.
    """

    value: Required[float]
    unit: Required[str]


class QuickModel(TypedDict, total=False):
    """A generic cell, described by a few figures.

    Attributes
    ----------
    capacity : float
        Capacity in A.h.
    chemistry : str
        Chemistry, such as `NMC/Graphite`.
    resistance_pct : float
        Resistance in percent of the usual one.
    cell_spec_id : str | Mapping[str, Any]
        Specification that the figures are taken from.
    """

    capacity: float
    chemistry: str
    resistance_pct: float
    cell_spec_id: str | Mapping[str, Any]


class Ratings(TypedDict, total=False):
    """What a cell is rated for.

    Attributes
    ----------
    capacity : QuantityDict | Mapping[str, Any] | None
        Rated capacity, a charge.
    voltage_min : QuantityDict | Mapping[str, Any] | None
        Lower voltage limit.
    voltage_max : QuantityDict | Mapping[str, Any] | None
        Upper voltage limit.
    nominal_voltage : QuantityDict | Mapping[str, Any] | None
        Nominal voltage.
    energy : QuantityDict | Mapping[str, Any] | None
        Rated energy.
    energy_density_gravimetric : QuantityDict | Mapping[str, Any] | None
        Energy by mass.
    energy_density_volumetric : QuantityDict | Mapping[str, Any] | None
        Energy by volume.
    max_discharge_rate : QuantityDict | Mapping[str, Any] | None
        Highest discharge rate, in C.
    max_charge_rate : QuantityDict | Mapping[str, Any] | None
        Highest charge rate, in C.
    """

    capacity: QuantityDict | Mapping[str, Any] | None
    voltage_min: QuantityDict | Mapping[str, Any] | None
    voltage_max: QuantityDict | Mapping[str, Any] | None
    nominal_voltage: QuantityDict | Mapping[str, Any] | None
    energy: QuantityDict | Mapping[str, Any] | None
    energy_density_gravimetric: QuantityDict | Mapping[str, Any] | None
    energy_density_volumetric: QuantityDict | Mapping[str, Any] | None
    max_discharge_rate: QuantityDict | Mapping[str, Any] | None
    max_charge_rate: QuantityDict | Mapping[str, Any] | None


class RawDataUpdate(TypedDict, total=False):
    """Changes of a raw-data record.

    Attributes
    ----------
    name : str
        Name.
    source : str
        Where the file comes from; empty clears it.
    metadata : Mapping[str, Any]
        Further facts; replace the stored ones.
    """

    name: str
    source: str
    metadata: Mapping[str, Any]


class RcPair(TypedDict, total=False):
    """An RC pair over the state of charge.

    Attributes
    ----------
    r : Sequence[float]
        Resistance in Ohm.
    c : Sequence[float]
        Capacitance in F.
    tau : Sequence[float]
        Time constant in s.
    """

    r: Required[Sequence[float]]
    c: Required[Sequence[float]]
    tau: Required[Sequence[float]]


class SerializeModelRequest(TypedDict, total=False):
    """A model of the service with options.

    Attributes
    ----------
    name : str
        Name.
    options : Mapping[str, Any]
        Options by name.
    """

    name: Required[str]
    options: Mapping[str, Any]


class ServiceComplete(TypedDict, total=False):
    """Records a service as done.

    Attributes
    ----------
    event_type : str
        What was done; counts only if no event is open.
    performed_at : str | datetime
        When it was done, now or before. Unless given: now.
    notes : str
        Free text.
    calibration_interval_days : int
        The new interval of calibrations, in days; counts only for a calibration.
    """

    event_type: str
    performed_at: str | datetime
    notes: str
    calibration_interval_days: int


class ServiceStart(TypedDict, total=False):
    """Takes a cycler out of service.

    Attributes
    ----------
    event_type : str
        What is done.
    scheduled_for : str | datetime
        When the service is to begin.
    scheduled_until : str | datetime
        When it is to end; after `scheduled_for`.
    notes : str
        Free text, also copied to the incident of each channel.
    """

    event_type: Required[str]
    scheduled_for: Required[str | datetime]
    scheduled_until: str | datetime
    notes: str


class SimplePipelineConfig(TypedDict, total=False):
    """What a simple pipeline runs: elements by name, at most one of which is a fit or a validation.

    Attributes
    ----------
    elements : Mapping[str, Any]
        The elements by name, in the order in which they run.
    """

    elements: Required[Mapping[str, Any]]


class SimplePipelineCreate(TypedDict, total=False):
    """A new simple pipeline.

    Attributes
    ----------
    project_id : str | Mapping[str, Any]
        Project; the default project if none is named.
    config : SimplePipelineConfig | Mapping[str, Any]
        What it runs.
    name : str | None
        Name.
    description : str | None
        Free text.
    options : PipelineOptions | Mapping[str, Any]
        How it runs.
    """

    project_id: str | Mapping[str, Any]
    config: Required[SimplePipelineConfig | Mapping[str, Any]]
    name: str | None
    description: str | None
    options: PipelineOptions | Mapping[str, Any]


class SimulationBatchCreate(TypedDict, total=False):
    """Simulations of one saved protocol: one run, a list of `conditions`, or a sampled design.

    Attributes
    ----------
    parameterized_model : str | ModelReference | Mapping[str, Any]
        Id of a parameterized model, or a model with its parameters, or a quick model.
    experiment_template_id : str | Mapping[str, Any]
        Id of the saved protocol.
    experiment_parameter_sets : Sequence[Mapping[str, Any]]
        Inputs of the protocol that all runs share, by name, such as `Initial SOC`; one map.
    conditions : Sequence[SimulationCondition | Mapping[str, Any]]
        Inputs of each run, where they differ. Not together with `design_parameters_doe`.
    design_parameters_doe : DesignParametersDOE | Mapping[str, Any]
        Design parameters that are sampled.
    max_backward_jumps : int
        How often the protocol may go back to an earlier step before the run ends.
    study_id : str | Mapping[str, Any]
        Study that the runs are put into.
    extra_variables : Sequence[str]
        Variables of the model to store besides those that the protocol names, which they replace.
    project_id : str | Mapping[str, Any]
        Project; a quick model needs one.
    """

    parameterized_model: Required[str | ModelReference | Mapping[str, Any]]
    experiment_template_id: Required[str | Mapping[str, Any]]
    experiment_parameter_sets: Required[Sequence[Mapping[str, Any]]]
    conditions: Sequence[SimulationCondition | Mapping[str, Any]]
    design_parameters_doe: DesignParametersDOE | Mapping[str, Any]
    max_backward_jumps: int
    study_id: str | Mapping[str, Any]
    extra_variables: Sequence[str]
    project_id: str | Mapping[str, Any]


class SimulationCondition(TypedDict, total=False):
    """What one run of a list has of its own.

    Attributes
    ----------
    experiment_parameters : Mapping[str, Any]
        Inputs of the protocol; they win over those that all runs share.
    design_parameters : Mapping[str, Any]
        Design parameters by name.
    """

    experiment_parameters: Mapping[str, Any]
    design_parameters: Mapping[str, Any]


class SimulationSettings(TypedDict, total=False):
    """How models are solved, applied to each simulation. Those of a parameterized model win over those of its model.

    Attributes
    ----------
    var_pts : Mapping[str, Any]
        Number of mesh points, by spatial variable, such as `{"x_n": 20}`.
    submesh_types : Mapping[str, Any]
        How each domain is meshed.
    spatial_methods : Mapping[str, Any]
        How each domain is discretised.
    solver : Mapping[str, Any]
        Which solver, and its options.
    """

    var_pts: Mapping[str, Any]
    submesh_types: Mapping[str, Any]
    spatial_methods: Mapping[str, Any]
    solver: Mapping[str, Any]


class SimulationStatusQuery(TypedDict, total=False):
    """Which states are asked for.

    Attributes
    ----------
    simulation_ids : Sequence[str]
        Ids of simulations.
    limit : int
        Largest number of states in the answer.
    offset : int
        States to leave out at the start.
    """

    simulation_ids: Required[Sequence[str]]
    limit: int
    offset: int


class SiteCreate(TypedDict, total=False):
    """A new site.

    Attributes
    ----------
    name : str
        Name; unique in the organization.
    location : str
        Where it is, such as `Oxford, building 3`.
    """

    name: Required[str]
    location: str


class SiteUpdate(TypedDict, total=False):
    """Changes of a site, as a merge patch.

    Attributes
    ----------
    name : str
        Name; unique in the organization.
    location : str | None
        Where it is, such as `Oxford, building 3`.
    """

    name: str
    location: str | None


class SourceInfo(TypedDict, total=False):
    """Where a design comes from.

    Attributes
    ----------
    doi : str | None
        DOI.
    license : str | None
        Licence.
    publication_date : str | None
        Day of publication.
    citation : str | None
        How to cite it.
    creator_name : str | None
        Who made it.
    creator_orcid : str | None
        ORCID of who made it.
    """

    doi: str | None
    license: str | None
    publication_date: str | None
    citation: str | None
    creator_name: str | None
    creator_orcid: str | None


class StudyCreate(TypedDict, total=False):
    """A new study.

    Attributes
    ----------
    name : str
        Name; may repeat.
    description : str
        Free text.
    """

    name: Required[str]
    description: str


class StudyUpdate(TypedDict, total=False):
    """Changes of a study, as a merge patch.

    Attributes
    ----------
    name : str
        Name; may repeat.
    description : str | None
        Free text; null clears it.
    """

    name: str
    description: str | None


class StudyValidate(TypedDict, total=False):
    """What to validate.

    Attributes
    ----------
    measurement_ids : Sequence[str]
        Ids of the measurements.
    parameterized_model_id : str | Mapping[str, Any]
        Id of the model.
    cell_specification_id : str | Mapping[str, Any]
        Id of the specification that the model is of.
    start_step : int | None
        First step that is simulated; the first of the measurement by default.
    end_step : int | None
        Last step that is simulated, included; the last of the measurement by default.
    initial_voltage : float | None
        Voltage to start from, in V.
    initial_soc : float | None
        State of charge to start from, 0 to 1; wins over the voltage.
    """

    measurement_ids: Required[Sequence[str]]
    parameterized_model_id: Required[str | Mapping[str, Any]]
    cell_specification_id: Required[str | Mapping[str, Any]]
    start_step: int | None
    end_step: int | None
    initial_voltage: float | None
    initial_soc: float | None


class TestSetup(TypedDict, total=False):
    """What a test was done with.

    Attributes
    ----------
    cycler : str | None
        The cycler.
    operator : str | None
        Who ran the test.
    lab : str | None
        Where it ran.
    channel_number : int | None
        Channel of the cycler.
    """

    cycler: str | None
    operator: str | None
    lab: str | None
    channel_number: int | None


class ValidateModelConfigRequest(TypedDict, total=False):
    """A model with options.

    Attributes
    ----------
    pybamm_model : str
        Class name, such as `DFN`.
    module : str
        Module of the class.
    options : Mapping[str, Any]
        Options by name.
    """

    pybamm_model: Required[str]
    module: str
    options: Mapping[str, Any]
