"""Where answers come from: the port (`protocol.py`), Oxigraph behind it (`oxigraph.py`), the process that evaluates (`evaluator.py`)."""
