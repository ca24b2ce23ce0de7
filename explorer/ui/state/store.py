"""The one module that touches what Streamlit keeps for a visitor: the session, and the query of the address.

Nothing else does, so that one can see here what is kept, and what a link says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import streamlit as st

Value = TypeVar("Value")
_KEPT, _MEMOIZED = "kept", "memoized"
_NOTHING: Any = object()
_at_hand: ContextVar[dict[str, Any] | None] = ContextVar("kept_at_hand", default=None)


@contextmanager
def at_hand() -> Iterator[None]:
    """Keep what all slots hold at hand for a run: it asks some fifty times, and each time Streamlit takes long."""
    before = _at_hand.set(_kept())
    try:
        yield
    finally:
        _at_hand.reset(before)


def _kept() -> dict[str, Any]:
    """What all slots hold, as one thing of the session: to say that there is none of a name takes Streamlit long."""
    at_hand = _at_hand.get()
    if at_hand is not None:
        return at_hand
    kept: dict[str, Any] = st.session_state.setdefault(_KEPT, {})
    return kept


@dataclass(frozen=True)
class Slot(Generic[Value]):
    """One thing that the session keeps. ``empty`` makes what it holds while nothing was put there."""

    name: str
    empty: Callable[[], Value]

    def get(self) -> Value:
        """What it holds now."""
        found = _kept().get(self.name, _NOTHING)
        return self.empty() if found is _NOTHING else found

    def put(self, value: Value) -> None:
        """Keep another value until the session ends."""
        _kept()[self.name] = value

    def clear(self) -> None:
        """Forget what it holds."""
        _kept().pop(self.name, None)


def forget_all() -> None:
    """Start the session anew. What is at hand stays that of the session, and is empty."""
    kept = _kept()
    kept.clear()
    st.session_state.clear()
    st.session_state[_KEPT] = kept


def memoize(name: str, of: object, make: Callable[[], Value]) -> Value:
    """What ``make`` gives for ``of``, kept for this session only, because it follows from what somebody chose here."""
    memoized: dict[str, tuple[object, Value]] = _kept().setdefault(_MEMOIZED, {})
    if name not in memoized or memoized[name][0] != of:
        memoized[name] = of, make()
    return memoized[name][1]


def forget_memoized() -> None:
    """Let go of all that was worked out."""
    _kept().pop(_MEMOIZED, None)


# --- controls -----------------------------------------------------------------------------------------------------


def told(key: str, otherwise: object = None) -> Any:
    """What the control of this key was set to, or tells; ``otherwise`` while it is not there."""
    return st.session_state.get(key, otherwise)


def set_control(key: str, value: object) -> None:
    """Let the control of this key show a value. Call before it is made."""
    st.session_state[key] = value


def align_control(key: str, value: object) -> None:
    """The same for one of many lines to tap: one that shows the value already is left alone.

    What is sent to the browser anew undoes what was tapped in the meantime, and with the next tap the server would hear
    the undone one as an answer. For controls that stay the same from run to run; another one under the same key, on
    another page or with other limits, would not be told.
    """
    if st.session_state.get(key, _NOTHING) != value:
        st.session_state[key] = value


def start_control(key: str, value: object) -> None:
    """Let the control of this key show a value until somebody sets it."""
    st.session_state.setdefault(key, value)


# --- the query of the address -------------------------------------------------------------------------------------


def query() -> dict[str, str]:
    """All parameters of the address."""
    return st.query_params.to_dict()


def parameter(name: str) -> str | None:
    """One parameter of the address."""
    return st.query_params.get(name)


def set_parameter(name: str, value: str | None) -> None:
    """Write one parameter, or take it away. From a callback this makes a step that the back button undoes."""
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def set_query(parameters: Mapping[str, str]) -> None:
    """Write all parameters in place of those before. From a callback this is one step for the back button."""
    st.query_params.from_dict(parameters)
