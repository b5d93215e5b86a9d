import type { RequestListener } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * The application, in one of its versions: it loads for a while, and then answers requests.
 * @throws when there is no such version
 */
export async function openApp(version: string): Promise<RequestListener> {
  await pause(200);
  if (!/^v\d+$/.test(version)) throw new Error(`there is no version "${version}"`);
  return (_request, response) => {
    // A ticket takes a moment; the beginning of the answer is sent at once.
    response.write('your ticket: ');
    setTimeout(() => response.end(`from the Monday boat, sold by ${version}`), 300);
  };
}
