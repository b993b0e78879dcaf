// The patterns of `case`.

import type { Attribute, Constant, Expr, Identifier, Name, Pattern, Position } from './ast.js';
import { infix } from './operators.js';
import { ParameterRules } from './parameters.js';
import { span } from './positions.js';
import type { Token } from './tokens.js';
import * as t from './tokens.js';

/** The inside of a class pattern while it is being read. */
interface ClassArguments {
  readonly patterns: Pattern[];
  readonly kwd_attrs: Identifier[];
  readonly kwd_patterns: Pattern[];
  /** The first positional pattern after a keyword. */
  misplaced?: Pattern;
}

/** The inside of a mapping pattern while it is being read. */
interface MappingItems {
  readonly keys: Expr[];
  readonly patterns: Pattern[];
  rest: Identifier | null;
}

export abstract class Patterns extends ParameterRules {
  /** What `case` takes: a pattern, or a sequence without brackets. */
  protected readonly patterns = this.RULE('patterns', (): Pattern => {
    const start = this.peek(1);
    const first = this.SUBRULE(this.starPattern);
    const patterns = this.SUBRULE(this.morePatterns, { ARGS: [first] });
    if (patterns === undefined) {
      if (first.kind === 'MatchStar') this.reject(this.peek(1));
      return first;
    }
    return { kind: 'MatchSequence', patterns, ...span(start, this.peek(0)) };
  });

  /** The patterns after the first and a trailing comma; undefined when there is no comma at all. */
  protected readonly morePatterns = this.RULE('morePatterns', (first?: Pattern): Pattern[] | undefined => {
    let patterns: Pattern[] | undefined;
    let trailing = false;
    this.MANY({
      GATE: () => !trailing,
      DEF: () => {
        this.take(t.Comma);
        if (patterns === undefined) patterns = first === undefined ? [] : [first];
        const pattern = this.OPTION(() => this.SUBRULE(this.starPattern));
        if (pattern === undefined) trailing = true;
        else patterns.push(pattern);
      },
    });
    return patterns;
  });

  protected readonly starPattern = this.RULE('starPattern', (): Pattern => {
    return this.OR([
      {
        ALT: (): Pattern => {
          const star = this.take(t.Star);
          const name = this.take(t.Name);
          return { kind: 'MatchStar', name: captured(name), ...span(star, name) };
        },
      },
      { ALT: (): Pattern => this.SUBRULE(this.pattern) },
    ]);
  });

  /** Alternatives, and perhaps a name for what they match. */
  protected readonly pattern = this.RULE('pattern', (): Pattern => {
    const start = this.peek(1);
    const first = this.SUBRULE(this.closedPattern);
    const patterns = [first];
    this.MANY(() => {
      this.take(t.Pipe);
      patterns.push(this.SUBRULE1(this.closedPattern));
    });
    const pattern: Pattern =
      patterns.length === 1 ? first : { kind: 'MatchOr', patterns, ...span(start, this.peek(0)) };
    return (
      this.OPTION((): Pattern => {
        this.take(t.As);
        if (this.explaining) this.explainTarget();
        const name = this.take(t.Name);
        if (name.image === '_') throw this.problems.at(name, "cannot use '_' as a target");
        return { kind: 'MatchAs', pattern, name: name.image, ...span(start, name) };
      }) ?? pattern
    );
  });

