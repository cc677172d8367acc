'use client'
import { Failure } from '@/components/ui/failure'

/** What couldn't be rendered, or an answer that never came. */
export default function ErrorPage() {
  return <Failure />
}
