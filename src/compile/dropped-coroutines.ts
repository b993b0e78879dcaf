// Where the program's statements may have dropped a coroutine that was never begun, or an object whose death the program
// can see.
//
// CPython counts references and warns at the very instruction. Here the machine looks at the end of each statement that
// can drop something, and only while there are such coroutines or objects; any other run pays for one comparison.

import type * as ast from '../../grammar/ast.js';
import type { Compiler, Condition, Eval, Exec } from './compiler.js';

/** What runs after the statement, or null for one after which nobody has to look. */
export function lookForDropped(node: ast.Stmt, c: Compiler): Exec | null {
  if (!c.source.mentionsAsync || !canDrop(node)) return null;
  const { machine } = c;
  const { unstarted, mortals } = machine;
  const isSimple = !('body' in node);
  return (frame) => {
    if (unstarted.size === 0 && mortals.size === 0) return undefined;
    // A warning names the line that runs: of a block, the one it has left off at.
    if (isSimple) frame.position = node;
    machine.statementEnded(frame);
    return undefined;
  };
}

/** The statement with that behind it. What it returns is held by nobody but the caller to be: that one will look. */
export function lookingForDropped(node: ast.Stmt, exec: Exec, c: Compiler): Exec {
  const look = lookForDropped(node, c);
  if (look === null) return exec;
  return (frame) => {
    const completion = exec(frame);
    return completion === undefined ? look(frame) : completion;
  };
}

/** A test of the call of a coroutine function, always true: what was tested is dropped. */
export function droppingTest(node: ast.If | ast.While, test: Condition, c: Compiler): Condition {
  const { kind } = node.test;
  if (!c.source.mentionsAsync || !(kind === 'Call' || kind === 'UnaryOp' || kind === 'BoolOp')) return test;
  const { machine } = c;
  const { unstarted } = machine;
  return (frame) => {
    const result = test(frame);
    if (unstarted.size !== 0) {
      frame.position = node.test;
      machine.statementEnded(frame);
    }
    return result;
  };
}

/** The value of a `return`: while a `finally` runs, nobody but the host's stack holds it. */
export function handingOut(value: Eval, c: Compiler): Exec {
  const { machine } = c;
  const { unstarted } = machine;
  return (frame) => {
    const result = value(frame);
    if (unstarted.size !== 0) machine.valueReturned(result);
    return result;
  };
}

/** Simple statements that take hold of something else or let go, and blocks that let go of what they held. */
function canDrop(node: ast.Stmt): boolean {
  switch (node.kind) {
    case 'Expr':
      return node.value.kind !== 'Constant' && node.value.kind !== 'Name';
    case 'Assign':
    case 'AugAssign':
    case 'AnnAssign':
    case 'Delete':
    case 'For':
    case 'AsyncFor':
    case 'With':
    case 'AsyncWith':
    case 'Try':
    case 'TryStar':
      return true;
    default:
      return false;
  }
}
