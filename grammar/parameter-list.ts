// The parameters of a function while they are being read, and the order they must keep.

import type { Arg, Arguments, Expr } from './ast.js';

export class ParameterList {
  readonly posonlyargs: Arg[] = [];
  readonly args: Arg[] = [];
  readonly kwonlyargs: Arg[] = [];
  readonly kw_defaults: (Expr | null)[] = [];
  readonly defaults: Expr[] = [];
  vararg: Arg | null = null;
  kwarg: Arg | null = null;
  starred = false;

  /** All so far are positional-only. */
  slash(): void {
    this.posonlyargs.push(...this.args.splice(0));
  }

  add(arg: Arg, value: Expr | null): void {
    if (this.starred) {
      this.kwonlyargs.push(arg);
      this.kw_defaults.push(value);
    } else {
      this.args.push(arg);
      if (value !== null) this.defaults.push(value);
    }
  }

  finish(): Arguments {
    const { posonlyargs, args, vararg, kwonlyargs, kw_defaults, kwarg, defaults } = this;
    return { kind: 'arguments', posonlyargs, args, vararg, kwonlyargs, kw_defaults, kwarg, defaults };
  }

  /** Why no parameter of any sort may follow. */
  laterProblem(): string | undefined {
    return this.kwarg === null ? undefined : 'arguments cannot follow var-keyword argument';
  }

  slashProblem(): string | undefined {
    if (this.laterProblem() !== undefined) return this.laterProblem();
    if (this.posonlyargs.length > 0) return '/ may appear only once';
    return this.starred ? '/ must be ahead of *' : undefined;
  }
}
