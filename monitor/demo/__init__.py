"""The demonstration: invented outlets, a loopback server that unfolds their feeds, the real pipeline on top.

``outlets/*.toml`` hold what each outlet publishes and when, ``truth.jsonl`` says what each item is; labels
never lie beside the items, so that nothing that reads an outlet can see them.
"""
