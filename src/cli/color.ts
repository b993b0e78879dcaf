// Whether output is coloured: the flag, then NO_COLOR, then FORCE_COLOR, then the terminal.

import type { ColorMode } from './command.js';

export interface Surroundings {
  readonly isTerminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function useColor(mode: ColorMode, { isTerminal, env }: Surroundings): boolean {
  if (mode !== 'auto') return mode === 'always';
  if (isSet(env.NO_COLOR)) return false;
  if (isSet(env.FORCE_COLOR)) return true;
  return isTerminal && env.TERM !== 'dumb';
}

/** Set and not empty, whatever the value: both variables are defined that way. */
function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
