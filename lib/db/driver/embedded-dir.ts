import path from 'node:path'

export const embeddedDir = (dataDir: string) => path.join(dataDir, 'pg')
