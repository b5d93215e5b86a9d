import { checks, counted, howOften, leftRunning, staffText, type Judgement } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

type Odd = { readonly story: string; readonly expected: string; readonly got: string };
type Staff = { readonly requests: number; readonly threads: number; readonly processes: number };

/** @param when the story until then */
const texts = (when: string) =>
  ({
    kind: 'wrong-result',
    message: ({ story }) => `${when}, and ${story}.`,
    expected: ({ expected }) => expected,
    got: ({ got }) => got,
  }) satisfies Judgement<Odd>;

const tooMany = ({ threads, processes }: Staff): boolean => threads + processes > 1;
const staff = {
  kind: 'wrong-result',
  message: (started) => `Started for ${started.requests} requests: ${staffText(started)}.`,
  why: 'Each takes megabytes, and milliseconds to start, whether it computes or waits.',
  expected: 'at most one, threads and processes together',
  got: ({ threads, processes }) => String(threads + processes),
} satisfies Judgement<Staff>;

check('twenty requests are under way, and no more', async ({ measure }) => {
  const run = await measure('whole');
  await run.never(({ before }) => tooMany(before) && before, staff);
  await run.never(
    ({ before: { odd } }) => odd,
    texts('The service answers each request with the path that was asked for'),
  );
  await run.never(({ after }) => after && tooMany(after) && after, staff);
  await run.never(({ after }) => after && after.peak > after.places && after, {
    kind: 'wrong-result',
    message: ({ peak }) => `${peak} requests were under way at the same time.`,
    why: 'The service lets in 20 at a time, and turns the others away.',
    expected: ({ places }) => `at most ${places}`,
    got: ({ peak }) => String(peak),
  });
  await run.never(({ after }) => after && after.peak < after.places && after, {
    kind: 'over-serialised',
    message: ({ peak, requests }) =>
      `${requests} requests were to be sent. The most that were under way at the same time: ${peak}.`,
    expected: ({ places }) => `${places}`,
    got: ({ peak }) => String(peak),
  });
  await run.never(({ after }) => after?.short && after, {
    kind: 'over-serialised',
    message: ({ places: most }) =>
      `Fewer than ${most} requests were under way, others were still to be sent, and none of them was sent.`,
    expected: ({ places }) => `${places} under way as long as enough are left`,
    got: 'fewer',
  });
  await run.never(({ after }) => after && (after.sent !== after.requests || after.once !== after.requests) && after, {
    kind: 'wrong-result',
    message: ({ once, sent, requests }) =>
      once < requests
        ? `Addresses that were never requested: ${requests - once} of ${requests}.`
        : `${sent} requests were sent for ${requests} addresses.`,
    expected: ({ requests }) => `${requests} requests, for as many addresses`,
    got: ({ sent, once }) => `${sent} requests, for ${once} addresses`,
  });
  await run.never(
    ({ after }) => after?.odd,
    texts('The service answers each request with the path that was asked for'),
  );
  await run.never(({ after }) => after && after.alive !== '' && after, leftRunning);
});

check('an answer that is none ends the call', async ({ measure }) => {
  const run = await measure('refused');
  await run.never(({ before }) => tooMany(before) && before, staff);
  await run.never(({ after }) => after && !after.asked && after, {
    kind: 'wrong-result',
    message: ({ end }) => `The address that the service does not know was never requested. The call ended with ${end}.`,
  });
  await run.never(({ after }) => after && after.end !== 'an Error' && after, {
    kind: 'wrong-result',
    message: 'The service answered 404, and the promise did not reject with an Error.',
    expected: 'a rejection with an Error',
    got: ({ end }) => end,
  });
  await run.never(({ after }) => after && after.later > 0 && after, {
    kind: 'leak',
    message: ({ later }) => `After the answer 404, ${counted(later, 'more request')} went out.`,
    why: 'The promise has rejected, so nobody will get what comes now.',
    expected: 'none',
    got: ({ later }) => String(later),
  });
  await run.never(({ after }) => after && after.alive !== '' && after, leftRunning);
});

check('two calls do not disturb each other', async ({ measure }) => {
  const run = await measure('others');
  await run.never(({ before }) => tooMany(before) && before, staff);
  await run.never(({ after }) => after?.odd, {
    // Which text is wrong first depends on timing.
    kind: 'wrong-result',
    message: 'Two calls were in progress at the same time, and one did not resolve to the texts of its addresses.',
    expected: 'the text of each address, in the order of urls',
  });
  await run.never(({ after }) => after && after.peak < after.both && after, {
    kind: 'over-serialised',
    message: ({ peak }) =>
      `Two calls were in progress at the same time, each with 30 requests to send. The most that were under way for both together: ${peak}.`,
    expected: ({ both }) => `${both}: each call has its own 20`,
    got: ({ peak }) => String(peak),
  });
  await run.never(({ after }) => after?.ofNone, texts('There was nothing to ask for'));
  await run.never(({ after }) => after && after.end !== 'an Error' && after, {
    kind: 'wrong-result',
    message: 'A connection broke, and the promise did not reject with an Error.',
    expected: 'a rejection with an Error',
    got: ({ end }) => end,
  });
  await run.never(({ after }) => after && after.alive !== '' && after, leftRunning);
});

check('every answer of the 200s counts, and no other', async ({ measure }) => {
  const run = await measure('answers');
  await run.never(({ cases }) => cases.find(({ expected, got }) => got !== expected), {
    kind: 'wrong-result',
    message: ({ what }) => `${what}, and the call did not end as it should.`,
    expected: ({ expected }) => expected,
    got: ({ got }) => got,
  });
  await run.never(({ twins }) => twins !== 2 && { twins }, {
    kind: 'wrong-result',
    message: ({ twins }) => `The two addresses of a call were the same, and ${counted(twins, 'request')} went out.`,
    expected: 'each entry of the list is requested once',
    got: ({ twins }) => counted(twins, 'request'),
  });
  await run.never(({ broken, cut }) => Math.max(broken, cut) > 1 && { times: Math.max(broken, cut) }, {
    kind: 'wrong-result',
    message: ({ times }) => `The service broke a connection, and that address was requested ${howOften(times)}.`,
    expected: 'each address is requested once',
    got: ({ times }) => howOften(times),
  });
});
