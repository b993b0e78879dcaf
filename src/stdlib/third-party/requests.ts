// `requests`, for calls that get and post. A call blocks its thread until the answer is there.

import { partOf, pythonPackage } from '../python-package.js';
import { webFunctions } from './simulated-web.js';
import { URL_SOURCE } from './url-source.js';

const SOURCE = `
import datetime as _datetime, json as _json

__name__ = "requests.exceptions"

class RequestException(IOError):
    def __init__(self, *args, response=None, request=None):
        self.response = response
        self.request = request
        super().__init__(*args)

class HTTPError(RequestException): pass
class ConnectionError(RequestException): pass
class Timeout(RequestException): pass
class ConnectTimeout(ConnectionError, Timeout): pass
class ReadTimeout(Timeout): pass
class URLRequired(RequestException): pass
class TooManyRedirects(RequestException): pass
class MissingSchema(RequestException, ValueError): pass
class InvalidSchema(RequestException, ValueError): pass
class InvalidURL(RequestException, ValueError): pass
class JSONDecodeError(RequestException, _json.JSONDecodeError):
    def __init__(self, *args, **kwargs):
        _json.JSONDecodeError.__init__(self, *args)
        self.response = self.request = None

__name__ = "requests"

class CaseInsensitiveDict(dict):
    def __init__(self, items=()):
        super().__init__(items)
    def _find(self, name):
        return next((key for key in self if key.lower() == name.lower()), name)
    def __getitem__(self, name):
        return super().__getitem__(self._find(name))
    def __contains__(self, name):
        return super().__contains__(self._find(name))
    def __setitem__(self, name, value):
        super().__setitem__(self._find(name), value)
    def get(self, name, default=None):
        return super().get(self._find(name), default)

class _Codes:
    ok = OK = 200
    created, accepted, no_content = 201, 202, 204
    bad_request, unauthorized, forbidden, not_found = 400, 401, 403, 404
    too_many_requests, server_error, internal_server_error, bad_gateway, service_unavailable = 429, 500, 500, 502, 503

codes = _Codes()

class PreparedRequest:
    def __init__(self, method, url, headers, body):
        self.method, self.url, self.headers, self.body = method, url, headers, body
    def __repr__(self):
        return f"<PreparedRequest [{self.method}]>"

class Response:
    def __init__(self):
        self.status_code = self.url = self.reason = self.request = None
        self.headers, self.content, self.history, self.cookies = CaseInsensitiveDict(), b"", [], {}
        self.encoding, self.elapsed = "utf-8", _datetime.timedelta(0)
    def __repr__(self):
        return f"<Response [{self.status_code}]>"
    def __bool__(self):
        return self.ok
    def __enter__(self):
        return self
    def __exit__(self, *args):
        self.close()
    def __iter__(self):
        return self.iter_content(128)
    @property
    def ok(self):
        return self.status_code < 400
    @property
    def text(self):
        return self.content.decode(self.encoding or "utf-8", "replace")
    @property
    def is_redirect(self):
        return "location" in self.headers and self.status_code in (301, 302, 303, 307, 308)
    def json(self, **kwargs):
        try:
            return _json.loads(self.text, **kwargs)
        except _json.JSONDecodeError as error:
            raise JSONDecodeError(error.msg, error.doc, error.pos) from None
    def iter_content(self, chunk_size=1, decode_unicode=False):
        for start in range(0, len(self.content), chunk_size or 1):
            yield self.content[start:start + chunk_size]
    def iter_lines(self, chunk_size=512, decode_unicode=False, delimiter=None):
        yield from (self.text if decode_unicode else self.content).splitlines()
    def raise_for_status(self):
        kind = "Client" if 400 <= self.status_code < 500 else "Server"
        if self.status_code >= 400:
            raise HTTPError(f"{self.status_code} {kind} Error: {self.reason} for url: {self.url}", response=self)
    def close(self):
        pass

def _prepare(url, params):
    parts = _Parts(str(url))
    if not parts.scheme:
        raise MissingSchema(f"Invalid URL {url!r}: No scheme supplied. Perhaps you meant https://{url}?")
    if parts.scheme not in ("http", "https"):
        raise InvalidSchema(f"No connection adapters were found for {url!r}")
    if not parts.netloc:
        raise InvalidURL(f"Invalid URL {url!r}: No host supplied")
    return parts.url(params)

class Session:
    def __init__(self):
        self.headers = CaseInsensitiveDict({"User-Agent": "python-requests/2.32.3", "Accept-Encoding": "gzip, deflate",
                                            "Accept": "*/*", "Connection": "keep-alive"})
        self.params, self.auth, self.cookies, self.verify = {}, None, {}, True
    def __enter__(self):
        return self
    def __exit__(self, *args):
        self.close()
    def close(self):
        pass
    def mount(self, prefix, adapter):
        pass
    def request(self, method, url, params=None, data=None, headers=None, cookies=None, files=None, auth=None,
                timeout=None, allow_redirects=True, proxies=None, hooks=None, stream=None, verify=None, cert=None,
                json=None):
        method = method.upper()
        url = _prepare(url, {**self.params, **params} if isinstance(params, dict) else params or self.params)
        sent = CaseInsensitiveDict({**self.headers, **(headers or {})})
        body = data if json is None else _json.dumps(json)
        if json is not None:
            sent["Content-Type"] = "application/json"
        seconds, failed, status, reason, received, content = _exchange(method, url)
        parts = _Parts(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        pool = f"{parts.scheme.upper()}ConnectionPool(host={parts.hostname!r}, port={port})"
        limit = timeout[1] if isinstance(timeout, tuple) else timeout
        text = f"requests.{method.lower()}({url!r})"
        if limit is not None and seconds > limit:
            _block(limit, text)
            raise ReadTimeout(f"{pool}: Read timed out. (read timeout={limit})")
        _block(seconds, text)
        if failed:
            raise ConnectionError(f"{pool}: Max retries exceeded with url: {parts.target()} "
                                  "(Caused by NewConnectionError('Failed to establish a new connection: "
                                  "[Errno 111] Connection refused'))")
        response = Response()
        response.status_code, response.reason, response.url, response.content = status, reason, url, content
        response.headers = CaseInsensitiveDict(received)
        response.elapsed = _datetime.timedelta(seconds=seconds)
        response.request = PreparedRequest(method, url, sent, body)
        return response
    def get(self, url, **kwargs):
        return self.request("GET", url, **kwargs)
    def options(self, url, **kwargs):
        return self.request("OPTIONS", url, **kwargs)
    def head(self, url, **kwargs):
        return self.request("HEAD", url, **kwargs)
    def post(self, url, data=None, json=None, **kwargs):
        return self.request("POST", url, data=data, json=json, **kwargs)
    def put(self, url, data=None, **kwargs):
        return self.request("PUT", url, data=data, **kwargs)
    def patch(self, url, data=None, **kwargs):
        return self.request("PATCH", url, data=data, **kwargs)
    def delete(self, url, **kwargs):
        return self.request("DELETE", url, **kwargs)

def session():
    return Session()

def request(method, url, **kwargs):
    return Session().request(method, url, **kwargs)

def get(url, params=None, **kwargs):
    return request("GET", url, params=params, **kwargs)
def options(url, **kwargs):
    return request("OPTIONS", url, **kwargs)
def head(url, **kwargs):
    return request("HEAD", url, **kwargs)
def post(url, data=None, json=None, **kwargs):
    return request("POST", url, data=data, json=json, **kwargs)
def put(url, data=None, **kwargs):
    return request("PUT", url, data=data, **kwargs)
def patch(url, data=None, **kwargs):
    return request("PATCH", url, data=data, **kwargs)
def delete(url, **kwargs):
    return request("DELETE", url, **kwargs)

__version__ = "2.32.3"

import requests.exceptions as exceptions
`;

const EXCEPTIONS = [
  'RequestException',
  'HTTPError',
  'ConnectionError',
  'Timeout',
  'ConnectTimeout',
  'ReadTimeout',
  'URLRequired',
  'TooManyRedirects',
  'MissingSchema',
  'InvalidSchema',
  'InvalidURL',
  'JSONDecodeError',
];

export const requests = [
  pythonPackage('requests', URL_SOURCE + SOURCE, webFunctions),
  partOf('requests.exceptions', 'requests', EXCEPTIONS),
];
