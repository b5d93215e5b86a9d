import { expect, test } from 'vitest';
import { renderJson } from '../../report/json.ts';
import { samples } from './samples.ts';

test('the document has the promised shape and order', () => {
  const results = Object.entries(samples).map(([exercise, verdict]) => ({ exercise, verdict, durationMs: 12.4 }));
  const document = renderJson(results.slice(0, 1).concat(results.slice(-1)), { node: '20.19.0', platform: 'linux' });
  expect(document).toBe(`{
  "schemaVersion": 1,
  "node": "20.19.0",
  "platform": "linux",
  "results": [
    {
      "exercise": "lost-update",
      "verdict": "failed",
      "reach": {
        "schedules": 4,
        "complete": true
      },
      "findings": [
        {
          "kind": "race",
          "check": "two workers add 1",
          "message": "An update was lost.",
          "location": {
            "file": "counter.ts",
            "line": 13
          },
          "replay": "v1.c03.9f"
        }
      ],
      "durationMs": 12
    },
    {
      "exercise": "unchecked",
      "verdict": "unchecked",
      "reach": {
        "schedules": 0,
        "complete": false
      },
      "findings": [],
      "durationMs": 12
    }
  ]
}
`);
});
