// `urllib.parse`: URLs taken apart, put together and joined, and texts quoted for them. The results are classes that
// programs print and derive from, so the module is written in Python. Bytes are refused: programs that teach use text.

import { defineModule, type ModuleDefinition } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { pythonPackage } from '../python-package.js';

const SOURCE = `
from collections import namedtuple as _namedtuple

uses_relative = ["", "ftp", "http", "gopher", "nntp", "imap", "wais", "file", "https", "shttp", "mms", "prospero",
                 "rtsp", "rtsps", "rtspu", "sftp", "svn", "svn+ssh", "ws", "wss"]
uses_netloc = ["", "ftp", "http", "gopher", "nntp", "telnet", "imap", "wais", "file", "mms", "https", "shttp",
               "snews", "prospero", "rtsp", "rtsps", "rtspu", "rsync", "svn", "svn+ssh", "sftp", "nfs", "git",
               "git+ssh", "ws", "wss", "itms-services"]
uses_params = ["", "ftp", "hdl", "prospero", "http", "imap", "https", "shttp", "rtsp", "rtsps", "rtspu", "sip",
               "sips", "mms", "sftp", "tel"]
scheme_chars = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."
_ALWAYS_SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~")
_HEX = "0123456789abcdefABCDEF"
_EDGE = "".join(map(chr, range(33)))

def _text(*values):
    for value in values:
        if isinstance(value, (bytes, bytearray)):
            raise NotImplementedError("urllib.parse takes no bytes in loopscope")

class _Address:
    __slots__ = ()
    @property
    def _user(self):
        info, at, _ = self.netloc.rpartition("@")
        name, colon, password = info.partition(":")
        return (name if at else None), (password if at and colon else None)
    @property
    def _host(self):
        place = self.netloc.rpartition("@")[2]
        _, opened, bracketed = place.partition("[")
        if opened:
            host, _, rest = bracketed.partition("]")
            port = rest.partition(":")[2]
        else:
            host, _, port = place.partition(":")
        return host, port or None
    @property
    def username(self):
        return self._user[0]
    @property
    def password(self):
        return self._user[1]
    @property
    def hostname(self):
        host = self._host[0]
        if not host:
            return None
        name, percent, zone = host.partition("%")
        return name.lower() + percent + zone
    @property
    def port(self):
        port = self._host[1]
        if port is None:
            return None
        if not (port.isdigit() and port.isascii()):
            raise ValueError(f"Port could not be cast to integer value as {port!r}")
        if int(port) > 65535:
            raise ValueError("Port out of range 0-65535")
        return int(port)

class DefragResult(_namedtuple("DefragResult", "url fragment")):
    __slots__ = ()
    def geturl(self):
        return f"{self.url}#{self.fragment}" if self.fragment else self.url

class SplitResult(_namedtuple("SplitResult", "scheme netloc path query fragment"), _Address):
    __slots__ = ()
    def geturl(self):
        return urlunsplit(self)

class ParseResult(_namedtuple("ParseResult", "scheme netloc path params query fragment"), _Address):
    __slots__ = ()
    def geturl(self):
        return urlunparse(self)

def urlparse(url, scheme="", allow_fragments=True):
    scheme, netloc, path, query, fragment = urlsplit(url, scheme, allow_fragments)
    params = ""
    if scheme in uses_params and ";" in path:
        path, params = _split_params(path)
    return ParseResult(scheme, netloc, path, params, query, fragment)

def _split_params(path):
    start = path.find(";", max(path.rfind("/"), 0))
    return (path, "") if start < 0 else (path[:start], path[start + 1:])

def urlsplit(url, scheme="", allow_fragments=True):
    _text(url, scheme)
    url = url.lstrip(_EDGE)
    scheme = scheme.strip(_EDGE)
    for unsafe in "\\t\\r\\n":
        url, scheme = url.replace(unsafe, ""), scheme.replace(unsafe, "")
    netloc = query = fragment = ""
    head, colon, tail = url.partition(":")
    if colon and head and head[0].isascii() and head[0].isalpha() and all(c in scheme_chars for c in head):
        scheme, url = head.lower(), tail
    if url[:2] == "//":
        end = min((at for at in (url.find(c, 2) for c in "/?#") if at >= 0), default=len(url))
        netloc, url = url[2:end], url[end:]
        if ("[" in netloc) != ("]" in netloc):
            raise ValueError("Invalid IPv6 URL")
    if allow_fragments and "#" in url:
        url, fragment = url.split("#", 1)
    if "?" in url:
        url, query = url.split("?", 1)
    return SplitResult(scheme, netloc, url, query, fragment)

def urlunparse(components):
    scheme, netloc, url, params, query, fragment = components
    if params:
        url = f"{url};{params}"
    return urlunsplit((scheme, netloc, url, query, fragment))

def urlunsplit(components):
    scheme, netloc, url, query, fragment = components
    _text(scheme, netloc, url, query, fragment)
    if netloc:
        if url and url[:1] != "/":
            url = "/" + url
        url = "//" + netloc + url
    elif url[:2] == "//" or (scheme and scheme in uses_netloc and (not url or url[:1] == "/")):
        url = "//" + url
    if scheme:
        url = scheme + ":" + url
    if query:
        url = url + "?" + query
    return url + "#" + fragment if fragment else url

def urljoin(base, url, allow_fragments=True):
    _text(base, url)
    if not base:
        return url
    if not url:
        return base
    bscheme, bnetloc, bpath, bparams, bquery, _ = urlparse(base, "", allow_fragments)
    scheme, netloc, path, params, query, fragment = urlparse(url, bscheme, allow_fragments)
    if scheme != bscheme or scheme not in uses_relative:
        return url
    if scheme in uses_netloc:
        if netloc:
            return urlunparse((scheme, netloc, path, params, query, fragment))
        netloc = bnetloc
    if not path and not params:
        return urlunparse((scheme, netloc, bpath, bparams, query or bquery, fragment))
    before = bpath.split("/")
    if before[-1] != "":
        del before[-1]
    if path[:1] == "/":
        segments = path.split("/")
    else:
        segments = before + path.split("/")
        segments[1:-1] = filter(None, segments[1:-1])
    resolved = []
    for segment in segments:
        if segment == "..":
            if resolved:
                resolved.pop()
        elif segment != ".":
            resolved.append(segment)
    if segments[-1] in (".", ".."):
        resolved.append("")
    return urlunparse((scheme, netloc, "/".join(resolved) or "/", params, query, fragment))

def urldefrag(url):
    _text(url)
    if "#" not in url:
        return DefragResult(url, "")
    scheme, netloc, path, params, query, fragment = urlparse(url)
    return DefragResult(urlunparse((scheme, netloc, path, params, query, "")), fragment)

def unquote_to_bytes(string):
    if not string:
        string.split
        return b""
    if isinstance(string, str):
        string = string.encode("utf-8")
    first, *rest = bytes(string).split(b"%")
    result = bytearray(first)
    for part in rest:
        digits = part[:2].decode("latin-1")
        if len(digits) == 2 and all(digit in _HEX for digit in digits):
            result.append(int(digits, 16))
            result += part[2:]
        else:
            result += b"%" + part
    return bytes(result)

def unquote(string, encoding="utf-8", errors="replace"):
    if isinstance(string, bytes):
        return unquote_to_bytes(string).decode("utf-8" if encoding is None else encoding, errors or "replace")
    if "%" not in string:
        string.split
        return string
    encoding, errors = encoding or "utf-8", errors or "replace"
    pieces, start = [], 0
    for end in range(len(string) + 1):
        if end < len(string) and string[end].isascii() == string[start].isascii():
            continue
        piece = string[start:end]
        pieces.append(unquote_to_bytes(piece).decode(encoding, errors) if piece.isascii() else piece)
        start = end
    return "".join(pieces)

def unquote_plus(string, encoding="utf-8", errors="replace"):
    return unquote(string.replace("+", " "), encoding, errors)

def quote_from_bytes(bs, safe="/"):
    if not isinstance(bs, (bytes, bytearray)):
        raise TypeError("quote_from_bytes() expected bytes")
    if isinstance(safe, str):
        safe = safe.encode("ascii", "ignore")
    kept = _ALWAYS_SAFE | {byte for byte in safe if byte < 128}
    return "".join(chr(byte) if byte in kept else f"%{byte:02X}" for byte in bs)

def quote(string, safe="/", encoding=None, errors=None):
    if isinstance(string, str):
        if not string:
            return string
        string = string.encode(encoding or "utf-8", errors or "strict")
    elif encoding is not None:
        raise TypeError("quote() doesn't support 'encoding' for bytes")
    elif errors is not None:
        raise TypeError("quote() doesn't support 'errors' for bytes")
    return quote_from_bytes(string, safe)

def quote_plus(string, safe="", encoding=None, errors=None):
    space = " " if isinstance(string, str) else b" "
    if space not in string:
        return quote(string, safe, encoding, errors)
    safe = safe + " " if isinstance(safe, str) else safe + b" "
    return quote(string, safe, encoding, errors).replace(" ", "+")

def urlencode(query, doseq=False, safe="", encoding=None, errors=None, quote_via=quote_plus):
    if hasattr(query, "items"):
        query = query.items()
    else:
        try:
            if len(query) and not isinstance(query[0], tuple):
                raise TypeError
        except TypeError as error:
            raise TypeError("not a valid non-string sequence or mapping object") from error
    def quoted(value):
        if isinstance(value, bytes):
            return quote_via(value, safe)
        return quote_via(str(value), safe, encoding, errors)
    pairs = []
    for key, value in query:
        values = [value]
        if doseq and not isinstance(value, (bytes, str)):
            try:
                len(value)
            except TypeError:
                pass
            else:
                values = value
        pairs += [f"{quoted(key)}={quoted(each)}" for each in values]
    return "&".join(pairs)

def parse_qs(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace",
             max_num_fields=None, separator="&"):
    found = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding, errors, max_num_fields, separator):
        found.setdefault(name, []).append(value)
    return found

def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace",
              max_num_fields=None, separator="&"):
    _text(qs)
    if not separator or not isinstance(separator, str):
        raise ValueError("Separator must be of type string or bytes.")
    if not qs:
        return []
    if max_num_fields is not None and max_num_fields < 1 + qs.count(separator):
        raise ValueError("Max number of fields exceeded")
    pairs = []
    for field in qs.split(separator):
        if not field and not strict_parsing:
            continue
        name, equals, value = field.partition("=")
        if not equals and strict_parsing:
            raise ValueError(f"bad query field: {field!r}")
        if value or (equals or not strict_parsing) and keep_blank_values:
            pairs.append(tuple(unquote(part.replace("+", " "), encoding, errors) for part in (name, value)))
    return pairs

__all__ = ["urlparse", "urlunparse", "urljoin", "urldefrag", "urlsplit", "urlunsplit", "urlencode", "parse_qs",
           "parse_qsl", "quote", "quote_plus", "quote_from_bytes", "unquote", "unquote_plus", "unquote_to_bytes",
           "DefragResult", "ParseResult", "SplitResult"]
`;

export const urllib: readonly ModuleDefinition<KernelMachine>[] = [
  defineModule('urllib', () => ({})),
  pythonPackage('urllib.parse', SOURCE, () => ({})),
];
