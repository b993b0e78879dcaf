// Places: a line of the program's own file is its number; a line of an imported file has the file's number in front.
// One number says it all, so that whoever switches tasks and threads keeps the file by keeping the line.

import { lineName, lineRanges } from './line-labels.js';
import type { ImportedFile, LineLabels, TraceHeader } from './trace.js';

export type Place = number;

const STEP = 1 << 20;

/** File 0 is the program's own. */
export function placeIn(file: number, lineno: number): Place {
  return file * STEP + lineno;
}

export function lineOf(place: Place): number {
  return place % STEP;
}

export function fileOf(place: Place): number {
  return Math.floor(place / STEP);
}

/** Where an event happened. */
export function placeOf(event: { readonly line: number; readonly inFile?: number }): Place {
  return placeIn(event.inFile ?? 0, event.line);
}

type Files = Pick<TraceHeader, 'file' | 'labels' | 'files'>;

/** What a report calls a place: the line's name, with its file where that is not the program's. */
export function placeName(header: Files, place: Place): string {
  const imported = importedFile(header.files, place);
  if (imported === undefined) return lineName(header.labels, place);
  return `${shortName(imported, header.file)}:${lineOf(place)}`;
}

/** Places in a few words: `1-3, 13, helper.py:4-5`. */
export function placeRanges(header: Files, places: Iterable<Place>): string {
  const byFile = new Map<number, number[]>();
  for (const place of places) {
    const lines = byFile.get(fileOf(place));
    if (lines === undefined) byFile.set(fileOf(place), [lineOf(place)]);
    else lines.push(lineOf(place));
  }
  const ranges = [...byFile].map(([file, lines]) => {
    const imported = header.files?.[file - 1];
    const labels: LineLabels = imported === undefined ? header.labels : null;
    const prefix = imported === undefined ? '' : `${shortName(imported, header.file)}:`;
    return prefix + lineRanges(labels, lines);
  });
  return ranges.join(', ');
}

export function importedFile(
  files: readonly ImportedFile[] | undefined,
  place: Place,
): ImportedFile | undefined {
  return files?.[fileOf(place) - 1];
}

/** The name as seen from the program's folder. */
function shortName({ name }: ImportedFile, program: string): string {
  const folder = program.slice(0, program.lastIndexOf('/') + 1);
  return folder !== '' && name.startsWith(folder) ? name.slice(folder.length) : name;
}
