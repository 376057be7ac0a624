"""The version of the distribution, in the one place that everything reads."""

__version__ = "1.0.0"
