// The module `logging.config`: `dictConfig` (Lib/logging/config.py). Configuration files need `configparser`.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { call, isCallable } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, PyList } from '../../objects/containers.js';
import { keyError, valueError } from '../../objects/exceptions.js';
import { iterate, toArray } from '../../objects/iteration.js';
import { PyType, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { callAttribute, libraryFunctions } from '../library.js';
import { memoryHandlerClass } from './buffering.js';
import {
  argumentsOf,
  converted,
  entriesOf,
  orUnable,
  resolve,
  setting,
  settingsOf,
} from './config-values.js';
import { filterClass } from './filters.js';
import { formatterClass } from './formatter.js';
import { rootLogger } from './manager.js';
import { loggingState, NOTSET } from './state.js';

/** Things of the configuration that are made, by name. */
type Made = Map<Value, Value>;

class Configuration {
  readonly #formatters: Made = new Map();
  readonly #filters: Made = new Map();
  readonly #handlers: Made = new Map();

  constructor(
    readonly machine: KernelMachine,
    readonly config: PyDict,
  ) {}

  apply(): void {
    const version = this.config.table.get('version');
    if (version === undefined) throw valueError("dictionary doesn't specify a version");
    if (version !== 1) throw valueError(`Unsupported version: ${str(version)}`);
    if (isTrue(setting(this.config, 'incremental', false))) this.#change();
    else this.#replace();
  }

  /** Only levels, and whether messages are passed on. */
  #change(): void {
    const { named } = loggingState(this.machine);
    for (const [name, settings] of entriesOf(this.config, 'handlers')) {
      const handler = named.table.get(name);
      if (handler === undefined) throw valueError(`No handler found with name ${repr(name)}`);
      orUnable(`Unable to configure handler ${repr(name)}`, () => {
        this.#setLevel(handler, settingsOf(settings));
      });
    }
    for (const [name, settings] of entriesOf(this.config, 'loggers')) {
      orUnable(`Unable to configure logger ${repr(name)}`, () => {
        const logger = this.#logger(name);
        this.#setLevel(logger, settingsOf(settings));
        this.#setPropagation(logger, settingsOf(settings));
      });
    }
    this.#root((logger, settings) => this.#setLevel(logger, settings));
  }

  #replace(): void {
    const state = loggingState(this.machine);
    const disables = isTrue(setting(this.config, 'disable_existing_loggers', true));
    state.named.table.clear();
    callAttribute(this.machine.importModule('logging', this.machine.builtins, null, 0), 'shutdown');
    state.handlers.length = 0;
    for (const [name, settings] of entriesOf(this.config, 'formatters')) {
      this.#make('formatter', name, this.#formatters, () => this.#formatter(settingsOf(settings)));
    }
    for (const [name, settings] of entriesOf(this.config, 'filters')) {
      this.#make('filter', name, this.#filters, () => this.#filter(settingsOf(settings)));
    }
    this.#makeHandlers();
    this.#loggers(disables);
    this.#root((logger, settings) => this.#fill(logger, settings));
  }

  #make(kind: string, name: Value, made: Made, action: () => Value): void {
    made.set(name, orUnable(`Unable to configure ${kind} ${repr(name)}`, action));
  }

  /** Those that write to others come last. */
  #makeHandlers(): void {
    const all = [...entriesOf(this.config, 'handlers')];
    const isLate = ([, settings]: readonly [Value, Value]): boolean =>
      settings instanceof PyDict && settings.table.has('target');
    for (const [name, settings] of [...all.filter((entry) => !isLate(entry)), ...all.filter(isLate)]) {
      this.#make('handler', name, this.#handlers, () => {
        const handler = this.#handler(settingsOf(settings));
        setAttribute(handler, 'name', name);
        return handler;
      });
    }
  }

  #custom(settings: PyDict): Value {
    const made = settings.table.get('()') ?? null;
    const factory = isCallable(made) ? made : resolve(this.machine, made);
    return call(factory, [], argumentsOf(settings, []));
  }

  #formatter(given: PyDict): Value {
    const settings = settingsOf(converted(this.machine, given));
    if (settings.table.has('()')) return this.#custom(settings);
    const cls = settings.table.get('class') ?? null;
    const keywords = new Map<string, Value>();
    for (const name of ['validate', 'defaults']) {
      const value = settings.table.get(name);
      if (value !== undefined && value !== null) keywords.set(name, value);
    }
    const args = [setting(settings, 'format'), setting(settings, 'datefmt'), setting(settings, 'style', '%')];
    const type = isTrue(cls) ? resolve(this.machine, cls) : formatterClass(this.machine);
    return call(type, args, keywords.size === 0 ? null : keywords);
  }

  #filter(given: PyDict): Value {
    const settings = settingsOf(converted(this.machine, given));
    if (settings.table.has('()')) return this.#custom(settings);
    return call(filterClass(this.machine), [setting(settings, 'name', '')]);
  }

  #handler(given: PyDict): Value {
    const settings = settingsOf(converted(this.machine, given));
    const formatterName = setting(settings, 'formatter');
    const formatter = isTrue(formatterName)
      ? orUnable(`Unable to set formatter ${repr(formatterName)}`, () =>
          pick(this.#formatters, formatterName),
        )
      : null;
    const handler = this.#newHandler(settings);
    if (isTrue(formatter)) callAttribute(handler, 'setFormatter', formatter);
    this.#setLevel(handler, settings);
    this.#addFilters(handler, settings);
    const properties = settings.table.get('.');
    if (properties instanceof PyDict) {
      for (const [name, value] of properties.table.entries()) setAttribute(handler, str(name), value);
    }
    return handler;
  }

  #newHandler(settings: PyDict): Value {
    const own = ['formatter', 'level', 'filters', 'class', '()'];
    const made = settings.table.get('()');
    const named = made ?? settings.table.get('class') ?? null;
    const factory = isCallable(named) ? named : resolve(this.machine, named);
    const keywords = argumentsOf(settings, own);
    const target = keywords.get('target');
    if (
      target !== undefined &&
      factory instanceof PyType &&
      factory.isSubtypeOf(memoryHandlerClass(this.machine))
    ) {
      keywords.set(
        'target',
        orUnable(`Unable to set target handler ${repr(target)}`, () => pick(this.#handlers, target)),
      );
    }
    return call(factory, [], keywords);
  }

  #setLevel(target: Value, settings: PyDict): void {
    const level = setting(settings, 'level');
    if (level === null) return;
    callAttribute(target, 'setLevel', loggingState(this.machine).levels.check(level));
  }

  #addFilters(target: Value, settings: PyDict): void {
    const filters = setting(settings, 'filters');
    if (!isTrue(filters)) return;
    for (const name of iterate(filters)) {
      orUnable(`Unable to add filter ${repr(name)}`, () => {
        const isFilter = isCallable(name) || getAttributeOr(name, 'filter') !== undefined;
        callAttribute(target, 'addFilter', isFilter ? name : pick(this.#filters, name));
      });
    }
  }

  #setPropagation(logger: Value, settings: PyDict): void {
    const propagate = settings.table.get('propagate');
    if (propagate !== undefined && propagate !== null) setAttribute(logger, 'propagate', propagate);
  }

  /** A logger as it is described, without what it had. */
  #fill(logger: Value, settings: PyDict): void {
    this.#setLevel(logger, settings);
    for (const handler of toArray(getAttribute(logger, 'handlers'))) {
      callAttribute(logger, 'removeHandler', handler);
    }
    const handlers = setting(settings, 'handlers');
    if (isTrue(handlers)) {
      for (const name of iterate(handlers)) {
        orUnable(`Unable to add handler ${repr(name)}`, () => {
          callAttribute(logger, 'addHandler', pick(this.#handlers, name));
        });
      }
    }
    this.#addFilters(logger, settings);
  }

  #logger(name: Value): Value {
    return callAttribute(rootLogger(this.machine), 'getChild', name);
  }

  #loggers(disables: boolean): void {
    const known = getAttribute(getAttribute(rootLogger(this.machine), 'manager'), 'loggerDict');
    const before = new Map(known instanceof PyDict ? known.table.entries() : []);
    const described: string[] = [];
    for (const [name, settings] of entriesOf(this.config, 'loggers')) {
      described.push(str(name));
      orUnable(`Unable to configure logger ${repr(name)}`, () => {
        const logger = this.#logger(name);
        this.#fill(logger, settingsOf(settings));
        setAttribute(logger, 'disabled', false);
        this.#setPropagation(logger, settingsOf(settings));
      });
    }
    for (const [name, logger] of before) {
      const text = str(name);
      // Places in the tree of names where no logger is.
      if (described.includes(text) || getAttributeOr(logger, 'handlers') === undefined) continue;
      if (described.some((parent) => text.startsWith(`${parent}.`))) {
        callAttribute(logger, 'setLevel', NOTSET);
        setAttribute(logger, 'handlers', new PyList([]));
        setAttribute(logger, 'propagate', true);
      } else setAttribute(logger, 'disabled', disables);
    }
  }

  #root(action: (logger: Value, settings: PyDict) => void): void {
    const settings = setting(this.config, 'root');
    if (!isTrue(settings)) return;
    orUnable('Unable to configure root logger', () => {
      action(rootLogger(this.machine), settingsOf(settings));
    });
  }
}

function pick(made: Made, name: Value): Value {
  const found = made.get(name);
  if (found === undefined) throw keyError(name);
  return found;
}

export const loggingConfig = defineModule('logging.config', (m: KernelMachine) => ({
  DEFAULT_LOGGING_CONFIG_PORT: 9030,
  ...libraryFunctions('logging.config', {
    'dictConfig(config)': (given) => {
      const config = given instanceof PyDict ? given : call(m.builtins.get('dict') ?? null, [given]);
      new Configuration(m, settingsOf(config)).apply();
      return null;
    },
  }),
}));
