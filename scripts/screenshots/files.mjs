import fs from 'node:fs'
import sharp from 'sharp'

const MOST_BYTES = 3_000_000
const FRAME_EVERY_MS = 120
const LAST_FRAME_MS = 2500

/** Writes a screenshot with few colors: a third of the size, and no visible difference. */
export async function writePicture(file, png) {
  await sharp(png).png({ palette: true, quality: 90, effort: 10, compressionLevel: 9 }).toFile(file)
  report(file)
}

/** Takes screenshots of a page until `write` makes an animation of those that differ. */
export function recording(page) {
  const frames = []
  let isOver = false
  const running = record()
  // Thrown by `write`: a page that is closed after an error ends the recording too.
  running.catch(() => {})

  async function record() {
    while (!isOver) {
      const at = performance.now()
      const png = await page.screenshot({ caret: 'hide' })
      if (!frames.at(-1)?.png.equals(png)) frames.push({ png, at })
      await new Promise((resolve) => setTimeout(resolve, at + FRAME_EVERY_MS - performance.now()))
    }
  }

  async function write(file) {
    isOver = true
    await running
    const delay = frames.map(({ at }, n) => Math.round((frames[n + 1]?.at ?? at + LAST_FRAME_MS) - at))
    const pages = frames.map(({ png }) => png)
    await sharp(pages, { join: { animated: true } })
      .webp({ delay, loop: 0, quality: 80, effort: 5, minSize: true })
      .toFile(file)
    report(file)
    if (fs.statSync(file).size > MOST_BYTES) throw new Error(`${file} is larger than ${MOST_BYTES} bytes.`)
  }

  return { write }
}

const report = (file) => console.log(`${file}: ${Math.round(fs.statSync(file).size / 1000)} kB`)
