export const METHODS: ReadonlySet<string | undefined> = new Set(['GET', 'HEAD', 'POST'])

export const REFUSED_METHOD = { text: 'This server accepts GET, HEAD and POST.', allow: 'GET, HEAD, POST' }
