/*
 * Makes docs/session.svg, the recorded session of the README: `node docs/record-session.mjs`, on a machine with tmux.
 *
 * It runs `npm start` in a copy of the kit, in a terminal of 80 × 32, takes the screen when the starter has been judged,
 * saves the solution, and takes the screen again.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const kit = join(import.meta.dirname, '..');
const exercise = join('02-async-races', '01-lost-update');
const [columns, rows] = [80, 32];
const [cellWidth, cellHeight, margin] = [8.4, 18, 16];
const session = `racelings-${process.pid}`;
const secondsToWait = 120;

const tmux = (...args) => execFileSync('tmux', ['-L', session, ...args], { encoding: 'utf8' });

/** The screen with its colours, as soon as it has such a text. */
const screenWith = async (text) => {
  for (let second = 0; second < secondsToWait; second += 1) {
    if (tmux('capture-pane', '-p').includes(text)) return tmux('capture-pane', '-e', '-p').trimEnd().split('\n');
    await sleep(1000);
  }
  throw new Error(`The screen never had ${text}:\n${tmux('capture-pane', '-p')}`);
};

const record = async () => {
  const clone = mkdtempSync(join(tmpdir(), 'racelings-session-'));
  try {
    for (const name of ['exercises', 'solutions', 'grader', 'package.json', 'tsconfig.json', '.gitattributes'])
      cpSync(join(kit, name), join(clone, name), { recursive: true });
    symlinkSync(join(kit, 'node_modules'), join(clone, 'node_modules'));
    tmux('new-session', '-d', '-x', `${columns}`, '-y', `${rows}`, '-c', clone, 'npm start -- lost-update');
    const failed = await screenWith('orders fail');
    cpSync(join(clone, 'solutions', exercise, 'deposit.ts'), join(clone, 'exercises', exercise, 'deposit.ts'));
    return [failed, await screenWith('two answers in one turn')];
  } finally {
    tmux('kill-server');
    rmSync(clone, { recursive: true, force: true });
  }
};

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Classes for the attributes that picocolors uses. */
const classes = { 1: 'bold', 2: 'dim', 31: 'red', 32: 'green', 33: 'yellow', 34: 'blue', 35: 'magenta', 36: 'cyan' };
const ends = { 0: () => true, 22: (name) => name === 'bold' || name === 'dim', 39: (name) => !/bold|dim/.test(name) };

const look = new RegExp(`${String.fromCodePoint(27)}\\[([\\d;]*)m`);

/**
 * A line with escape sequences as text elements, one for each stretch of one look.
 *
 * @param on the attributes that the lines before it have left on
 */
const lineOf = (line, row, on) => {
  let column = 0;
  return line
    .split(look)
    .map((part, index) => {
      if (index % 2 === 1) {
        for (const code of part.split(';').map(Number)) {
          for (const name of on) if (ends[code]?.(name)) on.delete(name);
          if (classes[code]) on.add(classes[code]);
        }
        return '';
      }
      const x = (margin + column * cellWidth).toFixed(1);
      column += part.length;
      if (part.trim() === '') return '';
      const attribute = on.size > 0 ? ` class="${[...on].join(' ')}"` : '';
      const width = (part.length * cellWidth).toFixed(1);
      return `<text x="${x}" y="${margin + (row + 1) * cellHeight - 5}" textLength="${width}"${attribute}>${escaped(part)}</text>`;
    })
    .join('');
};

const frameOf = (lines) => {
  const on = new Set();
  return lines.map((line, row) => lineOf(line, row, on)).join('\n');
};

const svgOf = (frames) => {
  const [width, height] = [Math.ceil(columns * cellWidth + 2 * margin), rows * cellHeight + 2 * margin];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" role="img" aria-label="npm start: a race is found and shown step by step; the solution is saved, and all orders pass">
<style>
rect { fill: #16181d } text { font: 14px ui-monospace, Menlo, Consolas, monospace; fill: #d8dee9; white-space: pre }
.bold { font-weight: 700 } .dim { fill: #8b93a3 } .red { fill: #ff7b72 } .green { fill: #7ee787 } .yellow { fill: #e3b341 }
.blue { fill: #79c0ff } .magenta { fill: #d2a8ff } .cyan { fill: #76e3ea }
.passed { visibility: hidden; animation: second 12s step-end infinite } .failed { animation: first 12s step-end infinite }
@keyframes first { 67% { visibility: hidden } }
@keyframes second { 67% { visibility: visible } }
@media (prefers-reduced-motion: reduce) { .passed, .failed { animation: none } }
</style>
<rect width="${width}" height="${height}" rx="8"/>
${['failed', 'passed'].map((name, index) => `<g class="${name}">\n${frameOf(frames[index])}\n</g>`).join('\n')}
</svg>
`;
};

writeFileSync(join(import.meta.dirname, 'session.svg'), svgOf(await record()));
