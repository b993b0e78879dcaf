// Shell patterns as host regular expressions: `*`, `?` and `[...]`.

export const hasMagic = (pattern: string): boolean => /[*?[]/.test(pattern);

/** A pattern for one name. `fnmatch`'s rules: `[!...]` negates, a `]` may come first, an open bracket is itself. */
export function nameMatcher(pattern: string, ignoresCase = false): (name: string) => boolean {
  const regex = new RegExp(`^(?:${translated(pattern)})$`, ignoresCase ? 'sui' : 'su');
  return (name) => regex.test(name);
}

function translated(pattern: string): string {
  let text = '';
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] ?? '';
    if (char === '*') text += '.*';
    else if (char === '?') text += '.';
    else if (char === '[') {
      const end = classEnd(pattern, at);
      if (end < 0) text += '\\[';
      else {
        text += characterClass(pattern.slice(at + 1, end));
        at = end;
      }
    } else text += escaped(char);
  }
  return text;
}

function classEnd(pattern: string, start: number): number {
  let from = start + 1;
  if (pattern[from] === '!') from++;
  if (pattern[from] === ']') from++;
  return pattern.indexOf(']', from);
}

function characterClass(content: string): string {
  const isNegated = content.startsWith('!');
  const chars = [...(isNegated ? content.slice(1) : content)];
  let inside = '';
  for (let i = 0; i < chars.length; i++) {
    const [from = '', dash, to] = chars.slice(i, i + 3);
    if (dash === '-' && to !== undefined) {
      if (from <= to) inside += `${inClass(from)}-${inClass(to)}`;
      i += 2;
    } else inside += inClass(from);
  }
  // A class of nothing matches nothing; its negation anything.
  if (inside === '') return isNegated ? '.' : '(?!)';
  return `[${isNegated ? '^' : ''}${inside}]`;
}

const inClass = (char: string): string => (/[\\\]^[-]/.test(char) ? `\\${char}` : char);

const escaped = (char: string): string => (/[\\^$.*+?()[\]{}|/]/.test(char) ? `\\${char}` : char);
