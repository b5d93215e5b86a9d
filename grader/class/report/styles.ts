/** What the report adds to the styles that all pages share: the marks, and paper. */
export const styles = `
nav a { margin-right: 1rem; }
table { border: solid var(--line); border-width: 1px 0 0 1px; border-collapse: separate; border-spacing: 0; }
th, td { border: solid var(--line); border-width: 0 1px 1px 0; padding: .25rem .5rem; text-align: left; vertical-align: top; }
#marks td { white-space: nowrap; text-align: center; }
.checks { margin: .3rem 0 .6rem 1.2rem; } .checks li { margin: .15rem 0; }
summary small { white-space: nowrap; }
#marks thead th { vertical-align: bottom; }
#marks th:first-child { position: sticky; left: 0; background: var(--paper); }
.tools input, .tools output { margin: 0 .4rem; }
#marks button { all: unset; cursor: pointer; font-weight: 600; }
#marks button:focus-visible { outline: 3px solid #3b82f6; }
th[aria-sort=ascending] button::after { content: " ▲"; } th[aria-sort=descending] button::after { content: " ▼"; }
#marks td a { text-decoration: none; }
.s-passed { color: var(--good); } .s-partly { color: var(--part); } .s-failed { color: var(--bad); }
.finding { background: var(--soft); margin: .4rem 0; padding: .3rem .8rem; }
@media (min-width: 40rem) { #marks tbody th { white-space: nowrap; } }
@media (max-width: 40rem) { th, td { padding: .2rem .3rem; } #marks tbody th { min-width: 7rem; overflow-wrap: anywhere; } }
@media print { .tools, nav { display: none; } details { break-inside: avoid; } details > * { display: block; } }
`;
