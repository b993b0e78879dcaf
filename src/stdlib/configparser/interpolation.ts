// How `configparser` puts values into values, in Python.

export const INTERPOLATION = `
class Interpolation:
    def before_get(self, parser, section, option, value, defaults):
        return value
    def before_set(self, parser, section, option, value):
        return value
    def before_read(self, parser, section, option, value):
        return value
    def before_write(self, parser, section, option, value):
        return value

class _Marked(Interpolation):
    def before_get(self, parser, section, option, value, defaults):
        pieces = []
        self._expand(parser, option, pieces, value, section, defaults, 1)
        return "".join(pieces)
    def before_set(self, parser, section, option, value):
        left = value.replace(self._mark * 2, "")
        left = _re.sub(self._reference, "", left)
        if self._mark in left:
            raise ValueError(f"invalid interpolation syntax in {value!r} at position {left.find(self._mark)}")
        return value
    def _expand(self, parser, option, pieces, rest, section, known, depth):
        raw = parser.get(section, option, raw=True, fallback=rest)
        if depth > MAX_INTERPOLATION_DEPTH:
            raise InterpolationDepthError(option, section, raw)
        mark, (opened, closed) = self._mark, self._brackets
        while rest:
            before, found, rest = rest.partition(mark)
            if before:
                pieces.append(before)
            if not found:
                return
            if rest[:1] == mark:
                pieces.append(mark)
                rest = rest[1:]
            elif rest[:1] == opened:
                match = _re.compile(self._reference).match(mark + rest)
                if match is None:
                    reference = mark + rest
                    raise InterpolationSyntaxError(option, section,
                                                   f"bad interpolation variable reference {reference!r}")
                rest = (mark + rest)[match.end():]
                self._resolve(parser, option, pieces, match[1], section, known, depth, raw)
            else:
                raise InterpolationSyntaxError(option, section, self._complaint + repr(mark + rest))

class BasicInterpolation(_Marked):
    _mark, _brackets, _reference = "%", "()", r"%\\(([^)]+)\\)s"
    _complaint = "'%' must be followed by '%' or '(', found: "
    def _resolve(self, parser, option, pieces, name, section, known, depth, raw):
        try:
            value = known[parser.optionxform(name)]
        except KeyError:
            raise InterpolationMissingOptionError(option, section, raw, parser.optionxform(name)) from None
        if "%" in value:
            self._expand(parser, option, pieces, value, section, known, depth + 1)
        else:
            pieces.append(value)

class ExtendedInterpolation(_Marked):
    _mark, _brackets, _reference = "$", "{}", r"\\$\\{([^}]+)\\}"
    _complaint = "'$' must be followed by '$' or '{', found: "
    def _resolve(self, parser, option, pieces, name, section, known, depth, raw):
        path = name.split(":")
        place, wanted = section, option
        try:
            if len(path) == 1:
                wanted = parser.optionxform(path[0])
                value = known[wanted]
            elif len(path) == 2:
                place, wanted = path[0], parser.optionxform(path[1])
                value = parser.get(place, wanted, raw=True)
            else:
                raise InterpolationSyntaxError(option, section, f"More than one ':' found: {name!r}")
        except (KeyError, NoSectionError, NoOptionError):
            raise InterpolationMissingOptionError(option, section, raw, ":".join(path)) from None
        if "$" in value:
            self._expand(parser, wanted, pieces, value, place, dict(parser.items(place, raw=True)), depth + 1)
        else:
            pieces.append(value)
`;
