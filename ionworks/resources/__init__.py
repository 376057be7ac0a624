"""The sub-clients: one module each, the awaited logic first, then its blocking twin."""
