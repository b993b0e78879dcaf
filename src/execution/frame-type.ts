// Frames as programs see them: `sys._getframe()`, `traceback.tb_frame`, `generator.gi_frame`.

import { runtimeError } from '../objects/exceptions.js';
import { addressOf } from '../objects/identity.js';
import { extendType } from '../objects/native.js';
import { frameType } from '../objects/types.js';
import type { Frame } from './frame.js';
import { FrameLocalsProxy } from './frame-locals-proxy.js';
import { frameLocals } from './frame-variables.js';

/** `frame_clear`: a frame that will not run again forgets its variables. */
function clear(frame: Frame): void {
  for (let running = frame.code.compiler.machine.frame; running !== null; running = running.back)
    if (running === frame) throw runtimeError('cannot clear an executing frame');
  const { suspended } = frame;
  if (suspended !== null) {
    if (suspended.isSuspended) throw runtimeError('cannot clear a suspended frame');
    suspended.drop();
  }
  frame.locals.fill(undefined);
}

extendType(frameType, {
  slots: {
    repr: (self: Frame) =>
      `<frame at ${addressOf(self)}, file '${self.filename}', line ${self.position.lineno}, code ${self.name}>`,
  },
  methods: {
    'clear()': (self: Frame) => {
      clear(self);
      return null;
    },
  },
  properties: {
    f_lineno: (self: Frame) => self.position.lineno,
    f_code: (self: Frame) => self.code,
    f_back: (self: Frame) => self.back,
    f_globals: (self: Frame) => self.globals.dictObject,
    f_builtins: (self: Frame) => self.code.compiler.machine.builtins.dictObject,
    f_locals: (self: Frame) =>
      self.names !== null || self.code.kind === 'module' ? frameLocals(self) : new FrameLocalsProxy(self),
    f_trace: () => null,
  },
});
