/* A tool of the harbour: `node tool.ts unpack`. Each reads lines, writes lines, and complains on standard error. */

const [, , how, what = ''] = process.argv;

const complain = (text: string): void => void process.stderr.write(`${how}: ${text}\n`);

/** Nobody reads what this tool writes any more. */
process.stdout.on('error', () => process.exit());

/** Hands each line on as `change` makes it, until it is enough. */
async function eachLine(change: (line: string) => string | undefined, isEnough = (): boolean => false): Promise<void> {
  let rest = '';
  for await (const piece of process.stdin.setEncoding('utf8')) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    const changed = lines.map(change).filter((line) => line !== undefined);
    if (changed.length > 0 && !process.stdout.write(`${changed.join('\n')}\n`)) {
      await new Promise((resolve) => process.stdout.once('drain', resolve));
    }
    if (isEnough()) return;
  }
}

if (how === 'unpack') await eachLine((line) => String(Number.parseInt(line, 36)));
if (how === 'clean') await eachLine((line) => (Number(line) < 900 ? line : undefined));
if (how === 'head') {
  let left = Number(what);
  const take = (line: string): string | undefined => {
    left -= 1;
    return left >= 0 ? line : undefined;
  };
  await eachLine(take, () => left <= 0);
}
if (how === 'average') {
  let sum = 0;
  let count = 0;
  await eachLine((line) => {
    sum += Number(line);
    count += 1;
    return undefined;
  });
  console.log(`${count} readings, ${(sum / count).toFixed(1)} cm on average`);
}
if (how === 'break') {
  let left = 1000;
  const take = (line: string): string | undefined => {
    left -= 1;
    return left > 0 ? line : undefined;
  };
  await eachLine(take, () => left <= 0);
  complain('there is something wrong with line 1000');
  process.exitCode = 3;
}
