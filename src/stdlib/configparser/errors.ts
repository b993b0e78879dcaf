// The exceptions of `configparser`, in Python.

export const ERRORS = `
class Error(Exception):
    def __init__(self, msg=""):
        self.message = msg
        Exception.__init__(self, msg)
    def __repr__(self):
        return self.message
    __str__ = __repr__

def _where(source, lineno):
    if source is None:
        return ""
    return f"While reading from {source!r}" + ("" if lineno is None else f" [line {lineno:2d}]") + ": "

class NoSectionError(Error):
    def __init__(self, section):
        Error.__init__(self, f"No section: {section!r}")
        self.section = section
        self.args = (section,)

class DuplicateSectionError(Error):
    def __init__(self, section, source=None, lineno=None):
        place = _where(source, lineno)
        Error.__init__(self, f"{place}{'section' if place else 'Section'} {section!r} already exists")
        self.section, self.source, self.lineno = section, source, lineno
        self.args = (section, source, lineno)

class DuplicateOptionError(Error):
    def __init__(self, section, option, source=None, lineno=None):
        place = _where(source, lineno)
        noun = "option" if place else "Option"
        Error.__init__(self, f"{place}{noun} {option!r} in section {section!r} already exists")
        self.section, self.option, self.source, self.lineno = section, option, source, lineno
        self.args = (section, option, source, lineno)

class NoOptionError(Error):
    def __init__(self, option, section):
        Error.__init__(self, f"No option {option!r} in section: {section!r}")
        self.option, self.section = option, section
        self.args = (option, section)

class InterpolationError(Error):
    def __init__(self, option, section, msg):
        Error.__init__(self, msg)
        self.option, self.section = option, section
        self.args = (option, section, msg)

class InterpolationMissingOptionError(InterpolationError):
    def __init__(self, option, section, rawval, reference):
        InterpolationError.__init__(
            self, option, section,
            f"Bad value substitution: option {option!r} in section {section!r} contains an interpolation key "
            f"{reference!r} which is not a valid option name. Raw value: {rawval!r}")
        self.reference = reference
        self.args = (option, section, rawval, reference)

class InterpolationSyntaxError(InterpolationError):
    pass

class InterpolationDepthError(InterpolationError):
    def __init__(self, option, section, rawval):
        InterpolationError.__init__(
            self, option, section,
            f"Recursion limit exceeded in value substitution: option {option!r} in section {section!r} contains an "
            f"interpolation key which cannot be substituted in {MAX_INTERPOLATION_DEPTH} steps. "
            f"Raw value: {rawval!r}")
        self.args = (option, section, rawval)

class ParsingError(Error):
    def __init__(self, source, *args):
        super().__init__(f"Source contains parsing errors: {source!r}")
        self.source, self.errors, self.args = source, [], (source,)
        if args:
            self.append(*args)
    def append(self, lineno, line):
        self.errors.append((lineno, line))
        self.message += f"\\n\\t[line {lineno:2d}]: {line!r}"
    def combine(self, others):
        for other in others:
            for error in other.errors:
                self.append(*error)
        return self

class MissingSectionHeaderError(ParsingError):
    def __init__(self, filename, lineno, line):
        Error.__init__(self, f"File contains no section headers.\\nfile: {filename!r}, line: {lineno}\\n{line!r}")
        self.source, self.lineno, self.line = filename, lineno, line
        self.args = (filename, lineno, line)

class MultilineContinuationError(ParsingError):
    def __init__(self, filename, lineno, line):
        Error.__init__(self, "Key without value continued with an indented line.\\n"
                             f"file: {filename!r}, line: {lineno}\\n{line!r}")
        self.source, self.lineno, self.line = filename, lineno, line
        self.args = (filename, lineno, line)
`;
