"""Mutation testing: whether the tests notice when a line of a module is made wrong."""
