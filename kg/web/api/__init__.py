"""The JSON interface: what each route takes and gives."""
