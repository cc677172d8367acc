'use client'
import { Failure } from '@/components/ui/failure'
import { latin } from './fonts'
import './globals.css'

export default function GlobalError() {
  return (
    <html lang="en" className={`${latin.variable} font-sans`}>
      <body className="text-body">
        <main className="pt-16">
          <Failure />
        </main>
      </body>
    </html>
  )
}
