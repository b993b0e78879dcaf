// `cmd`: interpreters of commands, a class that programs derive from, written in Python.

import { pythonPackage } from './python-package.js';

const SOURCE = `
import inspect as _inspect, string as _string, sys as _sys

PROMPT = "(Cmd) "
IDENTCHARS = _string.ascii_letters + _string.digits + "_"

class Cmd:
    prompt = PROMPT
    identchars = IDENTCHARS
    ruler = "="
    lastcmd = ""
    intro = None
    doc_leader = ""
    doc_header = "Documented commands (type help <topic>):"
    misc_header = "Miscellaneous help topics:"
    undoc_header = "Undocumented commands:"
    nohelp = "*** No help on %s"
    use_rawinput = 1

    def __init__(self, completekey="tab", stdin=None, stdout=None):
        self.stdin = _sys.stdin if stdin is None else stdin
        self.stdout = _sys.stdout if stdout is None else stdout
        self.cmdqueue = []
        self.completekey = completekey

    def _read(self):
        if self.use_rawinput:
            try:
                return input(self.prompt)
            except EOFError:
                return "EOF"
        self.stdout.write(self.prompt)
        self.stdout.flush()
        line = self.stdin.readline()
        return line.rstrip("\\r\\n") if line else "EOF"

    def cmdloop(self, intro=None):
        self.preloop()
        if intro is not None:
            self.intro = intro
        if self.intro:
            self.stdout.write(f"{self.intro}\\n")
        stop = None
        while not stop:
            line = self.precmd(self.cmdqueue.pop(0) if self.cmdqueue else self._read())
            stop = self.postcmd(self.onecmd(line), line)
        self.postloop()

    def precmd(self, line):
        return line

    def postcmd(self, stop, line):
        return stop

    def preloop(self):
        pass

    def postloop(self):
        pass

    def parseline(self, line):
        line = line.strip()
        if not line:
            return None, None, line
        if line[0] == "?":
            line = "help " + line[1:]
        elif line[0] == "!":
            if not hasattr(self, "do_shell"):
                return None, None, line
            line = "shell " + line[1:]
        end = next((at for at, letter in enumerate(line) if letter not in self.identchars), len(line))
        return line[:end], line[end:].strip(), line

    def onecmd(self, line):
        command, argument, line = self.parseline(line)
        if not line:
            return self.emptyline()
        if command is None:
            return self.default(line)
        self.lastcmd = "" if line == "EOF" else line
        action = getattr(self, "do_" + command, None) if command else None
        return self.default(line) if action is None else action(argument)

    def emptyline(self):
        if self.lastcmd:
            return self.onecmd(self.lastcmd)

    def default(self, line):
        self.stdout.write(f"*** Unknown syntax: {line}\\n")

    def completedefault(self, *ignored):
        return []

    def completenames(self, text, *ignored):
        return [name[3:] for name in self.get_names() if name.startswith("do_" + text)]

    def get_names(self):
        return dir(self.__class__)

    def complete_help(self, *args):
        topics = {name[5:] for name in self.get_names() if name.startswith("help_" + args[0])}
        return list(set(self.completenames(*args)) | topics)

    def do_help(self, arg):
        'List available commands with "help" or detailed help with "help cmd".'
        if arg:
            explain = getattr(self, "help_" + arg, None)
            if explain is not None:
                explain()
                return
            action = getattr(self, "do_" + arg, None)
            doc = "" if action is None else _inspect.cleandoc(action.__doc__ or "")
            self.stdout.write(f"{doc or str(self.nohelp % (arg,))}\\n")
            return
        names = self.get_names()
        topics = {name[5:] for name in names if name.startswith("help_")}
        documented, undocumented = [], []
        for name in dict.fromkeys(sorted(name[3:] for name in names if name.startswith("do_"))):
            if name in topics:
                topics.discard(name)
                documented.append(name)
            elif getattr(self, "do_" + name).__doc__:
                documented.append(name)
            else:
                undocumented.append(name)
        self.stdout.write(f"{self.doc_leader}\\n")
        self.print_topics(self.doc_header, documented, 15, 80)
        self.print_topics(self.misc_header, sorted(topics), 15, 80)
        self.print_topics(self.undoc_header, undocumented, 15, 80)

    def print_topics(self, header, cmds, cmdlen, maxcol):
        if not cmds:
            return
        self.stdout.write(f"{header}\\n")
        if self.ruler:
            self.stdout.write(f"{self.ruler * len(header)}\\n")
        self.columnize(cmds, maxcol - 1)
        self.stdout.write("\\n")

    def columnize(self, list, displaywidth=80):
        if not list:
            self.stdout.write("<empty>\\n")
            return
        wrong = [index for index, item in enumerate(list) if not isinstance(item, str)]
        if wrong:
            raise TypeError("list[i] not a string for i in %s" % ", ".join(map(str, wrong)))
        if len(list) == 1:
            self.stdout.write(f"{list[0]}\\n")
            return
        for rows in range(1, len(list) + 1):
            columns = [list[start:start + rows] for start in range(0, len(list), rows)]
            widths = [max(map(len, column)) for column in columns]
            if rows == len(list):
                widths = [0]
            elif sum(widths) + 2 * (len(widths) - 1) <= displaywidth:
                break
        for row in range(rows):
            line = [column[row] for column in columns if row < len(column)]
            self.stdout.write("  ".join(text.ljust(width) for text, width in zip(line, widths)) + "\\n")

__all__ = ["Cmd"]
`;

export const cmd = pythonPackage('cmd', SOURCE, () => ({}));
