// What several processes print comes out in the order of time, though one of them may have run ahead.

import type { Nanoseconds } from '../trace/time.js';

type Stream = 'stdout' | 'stderr';

interface Piece {
  readonly at: Nanoseconds;
  readonly process: number;
  readonly stream: Stream;
  readonly text: string;
}

export class OutputOrder {
  readonly #pieces: Piece[] = [];

  constructor(readonly write: (stream: Stream, text: string) => void) {}

  add(piece: Piece): void {
    const pieces = this.#pieces;
    let index = pieces.length;
    for (
      let before = pieces[index - 1];
      before !== undefined && before.at > piece.at;
      before = pieces[index - 1]
    )
      index--;
    pieces.splice(index, 0, piece);
  }

  /** Nobody can print anything before `at` any more. */
  flush(at: Nanoseconds): void {
    const pieces = this.#pieces;
    for (let first = pieces[0]; first !== undefined && first.at <= at; first = pieces[0]) {
      pieces.shift();
      this.write(first.stream, first.text);
    }
  }

  /** The process was ended at `at`: what it printed after that never was. */
  discard(process: number, at: Nanoseconds): void {
    const kept = this.#pieces.filter((piece) => piece.process !== process || piece.at <= at);
    this.#pieces.splice(0, this.#pieces.length, ...kept);
  }
}
