// The price of items that built-in functions and constructors consume: `sum(xs)`, `sorted(xs)`, `list(xs)`, ...
//
// Compiled code charges its own work to the machine's meter; what happens inside a native is charged here, where items
// are taken from iterables. A running interpreter installs its meter.

interface WorkMeter {
  spent: number;
}

let meter: WorkMeter = { spent: 0 };
let itemPrice = 0;

/** Makes `next` the meter of the running interpreter, at `price` an item; returns what takes the old one back. */
export function useMeter(next: WorkMeter, price: number): () => void {
  const before = { meter, itemPrice };
  meter = next;
  itemPrice = price;
  return () => {
    ({ meter, itemPrice } = before);
  };
}

export function consume(items: number): void {
  meter.spent += items * itemPrice;
}
