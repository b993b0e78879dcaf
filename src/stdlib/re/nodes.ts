// The syntax tree of a regular expression, the flags, and how many characters a part of it can match.

export const Flag = {
  IGNORECASE: 2,
  LOCALE: 4,
  MULTILINE: 8,
  DOTALL: 16,
  UNICODE: 32,
  VERBOSE: 64,
  DEBUG: 128,
  ASCII: 256,
} as const;

/** The flags that say what letters, digits and spaces are; a pattern has at most one of them. */
export const TYPE_FLAGS = Flag.ASCII | Flag.LOCALE | Flag.UNICODE;

/** `MAXREPEAT`: what `*` stands for. */
export const UNLIMITED = 4294967295;
/** `MAXGROUPS` */
export const MAX_GROUPS = 1073741823;

export type Category = 'digit' | 'space' | 'word';

/** What a set is made of; ranges include both ends. */
export type SetItem =
  | { readonly kind: 'literal'; readonly code: number }
  | { readonly kind: 'range'; readonly low: number; readonly high: number }
  | { readonly kind: 'category'; readonly category: Category; readonly negated: boolean };

export type Place =
  | 'string start'
  | 'string end'
  | 'line start'
  | 'line end'
  | 'word boundary'
  | 'no word boundary';

export type RepeatMode = 'greedy' | 'lazy' | 'possessive';

/** A character of the subject. */
export type UnitNode =
  | { readonly kind: 'literal'; readonly code: number }
  | { readonly kind: 'any' }
  | { readonly kind: 'set'; readonly negated: boolean; readonly items: readonly SetItem[] };

export interface GroupNode {
  readonly kind: 'group';
  /** Undefined for a group that captures nothing. */
  readonly number: number | undefined;
  readonly addFlags: number;
  readonly removeFlags: number;
  readonly body: Sequence;
}

export interface RepeatNode {
  readonly kind: 'repeat';
  readonly mode: RepeatMode;
  readonly least: number;
  readonly most: number;
  readonly body: Sequence;
}

/** A lookahead or lookbehind. */
export interface LookNode {
  readonly kind: 'look';
  readonly behind: boolean;
  readonly negated: boolean;
  readonly body: Sequence;
}

export type Node =
  | UnitNode
  | GroupNode
  | RepeatNode
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'branch'; readonly alternatives: readonly Sequence[] }
  | { readonly kind: 'atomic'; readonly body: Sequence }
  | LookNode
  | { readonly kind: 'reference'; readonly group: number }
  | {
      readonly kind: 'conditional';
      readonly group: number;
      readonly yes: Sequence;
      readonly no: Sequence | undefined;
    };

export type Sequence = readonly Node[];

/** The least and the most characters that a part can match. */
export interface Width {
  readonly least: number;
  readonly most: number;
}

export const NO_WIDTH: Width = { least: 0, most: 0 };

/** `groups` are the widths of the groups that are closed so far, by number. */
export function widthOf(sequence: Sequence, groups: readonly (Width | undefined)[]): Width {
  let [least, most] = [0, 0];
  for (const node of sequence) {
    const width = nodeWidth(node, groups);
    least += width.least;
    most += width.most;
  }
  return { least, most };
}

function nodeWidth(node: Node, groups: readonly (Width | undefined)[]): Width {
  switch (node.kind) {
    case 'literal':
    case 'any':
    case 'set':
      return { least: 1, most: 1 };
    case 'branch':
      return eitherWidth(node.alternatives.map((body) => widthOf(body, groups)));
    case 'group':
    case 'atomic':
      return widthOf(node.body, groups);
    case 'repeat': {
      const body = widthOf(node.body, groups);
      const isEndless = node.most === UNLIMITED && body.most > 0;
      return {
        least: body.least * node.least,
        most: isEndless ? Number.POSITIVE_INFINITY : body.most === 0 ? 0 : body.most * node.most,
      };
    }
    case 'reference':
      return groups[node.group] ?? NO_WIDTH;
    case 'conditional':
      return eitherWidth([node.yes, node.no ?? []].map((body) => widthOf(body, groups)));
    default:
      return NO_WIDTH;
  }
}

function eitherWidth(widths: readonly Width[]): Width {
  return {
    least: Math.min(...widths.map(({ least }) => least)),
    most: Math.max(...widths.map(({ most }) => most)),
  };
}
