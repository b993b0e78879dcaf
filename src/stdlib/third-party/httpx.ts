// `httpx`: calls that block, and an asynchronous client whose requests the event loop waits for.

import { pythonPackage } from '../python-package.js';
import { webFunctions } from './simulated-web.js';
import { URL_SOURCE } from './url-source.js';

const SOURCE = `
import datetime as _datetime, json as _json

class HTTPError(Exception):
    def __init__(self, message):
        super().__init__(message)
        self._request = None
    @property
    def request(self):
        if self._request is None:
            raise RuntimeError("The .request property has not been set.")
        return self._request

class RequestError(HTTPError):
    def __init__(self, message, *, request=None):
        super().__init__(message)
        self._request = request
class TransportError(RequestError): pass
class TimeoutException(TransportError): pass
class ConnectTimeout(TimeoutException): pass
class ReadTimeout(TimeoutException): pass
class WriteTimeout(TimeoutException): pass
class PoolTimeout(TimeoutException): pass
class NetworkError(TransportError): pass
class ConnectError(NetworkError): pass
class ReadError(NetworkError): pass
class UnsupportedProtocol(TransportError): pass
class TooManyRedirects(RequestError): pass
class InvalidURL(Exception): pass
class HTTPStatusError(HTTPError):
    def __init__(self, message, *, request, response):
        super().__init__(message)
        self._request, self.response = request, response

class URL(str):
    @property
    def host(self):
        return _Parts(self).hostname
    @property
    def scheme(self):
        return _Parts(self).scheme
    @property
    def path(self):
        return _Parts(self).path or "/"
    def __repr__(self):
        return f"URL({str(self)!r})"

class Headers(dict):
    def __init__(self, items=()):
        super().__init__((name.lower(), value) for name, value in dict(items).items())
    def __getitem__(self, name):
        return super().__getitem__(name.lower())
    def __contains__(self, name):
        return super().__contains__(name.lower())
    def get(self, name, default=None):
        return super().get(name.lower(), default)
    def __repr__(self):
        return f"Headers({dict(self)!r})"

class Timeout:
    def __init__(self, timeout=5.0, *, connect=None, read=None, write=None, pool=None):
        self.connect = timeout if connect is None else connect
        self.read = timeout if read is None else read
        self.write, self.pool = timeout if write is None else write, timeout if pool is None else pool
    def __repr__(self):
        return f"Timeout(timeout={self.read})"

class Limits:
    def __init__(self, *, max_connections=None, max_keepalive_connections=None, keepalive_expiry=5.0):
        self.max_connections, self.max_keepalive_connections = max_connections, max_keepalive_connections

class Request:
    def __init__(self, method, url, headers=None):
        self.method, self.url, self.headers = method, URL(url), Headers(headers or {})
    def __repr__(self):
        return f"<Request({self.method!r}, {str(self.url)!r})>"

_KINDS = {1: "Informational response", 3: "Redirect response", 4: "Client error", 5: "Server error"}

class Response:
    def __init__(self, status_code, *, headers=None, content=b"", request=None, reason="", elapsed=0):
        self.status_code, self.reason_phrase, self.request = status_code, reason, request
        self.headers, self.content, self.history = Headers(headers or {}), content, []
        self.elapsed, self.http_version, self.encoding = _datetime.timedelta(seconds=elapsed), "HTTP/1.1", "utf-8"
    def __repr__(self):
        return f"<Response [{self.status_code} {self.reason_phrase}]>"
    @property
    def url(self):
        return self.request.url
    @property
    def text(self):
        return self.content.decode(self.encoding, "replace")
    @property
    def is_success(self):
        return 200 <= self.status_code < 300
    @property
    def is_redirect(self):
        return 300 <= self.status_code < 400
    @property
    def is_client_error(self):
        return 400 <= self.status_code < 500
    @property
    def is_server_error(self):
        return self.status_code >= 500
    @property
    def is_error(self):
        return self.status_code >= 400
    def json(self, **kwargs):
        return _json.loads(self.content, **kwargs)
    def read(self):
        return self.content
    async def aread(self):
        return self.content
    def iter_bytes(self, chunk_size=None):
        size = chunk_size or max(1, len(self.content))
        for start in range(0, len(self.content), size):
            yield self.content[start:start + size]
    def raise_for_status(self):
        if self.is_success:
            return self
        kind = _KINDS[self.status_code // 100]
        raise HTTPStatusError(f"{kind} '{self.status_code} {self.reason_phrase}' for url '{self.url}'\\n"
                              f"For more information check: https://developer.mozilla.org/en-US/docs/Web/HTTP/Status/{self.status_code}",
                              request=self.request, response=self)
    def close(self):
        pass
    async def aclose(self):
        pass

_UNSET = object()

class _BaseClient:
    def __init__(self, *, base_url="", headers=None, params=None, timeout=5.0, auth=None, cookies=None, limits=None,
                 verify=True, follow_redirects=False, http2=False, transport=None, **kwargs):
        self.base_url, self.headers, self.params = URL(base_url), Headers(headers or {}), dict(params or {})
        self.timeout, self.is_closed = self._as_timeout(timeout), False
    @staticmethod
    def _as_timeout(timeout):
        return timeout if isinstance(timeout, Timeout) else Timeout(timeout)
    def _prepare(self, method, url, params, headers, timeout):
        if self.is_closed:
            raise RuntimeError("Cannot send a request, as the client has been closed.")
        url = str(url)
        if self.base_url and not _Parts(url).scheme:
            url = str(self.base_url).rstrip("/") + "/" + url.lstrip("/")
        parts = _Parts(url)
        if parts.scheme not in ("http", "https"):
            missing = "an 'http://' or 'https://' protocol"
            raise UnsupportedProtocol(f"Request URL is missing {missing}." if not parts.scheme
                                      else f"Request URL has an unsupported protocol '{parts.scheme}://'.")
        url = parts.url({**self.params, **dict(params or {})})
        limit = (self.timeout if timeout is _UNSET else self._as_timeout(timeout)).read
        return Request(method, url, {**self.headers, **(headers or {})}), limit, _exchange(method, url)
    @staticmethod
    def _finish(request, answer):
        seconds, failed, status, reason, headers, content = answer
        return Response(status, headers=headers, content=content, request=request, reason=reason, elapsed=seconds)

class Client(_BaseClient):
    def __enter__(self):
        return self
    def __exit__(self, *args):
        self.close()
    def close(self):
        self.is_closed = True
    def request(self, method, url, *, params=None, headers=None, timeout=_UNSET, content=None, data=None, files=None,
                json=None, cookies=None, auth=None, follow_redirects=None):
        request, limit, answer = self._prepare(method, url, params, headers, timeout)
        text = f"httpx.{method.lower()}({str(request.url)!r})"
        if limit is not None and answer[0] > limit:
            _block(limit, text)
            raise ReadTimeout("The read operation timed out", request=request)
        _block(answer[0], text)
        if answer[1]:
            raise ConnectError("[Errno 111] Connection refused", request=request)
        return self._finish(request, answer)
    def get(self, url, **kwargs):
        return self.request("GET", url, **kwargs)
    def options(self, url, **kwargs):
        return self.request("OPTIONS", url, **kwargs)
    def head(self, url, **kwargs):
        return self.request("HEAD", url, **kwargs)
    def post(self, url, **kwargs):
        return self.request("POST", url, **kwargs)
    def put(self, url, **kwargs):
        return self.request("PUT", url, **kwargs)
    def patch(self, url, **kwargs):
        return self.request("PATCH", url, **kwargs)
    def delete(self, url, **kwargs):
        return self.request("DELETE", url, **kwargs)

class AsyncClient(_BaseClient):
    async def __aenter__(self):
        return self
    async def __aexit__(self, *args):
        await self.aclose()
    async def aclose(self):
        self.is_closed = True
    async def request(self, method, url, *, params=None, headers=None, timeout=_UNSET, content=None, data=None,
                      files=None, json=None, cookies=None, auth=None, follow_redirects=None):
        request, limit, answer = self._prepare(method, url, params, headers, timeout)
        text = f"httpx {method} {request.url}"
        if limit is not None and answer[0] > limit:
            await _transfer(limit, text)
            raise ReadTimeout("", request=request)
        await _transfer(answer[0], text)
        if answer[1]:
            raise ConnectError("All connection attempts failed", request=request)
        return self._finish(request, answer)
    async def get(self, url, **kwargs):
        return await self.request("GET", url, **kwargs)
    async def options(self, url, **kwargs):
        return await self.request("OPTIONS", url, **kwargs)
    async def head(self, url, **kwargs):
        return await self.request("HEAD", url, **kwargs)
    async def post(self, url, **kwargs):
        return await self.request("POST", url, **kwargs)
    async def put(self, url, **kwargs):
        return await self.request("PUT", url, **kwargs)
    async def patch(self, url, **kwargs):
        return await self.request("PATCH", url, **kwargs)
    async def delete(self, url, **kwargs):
        return await self.request("DELETE", url, **kwargs)

def request(method, url, *, timeout=5.0, verify=True, follow_redirects=False, **kwargs):
    with Client(timeout=timeout) as client:
        return client.request(method, url, **kwargs)

def get(url, **kwargs):
    return request("GET", url, **kwargs)
def options(url, **kwargs):
    return request("OPTIONS", url, **kwargs)
def head(url, **kwargs):
    return request("HEAD", url, **kwargs)
def post(url, **kwargs):
    return request("POST", url, **kwargs)
def put(url, **kwargs):
    return request("PUT", url, **kwargs)
def patch(url, **kwargs):
    return request("PATCH", url, **kwargs)
def delete(url, **kwargs):
    return request("DELETE", url, **kwargs)

class codes:
    OK, CREATED, ACCEPTED, NO_CONTENT = 200, 201, 202, 204
    BAD_REQUEST, UNAUTHORIZED, FORBIDDEN, NOT_FOUND, TOO_MANY_REQUESTS = 400, 401, 403, 404, 429
    INTERNAL_SERVER_ERROR, BAD_GATEWAY, SERVICE_UNAVAILABLE = 500, 502, 503

__version__ = "0.28.1"
`;

export const httpx = [pythonPackage('httpx', URL_SOURCE + SOURCE, webFunctions)];
