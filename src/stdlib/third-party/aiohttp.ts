// `aiohttp`, the client's side: sessions, responses, timeouts and errors. A request is a future that the loop resolves
// when the answer has come.

import { partOf, pythonPackage } from '../python-package.js';
import { webFunctions } from './simulated-web.js';
import { URL_SOURCE } from './url-source.js';

const SOURCE = `
import asyncio as _asyncio, json as _json

__name__ = "aiohttp.client_exceptions"

class ClientError(Exception): pass

class ClientResponseError(ClientError):
    def __init__(self, request_info, history, *, status=None, message="", headers=None):
        self.request_info, self.history, self.headers = request_info, history, headers
        self.status, self.message = status or 0, message
        self.args = (request_info, history)
    def __str__(self):
        return f"{self.status}, message={self.message!r}, url={str(self.request_info.real_url)!r}"

class ContentTypeError(ClientResponseError): pass
class ClientPayloadError(ClientError): pass
class InvalidURL(ClientError, ValueError): pass
class ClientConnectionError(ClientError): pass
class ClientOSError(ClientConnectionError, OSError): pass
class ClientConnectorError(ClientOSError):
    def __init__(self, host, port, ssl, os_error):
        self.host, self.port, self.ssl, self.os_error = host, port, ssl, os_error
        super().__init__(os_error.errno, os_error.strerror)
    def __str__(self):
        return f"Cannot connect to host {self.host}:{self.port} ssl:{self.ssl} [{self.os_error.strerror}]"
class ServerConnectionError(ClientConnectionError): pass
class ServerDisconnectedError(ServerConnectionError): pass
class ServerTimeoutError(ServerConnectionError, _asyncio.TimeoutError): pass
class SocketTimeoutError(ServerTimeoutError): pass
class ConnectionTimeoutError(ServerTimeoutError): pass

__name__ = "aiohttp.client"

class ClientTimeout:
    def __init__(self, total=None, connect=None, sock_read=None, sock_connect=None):
        self.total, self.connect, self.sock_read, self.sock_connect = total, connect, sock_read, sock_connect
    def __repr__(self):
        return (f"ClientTimeout(total={self.total!r}, connect={self.connect!r}, "
                f"sock_read={self.sock_read!r}, sock_connect={self.sock_connect!r})")

class TCPConnector:
    def __init__(self, *, limit=100, limit_per_host=0, ssl=True, **kwargs):
        self.limit, self.limit_per_host = limit, limit_per_host
        self._slots = {}
        self._all = _asyncio.Semaphore(limit) if limit else None
    def _of_host(self, host):
        if not self.limit_per_host:
            return None
        return self._slots.setdefault(host, _asyncio.Semaphore(self.limit_per_host))
    async def close(self):
        pass

class RequestInfo:
    def __init__(self, url, method, headers):
        self.url = self.real_url = url
        self.method, self.headers = method, headers

class _Headers(dict):
    def _find(self, name):
        return next((key for key in self if key.lower() == name.lower()), name)
    def __getitem__(self, name):
        return super().__getitem__(self._find(name))
    def __contains__(self, name):
        return super().__contains__(self._find(name))
    def get(self, name, default=None):
        return super().get(self._find(name), default)
    def __repr__(self):
        return "<CIMultiDictProxy(" + ", ".join(f"{key!r}: {value!r}" for key, value in self.items()) + ")>"

class ClientResponse:
    def __init__(self, info, status, reason, headers, body):
        self.request_info, self.method, self.url, self.real_url = info, info.method, info.url, info.url
        self.status, self.reason, self.headers = status, reason, _Headers(headers)
        self.history, self.cookies, self.closed, self._body = (), {}, False, body
    def __repr__(self):
        return f"<ClientResponse({self.url}) [{self.status} {self.reason}]>\\n{self.headers!r}\\n"
    @property
    def ok(self):
        return self.status < 400
    @property
    def content_type(self):
        return self.headers.get("Content-Type", "application/octet-stream").split(";")[0].strip()
    async def read(self):
        if self.closed:
            raise ClientConnectionError("Connection closed")
        return self._body
    async def text(self, encoding=None, errors="strict"):
        return (await self.read()).decode(encoding or "utf-8", errors)
    async def json(self, *, encoding=None, loads=_json.loads, content_type="application/json"):
        if content_type and self.content_type != content_type:
            raise ContentTypeError(self.request_info, self.history, status=self.status, headers=self.headers,
                                   message=f"Attempt to decode JSON with unexpected mimetype: {self.content_type}")
        return loads(await self.text(encoding))
    def raise_for_status(self):
        if not self.ok:
            raise ClientResponseError(self.request_info, self.history, status=self.status, message=self.reason,
                                      headers=self.headers)
    def release(self):
        self.closed = True
    close = release
    async def __aenter__(self):
        return self
    async def __aexit__(self, *args):
        self.release()

class _RequestContextManager:
    def __init__(self, coro):
        self._coro, self._resp = coro, None
    def __await__(self):
        return self._coro.__await__()
    async def __aenter__(self):
        self._resp = await self._coro
        return self._resp
    async def __aexit__(self, *args):
        self._resp.release()

_DEFAULT_TIMEOUT = ClientTimeout(total=300, sock_connect=30)
_MISSING = object()

class ClientSession:
    def __init__(self, base_url=None, *, connector=None, headers=None, timeout=_MISSING, raise_for_status=False,
                 cookies=None, auth=None, json_serialize=_json.dumps, trust_env=False, loop=None, **kwargs):
        _asyncio.get_running_loop()
        self._base_url, self.headers = base_url, dict(headers or {})
        self.connector = connector or TCPConnector()
        self.timeout = _DEFAULT_TIMEOUT if timeout is _MISSING else self._as_timeout(timeout)
        self._raise_for_status, self.closed = raise_for_status, False
    @staticmethod
    def _as_timeout(timeout):
        return timeout if isinstance(timeout, ClientTimeout) else ClientTimeout(total=timeout)
    def __enter__(self):
        raise TypeError("Use async with instead")
    def __exit__(self, *args):
        pass
    async def __aenter__(self):
        return self
    async def __aexit__(self, *args):
        await self.close()
    async def close(self):
        self.closed = True
    def request(self, method, url, **kwargs):
        return _RequestContextManager(self._request(method, url, **kwargs))
    async def _request(self, method, str_or_url, *, params=None, data=None, json=None, headers=None,
                       timeout=_MISSING, raise_for_status=None, allow_redirects=True, ssl=True, **kwargs):
        if self.closed:
            raise RuntimeError("Session is closed")
        if data is not None and json is not None:
            raise ValueError("data and json parameters can not be used at the same time")
        url = str(str_or_url)
        url = str(self._base_url).rstrip("/") + "/" + url.lstrip("/") if self._base_url else url
        parts = _Parts(url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise InvalidURL(url)
        url = parts.url(params)
        limits = self.timeout if timeout is _MISSING else self._as_timeout(timeout)
        async with _asyncio.timeout(limits.total):
            slots = [slot for slot in (self.connector._all, self.connector._of_host(parts.netloc)) if slot]
            for slot in slots:
                await slot.acquire()
            try:
                response = await self._exchange(method, url, parts, headers, limits)
            finally:
                for slot in slots:
                    slot.release()
        if raise_for_status if raise_for_status is not None else self._raise_for_status:
            response.raise_for_status()
        return response
    async def _exchange(self, method, url, parts, headers, limits):
        seconds, failed, status, reason, received, body = _exchange(method, url)
        text = f"aiohttp {method} {url}"
        if limits.sock_read is not None and seconds > limits.sock_read:
            await _transfer(limits.sock_read, text)
            raise SocketTimeoutError(f"Timeout on reading data from socket")
        await _transfer(seconds, text)
        if failed:
            port = parts.port or (443 if parts.scheme == "https" else 80)
            error = ConnectionRefusedError(111, f"Connect call failed ({parts.hostname!r}, {port})")
            raise ClientConnectorError(parts.hostname, port, "default", error) from error
        info = RequestInfo(url, method, {**self.headers, **(headers or {})})
        return ClientResponse(info, status, reason, received, body)
    def get(self, url, **kwargs):
        return self.request("GET", url, **kwargs)
    def options(self, url, **kwargs):
        return self.request("OPTIONS", url, **kwargs)
    def head(self, url, **kwargs):
        return self.request("HEAD", url, **kwargs)
    def post(self, url, *, data=None, **kwargs):
        return self.request("POST", url, data=data, **kwargs)
    def put(self, url, *, data=None, **kwargs):
        return self.request("PUT", url, data=data, **kwargs)
    def patch(self, url, *, data=None, **kwargs):
        return self.request("PATCH", url, data=data, **kwargs)
    def delete(self, url, **kwargs):
        return self.request("DELETE", url, **kwargs)

class _SessionRequest(_RequestContextManager):
    """A request in a session of its own."""

def request(method, url, **kwargs):
    async def once():
        async with ClientSession() as session:
            return await session.request(method, url, **kwargs)
    return _SessionRequest(once())

__name__ = "aiohttp"
__version__ = "3.11.0"

import aiohttp.client_exceptions as client_exceptions
`;

const EXCEPTIONS = [
  'ClientError',
  'ClientResponseError',
  'ContentTypeError',
  'ClientPayloadError',
  'InvalidURL',
  'ClientConnectionError',
  'ClientOSError',
  'ClientConnectorError',
  'ServerConnectionError',
  'ServerDisconnectedError',
  'ServerTimeoutError',
];

export const aiohttp = [
  pythonPackage('aiohttp', URL_SOURCE + SOURCE, webFunctions),
  partOf('aiohttp.client_exceptions', 'aiohttp', EXCEPTIONS),
];
