// `fileinput`: the lines of all files named on the command line, a class that is written in Python.

import { pythonPackage } from './python-package.js';

const SOURCE = `
import io as _io, os as _os, sys as _sys

_state = None

def input(files=None, inplace=False, backup="", *, mode="r", openhook=None, encoding=None, errors=None):
    global _state
    if _state and _state._file:
        raise RuntimeError("input() already active")
    _state = FileInput(files, inplace, backup, mode=mode, openhook=openhook, encoding=encoding, errors=errors)
    return _state

def _active():
    if not _state:
        raise RuntimeError("no active input()")
    return _state

def close():
    global _state
    state, _state = _state, None
    if state:
        state.close()

def nextfile():
    return _active().nextfile()

def filename():
    return _active().filename()

def lineno():
    return _active().lineno()

def filelineno():
    return _active().filelineno()

def fileno():
    return _active().fileno()

def isfirstline():
    return _active().isfirstline()

def isstdin():
    return _active().isstdin()

class FileInput:
    def __init__(self, files=None, inplace=False, backup="", *, mode="r", openhook=None, encoding=None, errors=None):
        if isinstance(files, str):
            files = (files,)
        elif isinstance(files, _os.PathLike):
            files = (_os.fspath(files),)
        else:
            files = tuple(_sys.argv[1:] if files is None else files) or ("-",)
        if mode not in ("r", "rb"):
            raise ValueError("FileInput opening mode must be 'r' or 'rb'")
        if openhook and inplace:
            raise ValueError("FileInput cannot use an opening hook in inplace mode")
        if openhook and not callable(openhook):
            raise ValueError("FileInput openhook must be callable")
        self._files, self._inplace, self._backup, self._mode, self._openhook = files, inplace, backup, mode, openhook
        self._encoding, self._errors = encoding, errors
        self._file = self._filename = self._output = self._savestdout = None
        self._isstdin, self._filelineno, self._startlineno = False, 0, 0

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.close()

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def close(self):
        try:
            self.nextfile()
        finally:
            self._files = ()

    def nextfile(self):
        saved, self._savestdout = self._savestdout, None
        if saved:
            _sys.stdout = saved
        output, self._output = self._output, None
        if output:
            output.close()
        file, self._file = self._file, None
        if file and not self._isstdin:
            file.close()
        self._isstdin = False

    def readline(self):
        while True:
            if not self._file:
                if not self._files:
                    return b"" if "b" in self._mode else ""
                self._open()
            line = self._file.readline()
            if line:
                self._filelineno += 1
                return line
            self.nextfile()

    def _open(self):
        self._filename, *rest = self._files
        self._files = tuple(rest)
        self._startlineno, self._filelineno = self.lineno(), 0
        self._file = None
        if self._filename == "-":
            self._filename, self._isstdin = "<stdin>", True
            self._file = _sys.stdin.buffer if "b" in self._mode else _sys.stdin
        elif self._inplace:
            with open(self._filename, encoding=self._encoding, errors=self._errors) as file:
                text = file.read()
            if self._backup:
                with open(_os.fspath(self._filename) + self._backup, "w", encoding=self._encoding) as file:
                    file.write(text)
            self._file = _io.StringIO(text)
            self._output = open(self._filename, "w", encoding=self._encoding, errors=self._errors)
            self._savestdout, _sys.stdout = _sys.stdout, self._output
        elif self._openhook:
            self._file = self._openhook(self._filename, self._mode)
        elif "b" in self._mode:
            self._file = open(self._filename, self._mode)
        else:
            self._file = open(self._filename, self._mode, encoding=self._encoding, errors=self._errors)

    def filename(self):
        return self._filename

    def lineno(self):
        return self._startlineno + self._filelineno

    def filelineno(self):
        return self._filelineno

    def fileno(self):
        if not self._file:
            return -1
        try:
            return self._file.fileno()
        except ValueError:
            return -1

    def isfirstline(self):
        return self._filelineno == 1

    def isstdin(self):
        return self._isstdin

def hook_encoded(encoding, errors=None):
    return lambda filename, mode: open(filename, mode, encoding=encoding, errors=errors)

__all__ = ["input", "close", "nextfile", "filename", "lineno", "filelineno", "fileno", "isfirstline", "isstdin",
           "FileInput", "hook_encoded"]
`;

export const fileinput = pythonPackage('fileinput', SOURCE, () => ({}));
