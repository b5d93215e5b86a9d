import { drawingStyles } from './drawing-styles.ts';

/** What every page of the kit has in common: light and dark, phone, keyboard. */
export const baseStyles = `
:root {
  color-scheme: light dark;
  --line: #8886; --soft: #8881; --paper: #fff; --ink: #1b1f24; --dim: #57606a;
  --good: #0a6b2d; --part: #7a5200; --bad: #a11a1a; --path: #1f5fbf; --wait: #7a3ea8; --mark: #fff3c4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15181c; --ink: #e6e8ea; --dim: #a3adb8;
    --good: #6fd08c; --part: #e0b050; --bad: #ff9b9b; --path: #7db4ff; --wait: #d0a2f2; --mark: #4a3f14;
  }
}
* { box-sizing: border-box; }
body { background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 88rem; padding: 1rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0; } h2 { margin: 2.2rem 0 .5rem; } h3 { margin: 1.4rem 0 .3rem; }
a { color: inherit; }
:focus-visible { outline: 3px solid #3b82f6; outline-offset: 2px; }
small { color: var(--dim); font-size: .85em; }
.scroll { overflow-x: auto; position: relative; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.good { color: var(--good); } .part { color: var(--part); } .bad { color: var(--bad); }
details { border-bottom: 1px solid var(--line); padding: .3rem 0; }
summary { cursor: pointer; }
code, pre { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; font-size: .88em; }
code { white-space: pre-wrap; overflow-wrap: anywhere; }
pre { background: var(--soft); padding: .6rem .8rem; }
button { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--dim); border-radius: 4px; padding: .2rem .7rem; cursor: pointer; }
button:hover { background: var(--soft); }
button:disabled { color: var(--dim); cursor: default; }
.kind { border: 1px solid var(--dim); border-radius: 3px; font-size: .8rem; font-weight: 400; padding: 0 .35rem; white-space: nowrap; }
.finding { overflow-wrap: anywhere; }
.finding p { margin: .5rem 0; }
.finding dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: .6rem 0; } .finding dd { margin: 0; }
.finding dt { color: var(--dim); }
.replay code { background: var(--soft); padding: .1rem .3rem; overflow-wrap: anywhere; }
.checks { list-style: none; padding: 0; }
[hidden] { display: none !important; }
@media (max-width: 40rem) { body { padding: .6rem; } }
${drawingStyles}`;
