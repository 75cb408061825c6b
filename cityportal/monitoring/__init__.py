"""Metrics for Prometheus: of requests, and of the services and queues of an installation."""
