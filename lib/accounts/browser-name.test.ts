import Bowser from 'bowser'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { browserName } from './browser-name'

const BLINK = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0'
const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'

describe('browserName', () => {
  test.each([
    ['Chrome', 'Android', `Mozilla/5.0 (Linux; Android 10; K) ${BLINK} Mobile Safari/537.36`],
    ['Safari', 'iOS', `Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) ${WEBKIT} Version/18.6 Safari/604.1`],
    ['Microsoft Edge', 'Windows', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${BLINK} Safari/537.36 Edg/140.0.0.0`],
    ['Firefox', 'Linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0'],
    ['Samsung Internet', 'Android', `Mozilla/5.0 (Linux; Android 14; K) SamsungBrowser/25.0 ${BLINK} Safari/537.36`],
    [null, 'macOS', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)'],
  ])('identifies %s on %s by its User-Agent', (name, systemName, userAgent) => {
    expect(browserName(userAgent)).toEqual({ browserName: name, systemName })
  })

  test.each([null, '', 'Mozilla/5.0', 'curl/8.5.0', '<b>you are hacked</b>/1.0 (x) y', `${'x'.repeat(9_000)}/1 y`])(
    'returns no name for %j, which is untrusted input',
    (userAgent) => {
      expect(browserName(userAgent)).toEqual({ browserName: null, systemName: null })
    },
  )

  test('returns only names of the allowlist for any User-Agent', () => {
    const names = [null, 'Samsung Internet', ...Object.values(Bowser.BROWSER_MAP), ...Object.values(Bowser.OS_MAP)]
    const part = fc.oneof(fc.string(), fc.constantFrom('Mozilla/5.0', '(', ')', '/', 'Android', 'Chrome/1', 'Version/'))
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const found = browserName(parts.join(' '))
        expect(names).toContain(found.browserName)
        expect(names).toContain(found.systemName)
      }),
    )
  })
})
