import type { PackedFile } from './gradescope.ts';

/** Their runner calls `autograder.py` in the submission's checkout and reads `result.json`. */
export const classroom50Files = (): readonly PackedFile[] => [
  { path: 'autograder.py', mode: 0o755, content: autograder },
];

const autograder = `import json, os, pathlib, shutil, subprocess, tempfile

here = pathlib.Path(__file__).resolve().parent
work = pathlib.Path(tempfile.mkdtemp())
shutil.copytree(os.getcwd(), work / "in" / "submission", ignore=shutil.ignore_patterns("node_modules", ".git"))


def kit(*words):
    subprocess.run(["npm", "run", "--silent", "class", "--", *words, "--class", "class.json"], cwd=here / "kit", check=False)


kit("collect", str(work / "in"), "--out", str(work / "submissions"))
kit("grade", str(work / "submissions"), "--out", str(work / "marks"), "--i-trust-these-submissions")
kit("export", "--to", "classroom50", "--force", "--folder", str(work / "submissions"), "--marks", str(work / "marks"), "--out", str(work / "export"))
result = json.loads(next((work / "export").glob("*.json")).read_text())
names = ["classroom", "assignment", "assignment_type", "owner", "submission", "commit", "release", "review", "datetime"]
result.update({name: os.environ[name.upper()] for name in names if name.upper() in os.environ})
pathlib.Path("result.json").write_text(json.dumps(result, indent=2))
`;
