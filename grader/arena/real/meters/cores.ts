import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';

/** Makes this thread see a machine with `cores` cores from now on, so that an attempt does the same on any machine. */
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
