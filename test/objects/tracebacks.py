"""Records test/objects/tracebacks.json: programs that fail, where their tracebacks are, and what CPython prints.

Run with CPython 3.13. The positions are those of the bytecode, in UTF-16 columns, with the anchors that a compiler
gives: found in the tree of the whole program, not in the text of the failing lines as `traceback` does it.
"""

import ast
import json
import pathlib
import textwrap
import traceback

PROGRAMS = {
    'operators and calls': '''
        def f(x):
            return 1 / x
        def g(x):
            y = f(x)
            return y
        def h(a, b):
            return g(a) + g(b)
        h(1, 0)
    ''',
    'whole line': '''
        def f():
            raise ValueError('no')
        x = f()
    ''',
    'subscripts': '''
        d = {'a': {'b': [1]}}
        def f():
            print(d['a']['b'][5], d)
        f()
    ''',
    'call in a longer line': '''
        def f(): return {}['k']
        def g():
            return (f() , 1)
        g() ; print(1)
    ''',
    'assigned attribute call': '''
        class C:
            def m(self): return self.x
        c = C()
        y = c.m()
    ''',
    'return of a method call': '''
        class C:
            def m(self): return 1 + None
        def f(c):
            return c.m()  # why
        f(C())
    ''',
    'several lines': '''
        def f(*args):
            return sum(
                args[0],
                1
            )
        def g():
            return f(
                1,
                2,
                3,
                4,
                5,
            ) + f(
                2
            )
        g()
    ''',
    'operator between lines': '''
        def f(a, b):
            return (
                a
                +
                b
            )
        f(1, '')
    ''',
    'long call': '''
        def f(**kw): raise KeyError(1)
        value = [
            f(
                a=1,
                b=2,
                c=3,
                d=4,
                e=5,
            ),
        ]
    ''',
    'parenthesised operand': '''
        def f(a, b):
            x = a+(b * 2) + 3
            return x
        f('', 2)
    ''',
    'two character operators': '''
        a = 1
        print(a // 0 ** 2, a)
    ''',
    'wide characters': '''
        def f(文字, b):
            return '漢字' + 文字 + "é" + b
        f('あ', 1)
    ''',
    'astral characters': '''
        s = ('😀😀' + 1)
    ''',
    'comparison and unary': '''
        def f(a):
            return 1 < a or -a
        f('')
    ''',
    'augmented': '''
        x = ''
        x += 1
    ''',
    'recursion': '''
        def f(n):
            if n == 0:
                raise ValueError
            return f(n - 1)
        f(10)
    ''',
    'context and cause': '''
        def f():
            try:
                1 / 0
            except ZeroDivisionError as e:
                raise KeyError('k') from e
        try:
            f()
        except KeyError:
            raise TypeError
    ''',
    'suppressed context': '''
        try:
            1 / 0
        except ZeroDivisionError:
            raise OSError(2, 'no', 'file') from None
    ''',
    'notes': '''
        e = ValueError('a\\nb')
        e.add_note('first\\nsecond')
        e.add_note('')
        raise e
    ''',
    'groups': '''
        def f(x):
            raise x
        def caught(x):
            try:
                f(x)
            except BaseException as e:
                return e
        inner = caught(ExceptionGroup('inner', [caught(ValueError(1)), TypeError('two\\nlines')]))
        inner.add_note('noted')
        try:
            raise KeyError
        except KeyError:
            raise ExceptionGroup('outer', [caught(OSError(3)), inner, ExceptionGroup('last', [ValueError(2)])])
    ''',
    'wide group': '''
        raise BaseExceptionGroup('wide', [ValueError(i) for i in range(18)] + [KeyboardInterrupt()])
    ''',
    'deep group': '''
        e = ValueError(0)
        for i in range(13):
            e = ExceptionGroup(str(i), [e])
        raise e
    ''',
    'group in a chain': '''
        try:
            raise ExceptionGroup('g', [ValueError(1)])
        except ExceptionGroup as g:
            raise RuntimeError('after') from g
    ''',
    'tabs': '''
        def f():
        \tif True:
        \t\treturn (1 +
        \t\t\tNone)
        f()
    ''',
    'comment after': '''
        def f(a): return a.b
        x = f(1)  # comment
        ''',
    'conditional expression': '''
        def f(): raise ValueError('')
        x = f() if True else 0
    ''',
    'chained call lines': '''
        class C:
            def m(self): return self
            def n(self): raise ValueError('n')
        x = (C()
            .m()
            .n())
    ''',
    'return in parentheses': '''
        def f(): raise ValueError('')
        def g():
            return (f())
        g()
    ''',
    'await': '''
        async def f(): raise ValueError('')
        async def g():
            return await f()
        async def h():
            x = await g()
        h().send(None)
    ''',
}


