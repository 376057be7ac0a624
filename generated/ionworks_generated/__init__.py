"""The low-level client, made from the contract: one module for each operation and each model."""

from .client import AuthenticatedClient, Client

__all__ = ("AuthenticatedClient", "Client")
