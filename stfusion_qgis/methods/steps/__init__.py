"""Steps that several methods share; each is explained by the papers that use it."""
