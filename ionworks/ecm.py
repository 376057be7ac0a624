"""Equivalent-circuit models, where scripts for the official client import them from."""

from ionworks.errors import (
    IonworksError,
)
from ionworks.records import (
    EcmFitJob,
    FitResults,
    RcPairFit,
    SaveToProjectResponse,
    ValidationResults,
)
from ionworks.resources.ecm import (
    EcmFits as ECMClient,
)

__all__ = [
    "ECMClient",
    "EcmFitJob",
    "FitResults",
    "IonworksError",
    "RcPairFit",
    "SaveToProjectResponse",
    "ValidationResults",
]
