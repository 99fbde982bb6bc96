// What a first policy says, in the languages that init speaks. The store's own people make it theirs.

export const FIRST_WORDS = {
  en: {
    purposes: {
      necessary: { name: 'Necessary', description: 'Keeps your cart and your privacy choice, and guards the store. It cannot work without this.' },
      comfort: { name: 'Comfort', description: 'Shows videos, maps and chat, and remembers settings.' },
      analytics: { name: 'Visit statistics', description: 'Shows us how the store is used, so that we can make it better.' },
      advertising: { name: 'Advertising', description: 'Shows our ads on other sites to people who were here, and measures what they lead to.' },
    },
    service: { name: (store) => store, description: 'The store itself.' },
    cookies: { choice: 'Remembers your privacy choice.' },
    disclosure: { title: 'How we use cookies', paragraphs: ['A cookie is a small text that a site keeps in your browser. Those that the store needs are always there; all others only if you allow them.', 'You can change your choice at any time.'] },
    link: 'Our privacy policy',
  },
  de: {
    purposes: {
      necessary: { name: 'Notwendig', description: 'Behält Ihren Warenkorb und Ihre Datenschutz-Auswahl und schützt den Shop. Ohne das funktioniert er nicht.' },
      comfort: { name: 'Komfort', description: 'Zeigt Videos, Karten und Chat und merkt sich Einstellungen.' },
      analytics: { name: 'Besuchsstatistik', description: 'Zeigt uns, wie der Shop genutzt wird, damit wir ihn verbessern können.' },
      advertising: { name: 'Werbung', description: 'Zeigt unsere Werbung auf anderen Websites Menschen, die hier waren, und misst, was sie bewirkt.' },
    },
    service: { name: (store) => store, description: 'Der Shop selbst.' },
    cookies: { choice: 'Merkt sich Ihre Datenschutz-Auswahl.' },
    disclosure: { title: 'Wie wir Cookies nutzen', paragraphs: ['Ein Cookie ist ein kleiner Text, den eine Website in Ihrem Browser aufbewahrt. Die der Shop braucht, sind immer da; alle anderen nur, wenn Sie sie erlauben.', 'Sie können Ihre Auswahl jederzeit ändern.'] },
    link: 'Unsere Datenschutzerklärung',
  },
  fr: {
    purposes: {
      necessary: { name: 'Nécessaire', description: 'Garde votre panier et votre choix de confidentialité, et protège la boutique, qui ne peut fonctionner sans cela.' },
      comfort: { name: 'Confort', description: 'Affiche vidéos, cartes et discussion, et retient des réglages.' },
      analytics: { name: 'Statistiques de visite', description: 'Nous montre comment la boutique est utilisée, pour l’améliorer.' },
      advertising: { name: 'Publicité', description: 'Montre nos publicités sur d’autres sites aux personnes venues ici, et mesure leurs effets.' },
    },
    service: { name: (store) => store, description: 'La boutique elle-même.' },
    cookies: { choice: 'Retient votre choix de confidentialité.' },
    disclosure: { title: 'Comment nous utilisons les cookies', paragraphs: ['Un cookie est un petit texte qu’un site garde dans votre navigateur. Ceux dont la boutique a besoin sont toujours là ; les autres, seulement si vous les autorisez.', 'Vous pouvez changer votre choix à tout moment.'] },
    link: 'Notre politique de confidentialité',
  },
}
