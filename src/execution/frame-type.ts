// Frames as programs see them: `sys._getframe()`, `traceback.tb_frame`, `generator.gi_frame`.

import { runtimeError } from '../objects/exceptions.js';
import { addressOf } from '../objects/identity.js';
import { extendType } from '../objects/native.js';
import { frameType } from '../objects/types.js';
import type { Frame, PyFrame } from './frame.js';
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
    repr: (self: PyFrame) => {
      const { filename, position, name } = self.frame;
      return `<frame at ${addressOf(self)}, file '${filename}', line ${position.lineno}, code ${name}>`;
    },
  },
  methods: {
    'clear()': (self: PyFrame) => {
      clear(self.frame);
      return null;
    },
  },
  properties: {
    f_lineno: ({ frame }: PyFrame) => frame.position.lineno,
    f_code: ({ frame }: PyFrame) => frame.code,
    f_back: ({ frame }: PyFrame) => (frame.back === null ? null : frame.back.object),
    f_globals: ({ frame }: PyFrame) => frame.globals.dictObject,
    f_builtins: ({ frame }: PyFrame) => frame.code.compiler.machine.builtins.dictObject,
    f_locals: ({ frame }: PyFrame) =>
      frame.names !== null || frame.code.kind === 'module' ? frameLocals(frame) : new FrameLocalsProxy(frame),
    f_trace: () => null,
  },
});
