export const METHODS: ReadonlySet<string | undefined> = new Set(['GET', 'HEAD', 'POST'])

export const REFUSED_METHOD = { sentence: 'This server answers GET, HEAD and POST.', allow: 'GET, HEAD, POST' }
