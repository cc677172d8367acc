'use client'
import { Failure } from '@/components/ui/failure'

/** Error boundary: shown after a render error or a lost response. */
export default function ErrorPage() {
  return <Failure />
}
