/*
 * What `page.ts` measures inside the browser.
 */

/** @returns {Promise<number>} ms from the start of the load to the first picture */
export const firstPicture = async () =>
  new Promise((resolve) => {
    new PerformanceObserver((list) => {
      const [paint] = list.getEntriesByName('first-contentful-paint');
      if (paint) resolve(paint.startTime);
    }).observe({ type: 'paint', buffered: true });
  });

const drawn = async () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

/** @returns {Promise<number>} when the page shows another verdict than `before`, in ms since the epoch */
export const nextVerdict = async (before) => {
  const line = () => document.querySelector('.verdict-line')?.innerText ?? '';
  while (line() === before || !line().includes('Verdict for')) await drawn();
  return Date.now();
};

/** @returns {Promise<number[]>} ms from the click to the new place, for steps to new places */
export const driveSteps = async (wanted) => {
  const part = document.querySelector('[data-section="drive"]');
  const click = async (button) => {
    const start = performance.now();
    const changed = new Promise((resolve) => {
      new MutationObserver((_, observer) => {
        observer.disconnect();
        resolve();
      }).observe(part, { childList: true });
    });
    button.click();
    await changed;
    await drawn();
    return performance.now() - start;
  };
  const times = [];
  const known = new Set();
  let [seed, path] = [1, ''];
  while (times.length < wanted) {
    const buttons = [...part.querySelectorAll('button')].filter(({ id }) => /^wish-steer-\d$/.test(id));
    if (buttons.length === 0) {
      await click(part.querySelector('#wish-steer-U'));
      path = '';
      continue;
    }
    // The numbers of Park and Miller: the same walk each time.
    seed = (seed * 48_271) % 2_147_483_647;
    const button = buttons[seed % buttons.length];
    path += ` ${button.textContent}`;
    const ms = await click(button);
    if (!known.has(path)) times.push(ms);
    known.add(path);
  }
  return times;
};
