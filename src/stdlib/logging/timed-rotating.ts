// `TimedRotatingFileHandler`: a new file every so many seconds, at midnight, or on a day of the week.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { isTrue } from '../../objects/compare.js';
import { PyList } from '../../objects/containers.js';
import { valueError } from '../../objects/exceptions.js';
import { asDouble } from '../../objects/float.js';
import { asSize } from '../../objects/index.js';
import { toArray } from '../../objects/iteration.js';
import type { PyType, Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { callAttribute, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { callBase } from './handlers.js';
import {
  basePath,
  baseRotatingHandlerClass,
  closeStream,
  Files,
  HANDLERS,
  reopen,
  rotatedName,
} from './rotating.js';

const DAY = 86400;

interface Period {
  readonly seconds: number;
  /** How the time stands in the names of old files. */
  readonly suffix: string;
  readonly pattern: RegExp;
}

const BY_DAY = /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/;

function periodOf(when: string): Period {
  switch (when.charAt(0)) {
    case 'S':
      return {
        seconds: 1,
        suffix: '%Y-%m-%d_%H-%M-%S',
        pattern: /(?<!\d)\d{4}-\d{2}-\d{2}_\d{2}-\d{2}-\d{2}(?!\d)/,
      };
    case 'M':
      if (when === 'MIDNIGHT') return { seconds: DAY, suffix: '%Y-%m-%d', pattern: BY_DAY };
      if (when === 'M') {
        return {
          seconds: 60,
          suffix: '%Y-%m-%d_%H-%M',
          pattern: /(?<!\d)\d{4}-\d{2}-\d{2}_\d{2}-\d{2}(?!\d)/,
        };
      }
      break;
    case 'H':
      return {
        seconds: 3600,
        suffix: '%Y-%m-%d_%H',
        pattern: /(?<!\d)\d{4}-\d{2}-\d{2}_\d{2}(?!\d)/,
      };
    case 'D':
      return { seconds: DAY, suffix: '%Y-%m-%d', pattern: BY_DAY };
    case 'W':
      if (when.length !== 2) {
        throw valueError(`You must specify a day for weekly rollover from 0 to 6 (0 is Monday): ${when}`);
      }
      if (when < 'W0' || when > 'W6') {
        throw valueError(`Invalid day specified for weekly rollover: ${when}`);
      }
      return { seconds: 7 * DAY, suffix: '%Y-%m-%d', pattern: BY_DAY };
  }
  throw valueError(`Invalid rollover interval specified: ${when}`);
}

const timeModule = (m: KernelMachine): Value => m.importModule('time', m.builtins, null, 0);
const now = (m: KernelMachine): number => Math.floor(asDouble(callAttribute(timeModule(m), 'time')));
const number = (self: Value, name: string): number => asSize(getAttribute(self, name));

function timeFields(m: KernelMachine, self: Value, seconds: number): Value {
  return callAttribute(timeModule(m), isTrue(getAttribute(self, 'utc')) ? 'gmtime' : 'localtime', seconds);
}

/** The second of the day at which a new file begins. */
function secondOfDay(self: Value): number {
  const at = getAttribute(self, 'atTime');
  if (at === null) return DAY;
  return (number(at, 'hour') * 60 + number(at, 'minute')) * 60 + number(at, 'second');
}

function nextRollover(m: KernelMachine, self: Value, current: number): number {
  const when = str(getAttribute(self, 'when'));
  const interval = number(self, 'interval');
  if (when !== 'MIDNIGHT' && !when.startsWith('W')) return current + interval;
  const [, , , hour = 0, minute = 0, second = 0, weekday = 0] = toArray(timeFields(m, self, current)).map(
    (field) => Number(field),
  );
  let wait = secondOfDay(self) - ((hour * 60 + minute) * 60 + second);
  let day = weekday;
  if (wait <= 0) {
    wait += DAY;
    day = (day + 1) % 7;
  }
  if (when === 'MIDNIGHT') return current + wait + interval - DAY;
  const days = (number(self, 'dayOfWeek') - day + 7) % 7;
  return current + wait + days * DAY + interval - 7 * DAY;
}

/** The oldest files, of which there are more than are to be kept. */
function surplus(m: KernelMachine, self: Value): string[] {
  const base = basePath(self);
  const slash = base.lastIndexOf('/');
  const [folder, name] = [base.slice(0, slash), base.slice(slash + 1)];
  const { pattern } = periodOf(str(getAttribute(self, 'when')));
  const old = new Files(m)
    .names(folder === '' ? '/' : folder)
    .filter((other) => {
      if (getAttribute(self, 'namer') !== null) return other !== name && pattern.test(other);
      const rest = other.startsWith(`${name}.`) ? other.slice(name.length + 1) : '';
      const found = pattern.exec(rest)?.[0];
      return found !== undefined && (rest === found || rest.startsWith(`${found}.`));
    })
    .map((other) => `${folder}/${other}`)
    .sort();
  return old.slice(0, Math.max(0, old.length - number(self, 'backupCount')));
}

function rollOver(m: KernelMachine, self: Value): Value {
  const current = now(m);
  const began = number(self, 'rolloverAt') - number(self, 'interval');
  const stamp = callAttribute(
    timeModule(m),
    'strftime',
    getAttribute(self, 'suffix'),
    timeFields(m, self, began),
  );
  const target = rotatedName(self, `${basePath(self)}.${str(stamp)}`);
  const files = new Files(m);
  if (files.exists(target)) return null;
  closeStream(self);
  callAttribute(self, 'rotate', basePath(self), target);
  if (number(self, 'backupCount') > 0) {
    for (const path of toArray(callAttribute(self, 'getFilesToDelete'))) files.remove(str(path));
  }
  reopen(self);
  setOwnAttribute(self, 'rolloverAt', callAttribute(self, 'computeRollover', current));
  return null;
}

export const timedRotatingFileHandlerClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('TimedRotatingFileHandler', {
      module: HANDLERS,
      bases: [baseRotatingHandlerClass(m)],
      instanceDict: true,
      methods: {
        "__init__(self, filename, when='h', interval=1, backupCount=0, encoding=None, delay=False, utc=False, atTime=None, errors=None)":
          (self, filename, when, interval, count, encoding, delay, utc, atTime, errors) => {
            callBase(baseRotatingHandlerClass(m), '__init__', self, filename, 'a', encoding, delay, errors);
            const unit = str(when).toUpperCase();
            const values = { when: unit, backupCount: count, utc, atTime };
            for (const [name, value] of Object.entries(values)) setOwnAttribute(self, name, value);
            const { seconds, suffix } = periodOf(unit);
            if (unit.startsWith('W')) setOwnAttribute(self, 'dayOfWeek', Number(unit.charAt(1)));
            setOwnAttribute(self, 'suffix', suffix);
            setOwnAttribute(self, 'interval', seconds * asSize(interval));
            const files = new Files(m);
            const start = files.exists(basePath(self))
              ? Math.floor(asDouble(getAttribute(files.stat(basePath(self)), 'st_mtime')))
              : now(m);
            setOwnAttribute(self, 'rolloverAt', callAttribute(self, 'computeRollover', start));
            return null;
          },
        'computeRollover(self, currentTime)': (self, current) => nextRollover(m, self, asSize(current)),
        'shouldRollover(self, record)': (self) => {
          const current = now(m);
          if (current < number(self, 'rolloverAt')) return false;
          const files = new Files(m);
          if (!files.exists(basePath(self)) || files.isRegular(basePath(self))) return true;
          setOwnAttribute(self, 'rolloverAt', callAttribute(self, 'computeRollover', current));
          return false;
        },
        'getFilesToDelete(self)': (self) => new PyList(surplus(m, self)),
        'doRollover(self)': (self) => rollOver(m, self),
      },
    }),
);
