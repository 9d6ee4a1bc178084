"""Products that users describe in a small file of rules, without programming."""
