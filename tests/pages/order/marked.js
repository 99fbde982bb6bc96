window.markedAs = {
  id: document.currentScript.id,
  shop: document.currentScript.dataset.shop,
  className: document.currentScript.className,
  crossOrigin: document.currentScript.crossOrigin,
  referrerPolicy: document.currentScript.referrerPolicy,
  nonce: document.currentScript.nonce,
  type: document.currentScript.type,
}
