// `tqdm`: a progress bar on standard error. Its layout is the library's where standard error is no terminal; the rate
// is the average since the start.

import { partOf, pythonPackage } from '../python-package.js';

const SOURCE = `
import asyncio as _asyncio, sys as _sys, time as _time

_BLOCKS = " \\u258f\\u258e\\u258d\\u258c\\u258b\\u258a\\u2589\\u2588"

class tqdm:
    def __init__(self, iterable=None, desc=None, total=None, leave=True, file=None, ncols=None, mininterval=0.1,
                 maxinterval=10.0, miniters=None, ascii=None, disable=False, unit="it", unit_scale=False,
                 dynamic_ncols=False, smoothing=0.3, bar_format=None, initial=0, position=None, postfix=None,
                 unit_divisor=1000, colour=None, delay=0.0, **kwargs):
        if total is None and iterable is not None:
            try:
                total = len(iterable)
            except (TypeError, AttributeError):
                total = None
        self.iterable, self.desc, self.total, self.leave, self.unit = iterable, desc or "", total, leave, unit
        self.n, self.initial, self.disable, self.mininterval, self.ascii = initial, initial, disable, mininterval, ascii
        self.postfix, self._file, self._closed, self._width = postfix or "", file, False, 0
        self.start_t = self.last_print_t = _time.time()
        if not disable:
            self.refresh()
    def _write(self, text):
        print(text, end="", file=self._file or _sys.stderr, flush=True)
    @staticmethod
    def format_interval(seconds):
        minutes, seconds = divmod(int(seconds), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours:d}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes:02d}:{seconds:02d}"
    def _rate(self, elapsed):
        done = self.n - self.initial
        if not elapsed or not done:
            return f"?{self.unit}/s"
        rate = done / elapsed
        return f"{rate:5.2f}{self.unit}/s" if rate >= 1 else f"{1 / rate:5.2f}s/{self.unit}"
    def _bar(self, share, width=10):
        if self.ascii:
            full = int(share * width)
            return ("#" * full).ljust(width)
        full, part = divmod(int(share * width * 8), 8)
        return (_BLOCKS[-1] * full + (_BLOCKS[part] if full < width else "")).ljust(width)
    def __str__(self):
        elapsed = _time.time() - self.start_t
        prefix = f"{self.desc}: " if self.desc else ""
        postfix = f", {self.postfix}" if self.postfix else ""
        if not self.total:
            return f"{prefix}{self.n}{self.unit} [{self.format_interval(elapsed)}, {self._rate(elapsed)}{postfix}]"
        share = min(1, self.n / self.total)
        done = self.n - self.initial
        left = self.format_interval(elapsed * (self.total - self.n) / done) if done else "?"
        return (f"{prefix}{share * 100:3.0f}%|{self._bar(share)}| {self.n}/{self.total} "
                f"[{self.format_interval(elapsed)}<{left}, {self._rate(elapsed)}{postfix}]")
    def __len__(self):
        return self.total or 0
    def __iter__(self):
        try:
            for item in self.iterable:
                yield item
                self.update()
        finally:
            self.close()
    async def __aiter__(self):
        try:
            async for item in self.iterable:
                yield item
                self.update()
        finally:
            self.close()
    def __enter__(self):
        return self
    def __exit__(self, *args):
        self.close()
    def update(self, n=1):
        self.n += n
        if self.disable or self._closed:
            return
        now = _time.time()
        if now - self.last_print_t >= self.mininterval:
            self.refresh()
            self.last_print_t = now
            return True
    def refresh(self, *args, **kwargs):
        if self.disable:
            return
        text = str(self)
        self._write("\\r" + text + " " * max(0, self._width - len(text)))
        self._width = len(text)
    display = refresh
    def close(self):
        if self._closed or self.disable:
            return
        self._closed = True
        if self.leave:
            self.refresh()
            self._write("\\n")
        else:
            self._write("\\r" + " " * self._width + "\\r")
    def clear(self, *args, **kwargs):
        self._write("\\r" + " " * self._width + "\\r")
    def reset(self, total=None):
        self.n, self.start_t, self.total = 0, _time.time(), total or self.total
        self.refresh()
    def set_description(self, desc=None, refresh=True):
        self.desc = desc or ""
        if refresh:
            self.refresh()
    def set_description_str(self, desc=None, refresh=True):
        self.set_description(desc, refresh)
    def set_postfix(self, ordered_dict=None, refresh=True, **kwargs):
        pairs = {**(ordered_dict or {}), **kwargs}
        self.postfix = ", ".join(f"{key}={value:.3g}" if isinstance(value, float) else f"{key}={value}"
                                 for key, value in pairs.items())
        if refresh:
            self.refresh()
    def set_postfix_str(self, s="", refresh=True):
        self.postfix = str(s)
        if refresh:
            self.refresh()
    @classmethod
    def write(cls, s, file=None, end="\\n", nolock=False):
        print(s, end=end, file=file or _sys.stdout)
    @classmethod
    def as_completed(cls, fs, *, loop=None, timeout=None, total=None, **kwargs):
        fs = list(fs)
        yield from cls(_asyncio.as_completed(fs, timeout=timeout), total=len(fs) if total is None else total, **kwargs)
    @classmethod
    async def gather(cls, *fs, loop=None, timeout=None, total=None, **kwargs):
        async def numbered(number, awaitable):
            return number, await awaitable
        tasks = [numbered(number, awaitable) for number, awaitable in enumerate(fs)]
        results = [await done for done in cls.as_completed(tasks, timeout=timeout, total=total, **kwargs)]
        return [result for number, result in sorted(results, key=lambda pair: pair[0])]

tqdm_asyncio = tqdm

def trange(*args, **kwargs):
    return tqdm(range(*args), **kwargs)

tarange = trange
__version__ = "4.67.1"
`;

const NAMES = ['tqdm', 'trange', 'tqdm_asyncio', 'tarange'];

export const tqdm = [
  pythonPackage('tqdm', SOURCE, () => ({})),
  ...['tqdm.asyncio', 'tqdm.auto', 'tqdm.std', 'tqdm.notebook'].map((name) => partOf(name, 'tqdm', NAMES)),
];
