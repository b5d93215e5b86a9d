// T 00-welcome/01-hello stuck in P and S
export function welcome(): never {
  for (;;);
}
