import { countLines } from './starter/template.ts';

console.log(`This file has ${await countLines(process.argv[1] ?? '')} lines.`);
