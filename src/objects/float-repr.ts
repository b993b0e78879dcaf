// How a float is shown: the shortest digits that read back as the same value (`float_repr`).

export function floatRepr(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude < 1e16) {
    if (Number.isInteger(value)) return Object.is(value, -0) ? '-0.0' : `${value}.0`;
    if (magnitude >= 1e-4) return String(value);
  }
  if (!Number.isFinite(value)) return nonFinite(value);
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  return `${digits}e${exponent.slice(0, 1)}${exponent.slice(1).padStart(2, '0')}`;
}

/** `inf`, `-inf`, `nan` */
export function nonFinite(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  return value > 0 ? 'inf' : '-inf';
}
