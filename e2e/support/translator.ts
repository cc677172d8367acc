import type { Page } from '@playwright/test'

/** Wraps all text of the page in new elements, now and whenever text is added, as browser translation does. */
export const translate = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const kept = 'font, script, style, noscript, option, textarea'
    const wrap = (text: Text) => {
      if (!text.data.trim() || text.parentElement?.closest(kept)) return
      const outer = document.createElement('font')
      outer.append(document.createElement('font'))
      outer.firstElementChild?.append(text.data)
      text.replaceWith(outer)
    }
    const wrapAll = (root: Node) => {
      const texts: Text[] = []
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.push(node as Text)
      texts.forEach(wrap)
    }
    wrapAll(document.body)
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes) {
          if (node instanceof Text) wrap(node)
          else if (node.isConnected) wrapAll(node)
        }
    }).observe(document.body, { subtree: true, childList: true })
  })
