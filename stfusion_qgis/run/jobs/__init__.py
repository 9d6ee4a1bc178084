"""What the command line can be asked for, one kind of job a file."""
