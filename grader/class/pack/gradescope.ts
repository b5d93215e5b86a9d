export type PackedFile = { readonly path: string; readonly content: string; readonly mode: number };

/*
 * The platform's harness runs `setup.sh` once, when the image is built, and `run_autograder` for each submission in
 * /autograder/submission; then it reads /autograder/results/results.json. A first result is written before any learner
 * code runs, so that a death is reported; that result has no score, which is an error there, never a 0 for the learner.
 */
export const gradescopeFiles = (): readonly PackedFile[] => [
  { path: 'setup.sh', mode: 0o755, content: setup },
  { path: 'run_autograder', mode: 0o755, content: runAutograder },
];

const setup = `#!/usr/bin/env bash
set -euo pipefail
apt-get update
apt-get install -y --no-install-recommends nodejs npm bubblewrap
npx --yes n 24
cd /autograder/source/kit
npm install --omit=dev --no-audit --no-fund
`;

const runAutograder = `#!/usr/bin/env bash
set -uo pipefail
base=\${AUTOGRADER:-/autograder}
work=$(mktemp -d)
mkdir -p "$base/results" "$work/in/submission"
echo '{"output": "The grader did not come to an end. This is not your fault."}' > "$base/results/results.json"
cp -r "$base/submission/." "$work/in/submission/"
cd "$base/source/kit"
npm run --silent class -- collect "$work/in" --class class.json --out "$work/submissions" >&2
npm run --silent class -- grade "$work/submissions" --class class.json --out "$work/marks" --jobs 1 --i-trust-these-submissions >&2
npm run --silent class -- export --to gradescope --class class.json --folder "$work/submissions" --marks "$work/marks" --out "$work/export" > /dev/null 2> "$work/why"
cat "$work/why" >&2
# Without a mark there is only the reason.
cp "$work"/export/*.json "$base/results/results.json" 2> /dev/null || [ ! -s "$work/why" ] ||
  node -e 'process.stdout.write(JSON.stringify({ output: require("fs").readFileSync(process.argv[1], "utf8") }))' \
    "$work/why" > "$base/results/results.json"
`;
