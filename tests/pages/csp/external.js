ran.push('external'); fetch('/collect/external')
