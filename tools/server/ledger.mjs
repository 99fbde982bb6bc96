// The request log as the demo store shows it: all of it as JSON, and each new request as a server-sent event.

const isOwn = (entry) => entry.path.startsWith('/ledger/')

export function ledger(log) {
  return async function serve(request, response, { entry }) {
    if (entry.path === '/ledger/requests') {
      const shown = log.matching().filter((other) => !isOwn(other))
      response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' })
      response.end(JSON.stringify(shown))
      return true
    }
    if (entry.path === '/ledger/events') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
      response.write(': listening\n\n')
      const stop = log.listen((other) => {
        if (!isOwn(other)) response.write(`data: ${JSON.stringify(other)}\n\n`)
      })
      response.on('close', stop)
      return true
    }
    return false
  }
}
