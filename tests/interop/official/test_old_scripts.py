"""What scripts for 0.38.0 do besides calling the client: imports, dicts, errors, empty input."""

import importlib
import io
import json

import pytest

from ionworks import IonworksError
from ionworks.job import JobCreationPayload

MODULES = {
    "analysis": "Analysis AnalysisClient",
    "cell_batch": "CellBatch CellBatchClient",
    "cell_instance": "CellInstance CellInstanceClient CellInstanceDetail",
    "cell_measurement": "CellMeasurement CellMeasurementClient PROCESSING_TIMEOUT_SECONDS",
    "cell_specification": "CellSpecification CellSpecificationClient",
    "channel": "Channel ChannelClient ChannelIncident",
    "client": "Ionworks",
    "custom_model": "Model ModelClient ZooImport",
    "cycler": "Cycler CyclerClient CyclerDetail CyclerServiceEvent",
    "ecm": "ECMClient FitResults IonworksError",
    "electrolyte": "DEFAULT_COLUMNS ElectrolyteClient",
    "errors": "IonworksError MeasurementProcessingError",
    "job": "JobClient JobCreationPayload JobResponse",
    "lab": "ChannelState LabClient LabStatus Utilization",
    "material": "Material MaterialClient",
    "material_property_dataset": "ColumnSpec MaterialPropertyDatasetClient",
    "model_builder": "BuildResult ModelBuilder ModelBuilderClient ReadinessReport",
    "models": "KNOWN_ANALYSIS_TYPES CellMeasurementDetail PaginatedList",
    "navigator": "Navigator",
    "optimization": "Optimization OptimizationClient",
    "organization": "InviteResult OrganizationClient OrganizationMember",
    "parameterized_model": "ParameterizedModel ParameterizedModelClient",
    "pipeline": "PaginatedList PipelineClient PipelineResponse",
    "planned_measurement": "AutoScheduleProposal PlannedMeasurementClient",
    "project": "Project ProjectClient ProjectRoleInfo",
    "protocol": "ConvertResult ParsedProtocol ProtocolClient",
    "raw_data": "RawData RawDataClient",
    "search": "SearchClient SearchResponse",
    "simple_pipeline": "SimplePipelineClient",
    "simulation": "JobResponse SimulationClient SimulationResult",
    "site": "Site SiteClient SiteDetail",
    "study": "Study StudyClient",
    "validators": "get_dataframe_backend set_dataframe_backend validate_measurement_data",
    "_uploads": "UPLOAD_TIMEOUT",
}


@pytest.mark.parametrize("module", MODULES)
def test_names_are_imported_from_the_modules_that_have_them(module):
    found = importlib.import_module(f"ionworks.{module}")
    assert [name for name in MODULES[module].split() if not hasattr(found, name)] == []


def test_answers_that_are_dicts(client):
    me = client.whoami()
    assert isinstance(me, dict)
    assert json.loads(json.dumps(me))["email"] == me["email"]
    assert {**me}["id"] == dict(me)["id"] == me.get("id")
    assert json.loads(json.dumps(client.capabilities(), indent=2))["schemas"]
    verdict = client.protocol.validate("nothing")
    assert isinstance(verdict, dict)
    assert verdict["valid"] is False


def test_an_optimization_is_a_dict(client, unique):
    started = client.optimization.run({"name": unique, "config": {}})
    found = client.optimization.get(started.id)
    assert isinstance(found, dict)
    assert found["created_at"].startswith("20")
    assert json.loads(json.dumps(found))["created_at"] == found["created_at"]
    assert client.optimization.cancel(started.id)["name"] == unique


def test_the_fields_of_a_record_are_named_by_its_class(client):
    from ionworks.models import Project

    assert {"id", "name", "organization_id"} <= set(Project.model_fields)
    payload = JobCreationPayload(job_type="dummy", params={"a": 1})
    assert payload.model_dump(exclude_none=True) == {
        "job_type": "dummy",
        "params": {"a": 1},
        "priority": 5,
    }
    with pytest.warns(DeprecationWarning, match="job"), pytest.raises(IonworksError) as caught:
        client.job.create(payload)
    assert caught.value.status_code == 410


def test_a_stream_needs_no_name(client, project_id):
    raw = client.raw_data.upload(project_id, io.BytesIO(b"V,I\n4.1,0\n"))
    assert (raw.name, raw.filename) == ("upload.bin", "upload.bin")


def test_a_protocol_is_updated_by_nothing(client, unique):
    made = client.protocol.create(
        unique, {"steps": [{"direction": "Rest"}], "global": {"of": unique}}
    )
    assert client.protocol.update(made.id).name == unique


@pytest.mark.parametrize("config", [{}, {"elements": None}])
def test_a_pipeline_has_no_elements(client, config):
    assert client.pipeline.create(config).name.startswith("Pipeline ")


WRONG = {
    "a project without data": lambda client: client.project.create(),
    "a plan without a protocol": lambda client: client.planned_measurement.create({"name": "plan"}),
    "a site without data": lambda client: client.site.create(None),
    "a validation of nothing": lambda client: client.ecm.validate(),
    "a file of another kind": lambda client: client.material_property_dataset.get_download_url(
        "00000000-0000-4000-8000-000000000000", "zip"
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_errors_are_caught_as_those_of_the_client(client, wrong):
    with pytest.raises(IonworksError):
        WRONG[wrong](client)
