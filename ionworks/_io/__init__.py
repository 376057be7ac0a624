"""All HTTP, waiting and threads: the only package that reaches the network."""
