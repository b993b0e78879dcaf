// Lookahead of one token, by FIRST sets that are computed once for each rule.
//
// Chevrotain's own strategy expands every path anew for every decision, which for this grammar is most
// of the start-up. The grammar needs one token everywhere, so sets are enough; that it does is
// checked in a test with Chevrotain's strategy and validations.
//
// What comes out is data: a build keeps it (`analysis.ts`), so that start-up needs no analysis at all.

import {
  Alternation,
  Alternative,
  type ILookaheadStrategy,
  type ILookaheadValidationError,
  type IProduction,
  type IProductionWithOccurrence,
  type LookaheadProductionType,
  NonTerminal,
  Option,
  type OptionalProductionType,
  Repetition,
  RepetitionMandatory,
  RepetitionMandatoryWithSeparator,
  RepetitionWithSeparator,
  type Rule,
  Terminal,
} from 'chevrotain';
import { idsOf } from './tokens.js';

/** Whoever knows the next token. */
export interface TokenSource {
  nextType(): number;
}

interface First {
  readonly types: ReadonlySet<number>;
  readonly nullable: boolean;
}

type Sequence = readonly IProduction[];

/** Where the grammar has a choice: by which types of the next token it is made. */
export type Choice =
  | {
      readonly kind: 'alternation';
      readonly first: readonly (readonly number[])[];
      /** The alternative that may be empty. */
      readonly otherwise: number | undefined;
    }
  | { readonly kind: 'optional'; readonly first: readonly number[] };

type ChoiceOf<K extends Choice['kind']> = Extract<Choice, { kind: K }>;

/** Which alternative to take. */
export function alternationOf(
  choice: ChoiceOf<'alternation'>,
  source: TokenSource,
): () => number | undefined {
  const table: (number | undefined)[] = [];
  for (const [index, types] of choice.first.entries()) for (const type of types) table[type] ??= index;
  const { otherwise } = choice;
  return () => table[source.nextType()] ?? otherwise;
}

/** Whether to take what is optional. */
export function optionOf(choice: ChoiceOf<'optional'>, source: TokenSource): () => boolean {
  const table: (boolean | undefined)[] = [];
  for (const type of choice.first) table[type] = true;
  return () => table[source.nextType()] === true;
}

/** For each decision of a rule, by kind and number: the sequences to choose from, or the optional one. */
type Decisions = Map<string, readonly Sequence[]>;

export class OneTokenLookahead implements ILookaheadStrategy {
  source: TokenSource = { nextType: () => 0 };
  /** What each of the functions made here decides by. */
  readonly choices = new Map<() => unknown, Choice>();
  readonly #first = new Map<string, First>();
  readonly #decisions = new Map<string, Decisions>();

  /** Left to Chevrotain's own strategy, in a test. */
  validate(): ILookaheadValidationError[] {
    return [];
  }

  initialize({ rules }: { rules: Rule[] }): void {
    for (const rule of rules) {
      const decisions: Decisions = new Map();
      collect(rule.definition, decisions);
      this.#decisions.set(rule.name, decisions);
    }
  }

  buildLookaheadForAlternation(options: { prodOccurrence: number; rule: Rule }): () => number | undefined {
    const { rule, prodOccurrence } = options;
    const alternatives = this.#find(rule, 'Alternation', prodOccurrence).map((each) => this.#firstOf(each));
    const otherwise = alternatives.findIndex(({ nullable }) => nullable);
    const choice = {
      kind: 'alternation',
      first: alternatives.map(({ types }) => [...types]),
      otherwise: otherwise < 0 ? undefined : otherwise,
    } as const;
    const decide = alternationOf(choice, this.source);
    this.choices.set(decide, choice);
    return decide;
  }

  buildLookaheadForOptional(options: {
    prodOccurrence: number;
    prodType: OptionalProductionType;
    rule: Rule;
  }): () => boolean {
    const { rule, prodType, prodOccurrence } = options;
    const [sequence = []] = this.#find(rule, prodType, prodOccurrence);
    const choice = { kind: 'optional', first: [...this.#firstOf(sequence).types] } as const;
    const decide = optionOf(choice, this.source);
    this.choices.set(decide, choice);
    return decide;
  }

  #find(rule: Rule, kind: string, occurrence: number): readonly Sequence[] {
    const decision = this.#decisions.get(rule.name)?.get(kind + occurrence);
    if (decision === undefined) throw new Error(`rule ${rule.name} has no ${kind} ${occurrence}`);
    return decision;
  }

  #firstOf(sequence: Sequence): First {
    const types = new Set<number>();
    for (const production of sequence) {
      const first = this.#firstOfProduction(production);
      for (const type of first.types) types.add(type);
      if (!first.nullable) return { types, nullable: false };
    }
    return { types, nullable: true };
  }

  #firstOfProduction(production: IProduction): First {
    if (production instanceof Terminal) return { types: idsOf(production.terminalType), nullable: false };
    if (production instanceof NonTerminal) return this.#firstOfRule(production.referencedRule);
    const choices = choicesOf(production).map((sequence) => this.#firstOf(sequence));
    const types = new Set(choices.flatMap((first) => [...first.types]));
    return { types, nullable: isOptional(production) || choices.some((first) => first.nullable) };
  }

  #firstOfRule(rule: Rule): First {
    let first = this.#first.get(rule.name);
    if (first === undefined) {
      first = this.#firstOf(rule.definition);
      this.#first.set(rule.name, first);
    }
    return first;
  }
}

/** Files the decisions in a sequence, and in what is inside them. */
function collect(sequence: Sequence, into: Decisions): void {
  for (const production of sequence) {
    const kind = kindOf(production);
    if (kind === undefined) continue;
    const choices = choicesOf(production);
    into.set(kind + (hasNumber(production) ? production.idx : 0), choices);
    for (const choice of choices) collect(choice, into);
  }
}

function hasNumber(production: IProduction): production is IProductionWithOccurrence {
  return 'idx' in production;
}

function kindOf(production: IProduction): LookaheadProductionType | undefined {
  if (production instanceof Alternation) return 'Alternation';
  if (production instanceof Option) return 'Option';
  if (production instanceof Repetition) return 'Repetition';
  if (production instanceof RepetitionMandatory) return 'RepetitionMandatory';
  if (production instanceof RepetitionWithSeparator) return 'RepetitionWithSeparator';
  if (production instanceof RepetitionMandatoryWithSeparator) return 'RepetitionMandatoryWithSeparator';
  return undefined;
}

function choicesOf(production: IProduction): readonly Sequence[] {
  if (production instanceof Alternation) {
    return production.definition.map((choice) =>
      choice instanceof Alternative ? choice.definition : [choice],
    );
  }
  if (
    production instanceof Option ||
    production instanceof Repetition ||
    production instanceof RepetitionMandatory ||
    production instanceof RepetitionWithSeparator ||
    production instanceof RepetitionMandatoryWithSeparator
  ) {
    return [production.definition];
  }
  return [];
}

function isOptional(production: IProduction): boolean {
  return (
    production instanceof Option ||
    production instanceof Repetition ||
    production instanceof RepetitionWithSeparator
  );
}
