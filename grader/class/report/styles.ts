/** What the report has beside the styles that all pages share: the marks, and paper. */
export const styles = `
nav a { margin-right: 1rem; }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--line); padding: .25rem .5rem; text-align: left; vertical-align: top; }
#marks td { white-space: nowrap; text-align: center; }
#marks thead th { vertical-align: bottom; }
#marks tbody th { position: sticky; left: 0; background: var(--paper); }
#marks button { all: unset; cursor: pointer; font-weight: 600; }
#marks button:focus-visible { outline: 3px solid #3b82f6; }
th[aria-sort=ascending] button::after { content: " ▲"; } th[aria-sort=descending] button::after { content: " ▼"; }
#marks td a { text-decoration: none; }
.s-passed { color: var(--good); } .s-partly { color: var(--part); } .s-failed { color: var(--bad); }
.finding { background: var(--soft); margin: .4rem 0; padding: .3rem .8rem; }
@media (max-width: 40rem) { th, td { padding: .2rem .3rem; } }
@media print { .tools, nav { display: none; } details { break-inside: avoid; } details > * { display: block; } }
`;
