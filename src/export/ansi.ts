// Colour for terminals. Colour repeats what the words say; nothing is told by it alone.

export type Tone = 'plain' | 'quiet' | 'output' | 'task' | 'loop' | 'hold' | 'failure' | 'title';

const CODES: Readonly<Record<Tone, string>> = {
  plain: '',
  quiet: '2',
  output: '32',
  task: '',
  loop: '36',
  hold: '33',
  failure: '31',
  title: '1',
};

/** `text` in the tone's colour, or as it is when colour is off. */
export function paint(text: string, tone: Tone, color: boolean): string {
  const code = CODES[tone];
  return color && code !== '' && text !== '' ? `\u001b[${code}m${text}\u001b[0m` : text;
}
