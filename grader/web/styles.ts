import { baseStyles } from '../report/html/styles.ts';

/** The style sheet of the page that follows the session. */
export const pageStyles = `${baseStyles}
.live { max-width: 110rem; }
.where { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; color: var(--dim); margin: 0 0 .3rem; }
progress { accent-color: var(--good); width: 8rem; vertical-align: middle; }
.files { margin: .3rem 0; } .actions { display: flex; flex-wrap: wrap; gap: .5rem; margin: .6rem 0; }
.columns { display: grid; gap: 0 2rem; }
.columns > * { min-width: 0; }
@media (min-width: 64rem) { .columns { grid-template-columns: minmax(0, 1fr) minmax(18rem, 24rem); } }
.columns h2 { font-size: 1.2rem; margin-top: 1rem; }
.aside h3 { font-size: 1.05rem; }
.aside { overflow-wrap: anywhere; }
.news-line { background: var(--soft); border: 1px solid var(--line); border-radius: 4px; margin: .8rem 0; padding: .5rem .8rem; }
.verdict-line { margin: 0; } .verdict-line strong { font-size: 1.15rem; margin-right: .5rem; }
ul.news { margin: .3rem 0 0; padding-left: 1.2rem; }
.tracks { display: grid; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); gap: 0 1.5rem; }
.tracks h2 { font-size: 1rem; margin: .8rem 0 .2rem; }
.exercises { list-style: none; margin: 0; padding: 0; }
.exercises button, .findings button { border-color: transparent; text-align: left; }
[aria-current="true"]:is(button) { border-color: var(--dim); font-weight: 600; }
.findings { display: flex; flex-direction: column; align-items: flex-start; gap: .1rem; margin: .4rem 0; }
.share { display: flex; height: .5rem; margin: .4rem 0 0; background: var(--soft); border-radius: 3px; overflow: hidden; max-width: 40rem; }
.share .wrong { background: var(--bad); } .share .well { background: var(--good); }
.news { margin: .3rem 0 0; }
.lanes { list-style: none; margin: .8rem 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr)); gap: .6rem; }
.lanes li { border: 1px solid var(--line); border-radius: 4px; padding: .4rem .7rem .6rem; display: flex; flex-direction: column; gap: .35rem; }
.lanes h3, .lanes p { margin: 0; } .lanes h3 { font-size: 1rem; }
.lanes button { text-align: left; } .lanes .why { color: var(--dim); }
kbd { font: inherit; font-size: .85em; border: 1px solid var(--dim); border-radius: 3px; padding: 0 .3rem; margin-right: .2rem; background: var(--soft); }
.keys { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .8rem; } .keys dd { margin: 0; }
.said { font-weight: 700; color: var(--path); white-space: nowrap; }
[data-section]:focus-visible { outline: 2px solid var(--line); outline-offset: 6px; }
[data-section]:empty { display: none; }
.found { container-type: inline-size; }
#connection { background: var(--mark); border: 2px solid var(--part); border-radius: 4px; margin: 0 0 .8rem; padding: .5rem .8rem; position: sticky; top: .3rem; z-index: 2; }
.offline [data-wish] { border-style: dashed; cursor: not-allowed; }
table { border-collapse: collapse; display: block; overflow-x: auto; } th, td { border: 1px solid var(--line); padding: .2rem .5rem; text-align: left; }
`;
