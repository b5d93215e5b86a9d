import type { PackedFile } from './gradescope.ts';

/*
 * The platform's runner calls `autograder.py` in the submission's checkout, passes what it knows in the environment,
 * and reads `result.json`. An exit code other than 0 is an infrastructure failure there, never a 0 for the learner
 * (https://github.com/foundation50/classroom50/wiki/Advanced-Autograding).
 */
export const classroom50Files = (): readonly PackedFile[] => [
  { path: 'autograder.py', mode: 0o755, content: autograder },
];

const autograder = `"""Grades the checkout that it is called in, with the kit beside this file."""
import datetime, json, os, pathlib, shutil, subprocess, sys, tempfile

here = pathlib.Path(__file__).resolve().parent
work = pathlib.Path(tempfile.mkdtemp())
given = os.environ


def npm(*words):
    return subprocess.run(["npm", *words], cwd=here / "kit").returncode


def kit(*words):
    # 1: something has no mark. It is found below, where there is no result.
    if npm("run", "--silent", "class", "--", *words, "--class", "class.json") > 1:
        sys.exit("The kit could not " + words[0] + ".")


if not (here / "kit" / "node_modules").exists() and npm("install", "--omit=dev", "--no-audit", "--no-fund") != 0:
    sys.exit("The kit could not be installed.")
shutil.copytree(os.getcwd(), work / "in" / "submission", symlinks=True, ignore=shutil.ignore_patterns("node_modules", ".git"))
kit("collect", str(work / "in"), "--out", str(work / "submissions"))
kit("grade", str(work / "submissions"), "--out", str(work / "marks"), "--i-trust-these-submissions")
kit("export", "--to", "classroom50", "--folder", str(work / "submissions"), "--marks", str(work / "marks"), "--out", str(work / "export"))
found = list((work / "export").glob("*.json"))
if len(found) != 1:
    sys.exit("Something could not be checked: there is no mark.")
result = json.loads(found[0].read_text())
result.update({
    "classroom": given["CLASSROOM"],
    "assignment": given["ASSIGNMENT"],
    "assignment_type": given.get("ASSIGNMENT_TYPE") or "individual",
    "owner": given.get("OWNER") or given.get("USERNAME", ""),
    "submission": given["SUBMISSION_TAG"],
    "commit": given.get("COMMIT_URL", ""),
    "release": given.get("RELEASE_URL", ""),
    "review": given.get("REVIEW_URL") or given.get("COMMIT_URL", ""),
    "datetime": result["datetime"] or datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
})
pathlib.Path("result.json").write_text(json.dumps(result, indent=2))
`;
