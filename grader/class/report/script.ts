/**
 * Sorts the marks by a column and filters learners by name. It is part of the page, so it is plain JavaScript; the
 * page's policy allows only this very text.
 */
export const script = `
const table = document.querySelector('#marks');
const body = table.tBodies[0];
const compare = (a, b) => (Number.isNaN(Number(a)) || Number.isNaN(Number(b)) ? a.localeCompare(b) : Number(a) - Number(b));
table.tHead.addEventListener('click', ({ target }) => {
  const button = target.closest('button');
  if (!button) return;
  const column = Number(button.dataset.column);
  const heading = button.closest('th');
  const sign = heading.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
  for (const other of table.querySelectorAll('th[aria-sort]')) other.setAttribute('aria-sort', 'none');
  heading.setAttribute('aria-sort', sign === 1 ? 'ascending' : 'descending');
  const value = (row) => row.cells[column].dataset.value;
  body.append(...[...body.rows].sort((a, b) => sign * compare(value(a), value(b))));
});
const filter = document.querySelector('#filter');
filter.addEventListener('input', () => {
  const wanted = filter.value.toLowerCase();
  let shown = 0;
  for (const part of document.querySelectorAll('[data-name]')) {
    part.hidden = !part.dataset.name.toLowerCase().includes(wanted);
    if (!part.hidden && part.matches('tr')) shown += 1;
  }
  document.querySelector('#shown').textContent = wanted === '' ? '' : shown + ' shown';
});
const open = () => {
  const part = document.querySelector(location.hash || '#none');
  if (part?.matches('article')) for (const details of part.querySelectorAll('details')) details.open = true;
};
addEventListener('hashchange', open);
open();
addEventListener('beforeprint', () => { for (const details of document.querySelectorAll('details')) details.open = true; });
`;
