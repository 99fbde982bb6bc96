// Receipts in a file, one a line. What is answered as kept is on the disk; whatever goes wrong once, the next one is kept.

import { mkdir, open } from 'node:fs/promises'
import path from 'node:path'

/** `{ keep }`: keeps a receipt that was checked before, and says what became of it as a status of HTTP. */
export function receiptLog(file) {
  // What the file has: hashes of receipts, the text of each record by its id, and whether its last line ends.
  let known
  // One after another, so that a receipt that comes twice at once is kept once.
  let last = Promise.resolve()

  async function keep(receipt) {
    known ??= await read(file)
    if (known.hashes.has(receipt.hash)) return 200
    // One record says one thing, whoever sends it.
    const text = known.texts.get(receipt.record.id)
    if (text !== undefined && text !== receipt.text) return 409
    const line = `${JSON.stringify({ received: new Date().toISOString(), receipt })}\n`
    try {
      // After a line that was cut off a new one begins on its own.
      await append(file, known.isWhole ? line : `\n${line}`)
    } catch (error) {
      // Nobody knows how much of it was written: the file says so, next time.
      known = undefined
      throw error
    }
    known.isWhole = true
    note(known, receipt)
    return 201
  }

  return { keep: (receipt) => (last = last.then(() => keep(receipt), () => keep(receipt))) }
}

async function append(file, text) {
  await mkdir(path.dirname(file), { recursive: true })
  const handle = await open(file, 'a')
  try {
    await handle.appendFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function read(file) {
  const known = { hashes: new Set(), texts: new Map(), isWhole: true }
  let handle
  try {
    handle = await open(file)
  } catch (error) {
    // A file that cannot be read is not an empty one: what is in it would be kept twice.
    if (error.code === 'ENOENT') return known
    throw error
  }
  try {
    const text = await handle.readFile('utf8')
    known.isWhole = text === '' || text.endsWith('\n')
    let damaged = 0
    for (const line of text.split('\n')) if (line.trim() !== '' && !note(known, receiptIn(line))) damaged += 1
    if (damaged > 0) console.error(`${file}: ${damaged} of its lines cannot be read; the others count`)
    return known
  } finally {
    await handle.close()
  }
}

function receiptIn(line) {
  try {
    return JSON.parse(line)?.receipt
  } catch {
    return undefined
  }
}

/** False where `receipt` is none. */
function note({ hashes, texts }, receipt) {
  if (typeof receipt?.hash !== 'string' || typeof receipt.record?.id !== 'string') return false
  hashes.add(receipt.hash)
  texts.set(receipt.record.id, receipt.text)
  return true
}
