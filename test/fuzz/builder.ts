// What the kinds of statements are made with: random choices, names that are used once, calls and nested blocks.

import type { Random } from './random.js';

export interface Builder {
  readonly random: Random;
  /** How deep the statement is nested, and the first worker it may call. */
  readonly depth: number;
  readonly from: number;
  /** A number that no other place of the program prints. */
  mark(): number;
  /** A variable of the function. */
  name(prefix: string): string;
  /** Something to await. */
  call(): string;
  /** One to three of them. */
  calls(): string[];
  delay(): string;
  timeout(): string;
  /** Statements one level further in, not indented. */
  block(most?: number): string[];
}

/** A kind of statement: its lines, relative to where it stands. */
export type Statement = (builder: Builder) => string[];

export function indent(lines: readonly string[], levels = 1): string[] {
  return lines.map((line) => '    '.repeat(levels) + line);
}

/** Few values, so that deadlines coincide. */
export const DELAYS = [
  '0',
  '0',
  '0.01',
  '0.01',
  '0.02',
  '0.02',
  '0.03',
  '0.05',
  '0.001',
  '0.0005',
  '0.1',
] as const;
export const TIMEOUTS = ['0.01', '0.02', '0.03', '0.05', '0.07', '0.15'] as const;
