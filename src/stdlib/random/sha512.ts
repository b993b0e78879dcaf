// SHA-512, which `random.seed` puts after a text: seeds of texts are the text and its digest.

/** The first 64 bits of the fractional parts of the `root`-th roots of the first primes. */
function fractions(count: number, root: 2n | 3n): bigint[] {
  const result: bigint[] = [];
  for (let n = 2n; result.length < count; n++) {
    let isPrime = true;
    for (let d = 2n; d * d <= n; d++) if (n % d === 0n) isPrime = false;
    if (isPrime) result.push(integerRoot(n << (64n * root), root) & MASK);
  }
  return result;
}

const MASK = 0xffffffffffffffffn;

function integerRoot(value: bigint, root: bigint): bigint {
  let low = 0n;
  let high = 1n << (BigInt(value.toString(2).length) / root + 1n);
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** root <= value) low = middle;
    else high = middle;
  }
  return low;
}

let constants: { readonly start: readonly bigint[]; readonly round: readonly bigint[] } | undefined;

const rotated = (x: bigint, n: bigint): bigint => ((x >> n) | (x << (64n - n))) & MASK;

export function sha512(message: Uint8Array): Uint8Array {
  constants ??= { start: fractions(8, 2n), round: fractions(80, 3n) };
  const { start, round } = constants;
  const padded = new Uint8Array(Math.ceil((message.length + 17) / 128) * 128);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(message.length) * 8n);
  const hash = [...start];
  for (let block = 0; block < padded.length; block += 128) compress(hash, view, block, round);
  const digest = new Uint8Array(64);
  const out = new DataView(digest.buffer);
  for (const [index, word] of hash.entries()) out.setBigUint64(index * 8, word);
  return digest;
}

function compress(hash: bigint[], view: DataView, block: number, round: readonly bigint[]): void {
  const w: bigint[] = [];
  const word = (index: number): bigint => w[index] ?? 0n;
  for (let t = 0; t < 16; t++) w.push(view.getBigUint64(block + t * 8));
  for (let t = 16; t < 80; t++) {
    const x = word(t - 15);
    const y = word(t - 2);
    const s0 = rotated(x, 1n) ^ rotated(x, 8n) ^ (x >> 7n);
    const s1 = rotated(y, 19n) ^ rotated(y, 61n) ^ (y >> 6n);
    w.push((word(t - 16) + s0 + word(t - 7) + s1) & MASK);
  }
  let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = hash;
  for (let t = 0; t < 80; t++) {
    const s1 = rotated(e, 14n) ^ rotated(e, 18n) ^ rotated(e, 41n);
    const choice = (e & f) ^ (~e & MASK & g);
    const first = (h + s1 + choice + (round[t] ?? 0n) + word(t)) & MASK;
    const s0 = rotated(a, 28n) ^ rotated(a, 34n) ^ rotated(a, 39n);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) & MASK, c, b, a, (first + s0 + majority) & MASK];
  }
  for (const [index, value] of [a, b, c, d, e, f, g, h].entries()) {
    hash[index] = ((hash[index] ?? 0n) + value) & MASK;
  }
}
