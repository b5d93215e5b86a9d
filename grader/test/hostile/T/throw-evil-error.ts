// T 00-welcome/01-hello crash in P and S
export type Guest = () => Promise<string>;
class Evil extends Error {
  override get message(): string {
    throw new Error('again');
  }
  override get stack(): any {
    throw 1;
  }
  override get name(): any {
    return Symbol('x');
  }
}
export async function welcome(first: Guest, second: Guest): Promise<string> {
  throw new Evil();
}
