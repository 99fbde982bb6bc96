ran.push('last')
