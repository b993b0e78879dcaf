// What Chevrotain's analysis of the grammar finds out. It depends on the grammar alone and takes a third of the start-up,
// so the build makes it once and puts it in the place of this file's `null`.

import type { Choice } from './lookahead.js';

/** Each choice by the number that Chevrotain asks for it with. */
export type Analysis = readonly (readonly [key: number, choice: Choice])[];

export const precomputedAnalysis: Analysis | null = null;
