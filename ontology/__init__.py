"""What the words mean: vocabulary, registers, action types with their triggers, shapes. Imports nothing else of this project.

Read `core.ttl` first, then `knowledge.py` (the registers as Python) and `iris.py` (how things are named).
"""
