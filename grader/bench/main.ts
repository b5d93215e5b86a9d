import { fork } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/*
 * `npm run bench -- [section…] [--json FILE] [--list]`. A section is a file beside this one, run
 * in a process of its own, one after another: nothing that one has loaded can help the next.
 *
 *   saves      save → verdict, beside `vitest --watch` on the same checks
 *   start      from the command to the first screen
 *   catalogue  all solutions, as a teacher grades them
 *   wrong-answers  in how many orders each of them fails
 *   memory     what a long session holds
 *   tasks-…, threads-…   the explorers, beside others
 *
 * Nothing is asserted: a machine's figures are for reading.
 */

/** Programs and workers are parts of a section. */
const isSection = /^((?:saves|start|catalogue|wrong-answers|memory|tasks-.*|threads-.*)(?<!-programs|-worker))\.ts$/;

const { values, positionals } = parseArgs({
  options: { json: { type: 'string' }, list: { type: 'boolean' } },
  allowPositionals: true,
});
const names = (await readdir(import.meta.dirname)).flatMap((file) => isSection.exec(file)?.[1] ?? []).toSorted();
const unknown = positionals.find((name) => !names.includes(name));

type Section = {
  readonly name: string;
  readonly code: number | null;
  readonly text: string;
  readonly figures: readonly unknown[];
};

/** Its text is shown as it comes; figures are what it reports beside that. */
const run = async (name: string): Promise<Section> =>
  new Promise((resolve, reject) => {
    const section = fork(join(import.meta.dirname, `${name}.ts`), [], {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    let text = '';
    const figures: unknown[] = [];
    section.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      process.stdout.write(chunk);
    });
    section.on('message', (figure) => figures.push(figure));
    section.once('error', reject).once('close', (code) => resolve({ name, code, text, figures }));
  });

const main = async (): Promise<number> => {
  if (values.list || unknown !== undefined) {
    console.log(`${unknown === undefined ? '' : `There is no section ${unknown}. `}Sections: ${names.join(', ')}`);
    return unknown === undefined ? 0 : 2;
  }
  const sections: Section[] = [];
  for (const name of positionals.length > 0 ? positionals : names) {
    console.log(`\n# ${name}`);
    sections.push(await run(name));
  }
  const machine = {
    cpu: cpus()[0]?.model,
    cores: availableParallelism(),
    platform: process.platform,
    node: process.versions.node,
  };
  if (values.json !== undefined) {
    await writeFile(
      values.json,
      `${JSON.stringify({ at: new Date().toISOString(), machine, sections }, undefined, 2)}\n`,
    );
  }
  return sections.every(({ code }) => code === 0) ? 0 : 1;
};

process.exitCode = await main();
