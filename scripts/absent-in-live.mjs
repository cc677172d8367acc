const ABSENT = './lib/demo/absent.ts'

/** Modules of the demo that builds for MODE=live replace, since modules of the product import them (R12). */
const ABSENT_IN_LIVE = {
  '@/lib/demo/handset-gateway': ABSENT,
  '@/lib/demo/simulated-carrier': ABSENT,
}

/** Returns the modules that a build replaces. */
export const replacedModules = () => (process.env.MODE === 'live' ? ABSENT_IN_LIVE : {})
