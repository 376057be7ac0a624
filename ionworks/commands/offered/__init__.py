"""The commands. A module here is one: its function `add_to(app)` adds it."""
