// What stands in for the vendors' servers: anything under /collect/ is answered 204 and kept in the request log.
// It sets no cookie and answers pages of any origin, as a real collector does.

export async function collector(request, response, { entry }) {
  if (!entry.path.startsWith('/collect/')) return false
  response.writeHead(204, {
    'Cache-Control': 'no-store',
    'Access-Control-Allow-Origin': request.headers.origin ?? '*',
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Allow-Headers': request.headers['access-control-request-headers'] ?? '*',
    'Access-Control-Allow-Methods': 'GET, POST, PUT, OPTIONS',
  })
  response.end()
  return true
}
