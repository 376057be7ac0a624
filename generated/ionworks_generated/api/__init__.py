"""One package for each tag of the contract."""
