import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Command, Isolation, Sight } from './backend.ts';

/** The image holds only what Node needs: Node itself is mounted, so that all machines judge alike. */
const image = 'debian:stable-slim';

/**
 * Podman. Its arguments are tested, but were never run: no engine was available. Docker is not among the backends: it
 * passes no descriptors into a container, and the arena's way out is one.
 */
export const podman: Isolation = {
  name: 'podman',
  tier: 'S',
  wrap: ({ file, args, env }: Command, { readable, memoryMb }: Sight): Command => {
    const node = realpathSync(file);
    const mounted = [dirname(node), ...readable];
    return {
      file: 'podman',
      args: [
        'run',
        '--rm',
        '--init',
        '--interactive',
        '--network',
        'none',
        '--memory',
        `${memoryMb}m`,
        '--memory-swap',
        `${memoryMb}m`,
        '--pids-limit',
        '128',
        '--cpus',
        '2',
        '--read-only',
        '--tmpfs',
        '/tmp:size=64m',
        '--cap-drop',
        'ALL',
        '--security-opt',
        'no-new-privileges',
        '--user',
        '65534',
        // The way out of the arena is its descriptor 3.
        '--preserve-fds',
        '1',
        ...Object.entries({ ...env, HOME: '/tmp', TMPDIR: '/tmp' }).flatMap(([name, value]) =>
          value === undefined ? [] : ['--env', `${name}=${value}`],
        ),
        ...mounted.flatMap((folder) => ['--volume', `${folder}:${folder}:ro`]),
        '--workdir',
        '/tmp',
        image,
        node,
        ...args,
      ],
      env: { PATH: env['PATH'], HOME: process.env['HOME'], XDG_RUNTIME_DIR: process.env['XDG_RUNTIME_DIR'] },
    };
  },
};
