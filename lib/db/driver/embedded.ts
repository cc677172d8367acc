import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { lockDataDir } from './data-dir-lock'
import { makePrivateFolder } from './private-folder'

export const embeddedDir = (dataDir: string) => path.join(dataDir, 'pg')

export async function openEmbedded(dataDir: string): Promise<{ lite: PGlite; close(): Promise<void> }> {
  makePrivateFolder(dataDir)
  const unlock = await lockDataDir(dataDir)
  try {
    const lite = await PGlite.create(embeddedDir(dataDir))
    return {
      lite,
      close: async () => {
        await lite.close()
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}
