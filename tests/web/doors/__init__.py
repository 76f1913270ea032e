"""Tests of the doors: customers with a code or link, staff with a password and a second step."""
