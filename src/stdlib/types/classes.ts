// `types.new_class` and its parts: making classes as the `class` statement does.

import { getAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import {
  chooseMetaclass,
  finishClass,
  prepareNamespace,
  resolveBases,
} from '../../objects/class-statement.js';
import { PyDict, PyTuple, tuple } from '../../objects/containers.js';
import { updateDict } from '../../objects/dict.js';
import { typeError } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import { keywordsOf } from '../../objects/keywords.js';
import type { NativeBody } from '../../objects/native.js';
import { type Keywords, type PyObject, PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { contains } from '../../objects/subscript.js';
import { typeName, typeType } from '../../objects/types.js';

interface Prepared {
  readonly metaclass: Value;
  readonly namespace: PyObject;
  /** The keywords without `metaclass`. */
  readonly keywords: PyDict;
}

function prepare(name: Value, bases: PyTuple, given: Value): Prepared {
  const keywords = new PyDict();
  if (given !== null) updateDict(keywords, given);
  const asked = keywords.table.get('metaclass');
  keywords.table.delete('metaclass');
  const metaclass = chooseMetaclass(asked, bases.items);
  const named: Keywords | null = keywordsOf(keywords);
  return { metaclass, namespace: prepareNamespace(metaclass, strValue(name) ?? '', bases, named), keywords };
}

const asBases = (bases: Value): PyTuple => (bases instanceof PyTuple ? bases : new PyTuple(toArray(bases)));

export const classFunctions: Record<string, NativeBody> = {
  'new_class(name, bases=(), kwds=None, exec_body=None)': (name, bases, keywords, body) => {
    const original = asBases(bases);
    const resolved = resolveBases(original);
    const prepared = prepare(name, resolved, keywords);
    if (body !== null) call(body, [prepared.namespace]);
    const { metaclass, namespace } = prepared;
    const made = finishClass(
      {
        name: strValue(name) ?? '',
        bases: resolved,
        originalBases: resolved === original ? null : original,
        metaclass,
        keywords: keywordsOf(prepared.keywords),
        namespace,
      },
      null,
    );
    // `type.__new__` was called from this module, if from nowhere else.
    const isPlain = metaclass instanceof PyType && metaclass.lookup('__new__') === typeType.lookup('__new__');
    if (isPlain && made instanceof PyType && !contains(namespace, '__module__')) {
      made.module = 'types';
      made.attrs.set('__module__', 'types');
    }
    return made;
  },
  'prepare_class(name, bases=(), kwds=None)': (name, bases, given) => {
    const { metaclass, namespace, keywords } = prepare(name, asBases(bases), given);
    return tuple(metaclass, namespace, keywords);
  },
  'resolve_bases(bases)': (bases) => {
    const given = asBases(bases);
    const resolved = resolveBases(given);
    return resolved === given ? bases : resolved;
  },
  'get_original_bases(cls, /)': (cls) => {
    if (!(cls instanceof PyType)) {
      throw typeError(`Expected an instance of type, not ${repr(typeName(cls))}`);
    }
    return cls.attrs.get('__orig_bases__') ?? getAttribute(cls, '__bases__');
  },
};
