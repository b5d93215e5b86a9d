const frozen = 'built-ins cannot be changed in the arena, so that no run leaves anything in them for the next';
const otherError = 'where two arguments are wrong, the error is about the other one';
const strict = 'the code of a module is strict, and so is all code here';
const compiled = 'the arena makes no code from text';

/** Tests that end differently in the thread arena, by path and complaint (`PATH: COMPLAINT`), with the reason. */
export const test262Differs: readonly (readonly [RegExp, string])[] = [
  [/descriptor should be|to have configurable:true|Cannot (?:assign to read only|redefine) property/, frozen],
  [/^Atomics\/(?:notify|wait|waitAsync)\/(?:bigint\/)?(?:non-|validate-)/, otherError],
  [/^Atomics\/\w+\/validate-arraytype-before-value-coercion\.js/, otherError],
  [/this is the global/, strict],
  [/'BYTES_PER_ELEMENT'|ctor is not a constructor/, compiled],
];
