import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';

/** From now on this thread is told that the machine has `cores` cores: an attempt does the same on any machine. */
export function setCores(cores: number): void {
  const found = os.cpus();
  const [first] = found;
  os.availableParallelism = () => cores;
  os.cpus = () => Array.from({ length: cores }, (_, core) => ({ ...(found[core] ?? first) }) as os.CpuInfo);
  // Not on Node 20.
  const { navigator } = globalThis as { navigator?: object };
  if (navigator) Object.defineProperty(navigator, 'hardwareConcurrency', { value: cores, configurable: true });
  syncBuiltinESMExports();
}