  protected readonly closedPattern = this.RULE('closedPattern', (): Pattern => {
    const start = this.peek(1);
    return this.OR([
      { ALT: (): Pattern => this.SUBRULE(this.namePattern) },
      {
        ALT: (): Pattern => {
          const value = this.SUBRULE(this.patternNumber);
          return { kind: 'MatchValue', value, ...span(start, this.peek(0)) };
        },
      },
      {
        ALT: (): Pattern => {
          const value = this.SUBRULE(this.strings);
          return { kind: 'MatchValue', value, ...span(start, this.peek(0)) };
        },
      },
      { ALT: (): Pattern => singletonPattern(this.take(t.Singleton)) },
      { ALT: (): Pattern => this.SUBRULE(this.groupPattern) },
      {
        ALT: (): Pattern => {
          this.take(t.LBracket);
          const patterns =
            this.OPTION(() => {
              const first = this.SUBRULE(this.starPattern);
              return this.SUBRULE(this.morePatterns, { ARGS: [first] }) ?? [first];
            }) ?? [];
          this.take(t.RBracket);
          return { kind: 'MatchSequence', patterns, ...span(start, this.peek(0)) };
        },
      },
      { ALT: (): Pattern => this.SUBRULE(this.mappingPattern) },
    ]);
  });

  /** A capture, the wildcard, a dotted name or a class pattern. */
  protected readonly namePattern = this.RULE('namePattern', (): Pattern => {
    const first = this.take(t.Name);
    let dotted: Name | Attribute = this.name(first);
    this.MANY(() => {
      this.take(t.Dot);
      const attr = this.take(t.Name, 1);
      dotted = { kind: 'Attribute', value: dotted, attr: attr.image, ctx: 'Load', ...span(first, attr) };
    });
    return (
      this.OPTION((): Pattern => {
        const into: ClassArguments = { patterns: [], kwd_attrs: [], kwd_patterns: [] };
        this.take(t.LParen);
        let open = true;
        this.MANY1({
          GATE: () => open,
          DEF: () => {
            this.SUBRULE(this.classArgument, { ARGS: [into] });
            open = this.OPTION1(() => this.take(t.Comma)) !== undefined;
          },
        });
        const close = this.take(t.RParen);
        return { kind: 'MatchClass', cls: dotted, ...into, ...span(first, close) };
      }) ?? plainName(dotted, first)
    );
  });

  protected readonly classArgument = this.RULE('classArgument', (into?: ClassArguments): void => {
    const start = this.peek(1);
    const pattern = this.SUBRULE(this.pattern);
    const value = this.OPTION(() => {
      const equal = this.take(t.Equal);
      if (equal.index !== start.index + 1 || start.tokenType !== t.Name) this.reject(equal);
      return this.SUBRULE1(this.pattern);
    });
    if (value !== undefined) {
      into?.kwd_attrs.push(start.image);
      into?.kwd_patterns.push(value);
    } else {
      into?.patterns.push(pattern);
      if (into === undefined || into.kwd_attrs.length === 0) return;
      into.misplaced ??= pattern;
      const [after, following] = [this.peek(2).tokenType, this.peek(3).tokenType];
      const endsHere = after === t.RParen || (after === t.Name && following === t.Equal);
      if (!this.at(t.Comma) || endsHere) {
        throw this.problems.between(into.misplaced, pattern, 'positional patterns follow keyword patterns');
      }
    }
  });

  /** A parenthesised pattern, or a sequence in parentheses. */
  protected readonly groupPattern = this.RULE('groupPattern', (): Pattern => {
    const open = this.take(t.LParen);
    let group: Pattern | undefined;
    const patterns =
      this.OPTION(() => {
        const first = this.SUBRULE(this.starPattern);
        const several = this.SUBRULE(this.morePatterns, { ARGS: [first] });
        if (several === undefined && first.kind !== 'MatchStar') group = first;
        else if (several === undefined) this.reject(this.peek(1));
        return several;
      }) ?? [];
    const close = this.take(t.RParen);
    return group ?? { kind: 'MatchSequence', patterns, ...span(open, close) };
  });

  protected readonly mappingPattern = this.RULE('mappingPattern', (): Pattern => {
    const start = this.take(t.LBrace);
    const items: MappingItems = { keys: [], patterns: [], rest: null };
    let open = true;
    this.MANY({
      GATE: () => open,
      DEF: () => {
        this.SUBRULE(this.mappingItem, { ARGS: [items] });
        open = this.OPTION(() => this.take(t.Comma)) !== undefined;
      },
    });
    const end = this.take(t.RBrace);
    return { kind: 'MatchMapping', ...items, ...span(start, end) };
  });

