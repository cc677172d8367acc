/** What the build made, and the files of public/: they hold nothing of anybody. */
const STATIC = /^\/_next\/static\/|^\/[\w-]+\.(svg|png|ico|txt|webmanifest)$/

/** Whether a URL names a file that is the same for every client. */
export const isStaticFile = (url: string): boolean => STATIC.test(url.split('?', 1)[0] ?? '')
