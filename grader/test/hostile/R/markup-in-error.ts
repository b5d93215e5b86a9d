// R 01-event-loop/02-blocking-read wrong-result in P and S
export async function loadConfig(): Promise<never> {
  throw new Error('</script><img src=x onerror=alert(1)>=HYPERLINK(1)\u001B[2J\n::add-mask::\u009B2J');
}
