import type { Metadata, Viewport } from 'next'
import { connection } from 'next/server'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ArrivalFocus } from '@/components/ui/arrival-focus'
import { siteOrigin } from '@/lib/auth/site'
import { latin, latinExt } from './fonts'
import { Header } from './header'
import './globals.css'

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfcfa' },
    { media: '(prefers-color-scheme: dark)', color: '#10141a' },
  ],
}

/** Returns metadata without a title: each page renders its own, because only a form has its error state. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common')
  const [name, description] = [t('name'), t('description')]
  return {
    metadataBase: new URL(siteOrigin()),
    applicationName: name,
    description,
    openGraph: { type: 'website', siteName: name, title: name, description },
    formatDetection: { telephone: false },
  }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Disables static rendering, so that scripts carry the request's CSP nonce.
  await connection()
  const [t, locale] = await Promise.all([getTranslations('common'), getLocale()])
  return (
    <html lang={locale} className={`${latin.variable} ${latinExt.variable} font-sans`}>
      <body className="flex min-h-dvh flex-col text-body">
        <a href="#content" className="skip-link">
          {t('skip')}
        </a>
        <Header />
        <main id="content" tabIndex={-1} className="flex-1 overflow-x-clip outline-none">
          {children}
        </main>
        <footer className="border-hairline border-t">
          <p className="container-page py-6 text-ink-soft text-small">{t('footer')}</p>
        </footer>
        <ArrivalFocus />
      </body>
    </html>
  )
}
