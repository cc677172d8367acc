import v8 from 'node:v8'

const GROWTH_PERCENT = 30

/**
 * Makes the garbage collector run when the heap has grown by a third. By default V8 waits until it has doubled or more,
 * the longer the more memory the machine has. This is no limit: live data may still use all of Node's heap.
 */
export const keepHeapSmall = () => v8.setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`)
