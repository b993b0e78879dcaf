// The `textwrap` module.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { call } from '../../objects/call.js';
import { PyList } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { keywordsOf } from '../../objects/keywords.js';
import type { Value } from '../../objects/object.js';
import { callAttribute, libraryFunctions } from '../library.js';
import { dedent, indent } from './margins.js';
import { textWrapperClass } from './wrapper.js';

export const textwrap = defineModule('textwrap', (m: KernelMachine) => {
  const wrapperClass = textWrapperClass(m);
  const wrapper = (options: Value, own: Record<string, Value>): Value => {
    const keywords = new Map(Object.entries(own));
    for (const [name, value] of keywordsOf(options) ?? []) {
      if (keywords.has(name)) {
        throw typeError(`textwrap.TextWrapper() got multiple values for keyword argument '${name}'`);
      }
      keywords.set(name, value);
    }
    return call(wrapperClass, [], keywords);
  };
  return {
    __all__: new PyList(['TextWrapper', 'wrap', 'fill', 'dedent', 'indent', 'shorten']),
    TextWrapper: wrapperClass,
    ...libraryFunctions('textwrap', {
      'wrap(text, width=70, **kwargs)': (text, width, options) =>
        callAttribute(wrapper(options, { width }), 'wrap', text),
      'fill(text, width=70, **kwargs)': (text, width, options) =>
        callAttribute(wrapper(options, { width }), 'fill', text),
      'shorten(text, width, **kwargs)': (text, width, options) => {
        const words = callAttribute(callAttribute(text, 'strip'), 'split');
        const collapsed = callAttribute(' ', 'join', words);
        return callAttribute(wrapper(options, { width, max_lines: 1 }), 'fill', collapsed);
      },
      'dedent(text)': dedent,
      'indent(text, prefix, predicate=None)': indent,
    }),
  };
});
