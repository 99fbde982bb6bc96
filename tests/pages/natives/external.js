fetch('/collect/external')
document.cookie = 'count_external=1'
