"""Tests of the single scripts in tools/."""
