// `variant(replace={18: "..."}, insert={22: "..."}, delete=8)`: the trace of an edited copy of the example.

import { HostError, HostFunction, type HostValue } from '../../base/host.js';
import { type Edits, editedSource } from '../check/variant.js';
import type { Observation } from '../observation/observation.js';
import type { RunProgram } from '../observation/runner.js';
import { numbersOf, wrongType } from './api/arguments.js';
import { TraceObject } from './api/trace.js';
import { View } from './api/view.js';
import { observed } from './observed.js';

export interface Original {
  readonly observation: Observation;
  /** As reports name the program. */
  readonly name: string;
  readonly title: string;
}

export function variantFunction(original: Original, run: RunProgram, asked: () => void): HostFunction {
  const made = new Map<string, TraceObject>();
  return new HostFunction(
    'variant(replace=None, insert=None, delete=None)',
    (replace = null, insert = null, remove = null) => {
      asked();
      const edits: Edits = {
        replace: textsOf('replace', replace),
        insert: textsOf('insert', insert),
        remove: remove === null ? [] : numbersOf(remove),
      };
      const source = edited(original, edits);
      let trace = made.get(source);
      if (trace === undefined) {
        const ran = observed(source, `${original.name} (edited)`, run);
        if (typeof ran === 'string') throw new HostError('ValueError', `the edited program: ${ran}`);
        trace = new TraceObject(new View(ran), `${original.title}, edited`);
        made.set(source, trace);
      }
      return trace;
    },
  );
}

function edited({ observation }: Original, edits: Edits): string {
  try {
    return editedSource(observation.listing, edits);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new HostError('LookupError', error.message);
  }
}

function textsOf(name: string, value: HostValue): ReadonlyMap<number, string> {
  if (value === null) return new Map();
  const texts = new Map<number, string>();
  if (!(value instanceof Map)) throw wrongType(name, 'a dict of lines and texts', value);
  for (const [line, text] of value) {
    if (typeof line !== 'number' || typeof text !== 'string') {
      throw new HostError('TypeError', `${name} must map numbers of lines to texts`);
    }
    texts.set(line, text);
  }
  return texts;
}
