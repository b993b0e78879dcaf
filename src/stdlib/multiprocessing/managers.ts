// `multiprocessing.Manager`: lists, dicts and the like that live in one place and are used through proxies.
//
// CPython's manager is a process of its own. Here the objects live on the host, and every call of a proxy takes the way
// of a message there and back; what goes in and what comes out are copies, as after pickling.

import { extendBlocking } from '../../execution/blocking.js';
import type { Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { SharedObject } from '../../kernel/shared-object.js';
import { Meeting } from '../../kernel/waits.js';
import { genericGetAttribute, getAttribute } from '../../objects/attributes.js';
import { intValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { type PyDict, PyList, PyTuple } from '../../objects/containers.js';
import { exception } from '../../objects/exceptions.js';
import { addressOf } from '../../objects/identity.js';
import { getIter, toArray } from '../../objects/iteration.js';
import { keywordsOf } from '../../objects/keywords.js';
import { defineType } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { dictType, listType } from '../../objects/types.js';
import { perMachine } from '../library.js';
import { pickled, unpickled } from './messages.js';
import { processState } from './process-state.js';
import { sharedLockTypes } from './shared-locks.js';
import { sharedQueueTypes } from './shared-queues.js';
import { makeArray, makeValue } from './shared-values.js';

type Returns = Generator<Pause, Value, Value>;

/** An object that lives with the manager; in another process it is still this one. */
class ManagerProxy extends SharedObject {
  override travels = true;

  constructor(
    cls: PyType,
    readonly referent: Value,
    readonly typeid: string,
  ) {
    super(cls, new Map());
  }
}

/** A value as it arrives on the other side. Proxies stay what they are. */
function copied(m: KernelMachine, value: Value): Value {
  return value instanceof SharedObject ? value : unpickled(m, pickled(m, value));
}

/** A call at once; those that are behind come up first. */
function callNow(m: KernelMachine, self: ManagerProxy, method: string, args: readonly Value[]): Value {
  m.meetOthers();
  const given = args.map((arg) => copied(m, arg));
  return copied(m, call(getAttribute(self.referent, method), given));
}

const LIST_METHODS = 'append count extend index insert pop remove reverse sort';
const DICT_METHODS = 'clear copy get items keys pop popitem setdefault update values';

/** Methods of proxies give lists where the object's own would give a view. */
const LISTED: ReadonlySet<string> = new Set(['items', 'keys', 'values']);

function proxyType(m: KernelMachine, name: string, typeid: string, methods: string): PyType {
  const type = defineType(name, {
    module: 'multiprocessing.managers',
    slots: {
      len: (self: ManagerProxy) => Number(intValue(callNow(m, self, '__len__', [])) ?? 0),
      getitem: (self: ManagerProxy, key) => callNow(m, self, '__getitem__', [key]),
      setitem: (self: ManagerProxy, key, value) => {
        callNow(m, self, '__setitem__', [key, value]);
      },
      delitem: (self: ManagerProxy, key) => {
        callNow(m, self, '__delitem__', [key]);
      },
      contains: (self: ManagerProxy, item) => isTrue(callNow(m, self, '__contains__', [item])),
      iter: (self: ManagerProxy) => {
        m.meetOthers();
        return getIter(copied(m, new PyList(toArray(self.referent))));
      },
      repr: (self: ManagerProxy) => `<${name} object, typeid '${typeid}' at ${addressOf(self)}>`,
      str: (self: ManagerProxy) => {
        m.meetOthers();
        return repr(self.referent);
      },
    },
    methods: { '_getvalue()': (self: ManagerProxy) => copied(m, self.referent) },
  });
  for (const method of methods.split(' ')) {
    extendBlocking(m, type, {
      [`${method}(*args, **kwds)`]: function* (self: ManagerProxy, args: PyTuple, kwds: PyDict): Returns {
        yield new Meeting();
        const given = args.items.map((arg) => copied(m, arg));
        const result = call(getAttribute(self.referent, method), given, keywordsOf(kwds));
        return copied(m, LISTED.has(method) ? new PyList(toArray(result)) : result);
      },
    });
  }
  return type;
}

/** Attributes that processes share: `manager.Namespace()`. */
function namespaceType(m: KernelMachine): PyType {
  return defineType('NamespaceProxy', {
    module: 'multiprocessing.managers',
    slots: {
      getattribute: (self: ManagerProxy, name) => {
        m.meetOthers();
        const value = name.startsWith('_') ? undefined : self.dict?.get(name);
        return value === undefined ? genericGetAttribute(self, name) : copied(m, value);
      },
      setattr: (self: ManagerProxy, name, value) => {
        m.meetOthers();
        self.dict?.set(name, copied(m, value));
      },
      delattr: (self: ManagerProxy, name) => {
        m.meetOthers();
        if (self.dict?.delete(name) !== true) throw exception('AttributeError', name);
      },
      str: (self: ManagerProxy) => {
        const shown = [...(self.dict ?? [])].map(([name, value]) => `${String(name)}=${repr(value)}`);
        return `Namespace(${shown.sort().join(', ')})`;
      },
      repr: (self: ManagerProxy) => `<NamespaceProxy object, typeid 'Namespace' at ${addressOf(self)}>`,
    },
  });
}

export const managerTypes = perMachine((m: KernelMachine) => {
  const ListProxy = proxyType(m, 'ListProxy', 'list', LIST_METHODS);
  const DictProxy = proxyType(m, 'DictProxy', 'dict', DICT_METHODS);
  const NamespaceProxy = namespaceType(m);
  return {
    SyncManager: managerType(m, { ListProxy, DictProxy, NamespaceProxy }),
    ListProxy,
    DictProxy,
    NamespaceProxy,
  };
});

class PyManager extends SharedObject {
  isShutDown = false;
}

function managerType(m: KernelMachine, proxies: Readonly<Record<string, PyType>>): PyType {
  const { Queue, JoinableQueue } = sharedQueueTypes(m);
  const { ListProxy = Queue, DictProxy = Queue, NamespaceProxy = Queue } = proxies;
  const { Lock, RLock, Semaphore, BoundedSemaphore, Event, Condition, Barrier } = sharedLockTypes(m);
  const make = (cls: PyType) => (_self: Value, args: PyTuple, kwds: PyDict) => {
    const made = call(cls, args.items, keywordsOf(kwds));
    if (made instanceof SharedObject) made.travels = true;
    return made;
  };
  const proxied =
    (cls: PyType, proxy: PyType, typeid: string) => (self: PyManager, args: PyTuple, kwds: PyDict) => {
      if (self.isShutDown) throw exception('BrokenPipeError', 32, 'Broken pipe');
      const given = args.items.map((arg) => copied(m, arg));
      return new ManagerProxy(proxy, call(cls, given, keywordsOf(kwds)), typeid);
    };
  const end = (self: PyManager): Value => {
    self.isShutDown = true;
    return null;
  };
  const any = '(*args, **kwds)';
  return defineType('SyncManager', {
    module: 'multiprocessing.managers',
    methods: {
      [`list${any}`]: proxied(listType, ListProxy, 'list'),
      [`dict${any}`]: proxied(dictType, DictProxy, 'dict'),
      [`Namespace${any}`]: (_self: PyManager, args: PyTuple, kwds: PyDict) => {
        if (args.items.length > 0)
          throw exception('TypeError', 'Namespace.__init__() takes 1 positional argument');
        const proxy = new ManagerProxy(NamespaceProxy, null, 'Namespace');
        for (const [name, value] of kwds.table.entries()) proxy.dict?.set(name, copied(m, value));
        return proxy;
      },
      [`Queue${any}`]: make(Queue),
      [`JoinableQueue${any}`]: make(JoinableQueue),
      [`Lock${any}`]: make(Lock),
      [`RLock${any}`]: make(RLock),
      [`Semaphore${any}`]: make(Semaphore),
      [`BoundedSemaphore${any}`]: make(BoundedSemaphore),
      [`Event${any}`]: make(Event),
      [`Condition${any}`]: make(Condition),
      [`Barrier${any}`]: make(Barrier),
      'Value(typecode, value, lock=True)': (_self: PyManager, code, value) =>
        makeValue(m, code ?? null, new PyTuple([value ?? null]), true),
      'Array(typecode, sequence, lock=True)': (_self: PyManager, code, items) =>
        makeArray(m, code ?? null, items ?? null, true),
      'start(initializer=None, initargs=())': () => null,
      'shutdown()': end,
      '__enter__()': (self: PyManager) => self,
      '__exit__(*args)': end,
    },
  });
}

/** `Manager()`: counted among the processes, as CPython's is one. */
export function* makeManager(m: KernelMachine): Returns {
  yield new Meeting();
  processState(m).started++;
  m.clock.spend(m.clock.policy.forkCost);
  return new PyManager(managerTypes(m).SyncManager);
}
