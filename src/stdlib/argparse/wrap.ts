// Text broken into lines: what `textwrap.wrap` does with its usual settings.

/** Pieces between which a line may break: white space, words, parts of hyphenated words, dashes. */
const PIECE =
  /\s+|(?<=[\w!"'&.,?])-{2,}(?=\w)|\S+?(?:-(?:(?<=[A-Za-z_]{2}-)|(?<=[A-Za-z_]-[\w!"'&.,?]-))(?=[A-Za-z_]-?[A-Za-z_])|(?=\s|$)|(?<=[\w!"'&.,?])(?=-{2,}\w))/gu;

export function wrapText(given: string, width: number): string[] {
  const collapsed = given.replace(/[ \t\n\r\f\v]+/g, ' ').trim();
  const pieces = (collapsed.match(PIECE) ?? []).reverse();
  const lines: string[] = [];
  while (pieces.length > 0) {
    const line: string[] = [];
    let length = 0;
    if (lines.length > 0 && isSpace(pieces.at(-1))) pieces.pop();
    for (let piece = pieces.at(-1); piece !== undefined; piece = pieces.at(-1)) {
      if (length + size(piece) > width) break;
      line.push(piece);
      length += size(piece);
      pieces.pop();
    }
    const next = pieces.at(-1);
    if (next !== undefined && size(next) > width) breakLong(pieces, line, width, length);
    if (isSpace(line.at(-1))) line.pop();
    if (line.length > 0) lines.push(line.join(''));
  }
  return lines;
}

const size = (piece: string): number => [...piece].length;
const isSpace = (piece: string | undefined): boolean => piece?.trim() === '';

/** A piece that fits no line is cut, behind a hyphen if there is one. */
function breakLong(pieces: string[], line: string[], width: number, length: number): void {
  const room = Math.max(1, width - length);
  const piece = [...(pieces.pop() ?? '')];
  let end = room;
  if (piece.length > room) {
    const hyphen = piece.lastIndexOf('-', room - 1);
    if (hyphen > 0 && piece.slice(0, hyphen).some((char) => char !== '-')) end = hyphen + 1;
  }
  line.push(piece.slice(0, end).join(''));
  pieces.push(piece.slice(end).join(''));
}
