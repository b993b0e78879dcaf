// The `argparse` module.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { actionClass, actionClasses } from './actions.js';
import { argumentGroupClass, containerClass, exclusiveGroupClass } from './containers.js';
import { argumentErrorClass, argumentTypeErrorClass } from './errors.js';
import { fileTypeClass } from './file-type.js';
import { formatterClasses } from './formatter.js';
import { ONE_OR_MORE, OPTIONAL, PARSER, REMAINDER, SUPPRESS, ZERO_OR_MORE } from './names.js';
import { attributeHolderClass, namespaceClass } from './namespace.js';
import { parserClass } from './parser.js';
import { subParsersClass } from './sub-parsers.js';

export const argparse = defineModule('argparse', (m: KernelMachine) => ({
  SUPPRESS,
  OPTIONAL,
  ZERO_OR_MORE,
  ONE_OR_MORE,
  PARSER,
  REMAINDER,
  ArgumentParser: parserClass(m),
  ArgumentError: argumentErrorClass(m),
  ArgumentTypeError: argumentTypeErrorClass(m),
  FileType: fileTypeClass(m),
  Namespace: namespaceClass(m),
  Action: actionClass(m),
  ...formatterClasses(m),
  ...Object.fromEntries(actionClasses(m)),
  _SubParsersAction: subParsersClass(m),
  _AttributeHolder: attributeHolderClass(m),
  _ActionsContainer: containerClass(m),
  _ArgumentGroup: argumentGroupClass(m),
  _MutuallyExclusiveGroup: exclusiveGroupClass(m),
}));
