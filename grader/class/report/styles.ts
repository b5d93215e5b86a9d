/** Light, dark, phone and paper. */
export const styles = `
:root { color-scheme: light dark; --line: #8886; --good: #0a6b2d; --part: #7a5200; --bad: #a11a1a; --soft: #8881; }
@media (prefers-color-scheme: dark) { :root { --good: #6fd08c; --part: #e0b050; --bad: #ff9b9b; } }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 78rem; padding: 1rem; }
h1 { margin: 0; } h2 { margin-top: 2.5rem; } h3 { margin-bottom: .3rem; }
nav a { margin-right: 1rem; }
a { color: inherit; }
:focus-visible { outline: 3px solid #3b82f6; outline-offset: 2px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--line); padding: .25rem .5rem; text-align: left; vertical-align: top; }
#marks td { white-space: nowrap; text-align: center; }
#marks thead th { vertical-align: bottom; }
#marks tbody th { position: sticky; left: 0; background: Canvas; }
#marks button { all: unset; cursor: pointer; font-weight: 600; }
#marks button:focus-visible { outline: 3px solid #3b82f6; }
th[aria-sort=ascending] button::after { content: " ▲"; } th[aria-sort=descending] button::after { content: " ▼"; }
#marks td a { text-decoration: none; }
.s-passed { color: var(--good); } .s-partly { color: var(--part); } .s-failed { color: var(--bad); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
details { border-bottom: 1px solid var(--line); padding: .3rem 0; }
summary { cursor: pointer; }
.kind { border: 1px solid var(--line); border-radius: 3px; font-size: .85em; padding: 0 .3rem; }
.finding { background: var(--soft); margin: .4rem 0; padding: .3rem .8rem; overflow-wrap: anywhere; }
.finding dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: .3rem 0; } .finding dd { margin: 0; }
code { font-family: ui-monospace, monospace; font-size: .9em; white-space: pre-wrap; }
.timeline td:not(.memory) { min-width: 9rem; }
[hidden] { display: none; }
@media (max-width: 40rem) { body { padding: .5rem; } th, td { padding: .2rem .3rem; } }
@media print { .tools, nav { display: none; } details { break-inside: avoid; } details > * { display: block; } }
`;
