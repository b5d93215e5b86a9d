import { deriveKey, type Branch } from './derive.ts';

process.on('message', (branch: Branch) => {
  try {
    process.send?.({ key: deriveKey(branch) });
  } catch (error) {
    process.send?.({ error: error instanceof Error ? error.message : String(error) });
  }
});
