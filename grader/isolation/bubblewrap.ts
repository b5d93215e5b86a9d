import { lstatSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Command, Isolation, Sight } from './backend.ts';

/**
 * Rootless: all namespaces are its own, so there is no network, no other process to see or to signal, and no survivor
 * (https://github.com/containers/bubblewrap). The only files in sight are Node, the system's libraries, and the folders
 * that the caller names.
 */
export const bubblewrap: Isolation = { name: 'bwrap', tier: 'S', wrap: wrapped };

/** Size of the sandbox's own temporary folder, in bytes. */
const diskBytes = 64 * 1024 * 1024;

/** Links into /usr, except on old systems that have not merged the two. */
const systemFolders = ['/bin', '/lib', '/lib64', '/sbin'];

function wrapped({ file, args, env }: Command, { readable }: Sight): Command {
  const node = realpathSync(file);
  const outside = node.startsWith('/usr/') ? [] : ['--ro-bind', dirname(node), dirname(node)];
  return {
    file: 'bwrap',
    args: [
      '--unshare-all',
      '--die-with-parent',
      '--new-session',
      '--clearenv',
      ...Object.entries({ ...env, HOME: '/tmp', TMPDIR: '/tmp' }).flatMap(([name, value]) =>
        value === undefined ? [] : ['--setenv', name, value],
      ),
      '--ro-bind',
      '/usr',
      '/usr',
      ...systemFolders.flatMap(inSandbox),
      ...outside,
      '--proc',
      '/proc',
      '--dev',
      '/dev',
      '--size',
      String(diskBytes),
      '--tmpfs',
      '/tmp',
      ...readable.flatMap((folder) => ['--ro-bind', folder, folder]),
      '--cap-drop',
      'ALL',
      '--chdir',
      '/tmp',
      '--',
      node,
      ...args,
    ],
    env: { PATH: env['PATH'] },
  };
}

/** Arguments that give the sandbox this folder of the system, as the system has it. */
function inSandbox(folder: string): readonly string[] {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (!found) return [];
  return found.isSymbolicLink() ? ['--symlink', `usr${folder}`, folder] : ['--ro-bind', folder, folder];
}
