"""The dock: a prediction of what the map shows, before anything is run."""
