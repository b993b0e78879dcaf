// What processes share: locks, queues, pipes and values of `multiprocessing`. A new process has its own copy of
// everything else.

import { PyObject } from '../objects/object.js';

export abstract class SharedObject extends PyObject {
  /** It can be sent to another process, and arrives as itself. */
  travels = false;
}
