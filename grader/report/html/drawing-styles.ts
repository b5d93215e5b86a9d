/** Lanes without a column of their own: narrow tracks at the left, as in a history graph, and all text beside them. */
const compact = (drawing: string): string => `
${drawing} { grid-template-columns: auto repeat(var(--lanes), 1.5rem) minmax(0, 1fr); }
${drawing} .name { display: none; }
${drawing} .step { grid-column: calc(var(--lanes) + 2); padding-left: .5rem; }
${drawing} .sign { display: none; }
${drawing} .who { position: static; width: auto; height: auto; overflow: visible; clip-path: none; }
${drawing} .values { display: flex; flex-wrap: wrap; gap: 0 1rem; grid-column: calc(var(--lanes) + 2); grid-row: var(--below); padding: 0 0 .3rem .5rem; }
${drawing} .value { padding: 0; }
${drawing} .what { position: static; width: auto; height: auto; overflow: visible; clip-path: none; color: var(--dim); }
${drawing} .wait { margin-left: calc(.5rem + var(--track) * .22rem); }
`;

/** The timeline's drawing, its buttons, and the source beside it. */
export const drawingStyles = `
.finding { container-type: inline-size; }
.run { display: grid; gap: 1rem 1.5rem; margin: .8rem 0; }
.run > * { min-width: 0; }
.picture { container-type: inline-size; }
@container (min-width: 66rem) { .run.two { grid-template-columns: minmax(0, 1fr) minmax(24rem, 34rem); align-items: start; } .run.two .files { position: sticky; top: .5rem; } }
.controls { display: flex; flex-wrap: wrap; gap: .4rem .6rem; align-items: center; margin-bottom: .5rem; }
.controls input { flex: 1 1 8rem; min-width: 6rem; accent-color: var(--path); }
.controls output { min-width: 5rem; font-variant-numeric: tabular-nums; }
.drawing { display: grid; grid-template-columns: auto repeat(var(--lanes), minmax(10rem, 1fr)) repeat(var(--memory), auto); padding: 2px; }
.drawing ol, .drawing li, .drawing .values { display: contents; }
.drawing .name { grid-row: 1; grid-column: calc(var(--lane) + 2); border-bottom: 1px solid var(--line); font-weight: 600; padding: .2rem .6rem .3rem .2rem; }
.drawing .memory, .drawing .value { padding-left: .8rem; max-width: 18rem; }
.drawing .life { grid-column: calc(var(--lane) + 2); border-left: 2px solid var(--line); margin-left: .55rem; width: 0; }
.drawing .band { grid-column: 1 / -1; border-radius: 4px; }
.drawing li:hover .band { background: var(--soft); }
.drawing li[aria-current] .band { background: var(--mark); outline: 1px solid var(--part); }
.drawing .number { grid-column: 1; color: var(--dim); font-size: .85em; padding: .3rem .5rem .2rem .3rem; text-align: right; position: relative; font-variant-numeric: tabular-nums; }
.drawing li[aria-current] .number { color: var(--ink); font-weight: 700; }
.drawing li[aria-current] .number::before { content: '▶'; font-size: .7em; margin-right: .2rem; }
.drawing .dot { grid-column: calc(var(--lane) + 2); width: .7rem; height: .7rem; border: 2px solid var(--path); border-radius: 50%; background: var(--path); margin: .55rem 0 0 calc(.55rem + 1px - .35rem); position: relative; z-index: 1; }
.drawing li[data-later] .dot { background: var(--paper); }
.drawing .step { grid-column: calc(var(--lane) + 2); padding: .2rem .6rem .2rem calc(1.4rem + var(--track) * .7rem); position: relative; max-width: 26rem; }
.drawing .place { color: var(--dim); font-size: .85em; white-space: nowrap; }
.drawing .note { display: block; color: var(--bad); } .drawing .note::before { content: '← '; }
.drawing .paused { display: block; } .drawing .paused::before { content: '‖ '; font-weight: 700; }
.drawing .sign { color: var(--wait); }
.drawing .value { grid-column: calc(var(--lane) + 2); padding-top: .2rem; position: relative; }
.drawing .who, .drawing .what { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.drawing .turn { grid-column: 1 / -1; margin: .4rem 0 .1rem; border-top: 2px dashed var(--bad); color: var(--bad); font-size: .9em; position: relative; }
.drawing .turn span { background: var(--paper); padding: 0 .4rem 0 .3rem; }
.drawing .elbow { border: 0 solid var(--path); height: .8rem; margin: 0 -.6rem 0 calc(.55rem); position: relative; }
.drawing .elbow.change.right { border-width: 0 0 2px 2px; border-bottom-left-radius: .5rem; }
.drawing .elbow.change.left { border-width: 0 2px 2px 0; border-bottom-right-radius: .5rem; }
.drawing .elbow.ends { border-style: dashed; border-color: var(--wait); }
.drawing .elbow.ends.right { border-width: 0 0 2px 2px; } .drawing .elbow.ends.left { border-width: 0 2px 2px 0; }
.drawing .elbow::after { content: ''; position: absolute; bottom: -5px; border: 4px solid transparent; }
.drawing .elbow.right::after { right: 0; border-left-color: var(--path); border-right-width: 0; }
.drawing .elbow.left::after { left: 0; border-right-color: var(--path); border-left-width: 0; }
.drawing .wait { grid-column: calc(var(--lane) + 2); border-left: 3px dashed var(--wait); margin: 1.25rem 0 -.55rem calc(.5rem + var(--track) * .7rem); width: 0; position: relative; }
.drawing .wait.given-up { border-left-color: var(--bad); border-left-style: dotted; }
.drawing .wait.given-up::after { content: '✗'; position: absolute; bottom: -.2rem; left: .2rem; color: var(--bad); font-size: .8em; }
.drawing .wait.open { margin-bottom: 0; }
.drawing .wait.open::after { content: '…'; position: absolute; bottom: -.1rem; left: .3rem; color: var(--wait); font-weight: 700; }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; color: var(--dim); font-size: .85em; margin: .4rem 0 0; }
.sample { display: inline-block; vertical-align: middle; width: 1.4rem; }
.sample.change { border-bottom: 2px solid var(--path); } .sample.wait { border-bottom: 3px dashed var(--wait); } .sample.given-up { border-bottom: 3px dotted var(--bad); }
.source { margin: 0 0 1rem; border: 1px solid var(--line); border-radius: 4px; overflow: hidden; }
.source figcaption { background: var(--soft); border-bottom: 1px solid var(--line); font-weight: 600; padding: .2rem .6rem; }
.source .lines { max-height: 32rem; overflow: auto; position: relative; }
.source ol { list-style: none; margin: 0; padding: .3rem 0; min-width: max-content; }
.source li { display: flex; gap: .7rem; padding: 0 .6rem 0 0; line-height: 1.45; }
.source li code { white-space: pre; overflow-wrap: normal; }
.source .line-number { all: unset; box-sizing: border-box; color: var(--dim); font-size: .8em; min-width: 2.8rem; padding: 0 .4rem; text-align: right; font-variant-numeric: tabular-nums; border-left: 4px solid transparent; }
.source .line-number.clickable { cursor: pointer; }
.source button.line-number { cursor: pointer; text-decoration: underline dotted; }
.source button.line-number:focus-visible { outline: 3px solid #3b82f6; outline-offset: -3px; }
.source .touched { background: var(--soft); } .source .touched .line-number { border-left-color: var(--path); }
.source li:target, .source li[aria-current] { background: var(--mark); } .source li[aria-current] .line-number { color: var(--ink); border-left-color: var(--part); font-weight: 700; }
@media (max-width: 40rem) { .source .lines { max-height: 18rem; } }
@media print { .source .lines { max-height: none; } .controls { display: none; } }
${compact('.drawing.many')}
@container (max-width: 46rem) {${compact('.drawing.some')}}
@container (max-width: 33rem) {${compact('.drawing.few')}}
`;
