"""Shared by all tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from explorer.content import Atlas, load_atlas

# How long an example takes says something of the machine, and nothing of the law.
settings.register_profile("ours", deadline=None)
settings.load_profile("ours")


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """The shipped content."""
    return load_atlas()


@pytest.fixture(scope="session")
def repo() -> Path:
    """The folder of the checkout."""
    return Path(__file__).parents[1]
