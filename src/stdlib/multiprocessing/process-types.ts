// `multiprocessing.Process` and its kin as programs see them.

import { extendBlocking } from '../../execution/blocking.js';
import { Invoke } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { PyBytes } from '../../objects/buffers.js';
import { emptyTuple, PyDict } from '../../objects/containers.js';
import { exception } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import { keywordsOf } from '../../objects/keywords.js';
import { defineType, extendType } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { construction } from '../declare.js';
import { perMachine } from '../library.js';
import { PyProcess } from './process-object.js';
import { baseProcessType } from './process-state.js';

const PARAMETERS = 'group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None';

interface ProcessTypes {
  readonly base: PyType;
  /** `multiprocessing.Process` */
  readonly process: PyType;
  /** What a context makes, by its start method. */
  readonly fork: PyType;
  readonly spawn: PyType;
  readonly forkserver: PyType;
}

export const processTypes = perMachine((m: KernelMachine): ProcessTypes => {
  const base = baseProcessType(m);
  fillBase(m, base);
  const derived = (name: string): PyType =>
    defineType(name, { bases: [base], module: 'multiprocessing.context', instanceDict: true });
  return {
    base,
    process: derived('Process'),
    fork: derived('ForkProcess'),
    spawn: derived('SpawnProcess'),
    forkserver: derived('ForkServerProcess'),
  };
});

function fillBase(m: KernelMachine, type: PyType): void {
  extendType(type, {
    slots: {
      ...construction(
        'BaseProcess',
        PARAMETERS,
        (cls) => new PyProcess(cls, m),
        (self: PyProcess, group, target, name, args, kwargs, daemon) => {
          if (group !== null) throw exception('AssertionError', 'group argument must be None for now');
          self.begin(target ?? null, name ?? null, args ?? null, kwargs ?? null, daemon ?? null);
          return null;
        },
      ),
      repr: (self: PyProcess) => self.describe(),
    },
    methods: {
      'close()': (self: PyProcess) => {
        self.close();
        return null;
      },
    },
    properties: {
      name: {
        get: (self: PyProcess) => self.name,
        set: (self: PyProcess, value) => self.rename(value ?? null),
      },
      daemon: {
        get: (self: PyProcess) => self.daemon,
        set: (self: PyProcess, value) => self.setDaemon(value ?? null),
      },
      pid: (self: PyProcess) => processIdOf(self),
      ident: (self: PyProcess) => processIdOf(self),
      exitcode: (self: PyProcess) => {
        self.check();
        m.meetOthers();
        return self.sim === m.scheduler.process ? null : (self.sim?.exitCode ?? null);
      },
      sentinel: (self: PyProcess) => {
        self.check();
        if (self.sim === null) throw exception('ValueError', 'process not started');
        return FIRST_SENTINEL + self.sim.id;
      },
      authkey: () => new PyBytes(new Uint8Array(32)),
      _identity: (self: PyProcess) => self.identityTuple,
      _target: (self: PyProcess) => self.target,
      _args: (self: PyProcess) => self.args,
      _kwargs: (self: PyProcess) => self.keywords ?? new PyDict(),
    },
  });
  extendBlocking(m, type, {
    'start()': (self: PyProcess) => self.start(),
    'join(timeout=None)': (self: PyProcess, timeout: Value) => self.join(timeout),
    'is_alive()': (self: PyProcess) => self.isAlive(),
    'terminate()': (self: PyProcess) => self.terminate(false),
    'kill()': (self: PyProcess) => self.terminate(true),
    'run()': function* (self: PyProcess) {
      const { target, args, keywords } = self;
      if (target !== null) yield new Invoke(target, toArray(args ?? emptyTuple), keywordsOf(keywords));
      return null;
    },
  });
}

/** Numbers of open files that stand for running processes. */
const FIRST_SENTINEL = 10;

function processIdOf(self: PyProcess): number | null {
  self.check();
  return self.pid;
}
