// Taking URLs apart and putting them together, in Python, for the packages that send requests.

export const URL_SOURCE = `
class _Parts:
    def __init__(self, url):
        self.scheme, colon, rest = url.partition("://") if "://" in url else ("", "", url)
        rest = rest.partition("#")[0]
        rest, mark, self.query = rest.partition("?")
        self.netloc, slash, path = rest.partition("/") if self.scheme else ("", "", rest)
        self.path = slash + path
        host, colon, port = self.netloc.rpartition("@")[2].partition(":")
        self.hostname, self.port = host.lower(), int(port) if port.isdigit() else None
    def url(self, params=None):
        query = "&".join(part for part in (self.query, _encode(params)) if part)
        return f"{self.scheme}://{self.netloc}{self.path or '/'}" + (f"?{query}" if query else "")
    def target(self):
        return (self.path or "/") + (f"?{self.query}" if self.query else "")

def _quote(value):
    plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~"
    return "".join("+" if byte == 32 else chr(byte) if chr(byte) in plain else f"%{byte:02X}"
                   for byte in str(value).encode())

def _encode(params):
    if params is None or isinstance(params, (str, bytes)):
        return params or ""
    pairs = params.items() if hasattr(params, "items") else params
    return "&".join(f"{_quote(name)}={_quote(each)}" for name, value in pairs if value is not None
                    for each in (value if isinstance(value, (list, tuple)) else [value]))
`;
