// JSON as the policy's reader takes it (src/policy/tokens.rs), as the stub makes it (www/boot/tokens.ts), but without
// recursion: whatever a file holds, the program says what is wrong with it.

const END = '\0'
const plain = (text) => text.replaceAll(END, '\ufffd') + END

export function tokens(value) {
  const parts = []
  // What is still to be written, the next one last: texts that are tokens already, and values.
  const open = [{ value }]
  while (open.length > 0) {
    const { token, value } = open.pop()
    if (token !== undefined) {
      parts.push(token)
    } else if (Array.isArray(value)) {
      parts.push(`[${END}`)
      open.push({ token: `]${END}` })
      for (let at = value.length - 1; at >= 0; at--) open.push({ value: value[at] })
    } else if (typeof value === 'object' && value) {
      parts.push(`{${END}`)
      open.push({ token: `}${END}` })
      for (const [name, member] of Object.entries(value).reverse()) {
        open.push({ value: member }, { token: `k${plain(name)}` })
      }
    } else if (typeof value === 'string') {
      parts.push(`s${plain(value)}`)
    } else if (typeof value === 'number') {
      parts.push(`n${plain(String(value))}`)
    } else {
      parts.push((value === true ? 't' : value === false ? 'f' : 'z') + END)
    }
  }
  return parts.join('')
}

// True where lists and objects lie in each other deeper than in any policy. The reader refuses such a file too.
export function isTooDeep(value, limit = 100) {
  const containers = (values) => values.filter((item) => typeof item === 'object' && item)
  let layer = containers([value])
  for (let depth = 0; depth < limit && layer.length > 0; depth++) layer = layer.flatMap((item) => containers(Object.values(item)))
  return layer.length > 0
}
