"""Tests of what stands around the road: clock, command, logs, settings."""
