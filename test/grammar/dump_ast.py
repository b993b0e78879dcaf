"""CPython's side of the tree comparison.

Reads file names from standard input, one a line, and writes a line for each: the SHA-256 of
`ast.dump(tree, include_attributes=True)` and the source's encoding, or why there is no tree.
With `--full` writes the dump itself.
"""

import ast
import hashlib
import io
import sys
import tokenize
import warnings


def dump(node):
    """`ast.dump(node, include_attributes=True)`, several times as fast."""
    parts = []
    write = parts.append

    def visit(value):
        if isinstance(value, ast.AST):
            cls = type(value)
            write(cls.__name__)
            write("(")
            separate = False
            show_none = cls is ast.Constant or cls is ast.MatchSingleton
            for name in cls._fields:
                field = getattr(value, name)
                if field is None:
                    if not show_none or name == "kind":
                        continue
                elif field == [] and not show_none:
                    continue
                if separate:
                    write(", ")
                separate = True
                write(name)
                write("=")
                visit(field)
            if cls._attributes:
                where = (
                    f"lineno={value.lineno}, col_offset={value.col_offset}, "
                    f"end_lineno={value.end_lineno}, end_col_offset={value.end_col_offset}"
                )
                write(", " + where if separate else where)
            write(")")
        elif isinstance(value, list):
            write("[")
            for index, item in enumerate(value):
                if index:
                    write(", ")
                visit(item)
            write("]")
        else:
            write(repr(value))

    visit(node)
    return "".join(parts)


def describe(path, full):
    with open(path, "rb") as file:
        source = file.read()
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
        source.decode(encoding)
        tree = ast.parse(source)
    except (SyntaxError, ValueError, LookupError) as error:
        return f"skip {type(error).__name__}: {str(error).splitlines()[0]}"
    text = dump(tree)
    if full:
        return ast.dump(tree, include_attributes=True)
    # `surrogatepass`: a constant may hold a lone surrogate, which its repr escapes, but a name may not.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() + " " + encoding


def main():
    sys.setrecursionlimit(100_000)
    sys.set_int_max_str_digits(0)
    warnings.simplefilter("ignore")
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8", errors="surrogatepass", newline="\n")
    full = "--full" in sys.argv
    for line in sys.stdin:
        print(describe(line.rstrip("\n"), full), flush=True)


if __name__ == "__main__":
    main()
