// The `ssl` module: names that programs mention. Encryption needs a network, so contexts are refused.

import { defineModule } from '../../execution/module.js';
import { exceptionType } from '../../objects/exceptions.js';
import { defineType } from '../../objects/native.js';
import { refusedClass, refusedFunctions } from './refused.js';

export const ssl = defineModule('ssl', () => {
  const error = defineType('SSLError', { module: 'ssl', bases: [exceptionType('OSError')] });
  const derived = (name: string) => defineType(name, { module: 'ssl', bases: [error] });
  return {
    SSLError: error,
    SSLZeroReturnError: derived('SSLZeroReturnError'),
    SSLWantReadError: derived('SSLWantReadError'),
    SSLWantWriteError: derived('SSLWantWriteError'),
    SSLSyscallError: derived('SSLSyscallError'),
    SSLEOFError: derived('SSLEOFError'),
    SSLCertVerificationError: derived('SSLCertVerificationError'),
    CERT_NONE: 0,
    CERT_OPTIONAL: 1,
    CERT_REQUIRED: 2,
    PROTOCOL_TLS: 2,
    PROTOCOL_TLS_CLIENT: 16,
    PROTOCOL_TLS_SERVER: 17,
    HAS_SNI: true,
    SSLContext: refusedClass('ssl', 'SSLContext', ['wrap_socket', 'wrap_bio', 'load_cert_chain']),
    SSLObject: refusedClass('ssl', 'SSLObject'),
    SSLSocket: refusedClass('ssl', 'SSLSocket'),
    MemoryBIO: refusedClass('ssl', 'MemoryBIO', ['read', 'write']),
    ...refusedFunctions('ssl', ['create_default_context', 'get_server_certificate', 'wrap_socket']),
  };
});
