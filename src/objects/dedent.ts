// Indentation of a text of several lines, as Python's `textwrap` takes it away and adds it.

/** Takes away the whitespace that all lines begin with. Lines of nothing but blanks become empty and do not count. */
export function dedent(text: string): string {
  const lines = text.split('\n').map((line) => (/^[ \t]+$/.test(line) ? '' : line));
  let margin: string | undefined;
  for (const line of lines) {
    if (line === '') continue;
    const blanks = /^[ \t]*/.exec(line)?.[0] ?? '';
    margin = margin === undefined ? blanks : commonPrefix(margin, blanks);
  }
  const width = margin?.length ?? 0;
  return lines.map((line) => (line === '' ? line : line.slice(width))).join('\n');
}

function commonPrefix(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}

/** Puts `prefix` before every line, empty ones included. */
export function indent(text: string, prefix: string): string {
  if (prefix === '' || text === '') return text;
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  return `${prefix}${body.replaceAll('\n', `\n${prefix}`)}${body === text ? '' : '\n'}`;
}
