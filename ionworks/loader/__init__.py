"""Loading a measurement, whole or in part, for plots and models."""

from ionworks.loader.data_loader import DataLoader

__all__ = ["DataLoader"]
