// The entrance: source text in, syntax tree out, or a PySyntaxProblem. There is one parser instance.

import {
  EarlyExitException,
  type IParserConfig,
  type IRecognitionException,
  NoViableAltException,
} from 'chevrotain';
import { type Analysis, precomputedAnalysis } from './analysis.js';
import type { Expr, Expression, Module, Stmt } from './ast.js';
import { append } from './compound-statements.js';
import { Definitions } from './definitions.js';
import { type Comment, type Lexed, type LexicalProblem, tokenize } from './lexer.js';
import { type LiteralWarning, literalWarnings } from './literal-warnings.js';
import { alternationOf, OneTokenLookahead, optionOf } from './lookahead.js';
import { Problems, PySyntaxProblem } from './syntax-error.js';
import * as t from './tokens.js';
import { Token } from './tokens.js';

export type { Comment } from './lexer.js';
export { PySyntaxProblem } from './syntax-error.js';

export interface ParsedModule {
  readonly tree: Module;
  readonly comments: readonly Comment[];
  /** The lines of the source, without their breaks. */
  readonly lines: readonly string[];
  readonly warnings: readonly LiteralWarning[];
}

export interface ParsedExpression {
  readonly tree: Expression;
  readonly warnings: readonly LiteralWarning[];
}

export class PythonParser extends Definitions {
  // What Chevrotain's analysis leaves behind; not in its public types.
  declare private selfAnalysisDone: boolean;
  declare private lookAheadFuncsCache: Map<number, () => unknown>;
  declare private SAVE_ERROR: (error: IRecognitionException) => IRecognitionException;

  /** Without an analysis made before, Chevrotain makes one. */
  constructor(config: IParserConfig, analysis: Analysis | null = null) {
    super(config);
    if (config.lookaheadStrategy instanceof OneTokenLookahead) config.lookaheadStrategy.source = this;
    if (analysis === null) this.performSelfAnalysis();
    else this.adopt(analysis);
  }

  private adopt(analysis: Analysis): void {
    this.selfAnalysisDone = true;
    for (const [key, choice] of analysis) {
      const decide = choice.kind === 'alternation' ? alternationOf(choice, this) : optionOf(choice, this);
      this.lookAheadFuncsCache.set(key, decide);
    }
  }

  /** What another instance can be given. */
  analysisBy({ choices }: OneTokenLookahead): Analysis {
    return [...this.lookAheadFuncsCache].flatMap(([key, decide]) => {
      const choice = choices.get(decide);
      return choice === undefined ? [] : [[key, choice] as const];
    });
  }

  // Chevrotain's own would list what it expected, for which it needs the analysis. `explain` says it as CPython does.
  protected raiseNoAltException(): never {
    throw this.SAVE_ERROR(new NoViableAltException('', this.LA(1), this.LA(0)));
  }

  protected raiseEarlyExitException(): never {
    throw this.SAVE_ERROR(new EarlyExitException('', this.LA(1), this.LA(0)));
  }

  readonly module = this.RULE('module', (): Stmt[] => {
    const body: Stmt[] = [];
    this.MANY(() => append(body, this.SUBRULE(this.statement)));
    this.take(t.EndMarker);
    return body;
  });

  readonly evaluated = this.RULE('evaluated', (): Expr => {
    const body = this.SUBRULE(this.starExpressions);
    this.MANY(() => this.take(t.Newline));
    this.take(t.EndMarker);
    return body;
  });

  /** Parses tokens by one of the two rules above, or throws what is wrong with them. */
  parse<T>({ tokens, problem }: Lexed, text: string, problems: Problems, rule: () => T): T {
    this.problems = problems;
    this.text = text;
    this.tokens = tokens;
    this.broken = problem?.error;
    this.explaining = false;
    this.yielding = false;
    let result: T;
    try {
      result = this.read(rule);
    } catch (error) {
      if (!(error instanceof PySyntaxProblem)) throw error;
      this.furthest = this.peek(1);
      throw this.readOn(problem) ?? error;
    }
    const failed = this.failedAt();
    if (failed === undefined) return result;
    throw this.explain(failed, rule, problem);
  }

