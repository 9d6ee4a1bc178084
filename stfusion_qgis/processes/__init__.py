"""Programs that run beside this one: finding a Python, starting it, listening to it."""
