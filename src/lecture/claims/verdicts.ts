// `with imprecise:` and `with not_exercised:`. An assert that fails in such a block says what the block is called, and
// the claim goes on behind it.

import { type HostKind, HostObject, HostRaised, type HostValue } from '../../base/host.js';
import type { Verdict } from '../check/verdict.js';

/** Told of an assert that failed, as what it counts. */
export type Report = (verdict: Verdict, raised: HostRaised) => void;

export class VerdictBlock extends HostObject {
  readonly kind: HostKind;

  constructor(
    readonly verdict: Verdict,
    report: Report,
  ) {
    super();
    const name = verdict.replace(' ', '_');
    this.kind = {
      name,
      doc: `A block in which an assert that fails says '${verdict}'.`,
      text: () => name,
      methods: {
        '__enter__()': (self) => self,
        '__exit__(type, exception, traceback, /)': (_self, _type, exception: HostValue) => {
          if (!(exception instanceof HostRaised) || exception.type !== 'AssertionError') return false;
          report(verdict, exception);
          return true;
        },
      },
    };
  }
}
