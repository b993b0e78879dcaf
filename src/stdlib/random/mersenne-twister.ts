// MT19937 as CPython seeds and reads it (Modules/_randommodule.c).

import type { CopiedForProcess } from '../../kernel/process-memory.js';

const N = 624;
const M = 397;

export class MersenneTwister implements CopiedForProcess {
  readonly state = new Uint32Array(N);
  index = N;

  /** Another generator in the same state. */
  copyForProcess(): MersenneTwister {
    const copy = new MersenneTwister();
    copy.state.set(this.state);
    copy.index = this.index;
    return copy;
  }

  /** The absolute value of an int as key of 32-bit words: `random_seed`. */
  seed(value: bigint): void {
    const key: number[] = [];
    for (let rest = value < 0n ? -value : value; rest > 0n; rest >>= 32n)
      key.push(Number(rest & 0xffffffffn));
    if (key.length === 0) key.push(0);
    this.#initByArray(key);
  }

  #initGenrand(seed: number): void {
    const { state } = this;
    state[0] = seed;
    for (let i = 1; i < N; i++) {
      const previous = state[i - 1] ?? 0;
      state[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
    }
    this.index = N;
  }

  #initByArray(key: readonly number[]): void {
    const { state } = this;
    this.#initGenrand(19650218);
    let i = 1;
    let j = 0;
    for (let k = Math.max(N, key.length); k > 0; k--) {
      const previous = state[i - 1] ?? 0;
      state[i] = ((state[i] ?? 0) ^ Math.imul(previous ^ (previous >>> 30), 1664525)) + (key[j] ?? 0) + j;
      i++;
      j++;
      if (i >= N) {
        state[0] = state[N - 1] ?? 0;
        i = 1;
      }
      if (j >= key.length) j = 0;
    }
    for (let k = N - 1; k > 0; k--) {
      const previous = state[i - 1] ?? 0;
      state[i] = ((state[i] ?? 0) ^ Math.imul(previous ^ (previous >>> 30), 1566083941)) - i;
      i++;
      if (i >= N) {
        state[0] = state[N - 1] ?? 0;
        i = 1;
      }
    }
    state[0] = 0x80000000;
  }

  /** The next 32 bits: `genrand_uint32`. */
  next32(): number {
    const { state } = this;
    if (this.index >= N) this.#twist();
    let y = state[this.index++] ?? 0;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    y ^= y >>> 18;
    return y >>> 0;
  }

  #twist(): void {
    const { state } = this;
    for (let k = 0; k < N; k++) {
      const y = ((state[k] ?? 0) & 0x80000000) | ((state[(k + 1) % N] ?? 0) & 0x7fffffff);
      state[k] = (state[(k + M) % N] ?? 0) ^ (y >>> 1) ^ ((y & 1) === 0 ? 0 : 0x9908b0df);
    }
    this.index = 0;
  }

  /** A double in [0, 1) with 53 bits. */
  random(): number {
    const high = this.next32() >>> 5;
    const low = this.next32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  getrandbits(count: number): number | bigint {
    if (count === 0) return 0;
    if (count <= 32) return this.next32() >>> (32 - count);
    let result = 0n;
    for (let done = 0, left = count; left > 0; done += 32, left -= 32) {
      const word = left < 32 ? this.next32() >>> (32 - left) : this.next32();
      result |= BigInt(word) << BigInt(done);
    }
    return result <= 9007199254740991n ? Number(result) : result;
  }
}
