// The programs of a lecture: the fenced `python` blocks of a Markdown text.

import { blocksOf, type Fence } from './markdown.js';

export interface Example {
  /** Position among the Markdown's python blocks, from 1. */
  readonly index: number;
  /** The heading before the block, or its first comment, or ''. */
  readonly title: string;
  readonly source: string;
  /** The line of the Markdown that the block's first line is. */
  readonly firstLine: number;
}

export function examplesOf(markdown: string): Example[] {
  const examples: Example[] = [];
  let heading = '';
  for (const block of blocksOf(markdown)) {
    if (block.kind === 'heading') heading = block.text;
    else if (isPython(block)) examples.push(exampleOf(block, heading, examples.length + 1));
  }
  return examples;
}

export function isPython(block: { readonly kind: string }): block is Fence {
  return block.kind === 'fence' && 'language' in block && /^(python3?|py)$/i.test(String(block.language));
}

export function exampleOf({ body, line }: Fence, heading: string, index: number): Example {
  return {
    index,
    title: heading || firstComment(body),
    source: body.length === 0 ? '' : `${body.join('\n')}\n`,
    firstLine: line + 1,
  };
}

/**
 * The example that `wanted` names: a position (`2`), or the number in its title (`22.2` of "Example 22.2 — ...").
 * Undefined when there is none.
 */
export function findExample(examples: readonly Example[], wanted: string): Example | undefined {
  if (/^\d+$/.test(wanted)) return examples.find(({ index }) => index === Number(wanted));
  return examples.find(({ title }) => title.split(/[\s:,;()]+/).includes(wanted));
}

function firstComment(body: readonly string[]): string {
  return /^#+\s*(.*)$/.exec(body[0] ?? '')?.[1] ?? '';
}
