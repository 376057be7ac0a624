"""Every name that the official client 0.38.0 exports is one of ours."""

from __future__ import annotations

import inspect
import subprocess
import sys
from enum import StrEnum

import pytest

import ionworks
from ionworks import words

OFFICIAL = [
    "Analysis",
    "AnalysisColumnSpec",
    "AnalysisType",
    "AutoScheduleAssignment",
    "AutoScheduleProposal",
    "CellBatch",
    "Channel",
    "ChannelIncident",
    "ChannelState",
    "ColumnSpec",
    "ComputeUsage",
    "Cycler",
    "CyclerDetail",
    "CyclerServiceEvent",
    "EcmFitJob",
    "ElectrolyteClient",
    "FitResults",
    "FlatChannel",
    "InviteResult",
    "Ionworks",
    "IonworksError",
    "IssueCode",
    "KNOWN_ANALYSIS_TYPES",
    "LabChannel",
    "LabCycler",
    "LabMeasurementSummary",
    "LabSite",
    "LabStatus",
    "Material",
    "MaterialPropertyDataset",
    "MeasurementProcessingError",
    "MeasurementTagUsage",
    "MeasurementType",
    "MeasurementValidationError",
    "Model",
    "Navigator",
    "Optimization",
    "OrganizationMember",
    "OrganizationUsage",
    "PaginatedList",
    "ParameterizedModel",
    "ParsedProtocol",
    "PlannedMeasurement",
    "PlannedMeasurementStatus",
    "Project",
    "ProjectMembership",
    "ProjectRoleInfo",
    "Protocol",
    "RawData",
    "RcPairFit",
    "SaveToProjectResponse",
    "SearchResponse",
    "SearchResult",
    "SimulationResult",
    "SimulationUsage",
    "Site",
    "SiteDetail",
    "Study",
    "Utilization",
    "ValidationIssue",
    "clear_cache",
    "get_cache_directory",
    "get_cache_enabled",
    "get_cache_ttl",
    "get_dataframe_backend",
    "set_cache_directory",
    "set_cache_enabled",
    "set_cache_ttl",
    "set_dataframe_backend",
]


@pytest.mark.parametrize("name", OFFICIAL)
def test_a_name_of_the_official_client(name: str) -> None:
    assert name in dir(ionworks)
    assert name in ionworks.__all__
    found = getattr(ionworks, name)
    assert found is getattr(ionworks, name)  # kept after the first time
    if inspect.isclass(found) and issubclass(found, StrEnum):
        assert [str(member) for member in found] == [member.value for member in found]


def test_all_of_them_are_there() -> None:
    assert len(OFFICIAL) == 69
    assert [name for name in OFFICIAL if not hasattr(ionworks, name)] == []


def test_modules_are_attributes_of_the_package() -> None:
    code = """
import sys, ionworks
names = {*ionworks.__all__} | {"cache", "examples", "issues", "loader", "navigator", "notebook"}
names |= {"errors", "pagination", "quantities", "records", "settings", "tables", "transforms"}
names |= {"urls", "validators"}
assert names <= {*dir(ionworks)}
for name in sorted(names):
    assert getattr(ionworks, name) is not None
    assert getattr(ionworks, name) is sys.modules.get(f"ionworks.{name}", getattr(ionworks, name))
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_what_is_not_there_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = ionworks.Nothing  # type: ignore[attr-defined]


def test_words_are_compared_with_text() -> None:
    assert words.MeasurementType.file == "file"
    assert words.KNOWN_ANALYSIS_TYPES == ["ecm_from_eis", "lam_lli_from_rpt", "dcir_from_hppc"]


def test_names_are_imported_when_they_are_asked_for() -> None:
    code = (
        "import sys, ionworks; ours = set(sys.modules); assert 'ionworks.words' not in ours; "
        "assert sum('ionworks_generated.models.' in name for name in ours) < 10, ours; "
        "ionworks.ChannelState, ionworks.Study"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
