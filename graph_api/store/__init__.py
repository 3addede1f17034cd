"""Where answers come from: the port (`protocol.py`), Oxigraph behind it (`oxigraph.py`), and the process that evaluates (`evaluator.py`)."""
