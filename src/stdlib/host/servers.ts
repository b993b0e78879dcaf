// Servers of Python's library (`socketserver`, `http.server`, `wsgiref.simple_server`): their classes can be named.

import { defineModule, type ModuleDefinition } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import type { Value } from '../../objects/object.js';
import { refusedClass } from './refused.js';

const CLASSES: Record<string, readonly string[]> = {
  socketserver: [
    'BaseServer',
    'TCPServer',
    'UDPServer',
    'ThreadingMixIn',
    'ThreadingTCPServer',
    'ThreadingUDPServer',
    'UnixStreamServer',
    'BaseRequestHandler',
    'StreamRequestHandler',
    'DatagramRequestHandler',
  ],
  wsgiref: [],
  'http.server': ['HTTPServer', 'ThreadingHTTPServer', 'BaseHTTPRequestHandler', 'SimpleHTTPRequestHandler'],
  'wsgiref.simple_server': ['WSGIServer', 'WSGIRequestHandler'],
};

export const servers: readonly ModuleDefinition<KernelMachine>[] = Object.entries(CLASSES).map(
  ([module, names]) =>
    defineModule(module, () => {
      const classes: Record<string, Value> = {};
      for (const name of names) classes[name] = refusedClass(module, name);
      return classes;
    }),
);
