// `logging.basicConfig`: the root logger set up in one call.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { valueError } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import type { Keywords, Value } from '../../objects/object.js';
import { callAttribute } from '../library.js';
import { formatterClass } from './formatter.js';
import { fileHandlerClass, streamHandlerClass } from './handlers.js';
import { rootLogger } from './manager.js';
import { basicFormat, styleNames } from './styles.js';

/** What was asked for, each once. */
class Settings {
  readonly #left: Map<string, Value>;

  constructor(given: Keywords | null) {
    this.#left = new Map(given ?? []);
  }

  has(name: string): boolean {
    return this.#left.has(name);
  }

  take(name: string, fallback: Value = null): Value {
    const value = this.#left.get(name);
    this.#left.delete(name);
    return value === undefined ? fallback : value;
  }

  get names(): string[] {
    return [...this.#left.keys()];
  }
}

function handlersOf(m: KernelMachine, settings: Settings, encoding: Value, errors: Value): Value[] {
  const given = settings.take('handlers');
  if (given !== null) {
    if (settings.has('stream') || settings.has('filename'))
      throw valueError("'stream' or 'filename' should not be specified together with 'handlers'");
    return toArray(given);
  }
  if (settings.has('stream') && settings.has('filename'))
    throw valueError("'stream' and 'filename' should not be specified together");
  const filename = settings.take('filename');
  const mode = settings.take('filemode', 'a');
  if (!isTrue(filename)) return [call(streamHandlerClass(m), [settings.take('stream')])];
  const isBinary = (strValue(mode) ?? '').includes('b');
  const options = new Map([
    ['encoding', encoding],
    ['errors', isBinary ? null : errors],
  ]);
  return [call(fileHandlerClass(m), [filename, mode], options)];
}

export function basicConfig(m: KernelMachine, given: Keywords | null): void {
  const settings = new Settings(given);
  const root = rootLogger(m);
  const force = settings.take('force', false);
  const encoding = settings.take('encoding');
  const errors = settings.take('errors', 'backslashreplace');
  const present = (): Value[] => toArray(getAttribute(root, 'handlers'));
  if (isTrue(force)) {
    for (const handler of present()) {
      callAttribute(root, 'removeHandler', handler);
      callAttribute(handler, 'close');
    }
  }
  if (present().length > 0) return;
  const handlers = handlersOf(m, settings, encoding, errors);
  const datefmt = settings.take('datefmt');
  const style = settings.take('style', '%');
  const basic = basicFormat(strValue(style) ?? '');
  if (basic === undefined) throw valueError(`Style must be one of: ${styleNames()}`);
  const formatter = call(formatterClass(m), [settings.take('format', basic), datefmt, style]);
  for (const handler of handlers) {
    if (getAttribute(handler, 'formatter') === null) callAttribute(handler, 'setFormatter', formatter);
    callAttribute(root, 'addHandler', handler);
  }
  const level = settings.take('level');
  if (level !== null) callAttribute(root, 'setLevel', level);
  if (settings.names.length > 0) throw valueError(`Unrecognised argument(s): ${settings.names.join(', ')}`);
}
