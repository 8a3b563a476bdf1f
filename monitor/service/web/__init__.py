"""The small web server of the running service: its health, its numbers, and what hubs push."""
