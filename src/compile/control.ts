// `if`, `while`, `for` in their plain form.

import type * as ast from '../../grammar/ast.js';
import type { Frame } from '../execution/frame.js';
import { dropGenerator, PyGenerator } from '../execution/generator.js';
import { getIter, nextSlot } from '../objects/iteration.js';
import type { Value } from '../objects/object.js';
import { PyRange } from '../objects/range.js';
import type { Compiler, Exec } from './compiler.js';
import { BREAK, CONTINUE } from './completion.js';
import { droppingTest } from './dropped-coroutines.js';
import { lineHook } from './lines.js';
import { spinOf } from './spin.js';
import { expressionCost } from './statement-cost.js';
import { storeHook } from './store-events.js';
import { temporary as hidden } from './synthetic.js';
import { compileTarget } from './targets.js';

const nothing: Exec = () => undefined;

export function compileIf(node: ast.If, c: Compiler): Exec {
  const test = droppingTest(node, c.condition(node.test), c);
  const body = c.block(node.body);
  if (node.orelse.length === 0) return (frame) => (test(frame) ? body(frame) : undefined);
  const orelse = c.block(node.orelse);
  return (frame) => (test(frame) ? body(frame) : orelse(frame));
}

export function compileWhile(node: ast.While, c: Compiler): Exec {
  const { machine } = c;
  const { meter, costs } = machine;
  const test = droppingTest(node, c.condition(node.test), c);
  const body = c.block(node.body);
  const orelse = node.orelse.length === 0 ? nothing : c.block(node.orelse);
  const announce = lineHook(node, c);
  const price = costs.statement + expressionCost(node.test, costs);
  const spin = spinOf(node, c);
  return (frame) => {
    meter.spent += price;
    if (spin !== null) spin(frame);
    while (test(frame)) {
      const completion = body(frame);
      if (completion !== undefined && completion !== CONTINUE)
        return completion === BREAK ? undefined : completion;
      if (meter.spent >= meter.alarm) {
        frame.position = node;
        machine.onAlarm();
      }
      if (announce !== null) announce();
      meter.spent += price;
    }
    return orelse(frame);
  };
}

/** An iterable that only the loop refers to: a generator made on the spot is closed when the loop ends early. */
export function isTemporary(node: ast.Expr): boolean {
  return node.kind === 'Call' || node.kind === 'GeneratorExp';
}

export function compileFor(node: ast.For, c: Compiler): Exec {
  const { machine } = c;
  const { meter, costs } = machine;
  const iterable = c.expression(node.iter);
  const store = storeHook(node.target, compileTarget(node.target, c), c);
  const body = c.block(node.body);
  const orelse = node.orelse.length === 0 ? nothing : c.block(node.orelse);
  const announce = lineHook(node, c);
  const price = costs.statement + costs.item;
  const temporary = isTemporary(node.iter);
  const rounds = (frame: Frame, iterator: Value): Value | undefined => {
    const step = nextSlot(iterator);
    let first = true;
    for (;;) {
      if (announce !== null && !first) announce();
      first = false;
      frame.position = node.iter;
      const item = step(iterator);
      if (item === undefined) return orelse(frame);
      meter.spent += price;
      if (meter.spent >= meter.alarm) machine.onAlarm();
      store(frame, item);
      const completion = body(frame);
      if (completion !== undefined && completion !== CONTINUE)
        return completion === BREAK ? undefined : completion;
    }
  };
  const held = c.source.mentionsAsync ? hidden(c).index : -1;
  const loop: Exec = (frame) => {
    const source = iterable(frame);
    if (held >= 0) frame.locals[held] = source;
    frame.position = node.iter;
    if (source instanceof PyRange && typeof source.start === 'number' && typeof source.step === 'number') {
      // Nobody else can hold the iterator of a range that only this loop sees.
      const { start, step, length } = source;
      if (typeof length === 'number') {
        for (let index = 0; index < length; index++) {
          if (announce !== null && index > 0) announce();
          meter.spent += price;
          if (meter.spent >= meter.alarm) machine.onAlarm();
          store(frame, start + index * step);
          const completion = body(frame);
          if (completion !== undefined && completion !== CONTINUE)
            return completion === BREAK ? undefined : completion;
        }
        if (announce !== null) announce();
        return orelse(frame);
      }
    }
    if (temporary && source instanceof PyGenerator && !source.started) {
      try {
        return rounds(frame, source);
      } finally {
        dropGenerator(source);
      }
    }
    return rounds(frame, getIter(source));
  };
  if (held < 0) return loop;
  return (frame) => {
    const completion = loop(frame);
    frame.locals[held] = undefined;
    return completion;
  };
}