  protected readonly mappingItem = this.RULE('mappingItem', (items?: MappingItems): void => {
    if (items !== undefined && items.rest !== null) this.reject(this.peek(1));
    this.OR([
      {
        ALT: () => {
          this.take(t.DoubleStar);
          const name = this.take(t.Name);
          if (name.image === '_') this.reject(name);
          if (items !== undefined) items.rest = name.image;
        },
      },
      {
        ALT: () => {
          const key = this.SUBRULE(this.mappingKey);
          this.take(t.Colon);
          const pattern = this.SUBRULE(this.pattern);
          items?.keys.push(key);
          items?.patterns.push(pattern);
        },
      },
    ]);
  });

  protected readonly mappingKey = this.RULE('mappingKey', (): Expr => {
    return this.OR([
      { ALT: (): Expr => this.SUBRULE(this.patternNumber) },
      { ALT: (): Expr => this.SUBRULE(this.strings) },
      { ALT: (): Expr => this.SUBRULE(this.singletonValue) },
      { ALT: (): Expr => this.SUBRULE(this.dottedValue) },
    ]);
  });

  protected readonly singletonValue = this.RULE('singletonValue', (): Expr => {
    const token = this.take(t.Singleton);
    const value: Constant['value'] =
      token.image === 'None' ? { type: 'None' } : { type: 'bool', value: token.image === 'True' };
    return { kind: 'Constant', value, prefix: null, ...span(token, token) };
  });

  protected readonly dottedValue = this.RULE('dottedValue', (): Expr => {
    const first = this.take(t.Name);
    let dotted: Name | Attribute = this.name(first);
    this.AT_LEAST_ONE(() => {
      this.take(t.Dot);
      const attr = this.take(t.Name, 1);
      dotted = { kind: 'Attribute', value: dotted, attr: attr.image, ctx: 'Load', ...span(first, attr) };
    });
    return dotted;
  });

  /** A number, perhaps negative, perhaps complex: `-1 + 2j`. */
  protected readonly patternNumber = this.RULE('patternNumber', (): Expr => {
    const start = this.peek(1);
    const minus = this.OPTION(() => this.take(t.Minus));
    const first = this.number(this.take(t.NumberLiteral));
    const left: Expr =
      minus === undefined ? first : { kind: 'UnaryOp', op: 'USub', operand: first, ...span(minus, first) };
    return (
      this.OPTION1((): Expr => {
        const op = this.OR([
          { ALT: () => infix(this.take(t.Plus)) },
          { ALT: () => infix(this.take(t.Minus, 1)) },
        ]);
        const token = this.take(t.NumberLiteral, 1);
        const right = this.number(token);
        if (isComplex(first)) throw this.problems.at(first, 'real number required in complex literal');
        if (!isComplex(right) && !this.RECORDING_PHASE) {
          throw this.problems.at(token, 'imaginary number required in complex literal');
        }
        return { kind: 'BinOp', left, op: op.op === 'Add' ? 'Add' : 'Sub', right, ...span(start, token) };
      }) ?? left
    );
  });
}

function isComplex(node: Constant): boolean {
  return node.value.type === 'complex';
}

function captured(name: Token): Identifier | null {
  return name.image === '_' ? null : name.image;
}

function plainName(dotted: Name | Attribute, first: Token): Pattern {
  if (dotted.kind === 'Attribute') return { kind: 'MatchValue', value: dotted, ...span(dotted, dotted) };
  return { kind: 'MatchAs', pattern: null, name: captured(first), ...span(first, first) };
}

function singletonPattern(token: Token): Pattern {
  const place: Position = span(token, token);
  if (token.image === 'None') return { kind: 'MatchSingleton', value: null, ...place };
  return { kind: 'MatchSingleton', value: token.image === 'True', ...place };
}
