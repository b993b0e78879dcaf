// How the page looks: two columns, one below the other where there is little room; light or dark as the reader has it.

export const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d5d8de, #3a3f47); --quiet: light-dark(#5c6370, #9aa2ae); --code: light-dark(#f3f4f6, #24282e); --accent: light-dark(#0b5cad, #7db8f5); }
body { font: 16px/1.55 system-ui, sans-serif; margin: 2rem auto; max-width: 84rem; padding: 0 1rem; color: light-dark(#1c1f24, #e4e7eb); background: light-dark(#fff, #17191d); }
h1 { font-size: 1.3rem; }
h2 { font-size: 0.85rem; margin: 0; color: var(--accent); }
table { border-collapse: collapse; width: 100%; }
td { vertical-align: top; padding: 0.6rem 0.8rem; border-top: 1px solid var(--line); }
td.source { width: 48%; }
pre { font: 13px/1.6 ui-monospace, monospace; margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
code { font: 0.88em ui-monospace, monospace; background: var(--code); padding: 0.05em 0.3em; border-radius: 3px; overflow-wrap: anywhere; }
p { margin: 0.25rem 0 0; }
.number { display: inline-block; width: 3em; padding-right: 0.8em; text-align: right; color: var(--quiet); user-select: none; }
.said { color: var(--quiet); }
.remark { border-left: 4px solid light-dark(#b3261e, #f2b8b5); padding-left: 0.8rem; margin: 1rem 0; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
small { color: var(--quiet); }
@media (max-width: 60rem) { tr, td, td.source { display: block; width: auto; } td + td { border-top: 0; padding-top: 0; } }
`.trim();
