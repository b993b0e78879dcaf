// `configparser`: files of sections and options, read and written. Programs derive from its classes and give them
// functions of their own, so the module is written in Python.

import { pythonPackage } from '../python-package.js';
import { ERRORS } from './errors.js';
import { INTERPOLATION } from './interpolation.js';
import { PARSER } from './parser.js';

const HEAD = `
import collections.abc as _abc, io as _io, os as _os, re as _re, sys as _sys
from collections import ChainMap as _ChainMap
from functools import partial as _partial

DEFAULTSECT = "DEFAULT"
MAX_INTERPOLATION_DEPTH = 10
_UNSET = object()
_default_dict = dict

class _UnnamedSection:
    def __repr__(self):
        return "<UNNAMED_SECTION>"

UNNAMED_SECTION = _UnnamedSection()
__all__ = ("NoSectionError", "DuplicateOptionError", "DuplicateSectionError", "NoOptionError", "InterpolationError",
           "InterpolationDepthError", "InterpolationMissingOptionError", "InterpolationSyntaxError", "ParsingError",
           "MissingSectionHeaderError", "MultilineContinuationError", "ConfigParser", "RawConfigParser",
           "Interpolation", "BasicInterpolation", "ExtendedInterpolation", "SectionProxy", "ConverterMapping",
           "DEFAULTSECT", "MAX_INTERPOLATION_DEPTH", "UNNAMED_SECTION")
`;

export const configparser = pythonPackage('configparser', HEAD + ERRORS + INTERPOLATION + PARSER, () => ({}));
