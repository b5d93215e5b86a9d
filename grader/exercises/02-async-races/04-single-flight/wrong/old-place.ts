// wrong-result in "what is under way stays known when other keys come and go"
// Finds a place, waits a moment, and removes what stands there then; another key settled in the same turn
export type Load<Value> = (key: string) => Promise<Value>;

const note = async (_text: string): Promise<void> => {};

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const open: { key: string; answer: Promise<Value> }[] = [];

  async function fetch(key: string): Promise<Value> {
    try {
      return await load(key);
    } finally {
      const place = open.findIndex((entry) => entry.key === key);
      await note(`${key} is settled`);
      open.splice(place, 1);
    }
  }

  return (key) => {
    const known = open.find((entry) => entry.key === key);
    if (known !== undefined) return known.answer;
    const answer = fetch(key);
    open.push({ key, answer });
    return answer;
  };
}
