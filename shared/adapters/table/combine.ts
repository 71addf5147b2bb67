/**
 * Small requests that come at the same time, made as one: a request costs its signature, its way and its answer, and hardly
 * more for ten items than for one. None waits for company: what comes while some are under way goes together.
 */
import { UnavailableError } from '../../errors.ts';

interface Combined<Ask, Answer> {
  /** Answers each of them, in their order; with a promise, whom the others need not wait for. */
  readonly send: (asks: readonly Ask[]) => Promise<readonly (Answer | Promise<Answer>)[]>;
  /** Items in one request. */
  readonly most: number;
  readonly countItems: (ask: Ask) => number;
  /** What an ask changes: one thing is changed by one after the other, in the order in which they came. */
  readonly nameChanged?: (ask: Ask) => readonly string[];
}

/** Requests under way at once: who has to wait for one waits for half of it. */
const AT_ONCE = 2;

interface Waiting<Ask, Answer> {
  readonly ask: Ask;
  readonly items: number;
  readonly changes: readonly string[];
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

export function combine<Ask, Answer>({
  send,
  most,
  countItems,
  nameChanged = () => [],
}: Combined<Ask, Answer>): (ask: Ask) => Promise<Answer> {
  let waiting: Waiting<Ask, Answer>[] = [];
  const changing = new Set<string>();
  let underWay = 0;
  let isDue = false;

  /** The first that fit into one request; one that is larger goes alone. */
  function take(): Waiting<Ask, Answer>[] {
    const taken: Waiting<Ask, Answer>[] = [];
    const passed: Waiting<Ask, Answer>[] = [];
    const before = new Set(changing);
    let items = 0;
    for (const one of waiting) {
      const isFree = !one.changes.some((thing) => before.has(thing));
      for (const thing of one.changes) before.add(thing);
      const isTaken = isFree && (taken.length === 0 || items + one.items <= most);
      (isTaken ? taken : passed).push(one);
      if (isTaken) items += one.items;
    }
    waiting = passed;
    return taken;
  }

  async function answer(some: readonly Waiting<Ask, Answer>[]): Promise<void> {
    try {
      const answers = await send(some.map(({ ask }) => ask));
      if (answers.length !== some.length)
        throw new Error(`${some.length} were asked together, and ${answers.length} answered`);
      for (const [i, own] of answers.entries()) {
        const one = some[i];
        if (one) settle(one, own);
      }
    } catch (error) {
      // Who is refused for a fault of their own keeps no other from an answer; a store that is away is away for all.
      if (some.length === 1 || error instanceof UnavailableError)
        for (const one of some) {
          one.reject(error);
          release(one);
        }
      else for (const one of some) await answer([one]);
    }
  }

  function settle(one: Waiting<Ask, Answer>, answered: Answer | Promise<Answer>): void {
    void new Promise<Answer>((tell) => tell(answered))
      .then(one.resolve, one.reject)
      .finally(() => release(one));
  }

  function release({ changes }: Waiting<Ask, Answer>): void {
    for (const thing of changes) changing.delete(thing);
    goOn();
  }

  function goOn(): void {
    while (underWay < AT_ONCE) {
      const some = take();
      if (some.length === 0) return;
      for (const thing of some.flatMap(({ changes }) => changes)) changing.add(thing);
      underWay++;
      void answer(some).finally(() => {
        underWay--;
        goOn();
      });
    }
  }

  return (ask) =>
    new Promise((resolve, reject) => {
      waiting.push({ ask, items: countItems(ask), changes: nameChanged(ask), resolve, reject });
      if (isDue) return;
      isDue = true;
      // Behind everything that this turn of the loop brings.
      setImmediate(() => {
        isDue = false;
        goOn();
      });
    });
}
