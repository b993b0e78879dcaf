// Syntax errors as Python exceptions, and as CPython prints them.

import type { PySyntaxProblem } from '../../grammar/syntax-error.js';
import { call } from '../objects/call.js';
import { tuple } from '../objects/containers.js';
import { exceptionType, PyException } from '../objects/exceptions.js';
import { formatExceptionOnly } from '../objects/format-exception.js';

/** The SyntaxError, IndentationError or TabError that the problem stands for. */
export function syntaxError(problem: PySyntaxProblem, filename: string): PyException {
  const { lineno, offset, end_lineno, end_offset, text, type, message } = problem;
  const error = call(exceptionType(type), [
    message,
    tuple(filename, lineno, offset, text, end_lineno, end_offset),
  ]);
  if (error instanceof PyException) return error;
  throw new Error('a syntax error is an exception');
}

export function formatSyntaxProblem(problem: PySyntaxProblem, filename: string): string {
  return formatExceptionOnly(syntaxError(problem, filename)).join('');
}
