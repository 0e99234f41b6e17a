"""No secret stands in what a form shows of itself in a traceback or a log."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SECRET = re.compile(r"(^|_)(secret|recovery_key|password|data_key)$")
LIKELY = re.compile(r"^    \w*(secret|recovery_key|password|data_key): ", re.MULTILINE)


def fields() -> Iterator[tuple[str, ast.AnnAssign]]:
    """Return every annotated field of a class that is called after a secret."""
    for path in sorted(Path("ltm_desktop").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if LIKELY.search(text):
            for one in _annotated(ast.parse(text)):
                yield f"{path}:{one.lineno}", one


def _annotated(tree: ast.Module) -> Iterator[ast.AnnAssign]:
    for kind in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
        if any(isinstance(one, ast.FunctionDef) and one.name == "__repr__" for one in kind.body):
            continue  # it says itself what it shows
        for one in (field for field in kind.body if isinstance(field, ast.AnnAssign)):
            if SECRET.search(ast.unparse(one.target)) and _holds_text(one.annotation):
                yield one


def _holds_text(annotation: ast.expr) -> bool:
    return bool({"str", "bytes"} & set(re.findall(r"\w+", ast.unparse(annotation))))


def test_every_field_that_holds_a_secret_is_left_out_of_the_repr() -> None:
    found = dict(fields())
    assert found
    shown = [
        place
        for place, one in found.items()
        if one.value is None or "repr=False" not in ast.unparse(one.value)
    ]
    assert shown == []
