import { Stepper } from './stepper.ts';

/** The script of `grade --html`. */
const steppers = [...document.querySelectorAll<HTMLElement>('[data-run]')].map((run) => new Stepper(run));

// If the page has only one run, its keys work wherever the reader is.
const [only] = steppers;
if (only && steppers.length === 1) {
  document.addEventListener('keydown', (event) => {
    if (event.target !== document.body || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowRight') only.go(only.step + 1);
    if (event.key === 'ArrowLeft') only.go(only.step - 1);
  });
}
