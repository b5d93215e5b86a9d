import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { IsolationName } from './backend.ts';

const run = promisify(execFile);

export type Availability =
  | { readonly state: 'there'; readonly version: string }
  | { readonly state: 'missing' }
  /** The backend is installed, but the system does not let it work. */
  | { readonly state: 'refused'; readonly reason: string; readonly help: string };

/** Whether a backend works here and now: found out by using it. */
export const availabilityOf = async (name: IsolationName): Promise<Availability> => {
  if (name === 'none') return { state: 'there', version: '' };
  const version = await said(name, ['--version']);
  if (version === undefined) return { state: 'missing' };
  const probe = name === 'bwrap' ? ['--unshare-all', '--ro-bind', '/', '/', 'true'] : ['info'];
  try {
    await run(name, probe, { timeout: 20_000 });
    return { state: 'there', version: version.replace(/^\D*/, '').split(/[\s,]/)[0] ?? version };
  } catch (error) {
    const reason = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    return {
      state: 'refused',
      reason,
      help: name === 'bwrap' ? userNamespaces : `Is the ${name} daemon running, and are you allowed to use it?`,
    };
  }
};

const said = async (name: string, args: readonly string[]): Promise<string | undefined> =>
  run(name, args, { timeout: 20_000 }).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );

const userNamespaces =
  'The system refuses user namespaces. On Ubuntu 23.10 and newer: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0';
