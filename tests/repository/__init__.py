"""Tests of the project as a whole: budgets, words, documents, data, locks."""
