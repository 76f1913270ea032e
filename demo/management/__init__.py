"""The demo's one verb."""
