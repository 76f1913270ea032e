"""Tests of what customers see and ask."""
