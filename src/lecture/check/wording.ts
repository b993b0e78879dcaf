// Small words that the rules share.

/** `not once`, `once`, `twice`, `5 times`. */
export function times(count: number): string {
  if (count === 0) return 'not once';
  if (count === 1) return 'once';
  return count === 2 ? 'twice' : `${count} times`;
}

/** The words of a clause that a pattern matched, with its code in backticks, which the pattern saw blanked. */
export function quoted({ text }: { readonly text: string }, match: RegExpExecArray): string {
  return text.slice(match.index, match.index + match[0].length);
}

/** `a, b, c and 3 more` */
export function listed(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
