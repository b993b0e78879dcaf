// Chance that is the same every time: a generator of 32 bits (Weyl sequence and a mixer), and a shuffle.

export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 to `bound` - 1. */
  below(bound: number): number {
    this.#state = (this.#state + 0x9e3779b9) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) % bound;
  }

  shuffled<Element>(elements: readonly Element[]): Element[] {
    const mixed: Element[] = [];
    for (const element of elements) {
      const at = this.below(mixed.length + 1);
      const moved = mixed[at];
      if (moved === undefined) mixed.push(element);
      else {
        mixed.push(moved);
        mixed[at] = element;
      }
    }
    return mixed;
  }
}
