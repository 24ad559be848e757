"""Writes the field tables of docs/theming.md from the contexts themselves, between its markers."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOC = ROOT / "docs" / "theming.md"
TABLES = re.compile(r"(<!-- fields: (\w+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)


def table(package: str) -> str:
    """The dataclasses of a package's context module: a heading each, and its fields."""
    source = (ROOT / "src" / "broadsheet" / package / "context.py").read_text()
    classes = [node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)]
    return "\n".join(section(node) for node in classes if is_dataclass(node))


def is_dataclass(node: ast.ClassDef) -> bool:
    return any("dataclass" in ast.unparse(decorator) for decorator in node.decorator_list)


def section(node: ast.ClassDef) -> str:
    doc = " ".join((ast.get_docstring(node) or "").split())
    lines = [f"### `{node.name}`", ""]
    if doc:
        lines += [doc, ""]
    lines += ["| field | type | meaning |", "| --- | --- | --- |"]
    for field, after in zip(node.body, [*node.body[1:], None], strict=True):
        if isinstance(field, ast.AnnAssign):
            kind = ast.unparse(field.annotation).replace("|", "\\|")
            lines.append(f"| `{ast.unparse(field.target)}` | {kind} | {meaning(after)} |")
    return "\n".join([*lines, ""])


def meaning(node: ast.stmt | None) -> str:
    """The text standing under a field, if there is one."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return " ".join(str(node.value.value).split())
    return ""


def main() -> None:
    text = TABLES.sub(lambda m: f"{m[1]}\n{table(m[2])}\n{m[4]}", DOC.read_text())
    DOC.write_text(text)


if __name__ == "__main__":
    main()
