"""A hub for a class: configurations for one server and for Kubernetes, and a rehearsal."""
