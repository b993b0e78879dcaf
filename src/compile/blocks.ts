// Blocks: statements one after another, each charged to the virtual clock before it runs.

import type * as ast from '../../grammar/ast.js';
import type { Compiler, Exec } from './compiler.js';
import { droppingTest } from './dropped-coroutines.js';
import { statementCost } from './statement-cost.js';

export function blockOf(body: readonly ast.Stmt[], c: Compiler): Exec {
  const { meter, costs } = c.machine;
  const steps = body.map((node) => c.statement(node));
  const prices = body.map((node) => statementCost(node, costs));
  const [first, second, third] = steps;
  const [price1 = 0, price2 = 0, price3 = 0] = prices;
  if (first === undefined) return () => undefined;
  if (second === undefined) {
    return (frame) => {
      meter.spent += price1;
      return first(frame);
    };
  }
  const [head] = body;
  if (third === undefined && head?.kind === 'If' && head.orelse.length === 0 && c.machine.recorder === null) {
    // A guard before the last statement, as every recursive function has it: its test is made here.
    const test = droppingTest(head, c.condition(head.test), c);
    const [only, ...others] = head.body;
    if (only !== undefined && others.length === 0) {
      const guarded = c.statement(only);
      const price = statementCost(only, costs);
      return (frame) => {
        meter.spent += price1;
        if (test(frame)) {
          meter.spent += price;
          const completion = guarded(frame);
          if (completion !== undefined) return completion;
        }
        meter.spent += price2;
        return second(frame);
      };
    }
    const guarded = blockOf(head.body, c);
    return (frame) => {
      meter.spent += price1;
      if (test(frame)) {
        const completion = guarded(frame);
        if (completion !== undefined) return completion;
      }
      meter.spent += price2;
      return second(frame);
    };
  }
  if (third === undefined) {
    return (frame) => {
      meter.spent += price1;
      const completion = first(frame);
      if (completion !== undefined) return completion;
      meter.spent += price2;
      return second(frame);
    };
  }
  if (steps.length === 3) {
    return (frame) => {
      meter.spent += price1;
      let completion = first(frame);
      if (completion !== undefined) return completion;
      meter.spent += price2;
      completion = second(frame);
      if (completion !== undefined) return completion;
      meter.spent += price3;
      return third(frame);
    };
  }
  return (frame) => {
    for (let index = 0; index < steps.length; index++) {
      meter.spent += prices[index] ?? 0;
      const completion = steps[index]?.(frame);
      if (completion !== undefined) return completion;
    }
    return undefined;
  };
}