def utf16(line, offset):
    return len(line.encode()[:offset].decode().encode('utf-16-le')) // 2


def anchors_of(node, lines):
    """Line and UTF-16 column of both ends of what is marked."""
    def place(lineno, offset):
        return [lineno, utf16(lines[lineno - 1], offset)]

    def find(lineno, offset, wanted):
        text = lines[lineno - 1].encode()
        while True:
            char = text[offset:offset + 1].decode('utf-8', 'ignore')
            if char in ('', '#', '\\'):
                lineno, offset = lineno + 1, 0
                text = lines[lineno - 1].encode()
            elif wanted(char):
                return lineno, offset
            else:
                offset += 1
    match node:
        case ast.BinOp():
            lineno, offset = find(node.left.end_lineno, node.left.end_col_offset,
                                  lambda c: not c.isspace() and c != ')')
            line = lines[lineno - 1].encode()
            end = offset + 1
            after = line[end:end + 1].decode('utf-8', 'ignore')
            before_right = node.right.lineno > lineno or end < node.right.col_offset
            if end < len(line) and before_right and not after.isspace() and after not in '\\#':
                end += 1
            return place(lineno, offset) + place(lineno, end)
        case ast.Subscript():
            start = find(node.value.end_lineno, node.value.end_col_offset, lambda c: c == '[')
        case ast.Call():
            start = find(node.func.end_lineno, node.func.end_col_offset, lambda c: c == '(')
        case _:
            return None
    return place(*start) + place(node.end_lineno, node.end_col_offset)


def record(error, source, tree, filename, seen):
    if id(error) in seen:
        return {'same': seen[id(error)]}
    seen[id(error)] = len(seen)
    lines = source.split('\n')
    entries = []
    tb = error.__traceback__
    while tb is not None:
        if tb.tb_frame.f_code.co_filename == filename:
            lineno, end_lineno, col, end_col = traceback._get_code_position(tb.tb_frame.f_code, tb.tb_lasti)
            position = [lineno, utf16(lines[lineno - 1], col), end_lineno, utf16(lines[end_lineno - 1], end_col)]
            nodes = [n for n in ast.walk(tree) if isinstance(n, (ast.BinOp, ast.Subscript, ast.Call))
                     and (n.end_lineno, n.end_col_offset) == (end_lineno, end_col)
                     and ((n.lineno, n.col_offset) == (lineno, col)
                          or isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)
                          and n.func.value.end_lineno < n.func.end_lineno == lineno)]
            entries.append({'name': tb.tb_frame.f_code.co_name, 'position': position,
                            'anchors': anchors_of(nodes[0], lines) if nodes else None})
        tb = tb.tb_next
    args = [a for a in error.args if isinstance(a, (str, int))]
    result = {'type': type(error).__name__, 'args': args, 'traceback': entries,
              'suppress': error.__suppress_context__, 'notes': getattr(error, '__notes__', [])}
    if isinstance(error, OSError) and error.filename is not None:
        result['args'] = [*args, error.filename]
    for name in ('__cause__', '__context__'):
        other = getattr(error, name)
        result[name] = None if other is None else record(other, source, tree, filename, seen)
    if isinstance(error, BaseExceptionGroup):
        result['members'] = [record(e, source, tree, filename, seen) for e in error.exceptions]
    return result


def main():
    cases = []
    import linecache
    for name, program in PROGRAMS.items():
        source = textwrap.dedent(program).strip('\n') + '\n'
        filename = 'program.py'
        linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
        try:
            exec(compile(source, filename, 'exec'), {'__name__': '__main__'})
        except BaseException as error:
            error.__traceback__ = error.__traceback__.tb_next
            recorded = record(error, source, ast.parse(source), filename, {})
            output = ''.join(traceback.format_exception(error))
            cases.append({'name': name, 'source': source, 'error': recorded, 'output': output})
        else:
            raise RuntimeError(f'{name} does not fail')
    path = pathlib.Path(__file__).with_suffix('.json')
    path.write_text(json.dumps(cases, indent=1, ensure_ascii=False) + '\n')


main()
