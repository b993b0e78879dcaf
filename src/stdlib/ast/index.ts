// The `ast` module. Texts are parsed by `compile`, which the interpreter has.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { intValue, strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { tuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import type { Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { typeName } from '../../objects/types.js';
import { cleanDoc } from '../inspect/documentation.js';
import { libraryFunctions } from '../library.js';
import { dump } from './dump.js';
import { literalValue } from './literals.js';
import { copyLocation, fixMissing, incrementLines, START, sourceSegment } from './locations.js';
import { isNode, nodeClasses } from './nodes.js';
import { StatementWriter } from './unparse-statements.js';
import { childNodes, fieldsOf, generatorOf, transformerClass, visitorClass, walk } from './walking.js';

/** Asks `compile` for the tree alone. */
export const ONLY_AST = 0x400;

function parse(m: KernelMachine, source: Value, filename: Value, mode: Value): Value {
  return call(m.builtins.get('compile') ?? null, [source, filename, mode, ONLY_AST]);
}

function docstring(m: KernelMachine, node: Value, clean: boolean): Value {
  if (!isNode(m, node, 'AsyncFunctionDef', 'FunctionDef', 'ClassDef', 'Module'))
    throw typeError(`${repr(typeName(node))} can't have docstrings`);
  const [first = null] = toArray(getAttribute(node, 'body'));
  if (!isNode(m, first, 'Expr')) return null;
  const value = getAttribute(first, 'value');
  const text = isNode(m, value, 'Constant') ? strValue(getAttribute(value, 'value')) : undefined;
  if (text === undefined) return null;
  return clean ? cleanDoc(text) : text;
}

function indentOf(indent: Value): string | null {
  if (indent === null) return null;
  return strValue(indent) ?? ' '.repeat(Number(intValue(indent) ?? 0));
}

export const ast = defineModule('ast', (m: KernelMachine) => ({
  ...Object.fromEntries(nodeClasses(m)),
  NodeVisitor: visitorClass(m),
  NodeTransformer: transformerClass(m),
  PyCF_ONLY_AST: ONLY_AST,
  PyCF_TYPE_COMMENTS: 0x1000,
  PyCF_ALLOW_TOP_LEVEL_AWAIT: 0x2000,
  PyCF_OPTIMIZED_AST: 0x8400,
  ...libraryFunctions('ast', {
    "parse(source, filename='<unknown>', mode='exec', *, type_comments=False, feature_version=None, optimize=-1)":
      (source, filename, mode) => parse(m, source, filename, mode),
    'literal_eval(node_or_string)': (given) => {
      const text = strValue(given);
      return literalValue(
        m,
        text === undefined ? given : parse(m, text.replace(/^[ \t]+/, ''), '<unknown>', 'eval'),
      );
    },
    'dump(node, annotate_fields=True, include_attributes=False, *, indent=None, show_empty=False)': (
      node,
      annotate,
      attributes,
      indent,
      showEmpty,
    ) =>
      dump(m, node, {
        annotate: isTrue(annotate),
        attributes: isTrue(attributes),
        indent: indentOf(indent),
        showEmpty: isTrue(showEmpty),
      }),
    'unparse(ast_obj)': (node) => new StatementWriter(m).write(node),
    'walk(node)': (node) => generatorOf(walk(m, node)),
    'iter_child_nodes(node)': (node) => generatorOf(childNodes(m, node).values()),
    'iter_fields(node)': (node) =>
      generatorOf(
        fieldsOf(node)
          .map(([name, value]) => tuple(name, value))
          .values(),
      ),
    'get_docstring(node, clean=True)': (node, clean) => docstring(m, node, isTrue(clean)),
    'fix_missing_locations(node)': (node) => {
      fixMissing(m, node, START);
      return node;
    },
    'copy_location(new_node, old_node)': (to, from) => {
      copyLocation(to, from);
      return to;
    },
    'increment_lineno(node, n=1)': (node, by) => {
      incrementLines(m, node, by);
      return node;
    },
    'get_source_segment(source, node, *, padded=False)': (source, node, padded) =>
      sourceSegment(str(source), node, isTrue(padded)),
  }),
}));
