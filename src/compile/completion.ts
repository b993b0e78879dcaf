// How a statement ends when it does not simply go on: the returned value, or one of these marks.

import { PyObject, type Value } from '../objects/object.js';
import { objectType } from '../objects/types.js';

class LoopControl extends PyObject {}

export const BREAK: Value = new LoopControl(objectType);
export const CONTINUE: Value = new LoopControl(objectType);
