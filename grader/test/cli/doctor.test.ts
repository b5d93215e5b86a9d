import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cpuQuota } from '../../cli/machine.ts';
import { temporaryKit } from '../kit.ts';
import { clone, racelings, repository } from './clone.ts';

test('the doctor looks at everything, and says what to do', async () => {
  const root = await clone({ exercises: [] });
  // Of a watcher that is running: this very process.
  await mkdir(join(root, '.racelings', 'watchers'), { recursive: true });
  await writeFile(join(root, '.racelings', 'watchers', String(process.pid)), '');
  const { code, stdout, stderr } = await racelings(root, 'doctor');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const text = stdout.replace(/\s+/g, ' ');
  expect(text).toContain(`✓ Node ${process.versions.node}`);
  expect(text).toContain('✓ packages esbuild and vitest load: nothing to do.');
  expect(text).toMatch(/[✓!] CPU \d+ cores?/);
  expect(text).toMatch(/[✓!] clock a 10 ms timer fired [\d.]+ ms late/);
  expect(text).toContain('! terminal none (this is a pipe or a file): run it in the terminal');
  expect(text).toMatch(/[✓!] file events /);
  expect(text).toMatch(/free disk [\d,]+ MB free in/);
  expect(text).toContain('✓ this clone writable');
  expect(text).toContain(`! other watchers process ${process.pid}: they can keep running`);
  expect(text).toContain('Racelings can run here.');
  expect(stdout.split('\n').every((line) => line.length <= 80)).toBe(true);
});

test('packages that do not load are a reason to stop', async () => {
  const root = await clone({ installed: false, exercises: [] });
  const packages = join(root, 'node_modules');
  await mkdir(packages);
  for (const name of await readdir(join(repository, 'node_modules'))) {
    // The kit that was compiled there finds the packages beside it.
    if (name !== '.cache') await symlink(join(repository, 'node_modules', name), join(packages, name), 'junction');
  }
  // One of another platform stands in the place of ours.
  const broken = join(packages, 'esbuild');
  await rm(broken);
  await mkdir(broken);
  await writeFile(join(broken, 'package.json'), '{ "name": "esbuild", "main": "main.js" }');
  await writeFile(join(broken, 'main.js'), 'throw new Error("built for another platform");');
  const { code, stdout } = await racelings(root, 'doctor');
  expect(code).toBe(1);
  expect(stdout.replace(/\s+/g, ' ')).toContain('delete node_modules and run npm install on this system');
});

test.each([
  [{ 'cpu.max': '150000 100000\n' }, 1.5],
  [{ 'cpu.max': 'max 100000\n' }, undefined],
  [{ 'cpu/cpu.cfs_quota_us': '50000\n', 'cpu/cpu.cfs_period_us': '100000\n' }, 0.5],
  [{ 'cpu/cpu.cfs_quota_us': '-1\n', 'cpu/cpu.cfs_period_us': '100000\n' }, undefined],
  [{}, undefined],
])('the quota in %j is %j', async (tree, quota) => {
  expect(await cpuQuota(await temporaryKit(tree))).toBe(quota);
});
