"""Python SDK for the Ionworks battery-data platform."""
