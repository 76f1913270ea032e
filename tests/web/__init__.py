"""Tests of pages: fast with parsed HTML, and for real in Chromium."""
