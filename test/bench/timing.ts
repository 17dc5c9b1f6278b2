/** How long the work took (ms). */
export const milliseconds = async (work: () => unknown): Promise<number> => {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** The longest time for which nothing else could run while the work was done (ms). */
export async function longestBlock(work: () => Promise<unknown>): Promise<number> {
  let [longest, last, running] = [0, performance.now(), true]
  const look = (): void => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
    if (running) setImmediate(look)
  }
  setImmediate(look)
  await work()
  running = false
  await new Promise((resolve) => setImmediate(resolve))
  return longest
}
