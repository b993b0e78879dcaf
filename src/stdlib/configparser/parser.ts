// The parser of `configparser` and the view of one section, in Python.

export const PARSER = `
class RawConfigParser(_abc.MutableMapping):
    SECTCRE = _re.compile(r"\\[(?P<header>.+)\\]")
    BOOLEAN_STATES = {"1": True, "yes": True, "true": True, "on": True,
                      "0": False, "no": False, "false": False, "off": False}
    _DEFAULT_INTERPOLATION = Interpolation()

    def __init__(self, defaults=None, dict_type=_default_dict, allow_no_value=False, *, delimiters=("=", ":"),
                 comment_prefixes=("#", ";"), inline_comment_prefixes=None, strict=True,
                 empty_lines_in_values=True, default_section=DEFAULTSECT, interpolation=_UNSET, converters=_UNSET,
                 allow_unnamed_section=False):
        self._dict, self._sections, self._defaults = dict_type, dict_type(), dict_type()
        self.converters = ConverterMapping(self)
        self._proxies = dict_type()
        self._proxies[default_section] = SectionProxy(self, default_section)
        self._delimiters, self._comments = tuple(delimiters), tuple(comment_prefixes or ())
        self._inline_comments = tuple(inline_comment_prefixes or ())
        self._strict, self._allow_no_value, self._empty_lines = strict, allow_no_value, empty_lines_in_values
        self.default_section = default_section
        self._allow_unnamed = allow_unnamed_section
        marks = "|".join(_re.escape(each) for each in delimiters)
        value = rf"\\s*(?P<vi>{marks})\\s*(?P<value>.*)"
        self._optcre = _re.compile(rf"(?P<option>.*?)(?:{value})?$" if allow_no_value else rf"(?P<option>.*?){value}$")
        self._interpolation = self._DEFAULT_INTERPOLATION if interpolation is _UNSET else interpolation
        if self._interpolation is None:
            self._interpolation = Interpolation()
        if converters is not _UNSET:
            self.converters.update(converters)
        if defaults:
            self.read_dict({default_section: defaults})

    def defaults(self):
        return self._defaults

    def sections(self):
        return list(self._sections)

    def add_section(self, section):
        if section in self._sections:
            raise DuplicateSectionError(section)
        if section == self.default_section or section is UNNAMED_SECTION and not self._allow_unnamed:
            raise ValueError(f"Invalid section name: {section!r}")
        self._sections[section] = self._dict()
        self._proxies[section] = SectionProxy(self, section)

    def has_section(self, section):
        return section in self._sections

    def options(self, section):
        try:
            own = self._sections[section]
        except KeyError:
            raise NoSectionError(section) from None
        return list({**own, **self._defaults})

    def read(self, filenames, encoding=None):
        if isinstance(filenames, (str, bytes, _os.PathLike)):
            filenames = [filenames]
        done = []
        for filename in filenames:
            try:
                with open(filename, encoding=encoding) as file:
                    self._read(file, str(filename))
            except OSError:
                continue
            done.append(_os.fspath(filename))
        return done

    def read_file(self, f, source=None):
        self._read(f, getattr(f, "name", "<???>") if source is None else source)

    def read_string(self, string, source="<string>"):
        self.read_file(_io.StringIO(string), source)

    def read_dict(self, dictionary, source="<dict>"):
        added = set()
        for section, options in dictionary.items():
            section = str(section)
            try:
                self.add_section(section)
            except (DuplicateSectionError, ValueError):
                if self._strict and section in added:
                    raise
            added.add(section)
            for key, value in options.items():
                key = self.optionxform(str(key))
                if self._strict and (section, key) in added:
                    raise DuplicateOptionError(section, key, source)
                added.add((section, key))
                self.set(section, key, value if value is None else str(value))

    def _known(self, section, vars=None):
        own = {}
        try:
            own = self._sections[section]
        except KeyError:
            if section != self.default_section:
                raise NoSectionError(section) from None
        given = {self.optionxform(key): value if value is None else str(value) for key, value in (vars or {}).items()}
        return _ChainMap(given, own, self._defaults)

    def get(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        try:
            known = self._known(section, vars)
        except NoSectionError:
            if fallback is _UNSET:
                raise
            return fallback
        option = self.optionxform(option)
        try:
            value = known[option]
        except KeyError:
            if fallback is _UNSET:
                raise NoOptionError(option, section) from None
            return fallback
        if raw or value is None:
            return value
        return self._interpolation.before_get(self, section, option, value, known)

    def _convert(self, section, conv, option, fallback=_UNSET, raw=False, vars=None, **kwargs):
        try:
            return conv(self.get(section, option, raw=raw, vars=vars, **kwargs))
        except (NoSectionError, NoOptionError):
            if fallback is _UNSET:
                raise
            return fallback

    def getint(self, section, option, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        return self._convert(section, int, option, fallback, raw, vars, **kwargs)

    def getfloat(self, section, option, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        return self._convert(section, float, option, fallback, raw, vars, **kwargs)

    def getboolean(self, section, option, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        return self._convert(section, self._convert_to_boolean, option, fallback, raw, vars, **kwargs)

    def items(self, section=_UNSET, raw=False, vars=None):
        if section is _UNSET:
            return super().items()
        known = self._dict(self._defaults)
        try:
            known.update(self._sections[section])
        except KeyError:
            if section != self.default_section:
                raise NoSectionError(section)
        names = list(known)
        for key, value in (vars or {}).items():
            known[self.optionxform(key)] = value
        if raw:
            return [(name, known[name]) for name in names]
        before = self._interpolation.before_get
        return [(name, value if (value := known[name]) is None else before(self, section, name, value, known))
                for name in names]

    def popitem(self):
        for key in self.sections():
            value = self[key]
            del self[key]
            return key, value
        raise KeyError

    def optionxform(self, optionstr):
        return optionstr.lower()

    def has_option(self, section, option):
        if not section or section == self.default_section:
            return self.optionxform(option) in self._defaults
        own = self._sections.get(section)
        return own is not None and (self.optionxform(option) in own or self.optionxform(option) in self._defaults)

    def set(self, section, option, value=None):
        if value:
            value = self._interpolation.before_set(self, section, option, value)
        if not section or section == self.default_section:
            place = self._defaults
        elif section in self._sections:
            place = self._sections[section]
        else:
            raise NoSectionError(section) from None
        place[self.optionxform(option)] = value

    def write(self, fp, space_around_delimiters=True):
        mark = f" {self._delimiters[0]} " if space_around_delimiters else self._delimiters[0]
        if UNNAMED_SECTION in self._sections:
            self._write_section(fp, UNNAMED_SECTION, self._sections[UNNAMED_SECTION].items(), mark)
        if self._defaults:
            self._write_section(fp, self.default_section, self._defaults.items(), mark)
        for section, options in self._sections.items():
            if section is not UNNAMED_SECTION:
                self._write_section(fp, section, options.items(), mark)

    def _write_section(self, fp, name, items, mark):
        if name is not UNNAMED_SECTION:
            fp.write(f"[{name}]\\n")
        for key, value in items:
            value = self._interpolation.before_write(self, name, key, value)
            if value is not None or not self._allow_no_value:
                value = mark + str(value).replace("\\n", "\\n\\t")
            fp.write(f"{key}{value or ''}\\n")
        fp.write("\\n")

    def remove_option(self, section, option):
        if not section or section == self.default_section:
            place = self._defaults
        elif section in self._sections:
            place = self._sections[section]
        else:
            raise NoSectionError(section) from None
        option = self.optionxform(option)
        existed = option in place
        if existed:
            del place[option]
        return existed

    def remove_section(self, section):
        existed = section in self._sections
        if existed:
            del self._sections[section], self._proxies[section]
        return existed

    def __getitem__(self, key):
        if key != self.default_section and not self.has_section(key):
            raise KeyError(key)
        return self._proxies[key]

    def __setitem__(self, key, value):
        if key in self and self[key] is value:
            return
        if key == self.default_section:
            self._defaults.clear()
        elif key in self._sections:
            self._sections[key].clear()
        self.read_dict({key: value})

    def __delitem__(self, key):
        if key == self.default_section:
            raise ValueError("Cannot remove the default section.")
        if not self.has_section(key):
            raise KeyError(key)
        self.remove_section(key)

    def __contains__(self, key):
        return key == self.default_section or self.has_section(key)

    def __len__(self):
        return len(self._sections) + 1

    def __iter__(self):
        yield self.default_section
        yield from self._sections

    def _without_comment(self, line):
        for prefix in self._comments:
            if line.strip().startswith(prefix):
                return "", True
        starts = [at for prefix in self._inline_comments for at in range(len(line))
                  if line.startswith(prefix, at) and (at == 0 or line[at - 1].isspace())]
        return (line[:min(starts)].strip(), True) if starts else (line.strip(), False)

    def _read(self, fp, fpname):
        seen, place, section, option, indent, wrong = set(), None, None, None, 0, None
        for lineno, line in enumerate(fp, 1):
            text, commented = self._without_comment(line)
            if not text:
                if not self._empty_lines:
                    indent = _sys.maxsize
                elif not commented and place is not None and option and place[option] is not None:
                    place[option].append("")
                continue
            depth = len(line) - len(line.lstrip())
            if place is not None and option and depth > indent:
                if place[option] is None:
                    raise MultilineContinuationError(fpname, lineno, line)
                place[option].append(text)
                continue
            indent = depth
            header = self.SECTCRE.match(text)
            if header is not None:
                section, option = header["header"], None
                if section in self._sections:
                    if self._strict and section in seen:
                        raise DuplicateSectionError(section, fpname, lineno)
                    place = self._sections[section]
                elif section == self.default_section:
                    place = self._defaults
                else:
                    place = self._sections[section] = self._dict()
                    self._proxies[section] = SectionProxy(self, section)
                seen.add(section)
                continue
            if place is None and not self._allow_unnamed:
                raise MissingSectionHeaderError(fpname, lineno, line)
            if place is None:
                section = UNNAMED_SECTION
                place = self._sections[section] = self._dict()
                self._proxies[section] = SectionProxy(self, section)
            match = self._optcre.match(text)
            if match is None or not match["option"]:
                wrong = wrong or ParsingError(fpname)
                wrong.append(lineno, line)
                if match is None:
                    continue
            option = self.optionxform(match["option"].rstrip())
            if self._strict and (section, option) in seen:
                raise DuplicateOptionError(section, option, fpname, lineno)
            seen.add((section, option))
            value = match["value"]
            place[option] = None if value is None else [value.strip()]
        for name, place in [(self.default_section, self._defaults), *self._sections.items()]:
            for option, value in place.items():
                if isinstance(value, list):
                    value = "\\n".join(value).rstrip()
                place[option] = self._interpolation.before_read(self, name, option, value)
        if wrong is not None:
            raise wrong

    def _convert_to_boolean(self, value):
        if value.lower() not in self.BOOLEAN_STATES:
            raise ValueError(f"Not a boolean: {value}")
        return self.BOOLEAN_STATES[value.lower()]

    def _check_strings(self, *, section="", option="", value=""):
        if not isinstance(section, str):
            raise TypeError("section names must be strings")
        if not isinstance(option, str):
            raise TypeError("option keys must be strings")
        if (not self._allow_no_value or value) and not isinstance(value, str):
            raise TypeError("option values must be strings")

class ConfigParser(RawConfigParser):
    _DEFAULT_INTERPOLATION = BasicInterpolation()
    def set(self, section, option, value=None):
        self._check_strings(option=option, value=value)
        super().set(section, option, value)
    def add_section(self, section):
        self._check_strings(section=section)
        super().add_section(section)

class SectionProxy(_abc.MutableMapping):
    def __init__(self, parser, name):
        self._parser, self._name = parser, name
        for conv in parser.converters:
            setattr(self, "get" + conv, _partial(self.get, _impl=getattr(parser, "get" + conv)))
    def __repr__(self):
        return f"<Section: {self._name}>"
    def __getitem__(self, key):
        if not self._parser.has_option(self._name, key):
            raise KeyError(key)
        return self._parser.get(self._name, key)
    def __setitem__(self, key, value):
        self._parser._check_strings(option=key, value=value)
        return self._parser.set(self._name, key, value)
    def __delitem__(self, key):
        if not (self._parser.has_option(self._name, key) and self._parser.remove_option(self._name, key)):
            raise KeyError(key)
    def __contains__(self, key):
        return self._parser.has_option(self._name, key)
    def __len__(self):
        return len(self._options())
    def __iter__(self):
        return iter(self._options())
    def _options(self):
        if self._name == self._parser.default_section:
            return list(self._parser.defaults())
        return self._parser.options(self._name)
    @property
    def parser(self):
        return self._parser
    @property
    def name(self):
        return self._name
    def get(self, option, fallback=None, *, raw=False, vars=None, _impl=None, **kwargs):
        read = _impl or self._parser.get
        return read(self._name, option, raw=raw, vars=vars, fallback=fallback, **kwargs)

class ConverterMapping(_abc.MutableMapping):
    def __init__(self, parser):
        self._parser = parser
        self._data = {"int": None, "float": None, "boolean": None}
    def __getitem__(self, key):
        return self._data[key]
    def __setitem__(self, key, value):
        self._data[key] = value
        setattr(self._parser, "get" + key, lambda section, option, **keywords: self._parser._convert(
            section, value, option, **keywords))
        for proxy in self._parser._proxies.values():
            setattr(proxy, "get" + key, _partial(proxy.get, _impl=getattr(self._parser, "get" + key)))
    def __delitem__(self, key):
        del self._data[key]
    def __iter__(self):
        return iter(self._data)
    def __len__(self):
        return len(self._data)
`;
