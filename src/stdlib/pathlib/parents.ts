// `PurePath.parents`: a sequence of the directories around a path.

import { PyTuple } from '../../objects/containers.js';
import { exception } from '../../objects/exceptions.js';
import { asSize } from '../../objects/index.js';
import { nativeIterator } from '../../objects/iteration.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { PySlice, resolveSlice } from '../../objects/slice.js';
import { once } from '../library.js';
import type { PyPath } from './path-object.js';

export class PyParents extends PyObject {
  constructor(readonly path: PyPath) {
    super(parentsType());
  }

  get length(): number {
    return this.path.parsed.tail.length;
  }

  at(index: number): Value {
    const { parsed } = this.path;
    const tail = parsed.tail.slice(0, this.length - index - 1);
    return this.path.fromParsed({ ...parsed, tail });
  }
}

const parentsType = once(
  (): PyType =>
    defineType('_PathParents', {
      module: 'pathlib._local',
      final: true,
      slots: {
        repr: (self: PyParents) => `<${self.path.cls.name}.parents>`,
        len: (self: PyParents) => self.length,
        getitem: (self: PyParents, key) => {
          if (key instanceof PySlice) {
            const { start, step, count } = resolveSlice(key, self.length);
            return new PyTuple(Array.from({ length: count }, (_, index) => self.at(start + index * step)));
          }
          const index = asSize(key);
          if (index >= self.length || index < -self.length) throw exception('IndexError', index);
          return self.at(index < 0 ? index + self.length : index);
        },
        iter: (self: PyParents) => {
          let next = 0;
          return nativeIterator('generator', () => (next < self.length ? self.at(next++) : undefined));
        },
      },
    }),
);
