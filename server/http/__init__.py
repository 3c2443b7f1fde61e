"""Pages and plain HTTP, one file for each resource."""
