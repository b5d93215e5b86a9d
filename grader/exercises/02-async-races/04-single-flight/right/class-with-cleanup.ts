export type Load<Value> = (key: string) => Promise<Value>;

class Flights<Value> {
  readonly #load: Load<Value>;
  readonly #underWay = new Map<string, Promise<Value>>();

  constructor(load: Load<Value>) {
    this.#load = load;
  }

  join(key: string): Promise<Value> {
    let flight = this.#underWay.get(key);
    if (flight === undefined) {
      flight = this.#start(key);
      this.#underWay.set(key, flight);
    }
    return flight;
  }

  async #start(key: string): Promise<Value> {
    try {
      return await this.#load(key);
    } finally {
      this.#underWay.delete(key);
    }
  }
}

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const flights = new Flights(load);
  return async (key) => flights.join(key);
}
