// `aiofiles`: files whose operations are done in the event loop's default executor.

import { pythonPackage } from '../python-package.js';

const SOURCE = `
import asyncio as _asyncio, builtins as _builtins, functools as _functools, types as _types, os as _os

def _in_thread(function):
    @_functools.wraps(function)
    async def run(*args, **kwargs):
        loop = _asyncio.get_running_loop()
        return await loop.run_in_executor(None, _functools.partial(function, *args, **kwargs))
    return run

_METHODS = frozenset("close flush isatty read readall read1 readinto readline readlines seek seekable tell truncate "
                     "writable readable write writelines".split())

class AsyncFile:
    def __init__(self, file):
        self._file = file
    def __getattr__(self, name):
        value = getattr(self._file, name)
        return _in_thread(value) if name in _METHODS else value
    def __aiter__(self):
        return self
    async def __anext__(self):
        line = await self.readline()
        if line:
            return line
        raise StopAsyncIteration
    async def __aenter__(self):
        return self
    async def __aexit__(self, *args):
        await self.close()

class _Opening:
    def __init__(self, args, kwargs):
        self._args, self._kwargs = args, kwargs
    async def _open(self):
        return AsyncFile(await _in_thread(_builtins.open)(*self._args, **self._kwargs))
    def __await__(self):
        return self._open().__await__()
    async def __aenter__(self):
        self._file = await self._open()
        return self._file
    async def __aexit__(self, *args):
        await self._file.close()

def open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None, *,
         loop=None, executor=None):
    return _Opening((file, mode, buffering, encoding, errors, newline), {})

os = _types.SimpleNamespace(**{name: _in_thread(getattr(_os, name)) for name in
                               "remove rename replace mkdir makedirs rmdir listdir stat".split()})
os.path = _types.SimpleNamespace(**{name: _in_thread(getattr(_os.path, name)) for name in
                                    "exists isfile isdir getsize".split()})
`;

export const aiofiles = [pythonPackage('aiofiles', SOURCE, () => ({}))];
