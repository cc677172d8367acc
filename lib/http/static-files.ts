const STATIC = /^\/_next\/static\/|^\/[\w-]+\.(svg|png|ico|txt|webmanifest)$/

/** Returns whether a URL names a file of the build or of public/, which holds nothing about anybody. */
export const isStaticFile = (url: string): boolean => STATIC.test(url.split('?', 1)[0] ?? '')
