const STATIC = /^\/_next\/static\/|^\/[\w-]+\.(svg|png|ico|txt|webmanifest)$/

export const isStaticFile = (url: string): boolean => STATIC.test(url.split('?', 1)[0] ?? '')
