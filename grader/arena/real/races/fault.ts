import { siteOf } from '../../common/layout.ts';
import type { Location } from '../../../verdict/location.ts';
import type { Fault } from '../../../verdict/fault.ts';
import type { RaceFound, RacingAccess } from './block.ts';

/** @param files the attempt's, in the order in which they were numbered */
export function raceFault([one, other]: RaceFound, files: readonly string[]): Fault {
  const both = one.wrote && other.wrote;
  const location = locationOf(one.site, files) ?? locationOf(other.site, files);
  return {
    kind: 'data-race',
    message: `Nothing orders two accesses to the same shared memory: ${both ? 'two threads write it' : 'one thread writes it while another reads it'}.`,
    why: 'Nothing that the threads did puts one of them first, so which one comes first can differ from run to run.',
    ...(location && { location }),
    evidence: [`one thread ${accessText(one, files)}`, `another one ${accessText(other, files)}`],
  };
}

function accessText({ site, wrote }: RacingAccess, files: readonly string[]): string {
  const location = locationOf(site, files);
  return `${wrote ? 'writes' : 'reads'} it ${location ? `in ${location.file}, line ${location.line}` : 'in code whose place is not known'}`;
}

function locationOf(site: number, files: readonly string[]): Location | undefined {
  const { file: index, line } = siteOf(site);
  const file = files[index];
  return file === undefined || line === 0 ? undefined : { file, line };
}
