"""All HTTP, waiting and threads: the one room that knows how the world is reached."""
