"""The models of bodies and answers; each is imported when it is first asked for."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .analysis import Analysis
    from .analysis_column_input import AnalysisColumnInput
    from .analysis_column_spec import AnalysisColumnSpec
    from .analysis_form import AnalysisForm
    from .analysis_page import AnalysisPage
    from .analysis_update import AnalysisUpdate
    from .attach_raw_data_request import AttachRawDataRequest
    from .auto_schedule_apply import AutoScheduleApply
    from .auto_schedule_assignment import AutoScheduleAssignment
    from .auto_schedule_choice import AutoScheduleChoice
    from .auto_schedule_proposal import AutoScheduleProposal
    from .auto_schedule_request import AutoScheduleRequest
    from .binned_deletion import BinnedDeletion
    from .binned_deletion_page import BinnedDeletionPage
    from .build_request import BuildRequest
    from .build_result import BuildResult
    from .builder_config import BuilderConfig
    from .builder_element import BuilderElement
    from .builder_element_element_type import BuilderElementElementType
    from .builder_readiness import BuilderReadiness
    from .bulk_tags_request import BulkTagsRequest
    from .bulk_tags_result import BulkTagsResult
    from .capabilities import Capabilities
    from .capacity_bounds import CapacityBounds
    from .cell_batch import CellBatch
    from .cell_batch_create import CellBatchCreate
    from .cell_batch_page import CellBatchPage
    from .cell_batch_update import CellBatchUpdate
    from .cell_component import CellComponent
    from .cell_instance import CellInstance
    from .cell_instance_create import CellInstanceCreate
    from .cell_instance_page import CellInstancePage
    from .cell_instance_update import CellInstanceUpdate
    from .cell_measurement import CellMeasurement
    from .cell_measurement_bundle import CellMeasurementBundle
    from .cell_measurement_detail_legacy import CellMeasurementDetailLegacy
    from .cell_measurement_order import CellMeasurementOrder
    from .cell_measurement_page import CellMeasurementPage
    from .cell_measurement_update import CellMeasurementUpdate
    from .cell_spec_ref import CellSpecRef
    from .cell_specification import CellSpecification
    from .cell_specification_create import CellSpecificationCreate
    from .cell_specification_page import CellSpecificationPage
    from .cell_specification_update import CellSpecificationUpdate
    from .channel import Channel
    from .channel_create import ChannelCreate
    from .channel_incident import ChannelIncident
    from .channel_incident_page import ChannelIncidentPage
    from .channel_page import ChannelPage
    from .channel_update import ChannelUpdate
    from .column_spec import ColumnSpec
    from .component_input import ComponentInput
    from .compute_usage import ComputeUsage
    from .confirm_raw_data_upload_request import ConfirmRawDataUploadRequest
    from .confirm_upload_request import ConfirmUploadRequest
    from .converted_file import ConvertedFile
    from .converted_protocol import ConvertedProtocol
    from .create_properties_measurement_request import CreatePropertiesMeasurementRequest
    from .custom_model_form import CustomModelForm
    from .custom_model_form_chemistry import CustomModelFormChemistry
    from .custom_variable import CustomVariable
    from .cycler import Cycler
    from .cycler_create import CyclerCreate
    from .cycler_order import CyclerOrder
    from .cycler_page import CyclerPage
    from .cycler_service_event import CyclerServiceEvent
    from .cycler_service_event_page import CyclerServiceEventPage
    from .cycler_update import CyclerUpdate
    from .cycles_response import CyclesResponse
    from .dataset_file_kind import DatasetFileKind
    from .deletion import Deletion
    from .describe_deletion_expected_type_0_item import DescribeDeletionExpectedType0Item
    from .describe_deletion_resource_type import DescribeDeletionResourceType
    from .design_parameters_doe import DesignParametersDOE
    from .design_parameters_doe_sampling import DesignParametersDOESampling
    from .discovery_schema import DiscoverySchema
    from .discovery_topic import DiscoveryTopic
    from .doe_row import DOERow
    from .doe_row_type import DOERowType
    from .dry_run_request import DryRunRequest
    from .dry_run_result import DryRunResult
    from .ecm_file import EcmFile
    from .ecm_fit_curves import EcmFitCurves
    from .ecm_fit_job import EcmFitJob
    from .ecm_fit_request import EcmFitRequest
    from .ecm_measurement import EcmMeasurement
    from .ecm_options import EcmOptions
    from .ecm_save import EcmSave
    from .ecm_validate import EcmValidate
    from .element_progress import ElementProgress
    from .file_list import FileList
    from .fit_results import FitResults
    from .id_page import IdPage
    from .incident_category import IncidentCategory
    from .initiate_measurement import InitiateMeasurement
    from .initiate_raw_data_upload_request import InitiateRawDataUploadRequest
    from .initiate_raw_data_upload_response import InitiateRawDataUploadResponse
    from .initiate_upload_request import InitiateUploadRequest
    from .initiate_upload_response import InitiateUploadResponse
    from .invite_result import InviteResult
    from .job import Job
    from .job_create import JobCreate
    from .job_list import JobList
    from .job_metadata import JobMetadata
    from .job_status import JobStatus
    from .job_type import JobType
    from .lab_channel import LabChannel
    from .lab_cycler import LabCycler
    from .lab_measurement_summary import LabMeasurementSummary
    from .lab_site import LabSite
    from .lab_status import LabStatus
    from .lab_watched import LabWatched
    from .list_simple_pipelines_order_by_type_0 import ListSimplePipelinesOrderByType0
    from .list_simple_pipelines_order_type_0 import ListSimplePipelinesOrderType0
    from .list_simulations_state_type_0 import ListSimulationsStateType0
    from .mapping_preview import MappingPreview
    from .material import Material
    from .material_create import MaterialCreate
    from .material_input import MaterialInput
    from .material_order import MaterialOrder
    from .material_page import MaterialPage
    from .material_property_dataset import MaterialPropertyDataset
    from .material_property_dataset_form import MaterialPropertyDatasetForm
    from .material_property_dataset_page import MaterialPropertyDatasetPage
    from .material_property_dataset_update import MaterialPropertyDatasetUpdate
    from .material_property_file_form import MaterialPropertyFileForm
    from .material_update import MaterialUpdate
    from .measurement_create import MeasurementCreate
    from .measurement_replace import MeasurementReplace
    from .measurement_type import MeasurementType
    from .model import Model
    from .model_builder import ModelBuilder
    from .model_builder_create import ModelBuilderCreate
    from .model_builder_page import ModelBuilderPage
    from .model_builder_update import ModelBuilderUpdate
    from .model_create import ModelCreate
    from .model_page import ModelPage
    from .model_reference import ModelReference
    from .model_update import ModelUpdate
    from .multipart_target import MultipartTarget
    from .nav_item import NavItem
    from .ocv_soc_curve import OcvSocCurve
    from .optimization import Optimization
    from .optimization_create import OptimizationCreate
    from .optimization_list import OptimizationList
    from .optimization_template import OptimizationTemplate
    from .optimization_template_create import OptimizationTemplateCreate
    from .optimization_update import OptimizationUpdate
    from .organization import Organization
    from .organization_create import OrganizationCreate
    from .organization_invite import OrganizationInvite
    from .organization_ref import OrganizationRef
    from .organization_role import OrganizationRole
    from .organization_role_name import OrganizationRoleName
    from .organization_role_set import OrganizationRoleSet
    from .organization_role_word import OrganizationRoleWord
    from .organization_usage import OrganizationUsage
    from .organization_user import OrganizationUser
    from .organization_user_update import OrganizationUserUpdate
    from .parameterized_model import ParameterizedModel
    from .parameterized_model_create import ParameterizedModelCreate
    from .parameterized_model_page import ParameterizedModelPage
    from .parameterized_model_update import ParameterizedModelUpdate
    from .parse_to_template import ParseToTemplate
    from .parsed_protocol import ParsedProtocol
    from .parsed_template import ParsedTemplate
    from .pipeline import Pipeline
    from .pipeline_create import PipelineCreate
    from .pipeline_element import PipelineElement
    from .pipeline_element_config import PipelineElementConfig
    from .pipeline_element_config_element_type import PipelineElementConfigElementType
    from .pipeline_list import PipelineList
    from .pipeline_options import PipelineOptions
    from .pipeline_order import PipelineOrder
    from .pipeline_result import PipelineResult
    from .pipeline_update import PipelineUpdate
    from .planned_measurement import PlannedMeasurement
    from .planned_measurement_create import PlannedMeasurementCreate
    from .planned_measurement_create_status import PlannedMeasurementCreateStatus
    from .planned_measurement_order import PlannedMeasurementOrder
    from .planned_measurement_page import PlannedMeasurementPage
    from .planned_measurement_status import PlannedMeasurementStatus
    from .planned_measurement_update import PlannedMeasurementUpdate
    from .plot_data import PlotData
    from .plot_preset import PlotPreset
    from .plot_row import PlotRow
    from .plot_trace import PlotTrace
    from .preview_mapping import PreviewMapping
    from .processing_status import ProcessingStatus
    from .project import Project
    from .project_create import ProjectCreate
    from .project_invite import ProjectInvite
    from .project_measurement import ProjectMeasurement
    from .project_measurement_order import ProjectMeasurementOrder
    from .project_measurement_page import ProjectMeasurementPage
    from .project_member_set import ProjectMemberSet
    from .project_member_update import ProjectMemberUpdate
    from .project_membership import ProjectMembership
    from .project_page import ProjectPage
    from .project_role import ProjectRole
    from .project_role_info import ProjectRoleInfo
    from .project_update import ProjectUpdate
    from .protocol import Protocol
    from .protocol_convert import ProtocolConvert
    from .protocol_convert_target import ProtocolConvertTarget
    from .protocol_create import ProtocolCreate
    from .protocol_experiment import ProtocolExperiment
    from .protocol_file import ProtocolFile
    from .protocol_page import ProtocolPage
    from .protocol_text import ProtocolText
    from .protocol_update import ProtocolUpdate
    from .protocol_validation import ProtocolValidation
    from .pybamm_models import PybammModels
    from .quantity import Quantity
    from .quick_model import QuickModel
    from .ratings import Ratings
    from .raw_data import RawData
    from .raw_data_page import RawDataPage
    from .raw_data_update import RawDataUpdate
    from .rc_pair import RcPair
    from .rc_pair_fit import RcPairFit
    from .readiness_issue import ReadinessIssue
    from .readiness_report import ReadinessReport
    from .record_order import RecordOrder
    from .save_to_project_response import SaveToProjectResponse
    from .search_response import SearchResponse
    from .search_result import SearchResult
    from .serialize_model_request import SerializeModelRequest
    from .series_source import SeriesSource
    from .service_complete import ServiceComplete
    from .service_event_type import ServiceEventType
    from .service_start import ServiceStart
    from .signed_url import SignedUrl
    from .simple_pipeline import SimplePipeline
    from .simple_pipeline_config import SimplePipelineConfig
    from .simple_pipeline_create import SimplePipelineCreate
    from .simple_pipeline_page import SimplePipelinePage
    from .simulation import Simulation
    from .simulation_batch_create import SimulationBatchCreate
    from .simulation_condition import SimulationCondition
    from .simulation_created import SimulationCreated
    from .simulation_list import SimulationList
    from .simulation_settings import SimulationSettings
    from .simulation_status import SimulationStatus
    from .simulation_status_query import SimulationStatusQuery
    from .simulation_usage import SimulationUsage
    from .site import Site
    from .site_create import SiteCreate
    from .site_page import SitePage
    from .site_update import SiteUpdate
    from .sort_order import SortOrder
    from .steps_and_cycles_response import StepsAndCyclesResponse
    from .steps_response import StepsResponse
    from .study import Study
    from .study_create import StudyCreate
    from .study_measurement_mapping import StudyMeasurementMapping
    from .study_measurement_page import StudyMeasurementPage
    from .study_page import StudyPage
    from .study_simulation_mapping import StudySimulationMapping
    from .study_update import StudyUpdate
    from .study_validate import StudyValidate
    from .study_validation import StudyValidation
    from .tag_usage import TagUsage
    from .tag_usage_page import TagUsagePage
    from .trace_entry import TraceEntry
    from .upload_target import UploadTarget
    from .user import User
    from .user_organization_role import UserOrganizationRole
    from .user_project_role import UserProjectRole
    from .user_ref import UserRef
    from .validate_model_config_request import ValidateModelConfigRequest
    from .validate_model_config_result import ValidateModelConfigResult
    from .validation_results import ValidationResults

__all__ = (
    "Analysis",
    "AnalysisColumnInput",
    "AnalysisColumnSpec",
    "AnalysisForm",
    "AnalysisPage",
    "AnalysisUpdate",
    "AttachRawDataRequest",
    "AutoScheduleApply",
    "AutoScheduleAssignment",
    "AutoScheduleChoice",
    "AutoScheduleProposal",
    "AutoScheduleRequest",
    "BinnedDeletion",
    "BinnedDeletionPage",
    "BuilderConfig",
    "BuilderElement",
    "BuilderElementElementType",
    "BuilderReadiness",
    "BuildRequest",
    "BuildResult",
    "BulkTagsRequest",
    "BulkTagsResult",
    "Capabilities",
    "CapacityBounds",
    "CellBatch",
    "CellBatchCreate",
    "CellBatchPage",
    "CellBatchUpdate",
    "CellComponent",
    "CellInstance",
    "CellInstanceCreate",
    "CellInstancePage",
    "CellInstanceUpdate",
    "CellMeasurement",
    "CellMeasurementBundle",
    "CellMeasurementDetailLegacy",
    "CellMeasurementOrder",
    "CellMeasurementPage",
    "CellMeasurementUpdate",
    "CellSpecification",
    "CellSpecificationCreate",
    "CellSpecificationPage",
    "CellSpecificationUpdate",
    "CellSpecRef",
    "Channel",
    "ChannelCreate",
    "ChannelIncident",
    "ChannelIncidentPage",
    "ChannelPage",
    "ChannelUpdate",
    "ColumnSpec",
    "ComponentInput",
    "ComputeUsage",
    "ConfirmRawDataUploadRequest",
    "ConfirmUploadRequest",
    "ConvertedFile",
    "ConvertedProtocol",
    "CreatePropertiesMeasurementRequest",
    "CustomModelForm",
    "CustomModelFormChemistry",
    "CustomVariable",
    "Cycler",
    "CyclerCreate",
    "CyclerOrder",
    "CyclerPage",
    "CyclerServiceEvent",
    "CyclerServiceEventPage",
    "CyclerUpdate",
    "CyclesResponse",
    "DatasetFileKind",
    "Deletion",
    "DescribeDeletionExpectedType0Item",
    "DescribeDeletionResourceType",
    "DesignParametersDOE",
    "DesignParametersDOESampling",
    "DiscoverySchema",
    "DiscoveryTopic",
    "DOERow",
    "DOERowType",
    "DryRunRequest",
    "DryRunResult",
    "EcmFile",
    "EcmFitCurves",
    "EcmFitJob",
    "EcmFitRequest",
    "EcmMeasurement",
    "EcmOptions",
    "EcmSave",
    "EcmValidate",
    "ElementProgress",
    "FileList",
    "FitResults",
    "IdPage",
    "IncidentCategory",
    "InitiateMeasurement",
    "InitiateRawDataUploadRequest",
    "InitiateRawDataUploadResponse",
    "InitiateUploadRequest",
    "InitiateUploadResponse",
    "InviteResult",
    "Job",
    "JobCreate",
    "JobList",
    "JobMetadata",
    "JobStatus",
    "JobType",
    "LabChannel",
    "LabCycler",
    "LabMeasurementSummary",
    "LabSite",
    "LabStatus",
    "LabWatched",
    "ListSimplePipelinesOrderByType0",
    "ListSimplePipelinesOrderType0",
    "ListSimulationsStateType0",
    "MappingPreview",
    "Material",
    "MaterialCreate",
    "MaterialInput",
    "MaterialOrder",
    "MaterialPage",
    "MaterialPropertyDataset",
    "MaterialPropertyDatasetForm",
    "MaterialPropertyDatasetPage",
    "MaterialPropertyDatasetUpdate",
    "MaterialPropertyFileForm",
    "MaterialUpdate",
    "MeasurementCreate",
    "MeasurementReplace",
    "MeasurementType",
    "Model",
    "ModelBuilder",
    "ModelBuilderCreate",
    "ModelBuilderPage",
    "ModelBuilderUpdate",
    "ModelCreate",
    "ModelPage",
    "ModelReference",
    "ModelUpdate",
    "MultipartTarget",
    "NavItem",
    "OcvSocCurve",
    "Optimization",
    "OptimizationCreate",
    "OptimizationList",
    "OptimizationTemplate",
    "OptimizationTemplateCreate",
    "OptimizationUpdate",
    "Organization",
    "OrganizationCreate",
    "OrganizationInvite",
    "OrganizationRef",
    "OrganizationRole",
    "OrganizationRoleName",
    "OrganizationRoleSet",
    "OrganizationRoleWord",
    "OrganizationUsage",
    "OrganizationUser",
    "OrganizationUserUpdate",
    "ParameterizedModel",
    "ParameterizedModelCreate",
    "ParameterizedModelPage",
    "ParameterizedModelUpdate",
    "ParsedProtocol",
    "ParsedTemplate",
    "ParseToTemplate",
    "Pipeline",
    "PipelineCreate",
    "PipelineElement",
    "PipelineElementConfig",
    "PipelineElementConfigElementType",
    "PipelineList",
    "PipelineOptions",
    "PipelineOrder",
    "PipelineResult",
    "PipelineUpdate",
    "PlannedMeasurement",
    "PlannedMeasurementCreate",
    "PlannedMeasurementCreateStatus",
    "PlannedMeasurementOrder",
    "PlannedMeasurementPage",
    "PlannedMeasurementStatus",
    "PlannedMeasurementUpdate",
    "PlotData",
    "PlotPreset",
    "PlotRow",
    "PlotTrace",
    "PreviewMapping",
    "ProcessingStatus",
    "Project",
    "ProjectCreate",
    "ProjectInvite",
    "ProjectMeasurement",
    "ProjectMeasurementOrder",
    "ProjectMeasurementPage",
    "ProjectMemberSet",
    "ProjectMembership",
    "ProjectMemberUpdate",
    "ProjectPage",
    "ProjectRole",
    "ProjectRoleInfo",
    "ProjectUpdate",
    "Protocol",
    "ProtocolConvert",
    "ProtocolConvertTarget",
    "ProtocolCreate",
    "ProtocolExperiment",
    "ProtocolFile",
    "ProtocolPage",
    "ProtocolText",
    "ProtocolUpdate",
    "ProtocolValidation",
    "PybammModels",
    "Quantity",
    "QuickModel",
    "Ratings",
    "RawData",
    "RawDataPage",
    "RawDataUpdate",
    "RcPair",
    "RcPairFit",
    "ReadinessIssue",
    "ReadinessReport",
    "RecordOrder",
    "SaveToProjectResponse",
    "SearchResponse",
    "SearchResult",
    "SerializeModelRequest",
    "SeriesSource",
    "ServiceComplete",
    "ServiceEventType",
    "ServiceStart",
    "SignedUrl",
    "SimplePipeline",
    "SimplePipelineConfig",
    "SimplePipelineCreate",
    "SimplePipelinePage",
    "Simulation",
    "SimulationBatchCreate",
    "SimulationCondition",
    "SimulationCreated",
    "SimulationList",
    "SimulationSettings",
    "SimulationStatus",
    "SimulationStatusQuery",
    "SimulationUsage",
    "Site",
    "SiteCreate",
    "SitePage",
    "SiteUpdate",
    "SortOrder",
    "StepsAndCyclesResponse",
    "StepsResponse",
    "Study",
    "StudyCreate",
    "StudyMeasurementMapping",
    "StudyMeasurementPage",
    "StudyPage",
    "StudySimulationMapping",
    "StudyUpdate",
    "StudyValidate",
    "StudyValidation",
    "TagUsage",
    "TagUsagePage",
    "TraceEntry",
    "UploadTarget",
    "User",
    "UserOrganizationRole",
    "UserProjectRole",
    "UserRef",
    "ValidateModelConfigRequest",
    "ValidateModelConfigResult",
    "ValidationResults",
)

_MODULES = {
    "Analysis": ".analysis",
    "AnalysisColumnInput": ".analysis_column_input",
    "AnalysisColumnSpec": ".analysis_column_spec",
    "AnalysisForm": ".analysis_form",
    "AnalysisPage": ".analysis_page",
    "AnalysisUpdate": ".analysis_update",
    "AttachRawDataRequest": ".attach_raw_data_request",
    "AutoScheduleApply": ".auto_schedule_apply",
    "AutoScheduleAssignment": ".auto_schedule_assignment",
    "AutoScheduleChoice": ".auto_schedule_choice",
    "AutoScheduleProposal": ".auto_schedule_proposal",
    "AutoScheduleRequest": ".auto_schedule_request",
    "BinnedDeletion": ".binned_deletion",
    "BinnedDeletionPage": ".binned_deletion_page",
    "BuildRequest": ".build_request",
    "BuildResult": ".build_result",
    "BuilderConfig": ".builder_config",
    "BuilderElement": ".builder_element",
    "BuilderElementElementType": ".builder_element_element_type",
    "BuilderReadiness": ".builder_readiness",
    "BulkTagsRequest": ".bulk_tags_request",
    "BulkTagsResult": ".bulk_tags_result",
    "Capabilities": ".capabilities",
    "CapacityBounds": ".capacity_bounds",
    "CellBatch": ".cell_batch",
    "CellBatchCreate": ".cell_batch_create",
    "CellBatchPage": ".cell_batch_page",
    "CellBatchUpdate": ".cell_batch_update",
    "CellComponent": ".cell_component",
    "CellInstance": ".cell_instance",
    "CellInstanceCreate": ".cell_instance_create",
    "CellInstancePage": ".cell_instance_page",
    "CellInstanceUpdate": ".cell_instance_update",
    "CellMeasurement": ".cell_measurement",
    "CellMeasurementBundle": ".cell_measurement_bundle",
    "CellMeasurementDetailLegacy": ".cell_measurement_detail_legacy",
    "CellMeasurementOrder": ".cell_measurement_order",
    "CellMeasurementPage": ".cell_measurement_page",
    "CellMeasurementUpdate": ".cell_measurement_update",
    "CellSpecRef": ".cell_spec_ref",
    "CellSpecification": ".cell_specification",
    "CellSpecificationCreate": ".cell_specification_create",
    "CellSpecificationPage": ".cell_specification_page",
    "CellSpecificationUpdate": ".cell_specification_update",
    "Channel": ".channel",
    "ChannelCreate": ".channel_create",
    "ChannelIncident": ".channel_incident",
    "ChannelIncidentPage": ".channel_incident_page",
    "ChannelPage": ".channel_page",
    "ChannelUpdate": ".channel_update",
    "ColumnSpec": ".column_spec",
    "ComponentInput": ".component_input",
    "ComputeUsage": ".compute_usage",
    "ConfirmRawDataUploadRequest": ".confirm_raw_data_upload_request",
    "ConfirmUploadRequest": ".confirm_upload_request",
    "ConvertedFile": ".converted_file",
    "ConvertedProtocol": ".converted_protocol",
    "CreatePropertiesMeasurementRequest": ".create_properties_measurement_request",
    "CustomModelForm": ".custom_model_form",
    "CustomModelFormChemistry": ".custom_model_form_chemistry",
    "CustomVariable": ".custom_variable",
    "Cycler": ".cycler",
    "CyclerCreate": ".cycler_create",
    "CyclerOrder": ".cycler_order",
    "CyclerPage": ".cycler_page",
    "CyclerServiceEvent": ".cycler_service_event",
    "CyclerServiceEventPage": ".cycler_service_event_page",
    "CyclerUpdate": ".cycler_update",
    "CyclesResponse": ".cycles_response",
    "DatasetFileKind": ".dataset_file_kind",
    "Deletion": ".deletion",
    "DescribeDeletionExpectedType0Item": ".describe_deletion_expected_type_0_item",
    "DescribeDeletionResourceType": ".describe_deletion_resource_type",
    "DesignParametersDOE": ".design_parameters_doe",
    "DesignParametersDOESampling": ".design_parameters_doe_sampling",
    "DiscoverySchema": ".discovery_schema",
    "DiscoveryTopic": ".discovery_topic",
    "DOERow": ".doe_row",
    "DOERowType": ".doe_row_type",
    "DryRunRequest": ".dry_run_request",
    "DryRunResult": ".dry_run_result",
    "EcmFile": ".ecm_file",
    "EcmFitCurves": ".ecm_fit_curves",
    "EcmFitJob": ".ecm_fit_job",
    "EcmFitRequest": ".ecm_fit_request",
    "EcmMeasurement": ".ecm_measurement",
    "EcmOptions": ".ecm_options",
    "EcmSave": ".ecm_save",
    "EcmValidate": ".ecm_validate",
    "ElementProgress": ".element_progress",
    "FileList": ".file_list",
    "FitResults": ".fit_results",
    "IdPage": ".id_page",
    "IncidentCategory": ".incident_category",
    "InitiateMeasurement": ".initiate_measurement",
    "InitiateRawDataUploadRequest": ".initiate_raw_data_upload_request",
    "InitiateRawDataUploadResponse": ".initiate_raw_data_upload_response",
    "InitiateUploadRequest": ".initiate_upload_request",
    "InitiateUploadResponse": ".initiate_upload_response",
    "InviteResult": ".invite_result",
    "Job": ".job",
    "JobCreate": ".job_create",
    "JobList": ".job_list",
    "JobMetadata": ".job_metadata",
    "JobStatus": ".job_status",
    "JobType": ".job_type",
    "LabChannel": ".lab_channel",
    "LabCycler": ".lab_cycler",
    "LabMeasurementSummary": ".lab_measurement_summary",
    "LabSite": ".lab_site",
    "LabStatus": ".lab_status",
    "LabWatched": ".lab_watched",
    "ListSimplePipelinesOrderByType0": ".list_simple_pipelines_order_by_type_0",
    "ListSimplePipelinesOrderType0": ".list_simple_pipelines_order_type_0",
    "ListSimulationsStateType0": ".list_simulations_state_type_0",
    "MappingPreview": ".mapping_preview",
    "Material": ".material",
    "MaterialCreate": ".material_create",
    "MaterialInput": ".material_input",
    "MaterialOrder": ".material_order",
    "MaterialPage": ".material_page",
    "MaterialPropertyDataset": ".material_property_dataset",
    "MaterialPropertyDatasetForm": ".material_property_dataset_form",
    "MaterialPropertyDatasetPage": ".material_property_dataset_page",
    "MaterialPropertyDatasetUpdate": ".material_property_dataset_update",
    "MaterialPropertyFileForm": ".material_property_file_form",
    "MaterialUpdate": ".material_update",
    "MeasurementCreate": ".measurement_create",
    "MeasurementReplace": ".measurement_replace",
    "MeasurementType": ".measurement_type",
    "Model": ".model",
    "ModelBuilder": ".model_builder",
    "ModelBuilderCreate": ".model_builder_create",
    "ModelBuilderPage": ".model_builder_page",
    "ModelBuilderUpdate": ".model_builder_update",
    "ModelCreate": ".model_create",
    "ModelPage": ".model_page",
    "ModelReference": ".model_reference",
    "ModelUpdate": ".model_update",
    "MultipartTarget": ".multipart_target",
    "NavItem": ".nav_item",
    "OcvSocCurve": ".ocv_soc_curve",
    "Optimization": ".optimization",
    "OptimizationCreate": ".optimization_create",
    "OptimizationList": ".optimization_list",
    "OptimizationTemplate": ".optimization_template",
    "OptimizationTemplateCreate": ".optimization_template_create",
    "OptimizationUpdate": ".optimization_update",
    "Organization": ".organization",
    "OrganizationCreate": ".organization_create",
    "OrganizationInvite": ".organization_invite",
    "OrganizationRef": ".organization_ref",
    "OrganizationRole": ".organization_role",
    "OrganizationRoleName": ".organization_role_name",
    "OrganizationRoleSet": ".organization_role_set",
    "OrganizationRoleWord": ".organization_role_word",
    "OrganizationUsage": ".organization_usage",
    "OrganizationUser": ".organization_user",
    "OrganizationUserUpdate": ".organization_user_update",
    "ParameterizedModel": ".parameterized_model",
    "ParameterizedModelCreate": ".parameterized_model_create",
    "ParameterizedModelPage": ".parameterized_model_page",
    "ParameterizedModelUpdate": ".parameterized_model_update",
    "ParseToTemplate": ".parse_to_template",
    "ParsedProtocol": ".parsed_protocol",
    "ParsedTemplate": ".parsed_template",
    "Pipeline": ".pipeline",
    "PipelineCreate": ".pipeline_create",
    "PipelineElement": ".pipeline_element",
    "PipelineElementConfig": ".pipeline_element_config",
    "PipelineElementConfigElementType": ".pipeline_element_config_element_type",
    "PipelineList": ".pipeline_list",
    "PipelineOptions": ".pipeline_options",
    "PipelineOrder": ".pipeline_order",
    "PipelineResult": ".pipeline_result",
    "PipelineUpdate": ".pipeline_update",
    "PlannedMeasurement": ".planned_measurement",
    "PlannedMeasurementCreate": ".planned_measurement_create",
    "PlannedMeasurementCreateStatus": ".planned_measurement_create_status",
    "PlannedMeasurementOrder": ".planned_measurement_order",
    "PlannedMeasurementPage": ".planned_measurement_page",
    "PlannedMeasurementStatus": ".planned_measurement_status",
    "PlannedMeasurementUpdate": ".planned_measurement_update",
    "PlotData": ".plot_data",
    "PlotPreset": ".plot_preset",
    "PlotRow": ".plot_row",
    "PlotTrace": ".plot_trace",
    "PreviewMapping": ".preview_mapping",
    "ProcessingStatus": ".processing_status",
    "Project": ".project",
    "ProjectCreate": ".project_create",
    "ProjectInvite": ".project_invite",
    "ProjectMeasurement": ".project_measurement",
    "ProjectMeasurementOrder": ".project_measurement_order",
    "ProjectMeasurementPage": ".project_measurement_page",
    "ProjectMemberSet": ".project_member_set",
    "ProjectMemberUpdate": ".project_member_update",
    "ProjectMembership": ".project_membership",
    "ProjectPage": ".project_page",
    "ProjectRole": ".project_role",
    "ProjectRoleInfo": ".project_role_info",
    "ProjectUpdate": ".project_update",
    "Protocol": ".protocol",
    "ProtocolConvert": ".protocol_convert",
    "ProtocolConvertTarget": ".protocol_convert_target",
    "ProtocolCreate": ".protocol_create",
    "ProtocolExperiment": ".protocol_experiment",
    "ProtocolFile": ".protocol_file",
    "ProtocolPage": ".protocol_page",
    "ProtocolText": ".protocol_text",
    "ProtocolUpdate": ".protocol_update",
    "ProtocolValidation": ".protocol_validation",
    "PybammModels": ".pybamm_models",
    "Quantity": ".quantity",
    "QuickModel": ".quick_model",
    "Ratings": ".ratings",
    "RawData": ".raw_data",
    "RawDataPage": ".raw_data_page",
    "RawDataUpdate": ".raw_data_update",
    "RcPair": ".rc_pair",
    "RcPairFit": ".rc_pair_fit",
    "ReadinessIssue": ".readiness_issue",
    "ReadinessReport": ".readiness_report",
    "RecordOrder": ".record_order",
    "SaveToProjectResponse": ".save_to_project_response",
    "SearchResponse": ".search_response",
    "SearchResult": ".search_result",
    "SerializeModelRequest": ".serialize_model_request",
    "SeriesSource": ".series_source",
    "ServiceComplete": ".service_complete",
    "ServiceEventType": ".service_event_type",
    "ServiceStart": ".service_start",
    "SignedUrl": ".signed_url",
    "SimplePipeline": ".simple_pipeline",
    "SimplePipelineConfig": ".simple_pipeline_config",
    "SimplePipelineCreate": ".simple_pipeline_create",
    "SimplePipelinePage": ".simple_pipeline_page",
    "Simulation": ".simulation",
    "SimulationBatchCreate": ".simulation_batch_create",
    "SimulationCondition": ".simulation_condition",
    "SimulationCreated": ".simulation_created",
    "SimulationList": ".simulation_list",
    "SimulationSettings": ".simulation_settings",
    "SimulationStatus": ".simulation_status",
    "SimulationStatusQuery": ".simulation_status_query",
    "SimulationUsage": ".simulation_usage",
    "Site": ".site",
    "SiteCreate": ".site_create",
    "SitePage": ".site_page",
    "SiteUpdate": ".site_update",
    "SortOrder": ".sort_order",
    "StepsAndCyclesResponse": ".steps_and_cycles_response",
    "StepsResponse": ".steps_response",
    "Study": ".study",
    "StudyCreate": ".study_create",
    "StudyMeasurementMapping": ".study_measurement_mapping",
    "StudyMeasurementPage": ".study_measurement_page",
    "StudyPage": ".study_page",
    "StudySimulationMapping": ".study_simulation_mapping",
    "StudyUpdate": ".study_update",
    "StudyValidate": ".study_validate",
    "StudyValidation": ".study_validation",
    "TagUsage": ".tag_usage",
    "TagUsagePage": ".tag_usage_page",
    "TraceEntry": ".trace_entry",
    "UploadTarget": ".upload_target",
    "User": ".user",
    "UserOrganizationRole": ".user_organization_role",
    "UserProjectRole": ".user_project_role",
    "UserRef": ".user_ref",
    "ValidateModelConfigRequest": ".validate_model_config_request",
    "ValidateModelConfigResult": ".validate_model_config_result",
    "ValidationResults": ".validation_results",
}


def __getattr__(name: str) -> object:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(module, __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
