import { setTimeout as pause } from 'node:timers/promises';
import { singleFlight } from './single-flight.ts';

let requests = 0;

/** The provider: slow, expensive, and sometimes out of order. Rates move all the time. */
async function load(pair: string): Promise<string> {
  requests += 1;
  const request = requests;
  await pause(50);
  if (request === 3) throw new Error(`${pair}: the provider is out of order`);
  return `${pair} ${(160 + request / 10).toFixed(1)}`;
}

const rate = singleFlight(load);
const ask = (pair: string): Promise<string> => rate(pair).catch((error: Error) => `(${error.message})`);

console.log("Nine o'clock:", await Promise.all([ask('EUR/JPY'), ask('EUR/JPY'), ask('EUR/JPY')]));
console.log('Ten past nine:', await ask('EUR/JPY'));
console.log('Twenty past:', await Promise.all([ask('EUR/JPY'), ask('EUR/JPY')]));
console.log('Half past:', await ask('EUR/JPY'));
console.log(`${requests} requests on the bill, for four moments.`);
