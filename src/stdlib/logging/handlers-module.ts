// The module `logging.handlers`. What would reach over a network is not there.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { bufferingHandlerClass, memoryHandlerClass } from './buffering.js';
import { queueHandlerClass, queueListenerClass } from './queueing.js';
import {
  baseRotatingHandlerClass,
  HANDLERS,
  rotatingFileHandlerClass,
  watchedFileHandlerClass,
} from './rotating.js';
import { timedRotatingFileHandlerClass } from './timed-rotating.js';

export const loggingHandlers = defineModule(HANDLERS, (m: KernelMachine) => ({
  DEFAULT_TCP_LOGGING_PORT: 9020,
  DEFAULT_UDP_LOGGING_PORT: 9021,
  DEFAULT_HTTP_LOGGING_PORT: 9022,
  DEFAULT_SOAP_LOGGING_PORT: 9023,
  SYSLOG_UDP_PORT: 514,
  SYSLOG_TCP_PORT: 514,
  BaseRotatingHandler: baseRotatingHandlerClass(m),
  RotatingFileHandler: rotatingFileHandlerClass(m),
  TimedRotatingFileHandler: timedRotatingFileHandlerClass(m),
  WatchedFileHandler: watchedFileHandlerClass(m),
  BufferingHandler: bufferingHandlerClass(m),
  MemoryHandler: memoryHandlerClass(m),
  QueueHandler: queueHandlerClass(m),
  QueueListener: queueListenerClass(m),
}));
