import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { collectCommand } from '../../cli/class/collect.ts';
import { exportCommand } from '../../cli/class/export.ts';
import { gradeCommand } from '../../cli/class/grade.ts';
import { init } from '../../cli/class/init.ts';
import { mergeCommand } from '../../cli/class/merge.ts';
import { packCommand } from '../../cli/class/pack.ts';
import { verifyCommand } from '../../cli/class/verify.ts';
import type { Context } from '../../cli/command.ts';

const root = join(import.meta.dirname, '../../..');
const commands = {
  init,
  collect: collectCommand,
  grade: gradeCommand,
  merge: mergeCommand,
  verify: verifyCommand,
  export: exportCommand,
  pack: packCommand,
};
const trusting = ['--isolation', 'none', '--i-trust-these-submissions'];

/**
 * A teacher's folder for each test of the file that calls this, and the commands in it, in this process. Words that
 * begin with `./` are paths in that folder.
 */
export const teaching = () => {
  let folder = '';
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'racelings-test-'))));
  afterEach(async () => rm(folder, { recursive: true, force: true }));
  const at = (...names: readonly string[]): string => join(folder, ...names);
  /** What a command said. @throws what it threw */
  const run = async (name: keyof typeof commands, ...words: readonly string[]): Promise<string> => {
    let said = '';
    const write = (text: string): boolean => {
      said += text;
      return true;
    };
    const args = words.map((word) => (word.startsWith('./') ? at(word) : word));
    const context = { root, stdout: { write }, stderr: { write }, signal: new AbortController().signal };
    await commands[name].run(args, context as unknown as Context);
    return said;
  };
  const ofClass = ['--class', './class.json'];
  const marked = [...ofClass, '--folder', './submissions', '--marks'];
  return {
    at,
    run,
    init: async (...words: readonly string[]) => run('init', 'hello', '--out', './class.json', ...words),
    collect: async (...words: readonly string[]) => run('collect', ...words, ...ofClass, '--out', './submissions'),
    grade: async (to: string, ...words: readonly string[]) =>
      run('grade', './submissions', ...ofClass, '--out', to, ...trusting, ...words),
    verify: async (marks: string, ...words: readonly string[]) =>
      run('verify', ...marked, marks, '--sample', '100%', ...trusting, ...words),
    export: async (marks: string, ...words: readonly string[]) => run('export', ...marked, marks, ...words),
    /** Learners who hand in nothing: they have marks, and nothing is judged. */
    withoutFiles: async (...learners: readonly string[]): Promise<void> => {
      for (const learner of learners) await mkdir(at('in', learner), { recursive: true });
    },
  };
};
