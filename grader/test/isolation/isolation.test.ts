import { expect, onTestFinished, test, vi } from 'vitest';
import { availabilityOf } from '../../isolation/available.ts';
import { bubblewrap } from '../../isolation/bubblewrap.ts';
import { tryCanaries } from '../../isolation/canaries.ts';
import { isolationCalled, isolationFrom } from '../../isolation/isolation.ts';
import { temporaryFolder } from '../../judge/temporary-folder.ts';
import { podman } from '../../isolation/podman.ts';

const command = { file: process.execPath, args: ['arena.mjs'], env: { PATH: '/usr/bin', LANG: 'C' } };
const sight = { readable: ['/tmp/stage'], memoryMb: 700 };
const found = await availabilityOf('bwrap');

test('without isolation a command stays as it is', () => {
  expect(isolationFrom({}).wrap(command, sight)).toBe(command);
});

test('an unknown name is an error, and never none', () => {
  expect(() => isolationFrom({ RACELINGS_ISOLATION: 'bwarp' })).toThrow(/got `bwarp`/);
});

test('bubblewrap: what is seen is what was named, and the environment is the given one', () => {
  const { file, args, env } = bubblewrap.wrap(command, sight);
  const line = args.join(' ');
  expect(file).toBe('bwrap');
  expect(line).toContain('--unshare-all --die-with-parent --new-session --clearenv');
  expect(line).toContain('--ro-bind /tmp/stage /tmp/stage');
  expect(line).toContain('--setenv LANG C');
  expect(args.filter((word) => word === '--bind')).toEqual([]);
  expect(Object.keys(env)).toEqual(['PATH']);
});

test('podman: no network, no rights, nothing to write, and the arena’s way out', () => {
  const line = podman.wrap(command, sight).args.join(' ');
  expect(line).toContain('--network none --memory 700m --memory-swap 700m --pids-limit 128');
  expect(line).toContain(
    '--read-only --tmpfs /tmp:size=64m --cap-drop ALL --security-opt no-new-privileges --user 65534',
  );
  expect(line).toContain('--preserve-fds 1');
  expect(line).toContain('--volume /tmp/stage:/tmp/stage:ro');
});

// Where bubblewrap is not installed, or the system refuses it, there is nothing to try it on.
test.skipIf(found.state !== 'there')('bubblewrap contains every canary', async () => {
  const results = await tryCanaries(isolationCalled('bwrap'), temporaryFolder('canary-'));
  expect(results.filter(({ contained }) => !contained)).toEqual([]);
  expect(results).toHaveLength(12);
});

test.skipIf(found.state !== 'there')(
  'bubblewrap contains them where our own temporary folder has the same name',
  async () => {
    vi.stubEnv('HOME', '/tmp');
    vi.stubEnv('TMPDIR', '/tmp');
    onTestFinished(() => void vi.unstubAllEnvs());
    const results = await tryCanaries(isolationCalled('bwrap'), temporaryFolder('canary-'));
    expect(results.filter(({ contained }) => !contained)).toEqual([]);
  },
);

test('without isolation canaries escape: they can tell', async () => {
  const escaped = (await tryCanaries(isolationCalled('none'), temporaryFolder('canary-'))).filter(
    ({ contained }) => !contained,
  );
  expect(escaped.map(({ about }) => about)).toEqual(
    expect.arrayContaining([
      'reads a file outside',
      'reads it from the parent’s /proc',
      'signals the grader',
      'connects to a server on this machine',
      'leaves a process behind',
    ]),
  );
});
