import { availabilityOf } from '../isolation/available.ts';
import { tryCanaries } from '../isolation/canaries.ts';
import { isolationNames, type IsolationName } from '../isolation/backend.ts';
import { isolationCalled } from '../isolation/isolation.ts';
import { temporaryFolder } from '../judge/temporary-folder.ts';
import type { Diagnosis } from '../report/doctor.ts';

/** What each sandbox contains here, found out by trying. */
export const isolations = async (): Promise<readonly Diagnosis[]> => {
  const found: Diagnosis[] = [];
  for (const name of isolationNames) if (name !== 'none') found.push(...(await diagnosed(name)));
  const isAny = found.some(({ state }) => state === 'good');
  const needed: Diagnosis = {
    state: 'bad',
    about: 'isolation',
    found: 'no sandbox works here',
    advice: 'install bubblewrap, or grade only submissions that you trust',
  };
  return isAny ? found : [...found, needed];
};

const diagnosed = async (about: IsolationName): Promise<readonly Diagnosis[]> => {
  const there = await availabilityOf(about);
  if (there.state === 'missing')
    return [{ state: 'note', about, found: 'is not installed', advice: 'one sandbox is enough' }];
  if (there.state === 'refused') return [{ state: 'note', about, found: there.reason, advice: there.help }];
  const canaries = await tryCanaries(isolationCalled(about), temporaryFolder('canary-'));
  const escaped = canaries.filter(({ contained }) => !contained);
  const count = `${there.version}, ${canaries.length - escaped.length} of ${canaries.length} hostile programs contained`;
  if (escaped.length === 0) return [{ state: 'good', about, found: count, advice: 'nothing to do' }];
  const names = escaped.map((canary) => canary.about).join('; ');
  return [{ state: 'bad', about, found: `${count}. Not contained: ${names}`, advice: 'do not grade with it' }];
};
