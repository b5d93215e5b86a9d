// S 04-shared-memory/01-counter crash in P and S
export function countVisitors(): never {
  throw new Error('</script><img src=x onerror=alert(1)>=HYPERLINK(1)\u001B[2J\n::add-mask::\u009B2J');
}
