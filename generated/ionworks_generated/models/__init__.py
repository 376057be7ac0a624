"""Contains all the data models used in inputs/outputs"""

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
from .cell_measurement_page import CellMeasurementPage
from .cell_measurement_update import CellMeasurementUpdate
from .cell_specification import CellSpecification
from .cell_specification_create import CellSpecificationCreate
from .cell_specification_detail import CellSpecificationDetail
from .cell_specification_page import CellSpecificationPage
from .cell_specification_update import CellSpecificationUpdate
from .column_spec import ColumnSpec
from .component_input import ComponentInput
from .compute_usage import ComputeUsage
from .confirm_raw_data_upload_request import ConfirmRawDataUploadRequest
from .confirm_upload_request import ConfirmUploadRequest
from .create_properties_measurement_request import CreatePropertiesMeasurementRequest
from .current_user import CurrentUser
from .cycles_response import CyclesResponse
from .discovery_schema import DiscoverySchema
from .element_progress import ElementProgress
from .file_list import FileList
from .get_discovery_schema_name import GetDiscoverySchemaName
from .get_job_series_source_type_1 import GetJobSeriesSourceType1
from .get_job_series_source_type_2_type_1 import GetJobSeriesSourceType2Type1
from .get_job_series_source_type_3_type_1 import GetJobSeriesSourceType3Type1
from .get_material_property_download_url_kind_type_1 import (
    GetMaterialPropertyDownloadUrlKindType1,
)
from .get_material_property_download_url_kind_type_2_type_1 import (
    GetMaterialPropertyDownloadUrlKindType2Type1,
)
from .get_material_property_download_url_kind_type_3_type_1 import (
    GetMaterialPropertyDownloadUrlKindType3Type1,
)
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
from .list_cell_instance_measurements_measurement_type_type_1 import (
    ListCellInstanceMeasurementsMeasurementTypeType1,
)
from .list_cell_instance_measurements_measurement_type_type_2_type_1 import (
    ListCellInstanceMeasurementsMeasurementTypeType2Type1,
)
from .list_cell_instance_measurements_measurement_type_type_3_type_1 import (
    ListCellInstanceMeasurementsMeasurementTypeType3Type1,
)
from .list_cell_instance_measurements_order_by_type_1 import (
    ListCellInstanceMeasurementsOrderByType1,
)
from .list_cell_instance_measurements_order_by_type_2_type_1 import (
    ListCellInstanceMeasurementsOrderByType2Type1,
)
from .list_cell_instance_measurements_order_by_type_3_type_1 import (
    ListCellInstanceMeasurementsOrderByType3Type1,
)
from .list_cell_instance_measurements_order_type_1 import (
    ListCellInstanceMeasurementsOrderType1,
)
from .list_cell_instance_measurements_order_type_2_type_1 import (
    ListCellInstanceMeasurementsOrderType2Type1,
)
from .list_cell_instance_measurements_order_type_3_type_1 import (
    ListCellInstanceMeasurementsOrderType3Type1,
)
from .list_cell_instances_order_by_type_1 import ListCellInstancesOrderByType1
from .list_cell_instances_order_by_type_2_type_1 import (
    ListCellInstancesOrderByType2Type1,
)
from .list_cell_instances_order_by_type_3_type_1 import (
    ListCellInstancesOrderByType3Type1,
)
from .list_cell_instances_order_type_1 import ListCellInstancesOrderType1
from .list_cell_instances_order_type_2_type_1 import ListCellInstancesOrderType2Type1
from .list_cell_instances_order_type_3_type_1 import ListCellInstancesOrderType3Type1
from .list_cell_specifications_order_by_type_1 import ListCellSpecificationsOrderByType1
from .list_cell_specifications_order_by_type_2_type_1 import (
    ListCellSpecificationsOrderByType2Type1,
)
from .list_cell_specifications_order_by_type_3_type_1 import (
    ListCellSpecificationsOrderByType3Type1,
)
from .list_cell_specifications_order_type_1 import ListCellSpecificationsOrderType1
from .list_cell_specifications_order_type_2_type_1 import (
    ListCellSpecificationsOrderType2Type1,
)
from .list_cell_specifications_order_type_3_type_1 import (
    ListCellSpecificationsOrderType3Type1,
)
from .list_jobs_job_type_type_1 import ListJobsJobTypeType1
from .list_jobs_job_type_type_2_type_1 import ListJobsJobTypeType2Type1
from .list_jobs_job_type_type_3_type_1 import ListJobsJobTypeType3Type1
from .list_jobs_job_types_type_0_item import ListJobsJobTypesType0Item
from .list_jobs_status_type_1 import ListJobsStatusType1
from .list_jobs_status_type_2_type_1 import ListJobsStatusType2Type1
from .list_jobs_status_type_3_type_1 import ListJobsStatusType3Type1
from .list_materials_order_by_type_1 import ListMaterialsOrderByType1
from .list_materials_order_by_type_2_type_1 import ListMaterialsOrderByType2Type1
from .list_materials_order_by_type_3_type_1 import ListMaterialsOrderByType3Type1
from .list_materials_order_type_1 import ListMaterialsOrderType1
from .list_materials_order_type_2_type_1 import ListMaterialsOrderType2Type1
from .list_materials_order_type_3_type_1 import ListMaterialsOrderType3Type1
from .list_measurements_measurement_type_type_1 import (
    ListMeasurementsMeasurementTypeType1,
)
from .list_measurements_measurement_type_type_2_type_1 import (
    ListMeasurementsMeasurementTypeType2Type1,
)
from .list_measurements_measurement_type_type_3_type_1 import (
    ListMeasurementsMeasurementTypeType3Type1,
)
from .list_measurements_order_by_type_1 import ListMeasurementsOrderByType1
from .list_measurements_order_by_type_2_type_1 import ListMeasurementsOrderByType2Type1
from .list_measurements_order_by_type_3_type_1 import ListMeasurementsOrderByType3Type1
from .list_measurements_order_type_1 import ListMeasurementsOrderType1
from .list_measurements_order_type_2_type_1 import ListMeasurementsOrderType2Type1
from .list_measurements_order_type_3_type_1 import ListMeasurementsOrderType3Type1
from .list_pipelines_order_by_type_1 import ListPipelinesOrderByType1
from .list_pipelines_order_by_type_2_type_1 import ListPipelinesOrderByType2Type1
from .list_pipelines_order_by_type_3_type_1 import ListPipelinesOrderByType3Type1
from .list_pipelines_order_type_1 import ListPipelinesOrderType1
from .list_pipelines_order_type_2_type_1 import ListPipelinesOrderType2Type1
from .list_pipelines_order_type_3_type_1 import ListPipelinesOrderType3Type1
from .list_project_measurements_full_measurement_type_type_1 import (
    ListProjectMeasurementsFullMeasurementTypeType1,
)
from .list_project_measurements_full_measurement_type_type_2_type_1 import (
    ListProjectMeasurementsFullMeasurementTypeType2Type1,
)
from .list_project_measurements_full_measurement_type_type_3_type_1 import (
    ListProjectMeasurementsFullMeasurementTypeType3Type1,
)
from .list_project_measurements_full_order_by_type_1 import (
    ListProjectMeasurementsFullOrderByType1,
)
from .list_project_measurements_full_order_by_type_2_type_1 import (
    ListProjectMeasurementsFullOrderByType2Type1,
)
from .list_project_measurements_full_order_by_type_3_type_1 import (
    ListProjectMeasurementsFullOrderByType3Type1,
)
from .list_project_measurements_full_order_type_1 import (
    ListProjectMeasurementsFullOrderType1,
)
from .list_project_measurements_full_order_type_2_type_1 import (
    ListProjectMeasurementsFullOrderType2Type1,
)
from .list_project_measurements_full_order_type_3_type_1 import (
    ListProjectMeasurementsFullOrderType3Type1,
)
from .list_projects_order_by_type_1 import ListProjectsOrderByType1
from .list_projects_order_by_type_2_type_1 import ListProjectsOrderByType2Type1
from .list_projects_order_by_type_3_type_1 import ListProjectsOrderByType3Type1
from .list_projects_order_type_1 import ListProjectsOrderType1
from .list_projects_order_type_2_type_1 import ListProjectsOrderType2Type1
from .list_projects_order_type_3_type_1 import ListProjectsOrderType3Type1
from .material import Material
from .material_create import MaterialCreate
from .material_input import MaterialInput
from .material_page import MaterialPage
from .material_property_dataset import MaterialPropertyDataset
from .material_property_dataset_form import MaterialPropertyDatasetForm
from .material_property_dataset_page import MaterialPropertyDatasetPage
from .material_property_dataset_update import MaterialPropertyDatasetUpdate
from .material_property_file_form import MaterialPropertyFileForm
from .material_update import MaterialUpdate
from .measurement_create import MeasurementCreate
from .measurement_tag_usage import MeasurementTagUsage
from .measurement_tag_usage_page import MeasurementTagUsagePage
from .measurement_type import MeasurementType
from .multipart_target import MultipartTarget
from .organization import Organization
from .organization_create import OrganizationCreate
from .organization_invite import OrganizationInvite
from .organization_invite_role_name import OrganizationInviteRoleName
from .organization_ref import OrganizationRef
from .organization_role import OrganizationRole
from .organization_role_name import OrganizationRoleName
from .organization_role_set import OrganizationRoleSet
from .organization_role_set_role_name import OrganizationRoleSetRoleName
from .organization_usage import OrganizationUsage
from .organization_user import OrganizationUser
from .organization_user_update import OrganizationUserUpdate
from .pipeline import Pipeline
from .pipeline_create import PipelineCreate
from .pipeline_detail import PipelineDetail
from .pipeline_element import PipelineElement
from .pipeline_list import PipelineList
from .pipeline_options import PipelineOptions
from .pipeline_result import PipelineResult
from .pipeline_update import PipelineUpdate
from .plot_data import PlotData
from .plot_trace import PlotTrace
from .project import Project
from .project_create import ProjectCreate
from .project_invite import ProjectInvite
from .project_measurement_item import ProjectMeasurementItem
from .project_measurement_page import ProjectMeasurementPage
from .project_member_set import ProjectMemberSet
from .project_member_update import ProjectMemberUpdate
from .project_membership import ProjectMembership
from .project_page import ProjectPage
from .project_role import ProjectRole
from .project_role_info import ProjectRoleInfo
from .project_update import ProjectUpdate
from .protocol_info import ProtocolInfo
from .pybamm_models import PybammModels
from .quantity import Quantity
from .ratings import Ratings
from .raw_data import RawData
from .raw_data_page import RawDataPage
from .raw_data_update import RawDataUpdate
from .search_response import SearchResponse
from .search_result import SearchResult
from .serialize_model_request import SerializeModelRequest
from .signed_url import SignedUrl
from .simulation_usage import SimulationUsage
from .source_info import SourceInfo
from .steps_and_cycles_response import StepsAndCyclesResponse
from .steps_response import StepsResponse
from .test_setup import TestSetup
from .trace_entry import TraceEntry
from .upload_target import UploadTarget
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
    "CellMeasurementPage",
    "CellMeasurementUpdate",
    "CellSpecification",
    "CellSpecificationCreate",
    "CellSpecificationDetail",
    "CellSpecificationPage",
    "CellSpecificationUpdate",
    "ColumnSpec",
    "ComponentInput",
    "ComputeUsage",
    "ConfirmRawDataUploadRequest",
    "ConfirmUploadRequest",
    "CreatePropertiesMeasurementRequest",
    "CurrentUser",
    "CyclesResponse",
    "DiscoverySchema",
    "ElementProgress",
    "FileList",
    "GetDiscoverySchemaName",
    "GetJobSeriesSourceType1",
    "GetJobSeriesSourceType2Type1",
    "GetJobSeriesSourceType3Type1",
    "GetMaterialPropertyDownloadUrlKindType1",
    "GetMaterialPropertyDownloadUrlKindType2Type1",
    "GetMaterialPropertyDownloadUrlKindType3Type1",
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
    "ListCellInstanceMeasurementsMeasurementTypeType1",
    "ListCellInstanceMeasurementsMeasurementTypeType2Type1",
    "ListCellInstanceMeasurementsMeasurementTypeType3Type1",
    "ListCellInstanceMeasurementsOrderByType1",
    "ListCellInstanceMeasurementsOrderByType2Type1",
    "ListCellInstanceMeasurementsOrderByType3Type1",
    "ListCellInstanceMeasurementsOrderType1",
    "ListCellInstanceMeasurementsOrderType2Type1",
    "ListCellInstanceMeasurementsOrderType3Type1",
    "ListCellInstancesOrderByType1",
    "ListCellInstancesOrderByType2Type1",
    "ListCellInstancesOrderByType3Type1",
    "ListCellInstancesOrderType1",
    "ListCellInstancesOrderType2Type1",
    "ListCellInstancesOrderType3Type1",
    "ListCellSpecificationsOrderByType1",
    "ListCellSpecificationsOrderByType2Type1",
    "ListCellSpecificationsOrderByType3Type1",
    "ListCellSpecificationsOrderType1",
    "ListCellSpecificationsOrderType2Type1",
    "ListCellSpecificationsOrderType3Type1",
    "ListJobsJobTypeType1",
    "ListJobsJobTypeType2Type1",
    "ListJobsJobTypeType3Type1",
    "ListJobsJobTypesType0Item",
    "ListJobsStatusType1",
    "ListJobsStatusType2Type1",
    "ListJobsStatusType3Type1",
    "ListMaterialsOrderByType1",
    "ListMaterialsOrderByType2Type1",
    "ListMaterialsOrderByType3Type1",
    "ListMaterialsOrderType1",
    "ListMaterialsOrderType2Type1",
    "ListMaterialsOrderType3Type1",
    "ListMeasurementsMeasurementTypeType1",
    "ListMeasurementsMeasurementTypeType2Type1",
    "ListMeasurementsMeasurementTypeType3Type1",
    "ListMeasurementsOrderByType1",
    "ListMeasurementsOrderByType2Type1",
    "ListMeasurementsOrderByType3Type1",
    "ListMeasurementsOrderType1",
    "ListMeasurementsOrderType2Type1",
    "ListMeasurementsOrderType3Type1",
    "ListPipelinesOrderByType1",
    "ListPipelinesOrderByType2Type1",
    "ListPipelinesOrderByType3Type1",
    "ListPipelinesOrderType1",
    "ListPipelinesOrderType2Type1",
    "ListPipelinesOrderType3Type1",
    "ListProjectMeasurementsFullMeasurementTypeType1",
    "ListProjectMeasurementsFullMeasurementTypeType2Type1",
    "ListProjectMeasurementsFullMeasurementTypeType3Type1",
    "ListProjectMeasurementsFullOrderByType1",
    "ListProjectMeasurementsFullOrderByType2Type1",
    "ListProjectMeasurementsFullOrderByType3Type1",
    "ListProjectMeasurementsFullOrderType1",
    "ListProjectMeasurementsFullOrderType2Type1",
    "ListProjectMeasurementsFullOrderType3Type1",
    "ListProjectsOrderByType1",
    "ListProjectsOrderByType2Type1",
    "ListProjectsOrderByType3Type1",
    "ListProjectsOrderType1",
    "ListProjectsOrderType2Type1",
    "ListProjectsOrderType3Type1",
    "Material",
    "MaterialCreate",
    "MaterialInput",
    "MaterialPage",
    "MaterialPropertyDataset",
    "MaterialPropertyDatasetForm",
    "MaterialPropertyDatasetPage",
    "MaterialPropertyDatasetUpdate",
    "MaterialPropertyFileForm",
    "MaterialUpdate",
    "MeasurementCreate",
    "MeasurementTagUsage",
    "MeasurementTagUsagePage",
    "MeasurementType",
    "MultipartTarget",
    "Organization",
    "OrganizationCreate",
    "OrganizationInvite",
    "OrganizationInviteRoleName",
    "OrganizationRef",
    "OrganizationRole",
    "OrganizationRoleName",
    "OrganizationRoleSet",
    "OrganizationRoleSetRoleName",
    "OrganizationUsage",
    "OrganizationUser",
    "OrganizationUserUpdate",
    "Pipeline",
    "PipelineCreate",
    "PipelineDetail",
    "PipelineElement",
    "PipelineList",
    "PipelineOptions",
    "PipelineResult",
    "PipelineUpdate",
    "PlotData",
    "PlotTrace",
    "Project",
    "ProjectCreate",
    "ProjectInvite",
    "ProjectMeasurementItem",
    "ProjectMeasurementPage",
    "ProjectMemberSet",
    "ProjectMemberUpdate",
    "ProjectMembership",
    "ProjectPage",
    "ProjectRole",
    "ProjectRoleInfo",
    "ProjectUpdate",
    "ProtocolInfo",
    "PybammModels",
    "Quantity",
    "Ratings",
    "RawData",
    "RawDataPage",
    "RawDataUpdate",
    "SearchResponse",
    "SearchResult",
    "SerializeModelRequest",
    "SignedUrl",
    "SimulationUsage",
    "SourceInfo",
    "StepsAndCyclesResponse",
    "StepsResponse",
    "TestSetup",
    "TraceEntry",
    "UploadTarget",
    "UserOrganizationRole",
    "UserProjectRole",
    "UserRef",
    "ValidateModelConfigRequest",
    "ValidateModelConfigResult",
)