  private read<T>(rule: () => T): T {
    this.rejected = undefined;
    // A copy, because Chevrotain adds sentinels to the end.
    this.input = this.tokens.slice();
    try {
      return rule.call(this);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw this.problems.at(this.peek(0), 'too many nested parentheses');
    }
  }

  /** The token where reading failed. */
  private failedAt(): Token | undefined {
    const [error] = this.errors;
    if (error === undefined) return this.rejected;
    return error.token instanceof Token ? error.token : this.tokens.at(-1);
  }

  private explain(failed: Token, rule: () => unknown, lexical: LexicalProblem | undefined): PySyntaxProblem {
    if (failed.tokenType === t.Broken && lexical !== undefined) return lexical.error;
    this.explaining = true;
    this.yielding = true;
    this.trailers.clear();
    this.failed = failed;
    this.furthest = failed;
    const found = this.explanation(rule);
    if (found === undefined && failed.tokenType === t.Indent) return this.plainly(failed);
    return this.readOn(lexical) ?? found ?? this.plainly(this.failed);
  }

  /**
   * Before CPython reports anything but unexpected indentation it reads on to the end of the text. An
   * error of the tokenizer goes first, and so does an open bracket unless the error is on its own line.
   */
  private readOn(lexical: LexicalProblem | undefined): PySyntaxProblem | undefined {
    if (lexical !== undefined && !lexical.onlyIfReached) return lexical.error;
    const bracket = this.unclosed();
    if (bracket === undefined) return undefined;
    const reached = this.furthest.tokenType === t.Unclosed;
    const later = this.furthest.lineno > bracket.lineno && !this.endsInFString();
    return reached || later ? this.neverClosed(bracket) : undefined;
  }

  private explanation(rule: () => unknown): PySyntaxProblem | undefined {
    try {
      this.read(rule);
    } catch (error) {
      if (error instanceof PySyntaxProblem) return error;
      throw error;
    }
    return undefined;
  }
}

const parser = new PythonParser(
  { skipValidations: true, lookaheadStrategy: new OneTokenLookahead() },
  precomputedAnalysis,
);

/** For the build, which keeps it. */
export function analyse(): Analysis {
  const lookaheadStrategy = new OneTokenLookahead();
  return new PythonParser({ skipValidations: true, lookaheadStrategy }).analysisBy(lookaheadStrategy);
}

export function parseModule(source: string): ParsedModule {
  return parseModuleWith(parser, source);
}

/** The same with another parser than the one that is shared. */
export function parseModuleWith(parser: PythonParser, source: string): ParsedModule {
  const { text, lines } = prepare(source);
  const problems = new Problems(lines);
  const lexed = tokenize(text, problems);
  const body = parser.parse(lexed, text, problems, parser.module);
  const warnings = literalWarnings(lexed.tokens, text);
  return { tree: { kind: 'Module', body }, comments: lexed.comments, lines, warnings };
}

/** What `eval` compiles. Blanks before the expression do not count as indentation. */
export function parseExpression(source: string): Expression {
  return parseEvaluated(source).tree;
}

export function parseEvaluated(source: string): ParsedExpression {
  const { text, lines } = prepare(source.replace(/^[ \t]+/, ''));
  const problems = new Problems(lines);
  const lexed = tokenize(text, problems, { addedBreak: !/[\r\n]$/.test(source) });
  const body = parser.parse(lexed, text, problems, parser.evaluated);
  return { tree: { kind: 'Expression', body }, warnings: literalWarnings(lexed.tokens, text) };
}

/** Line breaks become `\n`, and the last line gets one, as in CPython. */
function prepare(source: string): { text: string; lines: string[] } {
  let text = source.charCodeAt(0) === 0xfeff ? source.slice(1) : source;
  if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
  if (text !== '' && !text.endsWith('\n')) text += '\n';
  return { text, lines: text.split('\n') };
}
