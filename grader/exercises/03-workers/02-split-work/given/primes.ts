import { metered } from '../../../../harness/given.ts';
import * as primes from '../starter/primes.ts';

/** The museum's function, with its calls counted. */
export const countPrimes = metered(primes.countPrimes);
