// Syntax errors as Python exceptions, and as CPython prints them.

import type { PySyntaxProblem } from '../../grammar/syntax-error.js';
import { call } from '../objects/call.js';
import { tuple } from '../objects/containers.js';
import { exceptionType, PyException } from '../objects/exceptions.js';
import { formatExceptionOnly } from '../objects/format-exception.js';
import type { Value } from '../objects/object.js';

/**
 * The SyntaxError, IndentationError or TabError that the problem stands for. `text` is the line as the error shows it:
 * None where it was found after parsing, in a text that is in no file.
 */
export function syntaxError(problem: PySyntaxProblem, filename: string, text: Value): PyException {
  const { lineno, offset, end_lineno, end_offset, type, message } = problem;
  const error = call(exceptionType(type), [
    message,
    tuple(filename, lineno, offset, text, end_lineno, end_offset),
  ]);
  if (error instanceof PyException) return error;
  throw new Error('a syntax error is an exception');
}

export function formatSyntaxProblem(problem: PySyntaxProblem, filename: string): string {
  return formatExceptionOnly(syntaxError(problem, filename, problem.text)).join('');
}
