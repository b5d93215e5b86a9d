import type assert from 'node:assert';
import { tasks } from '../arena/tasks/scenario/scenario.ts';
import { nodeCommon } from './node-common.ts';

type Test = {
  readonly builtin: (name: string) => unknown;
  readonly run: (require: (name: string) => unknown, module: object, exports: object, filename: string) => unknown;
};

/** One of Node's test files as a task. */
export const test = tasks(
  'a test of Node',
  (stage) => {
    const { builtin, run } = stage.load<Test>('test.js');
    const { common, left } = nodeCommon(builtin('assert') as typeof assert);
    const require = (name: string): unknown => (/^\.\.\/common(?:\/index\.mjs)?$/.test(name) ? common : builtin(name));
    const module = { exports: {} };
    stage.task('test', () => run.call(module.exports, require, module, module.exports, 'test.js'), { atOnce: true });
    return left;
  },
  { lateTimers: 'fire' },
);
