"""Where the tasks of a run are computed: on threads of this process, or on a cluster."""
