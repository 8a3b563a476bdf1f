"""Events for other programs: what is sent, how it is signed, and what an answer means. Pure."""
