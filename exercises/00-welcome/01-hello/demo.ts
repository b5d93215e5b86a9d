import { setTimeout as pause } from 'node:timers/promises';
import { welcome } from './hello.ts';

/** A guest who needs some milliseconds to answer. */
const guest = (name: string, ms: number) => () => pause(ms, name);

console.log('Ada answers first: ', await welcome(guest('Ada', 100), guest('Grace', 300)));
console.log('Grace answers first:', await welcome(guest('Ada', 300), guest('Grace', 100)));
