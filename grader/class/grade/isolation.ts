import { UserError } from '../../course/user-error.ts';
import { availabilityOf } from '../../isolation/available.ts';
import { temporaryFolder } from '../../judge/temporary-folder.ts';
import { tryCanaries } from '../../isolation/canaries.ts';
import { isolationNames, type IsolationName } from '../../isolation/backend.ts';
import { isolationCalled } from '../../isolation/isolation.ts';
import type { IsolationStamp } from './record.ts';

export type Chosen = { readonly name: IsolationName; readonly stamp: IsolationStamp };

/** In order of preference: what needs no daemon and no rights comes first. */
const automatic: readonly IsolationName[] = ['bwrap', 'podman'];

/**
 * @param asked a backend, or `auto` for the first that works here
 * @param trusted whether the teacher said that the submissions may run with their rights
 * @throws {UserError} when the backend does not work, or none does and `trusted` is false
 */
export const isolationNamed = async (asked: string, { trusted }: { readonly trusted: boolean }): Promise<Chosen> => {
  const wanted = isolationNames.find((name) => name === asked);
  if (asked !== 'auto' && wanted === undefined) {
    throw new UserError(`Expected \`--isolation\` to be auto, ${isolationNames.join(', ')}, got \`${asked}\`.`);
  }
  if (wanted === 'none' && !trusted)
    throw new UserError('Without isolation, submissions run with your rights.', needsTrust);
  if (wanted === 'none') return unconfined;
  const complaints: string[] = [];
  for (const name of wanted ? [wanted] : automatic) {
    const found = await availabilityOf(name);
    if (found.state === 'there') {
      const backend = `${name} ${found.version}`.trim();
      return { name, stamp: { tier: isolationCalled(name).tier, backend, canaries: await canariesIn(name) } };
    }
    complaints.push(
      found.state === 'missing' ? `${name} is not installed.` : `${name} does not work: ${found.reason}. ${found.help}`,
    );
  }
  if (asked === 'auto' && trusted) return unconfined;
  throw new UserError(
    `Submissions cannot be isolated: ${complaints.join(' ')}`,
    `Install bubblewrap, or: ${needsTrust}`,
  );
};

/** @throws {UserError} when the sandbox does not keep its promises: marks from it would not be safe */
const canariesIn = async (name: IsolationName): Promise<string> => {
  const canaries = await tryCanaries(isolationCalled(name), temporaryFolder('canary-'));
  const escaped = canaries.filter(({ contained }) => !contained).map(({ about }) => about);
  if (escaped.length === 0) return `${canaries.length} of ${canaries.length}`;
  throw new UserError(`${name} fails to contain a program that ${escaped.join(', or that ')}.`, needsTrust);
};

const unconfined: Chosen = { name: 'none', stamp: { tier: 'P', backend: 'none' } };

const needsTrust = 'Use `--isolation none --i-trust-these-submissions` if you trust all submissions.';
