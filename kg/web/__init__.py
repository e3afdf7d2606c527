"""The explorer: pages, JSON and SPARQL over HTTP, on one store."""
