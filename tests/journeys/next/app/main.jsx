'use client'
import Link from 'next/link'
import { useEffect, useState } from 'react'

function Held() {
  return (
    <>
      <p data-consent-if="analytics" className="if">Thank you for letting us count.</p>
      <p data-consent-unless="analytics" className="unless">We do not count you.</p>
      <iframe data-consent="remarketing" data-consent-src="/films/remarketing.html" data-consent-placeholder="" title="A film" width="320" height="180" />
      <img data-consent="remarketing" data-consent-src="/collect/remarketing/pixel" alt="" width="1" height="1" />
      <template className="offers" data-consent="remarketing" dangerouslySetInnerHTML={{ __html: '<p class="offer">An offer for you</p>' }} />
    </>
  )
}

export function Main({ title, on }) {
  const [held, setHeld] = useState(true)
  const [renders, setRenders] = useState(0)
  useEffect(() => {
    Object.assign(window, { hydrated: true, toggleHeld: () => setHeld((is) => !is), renderAgain: () => setRenders((count) => count + 1) })
  }, [])
  return (
    <>
      <h1>{title}</h1>
      <p>{`Drawn again ${renders} times`}</p>
      <div className="shelf">A shelf</div>
      <p><Link className="on" href={on}>{`To ${on}`}</Link></p>
      <div className="shelf">Another shelf</div>
      {held && <Held />}
      <span hidden>The end</span>
    </>
  )
}
