import { receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import { resize, type Picture } from './resize.ts';
const { port, bell } = workerData as { port: MessagePort; bell: Int32Array };
let seen = 0;
for (;;) {
  Atomics.wait(bell, 0, seen);
  seen = Atomics.load(bell, 0);
  if (seen < 0) break;
  for (let got = receiveMessageOnPort(port); got; got = receiveMessageOnPort(port)) {
    const { place, picture } = got.message as { place: number; picture: Picture };
    try {
      port.postMessage({ place, thumbnail: resize(picture) });
    } catch (error) {
      port.postMessage({ place, error });
    }
    if (Atomics.load(bell, 0) < 0) break;
  }
}
port.close();
