"""The models of bodies and answers; each is imported when it is first asked for."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .attach_raw_data_request import AttachRawDataRequest
    from .bulk_tags_request import BulkTagsRequest
    from .bulk_tags_result import BulkTagsResult
    from .capabilities import Capabilities
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
    from .cell_specification import CellSpecification
    from .cell_specification_create import CellSpecificationCreate
    from .cell_specification_page import CellSpecificationPage
    from .cell_specification_update import CellSpecificationUpdate
    from .column_spec import ColumnSpec
    from .component_input import ComponentInput
    from .compute_usage import ComputeUsage
    from .confirm_raw_data_upload_request import ConfirmRawDataUploadRequest
    from .confirm_upload_request import ConfirmUploadRequest
    from .create_properties_measurement_request import CreatePropertiesMeasurementRequest
    from .cycles_response import CyclesResponse
    from .dataset_file_kind import DatasetFileKind
    from .discovery_schema import DiscoverySchema
    from .discovery_topic import DiscoveryTopic
    from .element_progress import ElementProgress
    from .file_list import FileList
    from .id_page import IdPage
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
    from .measurement_type import MeasurementType
    from .multipart_target import MultipartTarget
    from .nav_item import NavItem
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
    from .plot_data import PlotData
    from .plot_trace import PlotTrace
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
    from .pybamm_models import PybammModels
    from .quantity import Quantity
    from .ratings import Ratings
    from .raw_data import RawData
    from .raw_data_page import RawDataPage
    from .raw_data_update import RawDataUpdate
    from .record_order import RecordOrder
    from .search_response import SearchResponse
    from .search_result import SearchResult
    from .serialize_model_request import SerializeModelRequest
    from .series_source import SeriesSource
    from .signed_url import SignedUrl
    from .simulation_usage import SimulationUsage
    from .sort_order import SortOrder
    from .steps_and_cycles_response import StepsAndCyclesResponse
    from .steps_response import StepsResponse
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

__all__ = (
    "AttachRawDataRequest",
    "BulkTagsRequest",
    "BulkTagsResult",
    "Capabilities",
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
    "ColumnSpec",
    "ComponentInput",
    "ComputeUsage",
    "ConfirmRawDataUploadRequest",
    "ConfirmUploadRequest",
    "CreatePropertiesMeasurementRequest",
    "CyclesResponse",
    "DatasetFileKind",
    "DiscoverySchema",
    "DiscoveryTopic",
    "ElementProgress",
    "FileList",
    "IdPage",
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
    "MeasurementType",
    "MultipartTarget",
    "NavItem",
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
    "PlotData",
    "PlotTrace",
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
    "PybammModels",
    "Quantity",
    "Ratings",
    "RawData",
    "RawDataPage",
    "RawDataUpdate",
    "RecordOrder",
    "SearchResponse",
    "SearchResult",
    "SerializeModelRequest",
    "SeriesSource",
    "SignedUrl",
    "SimulationUsage",
    "SortOrder",
    "StepsAndCyclesResponse",
    "StepsResponse",
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
)

_MODULES = {
    "AttachRawDataRequest": ".attach_raw_data_request",
    "BulkTagsRequest": ".bulk_tags_request",
    "BulkTagsResult": ".bulk_tags_result",
    "Capabilities": ".capabilities",
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
    "CellSpecification": ".cell_specification",
    "CellSpecificationCreate": ".cell_specification_create",
    "CellSpecificationPage": ".cell_specification_page",
    "CellSpecificationUpdate": ".cell_specification_update",
    "ColumnSpec": ".column_spec",
    "ComponentInput": ".component_input",
    "ComputeUsage": ".compute_usage",
    "ConfirmRawDataUploadRequest": ".confirm_raw_data_upload_request",
    "ConfirmUploadRequest": ".confirm_upload_request",
    "CreatePropertiesMeasurementRequest": ".create_properties_measurement_request",
    "CyclesResponse": ".cycles_response",
    "DatasetFileKind": ".dataset_file_kind",
    "DiscoverySchema": ".discovery_schema",
    "DiscoveryTopic": ".discovery_topic",
    "ElementProgress": ".element_progress",
    "FileList": ".file_list",
    "IdPage": ".id_page",
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
    "MeasurementType": ".measurement_type",
    "MultipartTarget": ".multipart_target",
    "NavItem": ".nav_item",
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
    "PlotData": ".plot_data",
    "PlotTrace": ".plot_trace",
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
    "PybammModels": ".pybamm_models",
    "Quantity": ".quantity",
    "Ratings": ".ratings",
    "RawData": ".raw_data",
    "RawDataPage": ".raw_data_page",
    "RawDataUpdate": ".raw_data_update",
    "RecordOrder": ".record_order",
    "SearchResponse": ".search_response",
    "SearchResult": ".search_result",
    "SerializeModelRequest": ".serialize_model_request",
    "SeriesSource": ".series_source",
    "SignedUrl": ".signed_url",
    "SimulationUsage": ".simulation_usage",
    "SortOrder": ".sort_order",
    "StepsAndCyclesResponse": ".steps_and_cycles_response",
    "StepsResponse": ".steps_response",
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
