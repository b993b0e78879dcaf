// The names that `\N{...}` may use. Unicode has about 150,000; a table of them all would be larger than
// the rest of the program, so this is a choice: what people write in Python source.

const names: Readonly<Record<string, number>> = {
  SPACE: 0x20,
};

/** Names are looked up without regard to case. */
export function characterNamed(name: string): string | undefined {
  const code = names[name.toUpperCase()];
  return code === undefined ? undefined : String.fromCodePoint(code);
}
